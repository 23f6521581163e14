# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounts of Microsoft Entra ID: once, found again, taken back, whatever happens in between."""

from __future__ import annotations

import pytest

from simulator.seeds.vbr_backups import backup_id
from simulator.seeds.vbr_entra_id import COPY_BACKUP, LOG_BACKUP, TENANT, TENANT_BACKUP, entra_point
from support.entra_id import COPY_MOUNT, LOG_MOUNT, TENANT_MOUNT, mount_tenant, open_mounts, person
from support.killing import acts, kills
from support.lost_properties import without
from support.races import at_once, before_the_write
from support.running import Controller

MODULE = "veeam_entra_id_mount"
KINDS = {"tenant": TENANT_MOUNT, "tenant_copy": COPY_MOUNT, "audit_log": LOG_MOUNT}
MOUNTS = {"tenant": "StartEntraIDTenantRestore", "tenant_copy": "StartEntraIDTenantRestoreFromCopy"}
MOUNTS["audit_log"] = "StartEntraIDAuditLogMount"
UNMOUNTS = {"tenant": "StopEntraIDTenantRestore", "tenant_copy": "StopEntraIDTenantRestore"}
UNMOUNTS["audit_log"] = "StopEntraIDAuditLogMount"
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def elsewhere(simulator, tmp_path):
    """Another controller, which does not see the locks of the first."""
    return Controller(simulator, tmp_path / "elsewhere")


def unmount(controller: Controller, kind: str) -> None:
    """Unmount as a person would."""
    (session,) = open_mounts(controller)
    path = f"auditLog/{session}/unmount" if kind == "audit_log" else f"tenant/{session}/stop"
    person(controller).write("POST", f"/restore/entraId/{path}")


@pytest.mark.parametrize(
    ("kind", "revision"),
    [
        ("tenant", "1.2-rev1"),
        ("tenant_copy", "1.3-rev0"),
        ("audit_log", "1.2-rev1"),
        *((kind, "1.3-rev2") for kind in KINDS),
    ],
)
def test_a_mount_is_made_once_and_taken_back_once(controller, kind, revision):
    task = {**KINDS[kind], "api_version": revision}
    for state, step, phase in (("mounted", "mount", "mounted"), ("absent", "unmount", "none")):
        start = controller.simulator.mark()
        predicted = controller.succeed(MODULE, {**task, "state": state}, check=True)
        assert controller.writes(start) == []
        done = controller.succeed(MODULE, {**task, "state": state})
        assert (done["steps"], done["phase"]) == ([step], phase)
        assert (predicted["steps"], predicted["diff"]) == (done["steps"], done["diff"])
        again = controller.succeed(MODULE, {**task, "state": state})
        assert (again["changed"], again["steps"], again["phase"]) == (False, [], phase)
        assert again["mount"] == done["mount"]
        assert len(open_mounts(controller)) == (state == "mounted")


def test_what_is_returned_of_a_mount(controller):
    tenant, logs = controller.succeed(MODULE, TENANT_MOUNT)["mount"], controller.succeed(MODULE, LOG_MOUNT)["mount"]
    assert tenant == {
        "session_id": open_mounts(controller)[0],
        "backup_id": backup_id(TENANT_BACKUP),
        "tenant_id": TENANT,
        "tenant_name": "dr.example",
    }
    assert logs == {"session_id": open_mounts(controller)[1], "backup_id": backup_id(LOG_BACKUP), "path_separator": "/"}


def test_the_restore_point_of_audit_logs_is_sent_alone(controller):
    task = {"kind": "audit_log", "restore_point_id": entra_point(2, LOG_BACKUP), "auto_unmount": {"enabled": False}}
    controller.succeed(MODULE, task)
    assert controller.warnings == set()
    controller.succeed(MODULE, task)
    assert ["does not say from which restore point" in warning for warning in controller.warnings] == [True]


@pytest.mark.parametrize("task", [COPY_MOUNT, {"kind": "audit_log", "restore_point_id": entra_point(1, LOG_BACKUP)}])
def test_what_the_oldest_revision_does_not_have_is_named(controller, task):
    assert "needs api_version 1.3-rev0" in controller.fail(MODULE, {**task, "api_version": "1.2-rev1"})["msg"]


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ({}, "kind=tenant needs backup, or the session_id"),
        ({"kind": "audit_log"}, "kind=audit_log needs backup or restore_point_id"),
        ({**TENANT_MOUNT, "restore_point_id": entra_point()}, "restore_point_id does not go with kind=tenant"),
        ({**COPY_MOUNT, "backup": COPY_BACKUP}, "backup does not go with kind=tenant_copy"),
        ({**TENANT_MOUNT, "server": "nas01"}, "server does not go with kind=tenant"),
        ({**LOG_MOUNT, "restore_point_id": entra_point()}, "backup cannot be combined with restore_point_id"),
        ({"kind": "audit_log", "restore_point_id": entra_point(), "server": "x"}, "server cannot be combined"),
        ({**LOG_MOUNT, "cold_storage_retrieval": {"mode": "AmazonBulk"}}, "needs api_version 1.3-rev2"),
        ({"backup": "Entra ID"}, "not found"),
        ({"backup": LOG_BACKUP}, "is EntraIDAuditLogBackup and not EntraIDTenantBackup"),
        ({"session_id": entra_point()}, "There is no mount with the session_id"),
        ({"session_id": "783241eb"}, "is not an id"),
    ],
)
def test_bad_input_mounts_nothing(controller, task, words):
    assert words in controller.fail(MODULE, {"api_version": "1.3-rev1", **task})["msg"]
    assert open_mounts(controller) == []


