# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module may leave out of the vendor's document, and the reasons that several products share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of


@dataclass(frozen=True)
class Exceptions:
    """What a module leaves out on purpose, each with its reason.

    ``properties``: dotted paths of a request body that no option covers (``*`` stands for one key, ``**`` at the
    beginning for any number). ``choices``: ``{dotted path: {values that are not offered}}``. ``queries``: parameters
    of a list.
    ``required``: options that are demanded though the document does not demand them. ``conditional``: properties
    that a group requires, and that a module asks for itself where the group is used. ``secrets``: properties whose
    names sound like secrets and that hold none. ``sessions``: paths of operations whose sessions are found in another
    way than by their type. ``responses``: paths of operations that respond in another way in other revisions, where
    nothing reads the response. ``unreturned``: properties that responses have by the document
    alone. ``ids``: properties whose object is found by its name in another way than by a reference.
    ``unread_variants``: variants of which only what all variants have is read. ``slow``: paths of operations that
    respond when all is done, which no document says. ``derived``: options whose value, and
    paths of operations whose body, the module works out from something else. ``unkeyed``: lists of objects without
    item_keys.
    """

    properties: Mapping[str, str] = field_of(default_factory=dict)
    choices: Mapping[str, set[str]] = field_of(default_factory=dict)
    queries: Mapping[str, str] = field_of(default_factory=dict)
    required: Mapping[str, str] = field_of(default_factory=dict)
    conditional: Mapping[str, str] = field_of(default_factory=dict)
    secrets: Mapping[str, str] = field_of(default_factory=dict)
    sessions: Mapping[str, str] = field_of(default_factory=dict)
    ids: Mapping[str, str] = field_of(default_factory=dict)
    unreturned: Mapping[str, str] = field_of(default_factory=dict)
    responses: Mapping[str, str] = field_of(default_factory=dict)
    unread_variants: Mapping[str, str] = field_of(default_factory=dict)
    slow: Mapping[str, str] = field_of(default_factory=dict)
    derived: Mapping[str, str] = field_of(default_factory=dict)
    unkeyed: Mapping[str, str] = field_of(default_factory=dict)


SORTED_BY_PLAYBOOK = "a playbook orders a result itself, with the filter sort"
ALL_OF_IT = "an item is all that is known of it: where one of its properties is another, it is another item"
NO_EXCEPTIONS = Exceptions()
