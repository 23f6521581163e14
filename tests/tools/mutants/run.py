# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the mutants of a module, one after the other, and has the checks look at each."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence

from support.modules import declaration, module_names
from tools.mutants.behaviour import Behaviour
from tools.mutants.checks import killer
from tools.mutants.constructions import Construction, Place, Site, forget, imported, places
from tools.mutants.mutators import Mutation, mutations
from tools.mutants.reasons import Mutant


def targets(names: Sequence[str]) -> list[tuple[str, list[Site]]]:
    """The modules whose names contain one of ``names``, each with what no module before it has been changed for."""
    seen: set[Site] = set()
    found = []
    for name in module_names():
        if names and not any(part in name for part in names):
            continue
        sites = [place.site for place in _places(name)]
        found.append((name, [site for site in sites if site not in seen]))
        seen.update(sites)
    return found


def mutants_of(name: str, sites: Collection[Site], sample: int = 1) -> list[Mutant]:
    """The mutations in what is made at ``sites``, for a module; with ``sample``, one of so many, always the same."""
    found = [mutant for mutant, _place, _mutation in _made(name, sites)]
    return [mutant for mutant in found if zlib.crc32("\t".join(mutant[:3]).encode()) % sample == 0]


def checked(name: str, sites: Collection[Site], mutants: Collection[Mutant]) -> list[Mutant]:
    """What the checks without a server find out about mutants. Runs in a process of its own, as the next one does."""
    found = []
    for mutant, place, mutation in _made(name, sites):
        if mutant in mutants:
            made = _import(name, place, mutation)
            found.append(mutant._replace(killer=killer(name) if made else "import"))
    forget(name)
    return found


def simulated(name: str, sites: Collection[Site], mutants: Collection[Mutant]) -> list[Mutant]:
    """What the checks with the simulator find out about mutants, which can all be imported. Raises FailsUnchanged."""
    found = []
    with Behaviour(name) as behaviour:
        behaviour.ensure_passing([place for mutant, place, _mutation in _made(name, sites) if mutant in mutants])
        for mutant, place, mutation in _made(name, sites):
            if mutant in mutants:
                _import(name, place, mutation)
                found.append(mutant._replace(killer=behaviour.killer(place)))
    forget(name)
    return found


def _places(name: str) -> list[Place]:
    construction = Construction()
    return places(imported(name, construction), construction)


def _made(name: str, sites: Collection[Site]) -> Iterator[tuple[Mutant, Place, Mutation]]:
    """Every mutation in what is made at ``sites``; a place that is there more than once has a number."""
    revisions, known = declaration(name).product.revisions, dict.fromkeys(sites)
    times: dict[str, int] = {}
    for place in _places(name):
        if place.site in known:
            times[place.label] = times.get(place.label, 0) + 1
            label = place.label if times[place.label] == 1 else f"{place.label} #{times[place.label]}"
            for mutation in mutations(place.found, revisions, place.use, place.contexts):
                yield Mutant(name, label, str(mutation), ""), place, mutation


def _import(name: str, place: Place, mutation: Mutation) -> bool:
    """Import a module with a mutation; False for a declaration that cannot be made: it is found out at once."""
    construction = Construction(place.site, mutation)
    try:
        imported(name, construction)
    except Exception:  # noqa: BLE001  (whatever it raises, nobody can use the module)
        return False
    if not construction.reached:
        raise AssertionError(f"{name} no longer makes {place.label} at {place.site}")
    return True
