# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a recovery of a file share stands, from its mount and sessions, and what is sent to begin it."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery.fields import (
    MIGRATION_SESSION,
    RECOVERY_SESSION,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery.lifecycle import LIFECYCLE
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery.phases import (
    in_known_types,
    observation_of,
    observe,
    observe_unpublished,
    points_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery.recovery import (
    SETTINGS_PATH,
    ShareRecovery,
    mount_request,
    settings_of,
    unwrapped,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.platform import RecoveryQuery
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.mounted_recovery import (
    ABSENT,
    MIGRATED,
    MOUNTED,
    SWITCHED_OVER,
)
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.runner import run_workflow
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.state_machine import Blocked, Observation
from support.fakes import DictServer

MORNING, NOON, EVENING = ("2026-05-04T08:00:00Z", "2026-05-04T12:00:00Z", "2026-05-04T18:00:00Z")


def session(kind, time, result="Success", state="Stopped"):
    number = f"{kind} {time} {state}"
    return {
        "id": number,
        "sessionId": f"session of {number}",
        "sessionType": kind,
        "creationTime": time,
        "state": state,
        "result": {"result": result},
    }


def mount(state="Published", message=""):
    return {"id": "m", "sessionId": "s", "state": state, "errorMessage": message}


PUBLISHING = session(RECOVERY_SESSION, MORNING, "None", "Working")
PUBLISHED = session(RECOVERY_SESSION, MORNING)
COPYING = session(MIGRATION_SESSION, NOON, "None", "Working")
COPIED = session(MIGRATION_SESSION, NOON, "Warning")
NOT_COPIED = session(MIGRATION_SESSION, NOON, "Failed")
SWITCHING = session(MIGRATION_SESSION, EVENING, "None", "Working")
IS_SWITCHED = session(MIGRATION_SESSION, EVENING)
NOT_SWITCHED = session(MIGRATION_SESSION, EVENING, "Failed")
REMOVED = session(RECOVERY_SESSION, EVENING)


@pytest.mark.parametrize(
    ("mounted", "sessions", "phase"),
    [
        (None, [], "none"),
        (None, [PUBLISHING], "mounting"),
        (None, [PUBLISHED, COPIED, SWITCHING], "switching"),
        (None, [PUBLISHED, COPIED, IS_SWITCHED], "switched_over"),
        # Its last session switched over or took it back: both may be of one type.
        (None, [PUBLISHED, COPIED, REMOVED], "ended"),
        (None, [PUBLISHED, COPIED], "ended"),
        (None, [PUBLISHED, COPIED, NOT_SWITCHED], "ended"),
        (None, [PUBLISHED, NOT_COPIED, REMOVED], "none"),
        (None, [REMOVED, IS_SWITCHED], "ended"),
        (None, [PUBLISHED, REMOVED], "none"),
        (None, [PUBLISHED, NOT_COPIED], "none"),
        (mount("Publishing"), [PUBLISHING], "mounting"),
        (mount(), [PUBLISHING], "mounted"),
        (mount(), [PUBLISHING, COPYING], "migrating"),
        (mount(), [PUBLISHING, NOT_COPIED], "mounted"),
        (mount(), [PUBLISHING, COPIED], "ready to switch"),
        (mount(), [PUBLISHING, COPIED, SWITCHING], "switching"),
        (mount(), [PUBLISHING, COPIED, NOT_SWITCHED], "ready to switch"),
        (mount(), [PUBLISHING, COPIED, {**REMOVED, "state": "Working"}], "switching"),
        (mount("Unpublishing"), [PUBLISHING, COPIED, {**REMOVED, "state": "Working"}], "dismounting"),
        (mount("Unpublishing"), [PUBLISHING, COPIED, SWITCHING], "switching"),
        (mount("Unpublishing"), [PUBLISHING, COPIED], "dismounting"),
        (mount("PublishFailed"), [], "failed"),
        (mount("UnpublishFailed"), [PUBLISHING], "failed"),
        (mount("Somewhere"), [], "Somewhere"),
    ],
)
def test_the_phase_of_a_recovery(mounted, sessions, phase):
    seen = observe_unpublished(sessions) if mounted is None else observation_of(mounted, sessions)
    assert seen.phase == phase


@pytest.mark.parametrize(("words", "phase"), [("Switchover of app01", "switched_over"), ("Unpublishing", "ended")])
@pytest.mark.parametrize("in_log", [True, False])
def test_the_name_or_log_of_the_last_session_may_tell_that_it_switched_over(words, phase, in_log):
    server = DictServer()
    last = {**REMOVED, "sessionType": "InstantRecovery", "name": "share"}
    server.lists["/taskSessions"] = [{**one, "name": "share"} for one in (PUBLISHED, COPIED)] + [last]
    identifier = last["sessionId"]
    log = {"records": [{"id": 1, "status": "Succeeded", "title": words if in_log else "Done"}]}
    server.details[f"/sessions/{identifier}"] = lambda: {"id": identifier, "name": "share" if in_log else words}
    server.details[f"/sessions/{identifier}/logs"] = lambda: log
    assert observe(RecoveryQuery(server, "share"), None).phase == phase


def test_sessions_in_the_words_of_the_texts_are_understood():
    words = {RECOVERY_SESSION: "InstantRecovery", MIGRATION_SESSION: "UnstructuredDataMigration"}
    renamed = [{**one, "sessionType": words[one["sessionType"]]} for one in (PUBLISHED, COPIED)]
    assert in_known_types(renamed) == [PUBLISHED, COPIED]


def test_what_was_migrated_and_is_gone_is_not_published_again():
    for goal in (MOUNTED, MIGRATED, SWITCHED_OVER):
        assert isinstance(LIFECYCLE.transition(goal, "ended"), Blocked)
    assert LIFECYCLE.predict(ABSENT, "ended") == []


class SwitchingServer(DictServer):
    """Its switchover looks like the end of a publication, in its type and in its log."""

    def __init__(self):
        super().__init__()
        self.details["/sessions/s9"] = lambda: {"id": "s9", "state": "Stopped", "result": {"result": "Success"}}
        self.details["/sessions/s9/logs"] = lambda: {"records": []}
        self.on_write = lambda act: {"id": "s9", "name": "share", "state": "Working"}


def test_the_session_of_our_own_switchover_decides_what_its_type_leaves_open(clock):
    server = SwitchingServer()
    task = Task(server, clock, {"wait_timeout": 100}, {}, False, None, [])
    seen = [Observation("ready to switch", mount()), Observation("mounting"), Observation("ended")]
    result = run_workflow(LIFECYCLE, task, SWITCHED_OVER, "share", None, lambda: seen.pop(0) if seen[1:] else seen[0])
    assert (result.steps, result.observation.phase) == (["switchover"], "switched_over")


def test_settings_of_the_switchover_may_be_wrapped():
    assert unwrapped({"switchoverSettings": {"type": "Auto"}}) == unwrapped({"type": "Auto"}) == {"type": "Auto"}


@pytest.mark.parametrize("wrap", [lambda settings: settings, lambda settings: {"switchoverSettings": settings}])
def test_settings_as_desired_need_no_change_wrapped_or_not(wrap):
    server = DictServer()
    server.details[SETTINGS_PATH.format(mountId="m")] = lambda: wrap({"type": "Manual"})
    recovery = object.__new__(ShareRecovery)
    recovery.client, recovery._context = server, SchemaContext(VBR, "1.3-rev1")
    recovery._query = RecoveryQuery(server, "share", switchover={"type": "Manual"})
    assert recovery._with_settings(Observation("ready to switch", mount())).phase == "ready to switch"
    assert settings_of(server, "m") == {"type": "Manual"}


def test_a_migration_before_the_mount_says_nothing_about_it():
    assert observation_of(mount(), [COPIED], published_at=MORNING).phase == "ready to switch"
    assert observation_of(mount(), [COPIED], published_at=EVENING).phase == "mounted"


def test_the_session_at_work_and_the_reason_are_reported():
    assert observation_of(mount("Publishing"), []).session == {"id": "s"}
    assert observation_of(mount(), [COPYING]).session == {"id": COPYING["sessionId"]}
    assert observation_of(mount("Unpublishing"), [COPIED, SWITCHING]).session == {"id": SWITCHING["sessionId"]}
    assert observe_unpublished([SWITCHING]).session == {"id": SWITCHING["sessionId"]}
    assert observation_of(mount("PublishFailed", "no space"), []).reason == "no space"


@pytest.mark.parametrize(
    ("goal", "phase", "steps"),
    [
        (MOUNTED, "none", ["mount"]),
        (MOUNTED, "switched_over", []),
        (MIGRATED, "none", ["mount", "migrate"]),
        (MIGRATED, "ready to switch with other settings", ["change switchover settings"]),
        (SWITCHED_OVER, "none", ["mount", "migrate", "switchover"]),
        (SWITCHED_OVER, "migrating with other settings", ["change switchover settings", "switchover"]),
        (ABSENT, "ready to switch", ["unmount"]),
        (ABSENT, "failed", ["unmount"]),
        (ABSENT, "switched_over", []),
    ],
)
def test_the_steps_to_a_goal(goal, phase, steps):
    assert [step.name for step in LIFECYCLE.predict(goal, phase)] == steps


@pytest.mark.parametrize("phase", ["migrating", "switching"])
def test_what_moves_to_production_is_not_removed(phase):
    assert isinstance(LIFECYCLE.transition(ABSENT, phase), Blocked)


def test_the_body_that_publishes_a_share():
    plain = {"restorePointId": "p", "permissions": {"owner": "o"}, "reason": "why"}
    assert mount_request(plain) == {
        "autoSelectMountServers": True,
        "restoreOptions": [{"restorePointId": "p", "permissions": {"owner": "o"}}],
        "reason": "why",
    }
    assert mount_request({"restorePointId": "p", "mountServerId": "s"}) == {
        "autoSelectMountServers": False,
        "restoreOptions": [{"restorePointId": "p", "mountServerId": "s"}],
    }


def test_the_restore_points_of_a_mount():
    assert points_of({"spec": {"restoreOptions": [{"restorePointId": "p"}, {"restorePointId": "q"}]}}) == ["p", "q"]
    assert points_of({"spec": {}}) == []
