# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that several modules share, in the spelling of each API revision. Private to the collection."""

from __future__ import annotations

from typing import Any

from ..schema.fields import Field

# The last revision that begins many words with a small letter, and the first that does not.
OLD, NEW = "1.3-rev0", "1.3-rev1"
FIRST, REV0, REV1, REV2 = "1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
IN_MONTH = ("First", "Second", "Third", "Fourth", "Last", "OnDay")


def small(word: str) -> str:
    """A word as the older revisions write it."""
    return word[:1].lower() + word[1:]


def spelled(
    option: str, choices: tuple[str, ...], kind: str = "str", same: tuple[str, ...] = (), **facts: Any
) -> tuple[Field, ...]:
    """The fields of an option whose choices begin with a small letter in the older revisions, all but ``same``.

    With ``since`` as a fact, revisions before that do not have it.
    """
    elements = "str" if kind == "list" else ""
    old = {choice: small(choice) for choice in choices if choice not in same}
    since = facts.pop("since", "")
    return (
        Field(option, kind, choices=choices, elements=elements, api_choices=old, since=since, until=OLD, **facts),
        Field(option, kind, choices=choices, elements=elements, since=NEW, **facts),
    )


def switch() -> Field:
    """Whether the settings of a group apply."""
    return Field("enabled", "bool", api="isEnabled", required=True)
