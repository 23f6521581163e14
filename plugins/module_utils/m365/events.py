# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of M365 is an event: job and restore sessions that ended, and restore sessions that are left open.

Operations ``GET /JobSessions``, ``GET /RestoreSessions`` and those of one session. Private to the collection.
"""

from __future__ import annotations

from datetime import timedelta

from ..engine.ended_feed import EndedFeed, Window, end_of
from ..engine.event_feed import LONGEST, SESSION, Feed
from ..engine.open_feed import OpenFeed
from .job_session_info import SESSIONS as JOB_SESSIONS
from .restore_session_info import SESSIONS as RESTORE_SESSIONS
from .restore_sessions import ITEM, PATH, STOPPED, verdict
from .session_adapter import SESSIONS as ADAPTER
from .session_adapter import job_verdict

JOB_SESSION = "/JobSessions/{jobSessionsId}"

JOB_FEED = EndedFeed(
    kind=SESSION,
    listing=JOB_SESSIONS,
    status=end_of(job_verdict, "status"),
    name=lambda body, state: str(state.get("job") or ADAPTER.name(body)),
    ended="end_time",
    # By its name it compares the end of a session, by its description the creation: so it is given the creation, and
    # sessions that run are read one by one.
    windows=(Window("endTimeLowerBound", "creation_time"),),
    item=JOB_SESSION,
    under_way={"status": "Running"},
    under_way_since="v8",
    back=timedelta(days=7),
)
RESTORE_FEED = EndedFeed(
    kind=SESSION,
    listing=RESTORE_SESSIONS,
    status=end_of(verdict, "state"),
    name=lambda body, state: str(state.get("name") or ""),
    ended="end_time",
    windows=(Window("startTimeFrom", "creation_time"), Window("endTimeFrom", "end_time", since="v8")),
    item=ITEM,
    back=timedelta(days=7),
)
OPEN_RESTORES = OpenFeed(
    PATH,
    "restore session",
    name="name",
    session="id",
    began=lambda client, body: body.get("creationTime"),
    # No state narrows the list. The server stops a restore session by itself; no document says after how long.
    query=lambda now: {"startTimeFrom": (now - LONGEST).strftime("%Y-%m-%dT%H:%M:%SZ")},
    is_open=lambda body: body.get("state") != STOPPED,
)
FEEDS: tuple[Feed, ...] = (JOB_FEED, RESTORE_FEED, OPEN_RESTORES)
