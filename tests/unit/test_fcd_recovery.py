# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a recovery of disks stands, from its mount and sessions, and which mount is of which disks."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import RecoveryBlocked, UnexpectedResponse
from ansible_collections.opendr.veeam.plugins.module_utils.http.responses import decoded
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.fcd_recovery.fields import (
    MIGRATION_SESSION,
    RECOVERY_SESSION,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.fcd_recovery.phases import (
    disks_in,
    ensure_same_disks,
    observation_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.fcd_recovery.recovery import PLATFORM
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.mounted_recovery import ABSENT, MIGRATED, MOUNTED

MORNING, NOON, EVENING = ("2026-05-04T08:00:00Z", "2026-05-04T12:00:00Z", "2026-05-04T18:00:00Z")


def session(kind, time=NOON, state="Stopped", result="Success"):
    number = f"{kind} {time} {state}"
    return {
        "id": number,
        "sessionId": f"session of {number}",
        "sessionType": kind,
        "creationTime": time,
        "state": state,
        "result": {"result": result},
    }


def mount(*there, state="Mounted", started=("one", "two"), **values):
    disks = [{"nameInBackup": name, "mountedDiskName": f"{name}.vmdk", "registeredFcdName": name} for name in started]
    mounted = [disk for disk in disks if disk["nameInBackup"] in there]
    return {
        "id": "m",
        "sessionId": "s",
        "state": state,
        "mountedDisks": mounted,
        "spec": {"disksMapping": disks},
        **values,
    }


MIGRATING = session(MIGRATION_SESSION, state="Working", result="None")
DONE = session(MIGRATION_SESSION)
FAILED = session(MIGRATION_SESSION, result="Failed")
PUBLISHING = session(RECOVERY_SESSION, MORNING, "Working", "None")


@pytest.mark.parametrize(
    ("mounted", "sessions", "to_migrate", "phase"),
    [
        (None, [], None, "none"),
        (None, [PUBLISHING], None, "mounting"),
        (None, [MIGRATING], [], "migrating"),
        (None, [DONE], [], "migrated"),
        (None, [FAILED], [], "none"),
        # What was published after the last migration is another recovery.
        (None, [DONE, session(RECOVERY_SESSION, EVENING, "Working", "None")], [], "mounting"),
        (None, [DONE, PUBLISHING], [], "migrated"),
        (mount(state="Mounting"), [PUBLISHING], None, "mounting"),
        (mount("one", "two"), [PUBLISHING], None, "mounted"),
        (mount("one", "two"), [PUBLISHING, MIGRATING], [], "migrating"),
        (mount("one", "two"), [PUBLISHING, FAILED], [], "mounted"),
        (mount(state="Failed", errorMessage="full"), [], None, "failed"),
        (mount("one", "two", state="Dismounting"), [], None, "dismounting"),
        # One disk has left the mount.
        (mount("one"), [DONE], None, "mounted"),
        (mount("one"), [DONE], [], "mounted"),
        (mount("one"), [DONE], ["two.vmdk"], "migrated"),
        (mount("one"), [DONE], ["one.vmdk"], "mounted"),
        (mount("one"), [DONE], ["one.vmdk", "two.vmdk"], "mounted"),
        (mount("one", state="Dismounting"), [DONE], ["two.vmdk"], "dismounting"),
        # All have.
        (mount(), [DONE], [], "finishing"),
        (mount(state="Dismounting"), [DONE], None, "finishing"),
        (mount(state="Somewhere"), [], None, "Somewhere"),
    ],
)
def test_the_phase_of_a_recovery(mounted, sessions, to_migrate, phase):
    assert observation_of(mounted, sessions, to_migrate).phase == phase


def test_a_migration_before_the_mount_says_nothing_about_it():
    assert observation_of(mount(), [DONE], []).phase == "finishing"
    assert observation_of(mount(), [DONE], [], mounted_at=EVENING).phase == "mounted"
    assert observation_of(mount("one"), [DONE], ["two.vmdk"], mounted_at=EVENING).phase == "mounted"


def test_the_session_at_work_and_the_reason_are_reported():
    assert observation_of(mount("one"), [MIGRATING], []).session == {"id": MIGRATING["sessionId"]}
    assert observation_of(None, [PUBLISHING], None).session == {"id": PUBLISHING["sessionId"]}
    assert observation_of(mount(state="Mounting"), [], None).session == {"id": "s"}
    assert observation_of(mount("one"), [], None).session is None
    assert observation_of(mount(state="Failed", errorMessage="full"), [], None).reason == "full"


def test_a_mount_without_a_list_of_disks_has_all_of_them_until_one_is_migrated():
    assert disks_in(mount("two"), migrated=False) == ["two.vmdk"]
    assert disks_in(mount(), migrated=False) == ["one.vmdk", "two.vmdk"]
    assert disks_in(mount(), migrated=True) == []


@pytest.mark.parametrize("lost", ["spec", "disksMapping", "registeredFcdName", "state"])
def test_what_decides_about_a_mount_is_not_done_without(lost):
    """As null too, which is how a server often writes that there is nothing."""

    def nulled(values):
        return {key: None if key == lost else value for key, value in values.items()}

    incomplete = decoded(json.dumps(json.loads(json.dumps(mount("one")), object_hook=nulled)), "GET /mounts")

    def look():
        ensure_same_disks("app01", incomplete, ["one", "two"], ABSENT)
        observation_of(incomplete, [], None)

    with pytest.raises(UnexpectedResponse, match=f"GET /mounts has no value for '{lost}'"):
        look()


@pytest.mark.parametrize(
    ("desired", "goal"),
    [
        ([], MOUNTED),
        ([], ABSENT),
        (["one"], MOUNTED),
        (["one"], MIGRATED),
        (["two", "one"], ABSENT),
    ],
)
def test_a_mount_of_these_disks_is_accepted(desired, goal):
    ensure_same_disks("app01", mount("one"), desired, goal)


@pytest.mark.parametrize(
    ("desired", "goal", "words"),
    [
        (["one", "three"], MOUNTED, "It lacks 'three'"),
        (["one", "three"], ABSENT, "It lacks 'three'"),
        (["one"], ABSENT, "It also has 'two', and a mount can only be removed as a whole"),
    ],
)
def test_a_mount_of_other_disks_is_refused(desired, goal, words):
    with pytest.raises(RecoveryBlocked) as refused:
        ensure_same_disks("app01", mount("one", "two"), desired, goal)
    assert words in refused.value.message
    assert refused.value.facts["current"] == ["one", "two"]


@pytest.mark.parametrize(
    ("goal", "phase", "steps"),
    [
        (MOUNTED, "none", ["mount"]),
        (MIGRATED, "none", ["mount", "migrate"]),
        (MIGRATED, "mounted", ["migrate"]),
        (MIGRATED, "migrated", []),
        (ABSENT, "mounted", ["unmount"]),
        (ABSENT, "none", []),
    ],
)
def test_the_steps_to_a_goal(goal, phase, steps):
    assert [step.name for step in PLATFORM.lifecycle.predict(goal, phase)] == steps
