# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Repositories of Microsoft 365: rules between options, what cannot change, awkward responses, long lists."""

from __future__ import annotations

import pytest

from simulator.seeds.m365_infrastructure import OFFLINE_PROXY, OTHER_POOL, OTHER_PROXY, POOL, PROXY
from simulator.seeds.m365_repositories import ARCHIVE, BROKEN, COMPATIBLE, DEFAULT, OFFLINE, USED_FOLDERS, repository_id
from support.lost_properties import without

MODULE, INFO = "veeam_m365_repository", "veeam_m365_repository_info"
PROXIES = "veeam_m365_proxy_info"
ADD = "BackupRepository_Add"
PLACE = {"proxy": PROXY, "path": "D:\\Backups\\New"}
LOCAL = {"name": "New Repository", "retention_type": "ItemLevel", **PLACE}
BUCKET = {"name": "m365-new", "service_point": "https://s3.dr.example"}
STORAGE = {
    "type": "AmazonS3Compatible",
    "account": "S3 compatible storage",
    "compatible_bucket": BUCKET,
    "s3_folder": "new",
}
GLACIER = {
    "type": "AmazonS3Glacier",
    "account": "Amazon storage",
    "amazon_bucket": {"name": "m365-cold", "region_type": "Global", "region_id": "us-east-2"},
    "s3_folder": "cold",
    "glacier_deep_archive": True,
}
NETWORK = {"id": "vpc-1", "name": "Recovery", "cidr": "10.0.0.0/16"}
APPLIANCE = {
    **GLACIER,
    "use_archiver_appliance": True,
    "amazon_archiver_appliance": {
        "instance_type": "c5.2xlarge",
        "vpc": NETWORK,
        "subnet": {**NETWORK, "id": "subnet-1", "cidr": "10.0.1.0/24"},
        "security_group": {"id": "sg-1", "name": "Archiver"},
        "ip_ranges": "192.0.2.0/24,198.51.100.0/24",
        "port": 443,
    },
}
BLOB = {
    "type": "AzureBlob",
    "account": "Azure storage",
    "azure_container": {"name": "m365", "region_type": "Global"},
    "azure_folder": "new",
    "use_archiver_appliance": True,
    "azure_archiver_appliance": {"vm_size": "Standard_D4_v5", "resource_group": "rg-dr", "subnet": "default"},
    "azure_service_account": "Archiver",
    "azure_subscription_id": "3f2e8a10-5d0a-4c3e-9a57-4cb8a6f0f5f1",
}
REMOTE = {"name": "New Storage", "retention_type": "SnapshotBased", "proxy_pool": POOL, "object_storage": STORAGE}


