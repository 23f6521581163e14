# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Protection groups on the simulator: discovery, accounts, directories, clouds, and groups that jobs process."""

from __future__ import annotations

import pytest

from support.lost_properties import without

MODULE, INFO = "veeam_protection_group", "veeam_protection_group_info"
GROUPS = "/agents/protectionGroups"
SERVERS = {"name": "Physical Servers"}
NEW = {"host_name": "lnx-phys02", "connection_type": "PermanentCredentials", "credentials": "Linux hosts"}
ONCE = {
    "host_name": "lnx-phys03",
    "connection_type": "SingleUseCredentials",
    "single_use_credentials": {"account": "install", "authentication_type": "Password", "account_password": "first"},
}
BRANCH = {
    "name": "Branch",
    "type": "ADObjects",
    "domain": "dr.example",
    "objects": [{"name": "Servers"}],
    "master_credentials": "Windows hosts and shares",
}
AWS = {"credentials": "S3 and compatible storage", "region_type": "Global", "region_id": "eu-central-1"}
AZURE = {"subscription_id": "6f1d9f0c-3f0e-4c53-9a5e-2f1c1c0f9a11", "region_type": "Global", "region_id": "westeurope"}
CLOUD = {
    "name": "Cloud",
    "type": "CloudMachines",
    "aws_account": AWS,
    "cloud_machines": [{"type": "Tag", "name": "backup", "value": "daily"}],
}
LISTED = {"name": "Listed", "type": "CSVFile", "csv_file": "C:\\hosts.csv", "master_credentials": "Linux hosts"}
LINUX = {"use_master_credentials": False, "credentials": "Linux hosts"}


def entities(bench, name):
    (group,) = bench.do(INFO, {"name": name, "discovered_entities": True})["protection_groups"]
    return [entity["name"] for entity in group["discovered_entities"]]


def directory_reads(bench, start):
    return [record for record in bench.simulator.requests(start) if "/activeDirectory/" in record["path"]]


def test_a_computer_is_discovered_by_a_rescan(bench):
    assert "lnx-phys02" not in entities(bench, "Physical Servers")
    bench.do(MODULE, {**SERVERS, "computers": [NEW]})
    assert "lnx-phys02" not in entities(bench, "Physical Servers")
    predicted = bench.do(MODULE, {**SERVERS, "state": "rescanned"}, check=True)
    rescanned = bench.do(MODULE, {**SERVERS, "state": "rescanned"})
    assert (predicted["changed"], rescanned["changed"]) == (True, True)
    assert rescanned["session"]["type"] == "AgentDiscovery"
    assert "lnx-phys02" in entities(bench, "Physical Servers")


def test_a_new_group_is_rescanned_in_one_task(bench):
    task = {"name": "Databases", "type": "IndividualComputers", "state": "rescanned", "computers": [NEW]}
    bench.do(MODULE, {**task, "deployment": {"install_backup_agent": True}})
    (group,) = bench.do(INFO, {"name": "Databases", "discovered_entities": True})["protection_groups"]
    assert [entity["agent_status"] for entity in group["discovered_entities"]] == ["Installed"]


def test_the_server_rescans_a_group_that_it_has_saved_where_the_revision_has_that(bench):
    start = bench.simulator.mark()
    failed = bench.fail(MODULE, {**SERVERS, "computers": [NEW], "perform_rescan": True, "api_version": "1.3-rev0"})
    assert "perform_rescan does not exist in API revision 1.3-rev0" in failed["msg"]
    assert bench.writes(start) == []
    bench.do(MODULE, {**SERVERS, "computers": [NEW], "perform_rescan": True})
    assert "lnx-phys02" in entities(bench, "Physical Servers")
    # What was saved has no further change, so nothing is sent, and nothing rescanned.
    assert not bench.do(MODULE, {**SERVERS, "computers": [NEW], "perform_rescan": True})["changed"]


