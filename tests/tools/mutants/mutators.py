# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mutations that somebody could make in a declaration: one attribute of one object, with another value.

A value that means the same is none: an attribute that nothing reads where the object is used is left alone.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import (
    RESPONSES,
    DedicatedUpdate,
    Operation,
    SchemaContext,
)

MUTABLE = (Field, Filter, Operation, DedicatedUpdate)
UNKNOWN = "Mutant"
SESSION_TYPES = ("RestoreVm", "Infrastructure")
OTHER_MODES = {
    "mutable": ("immutable", "write_only_on_create", "computed"),
    "immutable": ("mutable", "write_only_on_create"),
    "dedicated": ("mutable", "computed"),
    "write_only_on_create": ("mutable", "secret"),
    "secret": ("mutable", "write_only_on_create"),
    "computed": ("mutable",),
    "lookup": ("mutable",),
    "constant": ("computed", "mutable"),
}
OTHER_TYPES = {"str": "int", "int": "str", "float": "str", "bool": "str", "list": "dict", "dict": "str"}
OTHER_METHODS = {"POST": "PUT", "PUT": "POST", "DELETE": "POST"}
# What an object is part of: a resource, the body of an operation that changes single options of it, the body of
# another operation, a list, or a group that the API writes in another form.
RESOURCE, DEDICATED, BODY, LIST, FORM = "resource", "dedicated", "body", "list", "form"
# What says in which revisions and variants something holds.
SPANS = ("since", "until", "variants", "required_since", "required_until", "choice_spans")
# What a field of such a body is not read for: it is sent, and never compared with anything.
NOT_READ_OF_SENT = frozenset(
    {"ordered", "item_keys", "normalize", "name_from", "response_api", "spellings", "word", "nullable"}
    | {"absent_value", "mode_option", "form"}
)
# What an option is not read for that no property represents.
NOT_READ_IN_FORM = frozenset({"api", "response_api", "spellings", "word", "item_property"})
# What a field of a list is read for; the rest says how an option is sent.
READ_OF_LISTED = frozenset(
    {"option", "type", "api", "fields", "elements", "api_choices", "since", "until", "variants"}
    | {"response_api", "item_property", "reference", "spellings", "word", "form"}
)


class Mutation(NamedTuple):
    """Another value of one attribute; ``pinned`` are derived attributes that keep theirs."""

    attribute: str
    value: Any
    pinned: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.attribute}={_short(self.value)}"


def mutations(
    found: object, revisions: tuple[str, ...], use: str = RESOURCE, contexts: Sequence[SchemaContext] = ()
) -> Iterator[Mutation]:
    """Every mutation in an object of a declaration, which is used in one of these ways.

    ``contexts`` are the revisions and variants that have what a field is in; none where they are not known.
    """
    for attribute, value in _values(found, revisions, use, contexts):
        if isinstance(found, Field) and not (_is_read(attribute, value, use) and _is_read_of(found, attribute, use)):
            continue
        if isinstance(found, Field) and attribute in SPANS and contexts:
            # As the other attributes are, the new value may contradict them: that is for the import to find.
            changed = copy.copy(found)
            object.__setattr__(changed, attribute, value)
            if all(_meaning(found, context) == _meaning(changed, context) for context in contexts):
                continue
        # The path in the body follows from the option where it is not given.
        pinned = {"api": found.api} if isinstance(found, Field) and attribute == "option" else {}
        yield Mutation(attribute, value, pinned)


def _last(fields: tuple[Field, ...], use: str, contexts: Sequence[SchemaContext]) -> Field | None:
    """The last field that a group can have there."""
    there = [field for field in fields if not contexts or any(field.applies(*context) for context in contexts)]
    read = [field for field in there if use != LIST or field.is_state]
    return read[-1] if read else None


