# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of Azure's job sessions: Pending, Running, then a status that says how they ended; the log says why."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from .clock import CLOCK
from .state import Item
from .vbr_sessions import Course, Rule, Run, Sessions, now

COLLECTION = "jobSessions"
_ENDS = {"success": "Success", "warn": "Warning", "fail": "Error", "cancel": "Canceled"}


class JobSessions(Sessions):
    """Starts, advances and stops the job sessions of one appliance."""

    collection: ClassVar[str] = COLLECTION
    log_status: ClassVar[Mapping[str, str]] = {"step": "Success", **_ENDS}

    # A job session has a type and no name of its own, so the type comes first here.
    def start(  # type: ignore[override]
        self,
        kind: str,
        *,
        title: str = "",
        steps: list[str] | None = None,
        seconds: float = 0.3,
        work: Callable[[], str | None] | None = None,
        course: Course | None = None,
        planned: Rule | None = None,
        **values: Any,
    ) -> Item:
        """Begin a session. ``work`` runs once, at a successful end.

        Rules of tests find a session by its ``title`` as name, and by its type. Other values go into the session as
        they are, such as ``repositoryJobInfo``.
        """
        words = _words(kind)
        item: Item = {
            "id": str(uuid.uuid4()),
            "type": kind,
            "localizedType": words,
            "executionStartTime": now(),
            "status": "Pending",
            "title": title or words,
            **values,
        }
        self._begin(item, self.rule_for(item["title"], kind, planned), steps or [item["title"]], seconds, work, course)
        return item

    def _show_stopping(self, key: str) -> None:
        self._change(key, status="Canceling")

    def _show_progress(self, run: Run, share: float) -> None:
        if share >= 0.1:
            self._change(run.key, status="Running", executionDuration=_span(CLOCK.monotonic() - run.started))

    def _show_end(self, run: Run, outcome: str, _message: str, /) -> None:
        self._change(
            run.key,
            status=_ENDS[outcome],
            executionStopTime=now(),
            executionDuration=_span(CLOCK.monotonic() - run.started),
        )

    def _write(self, key: str, title: str, status: str) -> None:
        self.logs[key].append(
            {
                "logTime": now(),
                "status": status,
                "message": title,
                "executionStartTime": now(),
                "executionDuration": _span(0),
            }
        )


def _span(seconds: float) -> str:
    """A length of time as the appliance writes it."""
    return str(datetime.timedelta(seconds=int(seconds))).rjust(8, "0")


def _words(kind: str) -> str:
    """A type's name as people read it: ``RepositoryCreation`` is ``Repository creation``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()