def test_an_account_that_is_used_once_goes_with_a_computer_that_is_new_to_the_group(bench):
    owner = "agents/protectionGroups/Physical Servers/lnx-phys03"
    task = {**SERVERS, "computers": [ONCE]}
    predicted = bench.do(MODULE, task, check=True)
    added = bench.do(MODULE, task)
    assert predicted["diff"] == added["diff"]
    assert bench.simulator.secrets(owner, password="first") == {"password": True}
    assert bench.shown_secrets(added) == []
    changed = {**ONCE, "single_use_credentials": {**ONCE["single_use_credentials"], "account_password": "second"}}
    assert not bench.do(MODULE, {**SERVERS, "computers": [changed]})["changed"]
    again = bench.do(MODULE, {**SERVERS, "computers": [changed], "update_secrets": "always"})
    assert (again["changed"], bench.shown_secrets(again)) == (True, [])
    assert "(sent again)" in str(again["diff"]["after"])
    assert bench.simulator.secrets(owner, password="second") == {"password": True}


def test_a_computer_that_gets_another_kind_of_connection_is_sent_with_its_account(bench):
    moved = {**ONCE, "host_name": "lnx-phys01"}
    bench.do(MODULE, {**SERVERS, "computers": [moved]})
    owner = "agents/protectionGroups/Physical Servers/lnx-phys01"
    assert bench.simulator.secrets(owner, password="first") == {"password": True}


def test_computers_are_added_replaced_and_removed(bench):
    def names(task):
        result = bench.do(MODULE, {**SERVERS, **task})
        return [computer["host_name"] for computer in result["protection_group"]["computers"]]

    assert names({"computers": [NEW]}) == ["win-phys01", "lnx-phys01", "lnx-phys02"]
    assert names({"computers": [{"host_name": "win-phys01"}], "computers_mode": "remove"}) == [
        "lnx-phys01",
        "lnx-phys02",
    ]
    assert names({"computers": [NEW], "computers_mode": "replace"}) == ["lnx-phys02"]


def test_the_case_of_a_dns_name_does_not_matter(bench):
    again = {"host_name": "LNX-Phys01", "connection_type": "PermanentCredentials"}
    assert not bench.do(MODULE, {**SERVERS, "computers": [again]})["changed"]
    less = bench.do(MODULE, {**SERVERS, "computers": [{"host_name": "WIN-PHYS01"}], "computers_mode": "remove"})
    assert [computer["host_name"] for computer in less["protection_group"]["computers"]] == ["lnx-phys01"]
    bench.do(MODULE, {**LISTED, "custom_credentials": [{"computer_name": "csv01.dr.example", **LINUX}]})
    given = {"name": "Listed", "custom_credentials": [{"computer_name": "CSV01.dr.example", **LINUX}]}
    assert not bench.do(MODULE, given)["changed"]


@pytest.mark.parametrize(("revision", "kinds"), [("1.3-rev0", ["Infrastructure"]), ("1.3-rev1", [])])
def test_a_group_is_disabled_and_enabled_as_the_revision_does_it(bench, revision, kinds):
    for enabled in (False, True):
        start = bench.simulator.mark()
        result = bench.do(MODULE, {**SERVERS, "enabled": enabled, "api_version": revision})
        assert [session["type"] for session in [result.get("session")] if session] == kinds
        verb = "enable" if enabled else "disable"
        assert [path.rpartition("/")[2] for _method, path in bench.writes(start)] == [verb]
        assert result["protection_group"]["enabled"] is enabled
        assert not bench.do(MODULE, {**SERVERS, "enabled": enabled, "api_version": revision})["changed"]


def test_objects_of_a_directory_are_looked_up_once(bench):
    predicted = bench.do(MODULE, BRANCH, check=True)
    created = bench.do(MODULE, BRANCH)
    assert predicted["diff"] == created["diff"]
    (found,) = created["protection_group"]["objects"]
    assert found["distinguished_name"] == "OU=Servers,DC=dr,DC=example"
    start = bench.simulator.mark()
    for again in (BRANCH, {**BRANCH, "objects": [{"distinguished_name": "ou=servers,dc=dr,dc=example"}]}):
        assert not bench.do(MODULE, again)["changed"]
    assert directory_reads(bench, start) == []
    bench.do(MODULE, {**BRANCH, "state": "rescanned"})
    assert entities(bench, "Branch") == ["Servers"]


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"name": "kiosk.dr.example"}, "AmbiguousName", "Give the distinguished_name of the object you mean."),
        ({"name": "nobody"}, "ObjectNotFound", "Active Directory object 'nobody' not found. Available: 'Backup"),
        ({"name": "Servers", "type": "Computer"}, "ObjectNotFound", "Available: 'app01.dr.example'"),
        ({"type": "Computer"}, "InvalidOption", "objects names no object: give its name or its distinguished_name."),
    ],
)
def test_an_object_that_cannot_be_found_is_named(bench, given, kind, words):
    failed = bench.fail(MODULE, {**BRANCH, "objects": [given]}, check=True)
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]


