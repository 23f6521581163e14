# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mounts of file shares: the declaration of M(opendr.veeam.veeam_file_share_recovery_info).

Private to the collection.
"""

from __future__ import annotations

from typing import Any

from ..engine.listing import filter_options, listed_states, matches
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Task
from ..schema.listing import Filter
from ..schema.state import State
from . import file_share_recovery as file_shares
from .product import VBR
from .restore_point_names import PointNames
from .restore_points import RESTORE_POINTS

# In addition to what the server makes of it.
SHARE = Filter("share", field="share", match="pattern")


def share_mounts(task: Task) -> Result:
    """The mounts of file shares that the task's filters let through."""
    file_shares.validate_revision(task)
    names, resolver = PointNames(task.client), ReferenceResolver(task.client)
    found: list[State] = []
    for mount in listed_states(file_shares.PLATFORM.mounts, task, resolver):
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


MODULE = Declaration(
    product=VBR,
    options={
        **filter_options(file_shares.FILTERS),
        "switchover_settings": {"type": "bool", "default": False},
    },
    run=share_mounts,
    api=ApiUsage(
        listings=(file_shares.PLATFORM.mounts,),
        reads=(RESTORE_POINTS + "/{id}", file_shares.SETTINGS_PATH),
        since=file_shares.paths_since(),
    ),
)
