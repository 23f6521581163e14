# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a restore from being done twice, and the options that allow it. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ..core.errors import InvalidOption, RecoveryBlocked
from ..core.timestamps import parse_time
from ..engine.task import Task

NEVER, NEW_RESTORE_POINT = "never", "new_restore_point"

# The options of every module that restores: which earlier recoveries count, and whether there may be another one.
OPTIONS: dict[str, Any] = {
    "since": {"type": "str"},
    "again": {"type": "str", "choices": [NEVER, NEW_RESTORE_POINT], "default": NEVER},
}

# The clock of a server is known to the second.
_PRECISION = timedelta(seconds=1)


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


def since_of(task: Task) -> datetime | None:
    """The option ``since``, None where the task does not give it.

    Raises InvalidOption for a time without an offset, and for one that the server's clock has not reached: no
    recovery starts after it, so each run would recover again.
    """
    given = task.params.get("since")
    if not given:
        return None
    now = _server_clock(task)
    shown = _shown(now)
    try:
        time = parse_time(given, "since")
    except InvalidOption as problem:
        raise InvalidOption(
            f"{problem.message} The clock of the server shows {shown}. Nothing was changed.",
            option="since",
            server_time=shown,
        ) from None
    if time > now + _PRECISION:
        raise InvalidOption(
            f"since={given!r} is later than the clock of the server, which shows {shown}. Nothing was changed. Give "
            "the time of the incident with the offset of its time zone: Z means UTC, not local time.",
            option="since",
            server_time=shown,
        )
    return time


def validate_again(params: Mapping[str, Any], to_original: bool) -> None:
    """Raise InvalidOption where ``again`` would overwrite the original with each backup, or contradicts ``since``.

    ``to_original`` is whether the task restores to the location of the original. Pure.
    """
    if params.get("again", NEVER) == NEVER:
        return
    if to_original:
        raise InvalidOption(
            f"again={NEW_RESTORE_POINT} would overwrite the original once for each new restore point. It is for a copy "
            "beside the original. To recover the original again, leave again out and set since to the time of the "
            "incident.",
            option="again",
        )
    if params.get("since"):
        raise InvalidOption(
            f"again={NEW_RESTORE_POINT} recovers from each new restore point, and since recovers once after a point in "
            "time. Give one of the two.",
            option="again",
        )


def pins_recovery(params: Mapping[str, Any]) -> bool:
    """Whether a task states more than "the newest restore point", and so may recover a second time. Pure."""
    point = params.get("restore_point") or {}
    again = params.get("again", NEVER) != NEVER
    return bool(again or params.get("since") or point.get("id") or point.get("before"))


def recovered_before(task: Task, name: str, earlier: EarlierRecovery, to_original: bool) -> RecoveryBlocked:
    """The error for a task that would recover ``name`` although ``earlier`` has done so.

    The next backup after a recovery makes a newer restore point, and a playbook that is rerun must not
    recover a second time because of it.
    """
    return RecoveryBlocked(
        f"'{name}' was recovered before, in the session {earlier.session_id}, which ended {earlier.ended}. A newer "
        f"restore point exists now. {how_to_repeat(task, to_original)}",
        session_id=earlier.session_id,
        ended=earlier.ended,
    )


def how_to_repeat(task: Task, to_original: bool) -> str:
    """The sentences that say which line, added to a task, lets it recover once more."""
    once = how_to_repeat_once(task)
    if to_original:
        return once
    return (
        f"{once} To recover a copy from each new restore point, as a regular test does, add this line: "
        f"again: {NEW_RESTORE_POINT}"
    )


def how_to_repeat_once(task: Task) -> str:
    """The sentences that say which line lets a task recover once more, now or after an incident."""
    now = _shown(_server_clock(task).replace(microsecond=0))
    return (
        "Recoveries that started before the time in since are ignored: set since to the time of the incident. To "
        f'recover once more now, add this line to the task: since: "{now}".'
    )


def _server_clock(task: Task) -> datetime:
    """``Task.server_time``, read for it where no response was needed so far."""
    client = task.client
    if client.server_time is None and client.product.clock:
        # Any response shows the time.
        client.get(client.product.clock)
    return task.server_time


def _shown(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")
