# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much the derivation agrees with what was declared by hand, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource
from support.modules import declaration, resource_modules
from tools.new.compare import Comparison, compare
from tools.new.products import derived

# Of resources that are not declared by hand only the number of properties can be said.
RESOURCES = (
    ("vbr", "/backupInfrastructure/repositories"),
    ("vbr", "/credentials"),
    ("vbr", "/backupInfrastructure/proxies"),
    ("vbr", "/backupInfrastructure/managedServers"),
    ("vbr", "/configBackup"),
    ("azure", "/repositories"),
)


def measured() -> Iterator[str]:
    """One line for each resource, and under it what differs."""
    by_hand = {(resource.product.name, resource.path): resource for resource in _declared()}
    for product, path in RESOURCES:
        model = derived(product, path)
        resource = by_hand.get((product, path))
        if resource is None:
            yield f"{product} {path}: {_count(model.fields)} fields derived, none declared by hand"
            continue
        yield from _lines(f"{product} {path}", compare(resource, model))


def _lines(title: str, found: Comparison) -> Iterator[str]:
    yield f"{title}: {found.equal} of {found.places} properties as by hand ({found.equal / found.places:.1%})"
    counted = Counter(
        f"{api}: {attribute} is {_words(hand)} by hand, {_words(made)} derived"
        for (_variant, api), differences in found.differences.items()
        for attribute, (hand, made) in differences.items()
    )
    counted.update(f"{api}: not derived" for _variant, api in found.missing)
    yield from (f"  {count:3} x {sentence}" for sentence, count in counted.most_common())


def _words(value: object) -> str:
    return ", ".join(sorted(map(str, value))) if isinstance(value, (frozenset, tuple)) else str(value) or "none"


def _declared() -> list[Resource]:
    found = [declaration(name).resource for name in resource_modules()]
    return [resource for resource in found if resource is not None]


def _count(fields: tuple[object, ...]) -> int:
    return sum(1 + _count(getattr(entry, "fields", ())) for entry in fields)
