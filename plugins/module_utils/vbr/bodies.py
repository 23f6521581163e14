# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request bodies from the options of a task: checked, with names resolved. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..client import Client
from ..errors import InvalidOption, listed
from ..fields import Field
from ..plan import missing_options, refuse_unfit
from ..references import Directory
from ..resource import Shape
from ..state import State, given_state, read_state, translated, with_defaults, write_state
from .inventory import Inventory, as_sent, located


def given_options(fields: tuple[Field, ...], raw: Mapping[str, Any], params: Mapping[str, Any]) -> State:
    """What a task gave of ``fields``; null is the same as left out."""
    pruned: State = _pruned(given_state(fields, raw, params))
    return pruned


def _pruned(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _pruned(one) for key, one in value.items() if one is not None}
    return [_pruned(one) for one in value] if isinstance(value, list) else value


def refuse_incomplete(
    fields: tuple[Field, ...], given: Mapping[str, Any], shape: Shape, what: str, within: str = ""
) -> None:
    """Raise InvalidOption where the server needs more than a task gives, to do ``what``."""
    missing = list(missing_options(fields, with_defaults(fields, given, shape), shape, within))
    if missing:
        raise InvalidOption(f"{what} the server also needs: {', '.join(missing)}.", missing=missing)


def refuse_foreign(fields: tuple[Field, ...], given: State, shape: Shape, within: str = "") -> None:
    """Raise InvalidOption for what this type of recovery or API revision does not have."""
    refuse_unfit(fields, given, shape, "type", within)


def refuse_others(params: Mapping[str, Any], choice: str, own: set[str], takes: Mapping[str, Iterable[str]]) -> None:
    """Raise InvalidOption for an option that does not go with ``choice``, such as platform=vsphere.

    ``own`` are the options that do; ``takes`` says of every option which other choices it is for.
    """
    for option, names in takes.items():
        if params.get(option) is not None and option not in own:
            raise InvalidOption(
                f"{option} does not go with {choice}: it is for {listed(sorted(set(names)))}. Leave it out, or "
                f"correct {choice.partition('=')[0]}.",
                option=option,
            )


def refuse_suboptions(fields: Sequence[Field], params: Mapping[str, Any], choice: str, within: str = "") -> None:
    """Raise InvalidOption for an option inside a group that has it only with another ``choice``."""
    for option in {field.option: None for field in fields if field.fields}:
        nested = [one for field in fields if field.option == option for one in field.fields]
        known = {one.option for one in nested}
        value = params.get(option)
        for item in value if isinstance(value, list) else [value or {}]:
            given = {key for key, one in item.items() if one is not None}
            strange = [f"{within}{option}.{key}" for key in sorted(given - known)]
            if strange:
                raise InvalidOption(
                    f"{', '.join(strange)} does not go with {choice}, where {option} has: {listed(sorted(known))}.",
                    option=strange[0],
                )
            refuse_suboptions(nested, item, choice, f"{within}{option}.")


def api_body(
    fields: tuple[Field, ...], state: State, shape: Shape, client: Client, inventory: Inventory, within: str = ""
) -> State:
    """The body that says ``state`` to the server, with ids and whole inventory objects for names.

    Raises ObjectNotFound, AmbiguousName and InvalidOption for names that mean nothing, or too much.
    """
    sent = as_sent(fields)
    found = located(fields, with_defaults(fields, state, shape), shape, inventory, within)
    body: State = {}
    write_state(sent, translated(sent, found, shape, Directory(client).to_id), body, shape)
    return body


def in_words(fields: tuple[Field, ...], body: Mapping[str, Any], shape: Shape, directory: Directory) -> State:
    """A body, or what a server sends of the same kind, in the words of the options."""
    state: State = _pruned(read_state(fields, body, shape))
    return translated(fields, state, shape, directory.to_name)
