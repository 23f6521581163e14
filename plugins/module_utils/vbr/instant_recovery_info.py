# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_instant_recovery_info): the mounts of all platforms in one list.

Private to the collection.
"""

from __future__ import annotations

from typing import Any

from ..engine.listing import filter_options, listed_states, needed
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Task
from ..schema.resource import SchemaContext
from ..schema.state import State, read_state
from .instant_recovery import azure, machines
from .instant_recovery.module import PLATFORMS, paths_since, validate_revision
from .instant_recovery.platform import Platform
from .product import VBR
from .session_schema import SESSION


def _declaration() -> Declaration:
    """The declaration of veeam_instant_recovery_info."""
    states = [state for platform in PLATFORMS.values() for state in _states(platform)]
    return Declaration(
        product=VBR,
        options={
            "platform": {"type": "list", "elements": "str", "choices": list(PLATFORMS)},
            **filter_options((machines.VM_NAME, machines.RESTORE_POINT_ID, machines.MOUNT_ID)),
            "state": {"type": "str", "choices": list(dict.fromkeys(states))},
            "sessions": {"type": "bool", "default": False},
        },
        run=mounts,
        api=ApiUsage(
            listings=tuple(platform.mounts for platform in PLATFORMS.values()),
            reads=(azure.SESSIONS_PATH,),
            readers={azure.SESSIONS_PATH: SESSION},
            since=paths_since(),
        ),
    )


def _states(platform: Platform) -> tuple[str, ...]:
    return next(state.choices for state in platform.mounts.filters if state.option == "state")


def mounts(task: Task) -> Result:
    """The mounts that the task's filters select."""
    resolver = ReferenceResolver(task.client)
    listed: list[State] = []
    for platform in _platforms(task):
        listed += [
            {"platform": platform.name, **state, **_sessions(task, platform, state)}
            for state in listed_states(platform.mounts, task, resolver)
        ]
    return {"changed": False, "mounts": listed}


def _platforms(task: Task) -> list[Platform]:
    """The platforms to list: those named, or all that the revision has; not those without the state asked for."""
    named: list[str] = task.params.get("platform") or []
    for name in named:
        validate_revision(PLATFORMS[name], task.client)
    state = task.params.get("state")
    return [
        platform
        for platform in PLATFORMS.values()
        if (platform.name in named if named else VBR.supports(task.client.revision, platform.since))
        and (state is None or state in _states(platform))
    ]


def _sessions(task: Task, platform: Platform, mount: State) -> dict[str, Any]:
    if not task.params["sessions"] or platform is not azure.PLATFORM:
        return {}
    context = SchemaContext(VBR, task.client.revision)
    path = azure.SESSIONS_PATH.format(mountId=needed(task.client, platform.mounts, mount, "id"))
    sessions = task.client.pages(path)
    return {"sessions": [read_state(SESSION, session, context) for session in sessions]}


MODULE = _declaration()
