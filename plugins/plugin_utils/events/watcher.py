# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One look after another at a server, with one login, and what to do when a look fails. Private to the collection."""

from __future__ import annotations

import re
import threading
import uuid
from collections import deque
from contextlib import suppress
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.clock import Clock
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
    AuthenticationFailed,
    CertificateRefused,
    ConnectionFailed,
    UnexpectedResponse,
    VeeamError,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.event_feed import Event, Found, Look, Memory
from ansible_collections.opendr.veeam.plugins.module_utils.engine.masking import every_form, masked
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import user_agent
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import TaskTokens

from .cursor import Cursor
from .settings import Settings

NAME = "opendr.veeam.events"
# Seconds between two looks at a server that does not respond: the first pause, and the longest.
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
# A brace with which a template could begin, also one that continues in the next text, and what begins a text that says
# itself how its templates look.
_BRACE, _OWN_SYNTAX = re.compile(r"\{(?=[{%#]|\Z)"), "#jinja2:"


class Stopped(Exception):
    """The event source is being stopped, so nothing is waited for any more."""


class StoppableClock:
    """A clock whose waits end at once when the event source is stopped."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the present wait and all later ones."""
        self._stopped.set()

    def ensure_running(self) -> None:
        """Raises Stopped where the event source is being stopped."""
        if self._stopped.is_set():
            raise Stopped

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        """Wait. Raises Stopped."""
        if self._stopped.wait(seconds):
            raise Stopped


class StoppableClient(Client):
    """A client that reads nothing any more, not even the next page of a list, when the event source is stopped."""

    def __init__(self, connection: Connection, tokens: TaskTokens, clock: StoppableClock) -> None:
        super().__init__(connection, tokens, clock, user_agent(NAME))
        self._ensure_running = clock.ensure_running

    def _request(self, method: str, *request: Any, **options: Any) -> Any:
        """The body of a response. Raises ApiError, ConnectionFailed, Stopped before a read."""
        if method == "GET":
            self._ensure_running()
        return super()._request(method, *request, **options)


