# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery plan: its tiers in order, what each machine is recovered with, and everything that is wrong with it.

Pure. Private to the collection.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import parse_time
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.checks import check_problems, normalized_check
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.isolation import FAILOVER, isolation_problems

DRILL = "drill"
PLATFORMS = ("vsphere", "hyperv", "azure")
PLAN_KEYS = ("name", "tiers", "rto_minutes")
TIER_KEYS = ("name", "machines", "after")
MACHINE_KEYS = (
    "name",
    "platform",
    "vm_name",
    "restore_point",
    "recovery",
    "failover",
    "isolation",
    "checks",
    "rto_minutes",
    "rpo_hours",
    "expected_minutes",
)
# Options of the module that the plan decides otherwise.
NOT_IN_RECOVERY = ("state", "platform", "restore_point", "vm_name", "again", "since", "mount_id")
# Set where neither plan nor defaults say otherwise, for platforms that have them.
SAFE = {"power_up": True, "nics_enabled": False}
POWERED = {"vsphere": ("power_up", "nics_enabled"), "hyperv": ("power_up",)}
HOST_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

Machine = dict[str, Any]


def prepared(
    plan: Mapping[str, Any],
    defaults: Mapping[str, Any] | None = None,
    *,
    mode: str = DRILL,
    suffix: str = "-drill",
    since: str = "",
    only: Sequence[str] | str | None = None,
) -> dict[str, Any]:
    """The plan as the role runs it: ``name``, ``mode``, ``machines`` in order, ``batches`` and ``problems``.

    ``defaults`` are settings of machines that do not set them. ``only`` are the names of the machines to take; None
    takes all, and names that the plan does not have are passed over. Each batch is how many machines are recovered side
    by side, all of one tier.
    """
    problems = _shape_problems(plan)
    if problems:
        return {"name": "", "mode": mode, "machines": [], "batches": [], "problems": problems, "rto_minutes": None}
    if isinstance(only, str):
        # On a command line, names are separated by commas.
        only = [name.strip() for name in only.split(",")]
    tiers = plan["tiers"]
    names = list(dict.fromkeys(tier["name"] for tier in tiers))
    # Where two tiers have a name, nobody knows for which of them others wait.
    order, cycle = tier_order(tiers) if len(names) == len(tiers) else (names, [])
    machines = [
        _machine(entry, name, defaults or {}, mode, suffix, since)
        for name in order
        for tier in tiers
        if tier["name"] == name
        for entry in tier["machines"]
        if only is None or entry.get("name") in only
    ]
    _name_hosts(machines)
    # Those that this run does not take have originals too.
    originals = {str(entry.get("name")).casefold() for tier in tiers for entry in tier["machines"]}
    problems = [
        *_unknown_keys(plan, PLAN_KEYS, "The plan"),
        *_number_problems(plan, ("rto_minutes",), "The plan"),
        *_tier_problems(tiers),
        *([f"The tiers {' -> '.join(cycle)} wait for each other. Remove one 'after'."] if cycle else []),
        *(problem for machine in machines for problem in _machine_problems(machine, mode, originals)),
        *_repeated((machine["name"] for machine in machines), "The machine"),
        *_repeated((machine["vm_name"] for machine in machines), "The recovered machine"),
        *_expected_problems(machines, plan.get("rto_minutes")),
    ]
    if not machines and not problems:
        problems = ["The plan has no machine of this run. Check which machines are to be taken."]
    counts = Counter(machine["tier"] for machine in machines)
    return {
        "name": str(plan["name"]),
        "mode": mode,
        "rto_minutes": plan.get("rto_minutes"),
        "machines": machines,
        "batches": [counts[tier] for tier in order if counts[tier]],
        "problems": problems,
    }


