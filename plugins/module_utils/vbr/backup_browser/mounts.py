# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that a task mounts for its own work, and unmounts on every way out.

Nothing on the server shows whose a mount is, so the record of this machine says which are ours. A mount of ours that a
killed run left is used again for the same restore point, and removed otherwise; those of others are left alone. Private
to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Callable, TypeVar

from ...core.errors import (
    ApiError,
    NotConverged,
    RecoveryBlocked,
    ResponseLost,
    SessionFailed,
    VeeamError,
    readable,
    sentence,
)
from ...core.polling import Waiting, poll
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...schema.resource import filled
from ...sessions.lost_responses import GRACE, wait_for_effect
from ...sessions.watcher import SessionWatcher
from ...workflow.temporary_session import TemporarySession, problem_closing
from .browser import Browser
from .lost_mounts import SESSION, candidates, is_of_account, unclear
from .mount_record import MountRecord
from .paths import BACKSLASH, SLASH

# The states of a session whose mount is gone, or about to go.
ENDING = ("Stopping", "Postprocessing", "Stopped")
# The states of one that has not begun to work yet.
STARTING = ("Starting", "WaitingTape", "WaitingRepository", "WaitingSlot")
Content = TypeVar("Content")

# Gets the session of a mount, and what the record says is being restored from it.
Settle = Callable[[str, Mapping[str, Any]], None]


