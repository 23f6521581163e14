# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a drill has shown: times against targets, checks, and what was left behind. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill import checks
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.approval import is_failed
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.isolation import FAILOVER

# The moments of a machine in order, each at the end of what has its name; the first is the start.
STAGES = ("mount", "boot", "service")
MARKS = ("started", "mounted", "booted", "served")
# The variables of a host, which the role registers.
PREFIX = "dr_drill_"

Outcome = Mapping[str, Any]


def results(
    drill: Mapping[str, Any], outcomes: Sequence[Outcome], server: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The report of a drill as data: what is written as JSON, and what HTML and JUnit XML are made of.

    ``outcomes`` are in the order of the machines: ``marks`` (seconds since the epoch), ``recovered``, ``tcp``, ``http``
    and ``tasks`` (results of tasks), ``error``, ``finished`` and ``sessions``.
    """
    machines = [_machine(machine, outcome, drill["mode"]) for machine, outcome in zip(drill["machines"], outcomes)]
    starts = [machine["times"]["started"] for machine in machines if machine["times"]["started"]]
    ends = [time for machine in machines for time in machine["times"].values() if time]
    start, end = min(starts, default=None), max(ends, default=None)
    seconds = None if start is None or end is None else round(end - start, 1)
    all_passed = all(machine["passed"] for machine in machines)
    rto = _target(drill.get("rto_minutes"), None if seconds is None else seconds / 60, "minutes", complete=all_passed)
    return {
        "name": drill["name"],
        "mode": drill["mode"],
        "started": _text(start),
        "ended": _text(end),
        "seconds": seconds,
        "passed": bool(machines) and all_passed and rto["met"] is not False,
        "rto": rto,
        "server": {key: (server or {}).get(key) for key in ("name", "build_version")},
        "machines": [
            {**machine, "times": {name: _text(time) for name, time in machine["times"].items()}} for machine in machines
        ],
    }


def _machine(machine: Mapping[str, Any], outcome: Outcome, mode: str) -> dict[str, Any]:
    recovered, finished = outcome.get("recovered") or {}, outcome.get("finished") or {}
    shown = _checks(machine["checks"], outcome)
    ready = (
        not is_failed(recovered)
        and (mode == FAILOVER or recovered["phase"] == "mounted")
        and not outcome.get("error")
        and all(check["passed"] for check in shown)
    )
    times = _times(outcome, shown, ready=ready)
    problems = _problems(machine, outcome, mode, ready=ready)
    point = recovered.get("restore_point") or machine.get("restore_point") or {}
    seconds = _seconds(times)
    total = seconds["total"]
    rto = _target(machine["rto_minutes"], None if total is None else total / 60, "minutes", complete=ready)
    rpo = _target(machine["rpo_hours"], point.get("age_hours"), "hours")
    return {
        "name": machine["name"],
        "tier": machine["tier"],
        "platform": machine["platform"],
        "vm_name": machine["vm_name"],
        "isolation": machine.get("isolation"),
        "ready": ready,
        "passed": ready and not problems and rto["met"] is not False and rpo["met"] is not False,
        "times": times,
        "seconds": seconds,
        "rto": rto,
        "rpo": rpo,
        "restore_point": point or None,
        "checks": shown,
        "problems": problems,
        "warnings": _unique([*recovered.get("warnings", []), *finished.get("warnings", [])]),
        "phase": finished.get("phase") or recovered.get("phase"),
        "sessions": [_session(session) for session in outcome.get("sessions") or []],
    }


def _times(outcome: Outcome, shown: Iterable[Mapping[str, Any]], *, ready: bool) -> dict[str, float | None]:
    """When each stage was reached; what failed was not reached."""
    marks = outcome.get("marks") or {}
    # ansible-core 2.18 makes a text of a number that a template results in.
    times = {name: None if marks.get(name) is None else float(marks[name]) for name in MARKS}
    if is_failed(outcome.get("recovered") or {}):
        times["mounted"] = None
    if times["mounted"] is None or not all(check["passed"] for check in shown if check["type"] == checks.TCP):
        times["booted"] = None
    if not ready:
        times["served"] = None
    return times


def _seconds(times: Mapping[str, Any]) -> dict[str, float | None]:
    """How long each stage took, and all together; None for what was not reached."""
    marks = [times[name] for name in MARKS]
    spans = {
        stage: round(after - before, 1) if before is not None and after is not None else None
        for stage, before, after in zip(STAGES, marks, marks[1:])
    }
    whole = None if None in (marks[0], marks[-1]) else round(marks[-1] - marks[0], 1)
    return {**spans, "total": whole}


def _target(target: float | None, measured: float | None, unit: str, *, complete: bool = True) -> dict[str, Any]:
    """A target beside what was measured; ``met`` is None without a target. What was never reached is not met."""
    found = None if measured is None or not complete else round(measured, 2)
    met = None if target is None else found is not None and found <= target
    return {f"target_{unit}": target, unit: found, "met": met}


def _checks(planned: Sequence[Mapping[str, Any]], outcome: Outcome) -> list[dict[str, Any]]:
    """Each check of the plan with what came of it. A check that was not reached has not passed."""
    left = {kind: list((outcome.get(kind) or {}).get("results") or []) for kind in checks.KEYS}
    shown = []
    for check in planned:
        done = left[check["type"]]
        result = done.pop(0) if done else {"msg": "It was not reached."}
        good = checks.passed(check, result)
        shown.append(
            {
                "type": check["type"],
                "what": checks.what(check),
                "passed": good,
                "message": "" if good else checks.message(check, result),
            }
        )
    return shown


def _problems(machine: Mapping[str, Any], outcome: Outcome, mode: str, *, ready: bool) -> list[str]:
    recovered, finished = outcome.get("recovered") or {}, outcome.get("finished") or {}
    problems = []
    if is_failed(recovered):
        problems.append(str(recovered.get("msg") or "It was not recovered."))
    elif outcome.get("error"):
        problems.append(str(outcome["error"]))
    elif mode != FAILOVER and recovered["phase"] != "mounted":
        problems.append(f"The copy '{machine['vm_name']}' is {recovered['phase']}, not mounted by this drill.")
    if mode == FAILOVER:
        if ready and is_failed(finished):
            problems.append(f"It was not migrated to production. {finished.get('msg') or ''}".strip())
    elif is_failed(finished):
        left = f"'{machine['vm_name']}' may still be mounted. Run the drill again, or remove it."
        problems.append(f"{left} {finished.get('msg') or ''}".strip())
    elif finished["phase"] != "none":
        problems.append(
            f"'{machine['vm_name']}' was not removed, because it is {finished['phase']}. Look for it on the host, and "
            "remove it there."
        )
    return problems


def _session(session: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": session.get("id"),
        "name": session.get("name"),
        "result": session.get("result"),
        "logs": [
            {key: log.get(key) for key in ("status", "start_time", "title", "description")}
            for log in session.get("logs") or []
        ],
    }


def _unique(texts: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(text) for text in texts))


def _text(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds")


def outcome_of(variables: Mapping[str, Any]) -> dict[str, Any]:
    """What the role has registered for a host."""
    names = ("marks", "recovered", "tcp", "http", "tasks", "error", "finished", "sessions")
    found = {name: variables.get(PREFIX + name) for name in names}
    sessions = found["sessions"]
    found["sessions"] = sessions.get("sessions") if isinstance(sessions, Mapping) else None
    return found


def summary_lines(report: Mapping[str, Any]) -> list[str]:
    """The result for a person to read: a line for each machine, and one for all."""
    lines = []
    for machine in report["machines"]:
        total, age = machine["seconds"]["total"], machine["rpo"]["hours"]
        verdict = "passed" if machine["passed"] else "FAILED"
        took = "not reached" if total is None else f"{total:g} s to service"
        lines.append(f"{verdict}  {machine['name']} ({machine['tier']}): {took}, restore point {age} hours old")
        lines += [f"        {check['what']}: {check['message']}" for check in machine["checks"] if not check["passed"]]
        lines += [f"        {problem}" for problem in machine["problems"]]
        for key in ("rto", "rpo"):
            if machine[key]["met"] is False:
                lines.append(f"        its {key.upper()} target was not met")
    passed = sum(machine["passed"] for machine in report["machines"])
    late = "" if report["rto"]["met"] is not False else ". The RTO target of the plan was not met"
    return [*lines, f"{passed} of {len(report['machines'])} machines passed in {report['seconds']} s{late}"]
