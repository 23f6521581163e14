# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The phases of an instant recovery of a file share, and the steps between them. Private to the collection."""

from __future__ import annotations

from ...schema.resource import Operation
from ...workflow.mounted_recovery import (
    ABSENT,
    MIGRATED,
    MOUNTED,
    SWITCHED_OVER,
    MountedRecovery,
    MountTransition,
    migrate_step,
    mount_step,
    settings_step,
    switchover_step,
    unmount_step,
)
from ...workflow.state_machine import NONE, Blocked, Done, Lifecycle, Wait
from ..instant_recovery.machines import DISMOUNTING, FAILED, IS_MOUNTED, MOUNTING
from ..instant_recovery.switchover import ENDED, IS_SWITCHED, MIGRATING, MIGRATING_OTHER, READY, READY_OTHER, SWITCHING
from .fields import MIGRATION_SESSION, PATH, RECOVERY_SESSION, SETTINGS_PATH, SINCE, SWITCHOVER_SESSION

MOUNT = mount_step(Operation("POST", PATH, "sessions", session_type=RECOVERY_SESSION), MOUNTING)
MIGRATE = migrate_step(
    Operation("POST", PATH + "/{mountId}/migrate", "session", session_type=MIGRATION_SESSION),
    MIGRATING,
    {IS_MOUNTED: READY},
)
CHANGE = Operation("PUT", SETTINGS_PATH, "object")
CHANGE_MIGRATING = settings_step(CHANGE, MIGRATING)
CHANGE_READY = settings_step(CHANGE, READY)
SWITCH = switchover_step(
    Operation("POST", PATH + "/{mountId}/switchover", "session", session_type=SWITCHOVER_SESSION),
    SWITCHING,
    {
        IS_MOUNTED: SWITCHING,
        READY: SWITCHING,
        DISMOUNTING: SWITCHING,
        # Its type and log need not tell the session of a switchover from one that publishes or takes back.
        MOUNTING: SWITCHING,
        ENDED: IS_SWITCHED,
        NONE: IS_SWITCHED,
    },
)
UNMOUNT = unmount_step(Operation("POST", PATH + "/{mountId}/unmount", "session"), DISMOUNTING)

_FAILED = Blocked("Remove it with state=absent, then rerun this task.")
_MIGRATES = Blocked(
    "Its files are being copied. To wait for that, set state=migrated; to end it, stop the session of the migration "
    "first."
)
_SWITCHES = Blocked("It is being switched over to production. To wait for that, set state=switched_over.")
_ENDED = Blocked(
    "Its files were migrated and its mount is gone, and no session shows whether users were switched over or the share "
    "was taken back. Look at the share.",
    needs_since=True,
)
_TO_MOUNT: dict[str, MountTransition] = {
    NONE: MOUNT,
    ENDED: _ENDED,
    MOUNTING: Wait(IS_MOUNTED),
    DISMOUNTING: Wait(NONE),
    FAILED: _FAILED,
}
_SWITCHED: dict[str, MountTransition] = {SWITCHING: Wait(IS_SWITCHED), IS_SWITCHED: Done()}
_SETTINGS: dict[str, MountTransition] = {MIGRATING_OTHER: CHANGE_MIGRATING, READY_OTHER: CHANGE_READY}

LIFECYCLE: Lifecycle[MountedRecovery] = Lifecycle(
    "instant file share recovery",
    {
        # A recovery that is further on than the goal is not taken back.
        MOUNTED: {
            **_TO_MOUNT,
            IS_MOUNTED: Done(),
            **_SETTINGS,
            MIGRATING: Done(),
            READY: Done(),
            SWITCHING: Done(),
            IS_SWITCHED: Done(),
        },
        MIGRATED: {
            **_TO_MOUNT,
            IS_MOUNTED: MIGRATE,
            **_SETTINGS,
            MIGRATING: Wait(READY),
            READY: Done(),
            **_SWITCHED,
        },
        SWITCHED_OVER: {
            **_TO_MOUNT,
            IS_MOUNTED: MIGRATE,
            **_SETTINGS,
            MIGRATING: Wait(READY),
            READY: SWITCH,
            **_SWITCHED,
        },
        ABSENT: {
            NONE: Done(),
            ENDED: Done(),
            # The server can unpublish only what is published.
            MOUNTING: Wait(IS_MOUNTED),
            IS_MOUNTED: UNMOUNT,
            FAILED: UNMOUNT,
            DISMOUNTING: Wait(NONE),
            MIGRATING: _MIGRATES,
            READY: UNMOUNT,
            SWITCHING: _SWITCHES,
            IS_SWITCHED: Done(),
        },
    },
)


def paths_since() -> dict[str, str]:
    """The first revision that has a path: all of them came together."""
    operations = (operation.path for operation in LIFECYCLE.operations)
    return dict.fromkeys((PATH, PATH + "/{mountId}", SETTINGS_PATH, *operations), SINCE)
