# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs of M365 in the desired state, running or not: operations under ``/Jobs``.

What an existing job backs up, and when it may run, is read and sent back by an update, since no document says whether
the server keeps what an update leaves out.
The declaration of M(opendr.veeam.veeam_m365_job). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from ..core.errors import InvalidOption, joined, span_words
from ..core.polling import COPY_TIMEOUT
from ..core.timestamps import has_offset, parse_time
from ..engine.plan import CREATE, UPDATE, Body, Plan, Request
from ..engine.reconciler import ABSENT
from ..engine.resource_module import resource_module
from ..engine.runnable import STARTED, STOPPED, RunnableReconciler
from ..engine.task import Reader
from ..schema.fields import Field
from ..schema.normalize import time_of_day
from ..schema.resource import Operation, Resource, filled
from ..schema.state import State, given_options, read_state
from ..schema.values import UUID
from .computed import read_only
from .product import M365
from .references import JOB, ORGANIZATION, REPOSITORY
from .repository.retention import DAYS
from .session_adapter import PATH as SESSIONS
from .times import validate_time

PATH = JOB.path
ITEM = PATH + "/{jobId}"
V8 = "v8"
SELECTED, EXCLUDED = ITEM + "/SelectedItems", ITEM + "/ExcludedItems"
START = Operation("POST", ITEM + "/start", "session", since=V8)
STOP = Operation("POST", ITEM + "/stop", "nothing")
EVERYTHING = "EntireOrganization"
EVERY = ("Minutes5", "Minutes10", "Minutes15", "Minutes30", "Hours1", "Hours2", "Hours4", "Hours8", "Hours12")
# What describes a type of schedule.
COMPANIONS = {
    "Periodically": ("periodically_every", "periodically_offset_minutes"),
    "Daily": ("daily_type", "daily_time"),
    "ManualOnly": (),
}
NEEDED = {"Periodically": ("periodically_every",), "Daily": ("daily_type", "daily_time")}

SCHEDULE = (
    Field("type", choices=tuple(COMPANIONS)),
    Field("periodically_every", choices=EVERY, choice_spans={"Hours12": (V8, "")}),
    Field("periodically_offset_minutes", "int", absent_value=0, maximum=59),
    Field("daily_type", choices=DAYS),
    Field("daily_time", normalize=time_of_day),
    Field("retry_enabled", "bool", absent_value=False),
    Field("retry_number", "int"),
    Field("retry_wait_minutes", "int", api="retryWaitInterval"),
)

# What this module does not set.
WINDOWS = (
    "scheduleEnabled",
    "backupWindowEnabled",
    "backupWindowSettings",
    "periodicallyWindowEnabled",
    "periodicallyWindowSettings",
)
_API = {field.option: field.api for field in SCHEDULE}

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", required=True),
    Field("description"),
    Field("organization", api="organizationId", reference=ORGANIZATION, mode="immutable", required=True),
    Field("repository", api="repositoryId", reference=REPOSITORY, required=True),
    Field("enabled", "bool", api="isEnabled"),
    Field("schedule", "dict", api="schedulePolicy", fields=SCHEDULE),
    # A new job backs up everything; an update sends what the job has.
    Field("contents", api="backupType", mode="constant", choices=(EVERYTHING,), default=EVERYTHING),
    read_only("backup_type"),
    read_only("last_run"),
    read_only("next_run"),
    read_only("last_backup"),
    read_only("last_status"),
)

RESOURCE = Resource(
    product=M365,
    noun=JOB.noun,
    result_key="job",
    path=PATH,
    fields=FIELDS,
    identity={"name": ""},
    update_body="project",
    create=Operation("POST", PATH, "object", since=V8),
    update=Operation("PUT", ITEM, "nothing"),
    delete=Operation("DELETE", ITEM, "nothing"),
    reads=(SESSIONS, SELECTED, EXCLUDED),
)