def test_an_object_that_is_not_there_any_more_is_removed_all_the_same(bench):
    (known,) = bench.do(MODULE, BRANCH)["protection_group"]["objects"]
    name, identifier = "CN=gone01,OU=Servers,DC=dr,DC=example", "c3b1f6d2-5a55-4d0e-8a3e-0f6f6b6f7a10"
    gone = {**known, "fullName": "gone01", "distinguishedName": name, "type": "Computer", "id": identifier}
    gone = {key: gone[key] for key in ("fullName", "distinguishedName", "type", "id")} | {
        "domainId": known["domain_id"]
    }
    directory = seeded(bench, "Branch")["activeDirectory"]
    seeded(bench, "Branch", activeDirectory={**directory, "objects": [*directory["objects"], gone]})
    less = {"name": "Branch", "objects": [{"name": "GONE01"}], "objects_mode": "remove"}
    assert bench.do(MODULE, less)["protection_group"]["objects"] == [known]
    assert not bench.do(MODULE, less)["changed"]


def test_exclusions_and_credentials_of_a_directory_are_changed_and_emptied(bench):
    given = {
        **BRANCH,
        "exclude_selected_objects": True,
        "excluded_objects": [{"name": "app01.dr.example"}],
        "use_custom_credentials": True,
        "custom_credentials": [{"object": {"name": "Branch"}, **LINUX}],
    }
    bench.do(MODULE, given)
    assert not bench.do(MODULE, given)["changed"]
    emptied = bench.do(MODULE, {"name": "Branch", "excluded_objects": [], "custom_credentials": []})
    assert sorted(change["option"] for change in emptied["changes"]) == ["custom_credentials", "excluded_objects"]


def test_machines_of_a_cloud_account_are_given_another(bench):
    bench.do(MODULE, CLOUD)
    assert not bench.do(MODULE, CLOUD)["changed"]
    moved = {"name": "Cloud", "azure_account": AZURE, "cloud_machines": [{"type": "Region", "name": "westeurope"}]}
    changed = bench.do(MODULE, moved)
    assert changed["protection_group"].get("aws_account") is None
    assert changed["protection_group"]["azure_account"] == AZURE
    assert not bench.do(MODULE, moved)["changed"]


def seeded(bench, name, **properties):
    """The group as the server has it, after it got other properties."""
    (group,) = bench.client("vbr", "1.3-rev1").get(GROUPS, {"nameFilter": name})["data"]
    group = {key: value for key, value in {**group, **properties}.items() if value is not None}
    bench.simulator.seed("agents/protectionGroups", objects=[group])
    return group


def test_an_update_keeps_what_the_task_does_not_give_of_a_machine_and_a_tag(bench):
    there = [{"type": "Machine", "name": "a", "object_id": "i-1"}, {"type": "Tag", "name": "backup", "value": "daily"}]
    bench.do(MODULE, {**CLOUD, "cloud_machines": there})
    short = [{"type": "Machine", "name": "a"}, {"type": "Tag", "name": "backup"}]
    new = {"type": "Region", "name": "eu-central-1"}
    added = bench.do(MODULE, {"name": "Cloud", "cloud_machines": [*short, new]})
    assert added["protection_group"]["cloud_machines"] == [*there, new]
    other = {"type": "Tag", "name": "backup", "value": "weekly"}
    changed = bench.do(MODULE, {"name": "Cloud", "cloud_machines": [short[0], other]})
    assert changed["protection_group"]["cloud_machines"] == [there[0], other]


