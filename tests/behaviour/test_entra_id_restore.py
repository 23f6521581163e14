# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of items of Microsoft Entra ID: what is missing or differs, once, and no mount left in any case."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest

from simulator.seeds.vbr_backups import backup_id
from simulator.seeds.vbr_entra_id import COPY_BACKUP, TENANT_BACKUP, entra_point
from simulator.seeds.vbr_entra_id_items import (
    ALEX,
    ALICE,
    BOB,
    CAROL,
    DORA,
    HUGO,
    NEW,
    POLICY,
    TEAM,
    item_id,
    principal,
)
from support.entra_id import COPY_MOUNT, TENANT_MOUNT, mount_tenant, open_mounts, person, state_of
from support.killing import acts, interrupt_after_request, kills
from support.lost_properties import without
from support.races import before_the_write
from support.running import Controller

MODULE, MOUNT, CREDENTIAL = "veeam_entra_id_restore", "veeam_entra_id_mount", "veeam_entra_id_credential"
RESTORE, PROPERTIES = "RestoreEntraIdTenantItems", "RestoreEntraIdTenantItemAttributes"
BASE = {"backup": TENANT_BACKUP, "source": "backup"}
SESSION = {"type": "EntraIdItemRestore"}


def user(name: str, **values: object) -> dict[str, object]:
    return {"type": "User", "name": name, **values}


GROUP, CHANGED_POLICY = {"type": "Group", "name": TEAM}, {"type": "ConditionalAccessPolicy", "name": POLICY}
DELETED = {**BASE, "items": [user(BOB), user(CAROL), GROUP]}
CHANGED = {**BASE, "existing": "overwrite", "items": [user(ALICE), user(DORA), CHANGED_POLICY]}
ONE_PROPERTY = {**BASE, "items": [user(ALICE, properties=[{"name": "jobTitle"}])]}
MIXED = {**BASE, "items": [user(BOB), *ONE_PROPERTY["items"]]}
ALICES_ID = item_id("User", principal(ALICE))
BOBS_ID = item_id("User", principal(BOB))


@pytest.fixture(autouse=True)
def no_mounts(controller):
    """Whatever a task does, nothing is mounted afterwards that was not before."""
    yield
    assert open_mounts(controller) == []


def statuses(result):
    return [item["status"] for item in result["items"]]


def test_items_are_restored_once(controller):
    start = controller.simulator.mark()
    done = controller.succeed(MODULE, DELETED)
    assert (done["changed"], statuses(done)) == (True, ["Restored"] * 3)
    assert [session["state"] for session in done["restore_sessions"]] == ["Success"]
    assert done["items"][0]["id"] == BOBS_ID
    assert done["items"][0]["restore_point_id"] == entra_point(1)
    again = controller.succeed(MODULE, DELETED)
    assert (again["changed"], statuses(again), again["restore_sessions"]) == (False, ["Exists"] * 3, [])
    assert acts(controller, start)[RESTORE] == 1
    assert state_of(controller, BOBS_ID)["jobTitle"] == "Engineer"


def test_what_differs_is_restored_and_what_does_not_is_left_alone(controller):
    done = controller.succeed(MODULE, CHANGED)
    assert statuses(done) == ["Restored", "Unchanged", "Restored"]
    assert [item["differences"] for item in done["items"]] == [["jobTitle", "Member of"], [], ["state"]]
    again = controller.succeed(MODULE, CHANGED)
    assert (again["changed"], statuses(again)) == (False, ["Unchanged"] * 3)


def test_existing_items_are_kept_unless_they_are_to_be_overwritten(controller):
    kept = controller.succeed(MODULE, {**BASE, "items": [user(ALICE)]})
    assert (kept["changed"], statuses(kept)) == (False, ["Exists"])
    assert state_of(controller, ALICES_ID)["jobTitle"] == "Director"


def test_relationships_can_be_left_out(controller):
    task = {**CHANGED, "skip_relationships": True, "items": [user(ALICE)]}
    assert controller.succeed(MODULE, task)["items"][0]["differences"] == ["jobTitle"]
    assert controller.succeed(MODULE, task)["changed"] is False
    # The membership is still missing.
    assert controller.succeed(MODULE, {**task, "skip_relationships": False})["items"][0]["differences"] == ["Member of"]


