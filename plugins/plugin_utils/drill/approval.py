# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server says of a plan before anything is recovered: everything that speaks against it, and the plan as text.

Pure. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill import checks
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.isolation import FAILOVER

Result = Mapping[str, Any]


def all_problems(drill: Mapping[str, Any], predictions: Sequence[Result]) -> list[str]:
    """The problems of the plan itself, and those of each machine; ``predictions`` are in the order of the machines."""
    problems = list(drill["problems"])
    for machine, prediction in zip(drill["machines"], predictions):
        problem = _problem(machine, prediction)
        if problem:
            problems.append(f"{machine['name']}: {problem}")
    return problems


def _problem(machine: Mapping[str, Any], prediction: Result) -> str:
    if is_failed(prediction):
        return str(prediction.get("msg") or "The server did not answer.")
    point = prediction.get("restore_point") or {}
    age, target = point.get("age_hours"), machine["rpo_hours"]
    if isinstance(target, (int, float)) and isinstance(age, (int, float)) and age > target:
        over = "".join(
            f" {newer['creation_time']} was passed over, because {newer['reason']}."
            for newer in point.get("passed_over") or []
        )
        return (
            f"the target cannot be met. rpo_hours is {target}, and the newest restore point that can be used is {age} "
            f"hours old, from {point.get('creation_time')}.{over}"
        )
    return ""


def is_failed(result: Result) -> bool:
    """Whether a task has failed whose failure was to be kept."""
    return bool(result.get("failed") or "error" in result or "phase" not in result)


def left_over(drill: Mapping[str, Any], predictions: Sequence[Result]) -> list[int]:
    """The numbers of the machines of which an interrupted drill has left a mount, or one that is being made."""
    if drill["mode"] == FAILOVER:
        return []
    known = [(number, prediction) for number, prediction in enumerate(predictions) if not is_failed(prediction)]
    return [number for number, prediction in known if "mount" not in prediction["steps"]]


def with_restore_points(drill: Mapping[str, Any], predictions: Sequence[Result]) -> dict[str, Any]:
    """The plan with the restore point of each machine, for the report of one whose recovery fails."""
    machines = [
        {**machine, "restore_point": prediction.get("restore_point")}
        for machine, prediction in zip(drill["machines"], predictions)
    ]
    return {**drill, "machines": machines}


def plan_lines(drill: Mapping[str, Any], predictions: Sequence[Result]) -> list[str]:
    """The plan for a person to read: the tiers, and what is recovered in each from which restore point."""
    lines = [f"{drill['name']}: {drill['mode']} of {len(drill['machines'])} machines in {len(drill['batches'])} tiers"]
    tier = None
    for machine, prediction in zip(drill["machines"], predictions):
        if machine["tier"] != tier:
            tier = machine["tier"]
            lines.append(f"tier {tier}")
        point = prediction.get("restore_point") or {}
        lines.append(f"  {machine['name']} -> {machine['vm_name']} on {machine['platform']}, {_source(point)}")
        lines += [f"    check: {checks.what(check)}" for check in machine["checks"]]
        targets = [f"RTO {machine['rto_minutes']} minutes"] if machine["rto_minutes"] else []
        targets += [f"RPO {machine['rpo_hours']} hours"] if machine["rpo_hours"] else []
        if targets:
            lines.append(f"    targets: {', '.join(targets)}")
        if drill["mode"] == FAILOVER:
            lines.append("    then it is migrated to production")
    numbers = left_over(drill, predictions)
    if numbers:
        names = ", ".join(drill["machines"][number]["vm_name"] for number in numbers)
        lines.append(f"left over from an earlier drill, removed first: {names}")
    return lines


def _source(point: Mapping[str, Any]) -> str:
    if not point:
        return "no restore point chosen"
    over = len(point.get("passed_over") or [])
    newer = f", {over} newer passed over" if over else ""
    facts = f"{point.get('age_hours')} hours old, {point.get('malware_status')}{newer}"
    return f"from {point.get('creation_time')} ({facts})"
