# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs and policies of agents on Windows and Linux.

Operations under ``/api/v1/jobs``. The declaration of M(opendr.veeam.veeam_agent_backup_job). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..core.errors import InvalidOption, ObjectNotFound, joined
from ..engine.plan import Body, Plan
from ..engine.reconciler import Outcome
from ..engine.resource_module import resource_module
from ..engine.task import Reader, Result, Task
from ..schema.fields import Field
from ..schema.resource import Operation, Resource, SchemaContext
from ..schema.state import State
from ..sessions.watcher import session_facts
from .jobs import discovery
from .jobs.agent_guest import LINUX_PROCESSING, WINDOWS_PROCESSING
from .jobs.agent_storage import DESTINATIONS, JOB_STORAGE, POLICY_STORAGE
from .jobs.common import (
    AGENT_JOBS,
    AGENT_POLICIES,
    AGENT_TYPES,
    ENABLED,
    GFS_RETENTION,
    HIGH_PRIORITY,
    ID,
    NAME,
    job_resource,
    job_type,
)
from .jobs.computers import (
    CLUSTER_AGENTS,
    COMPUTER,
    COMPUTER_KEYS,
    GROUPS,
    OF_GROUP,
    READERS,
    ComputerField,
    ComputerFinder,
)
from .jobs.nested import NestedFinder
from .jobs.reconciler import JobReconciler
from .jobs.times import DAILY_RUN, RUN_AUTOMATICALLY, SCHEDULE
from .protection_group import RESCAN
from .words import REV0, REV1, REV2, spelled

WINDOWS = tuple(kind for kind in AGENT_TYPES if kind.startswith("Windows"))
LINUX = tuple(kind for kind in AGENT_TYPES if kind.startswith("Linux"))
WINDOWS_DESK, LINUX_DESK = ("WindowsAgentBackupWorkstationPolicy",), ("LinuxAgentBackupWorkstationPolicy",)
# Those that a server schedules as any other job.
SCHEDULED = tuple(kind for kind in AGENT_TYPES if kind not in (*WINDOWS_DESK, *LINUX_DESK))
SPANS = {
    "WindowsAgentBackup": (REV0, ""),
    "WindowsAgentBackupFailoverCluster": (REV2, ""),
    "LinuxAgentBackup": (REV0, ""),
    **dict.fromkeys(AGENT_POLICIES, (REV1, "")),
}
KNOWN_FOLDERS = ("desktop", "documents", "pictures", "video", "music", "favorites", "downloads", "app_data", "other")


def _volumes(fields: tuple[Field, ...]) -> Field:
    return Field(
        "objects", "list", api="volumeObject", elements="dict", fields=fields, item_keys=("type", "path"), required=True
    )


