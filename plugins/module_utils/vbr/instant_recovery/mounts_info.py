# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mounts of disks and of file shares, with the names of what they were published from.

Such a mount tells its restore points by id only. Private to the collection.
"""

from __future__ import annotations

from typing import Any

from ...client import Client
from ...listing import filter_options, listed_states, matches
from ...products import VBR
from ...references import Directory
from ...resource import Filter
from ...state import State
from ...task import Declaration, Result, Task
from ..restore_points import RESTORE_POINTS
from . import disks, file_shares

MACHINE = Filter("machine", field="machine", match="pattern")
# Besides what the server makes of it.
SHARE = Filter("share", field="share", match="pattern")


class PointNames:
    """What restore points are of, each asked for once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, str | None] = {}

    def of(self, point_id: str | None) -> str | None:
        """The name of the machine or share, None where the restore point is gone."""
        if not point_id:
            return None
        if point_id not in self._known:
            found = self._client.find(f"{RESTORE_POINTS}/{point_id}")
            self._known[point_id] = None if found is None else str(found.get("name"))
        return self._known[point_id]


def disk_mounts_declaration() -> Declaration:
    """The declaration of veeam_fcd_recovery_info."""
    return Declaration(
        product=VBR,
        options=filter_options((MACHINE, *disks.FILTERS)),
        run=disk_mounts,
        listings=(disks.PLATFORM.mounts,),
        reads=(RESTORE_POINTS + "/{id}",),
    )


def disk_mounts(task: Task) -> Result:
    """The mounts of disks that the task's filters let through."""
    names = PointNames(task.client)
    found = [
        {"machine": names.of(mount.get("restore_point_id")), **mount}
        for mount in listed_states(disks.PLATFORM.mounts, task, Directory(task.client))
    ]
    wanted = task.params["machine"]
    return {"changed": False, "mounts": [one for one in found if wanted is None or matches(MACHINE, wanted, one)]}


def share_mounts_declaration() -> Declaration:
    """The declaration of veeam_file_share_recovery_info."""
    return Declaration(
        product=VBR,
        options={
            **filter_options(file_shares.FILTERS),
            "switchover_settings": {"type": "bool", "default": False},
        },
        run=share_mounts,
        listings=(file_shares.PLATFORM.mounts,),
        reads=(RESTORE_POINTS + "/{id}", file_shares.SETTINGS_PATH),
        since=file_shares.paths_since(),
    )


def share_mounts(task: Task) -> Result:
    """The mounts of file shares that the task's filters let through."""
    file_shares.refuse_old_revision(task)
    names, directory = PointNames(task.client), Directory(task.client)
    found: list[State] = []
    for mount in listed_states(file_shares.PLATFORM.mounts, task, directory):
        shares = _shares(mount, names)
        wanted = task.params["share"]
        if wanted is None or any(matches(SHARE, wanted, {"share": share}) for share in shares):
            found.append({"shares": shares, **mount, **_settings(task, mount)})
    return {"changed": False, "mounts": found}


def _shares(mount: State, names: PointNames) -> list[str]:
    options = (mount.get("spec") or {}).get("restore_options") or ()
    told = [names.of(one.get("restore_point_id")) for one in options]
    return [name for name in told if name is not None] or [str(mount.get("server_name"))]


def _settings(task: Task, mount: State) -> dict[str, Any]:
    if not task.params["switchover_settings"]:
        return {}
    return {"switchover_settings": file_shares.settings_of(task.client, str(mount["id"]))}
