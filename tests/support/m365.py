# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of Microsoft 365: the tasks that several tests give, and the sessions that are open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.seeds.m365_mailboxes import ANNS, BOB, PROJECTS
from support.running import Controller

MAILBOX = {"organization": "dr.example", "mailbox": BOB}
# The mailbox, and not its archive.
ANNS_MAILBOX = {**MAILBOX, "mailbox": ANNS, "archive": False}
FOLDER = {**ANNS_MAILBOX, "folders": [f"Inbox/{PROJECTS}"]}


def open_sessions(controller: Controller) -> list[str]:
    """The ids of the restore sessions that are open."""
    found = controller.succeed("veeam_m365_restore_session_info", {"state": "Working"})["sessions"]
    return [session["id"] for session in found]


def statuses(result: dict[str, Any]) -> list[str]:
    """The status of each item of a result."""
    return [item["status"] for item in result["items"]]


def outcome(controller: Controller, how: str, message: str = "", **more: Any) -> None:
    """What the sessions that begin from now on come to."""
    controller.simulator.outcome({"name": "*"}, how, message, product="m365", **more)


def written(controller: Controller, since: int, end: str) -> int:
    """How many writes there were to paths with this end."""
    return len([path for _method, path in controller.writes(since) if path.endswith(end)])


def history(earlier: dict[str, Any], latest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A list of a thousand objects like ``earlier``, and then ``latest``. Its reader must not keep the earlier ones."""
    alive = set[int]()

    class Listed(dict[str, Any]):
        """An object whose end is noted."""

        def __init__(self, number: int) -> None:
            super().__init__(earlier, id=str(number))
            self.number = number
            alive.add(number)

        def __del__(self) -> None:
            alive.discard(self.number)

    for number in range(1000):
        assert len(alive) <= 2, f"{len(alive)} objects are kept"
        yield Listed(number)
    yield latest
