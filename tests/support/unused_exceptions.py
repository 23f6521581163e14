# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exceptions that excuse nothing: without them, a module's declaration would agree with the documents as well."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from support.declared import declaration_problems
from support.exceptions import Exceptions, exceptions_of
from support.modules import declaration


def unused_exceptions(name: str) -> Iterator[str]:
    """Each exception of a module that is not needed, in words."""
    given = exceptions_of(name)
    for kind in (field.name for field in dataclasses.fields(Exceptions)):
        for key in getattr(given, kind):
            rest = {other: value for other, value in getattr(given, kind).items() if other != key}
            if not _has_problems(name, dataclasses.replace(given, **{kind: rest})):
                yield f"{kind}: {key} excuses nothing"


def _has_problems(name: str, exceptions: Exceptions) -> bool:
    declared = declaration(name)
    # What is left out on purpose is mostly new.
    return any(
        next(declaration_problems(declared, revision, exceptions), None) is not None
        for revision in declared.product.revisions[::-1]
    )
