# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task gives, held to what the product, the API revision and the variant have. Pure.

Each function raises InvalidOption. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.errors import InvalidOption
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
        if not fitting:
            # Imported here and below: most options are supported, and an ordinary module compiles all it imports.
            from .unsupported import unsupported_option  # noqa: PLC0415

            raise unsupported_option(fields, named, within + option, context, variant_option)
        field = fitting[0]
        known = field.choices_in(context.product, context.revision) if field.choices else []
        for choice in (value if isinstance(value, list) else [value]) if field.choices else []:
            if choice and choice not in known:
                from .unsupported import unsupported_choice  # noqa: PLC0415

                raise unsupported_choice(field, within + option, choice, context, variant_option)
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
