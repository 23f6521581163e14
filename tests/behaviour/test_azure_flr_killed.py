# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restore of files that was killed anywhere, or whose answers were lost: restored once, and no session left open."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.seeds.azure_virtual_machines import LINUX, UNTOUCHED_OWNER
from support.flr import Appliance
from support.killing import kills

RESTORE, INFO = "veeam_azure_flr_restore", "veeam_azure_flr_info"
POINT = {"restore_point": {"name": LINUX}}
SEARCH = {"path": "/accountingdata", "pattern": "report_1", "limit": 2}
ACCOUNT = {"service_account": "DR Restore Account"}
TASKS: dict[str, tuple[str, dict[str, Any]]] = {
    "items": (RESTORE, {**POINT, **ACCOUNT, "items": ["/etc/hosts", UNTOUCHED_OWNER, "/srv/images"]}),
    "search": (RESTORE, {**POINT, **ACCOUNT, "search": SEARCH, "restore_type": "Overwrite"}),
    "looking": (INFO, {**POINT, "paths": ["/etc"], "search": SEARCH}),
}
RESTORED = {
    "items": ["/etc/app/restored-settings.ini", "/etc/restored-hosts", "/srv/restored-images"],
    "search": [
        "/accountingdata/2025/q1/report_13.txt",
        "/accountingdata/2025/report_11.txt",
        "/accountingdata/2025/report_12.txt",
        "/accountingdata/report_1.txt",
        "/accountingdata/report_10.txt",
    ],
    "looking": [],
}
WRITES = {
    "JobSessions_StopJob": 2,
    "FlrSession_SearchTaskStart": 1,
    "FlrSession_SearchTaskNextPage": 1,
    "FlrSession_SearchTaskStop": 1,
    "VirtualMachineRestorePoint_StartFlr": 1,
    "FlrSession_RestoreTaskStart": 1,
    "FlrSession_RestoreTaskLogs": 1,
}


def hold_to(controller, name: str, changed: bool | None = None) -> None:
    """The task, run once more, ends well: all is restored once, nothing is open, and the next run has nothing to do."""
    module, arguments = TASKS[name]
    result = controller.succeed(module, arguments)
    assert changed in (None, result["changed"])
    appliance = Appliance(controller.simulator)
    assert appliance.open_sessions() == []
    # What was being restored when the task was killed may be there in part, and is restored again.
    assert appliance.restored("Success", "Warning") == RESTORED[name]
    everything = appliance.restored()
    assert controller.succeed(module, arguments)["changed"] is False
    assert appliance.restored() == everything
    assert appliance.open_sessions() == []


def begin(controller, speed: float) -> int:
    controller.simulator.reset()
    controller.simulator.settings(product="azure", speed=speed)
    return controller.simulator.mark()


@pytest.mark.parametrize("speed", [0, 0.5])
@pytest.mark.parametrize("name", TASKS)
def test_killed_after_any_request_it_goes_on(controller, name, speed):
    module, arguments = TASKS[name]
    requests = 0
    for kill in kills(controller, module, arguments, lambda: begin(controller, speed)):
        controller.simulator.settings(product="azure", speed=0)
        hold_to(controller, name)
        requests = max(requests, kill.number)
    # A task asks at least for machine, restore points, sessions, and starts, awaits, uses, stops and awaits one.
    assert requests > 9


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("operation", WRITES)
def test_an_answer_that_is_lost_after_the_server_acted_is_done_without(controller, name, operation):
    module, arguments = TASKS[name]
    controller.simulator.faults(
        {"match": {"operation_id": operation}, "times": WRITES[operation], "fault": {"kind": "lost_answer"}},
        product="azure",
    )
    result = controller.succeed(module, arguments)
    assert result["changed"] is (module == RESTORE)
    assert Appliance(controller.simulator).open_sessions() == []
    assert all(UNTOUCHED_OWNER in one for one in controller.warnings)
    hold_to(controller, name, changed=False)


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("operation", WRITES)
def test_a_request_that_never_arrived_is_not_taken_for_done(controller, name, operation):
    module, arguments = TASKS[name]
    controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": "reset"}}, product="azure")
    result = controller.run(module, arguments)
    if result.get("failed"):
        assert result["error"]["kind"] == "NotConverged"
        assert "rerun this task" in result["msg"]
        assert operation in ("VirtualMachineRestorePoint_StartFlr", "FlrSession_RestoreTaskStart")
    assert Appliance(controller.simulator).open_sessions() == []
    hold_to(controller, name)


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_asked_again(controller, name, status):
    module, arguments = TASKS[name]
    controller.simulator.faults(
        {
            "match": {"path": "*/flr/*"},
            "times": 2,
            "fault": {"kind": "status", "status": status, "retry_after": 0},
        },
        product="azure",
    )
    controller.succeed(module, arguments)
    hold_to(controller, name, changed=False)


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("template", ["jobSessions/{sessionId}", "flr/*", "flr/*/status", "flr/*/results"])
def test_whatever_fails_the_session_is_closed(controller, name, template):
    module, arguments = TASKS[name]
    controller.simulator.faults(
        {"match": {"template": f"/api/v8/{template}"}, "fault": {"kind": "status", "status": 418}}, product="azure"
    )
    result = controller.run(module, arguments)
    assert not result.get("failed") or result["error"]["status"] == 418
    assert Appliance(controller.simulator).open_sessions() == []
    hold_to(controller, name)
