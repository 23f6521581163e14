# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of a list of what stays open until somebody closes it, such as mounts: one for each that is open too long.

Private to the collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Callable

from ..core.timestamps import parse_time, server_moment
from ..http.client import Client
from ..http.pages import Query
from ..schema.state import lookup
from .event_feed import MOUNT, OVERLAP, Body, Event, Found, Look, Memory, written

LEFT_OPEN = "left open"


@dataclass(frozen=True, eq=False, repr=False)
class OpenFeed:
    """A list of mounts, each of which is an event when it has been open for too long.

    ``type`` is the kind of mount. ``id``, ``name``, ``session`` and ``restore_point`` are the properties that have
    them, but for the ID dotted, and empty where there are none. ``began`` reads when a mount was opened, None where
    that is not known: then its time runs from the first look that shows it. ``query`` narrows the list at a time,
    ``is_open`` tells mounts from what is listed although it is closed. ``since`` is the first API revision that has the
    list; ``session_item`` is the path of a session, where ``began`` reads it.
    """

    path: str
    type: str
    name: str
    id: str = "id"
    session: str = ""
    restore_point: str = ""
    began: Callable[[Client, Body], object] = lambda client, body: None
    query: Callable[[datetime], Query] | None = None
    is_open: Callable[[Body], bool] = lambda body: True
    since: str = ""
    session_item: str = ""
    kind: str = MOUNT

    @property
    def key(self) -> str:
        """What its memory is found by."""
        return f"{self.kind} {self.path}"

    @property
    def reads(self) -> tuple[str, ...]:
        """Every path that it reads."""
        return tuple(filter(None, (self.path, self.session_item)))

    def exists(self, client: Client) -> bool:
        """Whether the API revision of the client has it."""
        return client.product.supports(client.revision, self.since)

    def read(self, look: Look, memory: Memory | None) -> Found:
        """What has become too old since ``memory``, None at the first look. Raises VeeamError."""
        query = None if self.query is None else self.query(look.now())
        listed = [body for body in look.client.pages(self.path, query) if self.is_open(body)]
        now = look.now()
        before = memory or Memory(written(now))
        opened: dict[str, str] = {}
        reported = dict(before.reported)
        events = []
        for body in listed:
            identifier = str(body[self.id])
            if identifier in reported:
                reported[identifier] = written(now)
                continue
            began = before.open.get(identifier)
            if began is None:
                began = written(server_moment(self.began(look.client, body)) or now)
            opened[identifier] = began
            age = now - parse_time(began)
            if age >= look.open_for:
                hours = round(age.total_seconds() / 3600, 1)
                events.append(self._event(identifier, body, now, began, hours))
        # Not forgotten at once: a list that changes while it is read may leave something out.
        kept = {key: time for key, time in reported.items() if parse_time(time) >= now - OVERLAP}
        events.sort(key=lambda event: (event.facts["open_since"], event.key))
        return Found(events, before, Memory(written(now), kept, opened))

    def _event(self, identifier: str, body: Body, now: datetime, began: str, hours: float) -> Event:
        name = str((lookup(body, self.name) if self.name else None) or identifier)
        facts = {
            "id": identifier,
            "type": self.type,
            "name": name,
            "session_id": lookup(body, self.session) if self.session else None,
            "restore_point_id": lookup(body, self.restore_point) if self.restore_point else None,
            "open_since": began,
            "age_hours": hours,
        }
        time = written(now)
        return Event(self.key, self.kind, identifier, name, self.type, LEFT_OPEN, time, time, facts)
