# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects that a backup server is to have, and everything that is wrong with how they are listed.

Pure. Private to the collection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.declarations import MANAGING
from ansible_collections.opendr.veeam.plugins.module_utils.any_product.dependencies import in_order
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import connection_options
from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import suggestion
from ansible_collections.opendr.veeam.plugins.module_utils.engine.masking import every_form, masked
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.job import MODULE as JOB
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR

OBJECTS, PRUNE = "site_objects", "site_prune"
JOBS = "veeam_job"
JOB_STATES = ("enabled", "disabled")
# Every module of the tree, each after those whose objects its own refer to; the state of jobs after all.
MODULES: dict[str, Declaration] = {
    **in_order({name: found for name, found in MANAGING.items() if found.product is VBR}),
    JOBS: JOB,
}

CONNECTION = tuple(connection_options(VBR))

Entry = Mapping[str, Any]


def prepared(objects: Any, prune: object, prunable: Sequence[str]) -> dict[str, Any]:
    """The entries of each module, their names, and the problems; each problem is a sentence.

    ``objects`` has the entries by module: a list, or a dict for settings that exist once. ``prunable`` are the modules
    whose objects can be listed and removed.
    """
    problems = list(_problems(objects, prune, prunable))
    entries = {} if problems else {module: _listed(objects[module]) for module in MODULES if module in objects}
    names = {module: [name_of(module, entry) for entry in found] for module, found in entries.items()}
    return {"problems": problems, "entries": entries, "names": names}


def name_of(module: str, entry: Entry) -> str:
    """What a report calls an entry: the values that identify it, else its id, else its module."""
    values = [str(entry[option]) for option in identity(module) if entry.get(option)]
    return ", ".join(values) or str(entry.get("id") or module)


def identity(module: str) -> Sequence[str]:
    """The options that identify an object of a module."""
    resource = MODULES[module].resource
    return tuple(resource.identity) if resource else ("name",)


def _listed(value: Mapping[str, Any] | Sequence[Entry]) -> list[Entry]:
    return [value] if isinstance(value, Mapping) else list(value)


def _problems(objects: object, prune: object, prunable: Sequence[str]) -> Iterator[str]:
    if not isinstance(objects, Mapping):
        yield f"{OBJECTS} has to be a dict of modules, each with its entries."
        return
    for module, value in objects.items():
        if module not in MODULES:
            yield (
                f"{OBJECTS}: {module!r} is not a module that manages objects of a backup server."
                f"{suggestion(str(module), MODULES)}"
            )
        elif not isinstance(value, (list, Mapping)):
            yield f"{OBJECTS}.{module} has to be a list of entries, or a dict for settings that exist once."
        else:
            yield from _entry_problems(module, _listed(value))
    yield from _prune_problems(objects, prune if isinstance(prune, list) else [prune], prunable)


def _entry_problems(module: str, entries: Sequence[Any]) -> Iterator[str]:
    options = set(MODULES[module].options) - {"state"}
    names: Counter[tuple[str, ...]] = Counter()
    for number, entry in enumerate(entries, 1):
        where = f"{OBJECTS}.{module}, entry {number}"
        if not isinstance(entry, Mapping):
            yield f"{where}: it has to be a dict of options of {module}."
            continue
        missing = [option for option in _needed(module) if entry.get(option) is None]
        problems = []
        if missing and entry.get("id") is None:
            problems.append(f"{where}: it needs {' and '.join(missing)}, or the id of an existing object.")
        names[tuple(str(entry.get(option) or "").casefold() for option in ("id", *identity(module)))] += 1
        problems += _option_problems(module, where, entry, options)
        yield from problems or _value_problems(module, where, entry)
    if not identity(module) and len(entries) > 1:
        yield f"{OBJECTS}.{module}: these settings exist once, and {len(entries)} entries are given. Give a dict."
        return
    for values, count in names.items():
        if count > 1 and any(values):
            yield f"{OBJECTS}.{module}: {', '.join(filter(None, values))} is listed {count} times."


def _needed(module: str) -> Sequence[str]:
    """What of the options that identify an object says enough: the server, or the module, knows the others."""
    resource = MODULES[module].resource
    options = identity(module)
    required = [option for option in options if resource and resource.field(option).required]
    return required or options[:1]


def _value_problems(module: str, where: str, entry: Entry) -> Iterator[str]:
    """What the module itself would say of the values, without the secrets among them."""
    declared = MODULES[module]
    found = ArgumentSpecValidator(declared.argument_spec, **declared.constraints).validate(dict(entry))
    secrets = set(found._no_log_values) | every_form(found._no_log_values)
    yield from (f"{where}: {masked(message, secrets)}." for message in found.error_messages)


def _option_problems(module: str, where: str, entry: Entry, options: set[str]) -> Iterator[str]:
    for option in entry:
        if option == "state" and module == JOBS:
            continue
        if option == "state":
            yield f"{where}: state is not allowed. To remove what is not listed, add {module} to {PRUNE}."
        elif option in CONNECTION:
            yield f"{where}: {option} belongs to site_connection."
        elif option not in options:
            yield f"{where}: {option!r} is not an option of {module}.{suggestion(str(option), options)}"
    if module == JOBS and entry.get("state") not in JOB_STATES:
        yield f"{where}: it needs state, which is {' or '.join(JOB_STATES)}."


def _prune_problems(objects: Mapping[str, Any], prune: Sequence[Any], prunable: Sequence[str]) -> Iterator[str]:
    for module in prune:
        if module not in prunable:
            yield f"{PRUNE}: {module!r} has no objects that can be removed.{suggestion(str(module), prunable)}"
        elif module not in objects:
            yield (
                f"{PRUNE}: {module} has no entries in {OBJECTS}, so all its objects would be removed. "
                f"Give {OBJECTS}.{module} an empty list if that is intended."
            )
