# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request bodies from the options of a task: checked, with names resolved. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..engine.references import ReferenceResolver
from ..http.client import Client
from ..schema.fields import Field
from ..schema.resource import SchemaContext
from ..schema.state import State, read_state, resolve_references, without_nulls
from ..schema.writing import ensure_known, with_defaults, write_state
from .inventory import Inventory, as_sent, located


def api_body(
    fields: tuple[Field, ...],
    state: State,
    context: SchemaContext,
    client: Client,
    inventory: Inventory,
    within: str = "",
) -> State:
    """The body for ``state``, with ids and whole inventory objects in place of names.

    Raises ObjectNotFound, AmbiguousName and InvalidOption for names that mean no object, or several.
    """
    ensure_known(fields, state)
    sent = as_sent(fields)
    complete = located(fields, with_defaults(fields, state, context), context, inventory, within)
    body: State = {}
    write_state(sent, resolve_references(sent, complete, context, ReferenceResolver(client).to_id), body, context)
    return body


def in_words(
    fields: tuple[Field, ...], body: Mapping[str, Any], context: SchemaContext, resolver: ReferenceResolver
) -> State:
    """A body, or an object of the same kind from the server, in the words of the options."""
    state: State = without_nulls(read_state(fields, body, context))
    return resolve_references(fields, state, context, resolver.to_name)
