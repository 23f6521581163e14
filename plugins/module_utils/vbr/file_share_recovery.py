# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery of file shares.

Operations under ``/api/v1/restore/instantRecovery/unstructuredData``. A share is published from its
backup, its files are copied to another share meanwhile, and in the end users are switched over to that
one. The mount does not tell how far its migration is: its sessions do. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..core.errors import InvalidOption, span_words
from ..core.polling import WAIT_OPTIONS
from ..engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ..http.client import Client
from ..schema.fields import Field, argument_spec
from ..schema.listing import Filter, Listing
from ..schema.resource import Operation, SchemaContext
from ..schema.state import State, read_state
from ..sessions.adapter import SUCCEEDED, WARNED
from ..workflow.state_machine import NONE, Blocked, Done, Lifecycle, Observation, Step, Transition, Wait
from .instant_recovery.machines import DISMOUNTING, FAILED, IS_MOUNTED, MOUNTING, restores_of
from .instant_recovery.module import Recovery, lead_to_goal
from .instant_recovery.platform import ABSENT, MIGRATED, MOUNTED, SWITCHED, Platform, RecoveryQuery
from .instant_recovery.switchover import (
    CHANGE,
    IS_SWITCHED,
    MANUAL,
    MIGRATING,
    MIGRATING_OTHER,
    OTHER_SETTINGS,
    READY,
    READY_OTHER,
    SETTINGS,
    SWITCHING,
    phase_with_settings,
)
from .product import VBR
from .references import MANAGED_SERVER, UNSTRUCTURED_SERVER
from .restore_points import OPTION, READS
from .session_adapter import verdict
from .task_sessions import TASK_SESSIONS, after, created, ended_well, of_type, running, session_of

SINCE = "1.3-rev1"
PATH = "/restore/instantRecovery/unstructuredData"
SETTINGS_PATH = PATH + "/{mountId}/switchoverSettings"
RECOVERY_SESSION, MIGRATION_SESSION = "FileInstantRecovery", "FileInstantRecoveryMigration"

# How the server calls the state of a mount; it is gone, or history, when it is Unpublished.
UNPUBLISHED = "Unpublished"
STATES = {
    "Publishing": MOUNTING,
    "Published": IS_MOUNTED,
    "PublishFailed": FAILED,
    "Unpublishing": DISMOUNTING,
    "UnpublishFailed": FAILED,
    UNPUBLISHED: NONE,
}

PERMISSIONS = (
    Field("owner", required=True),
    Field("type", api="permissionType", choices=("DenyEveryone", "AllowEveryone", "AllowSelected")),
    Field("accounts", "list", elements="str", api="permissionScope"),
)
SHARE = (
    Field("mount_server", api="mountServerId", reference=MANAGED_SERVER),
    Field("permissions", "dict", fields=PERMISSIONS, until="1.3-rev1"),
    Field("permissions", "dict", fields=PERMISSIONS, since="1.3-rev2", required=True),
)
REASON = Field("reason")
# What a task says of the one share that it recovers; ``mount_request`` puts it where the server wants it.
SPEC = (*SHARE, REASON)
MIGRATION = (
    Field(
        "destination",
        "dict",
        required=True,
        fields=(
            Field("server", api="unstructuredDataServerId", reference=UNSTRUCTURED_SERVER),
            Field("path"),
            Field("preserve_hierarchy", "bool"),
        ),
    ),
    Field("overwrite_mode", choices=("ReplaceOlder", "Overwrite")),
)

# What a mount was started with; the server keeps one list for all shares of a request.
MOUNT_SPEC = (
    Field("auto_select_mount_servers", "bool"),
    REASON,
    Field(
        "restore_options",
        "list",
        elements="dict",
        fields=(
            Field("restore_point_id"),
            Field("mount_server", api="mountServerId", reference=MANAGED_SERVER),
            Field("permissions", "dict", fields=PERMISSIONS),
        ),
    ),
)
MOUNT_FIELDS = (
    Field("id", mode="computed"),
    Field("state", mode="computed"),
    Field("session_id", mode="computed"),
    Field("server_id", api="unstructuredServerId", mode="computed"),
    Field("server_name", api="unstructuredServerName", mode="computed"),
    Field("error_message", mode="computed"),
    Field("spec", "dict", mode="computed", fields=MOUNT_SPEC),
)
FILTERS = (
    # The filter takes the states of mounted machines, which these mounts do not have.
    Filter("state", choices=tuple(STATES), field="state"),
    Filter("share", query="shareNameFilter", match="pattern"),
    Filter("mount_id", field="id"),
)

