# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: restore sessions, which every request to explore starts anew and nothing but a request stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..filters import instant
from ..generic import all_of, listing
from ..m365_restores import Explored, no_statistics, restores_of
from ..m365_sessions import RESTORE
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.m365_infrastructure import ORGANIZATIONS
from ..seeds.m365_jobs import JOBS, SEEDS
from ..vbr_sessions import Course
from .m365_repositories import existing
from .m365_repository_sessions import answer_with, sessions_of

if TYPE_CHECKING:
    from ..backend import Backend

_REPOSITORY = "BackupRepositories/{repositoryId}/explore"
_TIMES = (("startTime", "creationTime"), ("endTime", "endTime"))

columns("m365", RESTORE, {})


@seeds("m365")
def plant(backend: Backend) -> None:
    backend.store.load(SEEDS)


@handles("m365", "GET", f"/v8/{RESTORE}")
@handles("m365", "GET", f"/v7/{RESTORE}")
def restore_sessions(backend: Backend, request: Request) -> Answer:
    """The sessions, newest first, between two times of their start and of their end."""
    newest_first = [one for one in reversed(all_of(backend, request.path)) if not one.get("hidden")]
    items = sorted(newest_first, key=lambda item: str(item["creationTime"]), reverse=True)
    keeps: list[tuple[str, Callable[[Any, Any], bool]]] = [("From", lambda a, b: a > b), ("To", lambda a, b: a < b)]
    for name, key in _TIMES:
        for suffix, keep in keeps:
            wanted = request.take(name + suffix)
            if wanted:
                items = [item for item in items if item.get(key) and keep(instant(item[key]), instant(wanted))]
    return listing(backend, request, items)


@handles("m365", "POST", f"/v8/{_REPOSITORY}")
@handles("m365", "POST", f"/v7/{_REPOSITORY}")
def explore_repository(backend: Backend, request: Request) -> Answer:
    """Storages that want data retrieval cannot be explored."""
    item = existing(backend, request)
    if (item.get("objectStorage") or {}).get("glacierDeepArchiveEnabled"):
        raise Refusal(400, f"The backups in {item['name']} have to be retrieved first")
    return _explore(backend, request, str(request.query["organizationId"]))


@handles("m365", "POST", f"/v8/{JOBS}/{{jobId}}/explore")
@handles("m365", "POST", f"/v7/{JOBS}/{{jobId}}/explore")
def explore_job(backend: Backend, request: Request) -> Answer:
    job = backend.store.get(JOBS, request.parameters["jobId"])
    if job is None:
        raise Refusal(404, f"Backup job with ID {request.parameters['jobId']} is not found")
    return _explore(backend, request, job["organizationId"])


@handles("m365", "POST", f"/v8/{ORGANIZATIONS}/{{organizationId}}/explore")
@handles("m365", "POST", f"/v7/{ORGANIZATIONS}/{{organizationId}}/explore")
def explore_organization(backend: Backend, request: Request) -> Answer:
    return _explore(backend, request, request.parameters["organizationId"])


def _explore(backend: Backend, request: Request, organization: str) -> Answer:
    """A session that calls itself a success from the beginning, and shows neither its time nor its repository."""
    found = backend.store.get(ORGANIZATIONS, organization)
    if found is None:
        raise Refusal(404, f"Organization with ID {organization} is not found")
    if not request.body.get("type"):
        raise Refusal(400, "The type of the restore session is required")
    session = sessions_of(backend).start(
        RESTORE,
        title=f"Exploring {found['name']}",
        seconds=0,
        course=Course(stays=True),
        name=f"Explore {found['name']}",
        organization=found["officeName"],
        type=request.body["type"],
        initiatedBy=f"DR\\{request.user.name}" if request.user else "",
        clientHost="vb365.dr.example",
    )
    until = str(request.body.get("dateTime") or "")
    restores_of(backend).explored[session["id"]] = Explored(organization, until)
    return answer_with(backend, request, session)


@handles("m365", "POST", f"/v8/{RESTORE}/{{restoreSessionId}}/Stop")
@handles("m365", "POST", f"/v7/{RESTORE}/{{restoreSessionId}}/Stop")
def stop(backend: Backend, request: Request) -> Answer:
    sessions_of(backend).stop(request.parameters["restoreSessionId"])
    return Answer(request.operation.success)


@handles("m365", "POST", f"/v8/{RESTORE}/{{restoreSessionId}}/organization/restoreDeviceCode")
@handles("m365", "POST", f"/v7/{RESTORE}/{{restoreSessionId}}/organization/restoreDeviceCode")
def device_code(backend: Backend, request: Request) -> Answer:
    """A code, with which somebody signs in at once."""
    codes = restores_of(backend).codes
    codes.add(code := f"CODE{len(codes) + 1}")
    answer = {"userCode": code, "verificationUrl": "https://microsoft.com/devicelogin", "expiresIn": 900}
    schema = request.operation.answer_schema(200) or {}
    return Answer(200, backend.values(request).fit(schema, answer, code))


@handles("m365", "GET", f"/v8/{RESTORE}/{{restoreSessionId}}/Statistics")
def statistics(backend: Backend, request: Request) -> Answer:
    key = request.parameters["restoreSessionId"]
    if backend.store.get(RESTORE, key) is None:
        raise Refusal(404, f"Restore session with ID {key} is not found")
    found = restores_of(backend).statistics.get(key) or {**no_statistics(), "items": []}
    return Answer(200, backend.values(request).fit(request.operation.answer_schema(200) or {}, found, key))
