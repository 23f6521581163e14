# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of what was declared by hand the derivation would have declared the same way.

A place is one property of one variant, over all revisions: it counts as equal only if every revision agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource
from tools.new.model import FieldModel, ResourceModel
from tools.new.references import KIND

ATTRIBUTES = ("type", "elements", "mode", "required", "choices", "reference")
Place = tuple[str, str]
Facts = Mapping[str, tuple[object, ...]]


@dataclass(frozen=True)
class Comparison:
    """What agrees, by place (variant, dotted api path): ``differences`` has the attributes that do not."""

    places: int
    equal: int
    differences: Mapping[Place, Mapping[str, tuple[object, object]]]
    missing: tuple[Place, ...]


def compare(resource: Resource, model: ResourceModel) -> Comparison:
    """Hold what was derived to what was declared by hand, for each property that was."""
    hand = _by_place(_declared(resource, model.revisions))
    made = _by_place(_derived(resource.product, model))
    differences: dict[Place, dict[str, tuple[object, object]]] = {}
    missing = []
    for place, facts in hand.items():
        if place not in made:
            missing.append(place)
        elif made[place] != facts:
            differences[place] = _differing(facts, made[place])
    return Comparison(len(hand), len(hand) - len(missing) - len(differences), differences, tuple(missing))


def _differing(hand: Facts, made: Facts) -> dict[str, tuple[object, object]]:
    found: dict[str, tuple[object, object]] = {}
    for revision in (*hand, *made):
        first, second = hand.get(revision), made.get(revision)
        if first is None or second is None:
            found["revisions"] = (tuple(hand), tuple(made))
            continue
        for name, declared, derived in zip(ATTRIBUTES, first, second):
            if declared != derived:
                found[name] = (declared, derived)
    return found


Entry = tuple[Place, str, tuple[object, ...]]


def _by_place(entries: Iterable[Entry]) -> dict[Place, dict[str, tuple[object, ...]]]:
    places: dict[Place, dict[str, tuple[object, ...]]] = {}
    for place, revision, facts in entries:
        places.setdefault(place, {})[revision] = facts
    return places


def _declared(resource: Resource, revisions: Sequence[str]) -> Iterator[Entry]:
    product = resource.product
    for revision in revisions:
        variants = resource.field(resource.variant).choices_in(product, revision) if resource.variant else [""]
        for variant in variants:
            yield from _declared_in(resource.fields, product, revision, variant, ())


def _declared_in(
    fields: Iterable[Field], product: Product, revision: str, variant: str, within: tuple[str, ...]
) -> Iterator[Entry]:
    for field in fields:
        if not field.applies(product, revision, variant or None):
            continue
        path = (*within, *field.path)
        if field.path:
            choices = frozenset(str(field.to_api(choice)) for choice in field.choices_in(product, revision))
            reference = field.reference.path if field.reference else ""
            needed = field.needed(product, revision)
            facts = (field.type, field.elements, field.mode, needed, choices, reference)
            yield (variant, ".".join(path)), revision, facts
        yield from _declared_in(field.fields, product, revision, variant, path)


def _derived(product: Product, model: ResourceModel) -> Iterator[Entry]:
    chooser = next((field for field in model.fields if field.option == model.variant), None)
    for revision in model.revisions:
        variants = _choices_in(product, chooser, revision) if chooser else [""]
        for variant in variants:
            yield from _derived_in(model.fields, product, revision, variant, ())


def _choices_in(product: Product, field: FieldModel, revision: str) -> list[str]:
    spans = field.choice_spans
    return [choice for choice in field.choices if product.supports(revision, *spans.get(choice, ("", "")))]


def _derived_in(
    fields: Iterable[FieldModel], product: Product, revision: str, variant: str, within: tuple[str, ...]
) -> Iterator[Entry]:
    for field in fields:
        if (field.variants and variant not in field.variants) or not product.supports(
            revision, field.since, field.until
        ):
            continue
        path = (*within, field.api)
        known = _choices_in(product, field, revision)
        choices = frozenset(field.api_choices.get(choice, choice) for choice in known)
        needed = field.required and product.supports(revision, field.required_since, field.required_until)
        facts = (field.type, field.elements, field.mode, needed, choices, field.reference.partition(KIND)[0])
        yield (variant, ".".join(path)), revision, facts
        yield from _derived_in(field.fields, product, revision, variant, path)
