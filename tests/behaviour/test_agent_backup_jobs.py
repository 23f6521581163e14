# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs and policies of agents on the simulator: computers, destinations, and what a revision does not have."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import NO_ID
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.jobs.discovery import is_rescan_of
from support.lost_properties import without

MODULE, GROUP = "veeam_agent_backup_job", "veeam_protection_group"
WINDOWS = {
    "name": "Agents",
    "type": "WindowsAgentBackup",
    "computers": [{"name": "win-phys01"}],
    "backup_mode": "EntireComputer",
    "storage": {"repository": "Linux Repository 01"},
}
POLICY = {
    "name": "Desks",
    "type": "WindowsAgentBackupWorkstationPolicy",
    "backup_mode": "FileLevel",
    "files": {"personal_files": {"enabled": True, "documents": True}, "exclude_masks": ["*.tmp"]},
    "storage": {"local_storage": {"path": "E:\\"}},
    "schedule": {"run_automatically": True, "at_events": {"backup_at_lock": True}},
}
SHARE = {"shared_folder": {"path": "\\\\nas01.dr.example\\agents", "share_type": "SMB"}}


def names(result):
    return [computer["name"] for computer in result["job"]["computers"]]


def inventory_reads(controller, start):
    return [
        record["path"] for record in controller.simulator.requests(start) if "/inventory/physical" in record["path"]
    ]


def test_a_computer_and_a_group_are_named_and_stay_named(controller):
    predicted = controller.succeed(MODULE, WINDOWS, check=True)
    created = controller.succeed(MODULE, WINDOWS)
    assert predicted["diff"] == created["diff"]
    (computer,) = created["job"]["computers"]
    assert (computer["type"], computer["protection_group"]) == ("WindowsComputer", "Physical Servers")
    both = {**WINDOWS, "computers": [{"protection_group": "Workstations"}]}
    assert names(controller.succeed(MODULE, both)) == ["win-phys01", "Workstations"]
    start = controller.simulator.mark()
    for again in (WINDOWS, both, {**WINDOWS, "computers": [{"name": "WIN-PHYS01"}]}):
        assert not controller.succeed(MODULE, again)["changed"]
    # What the job has already, nobody looks for.
    assert inventory_reads(controller, start) == []


def test_computers_are_replaced_and_removed(controller):
    controller.succeed(MODULE, {**WINDOWS, "computers": [{"name": "win-phys01"}, {"protection_group": "Workstations"}]})
    removed = {"name": "Agents", "computers": [{"name": "win-phys01"}], "computers_mode": "remove"}
    assert names(controller.succeed(MODULE, removed)) == ["Workstations"]
    replaced = {"name": "Agents", "computers": [{"name": "win-desk01"}], "computers_mode": "replace"}
    assert names(controller.succeed(MODULE, replaced)) == ["win-desk01"]
    failed = controller.fail(MODULE, {**replaced, "computers_mode": "remove"})
    assert "needs something to process, and with this task computers would be empty" in failed["msg"]


def test_a_computer_that_is_not_there_any_more_is_removed_all_the_same(controller):
    workstations = {"protection_group": "Workstations"}
    controller.succeed(MODULE, {**WINDOWS, "computers": [{"name": "win-phys01"}, workstations]})
    removed = {"name": "Agents", "computers": [{"name": "WIN-phys01"}], "computers_mode": "remove"}
    controller.succeed(
        GROUP, {"name": "Physical Servers", "computers": [{"host_name": "win-phys01"}], "computers_mode": "remove"}
    )
    controller.succeed(GROUP, {"name": "Physical Servers", "state": "rescanned"})
    start = controller.simulator.mark()
    assert names(controller.succeed(MODULE, removed)) == ["Workstations"]
    assert not controller.succeed(MODULE, removed)["changed"]
    assert inventory_reads(controller, start) == []
    failed = controller.fail(MODULE, {**removed, "computers": [{"type": "WindowsComputer"}]})
    assert "computers names nothing" in failed["msg"]