def test_a_property_is_restored_and_nothing_else(controller):
    done = controller.succeed(MODULE, ONE_PROPERTY)
    assert (statuses(done), done["items"][0]["differences"]) == (["Restored"], ["jobTitle"])
    again = controller.succeed(MODULE, ONE_PROPERTY)
    assert (again["changed"], statuses(again)) == (False, ["Unchanged"])
    # Its membership was not restored with it.
    assert controller.succeed(MODULE, {**CHANGED, "items": [user(ALICE)]})["items"][0]["differences"] == ["Member of"]


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev2"])
def test_in_every_revision(controller, revision):
    task = {**CHANGED, "api_version": revision, "items": [*CHANGED["items"], *DELETED["items"]]}
    if revision == "1.3-rev2":
        task["relationships_mode"] = "Merge"
    assert statuses(controller.succeed(MODULE, task)) == ["Restored", "Unchanged", *["Restored"] * 4]
    assert controller.succeed(MODULE, task)["changed"] is False
    assert controller.succeed(MODULE, {**ONE_PROPERTY, "api_version": revision})["changed"] is False


def test_all_missing_items_are_listed_and_nothing_is_restored(controller):
    start = controller.simulator.mark()
    task = {
        **BASE,
        "items": [
            user("Nobody"),
            user(BOB[:-1]),
            user(BOB),
            {"type": "Role", "id": BOBS_ID},
            {"type": "Group", "name": "x"},
        ],
    }
    failed = controller.fail(MODULE, task)
    assert failed["error"]["missing"] == ["User Nobody", f"User {BOB[:-1]}", f"Role {BOBS_ID}", "Group x"]
    failed = controller.fail(MODULE, {**BASE, "restore_point_id": entra_point(3), "items": [user(NEW), user(BOB)]})
    assert failed["error"]["missing"] == [f"User {NEW}"]
    assert acts(controller, start)[RESTORE] == 0


def test_a_name_that_several_have_is_refused_and_the_principal_name_decides(controller):
    failed = controller.fail(MODULE, {**BASE, "items": [user(ALEX)]})
    assert len(failed["error"]["candidates"]) == 2
    assert "alex.example@partner.example" in failed["msg"]
    done = controller.succeed(MODULE, {**BASE, "items": [user("ALEX.example@partner.example")]})
    assert done["items"][0]["id"] == item_id("User", principal(ALEX, "partner.example"))


def test_the_restore_point_is_chosen_by_time_or_id(controller):
    newest = controller.succeed(MODULE, {**BASE, "items": [user(HUGO)]})
    assert newest["items"][0]["restore_point_id"] == entra_point(3)
    before = (controller.simulator.now() - timedelta(hours=10)).isoformat()
    earlier = controller.succeed(MODULE, {**BASE, "before": before, "items": [user(BOB)]})
    assert earlier["items"][0]["restore_point_id"] == entra_point(2)
    failed = controller.fail(MODULE, {**BASE, "before": "2020-01-01T00:00:00Z", "items": [user(CAROL)]})
    assert failed["error"]["kind"] == "NoRestorePoint"
    chosen = controller.succeed(MODULE, {**BASE, "restore_point_id": entra_point(2), "items": [user(CAROL)]})
    assert chosen["items"][0]["restore_point_id"] == entra_point(2)


def test_the_recycle_bin_restores_only_what_is_in_it(controller):
    task = {**BASE, "source": "recycle_bin"}
    assert statuses(controller.succeed(MODULE, {**task, "items": [user(BOB)]})) == ["Restored"]
    failed = controller.fail(MODULE, {**task, "items": [user(CAROL)], "poll_interval": 10})
    assert failed["error"]["kind"] == "NotConverged"
    assert failed["error"]["items"] == [f"User {CAROL}"]
    assert "Set source=backup" in failed["msg"]


def test_passwords_arrive_and_are_shown_nowhere(controller):
    secrets = ("one-Pa55`word", 'default "Pa55" word')
    task = {**BASE, "items": [user(BOB, password=secrets[0]), user(CAROL)], "default_user_password": secrets[1]}
    done = controller.succeed(MODULE, {**task, "request_password_change": True})
    assert controller.shown_secrets(done, controller.progress, list(controller.warnings)) == []
    assert set(secrets) <= controller.secrets
    assert controller.simulator.secrets(f"entraId/{BOBS_ID}", password=secrets[0]) == {"password": True}


def test_a_person_restores_from_a_mount_that_stays(controller):
    session = controller.succeed(MOUNT, TENANT_MOUNT)["mount"]["session_id"]
    code = controller.succeed(CREDENTIAL, {"session_id": session})["user_code"]
    credentials = controller.succeed(CREDENTIAL, {"session_id": session, "user_code": code})["credentials_id"]
    task = {"session_id": session, "source": "backup", "items": DELETED["items"], "credentials_id": credentials}
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, task, check=True)
    assert acts(controller, start) == {}
    done = controller.succeed(MODULE, task)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"])
    assert statuses(predicted) == ["ToRestore"] * 3
    assert done["session_id"] == session
    assert controller.succeed(MODULE, task, check=True)["changed"] is False
    assert open_mounts(controller) == [session]
    failed = controller.fail(MODULE, {**task, "credentials_id": BOBS_ID})
    assert failed["error"]["status"] == 400
    assert controller.succeed(MOUNT, {**TENANT_MOUNT, "state": "absent"})["changed"]
    assert "There is no mount with the session_id" in controller.fail(MODULE, task)["msg"]


