# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events: what happens on a server, found by looking at lists again and again. Private to the collection.

A feed looks at a list and compares it with what it remembers of it. Its memory is all that it needs to continue after
an outage of the server or a restart of the process, so that no event is lost and none comes twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple, Protocol

from ..core.clock import Clock
from ..core.timestamps import parse_time
from ..http.client import Client
from ..schema.state import State

Body = Mapping[str, Any]

SESSION, MALWARE, MOUNT = "session", "malware", "mount"
# How far behind the newest object a list is read again: servers write to the second, and show an object a little later.
OVERLAP = timedelta(minutes=10)
# How long ago something that has not ended may have begun: what is older may never end.
LONGEST = timedelta(days=30)


class Event(NamedTuple):
    """Something that happened on a server.

    ``feed`` is the key of the feed that found it and ``key`` the ID of the object, which together are never seen twice.
    ``status`` is how it ended or how bad it is; ``time`` is the moment, as ISO 8601 in UTC; ``remembered`` is the time
    that its feed remembers it with; ``facts`` is the object in the terms of a task.
    """

    feed: str
    kind: str
    key: str
    name: str
    type: str
    status: str
    time: str
    remembered: str
    facts: State


@dataclass
class Memory:
    """What is known of a list from the looks at it so far. All times are ISO 8601 in UTC.

    ``newest`` is the time of the newest object that was seen. ``reported`` are the IDs of what is not an event any more
    although the server may list it, each with its time; ``open`` those of what had not ended at the last look, each
    with the time at which it began.
    """

    newest: str
    reported: dict[str, str] = field_of(default_factory=dict)
    open: dict[str, str] = field_of(default_factory=dict)

    @classmethod
    def of(cls, facts: object) -> Memory:
        """The memory that was written as ``facts``. Raises ValueError for anything else."""
        if not isinstance(facts, Mapping) or set(facts) != {"newest", "reported", "open"}:
            raise ValueError("it has other keys than a memory of a list")
        for text in (facts["newest"], *facts["reported"].values(), *facts["open"].values()):
            parse_time(str(text))
        return cls(str(facts["newest"]), dict(facts["reported"]), dict(facts["open"]))

    @property
    def facts(self) -> dict[str, Any]:
        """As it is written to a file."""
        return {"newest": self.newest, "reported": self.reported, "open": self.open}

    def mark(self, event: Event) -> None:
        """Remember that an event has been handed over."""
        self.reported[event.key] = event.remembered
        self.open.pop(event.key, None)


class Found(NamedTuple):
    """The events of a look, oldest first.

    ``before`` is what was known until then, to be kept with a mark for each event that is handed over; ``after`` is
    what is known when all of them are.
    """

    events: list[Event]
    before: Memory
    after: Memory


@dataclass(frozen=True)
class Look:
    """A look at a server: the client, the time, and what the first look of all asks for.

    ``started`` is when the source started, by ``clock``. ``since`` is the time from which on the first look finds
    events, None for the start; ``open_for`` is after which time something that is still open is an event.
    """

    client: Client
    clock: Clock
    started: float
    since: datetime | None = None
    open_for: timedelta = timedelta()

    def now(self) -> datetime:
        """The time of the server, that of this machine where no response shows it."""
        if self.client.server_time is None and self.client.product.clock:
            self.client.get(self.client.product.clock)
        return self.client.server_time or datetime.fromtimestamp(self.clock.now(), timezone.utc)

    def begin(self) -> datetime:
        """From when on the first look finds events, by the time of the server, from which the clock may differ."""
        if self.since is not None:
            return self.since
        now = self.now()
        return now - timedelta(seconds=max(0.0, self.clock.now() - self.started))


class Feed(Protocol):
    """A list that shows events of one kind."""

    @property
    def kind(self) -> str:
        """Which kind of events it has."""

    @property
    def key(self) -> str:
        """What its memory is found by."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Every path that it reads."""

    def exists(self, client: Client) -> bool:
        """Whether the API revision of the client has it."""

    def read(self, look: Look, memory: Memory | None) -> Found:
        """What happened since ``memory``, None at the first look. Raises VeeamError."""


def written(moment: datetime) -> str:
    """A moment as a memory has it."""
    return moment.astimezone(timezone.utc).isoformat()
