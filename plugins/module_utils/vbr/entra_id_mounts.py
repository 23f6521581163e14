# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounts of Microsoft Entra ID tenants and of their audit logs, as the backup browsers list them.

Operations ``GET /api/v1/backupBrowser/entraIdTenant`` and ``GET /api/v1/backupBrowser/flr/unstructuredData``, and those
with the ``{sessionId}`` of a mount. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import RecoveryBlocked, listed
from ..engine.task import Reader
from ..http.client import Client
from ..http.response_object import like
from ..schema.fields import Field
from ..schema.listing import Listing
from ..schema.resource import Operation
from .product import VBR

TENANT_SESSION = "EntraIdRestore"
TENANTS_PATH, DATA_PATH = "/backupBrowser/entraIdTenant", "/backupBrowser/flr/unstructuredData"
SESSION = "/sessions/{id}"
# A mount by itself, in the two backup browsers.
TENANT_MOUNT, DATA_MOUNT = TENANTS_PATH + "/{sessionId}", DATA_PATH + "/{sessionId}"

MOUNT_TENANT = Operation("POST", "/restore/entraId/tenant", "object")
STOP_TENANT = Operation("POST", "/restore/entraId/tenant/{sessionId}/stop", "session")

TENANT_FIELDS = (
    Field("session_id", mode="computed"),
    Field("backup_id", api="sourceProperties.backupId", mode="computed"),
    Field("tenant_id", api="sourceProperties.tenantId", mode="computed"),
    Field("tenant_name", api="sourceProperties.tenantName", mode="computed"),
)
# The browser of file shares also lists audit logs.
DATA_FIELDS = (
    Field("session_id", mode="computed"),
    Field("backup_id", api="sourceProperties.backupId", mode="computed"),
    Field("path_separator", api="properties.pathSeparator", mode="computed"),
)
TENANTS = Listing(VBR, "mount of a Microsoft Entra ID tenant", TENANTS_PATH, TENANT_FIELDS)
DATA = Listing(VBR, "mount of unstructured data", DATA_PATH, DATA_FIELDS)

# A mount as the server lists it, with its session's id as ``id`` too.
Mount = Mapping[str, Any]


def mounts_in(client: Client, listing: Listing) -> list[Mount]:
    """All mounts that a backup browser lists; only those that are open are listed.

    A mount that the list shows without its backup is read by itself, which may show it.
    """
    mounts = [_with_id(mount) for mount in client.pages(listing.path)]
    alone = [mount if backup_id_of(mount) else client.find(f"{listing.path}/{mount['id']}") for mount in mounts]
    return [_with_id(mount) for mount in alone if mount is not None]


def ensure_backups_shown(mounts: Sequence[Mount]) -> None:
    """Raise RecoveryBlocked where a mount may be of any backup, since the server does not show of which it is."""
    unknown = [str(mount["id"]) for mount in mounts if not backup_id_of(mount)]
    if unknown:
        raise RecoveryBlocked(
            f"The server does not show of which backup these mounts are: {listed(unknown)}. So it is not known whether "
            "one of them is the mount that this task means. Look in the console of what they are mounts. If one is "
            "meant, set session_id to its id; otherwise rerun this task when they are unmounted.",
            mounts=unknown,
            property="sourceProperties.backupId",
        )


def _with_id(mount: Mount) -> Mount:
    return like(mount, {**mount, "id": session_id_of(mount)})


def session_id_of(mount: Mapping[str, Any]) -> str:
    """The id of the session of a mount, which identifies it. Raises UnexpectedResponse where there is none."""
    return str(mount["sessionId"])


def backup_id_of(mount: Mapping[str, Any]) -> str:
    """The id of the backup that a mount was made from, empty where the server does not show it."""
    return str((mount.get("sourceProperties") or {}).get("backupId") or "")


def began(client: Client, session_id: str) -> str:
    """When the session of a mount began, in the server's own format; empty where that is not known."""
    session = client.find(SESSION.format(id=session_id)) or {}
    return str(session.get("creationTime") or "")


READERS: dict[str, Reader] = dict.fromkeys((TENANT_MOUNT, DATA_MOUNT), backup_id_of)
