# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery to Microsoft Azure, followed through the seven states of its mount.

Operations under ``/api/v1/restore/instantRecovery/azure/vm``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...core.errors import ApiError
from ...schema.fields import Field
from ...schema.listing import Filter, Listing
from ...schema.resource import Operation, SchemaContext
from ...schema.values import UUID
from ...sessions.adapter import RUNNING, SUCCEEDED, WARNED
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
from ..session_adapter import verdict
from ..task_sessions import created, ended_well, running, session_of
from . import machines
from .platform import Platform, RecoveryQuery
from .switchover import (
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
# The phase that a mount was in, where its state looks idle because its newest session has just failed.
_PHASE_BEFORE_FAILURE = {"Ready": MIGRATING, "ReadyToSwitch": SWITCHING, "Stopped": STARTING}
SWITCHOVER_SESSION, STOP_SESSION = "AzureInstantRecoverySwitchover", "AzureInstantRecoveryStop"
# A mount is Stopped before it disappears, after a switchover as well as after it was unmounted.
_STOPPED_BY = {
    (SWITCHOVER_SESSION, RUNNING): SWITCHING,
    (SWITCHOVER_SESSION, SUCCEEDED): IS_SWITCHED,
    (STOP_SESSION, RUNNING): STOPPING,
    (STOP_SESSION, SUCCEEDED): NONE,
}

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
    Filter("vm_name", field="vm_name", match="pattern"),
    Filter("state", query="stateFilter", choices=tuple(_STATES), field="state"),
    Filter("restore_point_id", field="restore_point_id", format=UUID),
    Filter("mount_id", field="id", format=UUID),
)

MOUNT = mount_step(Operation("POST", PATH, "object"), STARTING)
MIGRATE = migrate_step(Operation("POST", PATH + "/{mountId}/migrate", "object"), MIGRATING)
_CHANGE = Operation("PUT", SETTINGS_PATH, "object")
CHANGE_MIGRATING = settings_step(_CHANGE, MIGRATING)
CHANGE_READY = settings_step(_CHANGE, READY)
SWITCH = switchover_step(Operation("POST", PATH + "/{mountId}/switchover", "object"), SWITCHING)
UNMOUNT = unmount_step(Operation("POST", PATH + "/{mountId}/unmount", "object"), STOPPING)

_STOPPED = Blocked("Remove it with state=absent, then rerun this task.")
_TO_MOUNT: dict[str, MountTransition] = {
    NONE: MOUNT,
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
    return observe_unmounted(machines.restores_of(query))


def _observe_mount(query: RecoveryQuery, mount: Mapping[str, Any]) -> Observation:
    sessions = list(query.client.pages(SESSIONS_PATH.format(mountId=mount["id"])))
    failed = query.failed_meanwhile(sessions)
    if failed is not None and mount.get("state") in _PHASE_BEFORE_FAILURE:
        return Observation(_PHASE_BEFORE_FAILURE[str(mount["state"])], mount, failed)
    observation = observation_of(mount, sessions)
    if observation.phase not in OTHER_SETTINGS:
        return observation
    query.current_settings = query.client.get(SETTINGS_PATH.format(mountId=mount["id"]))
    context = SchemaContext(VBR, query.client.revision)
    phase = phase_with_settings(
        SWITCHOVER_SETTINGS, observation, query.switchover or {}, query.current_settings, context
    )
    return replace(observation, phase=phase)


def observation_of(mount: Mapping[str, Any], sessions: Sequence[Mapping[str, Any]]) -> Observation:
    """The phase that a mount and its sessions mean together. Pure."""
    phase = _STATES.get(str(mount.get("state")), str(mount.get("state")))
    in_order = sorted(sessions, key=created)
    ends = [session for session in in_order if session.get("sessionType") in (SWITCHOVER_SESSION, STOP_SESSION)]
    if phase == STOPPED and ends:
        phase = _STOPPED_BY.get((str(ends[-1]["sessionType"]), _status(ends[-1])), STOPPED)
    if phase in (NONE, IS_SWITCHED):
        # The mount is still listed but has no further use.
        return Observation(phase)
    newest = in_order[-1] if in_order else None
    return Observation(phase, mount, newest, reason=str(mount.get("errorMessage") or ""))


def _status(session: Mapping[str, Any]) -> str:
    status = verdict(session).status
    return SUCCEEDED if status == WARNED else status


def observe_unmounted(sessions: Sequence[Mapping[str, Any]]) -> Observation:
    """The phase that the sessions of a machine mean where there is no mount. Pure."""
    switching = running(sessions, SWITCHOVER_SESSION)
    if switching:
        return Observation(SWITCHING, session=session_of(switching))
    return Observation(IS_SWITCHED if ended_well(sessions, SWITCHOVER_SESSION) else NONE)


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
    switchover=SWITCHOVER_SETTINGS,
)
