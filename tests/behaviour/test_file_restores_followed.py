# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restore of files that can no longer be followed: its mount stays until a rerun has seen its end."""

from __future__ import annotations

import os
import signal
from functools import partial

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.begun_restores import READS
from simulator.seeds.vbr_backups import PROJECTS
from simulator.seeds.vbr_files import DELETED, LOST_REPORT, PLAN
from simulator.seeds.vbr_recovery_targets import RECOVERED
from simulator.seeds.vbr_restore_points import point_id
from support.entra_id import open_mounts, person
from support.killing import acts
from support.lost_properties import without
from support.races import before_the_write

SHARE, MACHINE = "veeam_unstructured_flr", "veeam_flr_restore"
SHARE_TASK = {"restore_point": {"name": PROJECTS}, "items": [PLAN], "restore_type": "Overwrite"}
MACHINE_TASK = {
    "restore_point": {"name": "app01"},
    "paths": [LOST_REPORT],
    "restore_type": "Overwrite",
    "credentials": "svc-backup",
}
ELSEWHERE, COPY = {"server": RECOVERED, "path": "/restored"}, "UnstructuredDataFlrCopyTo"
SHARE_POINT, RESTORE_TASK = point_id(PROJECTS, 1, "UnstructuredData"), {"type": "FlrRestore"}
CASES = {
    SHARE: (SHARE_TASK, "UnstructuredDataFlrRestore"),
    MACHINE: (MACHINE_TASK, "FlrMountRestore"),
}


def mounted(controller, module):
    if module == SHARE:
        return open_mounts(controller)
    return [str(mount["sessionId"]) for mount in person(controller).pages("/backupBrowser/flr")]


def fault(controller, kind, times=1, status=None, **match):
    controller.simulator.faults({"match": match, "fault": {"kind": kind, "status": status}, "times": times})


@pytest.fixture
def slow(controller):
    """A restore takes long, and the server refuses to stop it."""
    controller.simulator.settings(speed=1)
    controller.simulator.outcome({"type": "FlrRestore"}, "success", seconds=100, times=1)
    fault(controller, "status", times=None, status=403, operation_id="StopTask")


def hold(controller, module, start):
    """The mount is still there, and a rerun waits for the end of what runs in it."""
    task, restore = CASES[module]
    (mount,) = mounted(controller, module)
    assert any(f"{mount} was left open" in warning for warning in controller.warnings)
    controller.succeed(module, task)
    assert acts(controller, start)[restore] == 1
    assert mounted(controller, module) == []
    assert controller.succeed(module, task)["changed"] is False


@pytest.mark.parametrize("module", CASES)
@pytest.mark.parametrize("kind", ["status", "reset"])
def test_a_task_of_the_server_that_cannot_be_read_may_still_run(controller, slow, module, kind):
    start = controller.simulator.mark()
    fault(controller, kind, times=4 if kind == "reset" else 1, status=500, path="/api/v1/tasks/*", method="GET")
    controller.fail(module, CASES[module][0])
    hold(controller, module, start)


@pytest.mark.parametrize("module", CASES)
def test_a_signal_removes_no_mount_in_which_the_restore_does_not_stop(controller, slow, module):
    start = controller.simulator.mark()

    def interrupted(line: str) -> None:
        if line.startswith("The restore of"):
            os.kill(os.getpid(), signal.SIGTERM)

    assert controller.run(module, CASES[module][0], watch=interrupted)["error"]["kind"] == "TaskInterrupted"
    hold(controller, module, start)


@pytest.mark.parametrize("module", CASES)
@pytest.mark.parametrize("path", READS)
def test_a_request_whose_fate_cannot_be_read_may_have_begun_a_restore(controller, slow, module, path):
    task, restore = CASES[module]
    start = controller.simulator.mark()
    fault(controller, "lost_answer", operation_id=restore)
    unreadable = partial(fault, controller, "status", status=500, path=f"/api/v1{path}", method="GET")
    with before_the_write(unreadable, "/restore"):
        assert controller.fail(module, task)["error"]["kind"] == "ResponseLost"
    hold(controller, module, start)


def test_what_others_write_to_a_share_has_to_be_known(controller):
    controller.simulator.settings(speed=10)
    client = person(controller)
    point = {"restorePointId": point_id(PROJECTS, 1, "UnstructuredData")}
    session = client.write("POST", "/restore/flr/unstructuredData", point)["sessionId"]
    body = {"sourcePath": [PLAN], "restoreType": "Overwrite"}
    client.write("POST", f"/backupBrowser/flr/unstructuredData/{session}/restore", body)
    fault(controller, "status", status=500, path="/api/v1/tasks/*", method="GET")
    start = controller.simulator.mark()
    assert controller.fail(SHARE, SHARE_TASK)["error"]["status"] == 500
    assert acts(controller, start)["UnstructuredDataFlrRestore"] == 0
    client.write("POST", f"/restore/unstructuredData/{session}/unmount")


