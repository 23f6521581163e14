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


def entities(controller, name):
    (group,) = controller.succeed(INFO, {"name": name, "discovered_entities": True})["protection_groups"]
    return [entity["name"] for entity in group["discovered_entities"]]


def directory_reads(controller, start):
    return [record for record in controller.simulator.requests(start) if "/activeDirectory/" in record["path"]]


def test_a_computer_is_discovered_by_a_rescan(controller):
    assert "lnx-phys02" not in entities(controller, "Physical Servers")
    controller.succeed(MODULE, {**SERVERS, "computers": [NEW]})
    assert "lnx-phys02" not in entities(controller, "Physical Servers")
    predicted = controller.succeed(MODULE, {**SERVERS, "state": "rescanned"}, check=True)
    rescanned = controller.succeed(MODULE, {**SERVERS, "state": "rescanned"})
    assert (predicted["changed"], rescanned["changed"]) == (True, True)
    assert rescanned["session"]["type"] == "AgentDiscovery"
    assert "lnx-phys02" in entities(controller, "Physical Servers")


def test_a_new_group_is_rescanned_in_one_task(controller):
    task = {"name": "Databases", "type": "IndividualComputers", "state": "rescanned", "computers": [NEW]}
    controller.succeed(MODULE, {**task, "deployment": {"install_backup_agent": True}})
    (group,) = controller.succeed(INFO, {"name": "Databases", "discovered_entities": True})["protection_groups"]
    assert [entity["agent_status"] for entity in group["discovered_entities"]] == ["Installed"]


def test_the_server_rescans_a_group_that_it_has_saved_where_the_revision_has_that(controller):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {**SERVERS, "computers": [NEW], "perform_rescan": True, "api_version": "1.3-rev0"})
    assert "perform_rescan does not exist in API revision 1.3-rev0" in failed["msg"]
    assert controller.writes(start) == []
    controller.succeed(MODULE, {**SERVERS, "computers": [NEW], "perform_rescan": True})
    assert "lnx-phys02" in entities(controller, "Physical Servers")
    # What was saved has no further change, so nothing is sent, and nothing rescanned.
    assert not controller.succeed(MODULE, {**SERVERS, "computers": [NEW], "perform_rescan": True})["changed"]


def test_an_account_that_is_used_once_goes_with_a_computer_that_is_new_to_the_group(controller):
    owner = "agents/protectionGroups/Physical Servers/lnx-phys03"
    task = {**SERVERS, "computers": [ONCE]}
    predicted = controller.succeed(MODULE, task, check=True)
    added = controller.succeed(MODULE, task)
    assert predicted["diff"] == added["diff"]
    assert controller.simulator.secrets(owner, password="first") == {"password": True}
    assert controller.shown_secrets(added) == []
    changed = {**ONCE, "single_use_credentials": {**ONCE["single_use_credentials"], "account_password": "second"}}
    assert not controller.succeed(MODULE, {**SERVERS, "computers": [changed]})["changed"]
    again = controller.succeed(MODULE, {**SERVERS, "computers": [changed], "update_secrets": "always"})
    assert (again["changed"], controller.shown_secrets(again)) == (True, [])
    assert "(sent again)" in str(again["diff"]["after"])
    assert controller.simulator.secrets(owner, password="second") == {"password": True}


def test_a_computer_that_gets_another_kind_of_connection_is_sent_with_its_account(controller):
    moved = {**ONCE, "host_name": "lnx-phys01"}
    controller.succeed(MODULE, {**SERVERS, "computers": [moved]})
    owner = "agents/protectionGroups/Physical Servers/lnx-phys01"
    assert controller.simulator.secrets(owner, password="first") == {"password": True}


def test_computers_are_added_replaced_and_removed(controller):
    def names(task):
        result = controller.succeed(MODULE, {**SERVERS, **task})
        return [computer["host_name"] for computer in result["protection_group"]["computers"]]

    assert names({"computers": [NEW]}) == ["win-phys01", "lnx-phys01", "lnx-phys02"]
    assert names({"computers": [{"host_name": "win-phys01"}], "computers_mode": "remove"}) == [
        "lnx-phys01",
        "lnx-phys02",
    ]
    assert names({"computers": [NEW], "computers_mode": "replace"}) == ["lnx-phys02"]


