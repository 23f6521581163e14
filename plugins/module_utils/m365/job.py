# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs of M365 in the desired state, running or not: operations under ``/Jobs``.

The items of a job are part of the body of a write, but have lists of their own to read. An update sends the whole job,
since no document says whether the server keeps what an update leaves out. In v7 a job does not show its organization,
whose list of jobs has it, and a run is started without a response that names its session.
The declaration of M(opendr.veeam.veeam_m365_job). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, ClassVar

from ..core.errors import InvalidOption
from ..core.naming import camel_case
from ..core.polling import COPY_TIMEOUT
from ..core.timestamps import has_offset, parse_time
from ..engine.plan import ABSENT, CREATE, PRESENT, UPDATE, Body, Plan, Request
from ..engine.resource_module import resource_module
from ..engine.runnable import STARTED, STOPPED, RunnableReconciler
from ..engine.task import Reader
from ..http.response_object import like
from ..schema.fields import Field
from ..schema.normalize import time_of_day
from ..schema.resource import Operation, Resource, filled
from ..schema.state import State, given_options, read_state
from ..schema.values import UUID
from ..schema.whole_lists import whole_list
from ..sessions.adapter import RUNNING
from .computed import read_only
from .job_items import ITEM_FIELDS, ITEM_KEYS, KINDS, PATHS, ItemReader, item_key
from .job_schedule import SCHEDULE, validate_schedule, without_strays
from .product import M365
from .references import JOB, ORGANIZATION, REPOSITORY
from .session_adapter import PATH as SESSIONS
from .session_adapter import job_verdict

PATH = JOB.path
ITEM = PATH + "/{jobId}"
V7, V8 = "v7", "v8"
SELECTED, EXCLUDED = ITEM + "/SelectedItems", ITEM + "/ExcludedItems"
# By its jobs, v7 shows to which organization they belong.
OF_ORGANIZATION = ORGANIZATION.path + "/{organizationId}/Jobs"
START = Operation("POST", ITEM + "/start", "session")
STOP = Operation("POST", ITEM + "/stop", "nothing")
EVERYTHING, SELECTION = "EntireOrganization", "SelectedItems"
ITEMS = {"selected_items": SELECTED, "excluded_items": EXCLUDED}

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", required=True),
    Field("description"),
    *(
        Field(
            "organization",
            api="organizationId",
            reference=ORGANIZATION,
            mode="immutable",
            required=True,
            since=V8 if not in_path else "",
            until=V7 if in_path else "",
            in_path=in_path,
        )
        for in_path in (True, False)
    ),
    Field("repository", api="repositoryId", reference=REPOSITORY, required=True),
    Field("enabled", "bool", api="isEnabled", absent_value=False),
    Field("schedule", "dict", api="schedulePolicy", fields=SCHEDULE),
    Field("backup_type", choices=(EVERYTHING, SELECTION), default=EVERYTHING, derived=True),
    *(
        Field(option, "list", elements="dict", fields=ITEM_FIELDS, item_keys=ITEM_KEYS, mode_option=f"{option}_mode")
        for option in ITEMS
    ),
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
    create_earlier=Operation("POST", OF_ORGANIZATION, "object", until=V7),
    update=Operation("PUT", ITEM, "nothing"),
    delete=Operation("DELETE", ITEM, "nothing"),
    expanded=tuple(ITEMS),
    reads=(SESSIONS, SELECTED, EXCLUDED, OF_ORGANIZATION, *PATHS),
    reads_until={OF_ORGANIZATION: V7},
)


