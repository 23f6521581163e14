# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the backup of the server's own configuration: its settings, and a run on request.

Rules that are in no document: the repository and, where it encrypts, the password must exist; at least one restore
point is kept; nothing starts a second run beside a running one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..messages import Answer, Refusal, Request
from ..registry import handles, seeds
from ..seeds.vbr_configuration_backup import DAILY_OFF, DOCUMENT, JOB_ID, JOB_NAME, MONTHLY_OFF, SETTINGS, SMTP_OFF
from ..seeds.vbr_credentials import ENCRYPTION_PASSWORDS
from ..seeds.vbr_repositories import REPOSITORIES
from ..state import Item, copied
from ..vbr_sessions import COLLECTION, Failure, now

if TYPE_CHECKING:
    from ..backend import Backend

BASE = "/api/v1/configBackup"
KIND = "ConfigurationBackup"
_STEPS = ["Collecting configuration data", "Compressing configuration data", "Saving to the backup repository"]
_SHORT_TIMES = ("1.2-rev1", "1.3-rev0")
"""These revisions write a time of the day without seconds."""


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.documents[DOCUMENT] = copied(SETTINGS)


@handles("vbr", "GET", BASE)
def read(backend: Backend, request: Request) -> Answer:
    return _shown(backend, request)


@handles("vbr", "PUT", BASE)
def update(backend: Backend, request: Request) -> Answer:
    """All of the settings at once. When the last backup was is the server's to say, though the body must have it."""
    settings: Item = copied(request.body)
    _check(backend, settings)
    notifications, schedule = settings["notifications"], settings["schedule"]
    notifications.setdefault("SMTPSettings", copied(SMTP_OFF))
    for name, default in (("daily", DAILY_OFF), ("monthly", MONTHLY_OFF)):
        given = schedule.get(name, {})
        if "localTime" in given:
            given["localTime"] = _with_seconds(given["localTime"])
        schedule[name] = {**copied(default), **given}
    settings["lastSuccessfulBackup"] = backend.store.documents[DOCUMENT]["lastSuccessfulBackup"]
    backend.store.documents[DOCUMENT] = settings
    return _shown(backend, request)


@handles("vbr", "POST", f"{BASE}/backup")
def start(backend: Backend, request: Request) -> Answer:
    """A run of its own accord: the schedule and whether the job is enabled do not matter."""
    running = next(
        (
            item
            for item in backend.store.collection(COLLECTION).values()
            if item["sessionType"] == KIND and item["state"] != "Stopped"
        ),
        None,
    )
    if running is not None:
        raise Refusal(400, f"{JOB_NAME} is already running", resource=running["id"])
    session: Item = {}

    def save() -> None:
        settings = backend.store.documents[DOCUMENT]
        if backend.store.get(REPOSITORIES, settings["backupRepositoryId"]) is None:
            raise Failure("The backup repository is not available")
        last = {"lastSuccessfulTime": now(), "sessionId": session["id"]}
        backend.store.documents[DOCUMENT] = {**settings, "lastSuccessfulBackup": last}

    session.update(
        backend.sessions.start(
            JOB_NAME,
            KIND,
            steps=_STEPS,
            work=save,
            user=request.user.name if request.user else "",
            jobId=JOB_ID,
        )
    )
    schema = request.operation.answer_schema(request.operation.success) or {}
    return Answer(request.operation.success, backend.values(request).fit(schema, session, session["id"]))


def _check(backend: Backend, settings: Item) -> None:
    repository, encryption = settings["backupRepositoryId"], settings["encryption"]
    if backend.store.get(REPOSITORIES, repository) is None:
        raise Refusal(400, f"Repository with ID {repository} was not found", resource=repository)
    if settings["restorePointsToKeep"] < 1:
        raise Refusal(400, "restorePointsToKeep must be at least 1")
    password = encryption["passwordId"]
    if encryption["isEnabled"] and backend.store.get(ENCRYPTION_PASSWORDS, password) is None:
        raise Refusal(400, f"Encryption password with ID {password} was not found", resource=password)


def _shown(backend: Backend, request: Request) -> Answer:
    settings = copied(backend.store.documents[DOCUMENT])
    if request.revision in _SHORT_TIMES:
        for part in ("daily", "monthly"):
            settings["schedule"][part]["localTime"] = settings["schedule"][part]["localTime"][:5]
    schema: dict[str, Any] = request.operation.answer_schema(request.operation.success) or {}
    return Answer(request.operation.success, backend.values(request).fit(schema, settings, DOCUMENT))


def _with_seconds(text: str) -> str:
    return text if text.count(":") == 2 else f"{text}:00"