def test_from_a_copy(controller):
    session = controller.succeed(MOUNT, COPY_MOUNT)["mount"]["session_id"]
    done = controller.succeed(MODULE, {"session_id": session, "source": "backup", "items": [user(BOB)]})
    assert done["items"][0]["restore_point_id"] == entra_point(1, COPY_BACKUP)
    controller.succeed(MOUNT, {**COPY_MOUNT, "state": "absent"})


def test_check_mode_mounts_nothing_and_says_that_it_cannot_compare(controller):
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, CHANGED, check=True)
    assert controller.writes(start) == []
    assert (predicted["changed"], statuses(predicted)) == (True, ["ToRestore"] * 3)
    assert any("not mounted" in warning for warning in controller.warnings)
    session = mount_tenant(controller, backup_id(TENANT_BACKUP))
    assert statuses(controller.succeed(MODULE, CHANGED, check=True)) == ["ToRestore", "Unchanged", "ToRestore"]
    done = controller.succeed(MODULE, CHANGED)
    assert done["session_id"] != session
    assert open_mounts(controller) == [session]
    controller.succeed(MOUNT, {"session_id": session, "state": "absent"})


@pytest.mark.parametrize(
    ("outcome", "kind", "words"),
    [
        ("fail", "SessionFailed", "failed: No license."),
        ("cancel", "SessionFailed", "was canceled: No license."),
        ("hang", "SessionTimedOut", "was not finished after wait_timeout=20 seconds, and was stopped"),
    ],
)
def test_a_restore_that_goes_wrong_says_why_and_can_be_repeated(controller, outcome, kind, words):
    controller.simulator.outcome(SESSION, outcome, "No license", times=1)
    failed = controller.fail(MODULE, {**DELETED, "wait_timeout": 20})
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]
    assert open_mounts(controller) == []
    assert statuses(controller.succeed(MODULE, DELETED)) == ["Restored"] * 3


def test_a_restore_that_cannot_be_stopped_keeps_its_mount_until_the_rerun(controller):
    controller.simulator.settings(speed=1)
    controller.simulator.outcome(SESSION, "success", seconds=200)
    match = {"template": "*/restoreSessions/*/stop"}
    controller.simulator.faults({"match": match, "fault": {"kind": "status", "status": 403}})
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {**DELETED, "wait_timeout": 20})
    assert "the server did not stop it, so the mount" in failed["msg"]
    assert open_mounts(controller) == [failed["error"]["session_id"]]
    done = controller.succeed(MODULE, DELETED)
    assert (done["changed"], statuses(done)) == (False, ["Exists"] * 3)
    assert acts(controller, start)[RESTORE] == 1
    assert open_mounts(controller) == []


def test_a_given_mount_that_does_not_show_its_backup_is_not_guessed_at(controller):
    session = controller.succeed(MOUNT, TENANT_MOUNT)["mount"]["session_id"]
    listed = "GET /api/v1/backupBrowser/entraIdTenant"
    with without("backupId", listed, f"{listed}/*"):
        failed = controller.fail(MODULE, {"session_id": session, "source": "backup", "items": [user(BOB)]})
    assert failed["error"]["property"] == "sourceProperties.backupId"
    controller.succeed(MOUNT, {"session_id": session, "state": "absent"})


def test_a_warning_is_passed_on(controller):
    controller.simulator.outcome(SESSION, "warn", "A license was not assigned")
    assert controller.succeed(MODULE, DELETED)["restore_sessions"][0]["state"] == "Warning"
    assert any("A license was not assigned" in warning for warning in controller.warnings)


def test_a_mount_that_fails_says_why(controller):
    controller.simulator.outcome({"type": "EntraIdRestore"}, "fail", "The repository is offline")
    assert "The repository is offline" in controller.fail(MODULE, DELETED)["msg"]


