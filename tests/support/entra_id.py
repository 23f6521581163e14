# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the mounts of Microsoft Entra ID on the simulated server without the collection."""

from __future__ import annotations

from typing import Any

from simulator.seeds.vbr_backups import backup_id
from simulator.seeds.vbr_entra_id import LOG_BACKUP, TENANT_BACKUP, entra_point
from support.running import Controller

TENANT_MOUNT = {"backup": TENANT_BACKUP}
LOG_MOUNT = {"kind": "audit_log", "backup": LOG_BACKUP}
COPY_MOUNT = {"kind": "tenant_copy", "restore_point_id": entra_point(1, "Entra ID dr.example copy")}
COMPARED = {"itemType": "User", "oldRestorePointId": entra_point(), "showUnchangedAttributes": True}


def person(controller: Controller) -> Any:
    """A client of the test's own."""
    return controller.client("vbr", "1.3-rev1")


def mount_tenant(controller: Controller, backup_id: str) -> str:
    """Mount a tenant as a person would; the id of the session."""
    return str(person(controller).write("POST", "/restore/entraId/tenant", {"backupId": backup_id})["sessionId"])


def open_mounts(controller: Controller) -> list[str]:
    """The ids of the sessions of everything that is mounted in a backup browser for Microsoft Entra ID or shares."""
    client = person(controller)
    paths = ("/backupBrowser/entraIdTenant", "/backupBrowser/flr/unstructuredData")
    return [str(mount["sessionId"]) for path in paths for mount in client.pages(path)]


def state_of(controller: Controller, item: str) -> dict[str, Any] | None:
    """The properties of an item in production as a comparison shows them, None where it does not exist."""
    client = person(controller)
    mount = mount_tenant(controller, backup_id(TENANT_BACKUP))
    found = client.post_read(f"/backupBrowser/entraIdTenant/{mount}/compare", COMPARED | {"itemId": item})
    client.write("POST", f"/restore/entraId/tenant/{mount}/stop")
    if not found["existsInNewRestorePoint"]:
        return None
    return {one["propertyName"]: one.get("newValue") for one in found["properties"]}


def restores_of(controller: Controller, mount: str) -> list[str]:
    """The states of the restores in a mount."""
    path = f"/backupBrowser/entraIdTenant/{mount}/restoreSessions"
    return [str(session["state"]) for session in person(controller).pages(path)]