class Watcher:
    """Looks at the lists of one server, and remembers what it has seen there.

    Its methods are called one after the other, in any thread. Only ``stop`` may be called meanwhile.
    """

    def __init__(self, settings: Settings, clock: StoppableClock) -> None:
        self._settings, self._clock = settings, clock
        self._tokens = TaskTokens(outlives_task=True)
        self._cursor = Cursor(settings.cursor_file, settings.connection)
        self._given = every_form(
            filter(None, (settings.connection.password, settings.connection.access_token)),
        )
        # The tokens of the last looks: those before have ended.
        self._seen: deque[set[str]] = deque(maxlen=2)
        self._memories: dict[str, Memory] = {}
        self._after: dict[str, Memory] = {}
        self._delivered: list[Event] = []
        self._errors: list[VeeamError] = []
        self._failures = 0
        self._has_looked = False
        self._started = clock.now()

    def open(self) -> None:
        """Read what an earlier process has seen. Raises InvalidOption, ObjectBusy."""
        self._started = self._clock.now()
        self._memories = self._cursor.open()

    def look(self) -> list[Event]:
        """The events since the last look, those of each list in their order.

        Raises VeeamError where no list could be read, else ``finish`` does for those that could not; Stopped.
        """
        self._after = {}
        found = self._read()
        if self._errors and not found:
            raise self._error
        self._has_looked = True
        if not self._errors:
            self._failures = 0
        self._memories.update({key: one.before for key, one in found.items()})
        self._after = {key: one.after for key, one in found.items()}
        events = [event for one in found.values() for event in one.events]
        for event in events:
            if not self._settings.selects(event):
                self.delivered(event)
        return [event for event in events if self._settings.selects(event)]

    def _read(self) -> dict[str, Found]:
        """What each list shows that can be read; the errors of the others are kept."""
        found: dict[str, Found] = {}
        self._errors = []
        client = StoppableClient(self._settings.connection, self._tokens, self._clock)
        try:
            look = Look(client, self._clock, self._started, self._settings.since, self._settings.open_for)
            for feed in self._settings.feeds:
                if feed.exists(client):
                    try:
                        found[feed.key] = feed.read(look, self._memories.get(feed.key))
                    except VeeamError as error:
                        self._errors.append(error)
                        if not is_of_one_list(error):
                            break
        finally:
            self._seen.append(every_form(client.secrets))
            client.close()
        return found

    @property
    def _error(self) -> VeeamError:
        """The error of the last look that matters most: one that waiting does not help with, else the first."""
        lasting = [error for error in self._errors if not is_outage(error, was_there=True)]
        return (lasting or self._errors)[0]

    @property
    def _secrets(self) -> set[str]:
        return self._given.union(*self._seen)

    def delivered(self, event: Event) -> None:
        """Remember that an event was handed over, so that it does not come again."""
        self._memories[event.feed].mark(event)
        self._delivered.append(event)

    def finish(self) -> None:
        """Remember that all events of the last look were handed over.

        Raises InvalidOption where that cannot be written, and the error of a list that the look could not read.
        """
        for event in self._delivered:
            self._after[event.feed].mark(event)
        self._memories.update(self._after)
        self._delivered = []
        self._cursor.save(self._memories)
        if self._errors:
            raise self._error

    def close(self) -> None:
        """Keep what was handed over of an unfinished look, and log out. Raises InvalidOption."""
        try:
            if self._delivered:
                self._cursor.save(self._memories)
        finally:
            self._cursor.close()
            self._log_out()

    def pause_after(self, error: VeeamError) -> float | None:
        """Seconds until the next look after one that failed, None where another look would not help."""
        if not is_outage(error, was_there=self._has_looked):
            return None
        self._failures += 1
        # Lists that can be read are not kept waiting for one that cannot.
        longest = min(LONGEST_PAUSE, self._settings.interval) if self._after else LONGEST_PAUSE
        return min(longest, FIRST_PAUSE * 2.0 ** min(self._failures - 1, 10))

    def masked(self, text: str) -> str:
        """A text without any secret."""
        return str(masked(text, self._secrets))

    def rendered(self, event: Event) -> dict[str, Any]:
        """An event as a rulebook gets it."""
        connection = self._settings.connection
        facts = {
            "kind": event.kind,
            "product": connection.product.name,
            "server": connection.url,
            "id": event.key,
            "name": event.name,
            "type": event.type,
            "status": event.status,
            "time": event.time,
            event.kind: event.facts,
            "meta": {"uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{connection.url}/{event.feed}/{event.key}"))},
        }
        rendered: dict[str, Any] = _without_templates(masked(facts, self._secrets))
        return rendered

    def _log_out(self) -> None:
        if self._tokens.load() is None:
            return
        client = Client(self._settings.connection, self._tokens, self._clock, user_agent(NAME))
        # An unused token ends by itself within the hour.
        with suppress(VeeamError, Stopped):
            client.logout()
        client.close()


def is_outage(error: VeeamError, *, was_there: bool) -> bool:
    """Whether a later look may succeed without a change by a person: the server is away, or does not work yet.

    ``was_there`` is whether it has worked before.
    """
    if isinstance(error, ConnectionFailed):
        return not isinstance(error, CertificateRefused)
    if isinstance(error, AuthenticationFailed):
        # A login with success and without a token is a page that somebody else gives, and no rejected account.
        return was_there and int(error.facts.get("status") or 401) < 300
    if not isinstance(error, ApiError):
        return False
    # A success that is none: the response is cut short, or somebody else gives it in place of the server, which at the
    # first look is rather the server of another product.
    return error.status in (408, 429) or error.status >= 500 or (was_there and error.status < 300)


def is_of_one_list(error: VeeamError) -> bool:
    """Whether other lists of the server may be readable after an error of one. An outage is that of all."""
    if isinstance(error, ApiError):
        return error.status not in (429, 502, 503, 504)
    return isinstance(error, UnexpectedResponse)


def _without_templates(value: object) -> Any:
    """``value`` with a space in whatever Ansible would render as a template.

    A playbook gets the event as extra variables, which Ansible trusts, and names come from machines that were attacked.
    """
    if isinstance(value, dict):
        return {key: _without_templates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_templates(item) for item in value]
    if isinstance(value, str):
        spaced = _BRACE.sub("{ ", value)
        return f" {spaced}" if spaced.startswith(_OWN_SYNTAX) else spaced
    return value
