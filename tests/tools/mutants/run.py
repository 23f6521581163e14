# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the mutants of a module, one after the other, and has the checks of all modules look at each."""

from __future__ import annotations

from collections.abc import Collection

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
    killers = {mutant: "" for mutant, _place, _mutation in asked}
    modules = dict.fromkeys(module for _mutant, place, _mutation in asked for module in sharing(name, place, sites))
    # Examples have tasks of other modules too, and all of them share what is mutated.
    every = module_names()
    # One after the other: two simulators in one process would hold each other's time.
    for module in modules:
        left = [
            (mutant, place, mutation)
            for mutant, place, mutation in asked
            if not killers[mutant] and module in sharing(name, place, sites)
        ]
        forget(*every)
        with Behaviour(module) as behaviour:
            behaviour.ensure_passing([place for _mutant, place, _mutation in left])
            for mutant, place, mutation in left:
                forget(*every)
                import_mutant(module, place, mutation)
                killers[mutant] = behaviour.killer(place)
    forget(*every)
    return [mutant._replace(killer=check) for mutant, check in killers.items()]
