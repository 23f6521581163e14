# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running a backup policy of Azure VMs now, and stopping one that runs. Private to the collection.

Operations ``POST /policies/virtualMachines/{policyId}/start`` and ``.../stop``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ...core.errors import ApiError, NotConverged, ResponseLost
from ...core.polling import Waiting, poll
from ...engine.task import Task
from ...http.client import Client
from ...schema.resource import Operation, filled
from ...sessions.adapter import RUNNING, WARNED
from ...sessions.lost_responses import GRACE
from ...sessions.watcher import SessionWatcher, started, wait_for_sessions, warning_of
from ..policy_schema import ITEM
from ..session_adapter import job_verdict

START = Operation("POST", ITEM + "/start", "sessions")
STOP = Operation("POST", ITEM + "/stop", "nothing")
JOB_SESSIONS = "/jobSessions"
CONFLICT = 409
Sessions = Sequence[Mapping[str, Any]]


def sessions_of(client: Client, policy: str, since: datetime | None = None) -> list[dict[str, Any]]:
    """The sessions in which a policy made backups, those begun since then."""
    query = {"PolicyId": policy, "FromUtc": since.strftime("%Y-%m-%dT%H:%M:%SZ") if since else None}
    return [one for one in client.pages(JOB_SESSIONS, query) if is_run_of(one, policy)]


def running_sessions(client: Client, policy: str) -> list[dict[str, Any]]:
    """The sessions in which a policy makes backups now."""
    return running(sessions_of(client, policy))


def is_run_of(session: Mapping[str, Any], policy: str) -> bool:
    """Whether a session is a run of the policy; its health checks are none. Pure."""
    return str((session.get("backupJobInfo") or {}).get("policyId") or "").lower() == policy.lower()


def running(sessions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sessions that have not ended. Pure."""
    return [one for one in sessions if job_verdict(one).status == RUNNING]


def start(task: Task, policy: str) -> Sessions:
    """The sessions of a run of the policy, which begins with this. Raises NotConverged where that cannot be told."""
    sent = task.client.server_time
    try:
        return started(START, task.client.write(START.method, filled(START.path, policy)))
    except ResponseLost as lost:
        return _begun_since(task, policy, sent, lost)
    except ApiError as error:
        # Somebody else, or its schedule, has started it just now.
        found = running_sessions(task.client, policy) if error.status == CONFLICT else []
        if not found:
            raise
        return found


def _begun_since(task: Task, policy: str, sent: datetime | None, lost: ResponseLost) -> Sessions:
    # The Date header counts whole seconds.
    since = sent - timedelta(seconds=1) if sent else None
    found = poll(lambda: sessions_of(task.client, policy, since) or None, task.clock, GRACE, 1)
    if not found:
        raise NotConverged(
            f"{lost.message} No session of the policy has begun since, so the request most likely did not arrive. "
            "Nothing was sent twice; run this again.",
            **lost.facts,
        )
    return found


def wait_for(task: Task, sessions: Sessions) -> Sessions:
    """The sessions as they ended, or as they are where the task does not wait. Raises SessionFailed and its like."""
    waiting = Waiting.of(task.params)
    if not waiting.wait or not sessions:
        return sessions
    ended = wait_for_sessions(task.client, task.clock, sessions, waiting, task.progress)
    for session in ended:
        if job_verdict(session).status == WARNED:
            task.warnings.append(warning_of(task.client, session))
    return ended


def stop(task: Task, policy: str, sessions: Sessions) -> Sessions:
    """Stop the run that these sessions are, and see them end; however they end, they are stopped then."""
    waiting = Waiting.of(task.params)
    lost = None
    try:
        task.client.write(STOP.method, filled(STOP.path, policy))
    except ResponseLost as error:
        # Whether it arrived, the sessions show.
        lost = error
    except ApiError:
        # A run that ends by itself just now can no longer be stopped, and need not be.
        if running_sessions(task.client, policy):
            raise
    watches = [SessionWatcher(task.client, one, task.progress) for one in sessions]
    if lost is not None:
        _ensure_stopping(task, watches, lost)
    left = list(watches)

    def observe() -> bool | None:
        left[:] = [watch for watch in left if watch.refresh().status == RUNNING]
        return None if left else True

    if waiting.wait and not poll(observe, task.clock, waiting.timeout, waiting.interval):
        raise left[0].timed_out(waiting)
    return [watch.latest for watch in watches]


def _ensure_stopping(task: Task, watches: Sequence[SessionWatcher], lost: ResponseLost) -> None:
    def stopping() -> bool | None:
        for watch in watches:
            watch.refresh()
        untouched = [one for one in watches if str(one.latest.get("status")).startswith(("Running", "Pending"))]
        return None if untouched else True

    if not poll(stopping, task.clock, GRACE, 1):
        raise NotConverged(
            f"{lost.message} The policy still runs, so the request most likely did not arrive: run this again.",
            **lost.facts,
        )
