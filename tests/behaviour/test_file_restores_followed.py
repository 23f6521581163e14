# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restore of files that can no longer be followed: its mount stays until a rerun has seen its end."""

from __future__ import annotations

import os
import signal
from functools import partial

import pytest

from simulator.seeds.vbr_backups import PROJECTS
from simulator.seeds.vbr_files import LOST_REPORT, PLAN
from simulator.seeds.vbr_restore_points import point_id
from support.entra_id import open_mounts, person
from support.killing import acts
from support.races import before_the_write

SHARE, MACHINE = "veeam_unstructured_flr", "veeam_flr_restore"
SHARE_TASK = {"restore_point": {"name": PROJECTS}, "items": [PLAN], "restore_type": "Overwrite"}
MACHINE_TASK = {
    "restore_point": {"name": "app01"},
    "paths": [LOST_REPORT],
    "restore_type": "Overwrite",
    "credentials": "svc-backup",
}
CASES = {
    SHARE: (SHARE_TASK, "UnstructuredDataFlrRestore"),
    MACHINE: (MACHINE_TASK, "FlrMountRestore"),
}


def mounted(bench, module):
    if module == SHARE:
        return open_mounts(bench)
    return [str(mount["sessionId"]) for mount in person(bench).pages("/backupBrowser/flr")]


def fault(bench, kind, times=1, status=None, **match):
    bench.simulator.faults({"match": match, "fault": {"kind": kind, "status": status}, "times": times})


@pytest.fixture
def slow(bench):
    """A restore takes long, and the server refuses to stop it."""
    bench.simulator.settings(speed=1)
    bench.simulator.outcome({"type": "FlrRestore"}, "success", seconds=100, times=1)
    fault(bench, "status", times=None, status=403, operation_id="StopTask")


def hold(bench, module, start):
    """The mount is still there, and a rerun waits for the end of what runs in it."""
    task, restore = CASES[module]
    (mount,) = mounted(bench, module)
    assert any(f"{mount} was left open" in warning for warning in bench.warnings)
    bench.do(module, task)
    assert acts(bench, start)[restore] == 1
    assert mounted(bench, module) == []
    assert bench.do(module, task)["changed"] is False


@pytest.mark.parametrize("module", CASES)
@pytest.mark.parametrize("kind", ["status", "reset"])
def test_a_task_of_the_server_that_cannot_be_read_may_still_run(bench, slow, module, kind):
    start = bench.simulator.mark()
    fault(bench, kind, times=4 if kind == "reset" else 1, status=500, path="/api/v1/tasks/*", method="GET")
    bench.fail(module, CASES[module][0])
    hold(bench, module, start)


@pytest.mark.parametrize("module", CASES)
def test_a_signal_removes_no_mount_in_which_the_restore_does_not_stop(bench, slow, module):
    start = bench.simulator.mark()

    def interrupted(line: str) -> None:
        if line.startswith("The restore of"):
            os.kill(os.getpid(), signal.SIGTERM)

    assert bench.run(module, CASES[module][0], watch=interrupted)["error"]["kind"] == "TaskInterrupted"
    hold(bench, module, start)


@pytest.mark.parametrize("module", CASES)
def test_a_request_whose_fate_cannot_be_read_may_have_begun_a_restore(bench, slow, module):
    task, restore = CASES[module]
    start = bench.simulator.mark()
    fault(bench, "lost_answer", operation_id=restore)
    tasks_unreadable = partial(fault, bench, "status", status=500, path="/api/v1/tasks", method="GET")
    with before_the_write(tasks_unreadable, "/restore"):
        assert bench.fail(module, task)["error"]["kind"] == "ResponseLost"
    hold(bench, module, start)


def test_what_others_write_to_a_share_has_to_be_known(bench):
    bench.simulator.settings(speed=10)
    client = person(bench)
    point = {"restorePointId": point_id(PROJECTS, 1, "UnstructuredData")}
    session = client.write("POST", "/restore/flr/unstructuredData", point)["sessionId"]
    body = {"sourcePath": [PLAN], "restoreType": "Overwrite"}
    client.write("POST", f"/backupBrowser/flr/unstructuredData/{session}/restore", body)
    fault(bench, "status", status=500, path="/api/v1/tasks/*", method="GET")
    start = bench.simulator.mark()
    assert bench.fail(SHARE, SHARE_TASK)["error"]["status"] == 500
    assert acts(bench, start)["UnstructuredDataFlrRestore"] == 0
    client.write("POST", f"/restore/unstructuredData/{session}/unmount")
