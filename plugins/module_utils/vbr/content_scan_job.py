# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that scan the content of backups, known as SureBackup Lite.

Operations under ``/api/v1/jobs``. The declaration of M(opendr.veeam.veeam_content_scan_job). Private to the collection.
"""

from __future__ import annotations

from typing import ClassVar

from ..core.errors import InvalidOption
from ..engine.plan import Body, Plan
from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.state import State, lookup
from .jobs.common import ENABLED, ID, NAME, job_resource, job_type
from .jobs.excluded import EXCLUDED_OBJECT, EXCLUDED_OBJECT_KEYS, whole_objects
from .jobs.reconciler import JobReconciler
from .jobs.storage import NOTIFICATIONS
from .jobs.times import AFTER_JOB, CONTINUOUS_RUN, DAILY_RUN, MONTHLY_RUN, PERIODIC_RUN
from .references import JOB
from .words import REV1, REV2

EXCLUDED = "linkedJobs.excludes"
# What is for the machines of linked jobs only.
OF_LINKED_JOBS = ("excluded_objects", "max_concurrent_machines", "process_random_machines", "max_random_machines")
FIELDS = (
    ID,
    NAME,
    job_type({"SureBackupContentScan": (REV1, "")}),
    Field("description"),
    ENABLED,
    Field(
        "linked_jobs",
        "list",
        api="linkedJobs.includes",
        elements="str",
        item_property="id",
        reference=JOB,
        required=True,
        required_until=REV1,
        mode_option="linked_jobs_mode",
    ),
    Field(
        "excluded_objects",
        "list",
        api=EXCLUDED,
        elements="dict",
        fields=EXCLUDED_OBJECT,
        item_keys=EXCLUDED_OBJECT_KEYS,
        mode_option="excluded_objects_mode",
    ),
    Field("max_concurrent_machines", "int", api="linkedJobs.maxConcurrentMachinesCount"),
    Field("process_random_machines", "bool", api="linkedJobs.processRandomMachines"),
    Field("max_random_machines", "int", api="linkedJobs.maxRandomMachinesCount"),
    Field(
        "unstructured_jobs",
        "list",
        api="unstructuredLinkedJobs.includes",
        elements="str",
        item_property="id",
        reference=JOB,
        since=REV2,
        mode_option="unstructured_jobs_mode",
    ),
    Field(
        "verification",
        "dict",
        api="verificationOptions",
        required=True,
        fields=(
            Field("malware_scan", "bool", api="malwareScanEnabled", required=True),
            Field("yara_scan", "bool", api="yaraScanEnabled", required=True),
            Field("yara_rule", api="yaraScanRule"),
            Field("entire_image_scan", "bool", api="entireImageScanEnabled"),
            Field("disk_content_validation", "bool", api="diskContentValidationEnabled"),
            NOTIFICATIONS,
        ),
    ),
    Field(
        "schedule",
        "dict",
        fields=(
            Field("run_automatically", "bool"),
            DAILY_RUN,
            MONTHLY_RUN,
            PERIODIC_RUN,
            CONTINUOUS_RUN,
            AFTER_JOB,
            Field("wait_for_linked_jobs", "bool"),
            Field("wait_time_minutes", "int"),
        ),
    ),
)


class ContentScanReconciler(JobReconciler):
    """A job that scans the backups of other jobs."""

    sources: ClassVar[tuple[str, ...]] = ("linked_jobs", "unstructured_jobs")

    def desired(self, current: Body | None) -> State:
        """What the task gives, with whole objects. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        desired = super().desired(current)
        if desired.get("excluded_objects"):
            known = lookup(current or {}, EXCLUDED) or []
            given, mode = desired["excluded_objects"], self.task.params["excluded_objects_mode"]
            desired["excluded_objects"] = whole_objects(self.client, given, known, mode, "excluded_objects")
        return desired

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for options of linked jobs where there are none, too."""
        super().preflight(plan, current)
        given = [option for option in OF_LINKED_JOBS if option in plan.after]
        if given and self.state_after(plan, current).get("linked_jobs") is None:
            raise InvalidOption(
                f"{given[0]} is for the machines of linked_jobs, and the {self.resource.title(plan.after)} has none. "
                f"Give linked_jobs, or leave out {given[0]}.",
                option=given[0],
            )


CONTENT_SCAN_JOB = job_resource(FIELDS)

MODULE = resource_module(CONTENT_SCAN_JOB, ContentScanReconciler, disabled_by="veeam_job")
