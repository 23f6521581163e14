# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a slip may survive: by module, place and mutation, with ``*`` for any. The first row that fits counts."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.mutants.run import Mutant

REASONS: tuple[tuple[str, str, str, str], ...] = ()


def reason_for(mutant: Mutant) -> str:
    """The reason for a survivor, empty without one."""
    facts = (mutant.module, mutant.place, mutant.mutation)
    for *patterns, reason in REASONS:
        if all(fnmatch.fnmatchcase(fact, pattern) for fact, pattern in zip(facts, patterns, strict=True)):
            return reason
    return ""
