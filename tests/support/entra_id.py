# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the mounts of Microsoft Entra ID on the simulated server without the collection."""

from __future__ import annotations

from typing import Any

from simulator.seeds.vbr_entra_id import LOG_BACKUP, TENANT_BACKUP, entra_point
from support.running import Bench

TENANT_MOUNT = {"backup": TENANT_BACKUP}
LOG_MOUNT = {"kind": "audit_log", "backup": LOG_BACKUP}
COPY_MOUNT = {"kind": "tenant_copy", "restore_point_id": entra_point(1, "Entra ID dr.example copy")}


def person(bench: Bench) -> Any:
    """A client of the test's own."""
    return bench.client("vbr", "1.3-rev1")


def mount_tenant(bench: Bench, backup_id: str) -> str:
    """Mount a tenant as a person would; the id of the session."""
    return str(person(bench).write("POST", "/restore/entraId/tenant", {"backupId": backup_id})["sessionId"])


def open_mounts(bench: Bench) -> list[str]:
    """The ids of the sessions of everything that is mounted in a backup browser for Microsoft Entra ID or shares."""
    client = person(bench)
    paths = ("/backupBrowser/entraIdTenant", "/backupBrowser/flr/unstructuredData")
    return [str(mount["sessionId"]) for path in paths for mount in client.pages(path)]
