# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing data of a mailbox or OneDrive back: found, restored once or exported, and reported.

Private to the collection.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, ClassVar

from ...core.errors import ObjectNotFound, listed
from ...core.polling import Waiting
from ...core.records import Record
from ...engine.local_file import Stored, download_to_file
from ...engine.task import Result, Task
from ...engine.task_lock import locked
from ...http.response_times import moment_at
from ...schema.fields import Field
from ...workflow.rerun_guard import since_of, validate_again
from ...workflow.temporary_session import opened
from ..restore_scope import Scope
from .destination import destination_of, export_options, restore_options, stored_before
from .evidence import Evidence, entry_of
from .items import ExportRequest, Owner, RestoreRequest, Selected, Selection, ensure_found
from .moment import Moment, newest_backup
from .outcome import Ended
from .session import ExploredSession, RestoreRecord, given_session
from .work import Worker, settled_entry

# The status of an item in a result.
RESTORED, UNCHANGED, PRESENT = "Restored", "Unchanged", "Present"
TO_RESTORE, EXPORTED, MISSING = "ToRestore", "Exported", "Missing"
_CHANGES = (RESTORED, EXPORTED, TO_RESTORE)
NOT_EXPLORED = (
    "In check mode no restore session is opened, so it is not known whether the backup has what the task names: what "
    "this machine has not restored before is reported as to be restored."
)


