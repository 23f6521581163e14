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
# The key of an entry's index in the results of its loop.
NUMBER = "site_number"
# What a report calls the list of the objects of a module.
LIST = "list of its objects"
# The options by which others name an object.
NAMING = ("name", "description", "account", "access_key", "connection_name", "hint")
SERVERS = "veeam_managed_server"
GROUPS = "veeam_protection_group"

Result = Mapping[str, Any]
Results = Mapping[str, Sequence[Result]]


def report_of(
    entries: Mapping[str, Sequence[Mapping[str, Any]]],
    applied: Results,
    pruned: Results,
    prune: Sequence[str],
    check_mode: bool,
    listed: Mapping[str, Result] | None = None,
) -> dict[str, Any]:
    """What became of each entry, by module and name; and the lines that say so.

    ``applied`` and ``pruned`` are the results of the loops over entries and over what is removed; ``prune`` are the
    modules whose other objects are removed, and ``listed`` are the results of the tasks that list these.
    """
    report: dict[str, Any] = {"check_mode": check_mode, CREATED: {}, CHANGED: {}, REMOVED: {}, UNCHANGED: {}}
    report.update({PENDING: {}, FAILED: {}})
    new = New()
    for module in MODULES:
        for result in _ran(applied.get(module, ())):
            if NUMBER not in result:
                # The loop itself has failed.
                _add(report[FAILED], module, module, FAILED, result)
                continue
            entry = entries[module][result[NUMBER]]
            outcome = _outcome(result, new if check_mode else None)
            # A group that changes may get the computers that a job names.
            if outcome in (CREATED, PENDING) or (outcome == CHANGED and module == GROUPS):
                new.add(module, entry)
            _add(report[outcome], module, name_of(module, entry), outcome, result)
    kept = [module for module in prune if module in report[PENDING] or module in report[FAILED]]
    unknown = [module for module, result in (listed or {}).items() if module in prune and result.get("failed")]
    for module in unknown:
        _add(report[FAILED], module, LIST, FAILED, (listed or {})[module])
    for module in reversed(MODULES):
        for result in _ran(pruned.get(module, ())):
            outcome = FAILED if result.get("failed") else REMOVED
            _add(report[outcome], module, str(result.get("site_object", {}).get("name", module)), outcome, result)
    report["lines"] = list(_lines(report, kept, unknown))
    return report


class New:
    """What does not exist yet, and will at the end of the run."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._modules: set[str] = set()

    def add(self, module: str, entry: Mapping[str, Any]) -> None:
        """Remember the names by which others may refer to the object of an entry."""
        options = (*NAMING, *identity(module))
        self._names |= {str(entry[option]).casefold() for option in options if entry.get(option)}
        self._modules.add(module)

    def explains(self, error: Mapping[str, Any]) -> bool:
        """Whether a name is not found because the object is not there yet, or not known yet to what will show it.

        That is the server with it in its inventory, or the protection group that it is to be discovered in.
        """
        in_inventory = bool(error.get("option")) and SERVERS in self._modules
        in_group = error.get("object_type") == "computer" and GROUPS in self._modules
        is_named = str(error.get("name") or "").casefold() in self._names
        return is_named or in_inventory or in_group or bool(error.get("not_discovered"))


def unlisted(module: str, listed: Sequence[Mapping[str, Any]], applied: Sequence[Result]) -> list[dict[str, str]]:
    """What of the objects that the server listed before no entry is about: the id and the name of each.

    None at all if any entry has failed, or its object is not known: it may be one of these. An object of a type that
    the module does not manage is left out.
    """
    resource = MODULES[module].resource
    results = [result for result in applied if not result.get("skipped")]
    if resource is None or any(_is_unknown(result, resource.result_key) for result in results):
        return []
    kept = {(result.get(resource.result_key) or {}).get("id") for result in results}
    variants = resource.field(resource.variant).choices if resource.variant else ()
    return [
        {"id": found["id"], "name": name_of(module, found)}
        for found in listed
        if found["id"] not in kept and (not variants or found.get(resource.variant) in variants)
    ]


def _is_unknown(result: Result, key: str) -> bool:
    """Whether the object of a result may be any of those that the server had."""
    created = result.get("operation") == "create"
    return bool(result.get("failed")) or not (created or (result.get(key) or {}).get("id"))


def _ran(results: Sequence[Result]) -> list[Result]:
    return [result for result in results if not result.get("skipped")]


def _outcome(result: Result, new: New | None) -> str:
    if result.get("failed"):
        error = result.get("error") or {}
        # What refers to an object that is not there yet cannot be predicted.
        explained = new is not None and error.get("kind") == "ObjectNotFound" and new.explains(error)
        return PENDING if explained else FAILED
    if result.get("operation") == "create":
        return CREATED
    return CHANGED if result.get("changed") else UNCHANGED


def _add(found: dict[str, Any], module: str, name: str, outcome: str, result: Result) -> None:
    if outcome not in (CHANGED, PENDING, FAILED):
        found.setdefault(module, []).append(name)
        return
    objects = found.setdefault(module, {})
    key = name if name not in objects else f"{name} ({len(objects) + 1})"
    objects[key] = list(result.get("changes") or []) if outcome == CHANGED else str(result.get("msg", ""))


def _lines(report: Mapping[str, Any], kept: Sequence[str], unknown: Sequence[str]) -> Iterator[str]:
    different = sum(_count(report, outcome) for outcome in (CREATED, CHANGED, REMOVED, PENDING))
    failed = f" Failed: {_count(report, FAILED)}." if report[FAILED] else ""
    if report["check_mode"]:
        yield f"Check mode, nothing was changed. Objects that differ from the lists: {different or 'none'}.{failed}"
    else:
        yield f"Objects that differed from the lists: {different or 'none'}.{failed}"
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
    for module in kept:
        yield f"nothing is removed for {module}, because of what could not be applied"
    for module in unknown:
        yield f"nothing is removed for {module}, because what the server has could not be listed"
    for module, names in report[UNCHANGED].items():
        yield f"unchanged: {module}: {len(names)}"


def _count(report: Mapping[str, Any], outcome: str) -> int:
    return sum(map(len, report[outcome].values()))


def _text(value: object) -> str:
    if value is None:
        return "(not set)"
    if isinstance(value, str):
        return value or "(empty)"
    return json.dumps(value, ensure_ascii=False)
