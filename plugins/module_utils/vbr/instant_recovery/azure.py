# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery to Microsoft Azure, followed through the seven states of its mount.

Operations under ``/api/v1/restore/instantRecovery/azure/vm``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Callable

from ...core.errors import ApiError
from ...schema.fields import Field
from ...schema.listing import Filter, Listing
from ...schema.resource import Operation, SchemaContext
from ...schema.values import UUID
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
from ...workflow.state_machine import NONE, Blocked, Done, Lifecycle, Observation, Wait
from ..product import VBR
from ..task_sessions import after, created, ended_well, failed, of_type, running, session_of
from . import machines
from .platform import Platform, RecoveryQuery
from .switchover import (
    AUTO,
    ENDED,
    IS_SWITCHED,
    MIGRATING,
    MIGRATING_OTHER,
    OTHER_SETTINGS,
    READY,
    READY_OTHER,
    SETTINGS,
    SWITCHING,
    phase_with_settings,
)

PATH = "/restore/instantRecovery/azure/vm"
SETTINGS_PATH = PATH + "/{mountId}/switchoverSettings"
SESSIONS_PATH = PATH + "/{mountId}/sessions"
SESSION = "/sessions/{id}"

# The phases, apart from none and those of a switchover.
STARTING, IS_MOUNTED, STOPPING, STOPPED = "starting", "mounted", "stopping", "stopped"

_STATES = {
    "Starting": STARTING,
    "Ready": IS_MOUNTED,
    "Migrating": MIGRATING,
    "ReadyToSwitch": READY,
    "Switching": SWITCHING,
    "Stopping": STOPPING,
    "Stopped": STOPPED,
}
# The states of a mount whose sessions say how the recovery ends; it may stay listed as Stopped.
_ENDING = ("Stopping", "Stopped")
# The phase that a mount was in, where its state looks idle because its newest session has just failed.
_PHASE_BEFORE_FAILURE = {"Ready": MIGRATING, "ReadyToSwitch": SWITCHING, "Stopped": STARTING}
START_SESSION, MIGRATION_SESSION, SWITCHOVER_SESSION, STOP_SESSION, UNDO_SESSION = (
    f"AzureInstantRecovery{step}" for step in ("Start", "Migration", "Switchover", "Stop", "MigrationUndo")
)

SWITCHOVER_SETTINGS = (
    *SETTINGS,
    Field("verify_vm_boot", "bool", api="verifyVMBoot"),
    Field("power_on_vm", "bool", api="powerOnVM"),
)

SPEC = (
    Field("vm_name", api="name.name"),
    Field(
        "tags",
        "list",
        elements="dict",
        api="name.tags",
        fields=(Field("name", required=True), Field("value")),
    ),
    Field(
        "subscription",
        "dict",
        required=True,
        fields=(Field("subscription_id", required=True, format=UUID), Field("location", required=True)),
    ),
    Field(
        "vm_size",
        "dict",
        required=True,
        fields=(
            Field("instance_size", required=True),
            Field(
                "disks",
                "list",
                elements="dict",
                fields=(
                    Field("disk_uid", required=True),
                    Field("disk_type", choices=("StandardHDD", "StandardSSD", "PremiumSSD")),
                    Field("include", "bool", since="1.3-rev1", default=True),
                ),
            ),
        ),
    ),
    Field(
        "resource_group",
        "dict",
        required=True,
        fields=(Field("resource_group"), Field("new_resource_group_name")),
    ),
    Field(
        "network",
        "dict",
        required=True,
        fields=(
            Field("network", required=True),
            Field("subnet", required=True),
            Field("network_security_group", until="1.3-rev1"),
            Field("network_security_group", api="networkSecurityGroup.id", since="1.3-rev2"),
            Field(
                "network_security_group_mode",
                api="networkSecurityGroup.mode",
                since="1.3-rev2",
                choices=("CreateNew", "DoNotAssign", "Existing"),
                required=True,
            ),
            Field("assign_public_ip", "bool"),
        ),
    ),
    Field("appliance", "dict", required=True, fields=(Field("subnet", required=True), Field("storage_account"))),
    Field("verify_vm_boot", "bool", api="verifyVMBoot"),
    Field("reason"),
)

