# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How restores of M365 end: in a session of their own, in that of the task, or with the response to the request.

The response names a restore session. That this is another session than the one in which the task works is not said, so
both are followed: another one to its end, the own one by its events. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...core.errors import ApiError, NotConverged, SessionFailed, SessionTimedOut, readable, sentence
from ...core.polling import Waiting, poll
from ...engine.task import Task
from ...http.responses import object_of
from ...schema.resource import filled
from ...sessions.adapter import FAILED, RUNNING, WARNED
from ...sessions.watcher import SessionWatcher
from ..restore_sessions import ADAPTER, EVENTS, ITEM, STATISTICS, STOPPED
from .evidence import RESTORE

RUNNING_EVENT = "Running"
_WORST_FIRST = ("Failed", "Cancelled", "Warning")
# Where a response counts in other words than the statistics of a session: what is added up for each number.
_COUNTS = {
    "restored": ("restoredItemsCount", "createdItemsCount", "mergedItemsCount"),
    "skipped": ("skippedItemsCount", "skippedItemsByNoChangesCount"),
    "failed": ("failedItemsCount", "failedFoldersCount", "skippedItemsByErrorCount"),
}
_PROBLEMS = ("errors", "exceptions", "warnings", "cannotContinueError", "restoreIssues")
V7 = "v7"


class Counts(NamedTuple):
    """How many items a restore has restored, skipped since they are there unchanged, and failed to restore."""

    restored: int
    skipped: int
    failed: int
    problems: tuple[str, ...]

    def since(self, before: Counts) -> Counts:
        """What was counted since ``before``, in a session that counts all its restores together."""
        new = tuple(problem for problem in self.problems if problem not in before.problems)
        restored, skipped, failed = (max(0, now - then) for now, then in zip(self[:3], before[:3]))
        return Counts(restored, skipped, failed, new)


class Ended(NamedTuple):
    """A restore that has ended, with success or a warning; ``session`` is empty where it had no session."""

    session: str
    counts: Counts

    def facts(self, title: str) -> dict[str, Any]:
        """What a result reports of it."""
        counts = self.counts._asdict()
        problems = counts.pop("problems")
        return {"name": title, "session_id": self.session or None, **counts, "problems": list(problems)}


NOTHING = Counts(0, 0, 0, ())


def counts_of(body: Mapping[str, Any]) -> Counts:
    """The numbers in statistics, or in the response to a restore, which may leave some out. Pure."""
    restored, skipped, failed = (sum(_number(body.get(name)) for name in names) for names in _COUNTS.values())
    problems: list[str] = []
    for name in _PROBLEMS:
        value = body.get(name)
        problems += [readable(str(one)) for one in (value if isinstance(value, list) else [value]) if one]
    return Counts(restored, skipped, failed, tuple(problems))


def statistics_counts(body: Mapping[str, Any]) -> Counts:
    """The numbers in the statistics of a session, which always has them. Raises UnexpectedResponse. Pure."""
    for name in ("restoredItemsCount", "failedItemsCount", "skippedItemsCount"):
        body[name]
    return counts_of(body)


def _number(value: object) -> int:
    """A number, which a server may write as a text."""
    return int(str(value)) if str(value).isdecimal() else 0


def restore_session_of(response: Mapping[str, Any]) -> str:
    """The id of the session that the response to a restore names. Raises UnexpectedResponse. Pure."""
    return str(response["sessionId"])


def started_restore(task: Task, response: object, path: str) -> tuple[str, Counts | None]:
    """The session of a restore, and in API revision v7, where the response comes at its end, what was restored."""
    body = object_of("POST", path, response)
    if task.client.revision == V7:
        return "", counts_of(body)
    return restore_session_of(body), None


def session_counts(task: Task, session: str) -> Counts:
    """What was restored in a session; nothing in API revision v7, whose sessions do not count."""
    if task.client.revision == V7:
        return NOTHING
    return statistics_counts(task.client.get(filled(STATISTICS, session)))


