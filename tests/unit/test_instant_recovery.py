# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What mounts and sessions mean: the phases of an instant recovery on each platform, and the bodies of its steps."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation, SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery import azure, hyperv, machines
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.module import PLATFORMS
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.platform import RecoveryQuery
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.switchover import (
    phase_with_settings,
    settings_body,
    validate_settings,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.state_machine import NONE, Observation
from support.fakes import DictServer

CONTEXT = SchemaContext(VBR, "1.3-rev1")


def session(kind: str, hour: int, result: str = "Success", **values: Any) -> dict[str, Any]:
    """A task session that began at that hour; without a result it runs."""
    ended = {"state": "Stopped", "result": {"result": result}}
    return {
        "id": f"t{hour}",
        "sessionId": f"s{hour}",
        "name": "app01",
        "sessionType": kind,
        "creationTime": f"2026-01-15T{hour:02d}:00:00Z",
        **(ended if result else {"state": "Working", "result": {"result": "None"}}),
        **values,
    }


def mount(state: str, **values: Any) -> dict[str, Any]:
    return {"id": "m1", "sessionId": "s1", "state": state, "errorMessage": "", **values}


MOUNTED, MIGRATED = "InstantRecovery", "QuickMigration"


@pytest.mark.parametrize(
    ("mounted", "sessions", "phase", "at_work"),
    [
        (None, [], NONE, None),
        (None, [session(MOUNTED, 1, "")], "mounting", "s1"),
        (None, [session(MOUNTED, 1, "Failed")], NONE, None),
        (None, [session(MOUNTED, 1)], NONE, None),
        (mount("Mounting"), [session(MOUNTED, 1, "")], "mounting", "s1"),
        (mount("Mounted"), [session(MOUNTED, 1, "")], "mounted", None),
        (mount("Dismounting"), [session(MOUNTED, 1, "")], "dismounting", None),
        (mount("Failed"), [], "failed", None),
        (mount("Mounted"), [session(MIGRATED, 2, "")], "migrating", "s2"),
        (mount("Dismounting"), [session(MIGRATED, 2, "")], "migrating", "s2"),
        (None, [session(MIGRATED, 2, "")], "migrating", "s2"),
        (mount("Mounted"), [session(MIGRATED, 2, "Failed")], "mounted", None),
        (mount("Mounted"), [session(MIGRATED, 2)], "finishing", None),
        (mount("Dismounting"), [session(MIGRATED, 2, "Warning")], "finishing", None),
        (None, [session(MOUNTED, 1), session(MIGRATED, 2)], "migrated", None),
        (None, [session(MOUNTED, 1), session(MIGRATED, 2), session(MOUNTED, 3, "")], "mounting", "s3"),
        (None, [session(MOUNTED, 1, ""), session(MIGRATED, 2)], "migrated", None),
        (mount("Resting"), [], "Resting", None),
    ],
)
def test_mount_and_sessions_determine_the_phase(mounted, sessions, phase, at_work):
    observation = machines.observation_of(mounted, sessions)
    assert observation.phase == phase
    assert (observation.session or {}).get("id") == at_work
    assert observation.mount == mounted


def test_a_migration_before_this_mount_says_nothing_about_it():
    observation = machines.observation_of(mount("Mounted"), [session(MIGRATED, 2)], "2026-01-15T03:00:00Z")
    assert observation.phase == "mounted"


def test_the_reason_of_a_failed_mount_is_kept():
    assert machines.observation_of(mount("Failed", errorMessage="no host"), []).reason == "no host"


def query() -> RecoveryQuery:
    return RecoveryQuery(client=None, name="app01")  # type: ignore[arg-type]


def test_a_session_that_fails_between_two_observations_is_noticed():
    watching = query()
    old = session(MIGRATED, 1, "Failed")
    assert watching.failed_meanwhile([old]) is None
    assert watching.failed_meanwhile([old]) is None
    assert watching.failed_meanwhile([old, session(MIGRATED, 2, "")]) is None
    new = session(MIGRATED, 2, "Failed")
    assert watching.failed_meanwhile([old, new]) == new
    assert watching.failed_meanwhile([old, new, session(MIGRATED, 3)]) is None


class OldHyperV:
    """A server that keeps no session of a migration."""

    product, revision = VBR, "1.3-rev1"

    def __init__(self, sessions, machines_there):
        self.sessions, self.machines = sessions, machines_there

    def pages(self, path, query=None):
        assert path == "/taskSessions"
        return iter(self.sessions)

    def post_read_pages(self, path, body=None, query=None):
        if path == "/inventory":
            return iter([{"platform": "HyperV", "type": "Host", "name": "hv01", "hostName": "hv01", "objectId": "1"}])
        # A machine that has just been migrated is not in what the server last read.
        assert query == {"resetCache": True}
        found = {"platform": "HyperV", "type": "VirtualMachine", "hostName": "hv01", "objectId": "2", "name": "APP01"}
        return iter([found] if self.machines else [])


# Publishing and taking back are one session, or one each.
TWICE = [session(MOUNTED, 1), session(MOUNTED, 2)]


@pytest.mark.parametrize(
    ("sessions", "there", "sent", "phase"),
    [
        ([session(MOUNTED, 1)], True, False, "migrated"),
        (TWICE, True, False, "migrated"),
        ([session(MOUNTED, 1)], False, False, NONE),
        (TWICE, False, False, NONE),
        ([session(MOUNTED, 1, "Failed")], True, False, NONE),
        ([], True, False, NONE),
        # Its response was lost: the machine shows whether it arrived.
        ([], False, True, NONE),
        ([], True, True, "migrated"),
        ([session(MOUNTED, 1), session(MIGRATED, 2)], False, False, "migrated"),
    ],
)
def test_hyper_v_migrations_are_known_even_without_a_session(sessions, there, sent, phase):
    asked = RecoveryQuery(OldHyperV(sessions, there), "app01", migration_requested=sent)
    assert hyperv.observe(asked, None).phase == phase


@pytest.mark.parametrize(
    ("originals", "sent", "phase"),
    [(["2"], False, "ended"), (["7"], False, "migrated"), (["2"], True, "migrated"), ([], False, "migrated")],
)
def test_a_hyper_v_machine_that_may_be_the_original_is_neither_migrated_nor_mounted_again(originals, sent, phase):
    server = OldHyperV([session(MOUNTED, 1)], True)
    asked = RecoveryQuery(
        server, "app01", migration_requested=sent, replaces_original=False, original_ids=lambda: originals
    )
    assert hyperv.observe(asked, None).phase == phase
    lifecycle = PLATFORMS["hyperv"].lifecycle
    assert [lifecycle.predict(goal, "ended") for goal in lifecycle.transitions] == [[], [], []]


def test_only_a_hyper_v_migration_responds_when_it_is_done():
    slow = [
        one.path for platform in PLATFORMS.values() for one in platform.lifecycle.operations if one.responds_when_done
    ]
    assert slow == ["/restore/instantRecovery/hyperV/vm/{mountId}/migrate"]
    with pytest.raises(ValueError, match="has no session"):
        Operation("POST", "/x", "session", responds_when_done=True)


@pytest.mark.parametrize(
    ("mounted", "phase"),
    [(None, "migrated"), (mount("Mounted"), "finishing"), (mount("Dismounting"), "finishing")],
)
def test_the_response_of_a_hyper_v_migration_says_that_it_is_done(mounted, phase):
    asked = RecoveryQuery(OldHyperV([], False), "app01", migration_requested=True, migrated=True)
    assert hyperv.observe(asked, mounted).phase == phase


SERVER, PERSON = "WORKGROUP\\VBR01$", ".\\lu01"
START, MOVE, SWITCH, STOP, UNDO = (
    f"AzureInstantRecovery{kind}" for kind in ("Start", "Migration", "Switchover", "Stop", "MigrationUndo")
)


@pytest.mark.parametrize(
    ("state", "sessions", "phase"),
    [
        ("Starting", [session(START, 1, "")], "starting"),
        ("Ready", [session(START, 1)], "mounted"),
        ("Migrating", [session(MOVE, 2, "")], "migrating"),
        ("ReadyToSwitch", [session(MOVE, 2)], "ready to switch"),
        ("Switching", [session(SWITCH, 3, "")], "switching"),
        ("Stopping", [session(STOP, 3, "")], "stopping"),
        ("Stopped", [session(START, 1, "Failed")], "stopped"),
        ("Stopped", [session(SWITCH, 3, "")], "switching"),
        ("Stopped", [session(SWITCH, 3, "Warning")], "switched_over"),
        ("Stopped", [session(SWITCH, 3, "Failed")], "stopped"),
        ("Stopped", [session(STOP, 3, "")], "stopping"),
        ("Stopped", [session(STOP, 3), session(UNDO, 3, "")], NONE),
        ("Stopped", [session(SWITCH, 2, "Failed"), session(STOP, 3)], NONE),
        ("Stopped", [], "stopped"),
        # After a switchover the server ends the recovery itself.
        ("Stopping", [session(SWITCH, 3), session(STOP, 4, "", initiatedBy=SERVER)], "switching"),
        ("Stopped", [session(SWITCH, 3), session(STOP, 4, initiatedBy=SERVER)], "switched_over"),
        ("Stopped", [session(SWITCH, 3), session(STOP, 4, "Failed", initiatedBy=SERVER)], "switched_over"),
        # An example in the vendor's document: no switchover is shown.
        ("Stopped", [session(STOP, 3, initiatedBy=SERVER), session(MOVE, 2), session(START, 1)], "ended"),
        ("Stopping", [session(STOP, 3, "", initiatedBy=SERVER), session(MOVE, 2), session(START, 1)], "ended"),
        ("Stopped", [session(START, 1), session(MOVE, 2), session(STOP, 3)], "ended"),
        ("Stopped", [session(START, 1), session(MOVE, 2), session(STOP, 3, initiatedBy=PERSON)], NONE),
        ("Stopped", [session(START, 1), session(MOVE, 2), session(UNDO, 3), session(STOP, 4)], NONE),
        ("Stopped", [session(START, 1), session(MOVE, 2, "Failed"), session(STOP, 3)], NONE),
        ("Dreaming", [], "Dreaming"),
    ],
)
def test_azure_states_and_sessions_determine_the_phase(state, sessions, phase):
    observation = azure.observation_of(mount(state), sessions)
    assert observation.phase == phase
    assert (observation.mount is None) == (phase in (NONE, "ended", "switched_over"))


def test_a_mount_that_ended_before_the_new_incident_says_nothing_about_it():
    ended = [session(START, 1), session(MOVE, 2), session(SWITCH, 3), session(STOP, 4)]
    assert azure.observation_of(mount("Stopped"), ended, "2026-01-15T05:00:00Z").phase == NONE
    assert azure.observation_of(mount("Stopped"), ended, "2026-01-15T00:30:00Z").phase == "switched_over"


@pytest.mark.parametrize(
    ("sessions", "phase"),
    [
        ([], NONE),
        ([session(MOVE, 2)], NONE),
        ([session(SWITCH, 3, "")], "switching"),
        ([session(SWITCH, 3)], "switched_over"),
        ([session(SWITCH, 3, "Failed")], NONE),
        ([session(SWITCH, 3), session(STOP, 4)], "switched_over"),
        ([session(START, 1), session(MOVE, 2), session(STOP, 3)], "ended"),
        ([session(MOVE, 2), session(STOP, 3)], "ended"),
        ([session(START, 1), session(MOVE, 2), session(UNDO, 3), session(STOP, 4)], NONE),
        ([session(START, 1), session(MOVE, 2), session(STOP, 3), session(START, 4), session(STOP, 5)], NONE),
    ],
)
@pytest.mark.parametrize("account", [PERSON, SERVER])
def test_azure_recoveries_without_a_mount(sessions, phase, account):
    # Only the whole session shows who started it.
    seen = azure.observe_unmounted(sessions, lambda one: account == SERVER).phase
    assert seen == (NONE if phase == "ended" and account == PERSON else phase)


def test_a_hyper_v_migration_notes_its_request_and_its_response():
    recovery = SimpleNamespace(migration_done=False, migration_requested=False)
    assert hyperv.MIGRATE.body(recovery, Observation("mounted")) is None
    assert (recovery.migration_requested, recovery.migration_done) == (True, False)
    hyperv.MIGRATE.responded(recovery, None)
    assert recovery.migration_done is True


def test_azure_recoveries_that_the_server_ended_are_never_mounted_again():
    lifecycle = azure.LIFECYCLE
    for goal in ("mounted", "migrated", "switched_over"):
        assert lifecycle.predict(goal, "ended") == []
        assert lifecycle.transition(goal, "ended").needs_since


@pytest.mark.parametrize(
    ("state", "settings", "phase"),
    [("Switching", "Manual", "switched_over"), ("Ready", "Manual", "ended"), ("Migrating", "Auto", "switched_over")],
)
def test_a_run_that_saw_the_switchover_knows_how_it_ended(state, settings, phase):
    server = DictServer()
    server.lists = {"/restore/instantRecovery/azure/vm/m1/sessions": [session(START, 1), session(MOVE, 2)]}
    server.details["/restore/instantRecovery/azure/vm/m1/switchoverSettings"] = lambda: {"type": settings}
    asked = RecoveryQuery(server, "app01", needs_settings=True)
    azure.observe(asked, mount(state))
    server.lists["/restore/instantRecovery/azure/vm/m1/sessions"].append(session(STOP, 3, initiatedBy=SERVER))
    assert azure.observe(asked, mount("Stopped")).phase == phase
    server.lists["/taskSessions"] = server.lists["/restore/instantRecovery/azure/vm/m1/sessions"]
    assert azure.observe(asked, None).phase == phase


@pytest.mark.parametrize(
    ("phase", "reason", "desired", "current", "expected"),
    [
        ("migrating", "", {}, {"type": "Manual"}, "migrating"),
        ("migrating", "", {"type": "Auto"}, {"type": "Manual"}, "migrating with other settings"),
        ("ready to switch", "", {"type": "Manual"}, {"type": "Manual", "powerOnVM": True}, "ready to switch"),
        (
            "ready to switch",
            "",
            {"type": "Manual", "power_on_vm": False},
            {"type": "Manual", "powerOnVM": True},
            "ready to switch with other settings",
        ),
        ("ready to switch", "", {}, {"type": "Auto"}, "switching"),
        ("ready to switch", "no quota", {}, {"type": "Auto"}, "ready to switch"),
        (
            "ready to switch",
            "",
            {"type": "Scheduled", "schedule_time": "2026-05-04T22:00:00Z"},
            {"type": "Scheduled", "scheduleTime": "2026-05-05T00:00:00+02:00"},
            "ready to switch",
        ),
    ],
)
def test_switchover_settings_make_a_difference(phase, reason, desired, current, expected):
    observation = Observation(phase, reason=reason)
    assert phase_with_settings(azure.SWITCHOVER_SETTINGS, observation, desired, current, CONTEXT) == expected


def test_switchover_settings_keep_what_the_task_does_not_give():
    current = {"type": "Scheduled", "scheduleTime": "2026-05-04T22:00:00Z", "verifyVMBoot": True, "powerOnVM": False}
    body = settings_body(azure.SWITCHOVER_SETTINGS, {"type": "Manual", "power_on_vm": True}, current, CONTEXT)
    assert body == {"type": "Manual", "verifyVMBoot": True, "powerOnVM": True}


@pytest.mark.parametrize(
    ("given", "goal", "words"),
    [
        ({"type": "Scheduled", "schedule_time": "2026-05-04T22:00:00Z"}, "switched_over", "Use state=migrated"),
        ({"type": "Scheduled"}, "migrated", "needs schedule_time"),
    ],
)
def test_switchover_settings_that_contradict_the_goal_are_refused(given, goal, words):
    with pytest.raises(InvalidOption, match=words):
        validate_settings(given, goal)


@pytest.mark.parametrize("given", [{"type": "Auto"}, {"type": "Manual"}])
def test_other_switchover_settings_go_with_any_goal(given):
    for goal in ("migrated", "switched_over"):
        validate_settings(given, goal)


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_goal_has_a_transition_from_every_phase(name):
    transitions = PLATFORMS[name].lifecycle.transitions
    phases = {phase for by_phase in transitions.values() for phase in by_phase}
    for goal, by_phase in transitions.items():
        assert set(by_phase) == phases, goal


@pytest.mark.parametrize("name", PLATFORMS)
def test_nothing_is_sent_where_a_goal_is_reached(name):
    lifecycle = PLATFORMS[name].lifecycle
    for goal in lifecycle.transitions:
        assert lifecycle.predict(goal, lifecycle.final_phase(goal, NONE)) == []


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_migration_under_way_or_done_is_never_begun_again(name):
    lifecycle = PLATFORMS[name].lifecycle
    for phase in ("migrating", "finishing", "migrated", "ready to switch", "switching", "switched_over"):
        if phase in lifecycle.transitions["migrated"]:
            assert "migrate" not in [step.name for step in lifecycle.predict("migrated", phase)]
            assert "mount" not in [step.name for step in lifecycle.predict("mounted", phase)]
