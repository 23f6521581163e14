# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of every type: enabled and disabled, run and joined, retried, stopped, removed, listed."""

from __future__ import annotations

import pytest

MODULE, INFO = "veeam_job", "veeam_job_info"
# The server has no settings of it.
OTHER = "Tenant VMs"
JOB, COPY, SHARES = "Nightly Servers", "Offsite Copy", "File Shares"
REVISIONS = ("1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2")


def outcome(controller, how, message="", **more):
    controller.simulator.outcome({"name": "*"}, how, message, product="vbr", **more)


def sent(controller, since, word):
    return len([path for _method, path in controller.writes(since) if path.endswith(word)])


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_job_is_disabled_and_enabled(controller, revision):
    off = {"name": JOB, "state": "disabled", "api_version": revision}
    predicted = controller.succeed(MODULE, off, check=True)
    done = controller.succeed(MODULE, off)
    assert (predicted["diff"], done["changed"]) == (done["diff"], True)
    assert (done["job"]["enabled"], done["job"]["status"]) == (False, "Disabled")
    assert not controller.succeed(MODULE, off)["changed"]
    # A job that is disabled runs when a task starts it, and stays disabled.
    assert controller.succeed(MODULE, {"name": JOB, "state": "started", "api_version": revision})["changed"]
    assert not controller.succeed(MODULE, off)["changed"]
    on = {**off, "state": "enabled"}
    assert controller.succeed(MODULE, on)["changed"]
    assert not controller.succeed(MODULE, on)["changed"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_run_returns_the_sessions_of_the_machines(controller, revision):
    result = controller.succeed(MODULE, {"name": JOB, "state": "started", "api_version": revision})
    assert result["session"]["result"] == "Success"
    machines = {task["name"].lower(): task["result"] for task in result["task_sessions"]}
    assert machines["app01"] == "Success"
    assert len(machines) == 5
    (listed,) = controller.succeed(INFO, {"name": JOB, "api_version": revision, "sessions": True})["jobs"]
    assert (listed["last_result"], listed["sessions"][0]["id"]) == ("Success", result["session"]["id"])


def test_a_run_makes_restore_points(controller):
    before = controller.succeed("veeam_restore_point_info", {"name": "app02"})["restore_points"]
    controller.succeed(MODULE, {"name": JOB, "state": "started"})
    assert len(controller.succeed("veeam_restore_point_info", {"name": "app02"})["restore_points"]) == len(before) + 1


def test_a_run_that_is_under_way_is_joined(controller):
    controller.simulator.settings(product="vbr", speed=1)
    outcome(controller, "success", seconds=600)
    start = controller.simulator.mark()
    run = {"name": JOB, "state": "started", "poll_interval": 60}
    predicted = controller.succeed(MODULE, run, check=True)
    begun = controller.succeed(MODULE, {**run, "wait": False})
    assert (predicted["changed"], predicted["diff"]) == (True, begun["diff"])
    joined = controller.succeed(MODULE, run)
    assert (joined["changed"], joined["session"]["id"]) == (False, begun["session"]["id"])
    assert (joined["session"]["result"], joined["job"]["last_result"]) == ("Success", "Success")
    assert sent(controller, start, "/start") == 1


@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        ("fail", "SessionFailed", "failed: The host does not respond"),
        ("cancel", "SessionFailed", "was canceled"),
        ("hang", "SessionTimedOut", "is still Working at"),
    ],
)
def test_a_run_that_ends_badly_or_not_at_all(controller, how, kind, words):
    outcome(controller, how, "The host does not respond")
    failed = controller.fail(MODULE, {"name": JOB, "state": "started", "wait_timeout": 5})
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]


def test_only_a_run_that_failed_is_retried(controller):
    start = controller.simulator.mark()
    retry = {"name": JOB, "state": "started", "retry": True}
    assert not controller.succeed(MODULE, retry)["changed"]
    outcome(controller, "fail", "The host does not respond", times=1)
    controller.fail(MODULE, {"name": JOB, "state": "started"})
    assert controller.succeed(MODULE, retry, check=True)["changed"]
    assert controller.succeed(MODULE, retry)["session"]["result"] == "Success"
    assert not controller.succeed(MODULE, retry)["changed"]
    assert (sent(controller, start, "/start"), sent(controller, start, "/retry")) == (1, 1)


