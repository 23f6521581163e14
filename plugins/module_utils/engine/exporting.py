# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a server as the arguments of tasks that would make them, derived from their fields.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..schema.fields import Field
from ..schema.resource import SchemaContext, fields_of
from ..schema.state import State, lookup, read_state, resolve_references
from .plan import Body
from .reconciler import Reconciler


class Exported(NamedTuple):
    """An object as a task describes it.

    ``title`` is how messages call it. ``unreadable`` are the options, dotted, that only a person can fill in.
    """

    name: str
    title: str
    arguments: State
    unreadable: tuple[str, ...]


def exported_objects(reconciler: Reconciler) -> Iterator[Exported]:
    """Every object of a resource, in the terms of its module: options, and names in the place of ids.

    What has no value is left out. Of two objects with the same identity, each is described by its id.
    """
    resource, client = reconciler.resource, reconciler.client
    if not client.product.supports(client.revision, resource.since):
        return
    bodies = [client.get(resource.path)] if resource.is_singleton else list(client.pages(resource.path))
    found = [_exported(reconciler, body) for body in bodies]
    names = [_identity(reconciler, one) for one in found]
    for one, body, name in zip(found, bodies, names):
        if names.count(name) > 1:
            one.arguments["id"] = body["id"]
        yield one


def _identity(reconciler: Reconciler, one: Exported) -> list[str]:
    return [str(lookup(one.arguments, option)) for option in reconciler.resource.identity]


def _exported(reconciler: Reconciler, body: Body) -> Exported:
    resource = reconciler.resource
    whole = reconciler.expand(body, for_update=True) if resource.expanded else body
    context = reconciler.context(whole)
    reconciler.remember_names(whole)
    state = read_state(resource.fields, whole, context)
    state = resolve_references(resource.fields, state, context, reconciler.resolver.to_name)
    arguments = _options(resource.fields, state, context)
    name = str(state.get(resource.title_option or resource.name) or resource.noun)
    return Exported(name, resource.title(state), arguments, tuple(_unreadable(resource.fields, arguments, context, "")))


def _options(fields: tuple[Field, ...], state: Mapping[str, Any], context: SchemaContext) -> State:
    """The part of a state that a task can give, without what is empty: a new object has nothing there either."""
    found: State = {}
    for field in fields_of(fields, context):
        value = state.get(field.option)
        if not field.is_option or not field.is_state or value in (None, "", [], {}):
            continue
        if field.fields and isinstance(value, Mapping):
            value = _options(field.fields, value, context)
        elif field.fields and isinstance(value, list):
            value = [_options(field.fields, item, context) if isinstance(item, Mapping) else item for item in value]
        if value not in (None, "", [], {}):
            found[field.option] = value
    return found


def _unreadable(
    fields: tuple[Field, ...], arguments: Mapping[str, Any], context: SchemaContext, within: str
) -> Iterator[str]:
    for field in fields_of(fields, context):
        needed = field.mode == "write_only_on_create" and field.needed(context.product, context.revision)
        if field.mode == "secret" or needed:
            yield within + field.option
        elif isinstance(arguments.get(field.option), Mapping):
            yield from _unreadable(field.fields, arguments[field.option], context, f"{within}{field.option}.")