MOUNT_FIELDS = (
    Field("id", mode="computed"),
    Field("vm_name", api="spec.name.name", mode="computed"),
    Field("state", mode="computed"),
    Field("restore_point_id", api="spec.restorePointId", mode="computed"),
    Field("error_message", mode="computed"),
    Field("spec", "dict", mode="computed", fields=SPEC),
)
FILTERS = (
    machines.VM_NAME,
    Filter("state", query="stateFilter", choices=tuple(_STATES), field="state"),
    machines.RESTORE_POINT_ID,
    machines.MOUNT_ID,
)

_UNMOUNT = Operation("POST", PATH + "/{mountId}/unmount", "object")
MOUNT = mount_step(Operation("POST", PATH, "object"), STARTING, _UNMOUNT)
MIGRATE = migrate_step(Operation("POST", PATH + "/{mountId}/migrate", "object"), MIGRATING)
_CHANGE = Operation("PUT", SETTINGS_PATH, "object")
CHANGE_MIGRATING = settings_step(_CHANGE, MIGRATING)
CHANGE_READY = settings_step(_CHANGE, READY)
SWITCH = switchover_step(Operation("POST", PATH + "/{mountId}/switchover", "object"), SWITCHING)
UNMOUNT = unmount_step(_UNMOUNT, STOPPING)

_STOPPED = Blocked("Remove it with state=absent, then rerun this task.")
_ENDED = Blocked(
    "Its migration succeeded, and then the server itself ended the recovery. No session shows whether the machine was "
    "switched over. Look whether it runs in Azure.",
    needs_since=True,
)
_TO_MOUNT: dict[str, MountTransition] = {
    NONE: MOUNT,
    ENDED: _ENDED,
    STARTING: Wait(IS_MOUNTED),
    STOPPING: Wait(NONE),
    STOPPED: _STOPPED,
}
_SWITCHED: dict[str, MountTransition] = {SWITCHING: Wait(IS_SWITCHED), IS_SWITCHED: Done()}
_SETTINGS: dict[str, MountTransition] = {MIGRATING_OTHER: CHANGE_MIGRATING, READY_OTHER: CHANGE_READY}
_NOT_NOW = Blocked("It is being switched over to production. To wait for that, set state=switched_over.")

LIFECYCLE: Lifecycle[MountedRecovery] = Lifecycle(
    "instant recovery",
    {
        # A recovery that is further on than the goal is not taken back.
        MOUNTED: {
            **_TO_MOUNT,
            IS_MOUNTED: Done(),
            **_SETTINGS,
            MIGRATING: Done(),
            READY: Done(),
            **_SWITCHED,
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
            STARTING: Wait(IS_MOUNTED),
            IS_MOUNTED: UNMOUNT,
            MIGRATING: UNMOUNT,
            READY: UNMOUNT,
            MIGRATING_OTHER: UNMOUNT,
            READY_OTHER: UNMOUNT,
            SWITCHING: _NOT_NOW,
            IS_SWITCHED: Done(),
            STOPPING: Wait(NONE),
            STOPPED: UNMOUNT,
        },
    },
)


