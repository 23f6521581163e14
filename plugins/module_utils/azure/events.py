# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of Azure is an event: job sessions that ended, and file-level restore sessions that are left open.

Operations ``GET /jobSessions`` and ``GET /jobSessions/{sessionId}``. Private to the collection.
"""

from __future__ import annotations

from datetime import timedelta

from ..engine.ended_feed import EndedFeed, Window, end_of
from ..engine.event_feed import SESSION, Feed
from ..engine.open_feed import OpenFeed
from .session_adapter import WORKING, job_verdict, subject_of
from .session_info import without_empty
from .session_schema import ITEM, PATH, SESSIONS

SESSION_FEED = EndedFeed(
    kind=SESSION,
    listing=SESSIONS,
    status=end_of(job_verdict, "status"),
    name=lambda body, state: subject_of(body) or str(state.get("title") or ""),
    ended="end_time",
    # The list knows the beginning of sessions alone.
    windows=(Window("FromUtc", "start_time"),),
    item=ITEM,
    under_way={"Status": list(WORKING)},
    back=timedelta(days=1),
    shape=without_empty,
)
FLR_FEED = OpenFeed(
    PATH,
    "files of a machine",
    name="fileLevelRestoreJobInfo.vmName",
    session="id",
    began=lambda client, body: body.get("executionStartTime"),
    query=lambda now: {"Types": ["FileLevelRestore"], "Status": list(WORKING)},
)
FEEDS: tuple[Feed, ...] = (SESSION_FEED, FLR_FEED)
