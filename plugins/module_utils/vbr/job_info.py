# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of the jobs of VBR with their states, operation GET ``/api/v1/jobs/states``. Private to the collection."""

from __future__ import annotations

from ..core.timestamps import point_in_time
from ..engine.info import Detail, info_module
from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext
from ..schema.state import State, read_state
from ..schema.values import UUID
from .jobs.common import PATH as SETTINGS
from .jobs.states import PATH, RESULTS, REV0, STATE, STATUSES, TYPE_SPANS, TYPES, WORKLOADS
from .product import VBR
from .references import BACKUP_REPOSITORY
from .session_schema import PATH as SESSIONS_PATH
from .session_schema import SESSION, SESSIONS

JOBS = Listing(
    product=VBR,
    noun="job",
    path=PATH,
    fields=STATE,
    filters=(
        Filter("id", query="idFilter", field="id", format=UUID),
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter(
            "type",
            query="typeFilter",
            type="list",
            elements="str",
            choices=tuple(TYPES),
            choice_spans=TYPE_SPANS,
            field="type",
        ),
        # The words that the server takes differ from one revision to the next.
        Filter("status", type="list", elements="str", choices=STATUSES, field="status"),
        Filter("workload", type="list", elements="str", choices=WORKLOADS, field="workload"),
        Filter(
            "last_result",
            query="lastResultFilter",
            type="list",
            elements="str",
            choices=RESULTS,
            field="last_result",
        ),
        Filter("last_run_after", query="lastRunAfterFilter", parse=point_in_time),
        Filter("last_run_before", query="lastRunBeforeFilter", parse=point_in_time),
        Filter("high_priority", query="isHighPriorityJobFilter", type="bool"),
        Filter("repository", query="repositoryIdFilter", reference=BACKUP_REPOSITORY, field="repository"),
        Filter("objects_count", query="objectsCountFilter", type="int", field="objects_count"),
        Filter("after_job_id", query="afterJobIdFilter", field="run_after_job.job_id", since=REV0, format=UUID),
        Filter("after_job", query="afterJobNameFilter", field="run_after_job.job_name", match="pattern", since=REV0),
    ),
)


def add_sessions(task: Task, _resolver: ReferenceResolver, jobs: list[State]) -> None:
    """Put into each job the sessions of its runs, the newest first."""
    context = SchemaContext(VBR, task.client.revision)
    for job in jobs:
        query = {"jobIdFilter": needed(task.client, JOBS, job, "id")}
        sessions = [read_state(SESSION, body, context) for body in task.client.pages(SESSIONS_PATH, query)]
        job["sessions"] = sorted(sessions, key=lambda session: str(session.get("creation_time")), reverse=True)


WITH_SESSIONS = Detail(
    "sessions",
    add_sessions,
    (Field("sessions", "list", elements="dict", mode="computed", fields=SESSION),),
    listings=(Listing(VBR, SESSIONS.noun, SESSIONS_PATH, SESSION),),
)


def add_settings(task: Task, resolver: ReferenceResolver, jobs: list[State]) -> None:
    """Put into each job its settings."""
    # It needs the modules of all families, and only a task that asks for it has to load them.
    from .jobs.settings import add_settings as add  # noqa: PLC0415

    add(task, resolver, jobs)


WITH_SETTINGS = Detail("settings", add_settings, reads=(SETTINGS, SETTINGS + "/{id}"))

MODULE = info_module(JOBS, "jobs", (WITH_SESSIONS, WITH_SETTINGS))
