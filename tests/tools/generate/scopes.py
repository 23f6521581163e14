# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objects have an option: for each API revision and each variant, the field that carries it.

Several fields may stand for one option, each for other variants or revisions; an object has at most one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import NamedTuple

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Returned
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource


class Scope(NamedTuple):
    """An API revision and a variant of the object, empty where it has none."""

    revision: str
    variant: str


@dataclass
class Option:
    """An option or property: the field that carries it in each scope, among the scopes of what it is in."""

    name: str
    product: Product
    within: tuple[Scope, ...]
    carriers: dict[Scope, Field] = field_of(default_factory=dict)
    nested: dict[str, Option] = field_of(default_factory=dict)

    @property
    def fields(self) -> list[Field]:
        """The fields that carry it."""
        return list({id(field): field for field in self.carriers.values()}.values())

    @property
    def is_option(self) -> bool:
        """Whether a task can give it."""
        return any(field.is_option for field in self.fields)

    @property
    def is_state(self) -> bool:
        """Whether the server returns it."""
        return any(field.is_state for field in self.fields)


class Span(NamedTuple):
    """Variants, and the revisions since and until which they have something; empty for no bound."""

    since: str
    until: str
    variants: tuple[str, ...]


def of_resource(resource: Resource) -> dict[str, Option]:
    """The options of a resource, in their order."""
    product = resource.product
    scopes = []
    for revision in product.revisions:
        variants = resource.field(resource.variant).choices_in(product, revision) if resource.variant else [""]
        scopes += [Scope(revision, variant) for variant in variants]
    return _options(product, tuple(scopes), dict.fromkeys(scopes, resource.fields))


def of_returned(product: Product, returned: Returned) -> dict[str, Option]:
    """The properties of an object that is only read; a variant that no field names stands for all others."""
    variants = ("", *dict.fromkeys(_variants(returned.fields)))
    scopes = tuple(Scope(revision, variant) for revision in product.revisions for variant in variants)
    return _options(product, scopes, dict.fromkeys(scopes, returned.fields))


def _variants(fields: Iterable[Field]) -> Iterable[str]:
    for field in fields:
        yield from field.variants
        yield from _variants(field.fields)


def _options(
    product: Product, within: tuple[Scope, ...], fields: Mapping[Scope, tuple[Field, ...]]
) -> dict[str, Option]:
    found: dict[str, Option] = {}
    order = dict.fromkeys(field.option for scope in within for field in fields[scope])
    for name in order:
        option = Option(name, product, within)
        for scope in within:
            for field in fields[scope]:
                if field.option == name and field.applies(product, scope.revision, scope.variant):
                    option.carriers[scope] = field
        if option.carriers:
            inner = {scope: field.fields for scope, field in option.carriers.items()}
            option.nested = _options(product, tuple(option.carriers), inner) if any(inner.values()) else {}
            found[name] = option
    return found


def spans(having: Iterable[Scope], among: Iterable[Scope]) -> list[Span]:
    """The scopes `having` something among those that could, by revisions; a bound only where it says something."""
    had: dict[str, list[str]] = {}
    could: dict[str, list[str]] = {}
    for scopes, into in ((having, had), (among, could)):
        for scope in scopes:
            into.setdefault(scope.variant, []).append(scope.revision)
    found: dict[tuple[str, str], list[str]] = {}
    for variant, revisions in had.items():
        possible = could[variant]
        since = revisions[0] if revisions[0] != possible[0] else ""
        until = revisions[-1] if revisions[-1] != possible[-1] else ""
        found.setdefault((since, until), []).append(variant)
    for since, until in found:
        # One bound for all, where variants without it only came after it or went before it.
        if all(had[variant] == _between(could[variant], since, until) for variant in had):
            return [Span(since, until, tuple(had))]
    return [Span(since, until, tuple(variants)) for (since, until), variants in found.items()]


def _between(revisions: Sequence[str], since: str, until: str) -> list[str]:
    """Of revisions in their order, those from `since` to `until`; revisions are compared by their names."""
    return [revision for revision in revisions if (not since or revision >= since) and (not until or revision <= until)]


def variants_among(scopes: Iterable[Scope]) -> list[str]:
    """The variants of some scopes, each once."""
    return list(dict.fromkeys(scope.variant for scope in scopes))
