# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to say of an option or choice that a variant or API revision does not have. Pure. Private to the collection."""

from __future__ import annotations

from ..core.errors import InvalidOption, listed, span_words
from .fields import Field
from .resource import SchemaContext, fields_of


def unsupported_option(
    fields: tuple[Field, ...], named: list[Field], option: str, context: SchemaContext, variant_option: str
) -> InvalidOption:
    """The error for an ``option`` of ``fields`` that this context does not have; ``named`` are those of its name."""
    if not named:
        return _unknown(fields, option, context, variant_option)
    return _unfit(named, option, context, variant_option)


def unsupported_choice(
    field: Field, option: str, value: str, context: SchemaContext, variant_option: str
) -> InvalidOption:
    """The error for a ``value`` that is not among the choices of an option in this context."""
    known = field.choices_in(context.product, context.revision)
    if value in field.choices:
        span = field.choice_spans.get(value, ("", ""))
        words = f"; it knows {', '.join(known)}" if known else ""
        problem = f"is not known in API revision {context.revision}, which this task uses{words}. {span_words(*span)}"
    elif variant_option:
        problem = f"does not go with {variant_option}={context.variant}, which knows {', '.join(known)}."
    else:
        problem = f"is not known in API revision {context.revision}, which this task uses; it knows {', '.join(known)}."
    return InvalidOption(f"{option}={value} {problem}", option=option)


def _unknown(fields: tuple[Field, ...], option: str, context: SchemaContext, variant_option: str) -> InvalidOption:
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
