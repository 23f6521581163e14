# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of file-level restores that go wrong, or are of somebody else: none of ours is left open."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure import flr_sessions
from simulator.seeds.azure_virtual_machines import (
    ENDLESS,
    LINUX,
)

RESTORE, INFO = "veeam_azure_flr_restore", "veeam_azure_flr_info"
HOSTS, REPORT = "/etc/hosts", "/accountingdata/report_1.txt"
POINT = {"restore_point": {"name": LINUX}}
FILES = {**POINT, "items": [HOSTS, REPORT], "service_account": "DR Restore Account"}
REPORTS = {
    **POINT,
    "search": {"path": "/accountingdata", "pattern": "report_1", "limit": 2},
    "service_account": "DR Restore Account",
}
KEPT = ["/accountingdata/restored-report_1.txt", "/etc/restored-hosts"]
FOUND = sorted(
    f"/accountingdata/{path}"
    for path in (
        "restored-report_1.txt",
        "restored-report_10.txt",
        "2025/restored-report_11.txt",
        "2025/restored-report_12.txt",
        "2025/q1/restored-report_13.txt",
    )
)


@pytest.mark.parametrize("module", [INFO, RESTORE])
@pytest.mark.parametrize(
    ("outcome", "kind", "words"),
    [
        ("fail", "SessionFailed", "no worker could be launched"),
        ("cancel", "SessionFailed", "was canceled"),
        ("hang", "SessionTimedOut", "was not ready after wait_timeout=1 seconds and was stopped"),
    ],
)
def test_a_session_that_does_not_get_ready(controller, appliance, module, outcome, kind, words):
    controller.simulator.outcome(
        {"type": "FileLevelRestore"}, outcome, message="no worker could be launched", times=1, product="azure"
    )
    arguments = {**(FILES if module == RESTORE else {**POINT, "paths": ["/"]}), "wait_timeout": 1}
    error = controller.fail(module, arguments)
    assert (error["error"]["kind"], words in error["msg"]) == (kind, True), error
    assert appliance.open_sessions() == []
    controller.succeed(module, arguments)


def test_a_restore_that_takes_too_long_is_stopped(controller, appliance):
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, {**FILES, "items": [HOSTS, ENDLESS], "wait_timeout": 1})
    assert error["error"]["kind"] == "SessionTimedOut"
    assert "The restore was not finished after wait_timeout=1 seconds and was stopped" in error["msg"]
    assert f"Restored only in part, perhaps: '{ENDLESS}'. The originals are as they were" in error["msg"]
    assert [one["status"] for one in error["error"]["items"]] == ["Success", "Cancelled"]
    paths = [path for _method, path in controller.writes(start)]
    assert [path.rsplit("/", 1)[1] for path in paths] == ["restoreFile", "restore", "stop", "stop"]
    assert "/restore/" in paths[2]


def test_a_time_out_says_in_which_state_it_left_an_overwrite(controller, appliance):
    # The second item is being restored when time is up, and the last one has not begun.
    controller.simulator.settings(product="azure", speed=10)
    items = [HOSTS, ENDLESS, REPORT]
    arguments = {**FILES, "items": items, "restore_type": "Overwrite", "wait_timeout": 3, "poll_interval": 1}
    controller.simulator.outcome({"type": "FileLevelRestore"}, "success", seconds=0, product="azure")
    error = controller.fail(RESTORE, arguments)
    assert f"Overwritten only in part, perhaps: '{ENDLESS}'. Do not use them" in error["msg"]
    assert f"Restored: '{HOSTS}'" in error["msg"]
    statuses = [one["status"] for one in error["error"]["items"]]
    assert statuses[:2] == ["Success", "Cancelled"]
    # What is not complete does not count: the rerun overwrites it again.
    controller.simulator.settings(product="azure", speed=0)
    assert controller.fail(RESTORE, {**arguments, "wait_timeout": 1})["error"]["kind"] == "SessionTimedOut"


def test_a_session_that_a_person_ends(controller, appliance):
    def ended(line):
        if line.startswith("Restoring"):
            for one in appliance.open_sessions():
                appliance.stop(one)

    error = controller.run(RESTORE, {**FILES, "items": [ENDLESS]}, watch=ended)
    assert (error["failed"], error["error"]["kind"], "was canceled" in error["msg"]) == (True, "SessionFailed", True)


def test_a_task_that_is_interrupted(controller, appliance):
    def interrupt(line):
        if line.startswith("Restoring"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        controller.run(RESTORE, {**FILES, "items": [ENDLESS]}, watch=interrupt)


def test_an_interruption_before_the_session_is_known(controller, appliance, monkeypatch):
    client = flr_sessions.Client
    write = client.write

    def interrupted(self, method, path, body=None, query=None):
        response = write(self, method, path, body, query)
        if path.endswith("/restoreFile"):
            raise KeyboardInterrupt
        return response

    monkeypatch.setattr(client, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        controller.run(RESTORE, FILES)


def test_sessions_of_others_are_left_alone(controller, appliance):
    foreign = [appliance.open_session(), appliance.open_session("somebody's [opendr.veeam 000000000000]")]
    controller.succeed(INFO, {**POINT, "paths": ["/"]})
    controller.succeed(RESTORE, FILES)
    assert sorted(appliance.open_sessions()) == sorted(foreign)
    for one in foreign:
        appliance.stop(one)


def test_what_a_person_restored_does_not_count(controller, appliance):
    # Only the directory is listed, and not which of its files the person restored.
    session = appliance.open_session()
    appliance.send("POST", f"/flr/{session}/restore", {"itemPaths": [HOSTS], "restoreType": "Overwrite"})
    appliance.stop(session)
    overwrite = {**FILES, "restore_type": "Overwrite"}
    assert [one["status"] for one in controller.succeed(RESTORE, overwrite)["items"]] == ["Success", "Success"]


@pytest.mark.parametrize(("status", "again"), [("Warning", False), ("Error", True), ("Canceled", True)])
def test_what_a_session_lists_counts_only_where_it_ended_well(controller, appliance, status, again):
    controller.succeed(RESTORE, FILES)
    assert controller.succeed(RESTORE, FILES)["changed"] is False
    for session in appliance.sessions():
        controller.simulator.seed("jobSessions", objects=[{**session, "status": status}], product="azure")
    assert controller.succeed(RESTORE, FILES)["changed"] is again


@pytest.mark.parametrize(("times", "warned"), [(1, False), (3, True)])
def test_a_session_that_is_not_stopped_at_once(controller, appliance, times, warned):
    controller.simulator.faults(
        {"match": {"operation_id": "JobSessions_StopJob"}, "times": times, "fault": {"kind": "status", "status": 500}},
        product="azure",
    )
    assert controller.succeed(RESTORE, FILES)["changed"] is True
    assert any("veeam_azure_session" in one for one in controller.warnings) is warned
    for one in appliance.open_sessions():
        assert warned
        appliance.stop(one)
