# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be mounted for Microsoft Entra ID, the options of each kind, and the steps to mount it and take it back.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...schema.fields import Field
from ...schema.listing import Listing
from ...schema.resource import Operation
from ...schema.values import UUID
from ...workflow.state_machine import NONE, Done, Lifecycle, Observation, Step, Wait
from ..entra_id_mounts import DATA, MOUNT_TENANT, STOP_TENANT, TENANTS
from ..references import BACKUP, UNSTRUCTURED_SERVER
from ..restore_options import COLD_STORAGE_FIELDS

if TYPE_CHECKING:
    from .recovery import EntraIdMount

TENANT, TENANT_COPY, AUDIT_LOG = "tenant", "tenant_copy", "audit_log"
# The goals, and the phases in addition to NONE.
MOUNTED, ABSENT = "mounted", "absent"
MOUNTING, IS_MOUNTED = "mounting", "mounted"
MOUNT, UNMOUNT = "mount", "unmount"
COPY_SESSION = "EntraIdRestoreFromCopy"

MOUNT_COPY = Operation(
    "POST", "/restore/entraId/tenant/fromCopy", "session", session_type=COPY_SESSION, since="1.3-rev0"
)
MOUNT_LOGS = Operation("POST", "/restore/entraId/auditLog", "object")
UNMOUNT_LOGS = Operation("POST", "/restore/entraId/auditLog/{sessionId}/unmount", "session")

_COLD_STORAGE = Field(
    "cold_storage_retrieval",
    "dict",
    api="coldStorageRetrievalSettings",
    since="1.3-rev2",
    fields=COLD_STORAGE_FIELDS,
)
_POINT = "restore_point_id"
TENANT_SPEC = (Field("backup", api="backupId", reference=BACKUP, required=True),)
COPY_SPEC = (Field(_POINT, api="restorePointId", format=UUID, required=True), _COLD_STORAGE)
LOG_SPEC = (
    Field("backup", api="backupId", reference=BACKUP, required=True, required_until="1.2-rev1"),
    Field(_POINT, api="restorePointId", format=UUID, since="1.3-rev0"),
    Field("server", api="unstructuredDataServerId", reference=UNSTRUCTURED_SERVER, since="1.3-rev0"),
    Field(
        "auto_unmount",
        "dict",
        fields=(
            Field("enabled", "bool", api="isEnabled", required=True),
            Field("no_activity_minutes", "int", api="noActivityPeriodInMinutes", minimum=1),
        ),
    ),
    _COLD_STORAGE,
)


@dataclass(frozen=True)
class MountKind:
    """One kind of mount: its options, where its mounts are listed, and its lifecycle."""

    name: str
    spec: tuple[Field, ...]
    mounts: Listing
    lifecycle: Lifecycle[EntraIdMount]

    @property
    def mount(self) -> Operation:
        """The operation that mounts."""
        return self.lifecycle.operations[0]


def _lifecycle(noun: str, mount: Step[EntraIdMount], unmount: Operation) -> Lifecycle[EntraIdMount]:
    take_back: Step[EntraIdMount] = Step(UNMOUNT, unmount, NONE, may_be_done=True)
    return Lifecycle(
        noun,
        {
            MOUNTED: {NONE: mount, MOUNTING: Wait(IS_MOUNTED), IS_MOUNTED: Done()},
            ABSENT: {NONE: Done(), MOUNTING: Wait(IS_MOUNTED), IS_MOUNTED: take_back},
        },
    )


def _body(recovery: EntraIdMount, _observation: Observation) -> dict[str, Any]:
    return recovery.body()


def _note(recovery: EntraIdMount, response: Mapping[str, Any]) -> None:
    recovery.mounted_as(response)


def _follow(recovery: EntraIdMount, session: Mapping[str, Any]) -> None:
    recovery.copied_in(session)


_TENANT: Step[EntraIdMount] = Step(MOUNT, MOUNT_TENANT, IS_MOUNTED, _body, responded=_note)
_LOGS: Step[EntraIdMount] = Step(MOUNT, MOUNT_LOGS, IS_MOUNTED, _body, responded=_note)
_COPY: Step[EntraIdMount] = Step(MOUNT, MOUNT_COPY, MOUNTING, _body, started=_follow)

KINDS: dict[str, MountKind] = {
    kind.name: kind
    for kind in (
        MountKind(
            TENANT, TENANT_SPEC, TENANTS, _lifecycle("mount of the Microsoft Entra ID tenant of", _TENANT, STOP_TENANT)
        ),
        MountKind(
            TENANT_COPY,
            COPY_SPEC,
            TENANTS,
            _lifecycle("mount of the Microsoft Entra ID tenant from the copy", _COPY, STOP_TENANT),
        ),
        MountKind(
            AUDIT_LOG, LOG_SPEC, DATA, _lifecycle("mount of the Microsoft Entra ID audit logs of", _LOGS, UNMOUNT_LOGS)
        ),
    )
}
