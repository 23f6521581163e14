# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ending a module's work in the process of the tests leaves the same behind as killing a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.seeds.azure_virtual_machines import LINUX
from simulator.seeds.vbr_files import SITE
from support.killing import after_each_response, end_after_request, kept, kill_after_request
from support.recovery_tasks import AZURE
from support.running import Controller

TASKS: dict[str, tuple[str, dict[str, Any]]] = {
    "a mount": ("veeam_instant_recovery", {**AZURE, "state": "migrated"}),
    "a session": ("veeam_azure_flr_info", {"restore_point": {"name": LINUX}, "paths": ["/etc"]}),
    "a mounted backup": ("veeam_flr_restore", {"restore_point": {"name": "web01"}, "paths": [SITE]}),
}


@pytest.mark.parametrize("number", [3, 8, 12])
@pytest.mark.parametrize("name", TASKS)
def test_it_leaves_what_a_kill_leaves(simulator: Simulator, tmp_path: Path, name: str, number: int) -> None:
    def left_by(end: Callable[[Controller, str, dict[str, Any], int], int]) -> Any:
        """The requests, what the controller has kept, and the requests of a rerun."""
        controller = Controller(simulator, tmp_path / end.__name__)
        simulator.reset()
        simulator.settings(speed=0.5)
        simulator.settings("azure", speed=0.5)
        start = end(controller, *TASKS[name], number)
        requests, end_of_run = sent(simulator, start), simulator.mark()
        files = sorted(
            str(path.relative_to(controller.directory)) for path in controller.directory.rglob("*") if path.is_file()
        )
        controller.run(*TASKS[name])
        return requests, files, sent(simulator, end_of_run)

    killed = left_by(by_kill)
    assert len(killed[0]) == number
    assert left_by(by_end) == killed
    assert left_by(by_return) == killed


def by_kill(controller: Controller, module: str, arguments: dict[str, Any], number: int) -> int:
    start = controller.simulator.mark()
    assert kill_after_request(controller, module, arguments, number)
    return start


def by_end(controller: Controller, module: str, arguments: dict[str, Any], number: int) -> int:
    start = controller.simulator.mark()
    assert end_after_request(controller, module, arguments, number)
    return start


def by_return(controller: Controller, module: str, arguments: dict[str, Any], number: int) -> int:
    """Run the module to its end, and bring back what there was after that request."""
    start, left = controller.simulator.mark(), []
    with after_each_response(lambda _number: left.append(kept(controller, start))):
        controller.succeed(module, arguments)
    return left[number - 1]()


def sent(simulator: Simulator, start: int) -> list[tuple[str, int]]:
    """The operations since then, and how the server answered."""
    return [(str(record["operation_id"]), record["status"]) for record in simulator.requests(start)]