class JobReconciler(RunnableReconciler):
    """With what a job backs up, which an update leaves as it is, and with its sessions."""

    states = (STARTED, STOPPED)
    start = START
    stop = STOP
    start_body: ClassVar[object] = {"full": False}
    operations = (START, STOP)
    wait_timeout = COPY_TIMEOUT
    readers: ClassVar[Mapping[str, Reader]] = {SELECTED: len, EXCLUDED: len}

    def validate(self) -> None:
        """Raise InvalidOption for another API revision, and for a schedule that contradicts itself."""
        super().validate()
        if not M365.supports(self.client.revision, V8):
            raise InvalidOption(
                f"API revision {self.client.revision}, which this task uses, manages backup jobs in another way. "
                f"{span_words(V8, '')}",
                option="api_version",
            )
        if self.task.params["state"] != ABSENT:
            validate_time("schedule.daily_time", self._given_schedule().get("daily_time"))

    def desired(self, current: Body | None) -> State:
        """What the task gives, with the time as the server writes it. Raises InvalidOption for the schedule."""
        desired = super().desired(current)
        state = {} if current is None else read_state(FIELDS, current, self.context(current))
        given = self._given_schedule()
        validate_schedule(given, state.get("schedule") or {})
        if given.get("daily_time"):
            desired["schedule"] = {**desired["schedule"], "daily_time": time_of_day(given["daily_time"])}
        return desired

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """An update sends back what the job backs up."""
        requests = super().requests(plan, current)
        if plan.operation not in (CREATE, UPDATE) or plan.body is None:
            return requests
        body = {**plan.body, **self._contents(current)}
        if body.get("schedulePolicy"):
            body["schedulePolicy"] = self._schedule(body["schedulePolicy"], current)
        return [replace(request, body=body) if request.body is plan.body else request for request in requests]

    def run_sessions(self, identifier: str | None, since: datetime | None) -> list[dict[str, Any]]:
        """The sessions of the job, those begun since then where that is given."""
        sessions = self.client.pages(SESSIONS, {"jobId": identifier})
        return [session for session in sessions if since is None or _begun(session, since)]

    def _given_schedule(self) -> State:
        given = given_options(FIELDS, self.task.raw, self.task.params).get("schedule")
        return dict(given or {})

    def _contents(self, current: Body | None) -> dict[str, Any]:
        """What the job backs up, of one that is there."""
        if current is None:
            return {}
        identifier = str(current["id"])
        selected = current.get("backupType") != EVERYTHING
        contents: dict[str, Any] = {"backupType": current["backupType"]}
        if selected:
            contents["selectedItems"] = self._items(SELECTED, identifier)
        return {**contents, "excludedItems": self._items(EXCLUDED, identifier)}

    def _schedule(self, body: Mapping[str, Any], current: Body | None) -> dict[str, Any]:
        """The schedule as it is sent: with the windows that were read, without what describes another type."""
        read = (current or {}).get("schedulePolicy") or {}
        whole = {**{key: read[key] for key in WINDOWS if read.get(key) is not None}, **body}
        strays = {option for kind, options in COMPANIONS.items() if kind != whole.get("type") for option in options}
        return {key: value for key, value in whole.items() if key not in {_API[option] for option in strays}}

    def _items(self, path: str, identifier: str) -> list[dict[str, Any]]:
        items = self.client.pages(filled(path, identifier))
        return [{key: value for key, value in item.items() if key != "_links" and value is not None} for item in items]


def validate_schedule(given: Mapping[str, Any], current: Mapping[str, Any]) -> None:
    """Raise InvalidOption for options that describe another type of schedule, or a new type that nothing describes."""
    chosen = given.get("type") or current.get("type")
    for kind, options in COMPANIONS.items():
        for option in options:
            if given.get(option) and kind != chosen:
                raise InvalidOption(
                    f"schedule.{option} has a meaning only with schedule.type={kind}, and the type is "
                    f"{chosen or 'not given'}. Give schedule.type={kind} as well, or leave schedule.{option} out.",
                    option=f"schedule.{option}",
                )
    missing = [option for option in NEEDED.get(str(chosen), ()) if not given.get(option)]
    if given.get("type") and chosen != current.get("type") and missing:
        names = joined([f"schedule.{option}" for option in missing])
        raise InvalidOption(f"schedule.type={chosen} also needs {names}.", missing=missing)


def _begun(session: Mapping[str, Any], since: datetime) -> bool:
    """Whether a session has begun since then, or does not say when."""
    time = str(session.get("creationTime") or "")
    return not has_offset(time) or parse_time(time) >= since


MODULE = resource_module(RESOURCE, JobReconciler)
