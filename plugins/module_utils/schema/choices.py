# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task gives, held to what its choices need and take, such as the type of a recovery. Pure.

Each function raises InvalidOption. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..core.errors import InvalidOption, listed
from .fields import Field
from .resource import SchemaContext
from .state import State
from .validation import missing_options, validate_supported
from .writing import with_defaults


def validate_complete(
    fields: tuple[Field, ...], given: Mapping[str, Any], context: SchemaContext, what: str, within: str = ""
) -> None:
    """Raise InvalidOption where the server needs more than a task gives, to do ``what``."""
    missing = list(missing_options(fields, with_defaults(fields, given, context), context, within))
    if missing:
        raise InvalidOption(f"{what} the server also needs: {', '.join(missing)}.", missing=missing)


def validate_type_options(fields: tuple[Field, ...], given: State, context: SchemaContext, within: str = "") -> None:
    """Raise InvalidOption for what this type of recovery or API revision does not have."""
    validate_supported(fields, given, context, "type", within)


def validate_choice_options(
    params: Mapping[str, Any], choice: str, own: set[str], takes: Mapping[str, Iterable[str]]
) -> None:
    """Raise InvalidOption for an option that does not go with ``choice``, such as platform=vsphere.

    ``own`` are the options that do; ``takes`` says of every option which other choices it is for.
    """
    for option, names in takes.items():
        if params.get(option) is not None and option not in own:
            raise InvalidOption(
                f"{option} does not go with {choice}: it is for {listed(sorted(set(names)))}. Leave it out, or "
                f"correct {choice.partition('=')[0]}.",
                option=option,
            )


def validate_choice_suboptions(
    fields: Sequence[Field], params: Mapping[str, Any], choice: str, within: str = ""
) -> None:
    """Raise InvalidOption for an option inside a group that has it only with another ``choice``."""
    for option in {field.option: None for field in fields if field.fields}:
        nested = [inner for field in fields if field.option == option for inner in field.fields]
        known = {inner.option for inner in nested}
        value = params.get(option)
        for item in value if isinstance(value, list) else [value or {}]:
            given = {key for key, suboption in item.items() if suboption is not None}
            strange = [f"{within}{option}.{key}" for key in sorted(given - known)]
            if strange:
                raise InvalidOption(
                    f"{', '.join(strange)} does not go with {choice}, where {option} has: {listed(sorted(known))}.",
                    option=strange[0],
                )
            validate_choice_suboptions(nested, item, choice, f"{within}{option}.")