def followed(task: Task, session: str, own: str, known_events: Sequence[str], what: str) -> None:
    """Wait for the end of a restore in ``session``; ``own`` is the session of the task.

    Raises SessionFailed, SessionTimedOut.
    """
    if session == own:
        _follow_events(task, own, known_events, what)
        return
    watch = SessionWatcher(task.client, {"id": session}, task.progress, ADAPTER)
    waiting = Waiting.of(task.params)
    ended = poll(
        lambda: None if watch.refresh().status == RUNNING else watch.verdict,
        task.clock,
        waiting.timeout,
        waiting.interval,
    )
    if ended is None:
        raise timed_out(what, waiting.timeout, session)
    if ended.status == FAILED:
        raise _failed(task, what, ended.message, session)
    if ended.status == WARNED:
        _warn(task, what, ended.message)


def _follow_events(task: Task, session: str, known: Sequence[str], what: str) -> None:
    """Wait until the events of a restore have ended: some are there, and twice in a row the same, none of them runs."""
    waiting = Waiting.of(task.params)
    seen: list[str] = []

    def observe() -> list[Mapping[str, Any]] | None:
        nonlocal seen
        new = new_events(task, session, known)
        running = not new or any(event.get("status") == RUNNING_EVENT for event in new)
        if running and _has_stopped(task, session):
            raise _failed(task, what, "its session was stopped", session)
        before, seen = seen, [str(event["id"]) for event in new]
        return None if running or before != seen else new

    ended = poll(observe, task.clock, waiting.timeout, waiting.interval)
    if ended is None:
        raise timed_out(what, waiting.timeout, session)
    statuses = [str(event.get("status")) for event in ended]
    worst = next((status for status in _WORST_FIRST if status in statuses), "")
    message = next((str(event.get("message")) for event in ended if event.get("status") == worst), "")
    if worst == _WORST_FIRST[2]:
        _warn(task, what, message)
    elif worst:
        raise _failed(task, what, message, session)


def _has_stopped(task: Task, session: str) -> bool:
    found = task.client.find(filled(ITEM, session))
    return found is None or found["state"] == STOPPED


def new_events(task: Task, session: str, known: Sequence[str]) -> list[Mapping[str, Any]]:
    """The events of restores in a session beside the known ones."""
    return [
        event
        for event in task.client.pages(filled(EVENTS, session))
        if event.get("type") == RESTORE and str(event["id"]) not in known
    ]


def timed_out(what: str, timeout: float, session: str) -> SessionTimedOut:
    """The error for a restore that takes too long."""
    return SessionTimedOut(
        f"{what} was not finished after wait_timeout={timeout:g} seconds and was stopped. Some of it may be restored. "
        "Set a longer wait_timeout and rerun this task.",
        session={"id": session},
    )


def _failed(task: Task, what: str, message: str, session: str) -> SessionFailed:
    try:
        problems = session_counts(task, session).problems
    except ApiError:
        problems = ()
    reason = readable(message) or (problems[0] if problems else "the server gives no reason")
    return SessionFailed(
        f"{what} failed: {sentence(reason)} Some of it may be restored. Fix this and rerun this task.",
        session={"id": session},
        log=list(problems),
    )


def _warn(task: Task, what: str, message: str) -> None:
    task.warnings.append(f"{what} ended with a warning: {sentence(readable(message) or 'the server gives no reason')}")


def ensure_restored(ended: Ended, what: str, expected: int) -> None:
    """Raise NotConverged where something was not restored; ``expected`` is how many items have to be counted."""
    counts = ended.counts
    reason = sentence("; ".join(counts.problems)) if counts.problems else "The server gives no reason."
    if counts.failed:
        raise NotConverged(
            f"{what} has ended, and {counts.failed} items were not restored. {reason} Fix this and rerun this task.",
            restore=ended.facts(what),
        )
    if counts.restored + counts.skipped < expected:
        raise NotConverged(
            f"{what} has ended without an error, and the server counts {counts.restored} restored and {counts.skipped} "
            f"unchanged items, which should be {expected} or more. {reason}",
            restore=ended.facts(what),
        )
