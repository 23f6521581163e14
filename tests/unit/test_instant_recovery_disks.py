# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a recovery of disks stands, from its mount and sessions, and which mount is of which disks."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import RecoveryBlocked
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.fcd_recovery import (
    MIGRATION_SESSION,
    PLATFORM,
    RECOVERY_SESSION,
    disks_in,
    ensure_same_disks,
    observation_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.platform import (
    ABSENT,
    MIGRATED,
    MOUNTED,
)

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


def mount(*there, state="Mounted", started=("one", "two"), **more):
    disks = [{"nameInBackup": one, "mountedDiskName": f"{one}.vmdk", "registeredFcdName": one} for one in started]
    mounted = [disk for disk in disks if disk["nameInBackup"] in there]
    return {
        "id": "m",
        "sessionId": "s",
        "state": state,
        "mountedDisks": mounted,
        "spec": {"disksMapping": disks},
        **more,
    }


MIGRATING = session(MIGRATION_SESSION, state="Working", result="None")
DONE = session(MIGRATION_SESSION)
FAILED = session(MIGRATION_SESSION, result="Failed")
PUBLISHING = session(RECOVERY_SESSION, MORNING, "Working", "None")


@pytest.mark.parametrize(
    ("found", "sessions", "chosen", "phase"),
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
def test_the_phase_of_a_recovery(found, sessions, chosen, phase):
    assert observation_of(found, sessions, chosen).phase == phase


def test_a_migration_before_the_mount_says_nothing_about_it():
    assert observation_of(mount(), [DONE], []).phase == "finishing"
    assert observation_of(mount(), [DONE], [], mounted_at=EVENING).phase == "mounted"
    assert observation_of(mount("one"), [DONE], ["two.vmdk"], mounted_at=EVENING).phase == "mounted"


def test_the_session_that_works_and_the_reason_are_told():
    assert observation_of(mount("one"), [MIGRATING], []).session == {"id": MIGRATING["sessionId"]}
    assert observation_of(None, [PUBLISHING], None).session == {"id": PUBLISHING["sessionId"]}
    assert observation_of(mount(state="Mounting"), [], None).session == {"id": "s"}
    assert observation_of(mount("one"), [], None).session is None
    assert observation_of(mount(state="Failed", errorMessage="full"), [], None).reason == "full"


def test_a_server_that_does_not_tell_the_disks_has_all_of_them_until_one_is_migrated():
    assert disks_in(mount("two"), migrated=False) == ["two.vmdk"]
    assert disks_in(mount(), migrated=False) == ["one.vmdk", "two.vmdk"]
    assert disks_in(mount(), migrated=True) == []
    assert disks_in({"id": "m", "spec": {}}, migrated=False) == []


@pytest.mark.parametrize(
    ("wanted", "goal"),
    [
        ([], MOUNTED),
        ([], ABSENT),
        (["one"], MOUNTED),
        (["one"], MIGRATED),
        (["two", "one"], ABSENT),
    ],
)
def test_a_mount_of_these_disks_will_do(wanted, goal):
    ensure_same_disks("app01", mount("one"), wanted, goal)


@pytest.mark.parametrize(
    ("wanted", "goal", "words"),
    [
        (["one", "three"], MOUNTED, "It lacks 'three'"),
        (["one", "three"], ABSENT, "It lacks 'three'"),
        (["one"], ABSENT, "It has 'two' too, and a mount is taken back as a whole"),
    ],
)
def test_a_mount_of_other_disks_is_refused(wanted, goal, words):
    with pytest.raises(RecoveryBlocked) as refused:
        ensure_same_disks("app01", mount("one", "two"), wanted, goal)
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
def test_the_way_to_a_goal(goal, phase, steps):
    assert [step.name for step in PLATFORM.lifecycle.predict(goal, phase)] == steps
