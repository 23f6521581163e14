# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The limits of a value beyond its type, checked before anything is sent. Pure. Private to the collection.

Options are declared in Ansible's form, with these keys in addition: ``minimum`` (0 where it is not given) and
``maximum`` of a number; ``format``, which may be UUID or TIME_OF_DAY; and ``clearable``: whether the option may be
given empty, to empty the property of an object. Without ``clearable``, null is the same as an option left out, and an
empty text is an error. With ``clearable`` false, null is an error as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..core.errors import InvalidOption
from ..core.naming import object_id

UUID, TIME_OF_DAY = "uuid", "time of day"
FORMATS = ("", UUID, TIME_OF_DAY)
_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
_OWN_KEYS = ("minimum", "maximum", "format", "clearable")

Spec = Mapping[str, Any]


def value_spec(minimum: int = 0, maximum: int | None = None, text_format: str = "") -> dict[str, Any]:
    """The keys for what a value must be, those that say something."""
    spec: dict[str, Any] = {}
    if minimum:
        spec["minimum"] = minimum
    if maximum is not None:
        spec["maximum"] = maximum
    if text_format:
        spec["format"] = text_format
    return spec


def ansible_options(options: Mapping[str, Spec]) -> dict[str, Any]:
    """The options as Ansible takes them, without the keys that it does not know."""
    return {option: _ansible_option(spec) for option, spec in options.items()}


def _ansible_option(spec: Spec) -> dict[str, Any]:
    known = {key: value for key, value in spec.items() if key not in _OWN_KEYS}
    if "options" in known:
        known["options"] = ansible_options(known["options"])
    return known


def accepted_values(
    options: Mapping[str, Spec], raw: Mapping[str, Any], params: Mapping[str, Any], within: str = ""
) -> dict[str, Any]:
    """``params`` with ids as servers write them. Raises InvalidOption for a value that no server could take.

    ``raw`` are the arguments as written, ``params`` the validated ones, in which an option left out and one given as
    null look the same.
    """
    accepted = dict(params)
    for option, spec in options.items():
        name, value = within + option, params.get(option)
        if value is None:
            if option in raw and spec.get("clearable") is False:
                raise _empty(name, "null", spec)
            continue
        if not spec.get("options"):
            items = [accepted_value(name, item, spec) for item in (value if isinstance(value, list) else [value])]
        else:
            items = [
                accepted_values(spec["options"], written, group, f"{name}.")
                for written, group in _groups(raw.get(option), value)
            ]
        accepted[option] = items if isinstance(value, list) else items[0]
    return accepted


def _groups(raw: object, value: object) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each group of suboptions, as written and as validated; what was written as text has only the latter."""
    values = value if isinstance(value, list) else [value]
    written = raw if isinstance(raw, list) else [raw]
    for number, group in enumerate(values):
        as_written = written[number] if number < len(written) else None
        yield (as_written if isinstance(as_written, Mapping) else group), group


def accepted_value(option: str, value: Any, spec: Spec) -> Any:
    """One value as servers write it. Raises InvalidOption for one that no server could take."""
    kind = spec.get("elements") or spec.get("type", "str")
    if kind in ("int", "float"):
        _validate_range(option, value, spec)
    elif kind in ("str", "path") and not str(value).strip():
        # Of a list, no item can be empty.
        if not spec.get("clearable") or spec.get("elements"):
            raise _empty(option, "empty", spec)
    elif spec.get("format") == UUID:
        return object_id(option, str(value))
    elif spec.get("format") == TIME_OF_DAY and not _TIME.fullmatch(str(value).strip()):
        raise InvalidOption(
            f"{option}={value!r} is not a time of the day: give hours and minutes, such as '22:00'.", option=option
        )
    return value


def _validate_range(option: str, value: float, spec: Spec) -> None:
    minimum, maximum = spec.get("minimum", 0), spec.get("maximum")
    if minimum <= value and (maximum is None or value <= maximum):
        return
    wanted = f"{minimum} or more" if maximum is None else f"a number from {minimum} to {maximum}"
    default = spec.get("default")
    rest = f", or leave it out for the default of {default}" if default is not None else ""
    raise InvalidOption(f"{option}={value} is out of range: give {wanted}{rest}.", option=option)


def _empty(option: str, found: str, spec: Spec) -> InvalidOption:
    rest = "" if spec.get("required") else ", or leave it out; in a template, default(omit, true) does that"
    return InvalidOption(f"{option} is {found}: give a value{rest}.", option=option)