# --- Rules between options, held to the task and to what is there. ---


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**LOCAL, "proxy_pool": POOL}, "Give proxy or proxy_pool, and not both: a repository has one owner."),
        ({**LOCAL, "object_storage": STORAGE}, "Give path or object_storage, and not both"),
        ({"name": "New", "retention_type": "ItemLevel", "path": "D:\\x"}, "also needs proxy or proxy_pool"),
        ({"name": "New", "retention_type": "ItemLevel", "proxy": PROXY}, "also needs path or object_storage"),
        ({"name": "New", **PLACE}, "also needs: retention_type"),
        (
            {**REMOTE, "object_storage": {"type": "AzureBlob"}},
            "also needs object_storage.account, object",
        ),
        ({**LOCAL, "retention_period_type": "Daily"}, "retention_period_type=Daily also needs daily_retention_period"),
        ({**LOCAL, "monthly_day_number": "Last"}, "monthly_day_number has a meaning only with"),
        ({**LOCAL, "daily_time": "24:30"}, "daily_time='24:30' is not a time of the day"),
        ({**LOCAL, "encryption_enabled": True, "encryption_key": "Offsite copies"}, "this one is a local folder"),
        ({**REMOTE, "encryption_enabled": True}, "encryption_enabled also needs encryption_key: give both."),
        ({**REMOTE, "encryption_key": "Offsite copies"}, "encryption_key also needs encryption_enabled: give both."),
        (
            {**REMOTE, "encryption_key": "Offsite copies", "encryption_enabled": False},
            "encryption_key has a meaning only with encryption_enabled=true",
        ),
        (
            {**LOCAL, "ignore_proxy_pool_appliance_access_validation": True},
            "ignore_proxy_pool_appliance_access_validation=true has a meaning only with proxy_pool and object_storage",
        ),
        ({**REMOTE, "ignore_proxy_pool_appliance_access_validation": True}, "use_archiver_appliance=true: give both"),
        (
            {**LOCAL, "retention_period_type": "Daily", "daily_retention_period": 0},
            "daily_retention_period=0 is out of range: give 1 or more",
        ),
        ({"name": DEFAULT, "yearly_retention_period": "Keep"}, "the repository 'Default Backup Repository' has"),
        (
            {"name": DEFAULT, "encryption_enabled": True, "encryption_key": "Offsite copies"},
            "this one is a local folder",
        ),
        ({"name": COMPATIBLE, "path": "D:\\x"}, "is on an object storage, and has no folder on a backup proxy server"),
        ({"name": COMPATIBLE, "object_storage": {"azure_folder": "x"}}, "object_storage.azure_folder does not go with"),
        ({**LOCAL, "organization": "nowhere.example"}, "Organization 'nowhere.example' not found. Available: 'branch"),
        ({**LOCAL, "proxy": "vb365-proxy09"}, "Backup proxy server 'vb365-proxy09' not found. Available:"),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_what_does_not_go_together_is_rejected_before_anything_is_sent(controller, given, words, check):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, given, check=check)["msg"]
    assert controller.writes(start) == []


def test_v7_has_an_object_storage_by_its_id_and_no_pools(controller):
    base = {"api_version": "v7", "name": "Old", "retention_type": "ItemLevel"}
    assert "also needs proxy." in controller.fail(MODULE, {**base, "path": "D:\\x"})["msg"]
    assert "also needs path or object_storage_id" in controller.fail(MODULE, {**base, "proxy": PROXY})["msg"]
    assert (
        "proxy_pool does not exist in API revision v7" in controller.fail(MODULE, {**base, "proxy_pool": POOL})["msg"]
    )
    storage = controller.succeed(INFO, {"name": COMPATIBLE})["repositories"][0]["object_storage"]["id"]
    given = {**base, "proxy": PROXY, "object_storage_id": storage, "object_storage_cache_path": "D:\\Cache"}
    assert controller.succeed(MODULE, given)["changed"]
    assert not controller.succeed(MODULE, given)["changed"]


# --- What cannot change. ---


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ({"name": DEFAULT, "retention_type": "SnapshotBased"}, "retention_type"),
        ({"name": DEFAULT, "path": "D:\\Elsewhere"}, "path"),
        ({"name": DEFAULT, "object_storage": STORAGE}, "object_storage"),
        ({"name": COMPATIBLE, "object_storage": {"s3_folder": "other"}}, "object_storage.s3_folder"),
        (
            {"name": COMPATIBLE, "object_storage": {"compatible_bucket": {"name": "other"}}},
            "object_storage.compatible_bucket.name",
        ),
        ({"name": ARCHIVE, "object_storage": {"type": "AzureBlob"}}, "object_storage.type"),
    ],
)
def test_what_cannot_change_is_refused_by_name(controller, given, option):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, given)
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("ImmutableOption", option)
    assert f"has {option}=" in failed["msg"]
    assert controller.writes(start) == []


def test_a_storage_cannot_become_long_term(controller):
    controller.succeed(
        MODULE, {**REMOTE, "object_storage": {**GLACIER, "type": "AmazonS3", "glacier_deep_archive": False}}
    )
    failed = controller.fail(MODULE, {"name": REMOTE["name"], "object_storage": {"type": "AmazonS3Glacier"}})
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("ImmutableOption", "object_storage.type")


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        (DEFAULT, {"proxy": OTHER_PROXY}, f"has proxy='{PROXY}', and the task wants proxy='{OTHER_PROXY}'."),
        (DEFAULT, {"proxy_pool": POOL}, f"has proxy='{PROXY}', and the task wants proxy_pool='{POOL}'."),
        (COMPATIBLE, {"proxy": PROXY}, f"has proxy_pool='{POOL}', and the task wants proxy='{PROXY}'."),
    ],
)
def test_an_update_does_not_move_a_repository(controller, name, given, words):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {"name": name, **given})
    assert failed["error"]["kind"] == "OtherOwner"
    assert words in failed["msg"]
    assert controller.writes(start) == []