def test_the_case_of_a_dns_name_does_not_matter(controller):
    again = {"host_name": "LNX-Phys01", "connection_type": "PermanentCredentials"}
    assert not controller.succeed(MODULE, {**SERVERS, "computers": [again]})["changed"]
    less = controller.succeed(
        MODULE, {**SERVERS, "computers": [{"host_name": "WIN-PHYS01"}], "computers_mode": "remove"}
    )
    assert [computer["host_name"] for computer in less["protection_group"]["computers"]] == ["lnx-phys01"]
    controller.succeed(MODULE, {**LISTED, "custom_credentials": [{"computer_name": "csv01.dr.example", **LINUX}]})
    given = {"name": "Listed", "custom_credentials": [{"computer_name": "CSV01.dr.example", **LINUX}]}
    assert not controller.succeed(MODULE, given)["changed"]


def test_credentials_of_single_computers_are_used_where_a_task_gives_some(controller):
    created = controller.succeed(MODULE, LISTED)["protection_group"]
    assert created["use_custom_credentials"] is False


def test_servers_of_every_kind_of_group_are_added_to_those_that_it_has(controller):
    group = {"name": "Iris", "type": "Iris", "api_version": "1.3-rev2"}
    for host in ("lnx-phys01", "lnx-phys02"):
        result = controller.succeed(MODULE, {**group, "computers": [{**NEW, "host_name": host}]})
    assert [one["host_name"] for one in result["protection_group"]["computers"]] == ["lnx-phys01", "lnx-phys02"]


def test_a_group_that_shows_nothing_else_is_enabled(controller):
    with without("isDisabled", *(f"GET /api/v1/agents/protectionGroups{item}" for item in ("", "/*"))):
        assert not controller.succeed(MODULE, {**SERVERS, "enabled": True})["changed"]


@pytest.mark.parametrize("revision", ["1.3-rev0", "1.3-rev1"])
@pytest.mark.parametrize(("enabled", "verbs"), [(True, []), (False, ["disable"])])
def test_a_new_group_is_enabled(controller, revision, enabled, verbs):
    start = controller.simulator.mark()
    new = {**LISTED, "enabled": enabled, "api_version": revision}
    assert controller.succeed(MODULE, new)["protection_group"]["enabled"] is enabled
    switched = [path.rpartition("/")[2] for _method, path in controller.writes(start)]
    assert [verb for verb in switched if verb in ("enable", "disable")] == verbs
    assert not controller.succeed(MODULE, new)["changed"]


@pytest.mark.parametrize(("revision", "kinds"), [("1.3-rev0", ["Infrastructure"]), ("1.3-rev1", [])])
def test_a_group_is_disabled_and_enabled_as_the_revision_does_it(controller, revision, kinds):
    for enabled in (False, True):
        start = controller.simulator.mark()
        result = controller.succeed(MODULE, {**SERVERS, "enabled": enabled, "api_version": revision})
        assert [session["type"] for session in [result.get("session")] if session] == kinds
        verb = "enable" if enabled else "disable"
        assert [path.rpartition("/")[2] for _method, path in controller.writes(start)] == [verb]
        assert result["protection_group"]["enabled"] is enabled
        assert not controller.succeed(MODULE, {**SERVERS, "enabled": enabled, "api_version": revision})["changed"]