def test_several_mounts_of_a_backup_are_listed_and_one_is_chosen_by_its_id(controller):
    first, second = (mount_tenant(controller, backup_id(TENANT_BACKUP)) for _time in range(2))
    for state in ("mounted", "absent"):
        failed = controller.fail(MODULE, {**TENANT_MOUNT, "state": state})
        assert failed["error"]["candidates"] == [first, second]
        assert "Set session_id" in failed["msg"]
    assert controller.succeed(MODULE, {"session_id": second, "state": "absent"})["steps"] == ["unmount"]
    assert controller.succeed(MODULE, {"session_id": second, "state": "absent"})["changed"] is False
    assert open_mounts(controller) == [first]
    assert controller.succeed(MODULE, TENANT_MOUNT)["mount"]["session_id"] == first


def test_a_mount_that_fails_says_why_and_leaves_nothing(controller):
    controller.simulator.outcome({"type": "EntraIdRestore"}, "fail", "The repository is offline")
    assert "The repository is offline" in controller.fail(MODULE, TENANT_MOUNT)["msg"]
    assert open_mounts(controller) == []


def test_a_copy_that_fails_says_why(controller):
    controller.simulator.outcome({"type": "EntraIdRestoreFromCopy"}, "fail", "The copy is not complete")
    assert "The copy is not complete" in controller.fail(MODULE, COPY_MOUNT)["msg"]


def test_a_running_restore_from_a_copy_is_waited_for_and_not_begun_again(controller):
    controller.simulator.outcome({"type": "EntraIdRestoreFromCopy"}, "success", seconds=60)
    controller.simulator.settings(speed=1)
    assert controller.succeed(MODULE, {**COPY_MOUNT, "wait": False})["phase"] == "mounting"
    again = controller.succeed(MODULE, {**COPY_MOUNT, "poll_interval": 10})
    assert (again["changed"], again["phase"]) == (False, "mounted")
    assert len(open_mounts(controller)) == 1


def test_a_copy_that_was_unmounted_a_moment_ago_is_mounted_again_at_once(controller):
    controller.succeed(MODULE, COPY_MOUNT)
    controller.succeed(MODULE, {**COPY_MOUNT, "state": "absent"})
    assert controller.succeed(MODULE, COPY_MOUNT)["steps"] == ["mount"]
    assert controller.clock.slept < 30


def test_what_was_mounted_before_a_copy_is_not_taken_for_its_mount(controller):
    before = mount_tenant(controller, backup_id(TENANT_BACKUP))
    done = controller.succeed(MODULE, COPY_MOUNT)
    assert done["mount"]["session_id"] != before
    assert sorted(open_mounts(controller)) == sorted([before, done["mount"]["session_id"]])


@pytest.mark.parametrize("other", ["unmounted before", "mounted since"])
def test_a_copy_whose_mount_has_still_to_appear_is_not_mounted_a_second_time(controller, other):
    if other == "unmounted before":
        mount_tenant(controller, backup_id(TENANT_BACKUP))
        unmount(controller, "tenant")
    controller.simulator.settings(speed=1)
    controller.simulator.outcome({"type": "EntraIdRestoreFromCopy"}, "success", seconds=30)
    controller.succeed(MODULE, {**COPY_MOUNT, "wait": False})
    # The session has ended, and its mount is not listed yet.
    controller.simulator.advance(31)
    (ended,) = person(controller).pages("/sessions", {"typeFilter": "EntraIdRestoreFromCopy"})
    assert (ended["state"], open_mounts(controller)) == ("Stopped", [])
    if other == "mounted since":
        mount_tenant(controller, backup_id(TENANT_BACKUP))
    done = controller.succeed(MODULE, COPY_MOUNT)
    assert (done["changed"], done["phase"]) == (False, "mounted")
    assert len(open_mounts(controller)) == 1 + (other == "mounted since")


def test_a_copy_whose_mount_never_appears_is_reported(controller):
    def take_away(_line: str) -> None:
        for session in person(controller).pages("/sessions", {"typeFilter": "EntraIdRestore"}):
            controller.simulator.remove("backupBrowser/entraIdTenant", session["id"])

    failed = controller.run(MODULE, {**COPY_MOUNT, "poll_interval": 30}, watch=take_away)
    assert failed["error"]["kind"] == "NotConverged"
    assert "no new mount has appeared in 120 seconds" in failed["msg"]