def test_a_job_whose_computers_are_not_shown_is_not_taken_for_an_empty_one(controller):
    controller.succeed(MODULE, WINDOWS)
    removed = {"name": "Agents", "computers": WINDOWS["computers"], "computers_mode": "remove"}
    with without("computers", "GET /api/v1/jobs", "GET /api/v1/jobs/*"):
        failed = controller.fail(MODULE, removed)
    assert (failed["error"]["kind"], failed["error"]["property"]) == ("UnexpectedResponse", "computers")


def test_a_group_that_is_not_there_any_more_is_removed_all_the_same(controller):
    controller.succeed(MODULE, {**WINDOWS, "computers": [{"name": "win-phys01"}]})
    removed = {"name": "Agents", "computers_mode": "remove"}
    for gone in ({"protection_group": "Gone"}, {"name": "win-phys01", "protection_group": "Gone"}):
        assert not controller.succeed(MODULE, {**removed, "computers": [gone]})["changed"]


def new_group(controller, **options):
    computer = {"host_name": "win-new01", "connection_type": "Certificate"}
    controller.succeed(GROUP, {"name": "New", "type": "IndividualComputers", "computers": [computer], **options})
    return {**WINDOWS, "computers": [{"name": "WIN-new01"}]}


def rescans(controller, start):
    return [path for _method, path in controller.writes(start) if path.endswith("/rescan")]


def test_a_computer_that_its_group_lists_is_discovered_first(controller):
    job = new_group(controller)
    start = controller.simulator.mark()
    predicted = controller.run(MODULE, job, check=True)
    assert predicted["error"]["not_discovered"] is True
    assert "The protection group 'New' lists it, and the server has not discovered it yet." in predicted["msg"]
    assert controller.fail(MODULE, {**job, "wait": False})["error"]["not_discovered"] is True
    assert controller.writes(start) == []
    done = controller.succeed(MODULE, job)
    assert names(done) == ["win-new01"]
    assert {key: done["session"][key] for key in ("name", "type", "state", "result")} == {
        "name": "Rescan of New",
        "type": "AgentDiscovery",
        "state": "Stopped",
        "result": "Success",
    }
    again = controller.succeed(MODULE, job)
    assert (again["changed"], "session" in again) == (False, False)
    assert len(rescans(controller, start)) == 1
    # A rescan that does not find it is not repeated.
    assert (
        "Computer 'win-new02' not found"
        in controller.fail(MODULE, {**job, "computers": [{"name": "win-new02"}]})["msg"]
    )
    assert len(rescans(controller, start)) == 1


def test_a_rescan_that_runs_already_is_waited_for(controller):
    controller.simulator.settings(speed=30.0)
    job = new_group(controller, perform_rescan=True)
    start = controller.simulator.mark()
    assert names(controller.succeed(MODULE, job)) == ["win-new01"]
    assert rescans(controller, start) == []


@pytest.mark.parametrize(
    ("session", "is_meant"),
    [
        ({"name": "Rescan of Web", "resourceId": "g2"}, False),
        ({"name": "Discovery", "resourceId": "g1"}, True),
        ({"name": "rescan of web", "resourceId": None}, True),
        ({"name": "Rescan of Web", "resourceId": NO_ID}, True),
        ({"name": "Rescan of Web servers"}, False),
        ({"name": "Rescan of Old Web"}, False),
        ({"name": None}, False),
    ],
)
def test_a_running_rescan_of_another_group_is_not_waited_for(session, is_meant):
    assert is_rescan_of(session, {"id": "g1", "name": "Web"}) is is_meant


def test_a_computer_that_a_running_rescan_does_not_find_is_discovered_by_the_next(controller):
    controller.simulator.settings(speed=30.0)
    controller.simulator.outcome({"type": "AgentDiscovery"}, "fail", message="Stopped", times=1)
    job = new_group(controller, perform_rescan=True)
    start = controller.simulator.mark()
    assert names(controller.succeed(MODULE, job)) == ["win-new01"]
    assert len(rescans(controller, start)) == 1