def test_objects_of_a_directory_are_looked_up_once(controller):
    predicted = controller.succeed(MODULE, BRANCH, check=True)
    created = controller.succeed(MODULE, BRANCH)
    assert predicted["diff"] == created["diff"]
    (found,) = created["protection_group"]["objects"]
    assert found["distinguished_name"] == "OU=Servers,DC=dr,DC=example"
    start = controller.simulator.mark()
    for again in (BRANCH, {**BRANCH, "objects": [{"distinguished_name": "ou=servers,dc=dr,dc=example"}]}):
        assert not controller.succeed(MODULE, again)["changed"]
    assert directory_reads(controller, start) == []
    controller.succeed(MODULE, {**BRANCH, "state": "rescanned"})
    assert entities(controller, "Branch") == ["Servers"]


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"name": "kiosk.dr.example"}, "AmbiguousName", "Give the distinguished_name of the object you mean."),
        ({"name": "nobody"}, "ObjectNotFound", "Active Directory object 'nobody' not found. Available: 'Backup"),
        ({"name": "Servers", "type": "Computer"}, "ObjectNotFound", "Available: 'app01.dr.example'"),
        ({"type": "Computer"}, "InvalidOption", "objects names no object: give its name or its distinguished_name."),
    ],
)
def test_an_object_that_cannot_be_found_is_named(controller, given, kind, words):
    failed = controller.fail(MODULE, {**BRANCH, "objects": [given]}, check=True)
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]


def test_an_object_that_is_not_there_any_more_is_removed_all_the_same(controller):
    (known,) = controller.succeed(MODULE, BRANCH)["protection_group"]["objects"]
    name, identifier = "CN=gone01,OU=Servers,DC=dr,DC=example", "c3b1f6d2-5a55-4d0e-8a3e-0f6f6b6f7a10"
    gone = {**known, "fullName": "gone01", "distinguishedName": name, "type": "Computer", "id": identifier}
    gone = {key: gone[key] for key in ("fullName", "distinguishedName", "type", "id")} | {
        "domainId": known["domain_id"]
    }
    directory = seeded(controller, "Branch")["activeDirectory"]
    seeded(controller, "Branch", activeDirectory={**directory, "objects": [*directory["objects"], gone]})
    less = {"name": "Branch", "objects": [{"name": "GONE01"}], "objects_mode": "remove"}
    assert controller.succeed(MODULE, less)["protection_group"]["objects"] == [known]
    assert not controller.succeed(MODULE, less)["changed"]


def test_exclusions_and_credentials_of_a_directory_are_changed_and_emptied(controller):
    given = {
        **BRANCH,
        "exclude_selected_objects": True,
        "excluded_objects": [{"name": "app01.dr.example"}],
        "use_custom_credentials": True,
        "custom_credentials": [{"object": {"name": "Branch"}, **LINUX}],
    }
    controller.succeed(MODULE, given)
    assert not controller.succeed(MODULE, given)["changed"]
    emptied = controller.succeed(MODULE, {"name": "Branch", "excluded_objects": [], "custom_credentials": []})
    assert sorted(change["option"] for change in emptied["changes"]) == ["custom_credentials", "excluded_objects"]


def test_machines_of_a_cloud_account_are_given_another(controller):
    controller.succeed(MODULE, CLOUD)
    assert not controller.succeed(MODULE, CLOUD)["changed"]
    moved = {"name": "Cloud", "azure_account": AZURE, "cloud_machines": [{"type": "Region", "name": "westeurope"}]}
    changed = controller.succeed(MODULE, moved)
    assert changed["protection_group"].get("aws_account") is None
    assert changed["protection_group"]["azure_account"] == AZURE
    assert not controller.succeed(MODULE, moved)["changed"]


def seeded(controller, name, **properties):
    """The group as the server has it, after it got other properties."""
    (group,) = controller.client("vbr", "1.3-rev1").get(GROUPS, {"nameFilter": name})["data"]
    group = {key: value for key, value in {**group, **properties}.items() if value is not None}
    controller.simulator.seed("agents/protectionGroups", objects=[group])
    return group