MOUNT = Step(
    "mount",
    Operation("POST", PATH, "sessions", session_type=RECOVERY_SESSION),
    MOUNTING,
    lambda recovery, seen: recovery.mount_body(),
)
MIGRATE = Step(
    "migrate",
    Operation("POST", PATH + "/{mountId}/migrate", "session", session_type=MIGRATION_SESSION),
    MIGRATING,
    lambda recovery, seen: recovery.migration_body(),
)
_CHANGE = Operation("PUT", SETTINGS_PATH, "object")
CHANGE_MIGRATING = Step(CHANGE, _CHANGE, MIGRATING, lambda recovery, seen: recovery.settings_body())
CHANGE_READY = Step(CHANGE, _CHANGE, READY, lambda recovery, seen: recovery.settings_body())
SWITCH = Step(
    "switchover",
    Operation("POST", PATH + "/{mountId}/switchover", "session", session_type=MIGRATION_SESSION),
    SWITCHING,
)
UNMOUNT = Step("unmount", Operation("POST", PATH + "/{mountId}/unmount", "session"), DISMOUNTING)

_FAILED = Blocked("Run this with state=absent to remove it, then again.")
_MIGRATES = Blocked(
    "Its files are being copied at the moment. Wait for that with state=migrated, or stop the session of the migration "
    "first."
)
_SWITCHES = Blocked("It is switching over to production at the moment. Wait for that with state=switched_over.")
_TO_MOUNT: dict[str, Transition] = {NONE: MOUNT, MOUNTING: Wait(IS_MOUNTED), DISMOUNTING: Wait(NONE), FAILED: _FAILED}
_SWITCHED: dict[str, Transition] = {SWITCHING: Wait(IS_SWITCHED), IS_SWITCHED: Done()}
_SETTINGS: dict[str, Transition] = {MIGRATING_OTHER: CHANGE_MIGRATING, READY_OTHER: CHANGE_READY}

