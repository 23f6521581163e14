# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was restored before, and what of it counts for a task.

The server forgets what was restored with the mount, so the record of this machine is the evidence. Where others have
mounted files of the machine since, and nothing says what they restored, the task refuses rather than restores twice.
Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ...core.errors import ApiError, RecoveryBlocked, listed
from ...core.naming import same_name
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...schema.resource import filled
from ...workflow.rerun_guard import how_to_repeat, pins_recovery, since_of
from ...workflow.restore_point_choice import RestorePointChoice
from ..backup_browser.lost_mounts import SESSION
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.paths import key_of
from ..flr_audit import audited_items, has_audit
from ..flr_mount import SEPARATORS, SESSION_TYPES
from .destination import OVERWRITE, Destination

SESSIONS = "/sessions"
Entry = Mapping[str, Any]


class Evidence:
    """What is known of earlier restores of the same machine to the same place."""

    def __init__(
        self, task: Task, choice: RestorePointChoice, machine: str, destination: Destination, record: MountRecord
    ) -> None:
        self._task = task
        self._choice = choice
        self._machine = machine
        self._destination = destination
        self._record = record
        self._since = since_of(task)
        self._separator = SEPARATORS[destination.kind]
        self._made = parse_time(str(choice.point["creationTime"]))
        self._others: list[Entry] | None = None
        self._known: dict[str, bool] = {}
        self._paths: dict[int, tuple[Entry, frozenset[str]]] = {}

    def is_done(self, path: str) -> bool:
        """Whether a path, or a pattern as a task names it, was restored, so that it need not be again."""
        return self._has(path, self._entries(counting=True, unsure=False))

    def ensure_not_repeated(self, paths: Sequence[str]) -> None:
        """Raise RecoveryBlocked for paths that were restored before, from a restore point that is not the newest now.

        Nothing is said against it where the task names more than the newest restore point.
        """
        if pins_recovery(self._task.params):
            return
        earlier = list(self._entries(counting=False, unsure=False))
        repeated = [path for path in paths if self._has(path, earlier)]
        if repeated:
            last = self._last_of(repeated[0], earlier)
            raise self._blocked(
                f"{listed(repeated)} was restored before, from the mount {last.get('session')}, which ended "
                f"{last.get('ended')}, and a newer restore point exists now.",
                last,
                repeated,
            )

    def ensure_clear(self, paths: Sequence[str]) -> None:
        """Raise RecoveryBlocked where nothing says whether some of the paths have been restored already."""
        unsure = list(self._entries(counting=True, unsure=True))
        unclear = [path for path in paths if self._has(path, unsure)]
        if unclear:
            last = self._last_of(unclear[0], unsure)
            words = (
                f"An earlier run of this task did not see the end of its restore of {listed(unclear)}, which began "
                f"{last.get('began')} in the mount {last.get('session')}, so nothing says which of them were restored."
            )
            if self._destination.restore_type == OVERWRITE:
                raise self._blocked(words, last, unclear)
            self._warn(f"{words} They are restored again, beside the originals.")
        for session in self._unknown_sessions():
            raise self._blocked(
                f"Files of '{self._machine}' were mounted by somebody else, or by this collection on another machine, "
                f"in the session {session.get('id')}, which began {session.get('creationTime')}. The server does not "
                f"say what was restored from it, so {listed(paths)} may have been restored already.",
                session,
                paths,
            )

    def ensure_unchanged_since(self, paths: Sequence[str]) -> None:
        """Raise RecoveryBlocked for files that were restored, and that somebody has changed after that."""
        again = [path for path in paths if self.is_done(path)]
        if again:
            entry = self._last_of(again[0], self._entries(counting=True, unsure=False))
            raise self._blocked(
                f"{listed(again)} was restored before, from the mount {entry.get('session')}, which ended "
                f"{entry.get('ended')}, and was changed in production since. To restore it once more would undo that.",
                entry,
                again,
            )

    def _blocked(self, words: str, entry: Entry, paths: Sequence[str]) -> RecoveryBlocked:
        repeat = how_to_repeat(self._task, to_original=self._destination.to_original)
        session = entry.get("session") or entry.get("id")
        return RecoveryBlocked(f"{words} {repeat}", session_id=session, items=list(paths))

    def _warn(self, warning: str) -> None:
        if warning not in self._task.warnings:
            self._task.warnings.append(warning)

    def _has(self, path: str, entries: Iterable[Entry]) -> bool:
        key = key_of(path, self._separator)
        return any(key in self._paths_of(entry) for entry in entries)

    def _last_of(self, path: str, entries: Iterable[Entry]) -> Entry:
        """The last of the entries that have a path, of which there is one."""
        return [entry for entry in entries if self._has(path, [entry])][-1]

    def _paths_of(self, entry: Entry) -> frozenset[str]:
        """The paths of an entry, for thousands of questions."""
        if id(entry) not in self._paths:
            # The entry is kept as well, so that its identity stays its own.
            self._paths[id(entry)] = (entry, frozenset(entry.get("paths") or ()))
        return self._paths[id(entry)][1]

    def _entries(self, counting: bool, unsure: bool) -> Iterator[Entry]:
        """What was restored to the same place in the same way, and counts, or does not because it is too old."""
        for entry in [*self._record.restored, *([] if unsure else self._other_restores())]:
            same = (entry.get("to"), entry.get("type")) == (self._destination.key, self._destination.restore_type)
            fits = same and bool(entry.get("unsure")) == unsure and self._counts(entry) == counting
            if fits and self._is_of_this_server(str(entry.get("session"))):
                yield entry

    def _is_of_this_server(self, session: str) -> bool:
        """Whether the server knows a session: after it was installed again, what is remembered of it means nothing."""
        if session not in self._known:
            self._known[session] = self._task.client.find(filled(SESSION, session)) is not None
        return self._known[session]

    def _counts(self, entry: Entry) -> bool:
        """Whether what was restored is what this task restores.

        Without since, that is what was restored after the restore point was made; of a restore point that the task
        names by its id or by an upper limit of time, only what was restored from itself.
        """
        rules = self._task.params["restore_point"]
        pinned = rules.get("id") or (rules.get("before") and self._since is None)
        if pinned and entry.get("point") != self._choice.point["id"]:
            return False
        return self._is_since(entry.get("began"))

    def _is_since(self, time: object) -> bool:
        # The clock of the server is known to the second.
        return not time or parse_time(str(time)) >= (self._since or self._made).replace(microsecond=0)

    def _other_restores(self) -> list[Entry]:
        """What mounts of others, which are still there, have restored to the place of this task."""
        if self._others is None:
            self._unknown_sessions()
        return self._others or []

    def _unknown_sessions(self) -> list[Entry]:
        """The sessions in which files of the machine were mounted by others, and that do not say what was restored."""
        self._others = []
        unknown: list[Entry] = []
        for session in self._sessions():
            restored = self._audit(str(session["id"]))
            if restored is None:
                unknown.append(session)
                continue
            paths = [key_of(str(item["path"]), self._separator) for item in restored if self._is_there(item)]
            self._others.append(
                {
                    "to": self._destination.key,
                    "type": self._destination.restore_type,
                    "paths": paths,
                    "point": next((item.get("restore_point_id") for item in restored), None),
                    "session": session["id"],
                    "began": session.get("creationTime"),
                    "ended": session.get("endTime") or "not yet",
                }
            )
        return unknown

    def _is_there(self, item: Mapping[str, Any]) -> bool:
        """Whether an item was restored to where this task restores to, as far as the audit shows."""
        host = str(item.get("target_host") or "")
        is_original = self._destination.to_original and (host == "localhost" or same_name(host, self._machine))
        return is_original and item.get("status") == "Succeeded"

    def _sessions(self) -> Iterator[Mapping[str, Any]]:
        """The sessions that count in which files of the machine were mounted, but not by this machine."""
        name = named(self._machine)
        # The type of a machine's session has two words, and the document of one revision names only one of them.
        for kind in SESSION_TYPES.values():
            query = {"typeFilter": kind, "createdAfterFilter": (self._since or self._made).isoformat()}
            for session in self._task.client.pages(SESSIONS, query):
                known = session["id"] in self._record.sessions
                if not known and name.search(str(session.get("name"))) and self._is_since(session.get("creationTime")):
                    yield session

    def _audit(self, session: str) -> list[dict[str, Any]] | None:
        """What was restored in a session, None where the server does not say."""
        if not has_audit(self._task):
            return None
        try:
            return audited_items(self._task, session)
        except ApiError:
            return None


def named(machine: str) -> re.Pattern[str]:
    """What the name of a session looks like that is of a machine: it may have words before and after. Pure."""
    return re.compile(rf"(?<![A-Za-z0-9-]){re.escape(machine)}(?![A-Za-z0-9-])", re.IGNORECASE)


def entry_of(
    destination: Destination, choice: RestorePointChoice, paths: Sequence[str], began: datetime
) -> dict[str, Any]:
    """What is remembered of a restore that begins: what is restored, where to, and from which restore point. Pure."""
    separator = SEPARATORS[destination.kind]
    return {
        "to": destination.key,
        "type": destination.restore_type,
        "paths": [key_of(path, separator) for path in paths],
        "point": choice.point["id"],
        "began": began.isoformat(),
    }
