# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task restores of an Azure VM's files, and what was restored before.

A file-level restore session that an earlier run of the task opened, that ended in success, and that lists the items
shows that they were restored before. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from ...core.errors import NotConverged, ObjectNotFound, RecoveryBlocked, listed
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...workflow.rerun_guard import how_to_repeat, pins_recovery, since_of
from .. import flr_files, flr_sessions, restore_points
from ..flr_sessions import OpenSession, Session, ended_in_success, flr_info, is_marked, marker_of, sessions_of
from ..restore_points import Choice
from .items import OVERWRITE, Evidence, RestoreMode, evidence, outermost
from .tasks import ENDED_WELL, SUCCESS, UNCONFIRMED, Restored, stored_in

# The status of an item in a result, in addition to the server's own words.
PRESENT, TO_RESTORE = "Present", "ToRestore"


class FileRestore:
    """The file-level restore that a task describes, and what the server knows of it."""

    def __init__(self, task: Task, choice: Choice, items: Sequence[str]) -> None:
        self.choice = choice
        self.items = list(items)
        self._named = list(items)
        self.session: str | None = None
        self.mode = RestoreMode(task.params["restore_type"], task.params["alternative_path"] or "")
        self._facts = (list(self.mode), sorted(flr_files.normalized(item) for item in items), task.params["search"])
        self.marker = self._marker_of(choice.machine.get("id") or choice.point.get("vmName"))
        self._task = task
        self._since = since_of(task)
        self.sessions: list[dict[str, Any]] = sessions_of(task.client, choice)
        self._directories: dict[str, list[str]] = {}

    def refresh(self) -> None:
        """Read the sessions again."""
        self.sessions = sessions_of(self._task.client, self.choice)

    def _marker_of(self, machine: object) -> str:
        return marker_of("restore", machine, *self._facts)

    # --- What was restored before. ---

    def missing(self, items: Sequence[str]) -> list[str]:
        """The items that were not restored since the time that counts.

        Raises RecoveryBlocked where an earlier run of this task has overwritten some of them, and the server does not
        say which: to overwrite them once more could undo what was written to them since.
        """
        restored: set[str] = set()
        unclear: dict[str, Session] = {}
        for session in self._done(counting=True):
            found = self._evidence(session, items)
            restored.update(found.restored)
            unclear.update(dict.fromkeys(found.unclear, session))
        again = [item for item in unclear if item not in restored]
        if again and self.mode.restore_type == OVERWRITE:
            last = unclear[again[0]]
            raise RecoveryBlocked(
                f"An earlier run of this task, the session {last.get('id')}, has overwritten some of {listed(again)}, "
                "and the server does not list which. Set items to those that are still to be overwritten; the error of "
                "that run named them. To overwrite all of them again, set since to a time after "
                f"{last.get('executionStartTime')}.",
                session_id=last.get("id"),
                items=again,
            )
        if again:
            self._task.warnings.append(
                f"An earlier run of this task has restored some of {listed(again)}, and the server does not list "
                "which, so all of them are restored again beside their originals."
            )
        return [item for item in items if item not in restored]

    @property
    def was_done(self) -> bool:
        """Whether an earlier run of this task has restored something and left no session open.

        The best answer that there is in check mode, where nothing is searched.
        """
        is_open = any(flr_sessions.is_open(session) for session in self._marked(counting=True))
        return not is_open and any(self._stored_in(session) for session in self._done(counting=True))

    def ensure_not_repeated(self, missing: Sequence[str]) -> None:
        """Raise RecoveryBlocked where items were restored before, and the task does not say that it wants it again.

        The next backup after a restore makes a newer restore point, and a playbook that is rerun must not
        restore a second time because of it.
        """
        if not missing or pins_recovery(self._task.params):
            return
        earlier = list(self._done(counting=False))
        found = [self._evidence(session, missing) for session in earlier]
        restored = {item for each in found for item in (*each.restored, *each.unclear)}
        repeated = [item for item in missing if item in restored]
        if not repeated:
            return
        last = max(earlier, key=lambda session: str(session.get("executionStartTime") or ""))
        raise RecoveryBlocked(
            f"{listed(repeated)} was restored before. The last run of this task was the session {last.get('id')}, "
            f"which started {last.get('executionStartTime')}, and a newer restore point exists now. "
            + how_to_repeat(self._task, to_original=not self.mode.alternative_path),
            session_id=last.get("id"),
            items=repeated,
        )

    def _marked(self, counting: bool) -> Iterator[Session]:
        """The sessions of this task that count, or those that do not because they are too old."""
        for session in self.sessions:
            # An earlier run may have known the machine by its id, or by its name alone.
            keys = (flr_info(session).get("vmId"), flr_info(session).get("vmName"))
            is_own = any(is_marked(session, self._marker_of(key)) for key in keys if key)
            if is_own and self._counts(session) == counting:
                yield session

    def _done(self, counting: bool) -> Iterator[Session]:
        """Those that ended in success. What another session restored may be incomplete."""
        return (session for session in self._marked(counting) if ended_in_success(session))

    def _evidence(self, session: Session, items: Sequence[str]) -> Evidence:
        return evidence(items, self._stored_in(session), self.mode)

    def _stored_in(self, session: Session) -> list[str]:
        identifier = str(session["id"])
        if identifier not in self._directories:
            self._directories[identifier] = stored_in(self._task.client, identifier)
        return self._directories[identifier]

    def _counts(self, session: Session) -> bool:
        """Whether what a session restored is what this task restores.

        Without since, that is what was restored after the restore point was made; of a restore point
        that the task names by its id or by an upper limit of time, only what was restored from itself.
        """
        rules = self._task.params["restore_point"]
        made = restore_points.created(self.choice.point)
        source = flr_info(session).get("restorePointCreatedDateUtc")
        same_point = not source or abs(parse_time(str(source)) - made) <= timedelta(seconds=1)
        if (rules.get("id") or (rules.get("before") and self._since is None)) and not same_point:
            return False
        began = session.get("executionStartTime")
        return not began or parse_time(str(began)) >= (self._since or made)

    # --- What is to be done. ---

    def add_search_results(self, session: OpenSession) -> list[str]:
        """The missing items, including those that the search finds. Raises ObjectNotFound, RecoveryBlocked."""
        search = self._task.params["search"]
        if search is not None:
            results = flr_files.search(self._task, session.id, search)
            self.items = outermost([*self.items, *(result["path"] for result in results)])
            if not self.items:
                raise ObjectNotFound(
                    "The search for '{}' in '{}' found nothing in the restore point of {}. Check path and traverse; "
                    "opendr.veeam.veeam_azure_flr_info lists what the restore point contains.".format(
                        search["pattern"], search["path"], self.choice.point["pointInTime"]
                    ),
                    **search,
                )
        missing = self.missing(self.items)
        self.ensure_not_repeated(missing)
        return missing

    # --- What the result reports. ---

    def item_results(self, missing: Sequence[str], restored: Sequence[Restored]) -> list[dict[str, Any]]:
        """The status of each item, including those that the search found."""
        by_path = {item.path: item for item in restored}
        by_path.update({path: Restored(path, TO_RESTORE) for path in missing if path not in by_path})
        return [item_result(by_path.get(path) or Restored(path, PRESENT)) for path in self.items]

    def difference(self, named: Sequence[str], missing: Sequence[str]) -> dict[str, Any]:
        """What was restored before and is now; ``named`` are the missing items among those that the task names.

        The results of a search are one entry, because check mode does not know them.
        """
        search = self._task.params["search"]
        before = [item for item in self._named if item not in named]
        after = list(self._named)
        if search is not None:
            entry = "results of the search for '{}' in '{}'".format(search["pattern"], search["path"])
            from_search = [item for item in missing if item not in self._named]
            before += [entry] if (self.was_done if self._task.check_mode else not from_search) else []
            after.append(entry)
        return {"before": {"restored": before}, "after": {"restored": after}}