LIFECYCLE = Lifecycle(
    "instant file share recovery",
    {
        # What has gone further than asked for is not brought back.
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
        SWITCHED: {
            **_TO_MOUNT,
            IS_MOUNTED: MIGRATE,
            **_SETTINGS,
            MIGRATING: Wait(READY),
            READY: SWITCH,
            **_SWITCHED,
        },
        ABSENT: {
            NONE: Done(),
            # The server unpublishes only what it has published.
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


def recover_share(task: Task) -> Result:
    """Lead the recovery of the share that the task describes to its goal."""
    validate_revision(task)
    goal = task.params["state"]
    return lead_to_goal(task, PLATFORM, goal, ShareRecovery(task, PLATFORM, goal))


def validate_revision(task: Task) -> None:
    """Raise InvalidOption where the API revision knows no instant recovery of file shares."""
    if not VBR.supports(task.client.revision, SINCE):
        raise InvalidOption(
            f"Instant recovery of file shares does not exist in API revision {task.client.revision}, which this task "
            f"uses. {span_words(SINCE, '')}",
            option="api_version",
        )


class ShareRecovery(Recovery):
    """The recovery of one file share."""

    def _is_ours(self, mount: Mapping[str, Any]) -> bool:
        if mount.get("state") == UNPUBLISHED:
            return False
        # Its restore point may be gone from the list.
        names = [mount.get("unstructuredServerName"), *map(self._name_of_point, points_of(mount))]
        return self.name in names

    def _point_of(self, mount: Mapping[str, Any]) -> str:
        points = points_of(mount)
        ours = [point for point in points if self._name_of_point(point) == self._machine]
        return next(iter(ours or points), "")

    def _seen(self, mount: Mapping[str, Any] | None) -> Observation:
        seen = super()._seen(mount)
        # Only an administrator may read the settings, and neither mounting nor unmounting needs them.
        if self._goal == ABSENT or (self._goal == MOUNTED and not self._query.switchover):
            return seen
        return self._with_settings(seen) if seen.phase in OTHER_SETTINGS and seen.mount else seen

    def _with_settings(self, seen: Observation) -> Observation:
        mount = seen.mount or {}
        found = self._client.find(SETTINGS_PATH.format(mountId=mount["id"]))
        if found is None:
            # It went between two requests.
            return super()._seen(None)
        self._query.settings_found = found
        wanted = self._query.switchover or {}
        phase = phase_with_settings(SETTINGS, seen, wanted, self._query.settings_found, self._shape)
        return replace(seen, phase=phase)

    def mount_body(self) -> State:
        """The body that publishes the share."""
        return mount_request(super().mount_body())

    def _migration_of(self) -> State:
        body = super()._migration_of()
        # The server wants to be told, and only what was asked for is switched over.
        body.setdefault("switchoverSettings", {"type": MANUAL})
        return body


def settings_of(client: Client, mount_id: str) -> State | None:
    """The switchover settings of a mount in the words of the options, None where it has gone meanwhile."""
    found = client.find(SETTINGS_PATH.format(mountId=mount_id))
    return None if found is None else read_state(SETTINGS, found, SchemaContext(VBR, client.revision))


def points_of(mount: Mapping[str, Any]) -> list[str]:
    """The ids of the restore points that a mount was started with. Pure."""
    return [str(one.get("restorePointId")) for one in (mount.get("spec") or {}).get("restoreOptions") or ()]


def mount_request(plain: Mapping[str, Any]) -> State:
    """The body that publishes one share, from its restore point and options in one plain object. Pure."""
    reason = {"reason": plain["reason"]} if "reason" in plain else {}
    share = {key: value for key, value in plain.items() if key != "reason"}
    return {"autoSelectMountServers": "mountServerId" not in plain, "restoreOptions": [share], **reason}


def observe(query_state: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, apart from its switchover settings."""
    sessions = restores_of(query_state)
    if mount is not None and ended_well(sessions, MIGRATION_SESSION):
        # A switchover that ended since the mount was read has taken it away.
        mount = query_state.client.find(f"{PATH}/{mount['id']}")
    if mount is not None and mount.get("state") == UNPUBLISHED:
        mount = None
    published_at = ""
    if mount is not None and ended_well(sessions, MIGRATION_SESSION):
        # An earlier migration of this share says nothing about a newer mount.
        session = query_state.client.find("/sessions/{}".format(mount.get("sessionId")))
        published_at = str((session or {}).get("creationTime") or "")
    seen = observation_of(mount, sessions, published_at)
    failed = query_state.failed_meanwhile(of_type(sessions, MIGRATION_SESSION))
    if failed is None or mount is None or seen.phase not in (IS_MOUNTED, READY):
        return seen
    return Observation(MIGRATING if seen.phase == IS_MOUNTED else SWITCHING, mount, session_of(failed), seen.reason)


def observation_of(
    mount: Mapping[str, Any] | None, sessions: Sequence[Mapping[str, Any]], published_at: str = ""
) -> Observation:
    """The phase that a mount and the sessions mean together. Pure.

    ``published_at`` is when the mount's own session began.
    """
    working = running(sessions, MIGRATION_SESSION)
    if mount is None:
        return _observe_unmounted(sessions, working)
    copied = [one for one in ended_well(sessions, MIGRATION_SESSION) if after(one, published_at)]
    phase = STATES.get(str(mount.get("state")), str(mount.get("state")))
    session = {"id": mount["sessionId"]} if phase == MOUNTING else None
    if phase == IS_MOUNTED and (working or copied):
        phase = _migration_phase(working, copied)
    elif phase == DISMOUNTING and working:
        # A switchover ends with the published share being taken away.
        phase = SWITCHING
    if working and phase in (MIGRATING, SWITCHING):
        session = session_of(working)
    return Observation(phase, mount, session, reason=str(mount.get("errorMessage") or ""))


def _migration_phase(working: Mapping[str, Any] | None, copied: Sequence[Mapping[str, Any]]) -> str:
    # Copying and switching over are sessions of one type, and the copying comes first.
    if working:
        return SWITCHING if copied else MIGRATING
    return READY


def _observe_unmounted(sessions: Sequence[Mapping[str, Any]], working: Mapping[str, Any] | None) -> Observation:
    if working:
        return Observation(SWITCHING, session=session_of(working))
    known = [*of_type(sessions, RECOVERY_SESSION), *of_type(sessions, MIGRATION_SESSION)]
    newest = max(known, key=created, default=None)
    if newest is None:
        return Observation(NONE)
    mounting = running(sessions, RECOVERY_SESSION)
    if mounting:
        return Observation(MOUNTING, session=session_of(mounting))
    # A share that was taken back has a recovery session as its last one, a share that was switched over a migration.
    ended = newest.get("sessionType") == MIGRATION_SESSION and verdict(newest).status in (SUCCEEDED, WARNED)
    return Observation(IS_SWITCHED if ended else NONE)


PLATFORM = Platform(
    name="file_share",
    title="file shares",
    since=SINCE,
    mounts=Listing(VBR, "mount", PATH, MOUNT_FIELDS, FILTERS),
    mount_name="unstructuredServerName",
    spec=SPEC,
    migration=MIGRATION,
    lifecycle=LIFECYCLE,
    allows="",
    observe=observe,
    over=(UNPUBLISHED,),
    switchover=SETTINGS,
    called="share",
    beside="",
)


MODULE = Declaration(
    product=VBR,
    options={
        "state": {"type": "str", "choices": list(LIFECYCLE.transitions), "default": MOUNTED},
        "restore_point": OPTION,
        "mount_id": {"type": "str"},
        "since": {"type": "str"},
        **argument_spec(SPEC),
        "migration": {"type": "dict", "options": argument_spec(MIGRATION)},
        "switchover_settings": {"type": "dict", "options": argument_spec(SETTINGS)},
        **WAIT_OPTIONS,
    },
    run=recover_share,
    api=ApiUsage(
        operations=LIFECYCLE.operations,
        listings=(PLATFORM.mounts,),
        reads=(PATH + "/{mountId}", SETTINGS_PATH, *READS, TASK_SESSIONS),
        bodies=(
            RequestBody(
                MOUNT.operation,
                (Field("share", "list", elements="dict", api="restoreOptions", fields=SHARE, required=True), REASON),
                extra_properties=("autoSelectMountServers", "restoreOptions.restorePointId"),
            ),
            RequestBody(
                MIGRATE.operation, (*MIGRATION, Field("switchover_settings", "dict", fields=SETTINGS, required=True))
            ),
            RequestBody(_CHANGE, SETTINGS),
        ),
        since=paths_since(),
    ),
)