def _meaning(field: Field, context: SchemaContext) -> tuple[bool, list[str]] | None:
    """What the spans of a field say: whether it is there, is needed, and its choices."""
    if not field.applies(*context):
        return None
    return field.needed(context.product, context.revision), field.choices_in(context.product, context.revision)


def _is_read_of(field: Field, attribute: str, use: str) -> bool:
    """Whether the attribute means anything for such a field."""
    if field.mode == "constant":
        # It is sent as it is; its choices say what a response may have in its place.
        return attribute != "type" and (attribute != "choices" or use == RESOURCE)
    if field.mode == "lookup" and attribute == "api":
        # It is in no body.
        return False
    return attribute != "nullable" or field.is_option


def _is_read(attribute: str, value: Any, use: str) -> bool:
    """Whether the attribute of a field means anything there."""
    if use == FORM:
        return attribute not in NOT_READ_IN_FORM
    if use == LIST:
        return attribute in READ_OF_LISTED
    if use == DEDICATED and attribute == "mode" and value == "secret":
        # Whether the option is a secret, the field of the resource says.
        return False
    if use in (BODY, DEDICATED):
        # It is an option or not; when a value may change is no question where nothing is there yet.
        return attribute not in NOT_READ_OF_SENT and (attribute != "mode" or value in ("computed", "secret"))
    return True


def _values(
    found: object, revisions: tuple[str, ...], use: str, contexts: Sequence[SchemaContext]
) -> Iterator[tuple[str, Any]]:
    if isinstance(found, Field):
        yield from _of_field(found, revisions)
        last = _last(found.fields, use, [context for context in contexts if found.applies(*context)])
        if last is not None:
            yield "fields", tuple(field for field in found.fields if field is not last)
    elif isinstance(found, Filter):
        yield from _of_filter(found, revisions)
    elif isinstance(found, Operation):
        yield from _of_operation(found, revisions)
    elif isinstance(found, DedicatedUpdate):
        yield from _of_dedicated(found)


