# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which mutants there are of a module, and how a module is imported as one of them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from support.modules import declaration, module_names
from tools.mutants.constructions import Construction, Place, Site, imported, places
from tools.mutants.mutators import Mutation, mutations
from tools.mutants.reasons import Mutant


class Shared(NamedTuple):
    """What is changed at a site: these attributes. ``others`` are the other modules that have what is made there."""

    attributes: frozenset[str]
    others: tuple[str, ...]


Sites = Mapping[Site, Shared]


def targets(names: Sequence[str]) -> list[tuple[str, Sites]]:
    """The modules whose names contain one of ``names``, each with what no module before it has been changed for."""
    chosen = [name for name in module_names() if not names or any(part in name for part in names)]
    said = {name: {place.site: place.attributes for place in _places(name)} for name in chosen}
    modules: dict[Site, list[str]] = {}
    for name in chosen:
        for site in said[name]:
            modules.setdefault(site, []).append(name)
    found: list[tuple[str, Sites]] = []
    for name in chosen:
        sites = {}
        for site, attributes in said[name].items():
            others = [other for other in modules[site] if other != name]
            before = [said[other][site] for other in others if other < name]
            left = attributes.difference(*before)
            if left:
                sites[site] = Shared(left, tuple(others))
        found.append((name, sites))
    return found


def mutants_of(name: str, sites: Sites, sample: int = 1) -> list[Mutant]:
    """The mutations in what is made at ``sites``, for a module; with ``sample``, one of so many, always the same."""
    found = [mutant for mutant, _place, _mutation in made(name, sites)]
    return [mutant for mutant in found if zlib.crc32("\t".join(mutant[:3]).encode()) % sample == 0]


def sharing(name: str, place: Place, sites: Sites) -> tuple[str, ...]:
    """The modules that have what is made at a place, those first that it was found in."""
    return (name, *sites[place.site].others)


def _places(name: str) -> list[Place]:
    construction = Construction()
    return places(imported(name, construction), construction)


def made(name: str, sites: Sites) -> Iterator[tuple[Mutant, Place, Mutation]]:
    """Every mutation in what is made at ``sites``; a place that is there more than once has a number."""
    declared = declaration(name)
    # What a module says of earlier revisions means nothing.
    revisions = tuple(one for one in declared.product.revisions if declared.product.supports(one, declared.since))
    times: dict[str, int] = {}
    for place in _places(name):
        if place.site in sites:
            times[place.label] = times.get(place.label, 0) + 1
            label = place.label if times[place.label] == 1 else f"{place.label} #{times[place.label]}"
            for mutation in mutations(place.found, revisions, place.use, place.contexts):
                if mutation.attribute in place.attributes & sites[place.site].attributes:
                    yield Mutant(name, label, str(mutation), ""), place, mutation


def import_mutant(name: str, place: Place, mutation: Mutation) -> bool:
    """Import a module with a mutation; False for a declaration that cannot be made: it is found out at once."""
    construction = Construction(place.site, mutation)
    try:
        imported(name, construction)
    except Exception:  # noqa: BLE001  (whatever it raises, nobody can use the module)
        return False
    if not construction.reached:
        raise AssertionError(f"{name} no longer makes {place.label} at {place.site}")
    return True
