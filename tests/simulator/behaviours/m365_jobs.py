# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: backup jobs, and the sessions of their runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..filters import instant
from ..generic import all_of, listing
from ..messages import Answer, Request
from ..registry import columns, handles
from ..seeds.m365_jobs import JOB_SESSIONS, JOBS

if TYPE_CHECKING:
    from ..backend import Backend

columns("m365", JOBS, {"organizationId": "organizationId", "repositoryId": "repositoryId"})
columns("m365", JOB_SESSIONS, {"jobId": "jobId", "jobType": "jobType"})


@handles("m365", "GET", f"/v8/{JOB_SESSIONS}")
@handles("m365", "GET", f"/v7/{JOB_SESSIONS}")
def job_sessions(backend: Backend, request: Request) -> Answer:
    """Between two times, with the end of each session; a session that runs has none yet."""
    after, before = request.take("endTimeLowerBound"), request.take("endTimeUpperBound")
    items = all_of(backend, request.path)
    if after:
        items = [item for item in items if not item.get("endTime") or instant(item["endTime"]) > instant(after)]
    if before:
        items = [item for item in items if item.get("endTime") and instant(item["endTime"]) < instant(before)]
    return listing(backend, request, items)