class JobReconciler(RunnableReconciler):
    """With what a job backs up, which an update leaves as it is, and with its sessions."""

    states = (PRESENT, ABSENT, STARTED, STOPPED)
    start = START
    stop = STOP
    operations = (START, STOP)
    wait_timeout = COPY_TIMEOUT
    readers: ClassVar[Mapping[str, Reader]] = {
        OF_ORGANIZATION: FIELDS,
        SELECTED: ITEM_FIELDS,
        EXCLUDED: ITEM_FIELDS,
        **{kind.path: kind.fields for kind in KINDS.values()},
    }

    def start_body(self) -> object:
        """An ordinary run."""
        return {"full": False}

    def expand(self, current: Body, for_update: bool) -> Body:
        """The items of the job, which an update has to send again, and in v7 its organization."""
        identifier = str(current["id"])
        due = {option: path for option, path in ITEMS.items() if for_update or option in self.task.raw}
        lists = {
            camel_case(option): self._items(filled(path, identifier))
            for option, path in due.items()
            if camel_case(option) not in current
        }
        shows = "organizationId" in current or M365.supports(self.client.revision, V8)
        organization = {} if shows else self._organization_of(identifier)
        return like(current, {**current, **organization, **lists})

    def desired(self, current: Body | None) -> State:
        """What the task gives, with whole items and the time as the server writes it.

        Raises InvalidOption for the schedule and for items that contradict the type of the job.
        """
        desired = super().desired(current)
        state = {} if current is None else read_state(FIELDS, current, self.context(current))
        given = self._given_schedule()
        validate_schedule(given, state.get("schedule") or {})
        if given.get("daily_time"):
            desired["schedule"] = {**desired["schedule"], "daily_time": time_of_day(given["daily_time"])}
        self._complete_items(desired, state)
        return desired

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """A schedule is sent without what describes another type, an item with the id that it has."""
        requests = super().requests(plan, current)
        if plan.operation not in (CREATE, UPDATE) or plan.body is None:
            return requests
        body = dict(plan.body)
        if body.get("schedulePolicy"):
            body["schedulePolicy"] = without_strays(body["schedulePolicy"])
        for key in map(camel_case, ITEMS):
            if key in body:
                body[key] = with_ids(body[key], (current or {}).get(key) or [])
        return [replace(request, body=body) if request.body is plan.body else request for request in requests]

    def run_sessions(self, identifier: str | None, since: datetime | None) -> Iterable[dict[str, Any]]:
        """The sessions of the job, those begun since then where that is given."""
        # The parameter "status" of v8 has no word for a session that is queued, which runs as well. Of the two for
        # times, names and descriptions say different things, and a session that runs may have begun long ago.
        sessions = self.client.pages(SESSIONS, {"jobId": identifier})
        return (session for session in sessions if since is None or _is_new(session, since))

    def _items(self, path: str) -> list[dict[str, Any]]:
        """The items of a list of the job. Raises UnexpectedResponse for one that cannot be recognized."""
        items = list(self.client.pages(path))
        for item in items:
            item_key(item)
        return items

    def latest_run(self, identifier: str | None, since: datetime | None) -> list[dict[str, Any]]:
        """As for any object that runs, from one reading: it is of all sessions of the job, however many are wanted."""
        running, ended = list[dict[str, Any]](), list[dict[str, Any]]()
        for session in self.run_sessions(identifier, None):
            if job_verdict(session).status == RUNNING:
                running.append(session)
            elif since is not None and _is_new(session, since):
                ended.append(session)
        return running or ended

    def _organization_of(self, job: str) -> dict[str, str]:
        """The organization whose list has a job, that of the task first; nothing where none has it."""
        given = self.task.params["organization"]
        first = [self.resolver.to_id(ORGANIZATION, given)] if given else []
        others = (str(body["id"]) for body in self.client.pages(ORGANIZATION.path))
        for organization in dict.fromkeys(chain(first, others)):
            jobs = self.client.pages(filled(OF_ORGANIZATION, organization))
            if any(str(body["id"]) == job for body in jobs):
                return {"organizationId": organization}
        return {}

    def _given_schedule(self) -> State:
        given = given_options(FIELDS, self.task.raw, self.task.params).get("schedule")
        return dict(given or {})

    def _complete_items(self, desired: State, state: State) -> None:
        """Complete the items in ``desired``, and set the type of a job that items are selected for."""
        params = self.task.params
        organization = str(desired.get("organization") or state.get("organization"))
        reader = ItemReader(self.client, self.context(None), organization)
        for option in ITEMS:
            if option in desired:
                mode = params[f"{option}_mode"]
                desired[option] = reader.complete(desired[option], state.get(option) or [], mode, option)
        if "selected_items" not in desired:
            return
        if desired.get("backup_type") == EVERYTHING and desired["selected_items"]:
            raise InvalidOption(
                f"selected_items does not go with backup_type={EVERYTHING}: leave one of them out.",
                option="selected_items",
            )
        selected = self.whole_list("selected_items", desired, state)
        if selected:
            desired["backup_type"] = SELECTION
        elif SELECTION in (desired.get("backup_type"), state.get("backup_type")):
            raise InvalidOption(
                f"A job with backup_type={SELECTION} needs at least one item, and with this task selected_items would "
                f"be empty. Give other items, or backup_type={EVERYTHING}.",
                option="selected_items",
            )

    def whole_list(self, option: str, desired: State, state: State) -> list[Any]:
        """The list that the task leads to."""
        field = self.resource.field(option)
        return whole_list(field, self.task.params[field.mode_option], desired[option], state.get(option) or [])


def with_ids(items: Sequence[Mapping[str, Any]], current: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The items of a body, each with the id that it has in the job. Pure."""
    ids = {item_key(item): item["id"] for item in current if item.get("id")}
    return [{"id": ids[item_key(item)], **item} if item_key(item) in ids else item for item in items]


def _is_new(session: Mapping[str, Any], since: datetime) -> bool:
    """Whether a session has begun since then.

    A time without an offset may mean several moments, and is compared with none: such a session is new where it runs,
    since the job did not run before.
    """
    time = str(session.get("creationTime") or "")
    return parse_time(time) >= since if has_offset(time) else job_verdict(session).status == RUNNING


MODULE = resource_module(RESOURCE, JobReconciler)