def test_a_rescan_that_fails_is_reported(controller):
    job = new_group(controller)
    controller.simulator.outcome({"type": "AgentDiscovery"}, "fail", message="No route to host")
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, job)
    assert failed["error"]["kind"] == "SessionFailed"
    assert "No route to host" in failed["msg"]
    assert len(rescans(controller, start)) == 1


def test_a_computer_of_several_groups_needs_its_group(controller):
    again = {"host_name": "win-phys01", "connection_type": "Certificate"}
    other = {"name": "More", "type": "IndividualComputers", "computers": [again]}
    controller.succeed(GROUP, {**other, "state": "rescanned"})
    failed = controller.fail(MODULE, WINDOWS)
    assert failed["error"]["kind"] == "AmbiguousName"
    assert "in the group More" in failed["msg"]
    assert "Also set protection_group or type in computers." in failed["msg"]
    chosen = controller.succeed(MODULE, {**WINDOWS, "computers": [{"name": "win-phys01", "protection_group": "More"}]})
    assert chosen["job"]["computers"][0]["protection_group"] == "More"


@pytest.mark.parametrize(
    ("computer", "kind", "words"),
    [
        ({"name": "nobody"}, "ObjectNotFound", "Computer 'nobody' not found. Available: 'Manually Added', 'Physical"),
        ({"name": "lnx-desk01", "protection_group": "Physical Servers"}, "ObjectNotFound", "'lnx-phys01'"),
        ({"protection_group": "Nowhere"}, "ObjectNotFound", "Protection group 'Nowhere' not found."),
        ({"type": "WindowsComputer"}, "InvalidOption", "computers names nothing: give name, protection_group or obj"),
    ],
)
def test_a_computer_that_cannot_be_found_is_named(controller, computer, kind, words):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {**WINDOWS, "computers": [computer]})
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]
    assert controller.writes(start) == []


def test_a_computer_is_found_after_a_rescan_of_its_group(controller):
    new = {"host_name": "win-phys09", "connection_type": "PermanentCredentials", "credentials": "Linux hosts"}
    controller.succeed(GROUP, {"name": "Physical Servers", "computers": [new]})
    task = {**WINDOWS, "computers": [{"name": "win-phys09"}]}
    controller.succeed(GROUP, {"name": "Physical Servers", "state": "rescanned"})
    assert names(controller.succeed(MODULE, task)) == ["win-phys09"]
    failed = controller.fail(GROUP, {"name": "Physical Servers", "state": "absent"})
    assert "it is in use by: Agents" in failed["msg"]


def test_a_policy_gets_another_destination_and_nothing_of_the_old_one(controller):
    controller.succeed(MODULE, POLICY)
    assert not controller.succeed(MODULE, POLICY)["changed"]
    moved = {"name": "Desks", "storage": SHARE}
    predicted = controller.succeed(MODULE, moved, check=True)
    changed = controller.succeed(MODULE, moved)
    assert predicted["diff"] == changed["diff"]
    storage = changed["job"]["storage"]
    assert storage.get("local_storage") is None
    assert storage["shared_folder"] == SHARE["shared_folder"]
    assert not controller.succeed(MODULE, moved)["changed"]
    kept = {"backup_repository": {"server": "backup01.dr.example", "repository": "Linux Repository 01"}}
    stored = controller.succeed(MODULE, {"name": "Desks", "storage": kept})["job"]["storage"]["backup_repository"]
    assert stored["repository"] == "Linux Repository 01"


