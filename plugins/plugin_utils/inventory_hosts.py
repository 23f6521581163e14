# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts, their variables and their groups from protected machines. Pure. Private to the collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import parse_time

Machine = Mapping[str, Any]
POINTS = ("last_restore_point", "last_clean_restore_point")


def selected(machines: Iterable[Machine], filters: Mapping[str, Sequence[str] | str | None] | None) -> list[Machine]:
    """The machines that match every filter that is given. Raises ValueError for a filter that does not exist."""
    given = {
        name: [value] if isinstance(value, str) else list(value) for name, value in (filters or {}).items() if value
    }
    unknown = sorted(set(given) - set(_VALUES))
    if unknown:
        raise ValueError(f"Unknown filter: {', '.join(unknown)}. Available: {', '.join(_VALUES)}.")
    return [
        machine
        for machine in machines
        if all(_matches(_VALUES[name](machine), patterns) for name, patterns in given.items())
    ]


_VALUES = {
    "name": lambda machine: [machine["name"]],
    "platform": lambda machine: [machine["platform"]],
    "job": lambda machine: machine["jobs"],
    "repository": lambda machine: machine["repositories"],
    "malware_status": lambda machine: [(machine["last_restore_point"] or {}).get("malware_status")],
}


def _matches(values: Iterable[Any], patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(str(value), _literal(pattern)) for value in values for pattern in patterns)


def _literal(pattern: str) -> str:
    """A bracket is part of a name here, as in the filters of the modules."""
    return pattern.replace("[", "[[]")


def hosts_of(machines: Sequence[Machine], now: float, rpo_hours: float) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name and the variables of each host; ``now`` is the server's time, in seconds since the epoch."""
    names = Counter(machine["name"] for machine in machines)
    with_platform = Counter((machine["name"], machine["platform"]) for machine in machines)
    for machine in machines:
        name, platform = machine["name"], machine["platform"]
        host = name
        if names[name] > 1:
            host = f"{name}_{platform}"
        if with_platform[name, platform] > 1:
            host = f"{host}_{machine['object_ids'][0]}"
        yield host, _variables(machine, now, rpo_hours)


def _variables(machine: Machine, now: float, rpo_hours: float) -> dict[str, Any]:
    points = {name: _with_age(machine[name], now) for name in POINTS}
    last, clean = points.values()
    facts = {
        **machine,
        **points,
        "malware_status": last["malware_status"] if last else None,
        "older_than_rpo": clean is None or clean["age_hours"] is None or clean["age_hours"] > rpo_hours,
        "has_clean_restore_point": clean is not None,
    }
    return {f"veeam_{name}": value for name, value in facts.items()}


def _with_age(point: Mapping[str, Any] | None, now: float) -> dict[str, Any] | None:
    if point is None:
        return None
    if not point["creation_time"]:
        return {**point, "age_hours": None}
    age = max(0.0, now - parse_time(str(point["creation_time"])).timestamp())
    return {**point, "age_hours": round(age / 3600, 1)}


def default_groups(variables: Mapping[str, Any]) -> list[str]:
    """The groups that a host with these variables is in, before they are made fit for the name of a group."""
    groups = [f"platform_{variables['veeam_platform']}", *(f"job_{job}" for job in variables["veeam_jobs"])]
    if variables["veeam_malware_status"]:
        groups.append(f"malware_{variables['veeam_malware_status']}")
    conditions = {
        "older_than_rpo": variables["veeam_older_than_rpo"],
        "no_clean_restore_point": not variables["veeam_has_clean_restore_point"],
        "immutable": bool(variables["veeam_immutable"]),
    }
    return groups + [name for name, holds in conditions.items() if holds]
