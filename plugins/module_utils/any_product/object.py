# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any object of the three APIs in a desired state, in the property names of the API.

An object in a collection is found by the properties that identify it, created by POST, changed by PUT and removed by
DELETE; a singleton is read and changed. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable, NamedTuple
from urllib.parse import quote

from ..core.errors import (
    AmbiguousName,
    ApiError,
    InvalidOption,
    NotConverged,
    ObjectNotFound,
    ResponseLost,
    UnexpectedResponse,
    joined,
    listed,
)
from ..core.polling import Waiting, wait_options
from ..engine.executor import read_settled, session_facts, wait_for
from ..engine.masking import every_form
from ..engine.plan import ABSENT, CREATE, DELETE, NONE, PRESENT, UPDATE
from ..engine.reconciler import REFUSED
from ..engine.task import ApiUsage, Declaration, Result, Task
from ..engine.task_lock import locked
from ..http.responses import body_of
from ..sessions.lost_responses import wait_for_effect
from .comparison import Change, at, changes, matches, merged, shown_of, without
from .path import ApiPath, api_path
from .products import PRODUCTS
from .responses import is_deferred, sessions_of
from .secrets import hidden, paths_of, secrets_in, secrets_of_task

MERGED, GIVEN = "merged", "given"
ALWAYS = "always"
Body = Mapping[str, Any]


class Plan(NamedTuple):
    """What has to happen: one of the operations of the engine, the request that does it, and what it changes."""

    operation: str
    method: str = ""
    path: ApiPath = ApiPath("", "")
    body: Any = None
    changes: Sequence[Change] = ()


