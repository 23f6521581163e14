# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the mutants of a module, one after the other, and has the checks of all modules look at each."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack

from support.modules import module_names
from tools.mutants.behaviour import Behaviour
from tools.mutants.checks import killer
from tools.mutants.constructions import Place, forget
from tools.mutants.mutants import Sites, import_mutant, made, sharing
from tools.mutants.mutators import Mutation
from tools.mutants.reasons import Mutant


def checked(name: str, sites: Sites, mutants: Collection[Mutant]) -> list[Mutant]:
    """What the checks without a server find out about mutants. Runs in a process of its own, as the next one does."""
    found = []
    for mutant, place, mutation in made(name, sites):
        if mutant in mutants:
            finds = (_checked_in(module, place, mutation) for module in sharing(name, place, sites))
            found.append(mutant._replace(killer=next(filter(None, finds), "")))
            forget(*sharing(name, place, sites))
    return found


def _checked_in(module: str, place: Place, mutation: Mutation) -> str:
    return killer(module) if import_mutant(module, place, mutation) else "import"


def simulated(name: str, sites: Sites, mutants: Collection[Mutant]) -> list[Mutant]:
    """What the checks with the simulator find out about mutants, which can all be imported. Raises FailsUnchanged."""
    asked = [entry for entry in made(name, sites) if entry[0] in mutants]
    places: dict[str, list[Place]] = {}
    for _mutant, place, _mutation in asked:
        for module in sharing(name, place, sites):
            places.setdefault(module, []).append(place)
    # Examples have tasks of other modules too, and all of them share what is mutated.
    every = module_names()
    forget(*every)
    found = []
    with ExitStack() as stack:
        behaviours = {module: stack.enter_context(Behaviour(module)) for module in places}
        for module, behaviour in behaviours.items():
            behaviour.ensure_passing(places[module])
        for mutant, place, mutation in asked:
            finds = (_simulated_in(behaviours[module], place, mutation) for module in sharing(name, place, sites))
            found.append(mutant._replace(killer=next(filter(None, finds), "")))
            forget(*every)
    return found


def _simulated_in(behaviour: Behaviour, place: Place, mutation: Mutation) -> str:
    forget(*module_names())
    import_mutant(behaviour.name, place, mutation)
    return behaviour.killer(place)
