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
from typing import TypeVar

from ..core.errors import ApiError, ResponseLost, UnexpectedResponse
from ..core.interrupts import shielded


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
