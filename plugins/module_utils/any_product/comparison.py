# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a body that a task gives differs from an object of the server, in the property names of the API.

Pure. Private to the collection.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .secrets import Path, is_secret

# What servers leave out or send as null where there is nothing.
_NOTHING: tuple[Any, ...] = (None, "", [], {})


class Change(NamedTuple):
    """A property, dotted, that is not as the task gives it."""

    name: str
    before: Any
    after: Any


def changes(given: Mapping[str, Any], current: Mapping[str, Any], ignored: Sequence[Path]) -> list[Change]:
    """What of ``given`` the ``current`` object does not show; ``ignored`` are the properties that cannot be read."""
    return list(_changes(given, current, ignored, ""))


def matches(given: object, current: object, ignored: Sequence[Path] = ()) -> bool:
    """Whether a value is as the task gives it: of an object, as far as the task gives it."""
    if isinstance(given, Mapping) and isinstance(current, Mapping):
        return not any(True for _change in _changes(given, current, ignored, ""))
    if isinstance(given, (list, tuple)) and isinstance(current, (list, tuple)):
        return len(given) == len(current) and _pair(given, current, ignored)
    if _is_nothing(given) and _is_nothing(current):
        return True
    # In Python, true is 1.
    return isinstance(given, bool) == isinstance(current, bool) and bool(given == current)


def shown_of(given: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """The part of an object that a task gives, as it is."""
    return {
        name: shown_of(value, current[name])
        if isinstance(value, Mapping) and isinstance(current.get(name), Mapping)
        else current.get(name)
        for name, value in given.items()
    }


def merged(current: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The object with the given properties in it, at any depth; lists are replaced."""
    whole = dict(current)
    for name, value in given.items():
        inner = whole.get(name)
        whole[name] = merged(inner, value) if isinstance(value, Mapping) and isinstance(inner, Mapping) else value
    return whole


def without(value: object, paths: Sequence[Path], secrets: bool = False, in_lists: bool = True) -> Any:
    """``value`` without the properties at ``paths``; with ``secrets`` also without those named like secrets.

    Without ``in_lists``, lists stay as they are.
    """
    if isinstance(value, (list, tuple)):
        return [without(item, paths, secrets) for item in value] if in_lists else value
    if not isinstance(value, Mapping):
        return value
    kept = {}
    for name, part in value.items():
        inner = [path[1:] for path in paths if path[0] in ("*", name)]
        if () not in inner and not (secrets and _is_not_readable(str(name), value)):
            kept[name] = without(part, inner, secrets, in_lists)
    return kept


def at(value: object, path: str) -> Any:
    """The property at a dotted path, None where there is none."""
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _changes(
    given: Mapping[str, Any], current: Mapping[str, Any], ignored: Sequence[Path], within: str
) -> Iterator[Change]:
    for name, value in given.items():
        inner = [path[1:] for path in ignored if path[0] in ("*", name)]
        if () in inner or _is_not_readable(str(name), given):
            continue
        has = current.get(name)
        if isinstance(value, Mapping) and isinstance(has, Mapping):
            yield from _changes(value, has, inner, f"{within}{name}.")
        elif not matches(value, has, inner):
            yield Change(within + str(name), has, value)


def _is_not_readable(name: str, within: Mapping[str, Any]) -> bool:
    """Whether a property of an object is a secret, which servers do not return; a boolean is none."""
    return is_secret(name, within) and not isinstance(within[name], bool)


def _pair(given: Sequence[Any], current: Sequence[Any], ignored: Sequence[Path]) -> bool:
    """Whether each given item has one of the current ones for itself; servers do not keep the order of all lists."""
    left = sorted(current, key=_text)
    for item in sorted(given, key=_text):
        found = next((number for number, other in enumerate(left) if matches(item, other, ignored)), None)
        if found is None:
            return False
        del left[found]
    return True


def _is_nothing(value: object) -> bool:
    return not isinstance(value, (bool, int, float)) and value in _NOTHING


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
