# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a server as the arguments of tasks that would make them, derived from their fields.

Private to the collection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..schema.fields import Field
from ..schema.resource import Resource, SchemaContext, fields_of
from ..schema.state import State, lookup, read_state, resolve_references
from ..schema.values import UUID
from .plan import Body
from .reconciler import Reconciler


class Exported(NamedTuple):
    """An object as a task describes it.

    ``title`` is how messages call it. ``unreadable`` are the options that only a person can fill in, dotted, with the
    number of an item of a list. ``disabled_by`` is the module that disables the object, where its own cannot and it is.
    """

    name: str
    title: str
    arguments: State
    unreadable: tuple[str, ...]
    disabled_by: str = ""


def exported_objects(reconciler: Reconciler, disabled_by: str = "") -> Iterator[Exported]:
    """Every object of a resource, in the terms of its module: options, and names in the place of ids.

    What has no value is left out. Of two objects with the same identity, each is described by its id, and so is one
    that lacks a part of it. A warning names what the list holds that the module does not manage. ``disabled_by`` is the
    module that can disable an object, where the one of the resource cannot.
    """
    resource, client = reconciler.resource, reconciler.client
    if not client.product.supports(client.revision, resource.since):
        return
    bodies = [client.get(resource.path)] if resource.is_singleton else _managed(reconciler)
    found = [_exported(reconciler, body, disabled_by) for body in bodies]
    names = [_identity(reconciler, one) for one in found]
    for one, body, name in zip(found, bodies, names):
        if names.count(name) > 1 or any(option not in one.arguments for option in resource.identity):
            one.arguments["id"] = body["id"]
        yield one


def _managed(reconciler: Reconciler) -> list[Body]:
    """The objects of the list whose variant the module knows."""
    resource, client = reconciler.resource, reconciler.client
    bodies: list[Body] = list(client.pages(resource.path))
    if not resource.variant:
        return bodies
    field = resource.field(resource.variant)
    known = (None, *field.choices_in(client.product, client.revision))
    variants = [field.from_api(body.get(field.api)) for body in bodies]
    elsewhere = (*known, *resource.other_variants)
    others = Counter(str(variant) for variant in variants if variant not in elsewhere)
    if others:
        counts = ", ".join(f"{variant}: {count}" for variant, count in sorted(others.items()))
        reconciler.task.warnings.append(
            f"The export has no task for {sum(others.values())} of the objects under {resource.path}: the module "
            f"for a {resource.noun} does not manage objects of their {resource.variant} ({counts})."
        )
    return [body for body, variant in zip(bodies, variants) if variant in known]


def _identity(reconciler: Reconciler, one: Exported) -> list[str]:
    return [str(lookup(one.arguments, option)) for option in reconciler.resource.identity]


def _exported(reconciler: Reconciler, body: Body, disabled_by: str) -> Exported:
    resource = reconciler.resource
    whole = reconciler.expand(body, for_update=True) if resource.expanded else body
    context = reconciler.context(whole)
    reconciler.resolver.remember_shown(fields_of(resource.fields, context), whole)
    state = read_state(resource.fields, whole, context)
    state = resolve_references(resource.fields, state, context, reconciler.resolver.to_name)
    arguments = _settable(resource, task_options(resource.fields, state, context))
    for field in map(resource.field, resource.identity):
        if field.type == "str" and not field.reference and not field.choices:
            # An empty text identifies an object too.
            arguments.setdefault(field.option, "")
    name = str(state.get(resource.title_option or resource.name) or resource.noun)
    unreadable = tuple(_unreadable(resource.fields, arguments, context, ""))
    return Exported(
        name, resource.title(state), arguments, unreadable, disabled_by if state.get("enabled") is False else ""
    )


def _settable(resource: Resource, arguments: State) -> State:
    """The arguments without the values that an object can lose, and that no operation sets: not being the default."""
    updates = [(option, update.value) for update in resource.dedicated_updates for option in update.options]
    return {
        option: value
        for option, value in arguments.items()
        if option not in resource.dedicated_options
        or any(name == option and settable in (None, value) for name, settable in updates)
    }


def task_options(fields: tuple[Field, ...], state: Mapping[str, Any], context: SchemaContext) -> State:
    """The part of a state that a task can give, without what is empty: a new object has nothing there either."""
    found: State = {}
    for field in fields_of(fields, context):
        value = state.get(field.option)
        if not field.is_option or not field.is_state or value in (None, "", [], {}):
            continue
        if field.looked_up and field.format == UUID:
            # The module finds it by the name, on another server too.
            continue
        if field.fields and isinstance(value, Mapping):
            value = task_options(field.fields, value, context)
        elif field.fields and isinstance(value, list):
            value = [task_options(field.fields, item, context) for item in value]
        if value not in (None, "", [], {}):
            found[field.option] = value
    return found


def _unreadable(
    fields: tuple[Field, ...], arguments: Mapping[str, Any], context: SchemaContext, within: str
) -> Iterator[str]:
    for field in fields_of(fields, context):
        needed = field.mode == "write_only_on_create" and field.needed(context.product, context.revision)
        value = arguments.get(field.option)
        if field.mode == "secret" or needed:
            yield within + field.option
        elif field.fields and isinstance(value, Mapping):
            yield from _unreadable(field.fields, value, context, f"{within}{field.option}.")
        elif field.fields and isinstance(value, list):
            for number, item in enumerate(value):
                yield from _unreadable(field.fields, item, context, f"{within}{field.option}.{number}.")