_PATHS = Field("paths", "list", api="customFiles", elements="str")
_MASKS = (
    Field("include_masks", "list", api="advancedSettings.includeMasks", elements="str"),
    Field("exclude_masks", "list", api="advancedSettings.excludeMasks", elements="str"),
)
_PERSONAL_FILES = (
    Field("enabled", "bool", api="backupPersonalFiles"),
    *(
        Field(option, "bool", api=f"includes.{'appData' if option == 'app_data' else option}")
        for option in KNOWN_FOLDERS
    ),
    Field("exclude_roaming_profiles", "bool", api="excludes.roamingProfiles"),
)
_DESK_SCHEDULE = (
    RUN_AUTOMATICALLY,
    DAILY_RUN,
    Field("power_off_action", choices=("BackupAtPowerOn", "SkipBackup")),
    Field("post_backup_action", choices=("KeepRunning", "Sleep", "Hibernate", "Shutdown")),
    Field(
        "at_events",
        "dict",
        fields=(
            Field("backup_at_lock", "bool"),
            Field("backup_at_logoff", "bool"),
            Field("backup_at_storage_attach", "bool"),
            Field("eject_storage_after_backup", "bool"),
            Field(
                "backup_timeout",
                "dict",
                fields=(
                    Field("type", choices=("Minutes", "Hours", "Days"), required=True),
                    Field("quantity", "int", required=True),
                ),
            ),
        ),
    ),
)
FIELDS = (
    ID,
    NAME,
    job_type(SPANS),
    Field("description", default=""),
    ENABLED,
    Field("high_priority", "bool", api=HIGH_PRIORITY.api, variants=AGENT_JOBS),
    Field("agent_type", choices=("Workstation", "Server", CLUSTER_AGENTS), variants=AGENT_JOBS),
    ComputerField(
        "computers",
        "list",
        elements="dict",
        fields=COMPUTER,
        item_keys=COMPUTER_KEYS,
        mode_option="computers_mode",
        required=True,
        variants=AGENT_JOBS,
    ),
    ComputerField(
        "computers",
        "list",
        elements="dict",
        fields=COMPUTER,
        item_keys=COMPUTER_KEYS,
        mode_option="computers_mode",
        variants=AGENT_POLICIES,
    ),
    Field("backup_mode", choices=("EntireComputer", "Volumes", "FileLevel"), required=True),
    Field("include_usb_drives", "bool", variants=WINDOWS),
    Field("snapshotless_file_level_backup", "bool", api="useSnapshotlessFileLevelBackup", variants=LINUX),
    Field(
        "volumes",
        "dict",
        variants=WINDOWS,
        fields=(
            *spelled("mode", ("SelectedVolumes", "AllVolumesExcept"), api="volumesBackupMode", required=True),
            _volumes((Field("type", choices=("OS", "Custom"), required=True), Field("path"))),
        ),
    ),
    Field(
        "volumes",
        "dict",
        variants=LINUX,
        fields=(
            _volumes(
                (
                    Field("type", choices=("Device", "MountPoint", "LVM", "BTRFS"), required=True),
                    Field("path", required=True),
                )
            ),
        ),
    ),
    Field(
        "files",
        "dict",
        variants=WINDOWS,
        fields=(
            Field("operating_system", "bool", api="backupOS"),
            Field("personal_files", "dict", fields=_PERSONAL_FILES),
            _PATHS,
            *_MASKS,
            Field("exclude_one_drive", "bool", api="advancedSettings.excludeOneDrive"),
        ),
    ),
    Field("files", "dict", variants=LINUX, fields=(_PATHS, *_MASKS)),
    Field("storage", "dict", fields=JOB_STORAGE, variants=AGENT_JOBS),
    Field("storage", "dict", fields=POLICY_STORAGE, required=True, variants=AGENT_POLICIES),
    Field(
        "guest_processing",
        "dict",
        fields=WINDOWS_PROCESSING,
        variants=tuple(kind for kind in WINDOWS if kind not in WINDOWS_DESK),
    ),
    Field("guest_processing", "dict", fields=WINDOWS_PROCESSING, variants=WINDOWS_DESK, until=REV1),
    Field("guest_processing", "dict", fields=LINUX_PROCESSING, variants=LINUX),
    Field("schedule", "dict", fields=SCHEDULE, variants=SCHEDULED),
    Field("schedule", "dict", fields=_DESK_SCHEDULE, variants=WINDOWS_DESK),
    Field("schedule", "dict", fields=(RUN_AUTOMATICALLY, DAILY_RUN), variants=LINUX_DESK),
)
PLACES = tuple(field.option for field in DESTINATIONS)


class AgentBackupReconciler(JobReconciler):
    """A job or policy of agents, whose computers are found in protection groups."""

    sources: ClassVar[tuple[str, ...]] = ("computers",)
    operations: ClassVar[tuple[Operation, ...]] = (RESCAN,)
    readers: ClassVar[Mapping[str, Reader]] = {**READERS, **discovery.READERS}

    def __init__(self, resource: Resource, task: Task) -> None:
        super().__init__(resource, task)
        self.rescans = discovery.Rescans(task)

    def desired(self, current: Body | None) -> State:
        """What the task gives, with whole computers; one that its group lists is discovered first where it is not yet.

        Raises ObjectNotFound, AmbiguousName, InvalidOption, SessionFailed, SessionTimedOut.
        """
        while True:
            try:
                return super().desired(current)
            except ObjectNotFound as missing:
                groups = self.rescans.groups_of(missing)
                if not self.may_wait:
                    raise discovery.not_discovered(missing, groups) from None
                for group in groups:
                    self.rescans.rescan(group)

    def validate(self) -> None:
        """Raise InvalidOption for several destinations at once."""
        super().validate()
        storage = self.task.params["storage"] or {}
        given = [f"storage.{place}" for place in PLACES if storage.get(place)]
        if len(given) > 1:
            raise InvalidOption(
                f"A policy has one destination: give one of {joined(given)}, and leave the others out.",
                option=given[1],
            )

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for a policy that says nowhere to keep backups."""
        super().preflight(plan, current)
        if self.context(current).variant not in AGENT_POLICIES or plan.body is None:
            return
        if "destination" not in plan.body.get("storage", {}):
            names = ", ".join(f"storage.{place}" for place in PLACES)
            raise InvalidOption(
                f"The {self.resource.title(plan.after)} needs a destination for its backups: give one of {names}.",
                option="storage",
            )

    def result(self, plan: Plan, current: Body | None, outcome: Outcome) -> Result:
        """With the session of the rescan that the task has started."""
        rescans = [session_facts(self.client, session) for session in self.rescans.sessions]
        return super().result(plan, current, outcome._replace(sessions=[*rescans, *outcome.sessions]))

    def finder(self, context: SchemaContext, current: Body | None) -> NestedFinder:
        """What completes the computers and groups that the task names."""
        return ComputerFinder(self.client, context, current, self.task.params)


AGENT_BACKUP_JOB = job_resource(
    FIELDS, inventories=dict.fromkeys((GROUPS, OF_GROUP), REV0), parameters=(GFS_RETENTION,)
)

MODULE = resource_module(AGENT_BACKUP_JOB, AgentBackupReconciler, disabled_by="veeam_job")
