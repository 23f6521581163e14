# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of Microsoft 365: the tasks that several tests give, and the sessions that are open."""

from __future__ import annotations

from typing import Any

from simulator.seeds.m365_mailboxes import ANNS, BOB, PROJECTS
from support.running import Bench

MAILBOX = {"organization": "dr.example", "mailbox": BOB}
# The mailbox, and not its archive.
ANNS_MAILBOX = {**MAILBOX, "mailbox": ANNS, "archive": False}
FOLDER = {**ANNS_MAILBOX, "folders": [f"Inbox/{PROJECTS}"]}


def open_sessions(bench: Bench) -> list[str]:
    """The ids of the restore sessions that are open."""
    found = bench.do("veeam_m365_restore_session_info", {"state": "Working"})["sessions"]
    return [session["id"] for session in found]


def statuses(result: dict[str, Any]) -> list[str]:
    """The status of each item of a result."""
    return [item["status"] for item in result["items"]]
