# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mounts of instant recoveries, of all platforms in one list. Private to the collection."""

from __future__ import annotations

from typing import Any

from ..engine.listing import listed_states
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Task
from ..schema.resource import SchemaContext
from ..schema.state import State, read_state
from .instant_recovery import azure
from .instant_recovery.module import PLATFORMS, paths_since, validate_revision
from .instant_recovery.platform import Platform
from .product import VBR
from .session_schema import SESSION


def _declaration() -> Declaration:
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
        api=ApiUsage(
            listings=tuple(one.mounts for one in PLATFORMS.values()), reads=(azure.SESSIONS_PATH,), since=paths_since()
        ),
    )


def _states(platform: Platform) -> tuple[str, ...]:
    return next(one.choices for one in platform.mounts.filters if one.option == "state")


def mounts(task: Task) -> Result:
    """The mounts that the task's filters let through."""
    resolver = ReferenceResolver(task.client)
    found: list[State] = []
    for platform in _asked(task):
        found += [
            {"platform": platform.name, **state, **_sessions(task, platform, state)}
            for state in listed_states(platform.mounts, task, resolver)
        ]
    return {"changed": False, "mounts": found}


def _asked(task: Task) -> list[Platform]:
    """The platforms to list: those named, or all that the revision has, as far as they know the state."""
    named: list[str] = task.params.get("platform") or []
    for name in named:
        validate_revision(PLATFORMS[name], task.client)
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
    context = SchemaContext(VBR, task.client.revision)
    found = task.client.pages(azure.SESSIONS_PATH.format(mountId=mount["id"]))
    return {"sessions": [read_state(SESSION, one, context) for one in found]}


MODULE = _declaration()
