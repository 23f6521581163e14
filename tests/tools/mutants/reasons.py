# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a slip may survive: by module, place and mutation, with ``*`` for any. The first row that fits counts."""

from __future__ import annotations

import fnmatch
from typing import NamedTuple


class Mutant(NamedTuple):
    """One slip, and the check that found it; ``killer`` is empty where none did."""

    module: str
    place: str
    mutation: str
    killer: str


RETURNED = "RETURN has the name: `make generate` writes it from the declaration, and a stage finds the difference"
SAID = "a PUT of VBR takes what cannot change as well; the documentation says what can, and is made from this"
REASONS: tuple[tuple[str, str, str, str], ...] = (
    ("*", "* (computed)", "option=*", RETURNED),
    ("*", "GET *", "option=*", RETURNED),
    ("veeam_[!a]*", "*", "mode='immutable'", SAID),
    ("*", "*.* (computed)", "mode='mutable'", "its group is computed as a whole, so that it is no option either way"),
)


def reason_for(mutant: Mutant) -> str:
    """The reason for a survivor, empty without one."""
    facts = (mutant.module, mutant.place, mutant.mutation)
    for *patterns, reason in REASONS:
        if all(fnmatch.fnmatchcase(fact, pattern) for fact, pattern in zip(facts, patterns, strict=True)):
            return reason
    return ""
