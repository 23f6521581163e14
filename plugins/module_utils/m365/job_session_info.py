# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of job sessions of M365, with their log records.

Operations ``GET /JobSessions`` and ``GET /JobSessions/{sessionId}/LogItems``. Private to the collection.
"""

from __future__ import annotations

from ..core.timestamps import utc_time
from ..engine.info import Detail, info_module
from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID
from .computed import group, read_only
from .product import M365
from .references import JOB, PROXY, PROXY_POOL

PATH = "/JobSessions"
LOG = PATH + "/{sessionId}/LogItems"
V7, V8 = "v7", "v8"
STATUSES = ("Stopped", "Running", "Success", "Failed", "Warning", "NotConfigured", "Disconnected", "Queued")

SESSION = (
    Field("id", mode="computed", format=UUID),
    Field("job", api="jobId", reference=JOB, mode="computed", since=V8),
    read_only("type", api="jobType"),
    read_only("mode", api="jobSessionConfigType", since=V8),
    read_only("status"),
    read_only("details"),
    read_only("creation_time"),
    read_only("end_time"),
    read_only("processed_count", "int", "progress"),
    read_only("retry_count", "int"),
    read_only("will_be_retried", "bool", "jobWillBeRetried"),
    read_only("main_session_id"),
    read_only("repository_id"),
    Field("proxy", api="proxyId", reference=PROXY, mode="computed", since=V8),
    Field("proxy_pool", api="proxyPoolId", reference=PROXY_POOL, mode="computed", since=V8),
    group(
        "statistics",
        "statistics",
        read_only("processing_rate_bytes", "int", "processingRateBytesPS"),
        read_only("processing_rate_items", "int", "processingRateItemsPS"),
        read_only("read_rate_bytes", "int", "readRateBytesPS"),
        read_only("write_rate_bytes", "int", "writeRateBytesPS"),
        read_only("transferred_bytes", "int", "transferredDataBytes"),
        read_only("processed_objects", "int"),
        read_only("bottleneck"),
    ),
)
RECORD = (
    read_only("number", "int", "usn"),
    read_only("status", api="type", since=V8),
    read_only("message", api="title", until=V7),
    read_only("message", since=V8),
    read_only("creation_time"),
    read_only("end_time"),
)

SESSIONS = Listing(
    product=M365,
    noun="job session",
    path=PATH,
    fields=SESSION,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("job", query="jobId", reference=JOB),
        Filter("type", query="jobType", field="type", choices=("Backup", "Copy")),
        # The parameter of the server has other words than the sessions.
        Filter("status", type="list", elements="str", field="status", choices=STATUSES),
        Filter("after", query="endTimeLowerBound", parse=utc_time),
        Filter("before", query="endTimeUpperBound", parse=utc_time),
    ),
)


def add_log(task: Task, _resolver: ReferenceResolver, sessions: list[State]) -> None:
    """Add its log records to each session, oldest first."""
    context = SchemaContext(M365, task.client.revision)
    for session in sessions:
        records = task.client.pages(filled(LOG, str(needed(task.client, SESSIONS, session, "id"))))
        session["log"] = [read_state(RECORD, record, context) for record in records]


WITH_LOG = Detail(
    "log",
    add_log,
    (Field("log", "list", elements="dict", mode="computed", fields=RECORD),),
    reads=(LOG,),
    readers={LOG: RECORD},
)

MODULE = info_module(SESSIONS, "sessions", (WITH_LOG,))
