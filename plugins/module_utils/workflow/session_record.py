# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this machine remembers of the sessions that its tasks have opened to restore, and of what was restored in them.

Servers do not show who opened a session or a mount, or why, and not what was restored in it. The record is kept beside
the lock of the object that the backup is of, and belongs to whoever has that lock. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar, NamedTuple

from ..core.errors import ApiError, AuthenticationFailed, ConnectionFailed
from ..core.records import Record
from ..core.timestamps import parse_time
from ..engine.task import Task

# How many sessions, and how many paths of restored items, are remembered.
SESSIONS_KEPT, PATHS_KEPT = 500, 20000
# How long after a request the session that it opens may begin, and how exact the Date header of the server is.
BEGINS_WITHIN, PRECISION = timedelta(minutes=5), timedelta(seconds=1)


class Asked(NamedTuple):
    """A session that was requested without a response so far: of which restore point, when, and what was open then."""

    point: str
    at: str
    others: tuple[str, ...]

    def may_have_begun(self, began: datetime) -> bool:
        """Whether the request may have opened a session that began then, by the clock of the server. Pure."""
        at = parse_time(self.at)
        return at - PRECISION <= began <= at + BEGINS_WITHIN


class SessionRecord:
    """The record of one object; without a ``key`` nothing is remembered.

    ``if_unwritable`` is the sentence for what follows where the record cannot be written and the task is killed.
    """

    if_unwritable: ClassVar[str]

    def __init__(self, task: Task, key: str = "") -> None:
        self._task = task
        try:
            self._record = task.locks.record(key) if key else Record()
        except OSError:
            # The lock has warned of that already.
            self._record = Record()
        facts = self._record.read()
        self._open: dict[str, Any] = _mapping(facts.get("open"))
        self._asked: dict[str, Any] = _mapping(facts.get("asked"))
        self._sessions: list[str] = [str(item) for item in _sequence(facts.get("sessions"))]
        self.restored: list[dict[str, Any]] = [
            dict(item) for item in _sequence(facts.get("restored")) if isinstance(item, Mapping)
        ]

    @property
    def open(self) -> Mapping[str, Mapping[str, Any]]:
        """The sessions that were opened and not closed: by id, the restore point and what was being done."""
        return {session: _mapping(about) for session, about in self._open.items()}

    @property
    def asked(self) -> Asked | None:
        """The session that was requested last, where the response is not known."""
        if not self._asked:
            return None
        others = tuple(str(item) for item in _sequence(self._asked.get("others")))
        return Asked(str(self._asked.get("point")), str(self._asked.get("at")), others)

    @property
    def sessions(self) -> Sequence[str]:
        """All sessions that this machine has opened, as far as they are remembered."""
        return self._sessions

    def asking(self, point: str, at: datetime, others: Sequence[str]) -> None:
        """A session is about to be requested, and ``others`` are there already."""
        self._asked = {"point": point, "at": at.isoformat(), "others": list(others)}
        self._save()

    @contextmanager
    def requesting(self) -> Iterator[None]:
        """Send the request in this block: where the server has surely opened nothing, the request is forgotten."""
        try:
            yield
        except (ApiError, AuthenticationFailed, ConnectionFailed):
            self.forget_request()
            raise

    def opened(self, session: str, point: str) -> None:
        """The requested session is there."""
        self._asked = {}
        self._open[session] = {"point": point}
        self.know(session)

    def know(self, session: str) -> None:
        """A session is of this machine, and somebody else closes it."""
        self._sessions = [*self._sessions, session][-SESSIONS_KEPT:]
        self._save()

    def working(self, session: str, work: Mapping[str, Any]) -> None:
        """The server works in a session; ``work`` is what to know of it if this run is killed."""
        self._open[session] = {**_mapping(self._open.get(session)), "work": dict(work)}
        self._save()

    def done(self, session: str, restored: Sequence[Mapping[str, Any]]) -> None:
        """Nothing works in a session any more, and ``restored`` is what was restored in it."""
        if session in self._open:
            self._open[session] = {key: value for key, value in _mapping(self._open[session]).items() if key != "work"}
        self.note(restored)

    def note(self, restored: Sequence[Mapping[str, Any]]) -> None:
        """``restored`` was restored, in whatever session; an entry may be of many ``paths``."""
        self.restored += [dict(item) for item in restored]
        while len(self.restored) > 1 and sum(map(_weight, self.restored)) > PATHS_KEPT:
            del self.restored[0]
        self._save()

    def closed(self, sessions: Sequence[str]) -> None:
        """Sessions are gone. What was being restored in one may have been restored or not, and is kept as unsure."""
        gone = [session for session in sessions if session in self._open]
        for session in gone:
            work = _mapping(_mapping(self._open.pop(session)).get("work"))
            if "paths" in work:
                self.restored.append({**work, "session": session, "unsure": True})
        if gone:
            self._save()

    def forget_request(self) -> None:
        """The requested session is not there, and will not come."""
        if self._asked:
            self._asked = {}
            self._save()

    def _save(self) -> None:
        facts = {
            "open": self._open,
            "asked": self._asked,
            "sessions": self._sessions,
            "restored": self.restored,
        }
        try:
            self._record.write(facts)
        except OSError as problem:
            warning = f"What this task does cannot be written down on this machine ({problem}). {self.if_unwritable}"
            if warning not in self._task.warnings:
                self._task.warnings.append(warning)


def _weight(item: Mapping[str, Any]) -> int:
    return max(1, len(_sequence(item.get("paths"))))


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []
