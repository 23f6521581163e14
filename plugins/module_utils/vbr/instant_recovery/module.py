# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_instant_recovery). Private to the collection."""

from __future__ import annotations

from typing import Any

from ...core.errors import InvalidOption
from ...core.polling import COPY_WAIT_OPTIONS
from ...engine.revisions import validate_since
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...http.client import Client
from ...schema.choices import validate_choice_options, validate_choice_suboptions
from ...schema.fields import Field, argument_spec
from ...schema.values import UUID
from ...workflow.mounted_recovery import ABSENT, MIGRATED, MOUNTED, SWITCHED_OVER
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from ..inventory import INVENTORY, SERVER_INVENTORY
from ..restore_points import OPTION, READS
from ..task_sessions import READS as TASK_SESSION_READS
from . import azure, hyperv, vsphere
from .platform import TYPE, Platform
from .recovery import InstantRecovery
from .unassigned_migrations import TASKS_OF_SESSION

PLATFORMS: dict[str, Platform] = {
    platform.name: platform for platform in (vsphere.PLATFORM, hyperv.PLATFORM, azure.PLATFORM)
}
GOALS = (MOUNTED, MIGRATED, SWITCHED_OVER, ABSENT)


def _declaration() -> Declaration:
    """The declaration of veeam_instant_recovery."""
    platforms = list(PLATFORMS.values())
    options: dict[str, Any] = {
        "platform": {"type": "str", "choices": list(PLATFORMS), "required": True},
        "state": {"type": "str", "choices": list(GOALS), "default": MOUNTED},
        "restore_point": OPTION,
        "mount_id": {"type": "str", "format": UUID},
        **RERUN_OPTIONS,
        "migration": {"type": "dict", "options": argument_spec(vsphere.MIGRATION)},
        "switchover_settings": {"type": "dict", "options": argument_spec(azure.SWITCHOVER_SETTINGS)},
    }
    options.update(argument_spec(tuple(field for platform in platforms for field in platform.spec)))
    options.update(COPY_WAIT_OPTIONS)
    return Declaration(
        product=vsphere.PLATFORM.mounts.product,
        options=options,
        run=_run,
        api=ApiUsage(
            operations=tuple(operation for platform in platforms for operation in platform.lifecycle.operations),
            listings=tuple(platform.mounts for platform in platforms),
            reads=(*READS, *TASK_SESSION_READS, TASKS_OF_SESSION, azure.SETTINGS_PATH),
            post_reads=(INVENTORY, SERVER_INVENTORY),
            bodies=(
                RequestBody(vsphere.MOUNT.operation, vsphere.SPEC, TYPE.option, ("restorePointId",)),
                RequestBody(vsphere.MIGRATE.operation, vsphere.MIGRATION),
                RequestBody(hyperv.MOUNT.operation, hyperv.SPEC, TYPE.option, ("restorePointId",)),
                RequestBody(azure.MOUNT.operation, azure.SPEC, "", ("restorePointId",)),
                RequestBody(
                    azure.MIGRATE.operation, (Field("switchover_settings", "dict", fields=azure.SWITCHOVER_SETTINGS),)
                ),
                RequestBody(azure.CHANGE_READY.operation, azure.SWITCHOVER_SETTINGS),
            ),
            readers={azure.SETTINGS_PATH: azure.SWITCHOVER_SETTINGS},
            since=paths_since(),
        ),
    )


def paths_since() -> dict[str, str]:
    """The first revision that has a path, where not all have it."""
    return {
        path: platform.since
        for platform in PLATFORMS.values()
        if platform.since
        for path in (
            platform.mounts.path,
            *(operation.path for operation in platform.lifecycle.operations),
            *((azure.SETTINGS_PATH, azure.SESSIONS_PATH) if platform is azure.PLATFORM else ()),
        )
    }


def _run(task: Task) -> Result:
    platform = PLATFORMS[task.params["platform"]]
    goal = task.params["state"]
    validate_revision(platform, task.client)
    _validate_goal(platform, goal)
    _validate_platform_options(platform, task)
    return InstantRecovery(task, platform, goal).run()


def validate_revision(platform: Platform, client: Client) -> None:
    """Raise InvalidOption for a platform that the API revision does not have."""
    validate_since(client, platform.since, f"platform={platform.name}", "platform")


def _validate_goal(platform: Platform, goal: str) -> None:
    goals = list(platform.lifecycle.transitions)
    if goal not in goals:
        raise InvalidOption(
            f"platform={platform.name} has no state={goal}. Its states are: {', '.join(goals)}.", option="state"
        )


def _validate_platform_options(platform: Platform, task: Task) -> None:
    """Raise InvalidOption for options that only other platforms have."""
    own = {field.option for field in platform.spec}
    own |= {"migration"} if platform.migration else set()
    own |= {"switchover_settings"} if platform.switchover else set()
    accepted_by = {"migration": [vsphere.PLATFORM.name], "switchover_settings": [azure.PLATFORM.name]}
    for other in PLATFORMS.values():
        for field in other.spec:
            accepted_by.setdefault(field.option, []).append(other.name)
    choice = f"platform={platform.name}"
    validate_choice_options(task.params, choice, own, accepted_by)
    validate_choice_suboptions(platform.spec, task.params, choice)


MODULE = _declaration()
