# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to read the job sessions of M365, operations under ``/JobSessions``. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..schema.resource import Operation
from ..sessions.adapter import CANCELED, FAILED, RUNNING, SUCCEEDED, WARNED, SessionAdapter, Verdict

PATH = "/JobSessions"
STOPPED = "Stopped"
_ENDS = {
    "Success": SUCCEEDED,
    "Warning": WARNED,
    "Failed": FAILED,
    "Disconnected": FAILED,
    "NotConfigured": FAILED,
    STOPPED: CANCELED,
}


def job_verdict(session: Mapping[str, Any]) -> Verdict:
    """What the status of a job session means. Pure. One that is in no document means that it runs."""
    return Verdict(_ENDS.get(str(session["status"]), RUNNING), str(session.get("details") or ""))


def _name(session: Mapping[str, Any]) -> str:
    """A name for a session, which the API has none for."""
    return "{} session".format(session.get("jobType") or "Job")


def _facts(session: Mapping[str, Any]) -> dict[str, Any]:
    ended = job_verdict(session).status != RUNNING
    return {
        "id": session.get("id"),
        "name": _name(session),
        "type": session.get("jobType"),
        "state": session.get("status"),
        "result": session.get("status") if ended else None,
    }


SESSIONS = SessionAdapter(
    path=PATH + "/{id}",
    log="",
    verdict=job_verdict,
    name=_name,
    log_lines=lambda response: [],
    problem_statuses=(),
    progress=lambda session: f"{session.get('status')}, {session.get('progress') or 0} objects",
    status_text=lambda session: str(session.get("status")),
    facts=_facts,
    since=lambda since, kind: (PATH, {}),
    may_create=lambda session, name: False,
    module="veeam_m365_job",
    # A session is stopped by its job.
    stop=Operation("POST", "/Jobs/{jobId}/stop", "nothing"),
    stopping="",
    stopped=STOPPED,
    finished="",
    is_session=lambda body: {"id", "jobId", "status", "creationTime"} <= set(body),
    runs_in_task=True,
)
