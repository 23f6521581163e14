# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration backup on the simulator: settings in every revision, runs that are started, joined and lost."""

from __future__ import annotations

import pytest

MODULE = "veeam_configuration_backup"
REVISIONS = ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]
START = "StartConfigBackup"


def starts(controller, since):
    return [record for record in controller.simulator.requests(since) if record["operation_id"] == START]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_time_and_a_day_are_the_same_in_every_revision(controller, revision):
    daily = {"enabled": True, "local_time": "22:30", "daily_kind": "SelectedDays", "days": ["Friday", "Monday"]}
    controller.succeed(MODULE, {"schedule": {"daily": daily}})
    for local_time in ("22:30", "22:30:00"):
        given = {"schedule": {"daily": {**daily, "local_time": local_time}}, "api_version": revision}
        assert not controller.succeed(MODULE, given)["changed"]


def test_what_is_not_encrypted_has_no_password(controller):
    settings = controller.succeed(MODULE, {})["configuration_backup"]
    assert settings["encryption"] == {"enabled": False, "password_hint": ""}


def test_settings_and_a_run_come_in_one_task(controller):
    start = controller.simulator.mark()
    result = controller.succeed(MODULE, {"restore_points_to_keep": 14, "state": "started"})
    assert [path for _method, path in controller.writes(start)] == [
        "/api/v1/configBackup",
        "/api/v1/configBackup/backup",
    ]
    assert [change["option"] for change in result["changes"]] == ["restore_points_to_keep", "running"]
    assert result["session"]["result"] == "Success"
    assert result["configuration_backup"]["last_successful_backup"]["session_id"] == result["session"]["id"]


def test_check_mode_starts_nothing(controller):
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, {"state": "started"}, check=True)
    assert predicted["changed"]
    assert "session" not in predicted
    assert controller.writes(start) == []


def test_a_run_that_is_under_way_is_joined(controller):
    controller.simulator.settings(speed=1)
    begun = controller.succeed(MODULE, {"state": "started", "wait": False})
    start = controller.simulator.mark()
    seen = controller.succeed(MODULE, {"state": "started"}, check=True)
    assert (seen["changed"], seen["session"]["id"]) == (False, begun["session"]["id"])
    joined = controller.succeed(MODULE, {"state": "started"})
    assert (joined["changed"], joined["session"]["id"]) == (False, begun["session"]["id"])
    assert joined["session"]["state"] == "Stopped"
    assert starts(controller, start) == []


def test_a_run_that_somebody_else_starts_just_before_is_joined(controller):
    """Between the look at what runs and the start, which the server then refuses."""
    controller.simulator.settings(speed=1)
    running = controller.succeed(MODULE, {"state": "started", "wait": False})["session"]["id"]
    # What is under way stays unseen at the first look.
    empty = {"data": [], "pagination": {"total": 0, "count": 0, "skip": 0, "limit": 1}}
    fault = {"kind": "status", "status": 200, "body": empty}
    controller.simulator.faults({"match": {"operation_id": "GetAllSessions"}, "times": 1, "fault": fault})
    result = controller.succeed(MODULE, {"state": "started"})
    assert result["session"]["id"] == running


def test_a_lost_answer_to_the_start_is_found_by_its_session(controller):
    start = controller.simulator.mark()
    controller.simulator.faults({"match": {"operation_id": START}, "fault": {"kind": "lost_answer"}})
    result = controller.succeed(MODULE, {"state": "started"})
    assert result["session"]["result"] == "Success"
    assert len(starts(controller, start)) == 1


def test_a_start_that_did_not_arrive_is_told_and_not_sent_twice(controller):
    start = controller.simulator.mark()
    controller.simulator.faults({"match": {"operation_id": START}, "fault": {"kind": "reset"}})
    result = controller.fail(MODULE, {"state": "started"})
    assert result["error"]["kind"] == "NotConverged"
    assert len(starts(controller, start)) == 1


def test_a_lost_answer_to_the_settings_is_read(controller):
    start = controller.simulator.mark()
    controller.simulator.faults(
        {"match": {"operation_id": "UpdateConfigBackupOptions"}, "fault": {"kind": "lost_answer"}}
    )
    assert (
        controller.succeed(MODULE, {"restore_points_to_keep": 14})["configuration_backup"]["restore_points_to_keep"]
        == 14
    )
    assert len(controller.writes(start)) == 1


@pytest.mark.parametrize(
    ("outcome", "kind"), [("fail", "SessionFailed"), ("cancel", "SessionFailed"), ("hang", "SessionTimedOut")]
)
def test_a_run_that_does_not_succeed_fails_the_task(controller, outcome, kind):
    controller.simulator.outcome({"type": "ConfigurationBackup"}, outcome, message="The share is full")
    result = controller.fail(MODULE, {"state": "started", "wait_timeout": 30})
    assert result["error"]["kind"] == kind
    if outcome == "fail":
        assert "The share is full" in result["msg"]


def test_a_warning_is_one_of_the_task(controller):
    controller.simulator.outcome({"type": "ConfigurationBackup"}, "warn", message="Little space is left")
    assert controller.succeed(MODULE, {"state": "started"})["session"]["result"] == "Warning"
    assert any("Little space is left" in warning for warning in controller.warnings)