def _of_field(field: Field, revisions: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    # No task gives a constant.
    yield from () if field.mode == "constant" else (("option", field.option + "_mutant"),)
    yield "type", OTHER_TYPES[field.type]
    yield "api", field.api + UNKNOWN
    for mode in OTHER_MODES[field.mode]:
        yield "mode", mode
    if field.elements:
        yield "elements", OTHER_TYPES[field.elements]
    yield from _without(field, "reference", "normalize", "word", "default")
    if field.default is not None:
        yield "default", _other_default(field)
    yield from _choices(field)
    yield from _spans(field, ("since", "until"), revisions)
    if field.variants:
        yield "variants", ()
    if len(field.variants) > 1:
        yield "variants", field.variants[:-1]
    if field.is_option:
        yield "required", not field.required
    if field.required:
        yield from _spans(field, ("required_since", "required_until"), revisions)
    if field.type == "list":
        yield "ordered", not field.ordered
    if "." in field.api.strip("."):
        yield "parent_required", not field.parent_required
    yield from _emptied(field, "mode_option", "item_property", "name_from", "response_api")
    if field.response_api:
        yield "response_api", field.response_api + UNKNOWN
    if field.spellings:
        yield "spellings", field.spellings[:-1]
    yield from _values_of_field(field)


def _values_of_field(field: Field) -> Iterator[tuple[str, Any]]:
    """What its values may be, and where they are sent."""
    if field.in_path:
        yield "in_path", False
    if field.looked_up:
        yield "looked_up", False
    if field.may_be_left_out:
        yield "may_be_left_out", False
    if field.derived:
        yield "derived", False
    if field.whole:
        yield "whole", False
    if field.sent_with:
        yield "sent_with", ""
    if field.name_from and field.item_property:
        yield "named_later", not field.named_later
    if field.item_keys:
        yield "item_keys", field.item_keys[:-1]
    if field.minimum:
        yield "minimum", 0
    yield from _without(field, "maximum", "absent_value", "form")
    yield from _emptied(field, "format")
    if field.type == "dict" or field.reference:
        yield "nullable", not field.nullable


def _of_filter(found: Filter, revisions: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    yield "option", found.option + "_mutant"
    yield "type", OTHER_TYPES[found.type]
    if found.query:
        yield "query", found.query + UNKNOWN
        yield "query", ""
    if found.field:
        yield "field", found.field + "_mutant"
        yield "field", ""
    if found.below:
        yield "below", found.below + UNKNOWN
    if found.elements:
        yield "elements", OTHER_TYPES[found.elements]
    yield from _choices(found)
    yield from _without(found, "reference", "parse")
    if found.field:
        yield "match", "pattern" if found.match == "exact" else "exact"
    if found.match == "pattern":
        yield "any_case", not found.any_case
    yield from _spans(found, ("since", "many_since"), revisions)
    if found.also:
        yield "also", found.also[:-1]
    if found.elements:
        yield "single", not found.single
    yield from _emptied(found, "format")


def _other_session_type(declared: str) -> str:
    return next(kind for kind in SESSION_TYPES if kind != declared)


def _of_operation(operation: Operation, revisions: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    yield "method", OTHER_METHODS[operation.method]
    yield "path", operation.path + UNKNOWN
    for response in RESPONSES:
        if response != operation.response:
            yield "response", response
    if operation.parameters:
        yield "parameters", operation.parameters[:-1]
    yield "responds_when_done", not operation.responds_when_done
    if operation.session_type:
        yield "session_type", ""
        yield "session_type", _other_session_type(operation.session_type)
    yield from _spans(operation, ("since", "until"), revisions)


def _of_dedicated(update: DedicatedUpdate) -> Iterator[tuple[str, Any]]:
    if len(update.options) > 1:
        yield "options", update.options[:-1]
    if update.fields:
        yield "fields", update.fields[:-1]
    if update.body_options:
        yield "body_options", update.body_options[:-1]
    if update.items:
        yield "items", {"added": "removed", "removed": "added"}[update.items]
    yield "value", not update.value
    if isinstance(update.value, bool):
        yield "initial", True if update.initial is None else not update.initial


def _choices(found: Field | Filter) -> Iterator[tuple[str, Any]]:
    if found.choices:
        yield "choices", found.choices[:-1]
        yield "choices", (*found.choices, UNKNOWN)
    if found.choice_spans:
        yield "choice_spans", dict(list(found.choice_spans.items())[:-1])
    if isinstance(found, Field) and found.api_choices:
        yield "api_choices", dict(list(found.api_choices.items())[:-1])


def _spans(found: object, names: tuple[str, ...], revisions: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """A revision left out, and one given that is not so: nothing to change where a product has a single one."""
    for name in names if len(revisions) > 1 else ():
        given = getattr(found, name)
        if given:
            yield name, ""
        elif name.endswith("since"):
            yield name, revisions[-1]
        else:
            yield name, revisions[0]


def _without(found: object, *names: str) -> Iterator[tuple[str, Any]]:
    for name in names:
        if getattr(found, name) is not None:
            yield name, None


def _emptied(found: object, *names: str) -> Iterator[tuple[str, Any]]:
    for name in names:
        if getattr(found, name):
            yield name, ""


def _other_default(field: Field) -> Any:
    if field.choices:
        return next((choice for choice in field.choices if choice != field.default), UNKNOWN)
    if isinstance(field.default, bool):
        return not field.default
    if isinstance(field.default, (dict, list)):
        return type(field.default)() if field.default else None
    return field.default + 1 if isinstance(field.default, (int, float)) else UNKNOWN


def _short(value: Any) -> str:
    """A value as one line of a table shows it: other objects by their options."""
    if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
        names = [getattr(item, "option", None) or type(item).__name__ for item in value]
        return f"({', '.join(names)})"
    text = repr(value)
    # What is added or left out is mostly at the end.
    return text if len(text) <= 60 else f"{text[:28]}...{text[-29:]}"
