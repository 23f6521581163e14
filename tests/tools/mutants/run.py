# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the mutants of a module, one after the other, and has the checks of all modules look at each."""

from __future__ import annotations

from collections.abc import Collection

from tools.mutants.behaviour import Behaviour
from tools.mutants.checks import killer
from tools.mutants.constructions import forget
from tools.mutants.mutants import Sites, import_mutant, made
from tools.mutants.reasons import Mutant


def checked(name: str, sites: Sites, mutants: Collection[Mutant]) -> list[Mutant]:
    """What the checks without a server find out about mutants. Runs in a process of its own, as the next one does."""
    found = []
    for mutant, place, mutation in made(name, sites):
        if mutant in mutants:
            imports = import_mutant(name, place, mutation)
            found.append(mutant._replace(killer=killer(name) if imports else "import"))
    forget(name)
    return found


def simulated(name: str, sites: Sites, mutants: Collection[Mutant]) -> list[Mutant]:
    """What the checks with the simulator find out about mutants, which can all be imported. Raises FailsUnchanged."""
    found = []
    with Behaviour(name) as behaviour:
        behaviour.ensure_passing([place for mutant, place, _mutation in made(name, sites) if mutant in mutants])
        for mutant, place, mutation in made(name, sites):
            if mutant in mutants:
                import_mutant(name, place, mutation)
                found.append(mutant._replace(killer=behaviour.killer(place)))
    forget(name)
    return found
