# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of which a task gives a part: what it gives is added to the current items, replaces them, or is removed.

For fields with a ``mode_option``: that option says which of the three is meant. ``whole_lists.py`` makes the lists.
Pure. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .fields import Field

MERGE, REPLACE, REMOVE = "merge", "replace", "remove"
LIST_MODES = (MERGE, REPLACE, REMOVE)


def list_mode_options(fields: Sequence[Field]) -> dict[str, Any]:
    """The options that say how lists are applied, in Ansible's form."""
    names = dict.fromkeys(field.mode_option for field in fields if field.mode_option)
    return {name: {"type": "str", "choices": list(LIST_MODES), "default": MERGE} for name in names}


def removed_options(fields: Sequence[Field], params: Mapping[str, Any]) -> set[str]:
    """The options that list what is removed."""
    return {field.option for field in fields if field.mode_option and params.get(field.mode_option) == REMOVE}