def test_a_group_of_which_the_server_shows_no_account_is_updated(bench):
    bench.do(MODULE, CLOUD)
    seeded(bench, "Cloud", cloudAccount=None)
    assert bench.do(MODULE, {"name": "Cloud", "description": "Every night"})["changed"]


@pytest.mark.parametrize(
    ("task", "given", "option"),
    [
        (BRANCH, {"excluded_objects": [{"name": "app01.dr.example"}]}, "exclude_selected_objects"),
        (BRANCH, {"custom_credentials": [{"object": {"name": "Branch"}, **LINUX}]}, "use_custom_credentials"),
        (LISTED, {"custom_credentials": [{"computer_name": "csv01.dr.example", **LINUX}]}, "use_custom_credentials"),
        (CLOUD, {"excluded_cloud_machines": [{"type": "Region", "name": "eu-west-1"}]}, "exclude_selected_objects"),
    ],
)
def test_a_list_that_a_task_gives_is_used_unless_it_says_no(bench, task, given, option):
    predicted = bench.do(MODULE, {**task, **given}, check=True)
    created = bench.do(MODULE, {**task, **given})
    assert created["protection_group"][option] is True
    assert predicted["diff"] == created["diff"]
    assert not bench.do(MODULE, {**task, **given})["changed"]
    assert bench.do(MODULE, {**task, **given, option: False})["protection_group"][option] is False


@pytest.mark.parametrize(
    ("task", "option", "words"),
    [
        ({**CLOUD, "azure_account": AZURE}, "azure_account", "has one cloud account"),
        (
            {key: value for key, value in CLOUD.items() if key != "aws_account"},
            "aws_account",
            "needs the account of its machines",
        ),
        (
            {**CLOUD, "cloud_machines": [{"type": "Region", "name": "eu-central-1", "value": "x"}]},
            "cloud_machines.value",
            "cloud_machines.value does not go with type=Region",
        ),
        ({**CLOUD, "csv_file": "C:\\a.csv"}, "csv_file", "csv_file does not go with type=CloudMachines"),
        ({**CLOUD, "api_version": "1.3-rev0"}, "type", "type=CloudMachines is not known in API revision 1.3-rev0"),
    ],
)
def test_what_contradicts_itself_is_refused_before_anything_is_sent(bench, task, option, words):
    start = bench.simulator.mark()
    failed = bench.fail(MODULE, task)
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("InvalidOption", option)
    assert words in failed["msg"]
    assert bench.writes(start) == []


def test_the_computers_in_a_file_are_shown(bench):
    created = bench.do(MODULE, LISTED)
    assert created["protection_group"]["computer_names"] == ["csv01.dr.example", "csv02.dr.example"]


def test_a_group_that_a_job_processes_is_not_removed(bench):
    (group,) = bench.do(INFO, SERVERS)["protection_groups"]
    job = {"id": "5f0e7c9e-6f0e-4f0c-9c8b-0a4f3c1d2e3f", "name": "Agents", "type": "WindowsAgentBackup"}
    bench.simulator.seed("jobs", objects=[{**job, "computers": [{"protectionGroupId": group["id"]}]}])
    failed = bench.fail(MODULE, {**SERVERS, "state": "absent"})
    assert "it is in use by: Agents" in failed["msg"].replace("because ", "")
    assert bench.do(MODULE, {"name": "Workstations", "state": "absent", "uninstall_everything": True})["changed"]


def test_the_groups_of_the_server_are_listed_and_stay(bench):
    groups = bench.do(INFO, {"type": "ManuallyAdded"})["protection_groups"]
    assert [(group["name"], group["computers"]) for group in groups] == [("Manually Added", [])]
    failed = bench.fail(MODULE, {"name": "Manually Added", "state": "absent"})
    assert "cannot be removed" in failed["msg"]


def test_a_group_of_which_the_server_shows_no_computers_has_none(bench):
    """Only to create such a group its list is required, and a group may lose its last computer."""
    bench.do(MODULE, SERVERS)
    removed = {**SERVERS, "computers": [{"host_name": "win-phys01"}], "computers_mode": "remove"}
    with without("computers", "GET /api/v1/agents/protectionGroups", "GET /api/v1/agents/protectionGroups/*"):
        assert bench.run(MODULE, removed)["changed"] is False