@pytest.mark.parametrize(
    ("task", "option", "words"),
    [
        (
            {**POLICY, "storage": {**POLICY["storage"], **SHARE}},
            "storage.shared_folder",
            "A policy has one destination",
        ),
        (
            {**POLICY, "storage": {"retention_policy": {"type": "Days", "quantity": 7}}},
            "storage",
            "needs a destination",
        ),
        ({**POLICY, "high_priority": True}, "high_priority", "high_priority does not go with type=WindowsAgentBackupW"),
        (
            {**POLICY, "storage": {"repository": "Linux Repository 01"}},
            "storage.repository",
            "storage.repository does not exist for type=WindowsAgentBackupWorkstationPolicy",
        ),
        (
            {**WINDOWS, "snapshotless_file_level_backup": True},
            "snapshotless_file_level_backup",
            "does not go with type",
        ),
        (
            {**POLICY, "api_version": "1.3-rev0"},
            "type",
            "type=WindowsAgentBackupWorkstationPolicy is not known in API revision 1.3-rev0",
        ),
        (
            {**POLICY, "api_version": "1.3-rev2", "guest_processing": {"file_indexing": {"enabled": True}}},
            "guest_processing",
            "guest_processing does not exist in API revision 1.3-rev2",
        ),
        ({**WINDOWS, "api_version": "1.2-rev1"}, "type", "type=WindowsAgentBackup is not known in API revision 1.2"),
    ],
)
def test_what_contradicts_itself_is_refused_before_anything_is_sent(controller, task, option, words):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, task)
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("InvalidOption", option)
    assert words in failed["msg"]
    assert controller.writes(start) == []


def test_settings_belong_to_a_computer_that_is_found_as_well(controller):
    linux = {
        **WINDOWS,
        "type": "LinuxAgentBackup",
        "computers": [{"name": "lnx-phys01"}],
        "guest_processing": {
            "application_aware": {
                "enabled": True,
                "applications": [
                    {"computer": {"name": "lnx-phys01"}, "vss": "IgnoreFailures", "scripts": {"enabled": False}}
                ],
            },
            "file_indexing": {
                "enabled": True,
                "computers": [{"computer": {"name": "lnx-phys01"}, "mode": "IndexOnly", "folders": ["/etc"]}],
            },
        },
    }
    created = controller.succeed(MODULE, linux)
    (settings,) = created["job"]["guest_processing"]["application_aware"]["applications"]
    assert settings["computer"]["type"] == "LinuxComputer"
    assert not controller.succeed(MODULE, linux)["changed"]


def test_a_job_of_another_family_is_left_to_its_module(controller):
    failed = controller.fail(MODULE, {"name": "Nightly Servers", "description": "x"})
    assert "Use veeam_vm_backup_job" in failed["msg"]
    controller.succeed(MODULE, WINDOWS)
    failed = controller.fail("veeam_vm_backup_job", {"name": "Agents", "description": "x"})
    assert "Use veeam_agent_backup_job" in failed["msg"]


def test_a_job_is_disabled_and_run_by_the_module_for_all_jobs(controller):
    controller.succeed(MODULE, WINDOWS)
    controller.succeed("veeam_job", {"name": "Agents", "state": "disabled"})
    assert controller.succeed(MODULE, WINDOWS)["job"]["enabled"] is False
    run = controller.succeed("veeam_job", {"name": "Agents", "state": "started"})
    assert run["session"]["name"] == "Agents"
    (shown,) = controller.succeed("veeam_job_info", {"name": "Agents"})["jobs"]
    assert (shown["type"], shown["workload"]) == ("WindowsAgentBackup", "Server")


def test_an_export_names_computers_without_the_ids_of_the_server(controller, tmp_path):
    controller.succeed(MODULE, {**WINDOWS, "computers": [{"name": "win-phys01"}, {"protection_group": "Workstations"}]})
    objects = {"domain": "dr.example", "objects": [{"name": "Servers"}]}
    directory = {"name": "Branch", "type": "ADObjects", **objects, "master_credentials": "Linux hosts"}
    controller.succeed(GROUP, directory)
    controller.succeed(
        "veeam_export", {"product": "vbr", "directory": str(tmp_path / "export"), "modules": [MODULE, GROUP]}
    )
    files = {path.stem: path.read_text("utf-8") for path in (tmp_path / "export" / "tasks").iterdir()}
    assert set(files) == {MODULE, GROUP}
    assert "win-phys01" in files[MODULE]
    assert "OU=Servers" in files[GROUP]
    assert not [name for name, text in files.items() if "object_id" in text or "domain_id" in text]