MOUNTS = {
    SHARE: ("/restore/flr/unstructuredData", {}, "StartUnstructuredDataFlrMount", "backupId"),
    MACHINE: (
        "/restore/flr",
        {"type": "Linux", "mountMode": "Automatic", "autoUnmount": {"isEnabled": False}},
        "StartFlrMount",
        "restorePointId",
    ),
}


@pytest.fixture
def meanwhile(controller):
    """Mounts what a task asks for as somebody else would, just before the request of the task is lost."""
    others = []

    def mount(module: str, account: str = "") -> None:
        path, body, operation, _shown = MOUNTS[module]
        point = SHARE_POINT if module == SHARE else point_id("app01", 2)
        session = str(person(controller).write("POST", path, {**body, "restorePointId": point})["sessionId"])
        if account:
            found = person(controller).get(f"/sessions/{session}")
            controller.simulator.seed("sessions", objects=[{**found, "initiatedBy": account}])
        others.append(session)
        fault(controller, "reset", operation_id=operation)

    return mount, others


@pytest.mark.parametrize("module", MOUNTS)
@pytest.mark.parametrize("lacks", ["source", "account"])
def test_a_mount_that_the_server_does_not_show_to_be_ours_is_not_taken_for_that_of_a_lost_request(
    controller, meanwhile, module, lacks
):
    task, restore = CASES[module]
    path, _body, _operation, shown = MOUNTS[module]
    (mount, others), start = meanwhile, controller.simulator.mark()
    listed = f"GET /api/v1/backupBrowser{path.removeprefix('/restore')}"
    hidden = (shown, listed, f"{listed}/*") if lacks == "source" else ("initiatedBy", "GET /api/v1/sessions/*")
    with without(*hidden), before_the_write(partial(mount, module), path):
        failed = controller.fail(module, task)
    assert (failed["error"]["kind"], failed["error"].get("mounts")) == ("RecoveryBlocked", others), failed
    assert "with username and password of an account" in failed["msg"]
    assert mounted(controller, module) == others
    assert acts(controller, start)[restore] == 0


@pytest.mark.parametrize("module", MOUNTS)
def test_a_mount_of_another_account_is_not_that_of_a_lost_request(controller, meanwhile, module):
    mount, others = meanwhile
    with before_the_write(partial(mount, module, "DR\\somebody"), MOUNTS[module][0]):
        failed = controller.fail(module, CASES[module][0])
    assert failed["error"]["kind"] == "NotConverged", failed
    assert mounted(controller, module) == others
    assert controller.succeed(module, CASES[module][0])["changed"]
    assert mounted(controller, module) == others


FOREIGN = {"restorePointId": point_id("web01"), "type": "Windows", "mountMode": "Automatic"}


@pytest.fixture
def foreign(controller):
    """Somebody else has files of another machine mounted; begins a restore in that mount when it is called."""
    client = person(controller)
    mount = client.write("POST", "/restore/flr", {**FOREIGN, "autoUnmount": {"isEnabled": False}})["sessionId"]
    body = {"sourcePath": [DELETED], "restoreType": "Overwrite"}
    yield lambda: client.write("POST", f"/backupBrowser/flr/{mount}/restore", body)["id"]
    client.write("POST", f"/restore/flr/{mount}/unmount")
    controller.simulator.advance(10)


@pytest.mark.parametrize("module", CASES)
def test_the_restore_of_somebody_else_is_not_taken_for_that_of_a_lost_request(controller, foreign, module):
    """A task of the server does not say in which mount it works, so nothing may be concluded from its end."""
    task, restore = CASES[module]
    task = {**task, **({"destination": ELSEWHERE} if module == SHARE else {})}
    restore = COPY if module == SHARE else restore

    def meanwhile() -> None:
        foreign()
        fault(controller, "reset", operation_id=restore)

    with before_the_write(meanwhile, "/copyTo" if module == SHARE else "/restore"):
        failed = controller.fail(module, task)
    assert (failed["error"]["kind"], len(failed["error"]["tasks"])) == ("NotConverged", 1), failed
    assert "does not say which of them is of this task" in failed["msg"]
    blocked = controller.fail(module, task)
    assert blocked["error"]["kind"] == "RecoveryBlocked", blocked
    assert 'since: "' in blocked["msg"]
    assert "killed" not in blocked["msg"]
    controller.simulator.advance(2)
    assert controller.succeed(module, {**task, "since": controller.simulator.now().isoformat()})["changed"]
    assert len(mounted(controller, MACHINE)) == 1
    assert open_mounts(controller) == []


