# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One simulated server: its state, its users, and how it answers a request that was found valid or not."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Mapping
from typing import Any

from . import generic
from .contract import Contract, contract
from .faults import Faults
from .flatten import Schema, name_of
from .job_sessions import JobSessions
from .m365_sessions import M365Sessions
from .messages import Answer, Refusal, Request, User
from .products import PRODUCTS, Product
from .registry import HANDLERS, SEEDS
from .secrets import Secrets
from .seeds.vbr_new_server import remove_what_people_add
from .state import Item, Store
from .tokens import Tokens
from .values import NotRepresentable, Values
from .vbr_sessions import Rule, Sessions

DEFAULTS: dict[str, Any] = {
    "build_version": "13.1.0.411",
    "four_eyes": False,
    "token_lifetime": 900,
    "mfa": False,
    # With a token that a refresh gave, servers of 12.3 refuse every request.
    "refresh_works": False,
    "patches": [],
    "asynchronous": False,
    "totals": True,
    "speed": 1.0,
    "utc_offset": "-05:00",
    "lists_restores": True,
    "resets_omitted": False,
    # Whether a repository of M365 shows what it has no value for as null one time, and leaves it out another time.
    "nulls_at_random": False,
    "forgets_sessions": False,
    # A status that a change of the owner of M365 shows before it runs, in place of the one in the document.
    "unforeseen_status": "",
    # Whether a restore of M365 is shown in the session of its request, and not in another one.
    "restores_in_session": False,
    # Whether a server of VBR has only what its installation makes.
    "newly_installed": False,
    # Whether every request that keeps to the document is answered with an example of what the document promises, and
    # nothing is stored: for tests of all operations.
    "examples_only": False,
}