class ItemRestore(ABC):
    """The restore that a task describes, and how far it is.

    A subclass says what the data is: ``kind`` is the type of the session, ``noun`` what messages call the owner of the
    data, ``option`` the option that names it, ``target`` that of another place.
    """

    kind: ClassVar[str]
    noun: ClassVar[str]
    option: ClassVar[str]
    target: ClassVar[Field]

    def __init__(self, task: Task) -> None:
        self.task = task
        self.destination = destination_of(task, self.target)
        validate_again(task.params, self.destination.to_original)
        # What the task names, each once: the words that messages and the record have for it.
        self.wanted = self.named_in_task()
        self.given = str(task.params[self.option])
        self._moment: Moment
        self._since: datetime | None = None
        self._owner: Owner | None = None
        self._statuses: dict[str, str] = {}
        self._ended: list[tuple[str, Ended]] = []
        self._file: dict[str, Any] | None = None

    # --- What a kind of data says. ---

    @abstractmethod
    def named_in_task(self) -> tuple[str, ...]:
        """What the task names. Raises InvalidOption for what cannot be restored, before anything is read."""

    @abstractmethod
    def find_owner(self, session: str) -> Owner:
        """The mailbox or OneDrive in the backup. Raises ObjectNotFound, AmbiguousName."""

    @abstractmethod
    def select(self, session: str, owner: Owner) -> Selection:
        """What the backup has of what the task names; an empty list for what it does not have."""

    @abstractmethod
    def requests(self, session: str, owner: Owner, selection: Selection) -> list[RestoreRequest]:
        """The requests that restore a selection."""

    @abstractmethod
    def export_request(self, session: str, owner: Owner, selection: Selection) -> ExportRequest:
        """The request that returns a selection as a file."""

    # --- The order of the steps. ---

    def run(self) -> Result:
        """Restore what has to be restored. The only place that orders the steps."""
        self._since = since_of(self.task)
        if self.task.params["session_id"]:
            return self._run_in_given()
        scope = Scope(self.task, self.kind)
        self._moment = newest_backup(self.task, scope)
        key = f"m365 {self.noun} {scope.key} {self.given.casefold()}"
        if self.task.check_mode:
            self.task.warnings.append(NOT_EXPLORED)
            return self._result(None, None, self._left(self._known_owner(key)))
        with locked(self.task, self._locks(key), f"{self.noun} '{self.given}'"):
            record = RestoreRecord(self.task, key)
            session = ExploredSession(self.task, scope, record, self._settle)
            session.close_leftovers()
            if not self._left(self._known_owner(key)):
                return self._result(None, None, [])
            with opened(session):
                return self._run_in(session.id, key, record)

    def _run_in_given(self) -> Result:
        session = given_session(self.task, self.kind)
        # What such a session explores does not change.
        self._moment = Moment(moment_at(session, "creationTime"), f"session {session['id']}")
        key = f"m365 {self.noun} {session['id']} {self.given.casefold()}"
        identifier = str(session["id"])
        if self.task.check_mode:
            return self._run_in(identifier, key, RestoreRecord(self.task))
        with locked(self.task, self._locks(key), f"{self.noun} '{self.given}'"):
            sessions = RestoreRecord(self.task, key)
            work = sessions.open.get(identifier, {}).get("work")
            if work:
                self._settle(identifier, work)
                sessions.done(identifier, ())
            return self._run_in(identifier, key, sessions)

    def _run_in(self, session: str, key: str, sessions: RestoreRecord) -> Result:
        """Find, check and restore in an open session."""
        owner = self._owner = self.find_owner(session)
        with self._alone_with(owner):
            record = RestoreRecord(self.task, self._key_of(owner.id))
            selection = self.select(session, owner)
            self._check_missing(selection, owner.name)
            left = self._left_in(record)
            there = {key: found for key, found in selection.items() if key in left and found}
            if self.task.check_mode:
                return self._result(session, selection, list(there))
            self._remember_owner(key, owner.id)
            record.know(session)
            if there and self.destination.file:
                self._export(session, owner, selection, record)
            elif there:
                evidence = self._evidence(record)
                evidence.ensure_not_done_by_others(self.kind, [owner.name, owner.address])
                self._restore(session, owner, there, Worker(self.task, self.kind, session, record, sessions))
            return self._result(session, selection, [])

    def _check_missing(self, selection: Selection, owner: str) -> None:
        """Raise ObjectNotFound for what the backup lacks, or warn of it, as the task says."""
        if self.task.params["missing"] == "fail":
            ensure_found(selection, f"'{owner}'")
        missing = [key for key, found in selection.items() if not found]
        if missing:
            self.task.warnings.append(f"Not in the backup, and left out: {listed(missing, limit=100)}.")
            self._statuses.update(dict.fromkeys(missing, MISSING))

    # --- What was done before. ---

    def _left(self, owner: str) -> list[str]:
        """What the task names that has to be restored, as far as is known without a session."""
        if not owner:
            return list(self.wanted)
        left = self._left_in(RestoreRecord(self.task, self._key_of(owner)))
        lacking = [key for key in self.wanted if self._statuses.get(key) == MISSING]
        self._check_missing({key: [] if key in lacking else [_named_as(key)] for key in self.wanted}, self.given)
        return left

    def _left_in(self, record: RestoreRecord) -> list[str]:
        """What the record does not have. Raises RecoveryBlocked."""
        if self.destination.file:
            stored = stored_before(self.task, record.restored, self.destination, self._moment, self.wanted)
            if stored is None:
                return list(self.wanted)
            self._file = self._file_facts(stored["size"], stored["sha256"])
            self._statuses.update(dict.fromkeys(stored.get("missing") or (), MISSING))
            left: list[str] = []
        else:
            evidence = self._evidence(record)
            left = [key for key in self.wanted if not evidence.is_done(key)]
            evidence.ensure_not_repeated(left)
            evidence.ensure_clear(left)
        for key in self.wanted:
            if key not in left:
                self._statuses.setdefault(key, PRESENT)
        return left

    def _evidence(self, record: RestoreRecord) -> Evidence:
        return Evidence(self.task, self._moment, self._since, self.destination, record)

    def _known_owner(self, key: str) -> str:
        """The id that an earlier task has found for the name of this one, empty where there is none."""
        return str(self._names(key).read().get("owner") or "")

    def _remember_owner(self, key: str, owner: str) -> None:
        # Where it cannot be written, the next task looks it up again.
        with suppress(OSError):
            self._names(key).write({"owner": owner})

    def _names(self, key: str) -> Record:
        try:
            return self.task.locks.record(f"{key} names")
        except OSError:
            return Record()

    def _key_of(self, owner: str) -> str:
        return f"m365 {self.noun} {owner}".lower()

    def _locks(self, key: str) -> list[str]:
        return [key, *([self.destination.key] if self.destination.file else [])]

    @contextmanager
    def _alone_with(self, owner: Owner) -> Iterator[None]:
        """Hold the lock of the owner: another task may have named it in another way."""
        if self.task.check_mode:
            yield
            return
        with locked(self.task, [self._key_of(owner.id)], f"{self.noun} '{owner.name}'"):
            yield

    # --- Doing it. ---

    def _restore(self, session: str, owner: Owner, there: Selection, worker: Worker) -> None:
        for request in self.requests(session, owner, there):
            facts = {"owner": owner.id, "given": restore_options(self.task)}
            entry = entry_of(self._moment, self.destination, request.keys, self.task.server_time, **facts)
            ended = worker.carry_out(request, entry, [owner.name, owner.address])
            self._ended.append((request.title, ended))
            status = RESTORED if ended.counts.restored else UNCHANGED
            self._statuses.update(dict.fromkeys(request.keys, status))

    def _settle(self, session: str, work: Mapping[str, Any]) -> None:
        """Wait for the end of what a killed run has begun to restore, and note what came of it."""
        owner = str(work.get("owner"))
        with locked(self.task, [self._key_of(owner)], f"{self.noun} '{self.given}'"):
            record = RestoreRecord(self.task, self._key_of(owner))
            entry = settled_entry(self.task, self.kind, session, work)
            if entry:
                # Without that, the next restore of this task takes it for one of somebody else.
                record.know(str(entry["session"]))
                record.note([entry])

    def _export(self, session: str, owner: Owner, selection: Selection, record: RestoreRecord) -> None:
        there = {key: found for key, found in selection.items() if found}
        request = self.export_request(session, owner, there)
        call = (request.operation.method, request.path)
        timeout = Waiting.of(self.task.params).timeout
        entry = entry_of(self._moment, self.destination, self.wanted, self.task.server_time, session=session)
        missing = [key for key in self.wanted if key not in there]
        facts = {"made": self._moment.made.isoformat(), "missing": missing}
        options = {"options": export_options(self.task), "given": restore_options(self.task)}

        def accept(written: str, stored: Stored) -> None:
            request.check(written)
            record.note([{**entry, **facts, **options, "sha256": stored.sha256, "size": stored.size}])

        stored = download_to_file(self.task, self.destination.file, call, request.body, timeout, accept)
        self._file = self._file_facts(stored.size, stored.sha256)
        self._statuses.update(dict.fromkeys(there, EXPORTED))

    def _file_facts(self, size: object, sha256: object) -> dict[str, Any]:
        return {"path": self.destination.file, "size": size, "sha256": sha256}

    # --- What the result reports. ---

    def _result(self, session: str | None, selection: Selection | None, to_restore: Sequence[str]) -> Result:
        self._statuses.update(dict.fromkeys(to_restore, TO_RESTORE))
        after = [key for key in self.wanted if self._statuses.get(key) != MISSING]
        now = [key for key in after if self._statuses.get(key) in _CHANGES]
        return {
            "changed": bool(now),
            "session_id": session,
            "restore_point": self._moment.facts(),
            self.option: self._owner_facts(),
            "items": [item for key in self.wanted for item in self._items_of(key, selection)],
            "restores": [ended.facts(title) for title, ended in self._ended],
            "file": self._file,
            "diff": {
                "before": {"restored": [key for key in after if key not in now]},
                "after": {"restored": after},
            },
        }

    def _owner_facts(self) -> dict[str, Any]:
        owner = self._owner
        if owner is None:
            return {"id": None, "name": self.given, "address": None}
        return {"id": owner.id, "name": owner.name, "address": owner.address}

    def _items_of(self, key: str, selection: Selection | None) -> list[dict[str, Any]]:
        status = self._statuses.get(key, PRESENT)
        found: Sequence[Selected] = (selection or {}).get(key) or [_named_as(key)]
        return [
            {"type": one.type or None, "name": one.name, "id": one.id or None, "named_as": key, "status": status}
            for one in found
        ]


def _named_as(key: str) -> Selected:
    """An item of which only the name in the task is known. Pure."""
    return Selected("", key, "", {})


def no_owner(noun: str, given: str, total: int) -> ObjectNotFound:
    """The error for a mailbox or OneDrive that the backup does not have. Pure."""
    return ObjectNotFound(
        f"{noun[:1].upper()}{noun[1:]} '{given}' not found among the {total} in the backup. Nothing was restored.",
        name=given,
        object_type=noun,
    )
