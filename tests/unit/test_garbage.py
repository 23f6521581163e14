# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""While a task runs, Python looks for garbage less often, and afterwards as before."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import VeeamError
from ansible_collections.opendr.veeam.plugins.module_utils.core.garbage import OBJECTS, rarely_collected
from ansible_collections.opendr.veeam.plugins.module_utils.engine import runner
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration, Result, Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.modules import declaration

USUAL = (700, 10, 10)


@pytest.fixture(autouse=True)
def usual_thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*before)


class Circle:
    """Garbage that has to be looked for."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.parametrize("fails", [False, True])
def test_a_task_is_run_with_fewer_collections(fails: bool) -> None:
    seen = []

    def work(_task: Task) -> Result:
        seen.append(gc.get_threshold())
        if fails:
            raise VeeamError("no")
        return {}

    params = declaration("veeam_session_info").argument_spec
    given = {option: spec.get("default") for option, spec in params.items()}
    outcome = runner.execute(
        Declaration(VBR, {}, work),
        "opendr.veeam.veeam_x",
        {},
        {**given, "url": "https://x.example.com", "access_token": "a"},
    )
    assert bool(outcome.result.get("failed")) is fails
    assert (seen, gc.get_threshold()) == ([(OBJECTS, *USUAL[1:])], USUAL)


def test_garbage_is_looked_for_all_the_same() -> None:
    with rarely_collected():
        known = weakref.ref(Circle())
        kept = [[] for _number in range(2 * OBJECTS)]
        assert known() is None
    assert len(kept) == 2 * OBJECTS


@pytest.mark.parametrize("young", [0, 10 * OBJECTS])
def test_who_wants_it_less_often_still_is_left_alone(young: int) -> None:
    gc.set_threshold(young, *USUAL[1:])
    with rarely_collected():
        assert gc.get_threshold()[0] == young
