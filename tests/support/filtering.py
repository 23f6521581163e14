# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every filter of a module that lists objects, tried with a value that the listed objects show.

What comes back is compared with what the whole list says; each problem is a sentence.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import lookup
from support.modules import declaration, module_names
from support.recovery_tasks import SHARE, TWO_DISKS, VSPHERE
from support.reference_samples import reference_names
from support.running import Controller

# Filters that are not held to what the objects show, by module, with the reason.
UNTRIED: dict[str, dict[str, str]] = {
    "veeam_backup_object_info": {"inventory_type": "the server knows it of vSphere alone; other objects show it too"},
    "veeam_flr_info": {"mount_id": "no task leaves a mount open to be listed: see behaviour/test_flr_info.py"},
}
# What has to happen so that there is something to list.
PREPARED: dict[str, tuple[str, dict[str, Any]]] = {
    "veeam_fcd_recovery_info": ("veeam_fcd_recovery", TWO_DISKS),
    "veeam_file_share_recovery_info": ("veeam_file_share_recovery", SHARE),
    "veeam_instant_recovery_info": ("veeam_instant_recovery", VSPHERE),
}


def filtering_modules() -> list[str]:
    """The modules that list objects and let a task choose among them."""
    return [name for name in module_names() if name.endswith("_info") and any(map(bool, _filters(name)))]


def _filters(name: str) -> tuple[Filter, ...]:
    listings = declaration(name).api.listings
    return listings[0].filters if listings else ()


def filter_problems(controller: Controller, name: str, revision: str) -> Iterator[str]:
    """Where a filter lets something else through than it says, in one API revision."""
    base = {"api_version": revision}
    prepared = PREPARED.get(name)
    if prepared:
        controller.succeed(*prepared)
    result = controller.succeed(name, base)
    (key,) = [key for key, value in result.items() if isinstance(value, list) and key != "changes"][:1]
    supports = declaration(name).product.supports
    for found in _filters(name):
        if supports(revision, found.since) and found.option not in UNTRIED.get(name, {}):
            for problem in _problems(controller, name, found, base, key, result[key]):
                yield f"{found.option} in {revision}: {problem}"


def _problems(
    controller: Controller, name: str, found: Filter, base: dict[str, Any], key: str, everything: list[dict[str, Any]]
) -> Iterator[str]:
    if not found.field:
        # Only the server can tell what fits; that it takes the name of an object can be seen.
        if found.reference:
            names = reference_names(declaration(name).product.name, found.reference.noun)
            if names is None:
                yield f"no {found.reference.noun} is known: give two of them in tests/support/reference_samples.py"
            elif not controller.succeed(name, {**base, found.option: names[0]})[key]:
                yield "nothing fits an object that exists"
        return
    value = shown_value(found, everything)
    if value is None:
        yield "no object shows a value for it: create one in PREPARED, seed one, or give a reason in UNTRIED"
        return
    for tried in (value, *_near(found, value)):
        expected = [item for item in everything if fits(found, tried, item)]
        result = controller.run(name, {**base, found.option: [tried] if found.type == "list" else tried})
        if result.get("failed") and tried != value:
            continue
        listed = result.get(key, [])
        if result.get("failed") or _identities(listed) != _identities(expected):
            yield f"{tried!r} gives {len(listed)} objects, and {len(expected)} are so"


def _near(found: Filter, value: Any) -> list[str]:
    """What a server that matches loosely would take for the value, and the filter does not."""
    if not isinstance(value, str) or found.choices or found.reference:
        return []
    return [value[:-1]] if found.match == "pattern" else [f"{value[:-1]}*", value[:-1]]


def shown_value(found: Filter, items: list[dict[str, Any]]) -> Any:
    """A value that some of the objects show, and not all of them where there is one; a pattern for a pattern."""
    fields = (*found.also[::-1], found.field) if found.field else ()
    values = [value for field in fields for item in items for value in _values(lookup(item, field))]
    if not values:
        return None
    # What is told by few objects tells most.
    value = min(values, key=lambda candidate: sum(fits(found, candidate, item) for item in items))
    return f"{str(value)[:-1]}?" if found.match == "pattern" else value


def fits(found: Filter, value: Any, item: Mapping[str, Any]) -> bool:
    """Whether an object shows the value."""
    shown = [text for field in (found.field, *found.also) for text in _values(lookup(item, field))]
    if found.match == "pattern":
        return any(fnmatch.fnmatchcase(str(text), str(value).replace("[", "[[]")) for text in shown)
    # What a server leaves out is not so.
    return value in shown or (value is False and not shown)


def _values(shown: Any) -> list[Any]:
    if isinstance(shown, list):
        return shown
    return [] if shown is None else [shown]


def _identities(items: list[dict[str, Any]]) -> list[str]:
    return sorted(str(sorted((key, str(value)) for key, value in item.items())) for item in items)
