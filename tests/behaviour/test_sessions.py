# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Server sessions that fail, warn, hang or ask: told with the server's reason, and nothing left behind."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from simulator.seeds.vbr_backups import PROJECTS
from simulator.seeds.vbr_restore_points import point_id
from support.killing import acts
from support.recovery_tasks import AZURE

INFO, MODULE, SESSION = "veeam_repository_info", "veeam_repository", "veeam_session"
NAME = "NFS Share 01"
CHANGE = {"name": NAME, "description": "changed"}
ANY = {"name": "*"}


def says(result, *parts):
    for part in parts:
        assert part in result["msg"], result["msg"]


@pytest.mark.parametrize(
    ("outcome", "kind", "words"),
    [
        ("fail", "SessionFailed", "failed: No space left on nas01."),
        ("cancel", "SessionFailed", "was canceled: No space left on nas01."),
    ],
)
def test_a_session_that_fails(controller, outcome, kind, words):
    before = controller.succeed(INFO, {"name": NAME})
    controller.simulator.outcome(ANY, outcome, message="No space left on nas01")
    result = controller.fail(MODULE, CHANGE)
    says(result, f"Session 'Editing repository {NAME}'", words, "Last log records: ", "Saving the configuration")
    assert result["error"]["kind"] == kind
    assert result["error"]["session"]["state"] == "Stopped"
    assert controller.succeed(INFO, {"name": NAME}) == before


def test_a_session_that_asks_for_a_person(controller):
    controller.simulator.outcome(ANY, "action_required", message="Confirm the host key")
    result = controller.fail(MODULE, {**CHANGE, "api_version": "1.3-rev2"})
    says(result, "waits for a person", "Confirm the host key", "in the console", "run the task again")
    assert result["error"]["kind"] == "ActionRequired"


def test_a_session_that_warns(controller):
    controller.simulator.outcome(ANY, "warn", message="The share is nearly full")
    result = controller.succeed(MODULE, CHANGE)
    assert result["changed"]
    assert result["session"]["result"] == "Warning"
    assert controller.warnings == {f"Session 'Editing repository {NAME}': The share is nearly full"}


def test_a_session_that_hangs_past_the_time_out_can_be_waited_for_later(controller):
    controller.simulator.outcome(ANY, "hang")
    start = controller.simulator.mark()
    result = controller.fail(MODULE, {**CHANGE, "wait_timeout": 1})
    says(result, "still Working at", "wait_timeout=1 seconds", "opendr.veeam.veeam_session", "continues on the server")
    assert result["error"]["kind"] == "SessionTimedOut"
    identifier = result["error"]["session"]["id"]
    assert f"id: {identifier}" in result["msg"]
    assert len([one for one in controller.writes(start) if one[0] == "PUT"]) == 1
    # The way on that the message names works.
    says(controller.fail(SESSION, {"id": identifier, "state": "finished", "wait_timeout": 1}), "still Working")
    assert controller.succeed(SESSION, {"id": identifier, "state": "stopped"})["changed"]
    assert not controller.succeed(SESSION, {"id": identifier, "state": "stopped"})["changed"]


def test_without_waiting_the_session_is_outlives_task(controller):
    controller.simulator.settings(speed=1.0)
    controller.simulator.outcome(ANY, "success", seconds=0.5)
    result = controller.succeed(MODULE, {**CHANGE, "wait": False})
    assert result["changed"]
    assert result["session"]["state"] != "Stopped"
    done = controller.succeed(SESSION, {"id": result["session"]["id"], "state": "finished"})
    assert done["session"]["result"] == "Success"
    assert controller.succeed(INFO, {"name": NAME})["repositories"][0]["description"] == "changed"


def test_progress_is_told_line_by_line_and_never_twice(controller):
    controller.simulator.settings(speed=1.0)
    controller.simulator.outcome(ANY, "success", seconds=1.0)
    controller.succeed(MODULE, CHANGE)
    assert len(controller.progress) >= 2
    assert len(controller.progress) == len(set(controller.progress))
    assert all(line.startswith(f"Editing repository {NAME}: ") for line in controller.progress)
    assert "100%" in controller.progress[-1]


