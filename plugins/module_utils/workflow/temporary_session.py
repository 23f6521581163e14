# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task opens on a server only to do its work, such as a session or a mount: closed on every way out.

Private to the collection.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable, TypeVar

from ..core.errors import ApiError, ResponseLost, UnexpectedResponse, VeeamError, sentence
from ..core.interrupts import shielded
from ..core.polling import Waiting, poll
from ..engine.task import Task

# Seconds that what is closed may take to disappear, and how often that is requested where the server refuses.
CLOSING, CLOSING_ATTEMPTS = 120.0, 3


class TemporarySession(ABC):
    """Something that a task opens and closes; ``id`` is empty until it is open.

    With ``stays_open`` it is left as it is, for work that continues in it on the server.
    """

    id = ""
    stays_open = False

    @abstractmethod
    def open(self) -> str:
        """Request it, and return its id. Raises ResponseLost where it may have been opened all the same."""

    @abstractmethod
    def found_after(self, lost: ResponseLost) -> str:
        """The id of what a request without response has opened. Raises NotConverged where that shows nowhere."""

    @abstractmethod
    def appearing(self) -> str:
        """The id of what a request that was interrupted may have opened, empty where nothing appears."""

    @abstractmethod
    def wait_until_ready(self) -> None:
        """Return when it can be worked in. Raises SessionFailed, SessionTimedOut."""

    @abstractmethod
    def ensure_open(self) -> None:
        """Raise SessionFailed where it has ended, no matter how."""

    @abstractmethod
    def close(self) -> None:
        """Close it, and wait until that is done. A failure becomes a warning: it must not hide how the work ended."""


Session = TypeVar("Session", bound=TemporarySession)


@contextmanager
def opened(session: Session) -> Iterator[Session]:
    """``session``, open and ready; it is closed when the block ends, failure and interruption included."""
    try:
        session.id = _open(session)
        session.wait_until_ready()
        try:
            yield session
        except ApiError:
            # If the session has ended, that is the reason, not the request that went with it.
            session.ensure_open()
            raise
    except BaseException as end:
        if isinstance(end, UnexpectedResponse) or not isinstance(end, Exception):
            # A signal, or Ansible's time limit of the task. It may have come before the response with the id, and the
            # server may still be working on the request. Or the response has no id.
            session.id = session.id or session.appearing()
        raise
    finally:
        if session.id and not session.stays_open:
            with shielded():
                session.close()


def _open(session: TemporarySession) -> str:
    try:
        return session.open()
    except ResponseLost as lost:
        return session.found_after(lost)


def problem_closing(task: Task, is_gone: Callable[[], bool], request: Callable[[], object], verb: str) -> str:
    """Request that something be closed, and wait until it is gone; a sentence on what keeps it, empty where it is gone.

    ``verb`` is the participle for what ``request`` does. To close a thing twice does no harm, so it is requested again
    where a response is lost and the thing is still there.
    """
    refused: list[str] = []
    accepted = False

    def observe() -> bool | None:
        nonlocal accepted
        if is_gone():
            return True
        if not accepted and len(refused) < CLOSING_ATTEMPTS:
            try:
                request()
                accepted = True
            except ApiError as error:
                if error.status != 404:
                    refused.append(error.message)
            except VeeamError as error:
                refused.append(error.message)
        return None

    try:
        ended = poll(observe, task.clock, CLOSING, min(2.0, Waiting.of(task.params).interval))
    except VeeamError as error:
        return f"It cannot be {verb}: {sentence(error.message)}"
    if ended:
        return ""
    if refused and not accepted:
        return f"It cannot be {verb}: {sentence(refused[-1])}"
    return f"It has not disappeared {CLOSING:g} seconds after it was {verb}."
