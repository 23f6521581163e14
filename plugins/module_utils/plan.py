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

from .compare import Difference, differences
from .errors import CreateOnlyOption, InvalidOption, listed, span_words
from .fields import Field
from .resource import Resource, Shape, fields_of
from .state import (
    State,
    changeable,
    make_holders,
    overlaid,
    read_state,
    restricted,
    shown,
    with_defaults,
    write_state,
)

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
    shape: Shape,
    wanted: State,
    found: Mapping[str, Any] | None,
    update_secrets: bool = False,
) -> Plan:
    """The plan for an object that is to exist with what ``wanted`` gives; ids stand for references.

    ``found`` is the object as the API has it, None where there is none. Raises InvalidOption for what
    this variant or revision does not have or cannot do without, CreateOnlyOption for what cannot change.
    """
    if found is not None:
        _refuse_other_variant(resource, shape, wanted, found)
    if shape.variant or not resource.variant:
        refuse_unfit(resource.fields, wanted, shape, resource.variant)
    if found is None:
        return _create(resource, shape, wanted)
    return _update(resource, shape, wanted, found, update_secrets)


def _refuse_other_variant(resource: Resource, shape: Shape, wanted: State, found: Mapping[str, Any]) -> None:
    """Said first, for the options of another variant would only be refused because of it."""
    other = wanted.get(resource.variant)
    if resource.variant and other and other != shape.variant:
        name = str(found.get(resource.field(resource.name).api))
        raise CreateOnlyOption(resource.noun, name, resource.variant, shape.variant, other)


def plan_absent(resource: Resource, shape: Shape, found: Mapping[str, Any] | None) -> Plan:
    """The plan for an object that is not to exist."""
    if found is None:
        return Plan(NONE)
    return Plan(DELETE, before=read_state(resource.fields, found, shape))


def _create(resource: Resource, shape: Shape, wanted: State) -> Plan:
    full = with_defaults(resource.fields, wanted, shape)
    _refuse_incomplete(resource, shape, full)
    body: dict[str, Any] = {}
    write_state(resource.fields, full, body, shape)
    make_holders(resource.fields, body, shape)
    return Plan(CREATE, after=shown(resource.fields, full, shape), body=body)


def _refuse_incomplete(resource: Resource, shape: Shape, full: State) -> None:
    missing = list(missing_options(resource.fields, full, shape))
    if not missing:
        return
    kind, more = resource.noun, ""
    if shape.variant:
        kind = f"{resource.noun} of {resource.variant} {shape.variant}"
    elif resource.variant:
        # The other options are not known before the variant is.
        missing, more = [resource.variant], f" What else it needs depends on the {resource.variant}."
    raise InvalidOption(
        "There is no {} '{}' yet, and to create a {} the server also needs: {}.{}".format(
            resource.noun, full.get(resource.name), kind, ", ".join(missing), more
        ),
        missing=missing,
    )


def _update(resource: Resource, shape: Shape, wanted: State, found: Mapping[str, Any], update_secrets: bool) -> Plan:
    state = read_state(resource.fields, found, shape)
    changes = list(differences(resource.fields, wanted, state, shape))
    for change in changes:
        if change.field.mode == "create":
            raise CreateOnlyOption(
                resource.noun, str(state.get(resource.name)), change.option, change.found, change.wanted
            )
    missing = list(_missing_in_new_groups(resource.fields, wanted, state, shape))
    if missing:
        raise InvalidOption(
            "The {} '{}' does not have all of this yet, and to add it the server also needs: {}.".format(
                resource.noun, state.get(resource.name), ", ".join(missing)
            ),
            missing=missing,
        )
    after = shown(resource.fields, wanted, shape)
    before = restricted(state, after)
    update_secrets = update_secrets or any(change.option in resource.secrets_with for change in changes)
    sent = shown(resource.fields, wanted, shape, secret=_itself) if update_secrets else after
    if not changes and sent == after:
        return Plan(NONE, before, before)
    if resource.whole_update:
        body: dict[str, Any] = copy.deepcopy(dict(found))
        write_state(resource.fields, sent, body, shape)
    else:
        body = {}
        whole = overlaid(state, sent)
        write_state(resource.fields, changeable(resource.fields, whole, shape), body, shape)
    if update_secrets:
        after = shown(resource.fields, wanted, shape, secret=_masked)
    return Plan(UPDATE, before, after, body, tuple(changes))


