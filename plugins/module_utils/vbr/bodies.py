# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request bodies from the options of a task: checked, with names resolved. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..client import Client
from ..errors import InvalidOption
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
