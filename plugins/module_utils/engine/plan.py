# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to happen so that an object is as a task wants it. Pure: no HTTP, no clock.

Private to the collection.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from ..core.errors import ImmutableOption, InvalidOption
from ..schema.diff import Difference, differences
from ..schema.fields import Field
from ..schema.resource import Resource, SchemaContext, fields_of
from ..schema.state import (
    State,
    add_required_parents,
    changeable,
    merge,
    project,
    read_state,
    readable,
    with_defaults,
    write_state,
)
from ..schema.validation import missing_options, validate_supported

NONE, CREATE, UPDATE, DELETE = "none", "create", "update", "delete"
# Stands for a secret in a diff: that it is sent shows, it does not.
SENT_AGAIN = "(sent again)"


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """One operation, its body, and the states before and after it, as far as the task mentions them."""

    operation: str
    before: State = field_of(default_factory=dict)
    after: State = field_of(default_factory=dict)
    body: dict[str, Any] | None = None
    differences: tuple[Difference, ...] = ()


def plan_present(
    resource: Resource,
    context: SchemaContext,
    wanted: State,
    found: Mapping[str, Any] | None,
    update_secrets: bool = False,
) -> Plan:
    """The plan for an object that is to exist with what ``wanted`` gives; ids stand for references.

    ``found`` is the object as the API has it, None where there is none. Raises InvalidOption for what
    this variant or revision does not have or cannot do without, ImmutableOption for what cannot change.
    """
    if found is not None:
        _validate_variant(resource, context, wanted, found)
    if context.variant or not resource.variant:
        validate_supported(resource.fields, wanted, context, resource.variant)
    if found is None:
        return _create(resource, context, wanted)
    return _update(resource, context, wanted, found, update_secrets)


def _validate_variant(resource: Resource, context: SchemaContext, wanted: State, found: Mapping[str, Any]) -> None:
    """Said first, for the options of another variant would only be refused because of it."""
    other = wanted.get(resource.variant)
    if resource.variant and other and other != context.variant:
        name = str(found.get(resource.field(resource.name).api))
        raise ImmutableOption(resource.noun, name, resource.variant, context.variant, other)


def plan_absent(resource: Resource, context: SchemaContext, found: Mapping[str, Any] | None) -> Plan:
    """The plan for an object that is not to exist."""
    if found is None:
        return Plan(NONE)
    return Plan(DELETE, before=read_state(resource.fields, found, context))


def _create(resource: Resource, context: SchemaContext, wanted: State) -> Plan:
    full = with_defaults(resource.fields, wanted, context)
    _validate_complete(resource, context, full)
    body: dict[str, Any] = {}
    write_state(resource.fields, full, body, context)
    add_required_parents(resource.fields, body, context)
    return Plan(CREATE, after=readable(resource.fields, full, context), body=body)


def _validate_complete(resource: Resource, context: SchemaContext, full: State) -> None:
    missing = list(missing_options(resource.fields, full, context))
    if not missing:
        return
    kind, more = resource.noun, ""
    if context.variant:
        kind = f"{resource.noun} of {resource.variant} {context.variant}"
    elif resource.variant:
        # The other options are not known before the variant is.
        missing, more = [resource.variant], f" What else it needs depends on the {resource.variant}."
    raise InvalidOption(
        "There is no {} '{}' yet, and to create a {} the server also needs: {}.{}".format(
            resource.noun, full.get(resource.name), kind, ", ".join(missing), more
        ),
        missing=missing,
    )


def _update(
    resource: Resource, context: SchemaContext, wanted: State, found: Mapping[str, Any], update_secrets: bool
) -> Plan:
    state = read_state(resource.fields, found, context)
    changes = list(differences(resource.fields, wanted, state, context))
    for change in changes:
        if change.field.mode == "immutable":
            raise ImmutableOption(
                resource.noun, str(state.get(resource.name)), change.option, change.found, change.wanted
            )
    missing = list(_missing_in_new_groups(resource.fields, wanted, state, context))
    if missing:
        raise InvalidOption(
            "The {} '{}' does not have all of this yet, and to add it the server also needs: {}.".format(
                resource.noun, state.get(resource.name), ", ".join(missing)
            ),
            missing=missing,
        )
    after = readable(resource.fields, wanted, context)
    before = project(state, after)
    update_secrets = update_secrets or any(change.option in resource.secrets_with for change in changes)
    sent = readable(resource.fields, wanted, context, secret=_itself) if update_secrets else after
    if not changes and sent == after:
        return Plan(NONE, before, before)
    if resource.whole_update:
        body: dict[str, Any] = copy.deepcopy(dict(found))
        write_state(resource.fields, sent, body, context)
    else:
        body = {}
        whole = merge(state, sent)
        write_state(resource.fields, changeable(resource.fields, whole, context), body, context)
    if update_secrets:
        after = readable(resource.fields, wanted, context, secret=_masked)
    return Plan(UPDATE, before, after, body, tuple(changes))


def _itself(secret: Any) -> Any:
    return secret


def _masked(_secret: Any) -> str:
    return SENT_AGAIN


def _missing_in_new_groups(
    fields: tuple[Field, ...],
    wanted: Mapping[str, Any],
    state: Mapping[str, Any],
    context: SchemaContext,
    within: str = "",
) -> Iterator[str]:
    """What the groups lack, dotted, that ``wanted`` gives and the object does not have yet."""
    for field in fields_of(fields, context):
        value, found = wanted.get(field.option), state.get(field.option)
        if not field.fields or not isinstance(value, Mapping):
            continue
        name = within + field.option + "."
        if isinstance(found, Mapping):
            yield from _missing_in_new_groups(field.fields, value, found, context, name)
        else:
            yield from missing_options(field.fields, value, context, name)