@pytest.mark.parametrize("module", CASES)
def test_a_restore_in_a_mount_that_is_being_unmounted_is_not_taken_for_that_of_a_lost_request(controller, module):
    """Such a mount may be listed no more, and its session has no end yet."""
    task, restore = CASES[module]
    task = {**task, **({"destination": ELSEWHERE} if module == SHARE else {})}
    client = person(controller)
    mount = client.write("POST", "/restore/flr", {**FOREIGN, "autoUnmount": {"isEnabled": False}})["sessionId"]

    def meanwhile() -> None:
        body = {"sourcePath": [DELETED], "restoreType": "Overwrite"}
        client.write("POST", f"/backupBrowser/flr/{mount}/restore", body)
        client.write("POST", f"/restore/flr/{mount}/unmount")
        controller.simulator.advance(10)
        ended = client.get(f"/sessions/{mount}")
        controller.simulator.seed("sessions", objects=[{**ended, "state": "Stopping", "endTime": None}])
        fault(controller, "reset", operation_id=COPY if module == SHARE else restore)

    with before_the_write(meanwhile, "/copyTo" if module == SHARE else "/restore"):
        failed = controller.fail(module, task)
    assert (failed["error"]["kind"], len(failed["error"]["tasks"])) == ("NotConverged", 1), failed
    (left,) = mounted(controller, module)
    assert any(f"{left} was left open" in warning for warning in controller.warnings)
    assert controller.fail(module, task)["error"]["kind"] == "RecoveryBlocked"
    assert mounted(controller, module) == []


@pytest.mark.parametrize("arrived", [True, False])
def test_what_a_killed_run_has_restored_is_known_by_the_audit_of_its_mount_alone(controller, foreign, arrived):
    start = controller.simulator.mark()
    fault(controller, "lost_answer" if arrived else "reset", operation_id="FlrMountRestore")
    unreadable = partial(fault, controller, "status", status=500, path="/api/v1/tasks", method="GET")
    with before_the_write(unreadable, "/restore"):
        assert controller.fail(MACHINE, MACHINE_TASK)["error"]["kind"] == "ResponseLost"
    assert len(mounted(controller, MACHINE)) == 2
    foreign()
    result = controller.run(MACHINE, MACHINE_TASK)
    assert acts(controller, start)["FlrMountRestore"] == 2
    assert len(mounted(controller, MACHINE)) == 1
    if arrived:
        assert result["changed"] is True, result
        assert controller.succeed(MACHINE, MACHINE_TASK)["changed"] is False
    else:
        assert (result["error"]["kind"], result["error"]["items"]) == ("RecoveryBlocked", [LOST_REPORT])
        assert LOST_REPORT not in controller.simulator.files("app01")


def test_a_killed_run_of_a_share_whose_restore_nobody_can_name_is_in_doubt(controller, foreign):
    task = {**SHARE_TASK, "destination": ELSEWHERE}
    fault(controller, "reset", operation_id=COPY)
    unreadable = partial(fault, controller, "status", status=500, path="/api/v1/tasks", method="GET")
    with before_the_write(unreadable, "/copyTo"):
        assert controller.fail(SHARE, task)["error"]["kind"] == "ResponseLost"
    foreign()
    blocked = controller.fail(SHARE, {**task, "restore_point": {"name": PROJECTS, "id": SHARE_POINT}})
    assert (blocked["error"]["kind"], blocked["error"]["items"]) == ("RecoveryBlocked", [PLAN])
    assert "may have been restored by an earlier run" in blocked["msg"]
    assert controller.succeed(SHARE, {**task, "again": "new_restore_point"})["changed"]
    assert open_mounts(controller) == []


@pytest.mark.parametrize("is_there", [True, False])
def test_where_somebody_else_has_the_share_mounted_every_restore_that_began_since_is_waited_for(
    controller, foreign, is_there
):
    """Its name is no key: nothing says that the task of a share has the name of the share."""
    controller.simulator.settings(speed=1)
    client = person(controller)
    session = client.write("POST", "/restore/flr/unstructuredData", {"restorePointId": SHARE_POINT})["sessionId"]
    controller.simulator.outcome(dict(RESTORE_TASK), "success", seconds=100, times=1)
    running = foreign()
    if not is_there:
        client.write("POST", f"/restore/unstructuredData/{session}/unmount")
        controller.simulator.advance(2)
    waited = f"The restore {running}, which another run has started"
    controller.succeed(SHARE, {**SHARE_TASK, "state": "listed", "items": None, "paths": ["/"]})
    assert any(line.startswith(waited) for line in controller.progress) is is_there
    if is_there:
        client.write("POST", f"/restore/unstructuredData/{session}/unmount")
    controller.simulator.advance(200)