def tier_order(tiers: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """The names of the tiers, each after those it waits for, and the tiers of a cycle, if there is one.

    A tier without ``after`` waits for the one before it in the list. Tiers of a cycle come last.
    """
    waits: dict[str, set[str]] = {}
    for number, tier in enumerate(tiers):
        before = tiers[number - 1]["name"] if number else None
        given = tier.get("after")
        waits[tier["name"]] = set(given if isinstance(given, list) else [before] if before else [])
    order: list[str] = []
    left = list(waits)
    while left:
        ready = [name for name in left if not waits[name] & set(left)]
        if not ready:
            return order + left, _cycle(waits, left)
        # One at a time, so that tiers keep the order of the list as far as they can.
        order.append(ready[0])
        left.remove(ready[0])
    return order, []


def _cycle(waits: Mapping[str, set[str]], left: Sequence[str]) -> list[str]:
    """One cycle among the tiers that are left, its first tier at the end again."""
    path = [left[0]]
    while True:
        following = next(name for name in left if name in waits[path[-1]])
        if following in path:
            return [*path[path.index(following) :], following]
        path.append(following)


def _shape_problems(plan: object) -> list[str]:
    """What keeps a plan from being read at all."""
    if not isinstance(plan, Mapping) or not plan.get("name"):
        return ["The plan is a dictionary with a name and tiers. Set dr_drill_plan."]
    tiers = plan.get("tiers")
    if not isinstance(tiers, list) or not tiers:
        return ["The plan has no tiers. A tier is a dictionary with a name and machines."]
    problems = []
    for number, tier in enumerate(tiers):
        if not isinstance(tier, Mapping) or not isinstance(tier.get("name"), str) or not tier["name"]:
            problems.append(f"tiers[{number}] has no name.")
        elif not isinstance(tier.get("machines"), list) or not tier["machines"]:
            problems.append(f"The tier '{tier['name']}' has no machines.")
        else:
            problems += [
                f"The tier '{tier['name']}': machines[{index}] is not a dictionary."
                for index, machine in enumerate(tier["machines"])
                if not isinstance(machine, Mapping)
            ]
    return problems


def _tier_problems(tiers: Sequence[Mapping[str, Any]]) -> list[str]:
    names = [tier["name"] for tier in tiers]
    problems = _repeated(names, "The tier")
    for tier in tiers:
        problems += _unknown_keys(tier, TIER_KEYS, f"The tier '{tier['name']}'")
        after = tier.get("after")
        if after is not None and not isinstance(after, list):
            problems.append(f"The tier '{tier['name']}': after is a list of names of tiers.")
        problems += [
            f"The tier '{tier['name']}' waits for '{name}', which is not a tier. Available: {', '.join(names)}."
            for name in (after if isinstance(after, list) else [])
            if name not in names
        ]
    return problems


def _machine(
    entry: Mapping[str, Any], tier: str, defaults: Mapping[str, Any], mode: str, suffix: str, since: str
) -> Machine:
    given = {**defaults, **entry, **_merged(defaults, entry)}
    name, platform = str(given.get("name") or ""), str(given.get("platform") or "vsphere")
    recovery, safe = _suboptions(given, "recovery"), SAFE
    if mode == FAILOVER:
        safe = {**SAFE, "nics_enabled": True}
        recovery = {**recovery, "nics_enabled": None, **_suboptions(given, "failover")}
    # What is null is not set, so it must not replace what is safe.
    recovery = {**safe, **{key: value for key, value in recovery.items() if value is not None}}
    options = {
        key: value
        for key, value in recovery.items()
        if key not in SAFE or key in POWERED.get(platform, ()) or key in _suboptions(entry, "recovery")
    }
    original = options.get("type") == "OriginalLocation"
    vm_name = str(given.get("vm_name") or f"{name}{suffix}") if mode == DRILL else str(options.get("vm_name") or name)
    options["platform"] = platform
    options["restore_point"] = {"name": name, **_suboptions(given, "restore_point")}
    if not original:
        options["vm_name"] = vm_name
    if mode == DRILL:
        options["again"] = "new_restore_point"
    elif since:
        options["since"] = since
        options["restore_point"]["before"] = _earlier(options["restore_point"].get("before"), since)
    checks = given.get("checks") if isinstance(given.get("checks"), list) else []
    return {
        "name": name,
        "mode": mode,
        "tier": tier,
        "platform": platform,
        "vm_name": vm_name,
        "options": options,
        "given": dict(given),
        "checks": [normalized_check(check) for check in checks or []],
        "rto_minutes": given.get("rto_minutes"),
        "rpo_hours": given.get("rpo_hours"),
        "expected_minutes": given.get("expected_minutes"),
        "isolation": given.get("isolation"),
    }


def _merged(defaults: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """``recovery`` and ``failover`` of a machine over those of the defaults; what is no dictionary is kept as it is."""
    merged: dict[str, Any] = {}
    for key in ("recovery", "failover"):
        given = [source[key] for source in (defaults, entry) if source.get(key) is not None]
        wrong = [value for value in given if not isinstance(value, Mapping)]
        if given:
            merged[key] = wrong[0] if wrong else {name: value for source in given for name, value in source.items()}
    return merged


def _earlier(before: object, since: str) -> Any:
    """The time that restore points have to be older than, at the latest that of the incident."""
    if before is None:
        return since
    try:
        return since if parse_time(str(before)) > parse_time(since) else before
    except InvalidOption:
        # The module says what is wrong with it.
        return before


def _suboptions(given: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What a machine gives under ``key``; nothing where it is no dictionary, which is a problem of its own."""
    found = given.get(key)
    return dict(found) if isinstance(found, Mapping) else {}


def _name_hosts(machines: Sequence[Machine]) -> None:
    """Give each machine the name of its host in Ansible, which not every name of a machine can be."""
    for number, machine in enumerate(machines, 1):
        fits = HOST_NAME.fullmatch(machine["name"])
        machine["host"] = machine["name"] if fits else f"machine-{number}"


def _machine_problems(machine: Machine, mode: str, originals: Collection[str]) -> list[str]:
    given, name = machine["given"], machine["name"]
    if not name:
        return [f"A machine of the tier '{machine['tier']}' has no name. Set the name that it has in the backups."]
    where = f"{name}"
    problems = _unknown_keys(given, MACHINE_KEYS, where)
    if machine["platform"] not in PLATFORMS:
        problems.append(f"{where}: platform '{machine['platform']}' not found. Available: {', '.join(PLATFORMS)}.")
    for key in ("recovery", "failover", "restore_point"):
        if given.get(key) is not None and not isinstance(given[key], Mapping):
            problems.append(f"{where}: {key} is not a dictionary.")
    problems += [
        f"{where}: {option} is not an option of {key}, because the plan itself decides it."
        for key in ("recovery", "failover")
        if isinstance(given.get(key), Mapping)
        for option in NOT_IN_RECOVERY
        if option in given[key] and (key, option) != ("failover", "vm_name")
    ]
    if given.get("checks") is not None and not isinstance(given["checks"], list):
        problems.append(f"{where}: checks is not a list.")
    problems += [f"{where}: {problem}" for check in machine["checks"] for problem in check_problems(check)]
    problems += _number_problems(given, ("rto_minutes", "rpo_hours", "expected_minutes"), where)
    return problems + [f"{where}: {problem}" for problem in isolation_problems(machine, mode, originals)]


def _number_problems(given: Mapping[str, Any], keys: Iterable[str], where: str) -> list[str]:
    return [
        f"{where}: {key} is {given[key]!r}. Set a number greater than 0."
        for key in keys
        if given.get(key) is not None and not _is_positive(given[key])
    ]


def _is_positive(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _unknown_keys(given: Mapping[str, Any], known: Sequence[str], where: str) -> list[str]:
    return [f"{where}: '{key}' is not known there. Available: {', '.join(known)}." for key in given if key not in known]


def _repeated(names: Iterable[str], noun: str) -> list[str]:
    counts = Counter(name.casefold() for name in names if name)
    return [f"{noun} '{name}' is in the plan {count} times." for name, count in counts.items() if count > 1]


def _expected_problems(machines: Sequence[Machine], rto_minutes: Any) -> list[str]:
    """Targets that cannot be met, by how long recoveries are expected to take."""
    problems, longest = [], Counter[str]()
    for machine in machines:
        expected, target = machine["expected_minutes"], machine["rto_minutes"]
        if not _is_positive(expected):
            continue
        longest[machine["tier"]] = max(longest[machine["tier"]], expected)
        if _is_positive(target) and expected > target:
            problems.append(
                f"{machine['name']}: the target cannot be met. rto_minutes is {target}, and the recovery is expected "
                f"to take {expected} minutes."
            )
    total = sum(longest.values())
    if _is_positive(rto_minutes) and total > rto_minutes:
        problems.append(
            f"The plan: the target cannot be met. rto_minutes is {rto_minutes}, and the tiers are expected to take "
            f"{total} minutes one after the other."
        )
    return problems
