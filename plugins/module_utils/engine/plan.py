# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to happen so that an object is in the desired state. Pure: no HTTP, no clock.

Private to the collection.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Callable

from ..core.errors import ImmutableOption, InvalidOption, joined
from ..schema.diff import Difference, differences
from ..schema.fields import Field
from ..schema.resource import Operation, Resource, SchemaContext, fields_of
from ..schema.state import State, item_identity, project, read_state, readable
from ..schema.validation import missing_options, validate_supported

# What a task wants an object to be, in the option state.
PRESENT, ABSENT = "present", "absent"
# What has to be done to it.
NONE, CREATE, UPDATE, DELETE = "none", "create", "update", "delete"
# In the place of a secret in a diff: it shows that the secret is sent, and not the secret.
SENT_AGAIN = "(sent again)"

Body = Mapping[str, Any]


class CreatedMeanwhile(Exception):
    """The server refused to create an object that has come into being since the plan was made."""


@dataclass(eq=False, repr=False)
class Plan:
    """What a task does to an object, and the states before and after it, as far as the task mentions them.

    ``body`` is that of the operation, None where there is nothing to send with it. ``sent`` is the state that requests
    are made of: ids for references, secrets as they are. ``given`` is all that the task gives, in the same form.
    Nothing prints a plan.
    """

    operation: str
    before: State = field_of(default_factory=dict)
    after: State = field_of(default_factory=dict)
    body: dict[str, Any] | None = None
    differences: tuple[Difference, ...] = ()
    sent: State = field_of(default_factory=dict)
    given: State = field_of(default_factory=dict)


@dataclass(eq=False, repr=False)
class Request:
    """One request of a plan. ``options`` are what it writes where that is not the object as a whole.

    ``shown`` is what these are after it, where that is not yet what the plan wants.
    """

    operation: Operation
    body: object = None
    options: tuple[str, ...] = ()
    shown: State = field_of(default_factory=dict)


def plan_present(
    resource: Resource,
    context: SchemaContext,
    desired: State,
    current: Body | None,
    update_secrets: bool = False,
) -> Plan:
    """The plan for an object that is to exist in the ``desired`` state; ids in the place of references.

    ``current`` is the object as the API has it, None where there is none. Raises InvalidOption for what
    this variant or revision does not have or cannot do without, ImmutableOption for what cannot change.
    """
    if current is not None:
        _validate_variant(resource, context, desired, current)
    if context.variant or not resource.variant:
        validate_supported(resource.fields, desired, context, resource.variant)
    if current is None:
        # Imported here: most tasks have nothing to create, and an ordinary module compiles all it imports each time.
        from .plan_bodies import plan_creation  # noqa: PLC0415

        return plan_creation(resource, context, desired)
    return _update(resource, context, desired, current, update_secrets)


def _validate_variant(resource: Resource, context: SchemaContext, desired: State, current: Body) -> None:
    """Checked first, for the options of another variant would only fail because of it."""
    variant = desired.get(resource.variant)
    if resource.variant and variant and variant != context.variant and not resource.has_mutable_variant:
        title = resource.title(read_state(resource.fields, current, context))
        raise ImmutableOption(resource.noun, title, resource.variant, context.variant, variant)


def plan_absent(resource: Resource, context: SchemaContext, current: Body | None) -> Plan:
    """The plan for an object that is not to exist."""
    if current is None:
        return Plan(NONE)
    return Plan(DELETE, before=read_state(resource.fields, current, context))


def _update(resource: Resource, context: SchemaContext, desired: State, current: Body, update_secrets: bool) -> Plan:
    state = read_state(resource.fields, current, context)
    changes = tuple(differences(resource.fields, desired, state, context))
    _validate_changes(resource, context, desired, state, changes)
    after = readable(resource.fields, desired, context)
    before = project(state, after)
    update_secrets = update_secrets or any(change.top_option in resource.secrets_with for change in changes)
    sent = readable(resource.fields, desired, context, secret=_itself) if update_secrets else after
    sent = _with_unreadable(resource, sent, desired, state, context, update_secrets)
    if not changes and sent == after:
        return Plan(NONE, before, before)
    body = None
    if _whole_changes(resource, changes, sent, after):
        # Likewise: most tasks have nothing to change.
        from .plan_bodies import update_body  # noqa: PLC0415

        body = update_body(resource, context, current, state, sent)
    if update_secrets:
        after = readable(resource.fields, desired, context, secret=_masked)
        after = _with_unreadable(resource, after, desired, state, context, True, _masked)
    _validate_body_options(resource, context, after, {**state, **desired})
    return Plan(UPDATE, before, after, body, changes, sent, desired)


