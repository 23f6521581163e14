# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: backup jobs, and the sessions of their runs."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from ..filters import instant
from ..generic import all_of, listing, shown_object
from ..m365_sessions import JOB
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles
from ..seeds.m365_infrastructure import ORGANIZATIONS
from ..seeds.m365_jobs import JOB_SESSIONS, JOBS
from ..seeds.m365_repositories import REPOSITORIES
from ..state import Item
from ..vbr_sessions import Course
from .m365_repository_sessions import answer_with, sessions_of

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


_OF_ORGANIZATION = f"/v7/{ORGANIZATIONS}/{{organizationId}}/{JOBS}"


@handles("m365", "GET", _OF_ORGANIZATION)
def of_organization(backend: Backend, request: Request) -> Answer:
    """The jobs of an organization, which in v7 do not show it."""
    organization = _organization(backend, request.parameters["organizationId"])
    jobs = backend.store.collection(JOBS).values()
    return listing(backend, request, [job for job in jobs if job["organizationId"] == organization], JOBS)


@handles("m365", "POST", f"/v8/{JOBS}")
@handles("m365", "POST", _OF_ORGANIZATION)
def add(backend: Backend, request: Request) -> Answer:
    _check(backend, request.body, "")
    organization = _organization(
        backend, request.parameters.get("organizationId") or request.body.get("organizationId")
    )
    item: Item = {
        "id": str(uuid.uuid4()),
        "description": "",
        "isEnabled": True,
        "lastStatus": "NotConfigured",
        **_written(request.body),
        "organizationId": organization,
    }
    backend.store.put(JOBS, item["id"], item)
    _keep_items(backend, item["id"], request.body)
    return Answer(request.operation.success, shown_object(backend, request, JOBS, item).body)


@handles("m365", "PUT", f"/v8/{JOBS}/{{jobId}}")
@handles("m365", "PUT", f"/v7/{JOBS}/{{jobId}}")
def change(backend: Backend, request: Request) -> Answer:
    """What the body leaves out of the job is kept; of its items, it is forgotten."""
    item, body = job_of(backend, request), request.body
    _check(backend, {**item, **body}, item["id"])
    backend.store.put(JOBS, item["id"], {**item, **_written(body)})
    _keep_items(backend, item["id"], body)
    return Answer(request.operation.success)


@handles("m365", "POST", f"/v8/{JOBS}/{{jobId}}/start")
@handles("m365", "POST", f"/v7/{JOBS}/{{jobId}}/start")
def start(backend: Backend, request: Request) -> Answer:
    """In v7, the response does not name the session."""
    item = job_of(backend, request)
    if _running(backend, item["id"]):
        raise Refusal(409, f"The backup job {item['name']} is already running")

    def ended(outcome: str, _message: str) -> None:
        backend.store.change(
            JOBS, item["id"], lastStatus={"success": "Success", "warn": "Warning"}.get(outcome, "Failed")
        )

    backend.store.change(JOBS, item["id"], lastStatus="Running")
    session = sessions_of(backend).start(
        JOB,
        title=f"Backing up {item['name']}",
        course=Course(ended=ended),
        jobId=item["id"],
        repositoryId=item["repositoryId"],
        jobType="Backup",
        retryCount=0,
        jobWillBeRetried=False,
    )
    return Answer(204) if request.revision == "v7" else answer_with(backend, request, session)


@handles("m365", "POST", f"/v8/{JOBS}/{{jobId}}/stop")
@handles("m365", "POST", f"/v7/{JOBS}/{{jobId}}/stop")
def stop(backend: Backend, request: Request) -> Answer:
    item = job_of(backend, request)
    running = _running(backend, item["id"])
    if not running:
        raise Refusal(400, f"The backup job {item['name']} is not running")
    for key in running:
        sessions_of(backend).stop(key)
    return Answer(request.operation.success)


def _organization(backend: Backend, key: str) -> str:
    if backend.store.get(ORGANIZATIONS, key) is None:
        raise Refusal(404, "The organization is not found")
    return key


def job_of(backend: Backend, request: Request) -> Item:
    """The job of the path; refuses one that is not there."""
    key = request.parameters["jobId"]
    item = backend.store.get(JOBS, key)
    if item is None:
        raise Refusal(404, f"Backup job with ID {key} is not found")
    return item


def _running(backend: Backend, job: str) -> list[str]:
    sessions = backend.store.collection(JOB_SESSIONS).items()
    return [key for key, session in sessions if session.get("jobId") == job and key in backend.sessions.runs]


def _check(backend: Backend, body: Item, own: str) -> None:
    if backend.store.get(REPOSITORIES, str(body.get("repositoryId"))) is None:
        raise Refusal(404, "The backup repository is not found")
    for key, other in backend.store.collection(JOBS).items():
        if other["name"] == body.get("name") and key != own:
            raise Refusal(400, f"A backup job named {other['name']} exists already")
    if body.get("backupType") == "SelectedItems" and not body.get("selectedItems") and not own:
        raise Refusal(400, "A backup job of selected items needs some")


def _written(body: Item) -> Item:
    """What is kept of a body: the time with seconds, and the items elsewhere."""
    kept = {
        key: value
        for key, value in body.items()
        if value is not None and key not in ("selectedItems", "excludedItems", "runNow")
    }
    schedule = dict(kept.get("schedulePolicy") or {})
    if re.fullmatch(r"\d{1,2}:\d{2}", str(schedule.get("dailyTime"))):
        schedule["dailyTime"] += ":00"
    return {**kept, **({"schedulePolicy": schedule} if schedule else {})}


def _keep_items(backend: Backend, job: str, body: Item) -> None:
    for name, key in (("SelectedItems", "selectedItems"), ("ExcludedItems", "excludedItems")):
        collection = f"{JOBS}/{job}/{name}"
        for old in list(backend.store.collection(collection)):
            backend.store.remove(collection, old)
        for number, item in enumerate(body.get(key) or []):
            made = {**item, "id": item.get("id") or str(number)}
            backend.store.put(collection, made["id"], made)