def _itself(secret: Any) -> Any:
    return secret


def _masked(_secret: Any) -> str:
    return SENT_AGAIN


def missing_options(
    fields: tuple[Field, ...], wanted: Mapping[str, Any], shape: Shape, within: str = ""
) -> Iterator[str]:
    """The options a server needs to create an object and that ``wanted`` does not give, dotted."""
    for field in fields_of(fields, shape):
        value = wanted.get(field.option)
        if field.needed(shape.product, shape.revision) and (value is None or value == ""):
            yield within + field.option
            continue
        for part in (value if isinstance(value, list) else [value]) if field.fields else []:
            if isinstance(part, Mapping):
                yield from missing_options(field.fields, part, shape, within + field.option + ".")


def _missing_in_new_groups(
    fields: tuple[Field, ...], wanted: Mapping[str, Any], state: Mapping[str, Any], shape: Shape, within: str = ""
) -> Iterator[str]:
    """What the groups lack, dotted, that ``wanted`` gives and the object does not have yet."""
    for field in fields_of(fields, shape):
        value, found = wanted.get(field.option), state.get(field.option)
        if not field.fields or not isinstance(value, Mapping):
            continue
        name = within + field.option + "."
        if isinstance(found, Mapping):
            yield from _missing_in_new_groups(field.fields, value, found, shape, name)
        else:
            yield from missing_options(field.fields, value, shape, name)


def refuse_unfit(
    fields: tuple[Field, ...], wanted: Mapping[str, Any], shape: Shape, variant_option: str, within: str = ""
) -> None:
    """Raise InvalidOption for an option or choice that this variant or API revision does not have."""
    for option, value in wanted.items():
        named = [field for field in fields if field.option == option]
        fitting = [field for field in named if field.applies(*shape)]
        if not named:
            raise _unknown_here(fields, within + option, shape, variant_option)
        if not fitting:
            raise _unfit(named, within + option, shape, variant_option)
        field = fitting[0]
        for one in (value if isinstance(value, list) else [value]) if field.choices else []:
            _refuse_unknown_choice(field, within + option, one, shape, variant_option)
        for part in (value if isinstance(value, list) else [value]) if field.fields else []:
            if isinstance(part, Mapping):
                refuse_unfit(field.fields, part, shape, variant_option, within + option + ".")


def _refuse_unknown_choice(field: Field, option: str, value: Any, shape: Shape, variant_option: str) -> None:
    known = field.choices_in(shape.product, shape.revision)
    if value and value not in field.choices:
        raise InvalidOption(
            f"{option}={value} does not go with {variant_option}={shape.variant}, which knows {', '.join(known)}.",
            option=option,
        )
    if value and value not in known:
        span = field.choice_spans.get(value, ("", ""))
        raise InvalidOption(
            "{}={} is not known in API revision {}, which this task uses; it knows {}. {}".format(
                option, value, shape.revision, ", ".join(known), span_words(*span)
            ),
            option=option,
        )


def _unknown_here(fields: tuple[Field, ...], option: str, shape: Shape, variant_option: str) -> InvalidOption:
    """The group has the option elsewhere: with another variant, or in another revision."""
    known = dict.fromkeys(field.option for field in fields_of(fields, shape) if field.is_option)
    return InvalidOption(
        f"{option} does not exist for {variant_option}={shape.variant} in API revision {shape.revision}, "
        f"which this task uses. It knows {listed(list(known), limit=30)}.",
        option=option,
    )


def _unfit(named: list[Field], option: str, shape: Shape, variant_option: str) -> InvalidOption:
    of_variant = [field for field in named if not field.variants or shape.variant in field.variants]
    if of_variant:
        words = " ".join(span_words(field.since, field.until) for field in of_variant)
        return InvalidOption(
            f"{option} does not exist in API revision {shape.revision}, which this task uses. {words}",
            option=option,
        )
    variants = sorted({variant for field in named for variant in field.variants})
    return InvalidOption(
        f"{option} does not go with {variant_option}={shape.variant}: it is for {listed(variants, limit=30)}. "
        f"Leave it out, or correct {variant_option}.",
        option=option,
    )