class Mount(TemporarySession):
    """A mount of a restore point; ``facts`` is what the server says of it, ``reused`` whether it was there before.

    ``body`` is what is sent to mount it, ``point`` the id of the restore point, ``session_type`` the type of the
    session that the server starts for it. ``settle`` gets a mount that was left open while something was being
    restored from it, and returns when that has ended; without it such a mount is left alone.
    """

    def __init__(
        self,
        task: Task,
        browser: Browser,
        record: MountRecord,
        body: Mapping[str, Any],
        point: str,
        session_type: str,
        settle: Settle | None = None,
    ) -> None:
        self.browser = browser
        self.facts: Mapping[str, Any] = {}
        self.reused = False
        # Whether somebody else has made it.
        self.is_given = False
        self._task = task
        self._record = record
        self._body = body
        self._point = point
        self._session_type = session_type
        self._settle = settle

    @property
    def separator(self) -> str:
        """What separates the names along a path in this backup."""
        properties = self.facts.get("properties")
        shown = properties.get("pathSeparator") if isinstance(properties, Mapping) else None
        return str(shown) if shown in (BACKSLASH, SLASH) else self.usual_separator

    @property
    def usual_separator(self) -> str:
        """What separates names where the server does not say."""
        return SLASH if self.facts.get("type") == "Linux" else BACKSLASH

    def path(self, template: str, **ids: str) -> str:
        """An address under this mount."""
        return template.format(sessionId=self.id, **ids)

    def open(self) -> str:
        """Use a mount that was left open for the same restore point, or mount it."""
        task, record = self._task, self._record
        mounts = self.active_mounts()
        ours = self._left_open(mounts)
        for session in ours:
            work = record.open[session].get("work")
            if work and self._settle is None:
                continue
            if work and self._settle is not None:
                self._settle(session, work)
            fits = session in mounts and record.open[session].get("point") == self._point
            if not self.reused and fits and self._is_usable(session):
                self.reused = True
                self.facts = mounts[session]
                self.id = session
            else:
                self._unmount(session)
        if self.reused:
            return self.id
        record.asking(self._point, task.server_time, [session for session in mounts if session not in ours])
        waiting = Waiting.of(task.params)
        if task.progress is not None:
            task.progress(f"Mounting the {self.browser.source} {self._point}")
        start = self.browser.start
        with record.requesting():
            self.facts = task.client.write(start.method, start.path, self._body, timeout=waiting.timeout)
        return self._remembered(str(self.facts["sessionId"]))

    def close_leftovers(self) -> None:
        """Remove the mounts of ours that a killed run has left, where none is needed."""
        for session in self._left_open(self.active_mounts()):
            work = self._record.open[session].get("work")
            if work and self._settle is not None:
                self._settle(session, work)
            self._unmount(session)

    @contextmanager
    def closing_leftovers_on_failure(self) -> Iterator[None]:
        """Remove the mounts of ours that a killed run has left, should the block raise a VeeamError.

        A failure to do so becomes a warning: it must not hide why the task failed.
        """
        try:
            yield
        except VeeamError:
            try:
                self.close_leftovers()
            except VeeamError as problem:
                self._task.warnings.append(
                    f"A {self.browser.noun} that a killed run has left may still be open: {sentence(problem.message)} "
                    "A rerun of this task on this machine removes it."
                )
            raise

    def found_after(self, lost: ResponseLost) -> str:
        """The id of the mount that is there, although the response to the request was lost."""
        task, asked = self._task, self._record.asked
        sent = parse_time(asked.at) if asked else None
        try:
            wait_for_effect(
                task.client,
                task.clock,
                Waiting.of(task.params),
                lost,
                self._is_there,
                sent,
                self._session_type,
                self._may_become_ours,
            )
        except NotConverged:
            self._record.forget_request()
            raise
        found, possible = self._appearing()
        if not found:
            self._record.forget_request()
            raise RecoveryBlocked(
                f"{lost.message} {self._unclear(possible)} Then rerun this task.", mounts=possible, **lost.facts
            ) from lost
        return found

    def appearing(self) -> str:
        """The id of the mount that an interrupted request has made, empty where that is not known."""
        found, possible = self._appearing()
        if possible and not found:
            self._task.warnings.append(self._unclear(possible))
        return found

    def _appearing(self) -> tuple[str, Sequence[str]]:
        """The mount that the request without response has made, empty where that is not known, and what may be it."""
        if self._record.asked is None:
            return "", []
        poll(lambda: self._made(self.active_mounts()) or None, self._task.clock, GRACE, 1)
        mounts = self.active_mounts()
        found = self._made(mounts)
        if found:
            self.facts = mounts[found]
            return self._remembered(found), [found]
        return "", self._candidates(mounts)

    def _unclear(self, found: Sequence[str]) -> str:
        return unclear(self.browser.noun, found)

    def wait_until_ready(self) -> None:
        """The server responds when the file system is mounted; what it could not mount becomes a warning."""
        for error in self.facts.get("mountErrors") or ():
            words = "could not be mounted" if error.get("type") == "Failed" else "was mounted with a problem"
            self._task.warnings.append(
                f"A part of the {self.browser.noun} {self.id} {words}: {sentence(readable(str(error.get('message'))))} "
                "Files on it may be missing."
            )

    def use(self, facts: Mapping[str, Any]) -> None:
        """Work in a mount that somebody else has made: it is neither opened nor closed here."""
        self.id, self.facts, self.is_given = str(facts["sessionId"]), facts, True

    def read(self, request: Callable[[], Content]) -> Content:
        """What a request for files in the mount returns.

        Whether files can be read as soon as the server has responded to the mount is not documented. So where a
        request is refused, the session of the mount is looked at, and repeated while that has not begun to work.
        Raises ApiError, and SessionFailed where the mount has ended.
        """
        waiting = Waiting.of(self._task.params)
        refused: list[ApiError] = []

        def observe() -> list[Content] | None:
            try:
                return [request()]
            except ApiError as error:
                if self._state() not in STARTING:
                    raise
                refused[:] = [error]
            return None

        found = poll(observe, self._task.clock, waiting.timeout, waiting.interval)
        if found is None:
            raise refused[0]
        return found[0]

    def ensure_open(self) -> None:
        """Raise SessionFailed where the mount is gone: somebody has removed it, or it was not used for too long."""
        self._state()

    def _state(self) -> str:
        """The state of the session of the mount, empty where it cannot be read.

        Raises SessionFailed where the mount is gone or about to go, ActionRequired.
        """
        watcher = SessionWatcher(self._task.client, {"id": self.id})
        try:
            is_there = self.id in self.active_mounts()
            watcher.refresh()
            state = str(watcher.latest["state"])
            # Whether the server lists a mount as soon as it has responded is not documented.
            ended = state in ENDING or (not is_there and state not in STARTING)
            reason = watcher.reason() if ended else ""
        except VeeamError:
            # What failed before is the reason to show.
            return ""
        if not ended:
            watcher.raise_on_failure()
            return state
        if not is_there:
            self._record.closed([self.id])
        raise SessionFailed(
            f"The {self.browser.noun} {self.id} has ended before this task was done"
            f"{': ' + sentence(reason) if reason else '.'} Somebody has removed it, or it was not used for longer than "
            "auto_unmount allows. Rerun this task.",
            session=watcher.kind.facts(watcher.latest),
        )

    def close(self) -> None:
        """Unmount it."""
        self._unmount(self.id)

    def _remembered(self, session: str) -> str:
        self._record.opened(session, self._point)
        return session

    def active_mounts(self) -> dict[str, Mapping[str, Any]]:
        """The active mounts, by session."""
        return {str(mount["sessionId"]): mount for mount in self._task.client.pages(self.browser.mounts.path)}

    def _left_open(self, mounts: Mapping[str, Mapping[str, Any]]) -> list[str]:
        """The sessions of our mounts that are still there, or still to be listed; what is gone is forgotten."""
        record = self._record
        absent = [session for session in record.open if session not in mounts]
        starting = [session for session in absent if is_starting(self._task, session)]
        record.closed([session for session in absent if session not in starting])
        asked = record.asked
        if asked is not None:
            found = self._made(mounts)
            possible = self._candidates(mounts)
            if found:
                record.opened(found, asked.point)
            else:
                record.forget_request()
                if possible:
                    self._task.warnings.append(
                        f"A killed run of this machine may have left a mount. {self._unclear(possible)}"
                    )
        return [*(session for session in mounts if session in record.open), *starting]

    def _is_usable(self, session: str) -> bool:
        """Whether a mount that is listed is not about to disappear."""
        found = self._task.client.find(filled(SESSION, session))
        return found is not None and found["state"] not in ENDING

    def _is_there(self) -> bool:
        return bool(self._candidates(self.active_mounts()))

    def _may_become_ours(self, session: Mapping[str, Any]) -> bool:
        """Whether a session that still works may be about to mount what the request without response asks for."""
        return session["id"] not in self.active_mounts() and is_of_account(self._task, session) is not False

    def _candidates(self, mounts: Mapping[str, Mapping[str, Any]]) -> list[str]:
        """The mounts that the request without response may have made."""
        return list(candidates(self._task, self._record, mounts, self.is_of))

    def _made(self, mounts: Mapping[str, Mapping[str, Any]]) -> str:
        """The mount that the request without response has made, empty where the server does not show that."""
        found = candidates(self._task, self._record, mounts, self.is_of)
        return next(iter(found)) if len(found) == 1 and all(found.values()) else ""

    def is_of(self, mount: Mapping[str, Any], source: str) -> bool | None:
        """Whether a mount is of the restore point with the id ``source``, None where the server does not show it."""
        shown = mount.get("restorePointId")
        return None if shown is None else bool(shown == source)

    def work_left(self, session: str) -> str:
        """A sentence on what still runs in a mount, under which it must not be removed; empty where nothing does."""
        work = self._record.open.get(session, {}).get("work")
        return "A restore that was begun in it may still run." if work and not work.get("ended") else ""

    def leave_open(self, why: str) -> None:
        """Do not unmount it at the end, and warn of that with a sentence on what still runs in it."""
        self.stays_open = True
        if self.is_given:
            self._task.warnings.append(f"The {self.browser.noun} {self.id} is not of this task, and stays. {why}")
        elif self.id in self._record.open:
            self._task.warnings.append(
                f"The {self.browser.noun} {self.id} was left open. {why} A rerun of this task on this machine removes "
                "it."
            )

    def _unmount(self, session: str) -> None:
        left = self.work_left(session)
        if left:
            self._task.warnings.append(
                f"The {self.browser.noun} {session} was left open. {left} A rerun of this task on this machine waits "
                "for what runs in it, and removes it."
            )
            return
        problem = unmount(self._task, self.browser, session)
        if not problem:
            self._record.closed([session])
            return
        self._task.warnings.append(
            f"The {self.browser.noun} {session} is still open. {problem} Stop it with opendr.veeam.veeam_session or in "
            "the console; a rerun of this task on this machine stops it too."
        )


def unmount(task: Task, browser: Browser, session: str) -> str:
    """Unmount and wait until the mount is gone; a sentence on what keeps it there, empty where it is gone."""
    return problem_closing(
        task,
        lambda: session not in _sessions_of(task, browser) and not is_starting(task, session),
        lambda: task.client.write(browser.unmount.method, browser.unmount.path.format(sessionId=session)),
        "unmounted",
    )


def is_starting(task: Task, session: str) -> bool:
    """Whether the session of a mount has not begun to work, so that the mount may not be listed yet."""
    found = task.client.find(filled(SESSION, session))
    return found is not None and found["state"] in STARTING


def _sessions_of(task: Task, browser: Browser) -> Sequence[str]:
    return [str(mount["sessionId"]) for mount in task.client.pages(browser.mounts.path)]
