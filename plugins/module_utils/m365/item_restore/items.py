# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task restores, in the words of all kinds of data: owners, selected items, requests.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable, NamedTuple
from urllib.parse import quote

from ...core.errors import AmbiguousName, InvalidOption, ObjectNotFound, listed
from ...core.naming import same_name
from ...schema.resource import Operation

Body = Mapping[str, Any]
# What separates the names along a path, and what is written before a separator that is part of a name.
SEPARATOR, ESCAPE = "/", "\\"


class Owner(NamedTuple):
    """The mailbox or OneDrive; ``address`` is its email address or URL."""

    id: str
    name: str
    address: str
    body: Body


class Selected(NamedTuple):
    """Something in the backup: ``type`` in the words of results, ``body`` as the server shows it."""

    type: str
    name: str
    id: str
    body: Body


class RestoreRequest(NamedTuple):
    """A request that restores ``selected``; ``keys`` are what it is called in the task.

    ``expected`` is how many items the server has to count at least.
    """

    title: str
    keys: tuple[str, ...]
    selected: tuple[Selected, ...]
    operation: Operation
    path: str
    body: Body
    expected: int


class ExportRequest(NamedTuple):
    """A request that returns a file; ``check`` gets the path of the file and raises where it is not to be used."""

    operation: Operation
    path: str
    body: Body | None
    check: Callable[[str], None]


# By the key of what a task names, what there is of it in the backup.
Selection = Mapping[str, Sequence[Selected]]


def address(template: str, **ids: str) -> str:
    """A path with ids in the places of its placeholders. Ids may hold any character. Pure."""
    return template.format(**{name: quote(identifier, safe="") for name, identifier in ids.items()})


def names_along(option: str, path: str) -> list[str]:
    """The names along a path: ``Inbox/Projects``; a slash in a name is written ``\\/``. Raises InvalidOption. Pure."""
    names = [""]
    signs = iter(path)
    for sign in signs:
        if sign == ESCAPE:
            following = next(signs, "")
            names[-1] += following if following in (SEPARATOR, ESCAPE) else sign + following
        elif sign == SEPARATOR:
            names.append("")
        else:
            names[-1] += sign
    # A slash at the beginning or at the end says nothing.
    while len(names) > 1 and not names[0]:
        del names[0]
    while len(names) > 1 and not names[-1]:
        del names[-1]
    if not all(name.strip() for name in names):
        raise InvalidOption(
            f"{option} has the path {path!r}, in which a name is empty. Write a slash in a name as \\/.", option=option
        )
    return names


def named(noun: str, name: str, candidates: Sequence[Body]) -> Body | None:
    """The candidate of a name, an exact one before one in another case; None where there is none.

    Raises AmbiguousName. Pure.
    """
    near = [one for one in candidates if same_name(one.get("name"), name)]
    fitting = [one for one in near if one.get("name") == name] or near
    if len(fitting) > 1:
        raise AmbiguousName(
            noun,
            name,
            [str(one["id"]) for one in fitting],
            "Rename one of them, or restore the folder that they are in.",
        )
    return fitting[0] if fitting else None


def ensure_found(selection: Selection, where: str) -> None:
    """Raise ObjectNotFound where the backup lacks some of what a task names; the message names them all. Pure."""
    missing = [key for key, found in selection.items() if not found]
    if missing:
        raise ObjectNotFound(
            f"{len(missing)} of {len(selection)} are not in the backup of {where}: {listed(missing, limit=100)}. "
            "Nothing was restored. Correct them, choose another point_in_time, or set missing=ignore to restore the "
            "others.",
            missing=missing,
        )