def item_result(item: Restored) -> dict[str, Any]:
    """What a result reports of an item. Pure."""
    return {"path": item.path, "status": item.status, "log": list(item.log)}


def ensure_all_restored(restored: Sequence[Restored]) -> None:
    """Raise NotConverged where an item was not restored. Pure."""
    failed = [item for item in restored if item.status not in (*ENDED_WELL, UNCONFIRMED)]
    if not failed:
        return
    reasons = ". ".join(f"{item.path} ({item.status}): {reason_of(item)}" for item in failed)
    raise NotConverged(
        f"{len(failed)} of {len(restored)} items were not restored. {reasons}. Fix this and rerun; what is missing is "
        "restored.",
        items=[item_result(item) for item in restored],
    )


def confirmed(restored: Sequence[Restored], session: OpenSession) -> list[Restored]:
    """The restored items, once their session has ended.

    Raises NotConverged where only a good end could say that they were restored, and the session did not end well. Pure.
    """
    if any(item.status == UNCONFIRMED for item in restored) and not session.succeeded:
        raise NotConverged(
            f"The response to the restore request was lost, and its session {session.id} has ended as "
            f"{session.end.get('status')}, so it is not known whether {listed([item.path for item in restored])} was "
            "restored completely. Nothing was sent twice; rerun this task: it restores what is missing.",
            items=[item_result(item) for item in restored],
            session_id=session.id,
        )
    return [item._replace(status=SUCCESS) if item.status == UNCONFIRMED else item for item in restored]


def warning_about(session: OpenSession, complete: bool) -> str:
    """What a person has to know before a rerun, where a session did not end as what was done in it; empty else. Pure.

    A rerun takes as restored what is listed by a session of this task that ended in success.
    """
    status = session.end.get("status")
    if not status or session.succeeded == complete:
        return ""
    if complete:
        return (
            f"All items were restored, but their session {session.id} has ended as {status}, so a rerun of this task "
            "restores them again."
        )
    return (
        f"Not all items were restored, but their session {session.id} has ended as {status}, so a rerun may take a "
        "folder that was restored in part for complete. If you rerun it, set since to a time after "
        f"{session.end.get('executionStartTime')}."
    )


def reason_of(item: Restored) -> str:
    """What the server says about an item that was not restored without problems. Pure."""
    return "; ".join(item.log) or "the server gives no reason"
