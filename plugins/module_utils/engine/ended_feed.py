# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of a list whose objects come to an end, such as sessions: one for each end. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import datetime, timedelta, timezone
from typing import Any, Callable

from ..core.timestamps import parse_time, server_moment
from ..http.client import Client
from ..http.pages import Query
from ..schema.listing import ListedObjects, Listing
from ..schema.resource import filled
from ..schema.state import State
from ..sessions.adapter import CANCELED, FAILED, SUCCEEDED, WARNED, Verdict
from .event_feed import LONGEST, OVERLAP, Body, Event, Found, Look, Memory, written
from .references import ReferenceResolver

# The format of a time in a query.
_UTC = "%Y-%m-%dT%H:%M:%SZ"
# How a session ended, in the words of events.
ENDS = {FAILED: "failed", WARNED: "warning", CANCELED: "canceled", SUCCEEDED: "succeeded"}


def end_of(verdict: Callable[[Body], Verdict], needs: str) -> Callable[[Body], str]:
    """What says how a session ended, empty while it has not, by the verdict of its product.

    ``needs`` is the property without which there is no verdict: such a session is looked at again later.
    """
    return lambda body: ENDS.get(verdict(body).status, "") if body.get(needs) else ""


@dataclass(frozen=True)
class Window:
    """How a list is narrowed to what is new: the query parameter, and the option that has the time it compares.

    ``since`` is the first API revision that has the parameter. ``overlap`` is how far behind the newest object the list
    is read again.
    """

    parameter: str
    option: str
    since: str = ""
    overlap: timedelta = OVERLAP


@dataclass(frozen=True, eq=False, repr=False)
class EndedFeed:
    """A list of objects, each of which is an event when it has ended.

    ``status`` says how an object ended, empty while it has not; ``name`` what it is about; ``ended`` is the option that
    has the time of the end. ``windows`` narrow the list to what is new: the last one that the API revision has is used.
    ``item`` is the path of one object, empty where objects have ended when they appear. ``order`` is the query for a
    list that begins with the oldest object; ``shape`` makes what an event shows from the state of an object.

    Where a window compares the time at which an object began, the list does not show the end of those that began long
    before: they are remembered and read one by one. ``under_way`` is the query that shows them at the first look, which
    also goes back by ``back``; ``under_way_since`` is the first API revision that has it.
    """

    kind: str
    listing: Listing
    status: Callable[[Body], str]
    name: Callable[[Body, State], str]
    ended: str
    windows: tuple[Window, ...]
    item: str = ""
    under_way: Query | None = None
    under_way_since: str = ""
    back: timedelta = timedelta()
    order: Mapping[str, Any] = field_of(default_factory=dict)
    shape: Callable[[State], State] = dict

    @property
    def key(self) -> str:
        """What its memory is found by."""
        return f"{self.kind} {self.path}"

    @property
    def path(self) -> str:
        """Where its list is."""
        return self.listing.path

    @property
    def reads(self) -> tuple[str, ...]:
        """Every path that it reads."""
        return tuple(filter(None, (self.path, self.item)))

    def exists(self, client: Client) -> bool:
        """Whether the API revision of the client has it."""
        return client.product.supports(client.revision, self.listing.since)

    def window(self, client: Client) -> Window:
        """The window for the API revision of the client."""
        return [window for window in self.windows if client.product.supports(client.revision, window.since)][-1]

    def query(self, client: Client, floor: datetime) -> dict[str, Any]:
        """The query for what is new since ``floor``."""
        return {**self.order, self.window(client).parameter: floor.astimezone(timezone.utc).strftime(_UTC)}

    def read(self, look: Look, memory: Memory | None) -> Found:
        """What ended since ``memory``, None at the first look. Raises VeeamError."""
        return _EndedLook(self, look, memory).read()


class _EndedLook:
    """One look at a list: what it shows, compared with what is known of it."""

    def __init__(self, feed: EndedFeed, look: Look, memory: Memory | None) -> None:
        self._feed, self._look, self._client = feed, look, look.client
        self._window = feed.window(look.client)
        self._listed = ListedObjects(feed.listing, look.client.revision)
        self._resolver = ReferenceResolver(look.client)
        # From when on what has ended is an event: for a later look, all that was not there before is new.
        self._begin = None if memory else look.begin()
        self._before = memory or Memory(written((self._begin or look.now()) - feed.back))
        self._newest = parse_time(self._before.newest)
        self._open: dict[str, str] = {}
        self._reported = dict(self._before.reported)
        self._events: list[tuple[datetime, Event]] = []

    def read(self) -> Found:
        """What has ended, and what is to be remembered."""
        under_way = self._under_way()
        listed = {str(body["id"]): body for body in (*under_way, *self._new())}
        now = self._look.now()
        # What was seen before the clock of the server was set back must not hide what ends until that time.
        self._newest = min(self._newest, now)
        for identifier, body in listed.items():
            self._consider(identifier, body, now)
        for identifier in self._before.open if self._feed.item else ():
            found = None if identifier in listed else self._client.find(filled(self._feed.item, identifier))
            if found is not None:
                self._consider(identifier, found, now)
        floor = self._floor()
        # What the server still lists by a time of its own is not forgotten.
        kept = {key: time for key, time in self._reported.items() if key in listed or parse_time(time) >= floor}
        self._events.sort(key=lambda ended: (ended[0], ended[1].key))
        events = [event for _moment, event in self._events]
        return Found(events, self._before, Memory(written(self._newest), kept, self._open))

    def _under_way(self) -> list[dict[str, Any]]:
        """What had not ended at the first look, as far as a list shows it."""
        feed, client = self._feed, self._client
        if self._begin is None or feed.under_way is None:
            return []
        if not client.product.supports(client.revision, feed.under_way_since):
            return []
        return list(client.pages(feed.path, feed.under_way))

    def _floor(self) -> datetime:
        """From when on the list is read again, in whole seconds as in a query."""
        return (self._newest - self._window.overlap).replace(microsecond=0)

    def _new(self) -> list[dict[str, Any]]:
        return list(self._client.pages(self._feed.path, self._feed.query(self._client, self._floor())))

    def _consider(self, identifier: str, body: Body, now: datetime) -> None:
        reader = self._listed.reading(body)[1]
        state = reader.read(body)
        time = server_moment(state.get(self._window.option))
        if time is not None:
            # A clock that is ahead must not hide what ends before it.
            self._newest = max(self._newest, min(time, now))
        if identifier in self._before.reported:
            return
        status = self._feed.status(body)
        if not status:
            began = self._before.open.get(identifier) or written(time or now)
            if parse_time(began) >= now - LONGEST:
                self._open[identifier] = began
            return
        ended = server_moment(state.get(self._feed.ended)) or now
        remembered = written(max(ended, time or ended))
        self._reported[identifier] = remembered
        if self._begin is not None and ended < self._begin:
            return
        if reader.has_references:
            reader.resolve_in(state, self._resolver.to_name)
        facts = self._feed.shape(state)
        event = Event(
            feed=self._feed.key,
            kind=self._feed.kind,
            key=identifier,
            name=self._feed.name(body, facts),
            type=str(facts.get("type") or ""),
            status=status,
            time=written(ended),
            remembered=remembered,
            facts=facts,
        )
        self._events.append((ended, event))
