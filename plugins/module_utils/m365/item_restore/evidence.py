# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was restored before of a mailbox or OneDrive, and what of it counts for a task.

The record of this machine is the evidence. Of others, the server shows the restores as events, which name what was
restored in words: where one may be of the same mailbox or OneDrive, the task refuses rather than restores twice.
Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ...core.errors import RecoveryBlocked, listed
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...http.response_times import moment_at
from ...schema.resource import filled
from ...workflow.rerun_guard import NEVER, how_to_repeat
from ..restore_sessions import EVENTS, PATH, TYPES
from .destination import Destination, restore_options
from .moment import Moment
from .session import RestoreRecord

Entry = Mapping[str, Any]
# What a restore is called among the events of a session, and the statuses with which nothing was restored.
RESTORE, WITHOUT_EFFECT = "Restore", ("Failed", "Cancelled")
_WORDS = ("itemName", "source", "target", "title", "message")


class Evidence:
    """What is known of earlier restores of the same mailbox or OneDrive to the same place."""

    def __init__(
        self, task: Task, moment: Moment, since: datetime | None, destination: Destination, record: RestoreRecord
    ) -> None:
        self._task = task
        self._moment = moment
        self._destination = destination
        self._record = record
        self._since = since
        self._given = restore_options(task)

    def is_done(self, key: str) -> bool:
        """Whether what a task names was restored, so that it need not be again."""
        return any(key in entry["paths"] for entry in self._entries(counting=True, unsure=False))

    def ensure_not_repeated(self, keys: Sequence[str]) -> None:
        """Raise RecoveryBlocked for what was restored before, from a backup that is not the newest now."""
        pinned = self._moment.point or self._since or self._task.params["again"] != NEVER
        earlier = [] if pinned else _having(self._entries(counting=False, unsure=False), keys)
        if earlier:
            raise self._blocked(
                f"{_named(keys)} was restored before, in the restore session {earlier[-1].get('session')}, which ended "
                f"{earlier[-1].get('ended')}, and a newer backup exists now.",
                earlier[-1].get("session"),
            )

    def ensure_clear(self, keys: Sequence[str]) -> None:
        """Raise RecoveryBlocked where a killed run may have restored it, and nothing says whether it has."""
        unsure = _having(self._entries(counting=True, unsure=True), keys)
        if unsure:
            raise self._blocked(
                f"An earlier run of this task was killed while it restored {_named(keys)}, and nothing says how that "
                "ended.",
                unsure[-1].get("session"),
            )

    def ensure_not_done_by_others(self, kind: str, names: Sequence[str]) -> None:
        """Raise RecoveryBlocked where somebody else has restored something of the mailbox or OneDrive since.

        ``names`` are what the server may call it.
        """
        began = self._since or self._moment.made
        query = {"startTimeFrom": began.strftime("%Y-%m-%dT%H:%M:%SZ")}
        for session in self._task.client.pages(PATH, query):
            identifier = str(session["id"])
            if session.get("type") != TYPES[kind] or identifier in self._record.sessions:
                continue
            for event in restore_events(self._task, identifier):
                if is_of(event, names) and moment_at(event, "startTime") >= began.replace(microsecond=0):
                    raise self._blocked(
                        f"Somebody else, or this collection on another machine, has restored something of "
                        f"'{names[0]}' in the restore session {identifier}, on {event['startTime']}.",
                        identifier,
                    )

    def _blocked(self, words: str, session: object) -> RecoveryBlocked:
        repeat = how_to_repeat(self._task, to_original=self._destination.to_original)
        return RecoveryBlocked(f"{words} {repeat}", session_id=session)

    def _entries(self, counting: bool, unsure: bool) -> Iterator[Entry]:
        """What was restored to the same place, and counts, or does not because it is too old.

        What was restored with other options is something else; what may have been restored blocks all the same.
        """
        for entry in self._record.restored:
            fits = entry.get("to") == self._destination.key and bool(entry.get("unsure")) == unsure
            if fits and (unsure or entry.get("given") == self._given) and self._counts(entry) == counting:
                yield entry

    def _counts(self, entry: Entry) -> bool:
        """Whether what was restored is what this task restores.

        Without since, that is what was restored after the backup was made; of a point in time that the task names, only
        what was restored from that.
        """
        if self._moment.point and entry.get("point") != self._moment.point:
            return False
        # The clock of the server is known to the second.
        began = self._since or self._moment.made
        return parse_time(str(entry.get("began"))) >= began.replace(microsecond=0)


def _having(entries: Iterable[Entry], keys: Sequence[str]) -> list[Entry]:
    return [entry for entry in entries if any(key in entry["paths"] for key in keys)]


def _named(keys: Sequence[str]) -> str:
    return listed(list(keys))


def restore_events(task: Task, session: str) -> list[Entry]:
    """The events of restores in a session that have, or may have, restored something."""
    return [
        event
        for event in task.client.pages(filled(EVENTS, session))
        if event.get("type") == RESTORE and event.get("status") not in WITHOUT_EFFECT
    ]


def is_of(event: Entry, names: Sequence[str]) -> bool:
    """Whether an event names one of ``names``, not as a part of a longer name."""
    text = "\n".join(str(event.get(word) or "") for word in _WORDS)
    return any(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) for name in names if name)


def entry_of(
    moment: Moment, destination: Destination, keys: Sequence[str], began: datetime, **facts: object
) -> dict[str, Any]:
    """What is remembered of a restore: what was restored, where to, and from which point in time. Pure."""
    return {
        "to": destination.key,
        "paths": list(keys),
        "point": moment.point,
        "began": began.isoformat(),
        **facts,
    }
