# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How what is there is compared with what a task gives, as far as the shape of the properties says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from support.compared import LEAVE_OUT_FALSE
from tools.new.model import FieldModel

# What a person has to decide about them, which follow.
UNKEYED = (
    "Lists of objects; which options identify one of them? Name them in item_keys, or the list among the exceptions of "
    "the module, as unkeyed, where all of them do:"
)


def with_absent_values(fields: Iterable[FieldModel], product: str) -> tuple[FieldModel, ...]:
    """The fields, with what a server means that leaves one of them out."""
    return tuple(
        replace(
            entry,
            fields=with_absent_values(entry.fields, product),
            absent_value=False if product in LEAVE_OUT_FALSE and _is_truth(entry) else None,
        )
        for entry in fields
    )


def _is_truth(entry: FieldModel) -> bool:
    return entry.type == "bool" and entry.mode in ("mutable", "immutable")


def lists_of_objects(fields: Iterable[FieldModel], within: str = "") -> Iterator[str]:
    """The dotted properties of the options that are lists of objects."""
    for entry in fields:
        if entry.elements == "dict" and entry.fields and entry.mode not in ("computed", "constant"):
            yield within + entry.api
        yield from lists_of_objects(entry.fields, f"{within}{entry.api}.")
