# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the requests of a plan send to create an object, or to update all of it. Pure. Private to the collection."""

from __future__ import annotations

from typing import Any

from ..core.errors import InvalidOption, ObjectNotFound
from ..schema.resource import Resource, SchemaContext, fields_of
from ..schema.state import State, lookup, merge, readable, without_nulls
from ..schema.validation import missing_options
from ..schema.writing import CHANGEABLE, add_required_parents, with_defaults, writable, write_state
from .plan import CREATE, Body, Plan


def plan_creation(resource: Resource, context: SchemaContext, desired: State) -> Plan:
    """The plan for an object that is not there yet. Raises InvalidOption where the server needs more than is given."""
    if resource.create is None:
        raise ObjectNotFound(
            f"There is no {resource.title(desired)}, and the API cannot create one: create it in the console first.",
            object_type=resource.noun,
        )
    full = with_defaults(resource.fields, desired, context)
    _validate_complete(resource, context, full)
    body: dict[str, Any] = {}
    write_state(resource.fields, full, body, context)
    add_required_parents(resource.fields, body, context)
    return Plan(CREATE, after=readable(resource.fields, full, context), body=body, sent=full)


def _validate_complete(resource: Resource, context: SchemaContext, full: State) -> None:
    missing = list(missing_options(resource.fields, full, context))
    if not missing:
        return
    kind, hint = resource.noun, ""
    if context.variant:
        kind = f"{resource.noun} of {resource.variant} {context.variant}"
    elif resource.variant:
        # The other options are not known before the variant is.
        missing, hint = [resource.variant], f" What else it needs depends on the {resource.variant}."
    raise InvalidOption(
        "There is no {} yet, and to create a {} the server also needs: {}.{}".format(
            resource.title(full), kind, ", ".join(missing), hint
        ),
        missing=missing,
    )


def update_body(resource: Resource, context: SchemaContext, current: Body, state: State, sent: State) -> dict[str, Any]:
    """What the update of an object sends that is in ``state``, and gets what is in ``sent``."""
    changed = {option: value for option, value in sent.items() if not is_dedicated_only(resource, context, option)}
    body: dict[str, Any] = {}
    if resource.update_body == "merge" and not _becomes_another(resource, context, current):
        # Servers show null for what is not set, and do not take it back.
        body = without_nulls(current)
        # It stays as it is, wherever the server shows it.
        fixed = {field.option for field in fields_of(resource.fields, context) if field.mode == "immutable"}
        changed = {option: value for option, value in changed.items() if option not in fixed}
        for field in fields_of(resource.fields, context):
            # Further reads put it there; the update does not know it. A form only shows what is another option's.
            if field.mode == "dedicated" and field.form is None:
                body.pop(field.response_path[0], None)
        write_state(resource.fields, changed, body, context)
    else:
        whole = merge(without_nulls(state), changed)
        modes = (*CHANGEABLE, "immutable") if resource.update_body == "recreate" else CHANGEABLE
        write_state(resource.fields, writable(resource.fields, whole, context, modes), body, context)
    return body


def _becomes_another(resource: Resource, context: SchemaContext, current: Body) -> bool:
    """Whether the object is of another variant than it is to be, so that not all of it can be sent back."""
    if not resource.has_mutable_variant:
        return False
    field = resource.field(resource.variant)
    return bool(field.from_api(lookup(current, field.api)) != context.variant)


def is_dedicated_only(resource: Resource, context: SchemaContext, option: str) -> bool:
    """Whether only an operation of its own writes an option; a mutable one is part of the update too."""
    return option in resource.dedicated_options and any(
        field.mode in ("dedicated", "secret") for field in fields_of(resource.fields, context) if field.option == option
    )