@pytest.mark.parametrize(
    ("template", "status"),
    [("browse", 400), ("validate", 500), ("checkProductionItems", 418), ("startCompare", 500), ("restoreItems", 400)],
)
def test_whatever_fails_the_tenant_is_unmounted(controller, template, status):
    task = {**CHANGED, "items": [*CHANGED["items"], *DELETED["items"]]}
    controller.simulator.faults(
        {"match": {"template": f"*/entraIdTenant/*/{template}"}, "fault": {"kind": "status", "status": status}}
    )
    assert controller.fail(MODULE, task)["error"]["status"] == status
    assert open_mounts(controller) == []


def test_killed_after_any_request_it_goes_on(controller):
    def begin() -> int:
        controller.simulator.reset()
        controller.simulator.settings(speed=0)
        return controller.simulator.mark()

    for kill in kills(controller, MODULE, MIXED, begin):
        controller.succeed(MODULE, MIXED)
        assert open_mounts(controller) == []
        writes = acts(controller, kill.start)
        assert (writes[RESTORE], writes[PROPERTIES]) == (1, 1)
        assert controller.succeed(MODULE, MIXED)["changed"] is False


@pytest.mark.parametrize("number", [4, 8, 12])
def test_a_signal_unmounts_the_tenant(controller, number):
    controller.simulator.settings(speed=0.5)
    assert interrupt_after_request(controller, MODULE, DELETED, number, signal.SIGTERM) is True
    assert open_mounts(controller) == []


@pytest.mark.parametrize("operation", ["StartEntraIDTenantRestore", "StopEntraIDTenantRestore", RESTORE])
@pytest.mark.parametrize("fault", ["lost_answer", "reset"])
def test_a_lost_response_is_no_second_restore(controller, operation, fault):
    start = controller.simulator.mark()
    controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": fault}})
    result = controller.run(MODULE, DELETED)
    assert not result.get("failed") or (fault == "reset" and result["error"]["kind"] == "NotConverged"), result
    assert open_mounts(controller) == []
    controller.succeed(MODULE, DELETED)
    # A request that never arrived is in the log too.
    assert acts(controller, start)[RESTORE] == 1 + (fault == "reset" and operation == RESTORE)


def test_a_restore_of_another_run_is_waited_for(controller, tmp_path):
    controller.simulator.settings(speed=10)
    session = mount_tenant(controller, backup_id(TENANT_BACKUP))
    body = {"items": [{"itemId": BOBS_ID, "restorePointId": entra_point()}], "skipRecycleBinRestore": True}
    person(controller).write("POST", f"/backupBrowser/entraIdTenant/{session}/restoreItems", body)
    done = controller.succeed(MODULE, {**BASE, "items": [user(BOB)]})
    assert (done["changed"], statuses(done)) == (False, ["Exists"])
    controller.succeed(MOUNT, {"session_id": session, "state": "absent"})
    elsewhere = Controller(controller.simulator, tmp_path / "elsewhere")
    task = {**BASE, "items": [user(CAROL)]}
    with before_the_write(lambda: elsewhere.succeed(MODULE, task), "/tenant"):
        assert controller.succeed(MODULE, task)["changed"] is False


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"items": []}, "items is empty"),
        ({"items": [user(BOB), user(BOB)]}, "items has 'User Bob Brown' twice"),
        ({"items": [{**GROUP, "password": "x"}]}, "has a password, and only items of the type User"),
        ({"items": [user(ALICE, password="x", properties=[{"name": "a"}])]}, "has properties and a password"),
        ({**ONE_PROPERTY, "source": "recycle_bin"}, "Set source=backup"),
        ({"items": [GROUP], "default_user_password": "x"}, "default_user_password is for users"),
        ({"items": [user(BOB)], "before": "yesterday"}, "before='yesterday' is not a date"),
        ({"items": [user(BOB)], "relationships_mode": "Merge"}, "needs api_version 1.3-rev2"),
        ({"items": [{"type": "Device", "name": "x"}]}, "Device is not known in API revision 1.3-rev1"),
        ({"items": [user(BOB)], "backup": "Entra"}, "not found"),
    ],
)
def test_bad_input_mounts_nothing(controller, values, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**BASE, "api_version": "1.3-rev1", **values})["msg"]
    assert acts(controller, start) == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [("jobTitel", "has no property 'jobTitel'. Available: 'displayName'"), ("createdDateTime", "cannot be restored")],
)
def test_a_property_that_cannot_be_restored_is_refused(controller, name, words):
    failed = controller.fail(MODULE, {**BASE, "items": [user(ALICE, properties=[{"name": name}])]})
    assert words in failed["msg"]


def test_properties_of_an_item_that_does_not_exist_are_refused(controller):
    failed = controller.fail(MODULE, {**BASE, "items": [user(BOB, properties=[{"name": "jobTitle"}])]})
    assert failed["error"]["missing"] == [f"User {BOB}"]
