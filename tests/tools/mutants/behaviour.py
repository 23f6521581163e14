# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks that need the simulator, for what the others did not find."""

from __future__ import annotations

from types import TracebackType

from tools.mutants.constructions import Place
from tools.mutants.mutators import Mutation


class Behaviour:
    """A module on a simulator of its own, started when first needed."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> Behaviour:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def killer(self, place: Place, mutation: Mutation) -> str:
        return ""
