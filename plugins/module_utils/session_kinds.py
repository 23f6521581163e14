# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sessions of each product: where they are, what their state means, what their log says.

Data and pure functions; ``sessions`` does the waiting. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable, NamedTuple

from .products import AZURE, VBR, Product

RUNNING, SUCCEEDED, WARNED, FAILED, CANCELED, NEEDS_ACTION = (
    "running",
    "succeeded",
    "warned",
    "failed",
    "canceled",
    "needs action",
)


class Verdict(NamedTuple):
    """How a session stands (one of the words above), and what the server says about it."""

    status: str
    message: str


class LogLine(NamedTuple):
    """One record of a session's log: its status in the vendor's word, and what it says."""

    status: str
    title: str


@dataclass(frozen=True, eq=False, repr=False)
class SessionKind:
    """What a product calls a session, and how to read it.

    ``path`` leads to one session, ``log`` to its log records, each with ``{id}``. ``verdict`` tells how a session
    stands, ``name`` what it is called, ``lines`` the log records of an answer, oldest first; ``bad`` are the
    statuses of records worth a mark. ``progress`` says how far a session is, ``stands`` where one is that goes on.
    ``facts`` is what a result tells of a session. ``since`` makes path and query of the list of sessions of a type
    that began at a time or later. ``module`` is the module that stops a session or waits for it. ``stopping`` and
    ``stopped`` are the states of a session that was told to stop, ``finished`` that of one which ended by itself,
    empty where that depends on how it ended.
    """

    path: str
    log: str
    verdict: Callable[[Mapping[str, Any]], Verdict]
    name: Callable[[Mapping[str, Any]], str]
    lines: Callable[[Any], list[LogLine]]
    bad: tuple[str, ...]
    progress: Callable[[Mapping[str, Any]], str]
    stands: Callable[[Mapping[str, Any]], str]
    facts: Callable[[Mapping[str, Any]], dict[str, Any]]
    since: Callable[[str, str], tuple[str, dict[str, Any]]]
    module: str
    stopping: str
    stopped: str
    finished: str


def verdict(session: Mapping[str, Any]) -> Verdict:
    """What the ``state`` and ``result`` of a session of VBR mean together. Pure.

    ``state`` says whether it has ended, ``result`` how. Any state but Stopped, known or not, means that
    it still runs; ActionRequired (1.3-rev2) that only a person can make it go on.
    """
    result = session.get("result") or {}
    message = str(result.get("message") or "")
    if session.get("state") == "ActionRequired":
        return Verdict(NEEDS_ACTION, message)
    if session.get("state") != "Stopped":
        return Verdict(RUNNING, message)
    if result.get("isCanceled"):
        return Verdict(CANCELED, message)
    if result.get("result") == "Success":
        return Verdict(SUCCEEDED, message)
    if result.get("result") == "Warning":
        return Verdict(WARNED, message)
    return Verdict(FAILED, message)


def _vbr_facts(session: Mapping[str, Any]) -> dict[str, Any]:
    result = session.get("result") or {}
    return {
        "id": session.get("id"),
        "name": session.get("name"),
        "type": session.get("sessionType"),
        "state": session.get("state"),
        "result": result.get("result"),
        "message": result.get("message") or "",
        "progress_percent": session.get("progressPercent"),
    }


def _vbr_lines(answer: Any) -> list[LogLine]:
    records = sorted(answer.get("records") or [], key=lambda record: record.get("id") or 0)
    return [LogLine(str(one.get("status") or ""), str(one.get("title") or "")) for one in records]


# Every other status, known or not, means that the session still runs.
_JOB_ENDS = {"Success": SUCCEEDED, "Warning": WARNED, "Error": FAILED, "Canceled": CANCELED}


def job_verdict(session: Mapping[str, Any]) -> Verdict:
    """What the ``status`` of a job session of Azure means. Pure. Its reason stands in its log alone."""
    return Verdict(_JOB_ENDS.get(str(session.get("status")), RUNNING), "")


def _job_name(session: Mapping[str, Any]) -> str:
    """What a job session does and to what; the API gives it no name of its own."""
    title = str(session.get("localizedType") or session.get("type") or "job session")
    subjects = (
        ("repositoryJobInfo", "repositoryName"),
        ("backupJobInfo", "policyName"),
        ("fileLevelRestoreJobInfo", "vmName"),
        ("healthCheckJobInfo", "policyName"),
    )
    named = [(session.get(part) or {}).get(key) for part, key in subjects]
    return " of ".join([title, *[str(one) for one in named if one][:1]])


def _job_facts(session: Mapping[str, Any]) -> dict[str, Any]:
    ended = job_verdict(session).status != RUNNING
    return {
        "id": session.get("id"),
        "name": _job_name(session),
        "type": session.get("type"),
        "state": session.get("status"),
        "result": session.get("status") if ended else None,
    }


def _job_lines(answer: Any) -> list[LogLine]:
    return [LogLine(str(one.get("status") or ""), str(one.get("message") or "")) for one in answer.get("log") or []]


KINDS: dict[str, SessionKind] = {
    VBR.name: SessionKind(
        path="/sessions/{id}",
        log="/sessions/{id}/logs",
        verdict=verdict,
        name=lambda session: str(session.get("name")),
        lines=_vbr_lines,
        bad=("Warning", "Failed"),
        progress=lambda session: "{}%".format(session.get("progressPercent") or 0),
        stands=lambda session: "{} at {}%".format(session.get("state"), session.get("progressPercent") or 0),
        facts=_vbr_facts,
        since=lambda since, kind: ("/sessions", {"createdAfterFilter": since, "typeFilter": kind}),
        module="veeam_session",
        stopping="Stopping",
        stopped="Stopped",
        finished="Stopped",
    ),
    AZURE.name: SessionKind(
        path="/jobSessions/{id}",
        log="/jobSessions/{id}/log",
        verdict=job_verdict,
        name=_job_name,
        lines=_job_lines,
        bad=("Warning", "Error", "Canceled"),
        progress=lambda session: str(session.get("status")),
        stands=lambda session: str(session.get("status")),
        facts=_job_facts,
        since=lambda since, kind: ("/jobSessions", {"FromUtc": since, "Types": kind}),
        module="veeam_azure_session",
        stopping="Canceling",
        stopped="Canceled",
        finished="",
    ),
}


def kind_of(product: Product) -> SessionKind:
    """The sessions of a product."""
    return KINDS[product.name]
