# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of objects that the API offers, and what can narrow it, as data. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Callable

from ..core.product import Product
from .fields import Field, Reference
from .reader import StateReader, property_at, state_reader
from .resource import SchemaContext


@dataclass(eq=False, repr=False)
class Filter:
    """An option that narrows a list.

    ``query`` is the server's parameter, empty where there is none. ``field`` is the option of the listed objects that
    it is compared with here, since servers match names loosely, and revisions before ``many_since`` take one value
    where a task may give several; empty where only the server can decide. ``below`` is the path of another list, below
    the object that the option names by its ``reference``: it has those objects of the list that belong to this object,
    and is read in place of the list. ``match`` is ``exact``, or ``pattern`` where ``*`` and ``?`` match other
    characters. ``reference`` is for an option that takes a name where the server wants an id. ``also`` are further
    fields, of which any may match. ``choice_spans`` are the revisions that know a choice, as in Field. ``parse`` turns
    the value of the task into what the server takes; it gets option and value, and raises InvalidOption. ``single``
    says that the server is asked for one value at the most, since how it takes several is not documented. ``format``
    says what a text has to be, as in Field. ``any_case`` is for a pattern of names that servers do not always show in
    the same case.
    """

    option: str
    query: str = ""
    type: str = "str"
    elements: str = ""
    choices: tuple[str, ...] = ()
    reference: Reference | None = None
    field: str = ""
    match: str = "exact"
    since: str = ""
    many_since: str = ""
    also: tuple[str, ...] = ()
    choice_spans: Mapping[str, tuple[str, str]] = field_of(default_factory=dict)
    parse: Callable[[str, str], str] | None = None
    single: bool = False
    format: str = ""
    any_case: bool = False
    below: str = ""

    def __post_init__(self) -> None:
        """Refuse a filter that would filter nothing."""
        if not self.query and not self.field and not self.below:
            raise ValueError(f"Filter {self.option!r} has neither query nor field")
        if self.below and (self.query or self.field or not self.reference):
            raise ValueError(f"Filter {self.option!r}: below is a list of an object, which says by itself what fits")
        if self.many_since and not (self.elements and self.query and self.field):
            raise ValueError(f"Filter {self.option!r}: many_since is for a list that the server takes, and a field")
        if self.single and (self.many_since or not self.elements or not self.field):
            raise ValueError(f"Filter {self.option!r}: single is for several values that are compared here")

    def choices_in(self, product: Product, revision: str) -> list[str]:
        """The choices that API ``revision`` knows."""
        spans = self.choice_spans
        return [choice for choice in self.choices if product.supports(revision, *spans.get(choice, ("", "")))]


@dataclass(eq=False, repr=False)
class Listing:
    """A list of objects: where it is, what can narrow it, and what it returns of each object.

    ``variant`` is the (dotted) property that decides which fields an object has; ``variant_word`` turns what a server
    writes there into the name of a variant. ``since`` is the first API revision that has the list, where not all have
    it.
    """

    product: Product
    noun: str
    path: str
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...] = ()
    variant: str = ""
    since: str = ""
    variant_word: Callable[[object], str | None] = str

    @property
    def is_plain(self) -> bool:
        """Whether nothing asks its objects for a property that the server may leave out, as a Form of objects may."""
        return not _have_form_of_objects(self.fields)


def _have_form_of_objects(fields: tuple[Field, ...]) -> bool:
    return any(
        (field.form and "dict" in (field.form.type, field.form.elements)) or _have_form_of_objects(field.fields)
        for field in fields
    )


class ListedObjects:
    """What objects of a list are read by: chosen once for each variant that the list has."""

    def __init__(self, listing: Listing, revision: str) -> None:
        self._listing = listing
        self._variant_path = listing.variant.split(".") if listing.variant else []
        self._revision = revision
        self._known: dict[Any, tuple[SchemaContext, StateReader]] = {}

    def reading(self, body: Mapping[str, Any]) -> tuple[SchemaContext, StateReader]:
        """What decides which fields an object has, and what reads it."""
        found = property_at(body, self._variant_path) if self._variant_path else None
        variant = found if isinstance(found, str) else None
        reading = self._known.get(variant)
        if reading is None:
            context = SchemaContext(self._listing.product, self._revision, self._known_variant(variant))
            reading = self._known[variant] = context, state_reader(self._listing.fields, context)
        return reading

    def _known_variant(self, variant: str | None) -> str | None:
        """Servers do not always write a variant in the same case."""
        known = {name.lower(): name for field in self._listing.fields for name in field.variants}
        word = None if variant is None else self._listing.variant_word(variant)
        return word if word is None else known.get(word.lower(), word)


def listed_context(listing: Listing, revision: str, body: Mapping[str, Any]) -> SchemaContext:
    """What decides which fields a listed object has."""
    return ListedObjects(listing, revision).reading(body)[0]
