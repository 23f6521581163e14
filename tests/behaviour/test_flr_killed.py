# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that works in a mounted backup and is killed or interrupted anywhere leaves no mount behind for long."""

from __future__ import annotations

import re
import signal
from itertools import count
from typing import Any

import pytest

from simulator.seeds.vbr_files import DELETED, LOST_REPORT, SITE
from simulator.seeds.vbr_restore_points import point_id
from support.killing import acts, end_after_request, interrupt_after_request, kills

LOOK: dict[str, Any] = {
    "restore_point": {"name": "web01"},
    "paths": [SITE],
    "compare": True,
    "search": {"path": "C:\\", "pattern": "*.xlsx"},
}
WINDOWS: dict[str, Any] = {"restore_point": {"name": "web01"}, "paths": [SITE], "restore_type": "Overwrite"}
LINUX: dict[str, Any] = {
    "restore_point": {"name": "app01"},
    "paths": [LOST_REPORT, "/etc/hos*"],
    "restore_type": "Overwrite",
    "credentials": "svc-backup",
}
TASKS: dict[str, tuple[str, dict[str, Any]]] = {
    "looking": ("veeam_flr_info", LOOK),
    "compared": ("veeam_flr_restore", WINDOWS),
    "remembered": ("veeam_flr_restore", LINUX),
}


def mounts(controller) -> list[str]:
    return [str(mount["sessionId"]) for mount in controller.client("vbr", "1.3-rev1").pages("/backupBrowser/flr")]


def begin(controller, speed: float) -> int:
    controller.simulator.reset()
    controller.forget()
    controller.simulator.settings(speed=speed)
    return controller.simulator.mark()


def noted(controller) -> list[str]:
    """What the controller has noted of earlier runs, without ids and times."""
    texts = [path.read_text("utf-8") for path in sorted(controller.directory.rglob("*.json"))]
    return [re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.+Z-]+", "*", text) for text in texts]


def hold_to(controller, name: str, start: int) -> None:
    """The task, run once more, ends well: all is restored once, and a further run changes nothing."""
    module, arguments = TASKS[name]
    controller.succeed(module, arguments)
    assert mounts(controller) == []
    if name == "looking":
        return
    for machine, file in (("web01", DELETED), ("app01", LOST_REPORT)):
        assert (file in controller.simulator.files(machine)) == (arguments["restore_point"]["name"] == machine)
    restores = [
        record for record in controller.simulator.requests(start) if record["operation_id"] == "FlrMountRestore"
    ]
    assert len([record for record in restores if record["status"] == 201]) == 1
    assert not controller.succeed(module, arguments)["changed"]
    assert mounts(controller) == []


@pytest.mark.parametrize("name", TASKS)
def test_killed_after_any_request_a_rerun_goes_on(controller, name):
    module, arguments = TASKS[name]
    left = 0
    for kill in kills(controller, module, arguments, lambda: begin(controller, 0.5)):
        left += len(mounts(controller))
        controller.simulator.settings(speed=0)
        hold_to(controller, name, kill.start)
    assert left > 3


def killed_with_a_mount(controller) -> tuple[str, int]:
    """The session of a mount that a killed run has left, before it restored anything."""
    module, arguments = TASKS["compared"]
    for number in count(1):
        start = begin(controller, 0)
        end_after_request(controller, module, arguments, number)
        left = mounts(controller)
        if left:
            return left[0], start
    raise AssertionError


def test_the_mount_of_a_killed_run_is_used_again(controller):
    left, start = killed_with_a_mount(controller)
    module, arguments = TASKS["compared"]
    result = controller.succeed(module, arguments)
    assert (result["changed"], result["session_id"]) == (True, left)
    assert acts(controller, start)["StartFlrMount"] == 1
    assert mounts(controller) == []


def test_the_mount_of_another_restore_point_is_removed(controller):
    left, start = killed_with_a_mount(controller)
    module, arguments = TASKS["compared"]
    other = {"name": "web01", "id": point_id("web01", 3)}
    result = controller.succeed(module, {**arguments, "restore_point": other})
    assert result["session_id"] not in (None, left)
    assert acts(controller, start)["StartFlrMount"] == 2
    assert mounts(controller) == []


@pytest.mark.parametrize("name", TASKS)
def test_interrupted_after_any_request_nothing_stays_mounted(controller, name):
    """A rerun finds the same after two interruptions by which the server and the controller have done the same."""
    module, arguments = TASKS[name]
    left: list[object] = []
    for number in count(1):
        start = begin(controller, 0)
        if not interrupt_after_request(controller, module, arguments, number, signal.SIGTERM):
            break
        assert mounts(controller) == [], number
        found = (
            acts(controller, start),
            noted(controller),
            *(set(controller.simulator.files(one)) for one in ("web01", "app01")),
        )
        if found not in left:
            left.append(found)
            hold_to(controller, name, start)
    assert number > 10
    assert len(left) > (0 if name == "looking" else 2)


def test_a_mount_of_others_is_not_that_of_a_request_that_was_refused(controller):
    module, arguments = TASKS["looking"]
    begin(controller, 0)
    controller.simulator.faults({"match": {"template": "*/restore/flr"}, "fault": {"kind": "status", "status": 500}})
    assert controller.fail(module, {**arguments, "retries": 0})["error"]["status"] == 500
    # What somebody else mounts soon after, of the same restore point.
    body = {"restorePointId": point_id("web01", 2), "type": "Windows", "autoUnmount": {"isEnabled": False}}
    theirs = controller.client("vbr", "1.3-rev1").write("POST", "/restore/flr", {**body, "mountMode": "Automatic"})
    controller.succeed(module, arguments)
    assert mounts(controller) == [theirs["sessionId"]]