def test_an_owner_that_is_no_id_is_none(controller):
    none = "00000000-0000-0000-0000-000000000000"
    unowned = {"name": "Unowned", "retentionType": "ItemLevel", "path": "D:\\x", "proxyId": none, "proxyPoolId": none}
    controller.simulator.seed("BackupRepositories", objects=[unowned], product="m365")
    (shown,) = controller.succeed(INFO, {"name": "Unowned"})["repositories"]
    assert (shown["proxy"], shown["proxy_pool"]) == ("", "")
    assert "has no owner, and the task wants" in controller.fail(MODULE, {"name": "Unowned", "proxy": PROXY})["msg"]


@pytest.mark.parametrize("revision", ["v7", "v8"])
def test_a_key_that_is_no_id_is_none(controller, revision):
    none = "00000000-0000-0000-0000-000000000000"
    client = controller.client("m365", "v8")
    remote = {**client.get(f"/BackupRepositories/{repository_id(COMPATIBLE)}"), "name": "No Key"}
    remote.update(encryptionKeyId=none, objectStorageEncryptionEnabled=False)
    remote.pop("id")
    controller.simulator.seed("BackupRepositories", objects=[remote], product="m365")
    start = controller.simulator.mark()
    given = {"name": "No Key", "encryption_enabled": True}
    assert "encryption_enabled also needs encryption_key: give both." in controller.fail(MODULE, given)["msg"]
    local = {"name": "Folder", "retentionType": "ItemLevel", "path": "D:\\x", "objectStorageId": none}
    if revision == "v7":
        controller.simulator.seed("BackupRepositories", objects=[local], product="m365")
        given = {"name": "Folder", "api_version": "v7", "encryption_enabled": True, "encryption_key": "Offsite copies"}
        assert "this one is a local folder" in controller.fail(MODULE, given)["msg"]
    assert controller.writes(start) == []


# --- What servers do. ---


def test_a_new_period_leaves_the_old_one_behind(controller):
    given = {"name": DEFAULT, "retention_period_type": "Monthly", "monthly_retention_period": 6}
    result = controller.succeed(MODULE, given)
    assert [change["option"] for change in result["changes"]] == ["retention_period_type", "monthly_retention_period"]
    # The server still shows the number of days, which has no meaning any more.
    assert result["repository"]["daily_retention_period"] == 14
    assert not controller.succeed(MODULE, given)["changed"]
    assert not controller.succeed(MODULE, {"name": DEFAULT, "monthly_retention_period": 6})["changed"]
    assert (
        "retention_period_type=Monthly"
        in controller.fail(MODULE, {"name": DEFAULT, "daily_retention_period": 7})["msg"]
    )


