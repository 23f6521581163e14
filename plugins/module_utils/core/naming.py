# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names: of options and API properties, what an id looks like, and which object a name means.

Pure. Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Callable, TypeVar

from .errors import AmbiguousName, InvalidOption, ObjectNotFound, listed

Object = TypeVar("Object")
GIVE_THE_ID = "Give the id in place of the name."

UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", re.IGNORECASE)
# What a server says in the place of an id where there is no object.
NO_ID = "00000000-0000-0000-0000-000000000000"


def camel_case(option: str) -> str:
    """``read_write_rate`` -> ``readWriteRate``, the way the vendor writes a property."""
    first, *rest = option.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def plural(noun: str) -> str:
    """The plural of a regular English noun, and of each in ``user or group``."""
    return " or ".join(map(_plural, noun.split(" or ")))


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun if noun.endswith("s") else noun + "s"


def is_id(value: object) -> bool:
    """Whether ``value`` is the id of an object (a UUID), not its name."""
    return isinstance(value, str) and bool(UUID.match(value))


def same_name(left: object, right: object) -> bool:
    """Whether two names mean the same where the server does not distinguish upper and lower case."""
    return str(left or "").casefold() == str(right or "").casefold()


def snake_case(name: str) -> str:
    """``isHighPriority`` and ``SSHPort`` as options are written: ``is_high_priority``, ``ssh_port``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def object_id(option: str, given: str) -> str:
    """``given`` as the server writes ids. Raises InvalidOption for what is none."""
    if not is_id(given):
        raise InvalidOption(
            f"{option}={given!r} is not an id: give the UUID that a task returned or the list of objects shows.",
            option=option,
        )
    return given.lower()


def select_one(
    noun: str, given: str, candidates: Sequence[Object], label: Callable[[Object], str], advice: str
) -> Object | None:
    """The only candidate for ``given``, None where there is none.

    Raises AmbiguousName where there are several, with the label of each, and the advice how to tell them apart.
    """
    if len(candidates) > 1:
        raise AmbiguousName(noun, given, [label(candidate) for candidate in candidates], advice)
    return candidates[0] if candidates else None


def select_by_name(
    noun: str,
    objects: Iterable[Object],
    given: str,
    names: Callable[[Object], Iterable[str]],
    ids: Callable[[Object], Sequence[str]],
    *,
    normalize: Callable[[str], str] = str,
    complete: bool = True,
) -> Object:
    """The one of ``objects`` that has ``given`` as one of its names, else as one of its ids.

    Both are compared as ``normalize`` returns them. Messages list the names, and the last id of objects with the same
    name. ``complete`` says whether ``objects`` are all that exist, or only those that the server considers similar.
    Raises ObjectNotFound, AmbiguousName.
    """
    every = list(objects)
    normalized = normalize(given)
    candidates = [item for item in every if normalized in map(normalize, names(item))]
    candidates = candidates or [item for item in every if normalized in map(normalize, ids(item))]
    selected = select_one(noun, given, candidates, lambda item: ids(item)[-1], GIVE_THE_ID)
    if selected is None:
        raise not_found(noun, given, {name for item in every for name in names(item)}, complete=complete)
    return selected


def not_found(noun: str, given: str, names: Iterable[str], *, complete: bool = True) -> ObjectNotFound:
    """The error for a name that no object has; ``names`` are all that exist if ``complete``, else similar ones."""
    known = sorted(names)
    hint = f" Available: {listed(known)}." if complete else similar(known)
    return ObjectNotFound(f"{noun[:1].upper()}{noun[1:]} '{given}' not found.{hint}", name=given, object_type=noun)


def suggestion(given: str, names: Iterable[str]) -> str:
    """The sentence that lists what ``given`` may have meant, else what there is, with a space before it."""
    # Only where something is wrong, and not each time a module starts.
    from difflib import get_close_matches  # noqa: PLC0415

    by_lower = {name.lower(): name for name in sorted(set(names), reverse=True)}
    close = [by_lower[lower] for lower in get_close_matches(given.lower(), by_lower)]
    return similar(close) or f" Available: {listed(sorted(by_lower.values()))}."


def similar(names: Iterable[str]) -> str:
    """The sentence that lists similar names, with a space before it; empty where there are none."""
    known = sorted(set(names))
    return f" Similar: {listed(known)}." if known else ""
