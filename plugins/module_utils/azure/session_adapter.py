# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to read the job sessions of Veeam Backup for Microsoft Azure, operations under ``/jobSessions``.

Pure. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..schema.resource import Operation
from ..sessions.adapter import (
    CANCELED,
    FAILED,
    RUNNING,
    SUCCEEDED,
    WARNED,
    LogLine,
    SessionAdapter,
    Verdict,
    records_of,
)

_JOB_ENDS = {"Success": SUCCEEDED, "Warning": WARNED, "Error": FAILED, "Canceled": CANCELED}
WORKING = ("Pending", "Running", "RunningWithError", "RunningWithWarning", "Canceling")


def job_verdict(session: Mapping[str, Any]) -> Verdict:
    """What the ``status`` of a job session of Azure means. Pure. Only the log of the session has the reason.

    Any other status, such as ``Unknown`` or ``NeverExecuted``, says nothing: then the session runs until it has a stop
    time, and has not succeeded where it has one.
    """
    status = str(session.get("status"))
    if status not in (*_JOB_ENDS, *WORKING) and session.get("executionStopTime"):
        return Verdict(FAILED, f"It ended {session['executionStopTime']} with the status {status}.")
    return Verdict(_JOB_ENDS.get(status, RUNNING), "")


def subject_of(session: Mapping[str, Any]) -> str:
    """The name of what a job session is about, empty where the session does not show one. Pure."""
    subjects = (
        ("repositoryJobInfo", "repositoryName"),
        ("backupJobInfo", "policyName"),
        ("fileLevelRestoreJobInfo", "vmName"),
        ("healthCheckJobInfo", "policyName"),
    )
    names = [(session.get(part) or {}).get(key) for part, key in subjects]
    return str(next((name for name in names if name), ""))


def _name(session: Mapping[str, Any]) -> str:
    """A name for a job session, from its type and its subject, since the API has none. Pure."""
    title = str(session.get("localizedType") or session.get("type") or "job session")
    subject = subject_of(session)
    return f"{title} of {subject}" if subject else title


def _facts(session: Mapping[str, Any]) -> dict[str, Any]:
    ended = job_verdict(session).status != RUNNING
    return {
        "id": session.get("id"),
        "name": _name(session),
        "type": session.get("type"),
        "state": session.get("status"),
        "result": session.get("status") if ended else None,
    }


def _lines(response: object) -> list[LogLine]:
    records = records_of(response, "log")
    return [LogLine(str(record.get("status") or ""), str(record.get("message") or "")) for record in records]


SESSIONS = SessionAdapter(
    path="/jobSessions/{id}",
    log="/jobSessions/{id}/log",
    verdict=job_verdict,
    name=_name,
    log_lines=_lines,
    problem_statuses=("Warning", "Error", "Canceled"),
    progress=lambda session: str(session.get("status")),
    status_text=lambda session: str(session.get("status")),
    facts=_facts,
    since=lambda since, kind: ("/jobSessions", {"FromUtc": since, "Types": kind}),
    # A repository for each tier has a name that begins with the one in the task.
    may_create=lambda session, name: not subject_of(session) or subject_of(session).startswith(name),
    module="veeam_azure_session",
    stop=Operation("POST", "/jobSessions/{sessionId}/stop", "nothing"),
    stopping="Canceling",
    stopped="Canceled",
    finished="",
    # Of an operation that a server defers, which has a status too, neither is known.
    is_session=lambda body: {"id", "type", "status"} <= set(body),
)