@pytest.mark.parametrize("storage", [STORAGE, GLACIER, APPLIANCE, BLOB], ids=["S3", "Glacier", "appliance", "Azure"])
def test_a_repository_on_an_object_storage(controller, storage):
    given = {
        **REMOTE,
        "object_storage": {**storage, "size_limit_enabled": True, "size_limit_gb": 100, "immutability_enabled": True},
        "encryption_enabled": True,
        "encryption_key": "Offsite copies",
    }
    if storage.get("use_archiver_appliance"):
        # The server never shows it, so it is nothing to compare.
        given["ignore_proxy_pool_appliance_access_validation"] = True
    predicted = controller.succeed(MODULE, given, check=True)
    created = controller.succeed(MODULE, given)
    assert predicted["diff"] == created["diff"]
    shown = created["repository"]
    # Nobody asked for an organization, and the server chose one.
    assert (shown["proxy_pool"], shown["organization"]) == (POOL, "dr.example")
    assert shown["long_term"] is (storage["type"] == "AmazonS3Glacier")
    appliance = storage.get("amazon_archiver_appliance")
    assert shown["object_storage"].get("amazon_archiver_appliance") == appliance
    assert not controller.succeed(MODULE, given)["changed"]
    more = {"name": given["name"], "object_storage": {"size_limit_gb": 200}}
    assert [change["option"] for change in controller.succeed(MODULE, more)["changes"]] == [
        "object_storage.size_limit_gb"
    ]
    assert not controller.succeed(MODULE, more)["changed"]
    other_key = {"name": given["name"], "encryption_key": "Configuration backup"}
    assert controller.succeed(MODULE, other_key)["changed"]
    assert controller.succeed(MODULE, {"name": given["name"], "state": "absent"})["changed"]


def test_a_folder_may_be_one_of_linux(controller):
    given = {**LOCAL, "path": "/var/lib/backups"}
    assert controller.succeed(MODULE, given)["repository"]["path"] == "/var/lib/backups"
    assert not controller.succeed(MODULE, given)["changed"]


def test_a_folder_with_backups_is_only_attached_where_the_task_says_so(controller):
    given = {**LOCAL, "path": USED_FOLDERS[0]}
    assert "holds backups of another backup proxy" in controller.fail(MODULE, given)["msg"]
    attached = {**given, "attach_used_repository": True}
    assert controller.succeed(MODULE, attached)["changed"]
    # The server shows no such thing, so it is nothing to compare.
    assert not controller.succeed(MODULE, attached)["changed"]


def test_a_rename_by_id_and_a_name_that_two_have(controller):
    assert controller.succeed(MODULE, {"id": repository_id(DEFAULT), "name": "Main"})["changed"]
    assert not controller.succeed(MODULE, {"id": repository_id(DEFAULT), "name": "Main"})["changed"]
    controller.simulator.seed(
        "BackupRepositories", objects=[{"name": "Main", "retentionType": "ItemLevel"}], product="m365"
    )
    failed = controller.fail(MODULE, {"name": "Main", "description": "x"})
    assert failed["error"]["kind"] == "AmbiguousName"
    assert repository_id(DEFAULT) in failed["error"]["candidates"]


@pytest.mark.parametrize("given", [{**LOCAL, "proxy": OFFLINE_PROXY}, {"name": OFFLINE, "description": "x"}])
def test_a_proxy_that_is_offline(controller, given):
    failed = controller.fail(MODULE, given)
    assert (failed["error"]["kind"], failed["error"]["error_code"]) == ("ApiError", "ProxyOffline")
    assert f"Backup proxy {OFFLINE_PROXY} is offline" in failed["msg"]
    assert "The backup proxy server does not respond: check that it runs" in failed["msg"]
    assert "Simulator.Server" not in str(failed)


def test_a_proxy_has_a_host_name_and_a_whole_one(controller):
    whole = f"{PROXY}.dr.example"
    (shown,) = controller.succeed(PROXIES, {"name": whole})["proxies"]
    assert (shown["host_name"], shown["fqdn"]) == (PROXY, whole)
    assert not controller.succeed(MODULE, {"name": DEFAULT, "proxy": whole})["changed"]


def test_the_members_of_a_pool_are_in_the_list_of_the_pool(controller):
    """Whatever the proxies themselves show of their pool."""
    members = {one["host_name"] for one in controller.succeed(PROXIES, {"proxy_pool": POOL})["proxies"]}
    everything = controller.succeed(PROXIES, {})["proxies"]
    assert members == {one["host_name"] for one in everything if one.get("proxy_pool") == POOL}
    assert members
    with without("proxyPoolId", "GET /v8/ProxyPools/*/proxies"):
        assert {one["host_name"] for one in controller.succeed(PROXIES, {"proxy_pool": POOL})["proxies"]} == members
    assert controller.succeed(PROXIES, {"proxy_pool": POOL, "status": "Offline"})["proxies"] == []
    assert controller.succeed(PROXIES, {"proxy_pool": OTHER_POOL})["proxies"] == []
    assert (
        "proxy_pool does not exist in API revision v7"
        in controller.fail(PROXIES, {"proxy_pool": POOL, "api_version": "v7"})["msg"]
    )