DATA = {"restorePointId": point_id(PROJECTS, 1, "UnstructuredData"), "autoUnmount": {"isEnabled": False}}
FILES = {"restorePointId": point_id("app01"), "type": "Windows", "autoUnmount": {"isEnabled": False}}


@pytest.mark.parametrize(
    ("revision", "path", "body", "unmount"),
    [
        ("1.2-rev1", "/restore/flr", FILES, "StopFlrMount"),
        ("1.3-rev1", "/restore/flr", {**FILES, "mountMode": "Automatic"}, "StopFlrMount"),
        ("1.3-rev1", "/restore/flr/unstructuredData", DATA, "StopUnstructuredDataFLRMount"),
        ("1.3-rev2", "/restore/flr/unstructuredData", DATA, "StopUnstructuredDataFLRMount"),
    ],
)
def test_a_file_restore_that_was_left_open_is_unmounted(controller, revision, path, body, unmount):
    session = controller.client("vbr", revision).write("POST", path, body)["sessionId"]
    mark = controller.simulator.mark()
    stopped = {"api_version": revision, "id": session, "state": "stopped"}
    assert controller.succeed(SESSION, stopped, check=True)["changed"]
    assert controller.writes(mark) == []
    result = controller.succeed(SESSION, stopped)
    assert result["changed"]
    assert result["session"]["state"] == "Stopped"
    assert acts(controller, mark) == {unmount: 1}
    assert not controller.succeed(SESSION, stopped)["changed"]


def sessions_of_mount(controller, **filters):
    return controller.succeed("veeam_session_info", {"mount_id": mount_of(controller)["id"], **filters})["sessions"]


def mount_of(controller):
    (mount,) = controller.succeed("veeam_instant_recovery_info", {"platform": ["azure"]})["mounts"]
    return mount


def test_the_sessions_of_a_machine_that_is_recovered_to_azure(controller):
    controller.succeed("veeam_instant_recovery", {**AZURE, "state": "migrated"})
    everything = sessions_of_mount(controller)
    types = [session["type"] for session in everything]
    assert {"AzureInstantRecoveryStart", "AzureInstantRecoveryMigration"} <= set(types)
    assert len(types) < len(controller.succeed("veeam_session_info", {})["sessions"])
    wanted = ["AzureInstantRecoveryStart", "BackupJob"]
    assert [session["type"] for session in sessions_of_mount(controller, type=wanted)] == wanted[:1]
    assert sessions_of_mount(controller, result=["Failed"]) == []
    assert sessions_of_mount(controller, ended_before=everything[-1]["creation_time"]) == []
    assert sessions_of_mount(controller, order_ascending=True) == everything[::-1]
    assert sessions_of_mount(controller, limit=1) == everything[:1]


def test_the_sessions_of_a_mount_that_is_not_there(controller):
    result = controller.fail("veeam_session_info", {"mount_id": point_id("web01", 0)})
    says(result, "404")


def test_a_revision_without_instant_recovery_to_azure_has_no_sessions_of_mounts(controller):
    result = controller.fail("veeam_session_info", {"mount_id": point_id("web01", 0), "api_version": "1.2-rev1"})
    says(result, "mount_id does not exist in API revision 1.2-rev1", "1.3-rev0 or newer")
    assert result["error"]["option"] == "mount_id"


@pytest.mark.parametrize("revision", VBR.revisions)
def test_the_size_of_what_was_transferred_is_read_in_the_spelling_of_each_revision(controller, revision):
    """The servers of all but the last write transferedSize."""
    arguments = {"name": "Nightly Servers", "task_sessions": True, "api_version": revision}
    (nightly,) = controller.succeed("veeam_session_info", arguments)["sessions"]
    size = 0 if revision == VBR.revisions[-1] else 734003200
    assert [task["progress"]["transferred_size"] for task in nightly["task_sessions"]] == [size] * 2
