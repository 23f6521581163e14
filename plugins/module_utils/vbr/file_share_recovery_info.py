# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mounts of file shares: the declaration of M(opendr.veeam.veeam_file_share_recovery_info).

Private to the collection.
"""

from __future__ import annotations

from typing import Any

from ..engine.listing import filter_options, listed_states, matches, needed
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Task
from ..schema.listing import Filter
from ..schema.state import State
from .file_share_recovery.fields import FILTERS, SETTINGS_PATH
from .file_share_recovery.lifecycle import paths_since
from .file_share_recovery.recovery import PLATFORM, settings_of
from .product import VBR
from .restore_point_names import PointNames
from .restore_points import RESTORE_POINTS

# In addition to what the server makes of it.
SHARE = Filter("share", field="share", match="pattern")


def share_mounts(task: Task) -> Result:
    """The mounts of file shares that the task's filters select."""
    names, resolver = PointNames(task.client), ReferenceResolver(task.client)
    selected: list[State] = []
    for mount in listed_states(PLATFORM.mounts, task, resolver):
        shares = _shares(mount, names)
        pattern = task.params["share"]
        if pattern is None or any(matches(SHARE, pattern, {"share": share}) for share in shares):
            selected.append({"shares": shares, **mount, **_settings(task, mount)})
    return {"changed": False, "mounts": selected}


def _shares(mount: State, names: PointNames) -> list[str]:
    options = (mount.get("spec") or {}).get("restore_options") or ()
    known = [names.of(share.get("restore_point_id")) for share in options]
    return [name for name in known if name is not None] or [str(mount.get("server_name"))]


def _settings(task: Task, mount: State) -> dict[str, Any]:
    if not task.params["switchover_settings"]:
        return {}
    return {"switchover_settings": settings_of(task.client, str(needed(task.client, PLATFORM.mounts, mount, "id")))}


MODULE = Declaration(
    product=VBR,
    options={
        **filter_options(FILTERS),
        "switchover_settings": {"type": "bool", "default": False},
    },
    run=share_mounts,
    since=PLATFORM.since,
    objects="instant recoveries of file shares",
    api=ApiUsage(
        listings=(PLATFORM.mounts,),
        reads=(RESTORE_POINTS + "/{id}", SETTINGS_PATH),
        since=paths_since(),
    ),
)
