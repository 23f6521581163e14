# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task gives, held to what the product, the API revision and the variant have. Pure.

Each function raises InvalidOption. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.errors import InvalidOption, listed, span_words
from .fields import Field
from .resource import SchemaContext, fields_of
from .values import accepted_value, value_spec


def missing_options(
    fields: tuple[Field, ...], desired: Mapping[str, Any], context: SchemaContext, within: str = ""
) -> Iterator[str]:
    """The options a server needs to create an object and that ``desired`` does not give, dotted."""
    for field in fields_of(fields, context):
        value = desired.get(field.option)
        if field.needed(context.product, context.revision) and (value is None or value == ""):
            yield within + field.option
            continue
        for part in (value if isinstance(value, list) else [value]) if field.fields else []:
            if isinstance(part, Mapping):
                yield from missing_options(field.fields, part, context, within + field.option + ".")


def validate_supported(
    fields: tuple[Field, ...], desired: Mapping[str, Any], context: SchemaContext, variant_option: str, within: str = ""
) -> None:
    """Raise InvalidOption for an option or choice that this variant or API revision does not have."""
    for option, value in desired.items():
        named = [field for field in fields if field.option == option]
        fitting = [field for field in named if field.applies(*context)]
        if not named:
            raise _unknown_here(fields, within + option, context, variant_option)
        if not fitting:
            raise _unfit(named, within + option, context, variant_option)
        field = fitting[0]
        for choice in (value if isinstance(value, list) else [value]) if field.choices else []:
            _validate_choice(field, within + option, choice, context, variant_option)
        for item in (value if isinstance(value, list) else [value]) if field.normalize or field.format else []:
            _validate_form(field, within + option, item)
        for part in (value if isinstance(value, list) else [value]) if field.fields else []:
            if isinstance(part, Mapping):
                validate_supported(field.fields, part, context, variant_option, within + option + ".")


def _validate_form(field: Field, option: str, value: object) -> None:
    """Raise InvalidOption for a value without its format, or not to be brought to the form of a comparison."""
    if field.format and value:
        accepted_value(option, value, value_spec(text_format=field.format))
    try:
        if field.normalize and value:
            field.normalize(value)
    except InvalidOption as error:
        raise InvalidOption(f"{option}: {error.message}", option=option) from error


def _validate_choice(field: Field, option: str, value: str | None, context: SchemaContext, variant_option: str) -> None:
    known = field.choices_in(context.product, context.revision)
    if value and value not in field.choices and not variant_option:
        raise InvalidOption(
            f"{option}={value} is not known in API revision {context.revision}, which this task uses; it knows "
            f"{', '.join(known)}.",
            option=option,
        )
    if value and value not in field.choices:
        raise InvalidOption(
            f"{option}={value} does not go with {variant_option}={context.variant}, which knows {', '.join(known)}.",
            option=option,
        )
    if value and value not in known:
        span = field.choice_spans.get(value, ("", ""))
        raise InvalidOption(
            "{}={} is not known in API revision {}, which this task uses{}. {}".format(
                option, value, context.revision, f"; it knows {', '.join(known)}" if known else "", span_words(*span)
            ),
            option=option,
        )


def _unknown_here(fields: tuple[Field, ...], option: str, context: SchemaContext, variant_option: str) -> InvalidOption:
    """The group has the option elsewhere: with another variant, or in another revision."""
    known = dict.fromkeys(field.option for field in fields_of(fields, context) if field.is_option)
    return InvalidOption(
        f"{option} does not exist for {variant_option}={context.variant} in API revision {context.revision}, "
        f"which this task uses. It knows {listed(list(known), limit=30)}.",
        option=option,
    )


def _unfit(named: list[Field], option: str, context: SchemaContext, variant_option: str) -> InvalidOption:
    of_variant = [field for field in named if not field.variants or context.variant in field.variants]
    if of_variant:
        words = " ".join(span_words(field.since, field.until) for field in of_variant)
        return InvalidOption(
            f"{option} does not exist in API revision {context.revision}, which this task uses. {words}",
            option=option,
        )
    variants = sorted({variant for field in named for variant in field.variants})
    return InvalidOption(
        f"{option} does not go with {variant_option}={context.variant}: it is for {listed(variants, limit=30)}. "
        f"Leave it out, or correct {variant_option}.",
        option=option,
    )