class Backend:
    """State and behaviour of one product. Callers hold ``lock`` while they use it."""

    def __init__(
        self, product: str, users: Mapping[str, tuple[str, str]], speed: float = 1.0, certificate: bytes = b""
    ) -> None:
        """``users``: name -> (password, role); ``certificate``: the server's own, PEM."""
        self.product: Product = PRODUCTS[product]
        self.users = users
        self.certificate = certificate
        self.lock = threading.RLock()
        self.faults = Faults()
        self._speed = speed
        self._values: dict[str, Values] = {}
        self.reset()

    def reset_later(self) -> None:
        """Go back to the seeds when somebody asks for something: most tests speak to one of the servers alone."""
        self._stale = True

    def refresh(self) -> None:
        """Do what ``reset_later`` left to do; before any request."""
        if self._stale:
            self.reset()

    def reset(self) -> None:
        """Back to the seeds: forget tokens, faults, settings and everything stored."""
        self._stale = False
        self.settings: dict[str, Any] = {**DEFAULTS, "speed": self._speed}
        self.store = Store()
        self._writes = 0
        self.secrets = Secrets()
        self.tokens = Tokens(self.settings["token_lifetime"])
        kinds: dict[str, type[Sessions]] = {"azure": JobSessions, "m365": M365Sessions}
        self.sessions: Sessions = kinds.get(self.product.name, Sessions)(self.store, self._speed)
        self.faults.clear()
        for seed in SEEDS[self.product.name]:
            seed(self)

    @property
    def changes(self) -> int:
        """How often anything was changed here since the last reset, by a request or because its time had come."""
        return self._writes + self.store.changes

    def configure(self, values: Mapping[str, Any]) -> None:
        """Change settings; raises ValueError for one that does not exist."""
        unknown = set(values) - set(DEFAULTS)
        if unknown:
            raise ValueError(f"settings are {sorted(DEFAULTS)}, not {sorted(unknown)}")
        self.settings.update(values)
        self.tokens.lifetime = float(self.settings["token_lifetime"])
        self.sessions.speed = float(self.settings["speed"])
        self.sessions.lists_restores = bool(self.settings["lists_restores"])
        if values.get("newly_installed") and self.product.name == "vbr":
            remove_what_people_add(self.store)
        # Raises ValueError for what is no offset.
        self.zone()

    def zone(self) -> datetime.tzinfo:
        """The time zone of the server."""
        return datetime.datetime.strptime(str(self.settings["utc_offset"]), "%z").tzinfo or datetime.timezone.utc

    def add_outcome(self, rule: Mapping[str, Any]) -> None:
        """Decide what sessions started from now on do; the newest rule that matches wins."""
        self.sessions.rules.insert(0, Rule(**rule))

    def find(self, path: str, headers: Mapping[str, str]) -> tuple[Contract, str]:
        """The contract that this request is held to, and the path as its document writes it."""
        revision, canonical = self.product.locate(path, headers, self.settings)
        return contract(self.product.name, revision), canonical

    def authorise(self, request: Request, header: str) -> User | None:
        """Whose request this is; refuses unknown and expired tokens, and writes by a viewer."""
        if request.operation.public:
            return None
        kind, _unused, token = header.partition(" ")
        user, expired = self.tokens.user(token.strip()) if kind.lower() == "bearer" else (None, False)
        if user is None:
            reason = "The access token has expired" if expired else "The access token is missing or not valid"
            raise Refusal(401, reason, "ExpiredToken" if expired and self.product.name == "vbr" else "")
        if self.tokens.is_dead(token.strip()):
            raise Refusal(403, "Forbidden", "AccessDenied" if self.product.name == "vbr" else "")
        request.user, request.token = user, token.strip()
        harmless = request.method == "GET" or "logout" in request.path or request.path.endswith("/token")
        if user.role == "viewer" and not harmless:
            raise Refusal(403, f"User {user.name} is not allowed to do this: the role Backup Viewer only reads")
        return user

    def answer(self, request: Request) -> Answer:
        """Do what the request asks for."""
        if request.method != "GET":
            self._writes += 1
        self.sessions.advance()
        # What begins from here on, this request has started.
        self.sessions.begun.clear()
        handler = HANDLERS.get((self.product.name, request.method, request.operation.template), generic.handle)
        if self.settings["examples_only"] and not request.operation.public:
            handler = generic.example_of
        answer = handler(self, request)
        if not self.settings["totals"] and isinstance(answer.body, dict) and "totalCount" in answer.body:
            answer.body["totalCount"] = None
        self.sessions.advance()
        return answer

    def values(self, request: Request) -> Values:
        found = self._values.get(request.revision)
        if found is None:
            found = self._values[request.revision] = Values(request.contract.answer_schemas)
        return found

    def has_operation(self, request: Request, method: str, template: str) -> bool:
        return request.contract.operation(method, template) is not None

    def finish(
        self,
        request: Request,
        title: str,
        work: Callable[[], str | None],
        item: Item | None,
        schema: Schema | None,
        kind: str = "",
    ) -> Answer:
        """Do the work at once, or at the end of a session of ``kind`` where the document answers with one."""
        answer_schema = request.operation.answer_schema(request.operation.success)
        values = self.values(request)
        if answer_schema is None:
            work()
            return Answer(request.operation.success)
        if self.product.name == "vbr" and name_of(answer_schema.get("$ref", "")) == "SessionModel":
            user = request.user.name if request.user else ""
            session = self.sessions.start(title, *([kind] if kind else []), user=user, work=work)
            return Answer(request.operation.success, values.fit(answer_schema, session, session["id"]))
        work()
        if item is not None and schema is not None and answer_schema == schema:
            return Answer(request.operation.success, values.fit(answer_schema, item, str(item.get("id", title))))
        return Answer(request.operation.success, self.example(request, answer_schema, item))

    def example(self, request: Request, schema: Schema, item: Item | None) -> Any:
        """A valid answer made from what is known about the object and invented for the rest."""
        values = self.values(request)
        try:
            if item is not None and values.resolve(schema, item).get("type") == "object":
                return values.fit(schema, {**values.invent(schema, request.path), **item}, request.path)
            return values.invent(schema, request.path)
        except NotRepresentable as problem:
            raise Refusal(500, f"The simulator cannot make up an answer: {problem}") from problem
