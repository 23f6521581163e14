# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mounts of instant recoveries, of all platforms in one list. Private to the collection."""

from __future__ import annotations

from typing import Any

from ...listing import listed_states
from ...products import VBR
from ...references import Directory
from ...resource import Shape
from ...state import State, read_state
from ...task import Declaration, Result, Task
from ..sessions import SESSION
from . import azure
from .platform import Platform
from .recover import PLATFORMS, paths_since, refuse_revision


def info_declaration() -> Declaration:
    """The declaration of veeam_instant_recovery_info."""
    states = [state for one in PLATFORMS.values() for state in _states(one)]
    return Declaration(
        product=VBR,
        options={
            "platform": {"type": "list", "elements": "str", "choices": list(PLATFORMS)},
            "vm_name": {"type": "str"},
            "state": {"type": "str", "choices": list(dict.fromkeys(states))},
            "restore_point_id": {"type": "str"},
            "mount_id": {"type": "str"},
            "sessions": {"type": "bool", "default": False},
        },
        run=mounts,
        listings=tuple(one.mounts for one in PLATFORMS.values()),
        reads=(azure.SESSIONS_PATH,),
        since=paths_since(),
    )


def _states(platform: Platform) -> tuple[str, ...]:
    return next(one.choices for one in platform.mounts.filters if one.option == "state")


def mounts(task: Task) -> Result:
    """The mounts that the task's filters let through."""
    directory = Directory(task.client)
    found: list[State] = []
    for platform in _asked(task):
        found += [
            {"platform": platform.name, **state, **_sessions(task, platform, state)}
            for state in listed_states(platform.mounts, task, directory)
        ]
    return {"changed": False, "mounts": found}


def _asked(task: Task) -> list[Platform]:
    """The platforms to list: those named, or all that the revision has, as far as they know the state."""
    named: list[str] = task.params.get("platform") or []
    for name in named:
        refuse_revision(PLATFORMS[name], task.client)
    wanted = task.params.get("state")
    return [
        one
        for one in PLATFORMS.values()
        if (one.name in named if named else VBR.supports(task.client.revision, one.since))
        and (wanted is None or wanted in _states(one))
    ]


def _sessions(task: Task, platform: Platform, mount: State) -> dict[str, Any]:
    if not task.params["sessions"] or platform is not azure.PLATFORM:
        return {}
    shape = Shape(VBR, task.client.revision)
    found = task.client.pages(azure.SESSIONS_PATH.format(mountId=mount["id"]))
    return {"sessions": [read_state(SESSION, one, shape) for one in found]}