def _with_unreadable(
    resource: Resource,
    kept: State,
    desired: State,
    state: State,
    context: SchemaContext,
    always: bool,
    mark: Callable[[Any], Any] | None = None,
) -> State:
    """``kept`` with what no response shows in items of its lists: see ``new_items.py``."""
    if not _has_items(resource.fields):
        return kept
    # Imported here: few objects have such lists, and an ordinary module compiles all it imports each time.
    from .new_items import with_unreadable  # noqa: PLC0415

    return with_unreadable(resource.fields, kept, desired, state, context, always, mark)


@functools.cache
def _has_items(fields: tuple[Field, ...]) -> bool:
    """Whether there is a list, at any depth, whose items have an identity."""
    return any(field.item_keys or _has_items(field.fields) for field in fields)


def _validate_changes(
    resource: Resource, context: SchemaContext, desired: State, state: State, changes: tuple[Difference, ...]
) -> None:
    for change in changes:
        if change.field.mode == "immutable":
            raise ImmutableOption(resource.noun, resource.title(state), change.option, change.current, change.desired)
    missing = list(dict.fromkeys(_missing_in_new_groups(resource.fields, desired, state, context)))
    if missing:
        raise InvalidOption(
            "What the task adds to the {} is not complete. The server also needs: {}.".format(
                resource.title(state), ", ".join(missing)
            ),
            missing=missing,
        )


def _validate_body_options(resource: Resource, context: SchemaContext, after: State, known: State) -> None:
    """Raise InvalidOption where an operation for a secret takes more than the task gives and the server shows."""
    for update in resource.dedicated_updates:
        secrets = [option for option in update.options if after.get(option) == SENT_AGAIN]
        needed = [field.option for field in fields_of(update.fields, context) if field.required]
        missing = [option for option in needed if option in update.body_options and option not in known]
        if secrets and missing:
            raise InvalidOption(
                f"To send {joined(secrets)} to an existing {resource.noun}, the server also needs: "
                f"{', '.join(missing)}.",
                missing=missing,
            )


def _whole_changes(resource: Resource, changes: tuple[Difference, ...], sent: State, after: State) -> bool:
    """Whether anything changes that only the update of the whole object can write."""
    dedicated = resource.dedicated_options
    if any(change.top_option not in dedicated for change in changes):
        return True
    return any(sent[option] != after.get(option) for option in sent if option not in dedicated)


def _itself(secret: object) -> Any:
    return secret


def _masked(_secret: object) -> str:
    return SENT_AGAIN


def _missing_in_new_groups(
    fields: tuple[Field, ...],
    desired: Mapping[str, Any],
    state: Mapping[str, Any],
    context: SchemaContext,
    within: str = "",
) -> Iterator[str]:
    """What the groups and items lack, dotted, that ``desired`` gives and the object does not have yet."""
    for field in fields_of(fields, context):
        value, group = desired.get(field.option), state.get(field.option)
        name = within + field.option + "."
        if field.item_keys and isinstance(value, list):
            known = {repr(item_identity(field, item)): item for item in group or []}
            for item in value:
                there = known.get(repr(item_identity(field, item)))
                if there is None:
                    yield from missing_options(field.fields, item, context, name)
                else:
                    yield from _missing_in_new_groups(field.fields, item, there, context, name)
        elif not field.fields or not isinstance(value, Mapping):
            continue
        elif isinstance(group, Mapping):
            yield from _missing_in_new_groups(field.fields, value, group, context, name)
        else:
            yield from missing_options(field.fields, value, context, name)
