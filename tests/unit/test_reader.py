# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists are read with what was decided for all of their objects: each state is the one that its fields say, one by one.

The objects are made up from the fields of every list that the modules read: as documented, and with properties that are
missing, additional, null, of another type, or in another order.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import SAME_LEVEL
from ansible_collections.opendr.veeam.plugins.module_utils.schema.reader import state_reader
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.expected_states import expected_state
from support.modules import declaration, module_names

LISTINGS = {
    f"{listing.product.name} {listing.path}": listing
    for name in module_names()
    for listing in declaration(name).api.listings
}
OBJECTS_OF_VARIANT = 12
NUMBERS = {"int": "12", "bool": "true", "float": "1.5"}


# --- Objects ---


def objects_of(fields, context, chance: random.Random) -> Iterator[dict]:
    whole = made_object(fields, context, chance)
    yield whole
    while True:
        yield changed(whole, chance)


def made_object(fields, context, chance):
    body: dict = {}
    for field in fields:
        if not field.applies(*context) or not (field.is_state or field.mode == "constant"):
            continue
        *outer, name = field.response_path or (SAME_LEVEL,)
        holder = body
        for key in outer:
            holder = holder.setdefault(key, {})
            if not isinstance(holder, dict):
                break
        else:
            spellings = [name, *(spelling for spelling in field.spellings if spelling != SAME_LEVEL)]
            holder.setdefault(chance.choice(spellings), made_value(field, context, chance))
    return body


def made_value(field, context, chance):
    if field.form:
        # What the function of a form takes is its own; null is what each field has to take.
        return None
    if field.item_property:
        return [{field.item_property: f"item {number}"} for number in range(2)]
    if field.fields:
        value = made_object(field.fields, context, chance)
        return [value, value] if field.type == "list" else value
    words = [field.to_api(choice) for choice in field.choices] + ["Unheard of"]
    value = chance.choice(words) if field.choices else NUMBERS.get(field.elements or field.type, "a text")
    return [value, value] if field.type == "list" else value


def changed(body, chance):
    """An object with some properties gone, null, added, of another type or in another case, in another order."""
    properties = list(body.items())
    if chance.random() < 0.3:
        chance.shuffle(properties)
    made = {}
    for name, given in properties:
        value, turn = given, chance.random()
        if turn < 0.1:
            continue
        if turn < 0.2:
            value = None
        elif turn < 0.25 and isinstance(value, (dict, str)):
            value = chance.choice([7, True, "7", "FALSE", "other"])
        elif isinstance(value, dict):
            value = changed(value, chance)
        elif isinstance(value, list):
            value = [changed(item, chance) if isinstance(item, dict) else item for item in value]
        elif isinstance(value, str) and turn < 0.5:
            value = value.upper()
        made[name] = value
        if turn > 0.9:
            made[f"vendorOnly{len(made)}"] = value
    return made


def contexts(listing):
    variants = {variant for field in listing.fields for variant in field.variants} if listing.variant else set()
    # An object of an unknown type has the fields that all types have.
    for variant in ("Unheard of", *sorted(variants)):
        yield SchemaContext(listing.product, listing.product.default_revision, variant)


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_a_state_is_what_its_fields_say(name):
    # The same objects in each run.
    listing, chance = LISTINGS[name], random.Random(name)  # noqa: S311
    for context in contexts(listing):
        reader = state_reader(listing.fields, context)
        for _number, body in zip(range(OBJECTS_OF_VARIANT), objects_of(listing.fields, context, chance)):
            assert reader.read(body) == expected_state(listing.fields, body, context), body


def test_the_lists_have_all_kinds_of_fields():
    fields = [field for listing in LISTINGS.values() for field in listing.fields]
    fields += [inner for field in fields for inner in field.fields]
    for has in (
        lambda field: field.fields and field.type == "dict",
        lambda field: field.fields and field.type == "list",
        lambda field: field.choices and field.type != "list",
        lambda field: field.item_property,
        lambda field: field.spellings,
        lambda field: field.word,
        lambda field: field.form,
        lambda field: len(field.response_path) > 1,
    ):
        assert any(map(has, fields))