def test_a_repository_out_of_order_is_reported(controller):
    assert not controller.succeed(MODULE, {"name": BROKEN})["changed"]
    assert controller.warnings == {
        "The backup repository 'Broken Repository' is in the state Invalid: The folder cannot be read",
        "The backup repository 'Broken Repository' is in maintenance mode (SessionsDisabled).",
    }


def test_a_repository_that_jobs_use_is_not_removed(controller):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {"name": DEFAULT, "state": "absent"})
    assert "is used by backup jobs" in failed["msg"]
    assert len(controller.writes(start)) == 1


def test_no_message_shows_a_stack_trace_and_a_page_of_a_proxy_is_quoted(controller):
    controller.simulator.faults({"match": {"operation_id": ADD}, "fault": {"kind": "html"}}, product="m365")
    assert "Simulator.Server" not in str(controller.fail(MODULE, LOCAL))
    body = {"message": "Broken", "errorCode": None, "stackTrace": "at Veeam.Secret.Token()"}
    fault = {"kind": "status", "status": 500, "body": body}
    controller.simulator.faults({"match": {"operation_id": ADD}, "fault": fault}, product="m365")
    failed = controller.fail(MODULE, LOCAL)
    assert "was answered with 500: Broken" in failed["msg"]
    assert "Veeam.Secret" not in str(failed)


def test_what_does_not_exist_is_told_by_status_or_by_code(controller):
    body = {"message": "nothing here", "errorCode": "ResourceNotFound"}
    fault = {"kind": "status", "status": 400, "body": body}
    match = {"operation_id": "BackupRepository_GetRepositoriesById"}
    controller.simulator.faults({"match": match, "fault": fault}, product="m365")
    absent = {"id": repository_id(DEFAULT), "state": "absent"}
    assert not controller.succeed(MODULE, absent)["changed"]


# --- Lists. ---


@pytest.mark.parametrize("count", [25, 494, 495, 10_050])
def test_a_list_of_any_length_is_read_to_its_end(controller, count):
    """With the six that are there: more than 30, a page that is full, one object more, and more than 10,000."""
    ids = controller.simulator.seed("BackupRepositories", count, product="m365")
    names = [repository["id"] for repository in controller.succeed(INFO, {})["repositories"]]
    assert len(names) == count + 6
    assert set(ids) <= set(names)


def test_the_organizations_with_backups_in_a_repository(controller):
    found = {one["name"]: one for one in controller.succeed(INFO, {"backed_up_organizations": True})["repositories"]}
    usages = found[COMPATIBLE]["backed_up_organizations"]
    assert [usage["name"] for usage in usages] == ["dr.example", "branch.example"]
    assert usages[0]["object_storage_used_space_bytes"] == 1024**3
    assert set(found[DEFAULT]["backed_up_organizations"][0]) == {
        "backed_up_organization_id",
        "name",
        "used_space_bytes",
    }
    assert found[ARCHIVE]["backed_up_organizations"] == []
    path = f"BackupRepositories/{repository_id(ARCHIVE)}/backedupOrganizations"
    controller.simulator.seed(path, objects=[{"name": f"o{number}"} for number in range(1234)], product="m365")
    result = controller.succeed(INFO, {"name": ARCHIVE, "backed_up_organizations": True})["repositories"]
    assert len(result[0]["backed_up_organizations"]) == 1234


def test_long_term_asks_the_server_and_means_what_it_says(controller):
    assert [one["name"] for one in controller.succeed(INFO, {"long_term": True})["repositories"]] == [ARCHIVE]
    others = [one["name"] for one in controller.succeed(INFO, {"long_term": False})["repositories"]]
    # For the server, false means all.
    assert ARCHIVE not in others
    assert {DEFAULT, COMPATIBLE} <= set(others)