@pytest.mark.parametrize("kind", ["tenant", "tenant_copy"])
def test_killed_after_any_request_it_goes_on(controller, kind):
    def begin() -> int:
        controller.simulator.reset()
        return controller.simulator.mark()

    for kill in kills(controller, MODULE, KINDS[kind], begin):
        controller.succeed(MODULE, KINDS[kind])
        assert acts(controller, kill.start) == {MOUNTS[kind]: 1}
        assert len(open_mounts(controller)) == 1


@every_kind
@pytest.mark.parametrize("fault", ["lost_answer", "reset"])
def test_a_lost_response_is_no_second_mount(controller, kind, fault):
    for operation, state, left in ((MOUNTS[kind], "mounted", 1), (UNMOUNTS[kind], "absent", 0)):
        controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": fault}})
        result = controller.run(MODULE, {**KINDS[kind], "state": state})
        assert not result.get("failed") or (fault == "reset" and result["error"]["kind"] == "NotConverged"), result
        controller.succeed(MODULE, {**KINDS[kind], "state": state})
        assert len(open_mounts(controller)) == left


@every_kind
def test_what_somebody_else_unmounts_at_the_same_moment_is_absent(controller, kind):
    controller.succeed(MODULE, KINDS[kind])
    task, path = {**KINDS[kind], "state": "absent"}, "/unmount" if kind == "audit_log" else "/stop"
    with before_the_write(lambda: unmount(controller, kind), path):
        assert controller.succeed(MODULE, task)["changed"] is False
    assert open_mounts(controller) == []


def test_an_unmount_that_is_refused_is_an_error(controller):
    controller.succeed(MODULE, TENANT_MOUNT)
    controller.simulator.faults(
        {"match": {"operation_id": UNMOUNTS["tenant"]}, "fault": {"kind": "status", "status": 418}}
    )
    assert controller.fail(MODULE, {**TENANT_MOUNT, "state": "absent"})["error"]["status"] == 418
    assert len(open_mounts(controller)) == 1


@pytest.mark.parametrize("kind", ["tenant", "audit_log"])
def test_of_two_runs_at_the_same_moment_the_slower_takes_its_mount_back(controller, elsewhere, kind):
    with before_the_write(lambda: elsewhere.succeed(MODULE, KINDS[kind])):
        result = controller.succeed(MODULE, KINDS[kind])
    assert [result["mount"]["session_id"]] == open_mounts(controller)
    assert any("has removed its own mount" in warning for warning in controller.warnings)


def test_of_two_runs_on_one_controller_the_second_waits_and_uses_the_mount_of_the_first(simulator, tmp_path):
    simulator.release_clock()
    runs = [Controller(simulator, tmp_path / "controller", in_real_time=True) for _unused in range(2)]
    start = simulator.mark()
    results = at_once(runs, MODULE, TENANT_MOUNT)
    assert sorted(result["changed"] for result in results) == [False, True], results
    assert acts(runs[0], start) == {MOUNTS["tenant"]: 1}


LISTS = {
    "tenant": "GET /api/v1/backupBrowser/entraIdTenant",
    "audit_log": "GET /api/v1/backupBrowser/flr/unstructuredData",
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_mount_that_the_list_shows_without_its_backup_is_read_by_itself(controller, kind):
    done = controller.succeed(MODULE, KINDS[kind])
    with without("backupId", LISTS[kind]):
        again = controller.succeed(MODULE, KINDS[kind])
        assert (again["changed"], again["mount"]) == (False, done["mount"])
        assert controller.succeed(MODULE, {**KINDS[kind], "state": "absent"})["steps"] == ["unmount"]
    assert open_mounts(controller) == []


@pytest.mark.parametrize("state", ["mounted", "absent"])
@pytest.mark.parametrize("kind", LISTS)
def test_a_mount_whose_backup_is_not_known_is_neither_passed_over_nor_taken(controller, kind, state):
    made = controller.succeed(MODULE, KINDS[kind])["mount"]["session_id"]
    start = controller.simulator.mark()
    with without("backupId", LISTS[kind], f"{LISTS[kind]}/*"):
        failed = controller.fail(MODULE, {**KINDS[kind], "state": state})
        assert failed["error"]["kind"] == "RecoveryBlocked"
        assert failed["error"]["mounts"] == [made]
        assert "set session_id" in failed["msg"]
        assert controller.writes(start) == []
        assert controller.succeed(MODULE, {"kind": kind, "session_id": made, "state": "absent"})["steps"] == ["unmount"]


@pytest.mark.parametrize("kind", LISTS)
def test_the_mount_of_the_task_itself_is_known_by_its_id(controller, kind):
    with without("backupId", LISTS[kind], f"{LISTS[kind]}/*"):
        done = controller.succeed(MODULE, KINDS[kind])
    assert [done["mount"]["session_id"]] == open_mounts(controller)
    assert controller.warnings == set()
