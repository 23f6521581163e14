# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the mutants of a module, one after the other, and has the checks look at each."""

from __future__ import annotations

from collections.abc import Sequence

from support.modules import declaration, module_names
from tools.mutants.behaviour import Behaviour
from tools.mutants.checks import killer
from tools.mutants.constructions import Construction, Place, Site, forget, imported, places
from tools.mutants.mutators import Mutation, mutations
from tools.mutants.reasons import Mutant, reason_for


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


def _places(name: str) -> list[Place]:
    construction = Construction()
    return places(imported(name, construction), construction)


def outcomes(name: str, sites: Sequence[Site]) -> list[Mutant]:
    """What becomes of every mutation in what is made at ``sites``, for a module. Runs in a process of its own."""
    chosen = [place for place in _places(name) if place.site in set(sites)]
    product = declaration(name).product
    with Behaviour(name) as behaviour:
        found = [
            _mutant(name, place, mutation, behaviour)
            for place in chosen
            for mutation in mutations(place.found, product.revisions, place.use)
        ]
    forget(name)
    return found


def _mutant(name: str, place: Place, mutation: Mutation, behaviour: Behaviour) -> Mutant:
    """What becomes of one mutation. One that has a reason to survive is not taken to the simulator as well."""
    construction = Construction(place.site, mutation)
    mutant = Mutant(name, place.label, str(mutation), "")
    try:
        imported(name, construction)
    except Exception:  # noqa: BLE001  (a declaration that cannot be made is found out at once)
        return mutant._replace(killer="import")
    if not construction.reached:
        raise AssertionError(f"{name} no longer makes {place.label} at {place.site}")
    found = killer(name)
    if not found and not reason_for(mutant):
        found = behaviour.killer(place)
    return mutant._replace(killer=found)