class AnyObject:
    """One task on one object: found, compared, changed, and read again."""

    def __init__(self, task: Task) -> None:
        params = task.params
        self.task, self.client = task, task.client
        self.path = api_path(self.client.product, self.client.revision, params["path"], params["path_parameters"])
        self.given: Body = params["body"] or {}
        self.identity: list[str] = params["identity"] or []
        self.secret_paths = paths_of(params["secret_paths"])
        self.ignored = [*self.secret_paths, *paths_of(params["not_compared"])]
        self.validate()

    def run(self) -> Result:
        """Read, compare, send at most one request, wait for its session, and read again.

        Raises InvalidOption before anything is sent; AmbiguousName; ObjectNotFound; ApiError; NotConverged where the
        object is not as it was asked for afterwards; SessionFailed, SessionTimedOut and ActionRequired.
        """
        current = self.read()
        plan = self.plan(current)
        if plan.operation == NONE or self.task.check_mode:
            return self.result(plan, current, self.predicted(plan, current), ())
        with locked(self.task, [f"{self.path.full} {self.title}".lower()], self.title):
            current = self.read()
            plan = self.plan(current)
            try:
                after, sessions = self.applied(plan, current)
            except ApiError as refusal:
                # Somebody else may have created it in the meantime.
                current = self.read() if plan.operation == CREATE and refusal.status in REFUSED else None
                if current is None:
                    raise
                plan = self.plan(current)
                after, sessions = self.applied(plan, current)
        return self.result(plan, current, after, sessions)

    @property
    def title(self) -> str:
        """How messages call the object."""
        name = self.task.params["id"] or ", ".join(f"{name}={at(self.given, name)!r}" for name in self.identity)
        return f"object {name} of {self.path.relative}" if name else f"object {self.path.relative}"

    @property
    def is_singleton(self) -> bool:
        """Whether the path is that of the object itself."""
        return not self.identity and not self.task.params["id"]

    def validate(self) -> None:
        """Raise InvalidOption for options that do not go together, before anything is sent."""
        state = self.task.params["state"]
        if not self.path.relative:
            raise InvalidOption("path is that of the login, which is no object: use veeam_request.", option="path")
        if self.is_singleton and state == ABSENT:
            raise InvalidOption(
                "Without identity and id, the path is that of an object which always exists: it cannot be removed.",
                option="state",
            )
        missing = [name for name in self.identity if at(self.given, name) in (None, "")]
        if missing:
            raise InvalidOption(
                f"identity names {listed(missing)}, and body has no value for it. Give the properties that identify "
                "the object in body too.",
                option="identity",
                missing=missing,
            )
        if state == PRESENT and not self.given:
            raise InvalidOption("body is missing: give the properties that the object is to have.", option="body")

    # --- Reading. ---

    def read(self) -> Body | None:
        """The object, None where there is none. Raises AmbiguousName where several have the identity."""
        if self.is_singleton:
            return self.known(self.client.find(self.path.relative))
        if self.task.params["id"]:
            return self.known(self.client.find(self.item_path(self.task.params["id"])))
        wanted = {name: at(self.given, name) for name in self.identity}
        found = [
            item
            for item in self.client.pages(self.path.relative, self.task.params["list_query"])
            if all(matches(value, at(item, name)) for name, value in wanted.items())
        ]
        if len(found) > 1:
            ids = [str(self.id_of(item)) for item in found]
            raise AmbiguousName(self.path.relative, joined([str(value) for value in wanted.values()]), ids, _GIVE_ID)
        if not found:
            return None
        return self.known(self.client.find(self.item_path(self.id_of(found[0]))) or found[0])

    def known(self, body: Body | None) -> Body | None:
        """``body``, whose secrets the output will not show."""
        self.task.secrets |= every_form(secrets_in(body, self.secret_paths))
        return body

    def id_of(self, item: Body) -> Any:
        """The value by which the API addresses a listed object. Raises UnexpectedResponse."""
        name = self.task.params["id_property"]
        value = at(item, name)
        if value in (None, ""):
            raise UnexpectedResponse(f"GET {self.path.full}", name)
        return value

    def item_path(self, identifier: object) -> str:
        """The path of one object of the collection."""
        return f"{self.path.relative}/{quote(str(identifier), safe='')}"

    # --- Planning. ---

    def plan(self, current: Body | None) -> Plan:
        """What has to happen."""
        params = self.task.params
        if params["state"] == ABSENT:
            return Plan(NONE) if current is None else Plan(DELETE, "DELETE", self.place(current))
        if current is None:
            if not self.identity:
                raise ObjectNotFound(f"There is no {self.title}: GET {self.path.full} found none.", path=self.path.full)
            return Plan(CREATE, "POST", self.path, self.given)
        differing = changes(self.given, current, self.ignored)
        if not differing and not (params["update_secrets"] == ALWAYS and self.has_secrets):
            return Plan(NONE)
        return Plan(UPDATE, "PUT", self.place(current), self.update_body(current), differing)

    def place(self, current: Body) -> ApiPath:
        """The path of the object that is there."""
        if self.is_singleton:
            return self.path
        relative = self.item_path(self.task.params["id"] or self.id_of(current))
        return ApiPath(self.client.product.prefix(self.client.revision) + relative, relative)

    @property
    def has_secrets(self) -> bool:
        """Whether the task gives something that cannot be read back."""
        return bool(self.given != without(self.given, self.ignored, secrets=True))

    def update_body(self, current: Body) -> dict[str, Any]:
        """What PUT sends: the whole object, or what the task gives and what it says to keep."""
        params = self.task.params
        given = self.given
        if params["update_secrets"] != ALWAYS:
            # A list is replaced as a whole: an item without its secret would lose the one that the server has.
            given = without(given, self.secret_paths, secrets=True, in_lists=False)
        with_whole = params["update_with"] == MERGED if params["update_with"] else self.client.product.puts_whole
        if with_whole:
            # Servers show null for what is not set, and links; they take neither back.
            whole = without(current, [_LINKS, *paths_of(params["leave_out"])])
            return merged(_without_nulls(whole), given)
        kept: dict[str, Any] = {}
        for name in params["keep"] or []:
            value: Any = at(current, name)
            for part in reversed(name.split(".")):
                value = {part: value}
            kept = merged(kept, value)
        return merged(_without_nulls(kept), given)

    # --- Acting. ---

    def applied(self, plan: Plan, current: Body | None) -> tuple[Body | None, Sequence[Body]]:
        """Send the request of a plan; the object afterwards, and the sessions of the request."""
        if plan.operation == NONE:
            return current, ()
        sessions = self.send(plan)
        if sessions and not Waiting.of(self.task.params).wait:
            return self.predicted(plan, current), sessions
        after = read_settled(self.task.clock, self.read, plan.operation == DELETE)
        left = self.remaining(plan, after)
        if left:
            raise NotConverged(
                f"The server reported no error, but after the {plan.operation} the {self.title} is not as body says: "
                f"{'; '.join(left)}. If the server does not return a property, or in another form, list it in "
                "not_compared.",
                operation=plan.operation,
                differences=left,
            )
        return after, sessions

    def send(self, plan: Plan) -> Sequence[Body]:
        """Send the request once, and return its sessions, ended where the task waits."""
        client = self.client
        sent_at = client.server_time
        try:
            response = client.respond(plan.method, plan.path.full, False, self.task.params["write_query"], plan.body)
            body = body_of(client.product, plan.method, plan.path.full, response.status_code, response.text)
        except ResponseLost as lost:
            if plan.operation == UPDATE and not plan.changes:
                raise NotConverged(
                    f"{lost.message} Whether the server has the secrets cannot be read back. Nothing was sent twice; "
                    "run the task again.",
                    **lost.facts,
                ) from lost
            waiting = Waiting.of(self.task.params)
            arrived = self.arrived(plan)
            wait_for_effect(client, self.task.clock, waiting, lost, arrived, sent_at, "")
            return ()
        self.known(body if isinstance(body, Mapping) else None)
        if is_deferred(client.product, response.status_code, body) and Waiting.of(self.task.params).wait:
            body = client.deferred(plan.method, plan.path.full, body)
        return [session_facts(client, session) for session in wait_for(self.task, sessions_of(client.product, body))]

    def arrived(self, plan: Plan) -> Callable[[], bool]:
        """What says whether the object shows a request whose response was lost."""
        return lambda: not self.remaining(plan, self.read())

    def remaining(self, plan: Plan, after: Body | None) -> list[str]:
        """What of a plan the object does not show, in words without secrets."""
        if plan.operation == DELETE:
            return ["it still exists"] if after is not None else []
        if after is None:
            return ["it does not exist"]
        differing = changes(self.given, after, self.ignored)
        return [f"{change.name} is {change.before!r}, not {change.after!r}" for change in map(self.shown, differing)]

    # --- The result. ---

    def predicted(self, plan: Plan, current: Body | None) -> Body | None:
        """The object as it will be if the plan succeeds, as far as that is known."""
        if plan.operation in (DELETE, NONE):
            return None if plan.operation == DELETE else current
        return merged(current or {}, without(self.given, self.secret_paths, secrets=True))

    def shown(self, change: Change) -> Change:
        """A change without the secrets in its values."""
        parts = tuple(change.name.split("."))
        inner = [path[len(parts) :] for path in self.secret_paths if path[: len(parts)] == parts]
        return Change(change.name, hidden(change.before, inner), hidden(change.after, inner))

    def result(self, plan: Plan, current: Body | None, after: Body | None, sessions: Sequence[Body]) -> Result:
        """What the task returns: the same in check mode and outside it."""
        given = without(self.given, self.ignored, secrets=True)
        before: Body = {} if current is None else shown_of(given, current)
        if plan.operation == DELETE:
            before, given = current or {}, {}
        result: Result = {
            "changed": plan.operation != NONE,
            "operation": plan.operation,
            "changes": [
                {"property": change.name, "before": change.before, "after": change.after}
                for change in map(self.shown, plan.changes)
            ],
            "object": hidden(after or {}, self.secret_paths),
            "diff": {
                "before": hidden(before, self.secret_paths),
                "after": {} if after is None else hidden(given, self.secret_paths),
            },
        }
        if plan.operation == NONE:
            result["diff"]["after"] = result["diff"]["before"]
        else:
            shown = hidden(plan.body, self.secret_paths)
            result["request"] = {"method": plan.method, "path": plan.path.full, "body": shown}
        if sessions:
            result["sessions"] = list(sessions)
        return result


