# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a restore from being done twice. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..core.errors import RecoveryBlocked


class NewSessions:
    """Separates the sessions that started during a run from those that existed when the run began."""

    def __init__(self) -> None:
        self._known: set[str] | None = None

    def among(self, sessions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The sessions that were not in the list of the first call; none in the first call itself."""
        if self._known is None:
            self._known = {str(session["id"]) for session in sessions}
        return [session for session in sessions if str(session["id"]) not in self._known]


class EarlierRecovery(NamedTuple):
    """The session of a recovery that succeeded before this task, and when it ended, in the server's own format."""

    session_id: str
    ended: str


def pins_recovery(params: Mapping[str, Any]) -> bool:
    """Whether a task states more than "the newest restore point", and so may recover a second time. Pure."""
    point = params.get("restore_point") or {}
    return bool(params.get("since") or point.get("id") or point.get("before"))


def recovered_before(name: str, earlier: EarlierRecovery) -> RecoveryBlocked:
    """The error for a task that would recover ``name`` although ``earlier`` has done so. Pure.

    The next backup after a recovery makes a newer restore point, and a playbook that is rerun must not
    recover a second time because of it.
    """
    return RecoveryBlocked(
        f"'{name}' was recovered before, in the session {earlier.session_id}, which ended {earlier.ended}. A newer "
        "restore point exists now. To recover it again, set since to the time of the incident: recoveries that "
        "started before that time are ignored.",
        session_id=earlier.session_id,
        ended=earlier.ended,
    )
