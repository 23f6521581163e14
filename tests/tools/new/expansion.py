# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of other objects that are part of every write, and that only a read of their own returns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tools.new.document import Snapshot
from tools.new.model import ExpansionModel, FieldModel
from tools.new.names import snake_case
from tools.new.properties import properties_of

# What a person has to decide about them, which follow.
EXPANDED = "Returned by a list of its own only, which expand reads; is it what the option means?"
FURTHER_READS = "What is never returned may be in one of these reads:"

# The property that holds the id of an object, for all three products.
_ID = "id"


def expansions_of(
    found: Snapshot, fields: Sequence[FieldModel], never_returned: Collection[str], page_key: str
) -> tuple[ExpansionModel, ...]:
    """The lists in ``fields`` that a read below an object is clearly of: it is called as the option is.

    ``never_returned`` are the API names of what is written by creation and update, and in no response.
    """
    reads = {snake_case(template.rsplit("/", 1)[-1]): template for template in reads_below(found)}
    made = []
    for entry in fields:
        template = reads.get(entry.option, "")
        of_objects = entry.item_property and entry.reference and entry.api in never_returned
        if template and of_objects and _ID in properties_of(found.responses, found.listed_object(page_key, template)):
            made.append(ExpansionModel(entry.option, template.removeprefix(found.prefix), _ID))
    return tuple(made)


def reads_below(found: Snapshot) -> Iterator[str]:
    """The templates below an object that can be read, without a further placeholder."""
    start = f"{found.item}/"
    for method, template in sorted(found.operations):
        if method == "GET" and found.item and template.startswith(start) and "{" not in template[len(start) :]:
            yield template


def expanded(fields: Sequence[FieldModel], expansions: Sequence[ExpansionModel]) -> tuple[FieldModel, ...]:
    """The fields, of which those that can be read after all can be changed too."""
    read = {expansion.option for expansion in expansions}
    return tuple(replace(entry, mode="mutable") if entry.option in read else entry for entry in fields)