_LINKS = ("_links",)
_GIVE_ID = "Give the id of the object you mean."


def _without_nulls(value: object) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_nulls(part) for name, part in value.items() if part is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


OPTIONS: dict[str, Any] = {
    "path": {"type": "str", "required": True},
    "path_parameters": {"type": "dict"},
    "state": {"type": "str", "choices": [PRESENT, ABSENT], "default": PRESENT},
    "body": {"type": "dict"},
    "identity": {"type": "list", "elements": "str"},
    "id": {"type": "str"},
    "id_property": {"type": "str", "default": "id"},
    "list_query": {"type": "dict"},
    "write_query": {"type": "dict"},
    "update_with": {"type": "str", "choices": [MERGED, GIVEN]},
    "keep": {"type": "list", "elements": "str"},
    "leave_out": {"type": "list", "elements": "str"},
    "not_compared": {"type": "list", "elements": "str"},
    "secret_paths": {"type": "list", "elements": "str", "no_log": False},
    "update_secrets": {"type": "str", "choices": ["on_create", ALWAYS], "default": "on_create", "no_log": False},
    **wait_options(),
}
_PRODUCTS = tuple(PRODUCTS.values())
MODULE = Declaration(
    product=_PRODUCTS[0],
    products=_PRODUCTS,
    options=OPTIONS,
    run=lambda task: AnyObject(task).run(),
    constraints={"mutually_exclusive": [["id", "identity"]]},
    secrets_of=secrets_of_task,
    api=ApiUsage(any_operation=True),
)
