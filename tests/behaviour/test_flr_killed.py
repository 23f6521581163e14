# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that works in a mounted backup and is killed or interrupted anywhere leaves no mount behind for long."""

from __future__ import annotations

import signal
from itertools import count
from typing import Any

import pytest

from simulator.seeds.vbr_files import SITE
from support.killing import interrupt_after_request, kills

LOOK: dict[str, Any] = {
    "restore_point": {"name": "web01"},
    "paths": [SITE],
    "compare": True,
    "search": {"path": "C:\\", "pattern": "*.xlsx"},
}
TASKS: dict[str, tuple[str, dict[str, Any]]] = {"looking": ("veeam_flr_info", LOOK)}


def mounts(bench) -> list[str]:
    return [str(mount["sessionId"]) for mount in bench.client("vbr", "1.3-rev1").pages("/backupBrowser/flr")]


def begin(bench, speed: float) -> int:
    bench.simulator.reset()
    bench.simulator.settings(speed=speed)
    return bench.simulator.mark()


@pytest.mark.parametrize("name", TASKS)
def test_killed_after_any_request_a_rerun_removes_the_mount(bench, name):
    module, arguments = TASKS[name]
    left = 0
    for _kill in kills(bench, module, arguments, lambda: begin(bench, 0.5)):
        left += len(mounts(bench))
        bench.simulator.settings(speed=0)
        bench.do(module, arguments)
        assert mounts(bench) == []
    assert left > 3


@pytest.mark.parametrize("name", TASKS)
def test_interrupted_after_any_request_nothing_stays_mounted(bench, name):
    module, arguments = TASKS[name]
    for number in count(1):
        begin(bench, 0)
        if not interrupt_after_request(bench, module, arguments, number, signal.SIGTERM):
            break
        assert mounts(bench) == [], number
    assert number > 10