def test_an_update_keeps_what_the_task_does_not_give_of_a_machine_and_a_tag(controller):
    there = [{"type": "Machine", "name": "a", "object_id": "i-1"}, {"type": "Tag", "name": "backup", "value": "daily"}]
    controller.succeed(MODULE, {**CLOUD, "cloud_machines": there})
    short = [{"type": "Machine", "name": "a"}, {"type": "Tag", "name": "backup"}]
    new = {"type": "Region", "name": "eu-central-1"}
    added = controller.succeed(MODULE, {"name": "Cloud", "cloud_machines": [*short, new]})
    assert added["protection_group"]["cloud_machines"] == [*there, new]
    other = {"type": "Tag", "name": "backup", "value": "weekly"}
    changed = controller.succeed(MODULE, {"name": "Cloud", "cloud_machines": [short[0], other]})
    assert changed["protection_group"]["cloud_machines"] == [there[0], other]


def test_a_group_of_which_the_server_shows_no_account_is_updated(controller):
    controller.succeed(MODULE, CLOUD)
    seeded(controller, "Cloud", cloudAccount=None)
    assert controller.succeed(MODULE, {"name": "Cloud", "description": "Every night"})["changed"]


@pytest.mark.parametrize(
    ("task", "given", "option"),
    [
        (BRANCH, {"excluded_objects": [{"name": "app01.dr.example"}]}, "exclude_selected_objects"),
        (BRANCH, {"custom_credentials": [{"object": {"name": "Branch"}, **LINUX}]}, "use_custom_credentials"),
        (LISTED, {"custom_credentials": [{"computer_name": "csv01.dr.example", **LINUX}]}, "use_custom_credentials"),
        (CLOUD, {"excluded_cloud_machines": [{"type": "Region", "name": "eu-west-1"}]}, "exclude_selected_objects"),
    ],
)
def test_a_list_that_a_task_gives_is_used_unless_it_says_no(controller, task, given, option):
    predicted = controller.succeed(MODULE, {**task, **given}, check=True)
    created = controller.succeed(MODULE, {**task, **given})
    assert created["protection_group"][option] is True
    assert predicted["diff"] == created["diff"]
    assert not controller.succeed(MODULE, {**task, **given})["changed"]
    assert controller.succeed(MODULE, {**task, **given, option: False})["protection_group"][option] is False


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
def test_what_contradicts_itself_is_refused_before_anything_is_sent(controller, task, option, words):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, task)
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("InvalidOption", option)
    assert words in failed["msg"]
    assert controller.writes(start) == []


def test_the_computers_in_a_file_are_shown(controller):
    created = controller.succeed(MODULE, LISTED)
    assert created["protection_group"]["computer_names"] == ["csv01.dr.example", "csv02.dr.example"]


def test_a_group_that_a_job_processes_is_not_removed(controller):
    (group,) = controller.succeed(INFO, SERVERS)["protection_groups"]
    job = {"id": "5f0e7c9e-6f0e-4f0c-9c8b-0a4f3c1d2e3f", "name": "Agents", "type": "WindowsAgentBackup"}
    controller.simulator.seed("jobs", objects=[{**job, "computers": [{"protectionGroupId": group["id"]}]}])
    failed = controller.fail(MODULE, {**SERVERS, "state": "absent"})
    assert "it is in use by: Agents" in failed["msg"].replace("because ", "")
    assert controller.succeed(MODULE, {"name": "Workstations", "state": "absent", "uninstall_everything": True})[
        "changed"
    ]


def test_the_groups_of_the_server_are_listed_and_stay(controller):
    groups = controller.succeed(INFO, {"type": "ManuallyAdded"})["protection_groups"]
    assert [(group["name"], group["computers"]) for group in groups] == [("Manually Added", [])]
    failed = controller.fail(MODULE, {"name": "Manually Added", "state": "absent"})
    assert "cannot be removed" in failed["msg"]


def test_a_group_of_which_the_server_shows_no_computers_has_none(controller):
    """Only to create such a group its list is required, and a group may lose its last computer."""
    controller.succeed(MODULE, SERVERS)
    removed = {**SERVERS, "computers": [{"host_name": "win-phys01"}], "computers_mode": "remove"}
    with without("computers", "GET /api/v1/agents/protectionGroups", "GET /api/v1/agents/protectionGroups/*"):
        assert controller.run(MODULE, removed)["changed"] is False