def test_how_a_job_is_run_and_stopped(controller):
    outcome(controller, "hang")
    full = {"state": "started", "active_full": True, "start_chained_jobs": True}
    controller.succeed(MODULE, {"name": JOB, **full, "wait": False})
    stopped = {"name": JOB, "state": "stopped", "graceful": False, "cancel_chained_jobs": True}
    predicted = controller.succeed(MODULE, stopped, check=True)
    result = controller.succeed(MODULE, stopped)
    assert (predicted["diff"], result["changed"], result["session"]["state"]) == (result["diff"], True, "Stopped")
    assert not controller.succeed(MODULE, stopped)["changed"]


def test_a_running_job_is_disabled_and_not_removed(controller):
    outcome(controller, "hang")
    controller.succeed(MODULE, {"name": JOB, "state": "started", "wait": False})
    for state in ("disabled", "enabled"):
        assert controller.succeed(MODULE, {"name": JOB, "state": state})["changed"]
        assert not controller.succeed(MODULE, {"name": JOB, "state": state})["changed"]
    assert "is running: stop it first" in controller.fail(MODULE, {"name": JOB, "state": "absent"})["msg"]
    controller.succeed(MODULE, {"name": JOB, "state": "stopped"})
    gone = {"name": JOB, "state": "absent"}
    assert controller.succeed(MODULE, gone, check=True)["changed"]
    assert controller.succeed(MODULE, gone)["changed"]
    assert not controller.succeed(MODULE, gone)["changed"]


@pytest.mark.parametrize("state", ["enabled", "disabled"])
def test_what_the_server_does_not_show_of_a_running_job_is_not_claimed(controller, state):
    """Only the settings say whether a running job is enabled, and the API does not have those of every type."""
    outcome(controller, "hang")
    controller.succeed(MODULE, {"name": OTHER, "state": "started", "wait": False})
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {"name": OTHER, "state": state})
    assert failed["error"]["kind"] == "ObjectBusy"
    assert "Job 'Tenant VMs' runs now" in failed["msg"]
    controller.succeed(MODULE, {"name": JOB, "state": "started", "wait": False})
    match = {"operation_id": "GetJob"}
    controller.simulator.faults({"match": match, "fault": {"kind": "status", "status": 403}})
    assert controller.fail(MODULE, {"name": JOB, "state": state})["error"]["status"] == 403
    assert len(controller.writes(start)) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "Nightly", "state": "started"}, "Job 'Nightly' not found. Similar: 'Nightly Servers'."),
        ({"name": "None", "state": "enabled"}, "Job 'None' not found. Available:"),
        ({"id": "00000000-0000-4000-8000-000000000000", "state": "enabled"}, "There is no job with the id"),
        ({"name": JOB, "state": "enabled", "retry": True}, "retry goes with state=started only"),
        ({"name": JOB, "state": "started", "graceful": True}, "graceful goes with state=stopped only"),
        ({"name": JOB, "state": "started", "retry": True, "active_full": True}, "do not go with it"),
        ({"name": JOB, "state": "started", "retry": True, "api_version": "1.2-rev1"}, "needs api_version 1.3-rev0"),
    ],
)
def test_what_does_not_go_together_is_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, given)["msg"]
    assert controller.writes(start) == []


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"name": "*Servers"}, {JOB, "Hyper-V Servers"}),
        ({"type": ["BackupCopy"]}, {COPY}),
        ({"type": ["BackupCopy", "FileBackup"]}, {COPY, SHARES}),
        ({"type": ["Backup"], "api_version": "1.2-rev1"}, {JOB}),
        ({"repository": "Amazon S3 01"}, {COPY}),
        ({"status": ["Running"]}, set()),
        ({"last_result": ["Failed"]}, set()),
        ({"last_run_after": "2026-01-15T00:00:00Z"}, set()),
    ],
)
def test_which_jobs_are_listed(controller, given, names):
    assert {job["name"] for job in controller.succeed(INFO, given)["jobs"]} == names