def observe(query: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands."""
    if mount is not None:
        try:
            return _observe_mount(query, mount)
        except ApiError as error:
            # The mount may disappear between two requests.
            if error.status != 404:
                raise
    sessions = machines.restores_of(query)
    observation = observe_unmounted(sessions, lambda session: _is_servers_own(_whole(query, session)))
    return _with_knowledge_of_run(query, observation)


def _whole(query: RecoveryQuery, task_session: Mapping[str, Any]) -> Mapping[str, Any]:
    """The session that a task session is part of, which shows who started it."""
    return query.client.find(SESSION.format(id=task_session.get("sessionId"))) or {}


def _observe_mount(query: RecoveryQuery, mount: Mapping[str, Any]) -> Observation:
    sessions = list(query.client.pages(SESSIONS_PATH.format(mountId=mount["id"])))
    failed = query.failed_meanwhile(sessions)
    if failed is not None and mount["state"] in _PHASE_BEFORE_FAILURE:
        return Observation(_PHASE_BEFORE_FAILURE[str(mount["state"])], mount, failed)
    observation = _with_knowledge_of_run(query, observation_of(mount, sessions, query.since))
    if observation.phase in OTHER_SETTINGS:
        observation = _with_settings(query, observation, mount)
    if mount["state"] not in _ENDING:
        by_itself = observation.phase in OTHER_SETTINGS and query.current_settings.get("type") == AUTO
        query.switching = by_itself or observation.phase == SWITCHING
    return observation


def _with_settings(query: RecoveryQuery, observation: Observation, mount: Mapping[str, Any]) -> Observation:
    """The phase that depends on the settings of the switchover, which only administrators may read."""
    if not query.needs_settings:
        return observation
    try:
        query.current_settings = query.client.get(SETTINGS_PATH.format(mountId=mount["id"]))
    except ApiError as error:
        if error.status != 403 or query.switchover:
            raise
        return observation
    context = SchemaContext(VBR, query.client.revision)
    phase = phase_with_settings(
        SWITCHOVER_SETTINGS, observation, query.switchover or {}, query.current_settings, context
    )
    return replace(observation, phase=phase)


def _with_knowledge_of_run(query: RecoveryQuery, observation: Observation) -> Observation:
    """What this run saw decides where the sessions leave open how the recovery ended."""
    if observation.phase == ENDED and query.switching:
        return replace(observation, phase=IS_SWITCHED)
    return observation


def observation_of(mount: Mapping[str, Any], sessions: Sequence[Mapping[str, Any]], since: str = "") -> Observation:
    """The phase that a mount and its sessions mean together. Pure.

    A mount that has ended and is still listed says nothing about a recovery ``since`` then.
    """
    state = str(mount["state"])
    phase = _STATES.get(state, state)
    in_order = sorted(sessions, key=created)
    if state in _ENDING:
        counting = [session for session in in_order if after(session, since)]
        phase = end_of(counting, _is_servers_own, phase) if counting or not in_order else NONE
    if phase in (NONE, ENDED, IS_SWITCHED):
        # The mount is still listed but has no further use.
        return Observation(phase)
    newest = in_order[-1] if in_order else None
    return Observation(phase, mount, newest, reason=str(mount.get("errorMessage") or ""))


def end_of(
    sessions: Sequence[Mapping[str, Any]], is_servers_own: Callable[[Mapping[str, Any]], bool], otherwise: str
) -> str:
    """How a recovery ended or is about to end, from its sessions, oldest first; ``otherwise`` where they say nothing.

    After a switchover the server stops the recovery itself, which takes nothing back. Where the server does so after a
    migration, and shows no switchover, nothing says what became of the machine.
    """
    if ended_well(sessions, SWITCHOVER_SESSION):
        return IS_SWITCHED if otherwise != STOPPING else SWITCHING
    if running(sessions, SWITCHOVER_SESSION):
        return SWITCHING
    stops = of_type(sessions, STOP_SESSION)
    if not stops or failed(stops[-1]):
        return otherwise
    kept = ended_well(sessions, MIGRATION_SESSION) and not of_type(sessions, UNDO_SESSION)
    if kept and is_servers_own(stops[-1]):
        return ENDED
    return STOPPING if running(sessions, STOP_SESSION) else NONE


def _is_servers_own(session: Mapping[str, Any]) -> bool:
    """Whether the server started a session itself: under the account of its machine or system, or under none."""
    account = str(session.get("initiatedBy") or "").upper()
    return not account or account.endswith(("$", "\\SYSTEM"))


def observe_unmounted(
    sessions: Sequence[Mapping[str, Any]], is_servers_own: Callable[[Mapping[str, Any]], bool]
) -> Observation:
    """The phase that the task sessions of a machine mean where there is no mount."""
    in_order = sorted(sessions, key=created)
    starts = of_type(sessions, START_SESSION)
    switching = running(sessions, SWITCHOVER_SESSION)
    if switching:
        return Observation(SWITCHING, session=session_of(switching))
    if ended_well(sessions, SWITCHOVER_SESSION):
        return Observation(IS_SWITCHED)
    last = [session for session in in_order if not starts or created(session) >= created(starts[-1])]
    phase = end_of(last, is_servers_own, NONE)
    return Observation(phase if phase == ENDED else NONE)


PLATFORM = Platform(
    name="azure",
    title="Microsoft Azure",
    since="1.3-rev0",
    mounts=Listing(VBR, "mount", PATH, MOUNT_FIELDS, FILTERS),
    mount_name="spec.name.name",
    spec=SPEC,
    migration=(),
    lifecycle=LIFECYCLE,
    allows="",
    observe=observe,
    over=("Stopped",),
    mount_sessions=SESSIONS_PATH,
    switchover=SWITCHOVER_SETTINGS,
)
