# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run has changed, or in check mode would change, and what it could not. Pure. Private to the collection."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.site.plan import MODULES, identity, name_of

CREATED, CHANGED, REMOVED, UNCHANGED, PENDING, FAILED = (
    "created",
    "changed",
    "removed",
    "unchanged",
    "pending",
    "failed",
)
# How often the index of an entry is in the results of its loop.
NUMBER = "site_number"

Results = Mapping[str, Sequence[Mapping[str, Any]]]


def report_of(
    entries: Mapping[str, Sequence[Mapping[str, Any]]], applied: Results, pruned: Results, check_mode: bool
) -> dict[str, Any]:
    """What became of each entry, by module and name; and the lines that say so.

    ``applied`` and ``pruned`` are the results of the loops over entries and over what is removed.
    """
    report: dict[str, Any] = {"check_mode": check_mode, CREATED: {}, CHANGED: {}, REMOVED: {}, UNCHANGED: {}}
    report.update({PENDING: {}, FAILED: {}})
    new: set[str] = set()
    for module in MODULES:
        for result in applied.get(module, ()):
            entry = entries[module][result[NUMBER]]
            outcome = _outcome(result, new if check_mode else set())
            if outcome in (CREATED, PENDING):
                new |= {str(entry[option]) for option in ("name", *identity(module)) if entry.get(option)}
            _add(report[outcome], module, name_of(module, entry), outcome, result)
    for module in reversed(MODULES):
        for result in pruned.get(module, ()):
            outcome = FAILED if result.get("failed") else REMOVED
            _add(report[outcome], module, str(result["site_object"]["name"]), outcome, result)
    report["lines"] = list(_lines(report))
    return report


def unlisted(module: str, listed: Sequence[Mapping[str, Any]], applied: Sequence[Mapping[str, Any]]) -> list[Any]:
    """What of the objects that the server lists no entry is about: the id and the name of each.

    None at all if any entry has failed: the object that it is about is not known then. An object of a type that the
    module does not manage is left out.
    """
    resource = MODULES[module].resource
    if resource is None or any(result.get("failed") for result in applied):
        return []
    kept = {(result.get(resource.result_key) or {}).get("id") for result in applied}
    variants = resource.field(resource.variant).choices if resource.variant else ()
    return [
        {"id": found["id"], "name": name_of(module, found)}
        for found in listed
        if found["id"] not in kept and (not variants or found.get(resource.variant) in variants)
    ]


def _outcome(result: Mapping[str, Any], new: set[str]) -> str:
    if result.get("failed"):
        error = result.get("error") or {}
        # What refers to an object that is not there yet cannot be predicted.
        return PENDING if new and error.get("kind") == "ObjectNotFound" else FAILED
    if result.get("operation") == "create":
        return CREATED
    return CHANGED if result.get("changed") else UNCHANGED


def _add(found: dict[str, Any], module: str, name: str, outcome: str, result: Mapping[str, Any]) -> None:
    if outcome == CHANGED:
        found.setdefault(module, {})[name] = list(result.get("changes") or [])
    elif outcome in (PENDING, FAILED):
        found.setdefault(module, {})[name] = str(result.get("msg", ""))
    else:
        found.setdefault(module, []).append(name)


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    counts = {outcome: sum(map(len, report[outcome].values())) for outcome in (CREATED, CHANGED, REMOVED, PENDING)}
    different = sum(counts.values())
    if report["check_mode"]:
        yield f"Check mode, nothing was changed. Objects that differ from the lists: {different or 'none'}."
    else:
        yield f"Objects that differed from the lists: {different or 'none'}."
    verb = "would be " if report["check_mode"] else ""
    for module, names in report[CREATED].items():
        yield from (f"{verb}created: {module}: {name}" for name in names)
    for module, found in report[CHANGED].items():
        for name, changes in found.items():
            yield f"{verb}changed: {module}: {name}"
            yield from (
                f"    {change['option']}: {_text(change['before'])} -> {_text(change['after'])}" for change in changes
            )
    for module, names in report[REMOVED].items():
        yield from (f"{verb}removed: {module}: {name}" for name in names)
    for module, found in report[PENDING].items():
        yield from (f"cannot be predicted yet: {module}: {name}: {message}" for name, message in found.items())
    for module, found in report[FAILED].items():
        yield from (f"failed: {module}: {name}: {message}" for name, message in found.items())
    for module, names in report[UNCHANGED].items():
        yield f"unchanged: {module}: {len(names)}"


def _text(value: Any) -> str:
    if value is None:
        return "(not set)"
    if isinstance(value, str):
        return value or "(empty)"
    return json.dumps(value, ensure_ascii=False)
