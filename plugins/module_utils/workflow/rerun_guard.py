# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a restore from being done twice. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import RecoveryBlocked


class Newcomers:
    """Tells the sessions that came up since a run first looked from those that were there."""

    def __init__(self) -> None:
        self._earlier: set[str] | None = None

    def among(self, sessions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Those that came up since; none at the first look."""
        if self._earlier is None:
            self._earlier = {str(one["id"]) for one in sessions}
        return [one for one in sessions if str(one["id"]) not in self._earlier]


def pins_recovery(params: Mapping[str, Any]) -> bool:
    """Whether a task says which recovery it means, beyond the newest restore point there is. Pure."""
    point = params.get("restore_point") or {}
    return bool(params.get("since") or point.get("id") or point.get("before"))


def recovered_before(name: str, session: str, ended: str) -> RecoveryBlocked:
    """The error for a task that would recover anew what ``session`` has recovered. Pure.

    The next backup after a recovery makes a newer restore point, and a playbook that runs again must not
    recover anew because of it.
    """
    return RecoveryBlocked(
        f"'{name}' was recovered before, last in the session {session} that ended {ended}, and there is a newer "
        "restore point now. If it is to be recovered again, say so with since: the time of the incident; recoveries "
        "that began before it do not count.",
        session_id=session,
        ended=ended,
    )
