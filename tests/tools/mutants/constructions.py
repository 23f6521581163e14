# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports a module of the collection again, with one object of its declaration made in another way.

The mutation is made where the object is constructed, so that everything which is derived from it at import, such as the
argument spec, has it too. No file is changed.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from ansible_collections.opendr.veeam.plugins.module_utils.any_product import products
from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support import declared
from support.modules import declaration
from tools.mutants.mutators import BODY, DEDICATED, FORM, LIST, MUTABLE, RESOURCE, Mutation

_PLUGINS = "ansible_collections.opendr.veeam.plugins."
_OF_PRODUCTS = tuple(f"{_PLUGINS}module_utils.{name}." for name in ("vbr", "azure", "m365"))


class Site(NamedTuple):
    """Where an object is made: file, line, and which of the objects made on that line."""

    file: str
    line: int
    nth: int


class Place(NamedTuple):
    """An object of a declaration, or one that it is a changed copy of: where it is in there, and where it is made.

    ``use`` is what it is part of there: RESOURCE, DEDICATED, BODY, LIST or FORM. ``contexts`` are the revisions and
    variants that have what a field is in: what it says of others means nothing. ``attributes`` are those that are said
    there: a copy has the others from its original, which in turn says nothing of what all its copies change.
    """

    label: str
    site: Site
    found: Any
    use: str
    contexts: tuple[SchemaContext, ...]
    attributes: frozenset[str]


class Construction:
    """What is made while a module is imported; at ``target`` with ``mutation``."""

    def __init__(self, target: Site | None = None, mutation: Mutation | None = None) -> None:
        self.sites: dict[int, Site] = {}
        # What dataclasses.replace has made, and of what.
        self.originals: dict[int, Any] = {}
        # Keeps what was made, so that no id is used twice.
        self.made: list[object] = []
        self.reached = False
        self._target = target
        self._mutation = mutation
        self._counts: dict[tuple[str, int], int] = {}

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Every object of the classes that can be changed is made through ``_make``."""
        originals = {kind: kind.__init__ for kind in MUTABLE}
        for kind, original in originals.items():
            kind.__init__ = self._wrapped(original)  # type: ignore[method-assign]
        try:
            yield
        finally:
            for kind, original in originals.items():
                kind.__init__ = original  # type: ignore[method-assign]

    def _wrapped(self, original: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(original)
        def make(made: object, *arguments: Any, **options: Any) -> None:
            site = self._site()
            if site == self._target and self._mutation is not None:
                self.reached = True
                given = inspect.signature(original).bind(made, *arguments, **options).arguments
                given.pop("self")
                given.update(self._mutation.pinned)
                given[self._mutation.attribute] = self._mutation.value
                original(made, **given)
            else:
                original(made, *arguments, **options)
            self.sites[id(made)] = site
            original_object = _copied()
            if original_object is not None:
                self.originals[id(made)] = original_object
            self.made.append(made)

        return make

    def said(self, made: Any) -> Iterator[tuple[Any, frozenset[str]]]:
        """An object, then what it is a copy of, and so on: each with the attributes that it has from there."""
        names = frozenset(field.name for field in dataclasses.fields(made))
        while id(made) in self.originals:
            original = self.originals[id(made)]
            changed = frozenset(name for name in names if getattr(made, name) is not getattr(original, name))
            yield made, changed
            made, names = original, names - changed
        yield made, names

    def _site(self) -> Site:
        frame = inspect.currentframe()
        # This class, and dataclasses.replace, make objects for others.
        while frame is not None and frame.f_code.co_filename in (__file__, "<string>", dataclasses.__file__):
            frame = frame.f_back
        where = (frame.f_code.co_filename, frame.f_lineno) if frame is not None else ("", 0)
        self._counts[where] = self._counts.get(where, 0) + 1
        return Site(*where, self._counts[where])


def _copied() -> Any:
    """What dataclasses.replace makes a copy of, where it is what makes an object now; else None."""
    frame = inspect.currentframe()
    while frame is not None and frame.f_code.co_filename in (__file__, "<string>"):
        frame = frame.f_back
    return frame.f_locals["obj"] if frame is not None and frame.f_code is dataclasses.replace.__code__ else None


def imported(name: str, construction: Construction) -> Declaration:
    """The declaration of a module, made again from its files."""
    forget(name)
    with construction.watching():
        return declaration(name)


def forget(*names: str) -> None:
    """Have modules and what they are made of imported again when they are next needed."""
    for key in (*_made_again(), *(f"{_PLUGINS}modules.{name}" for name in names)):
        sys.modules.pop(key, None)
        package, _dot, child = key.rpartition(".")
        # A package hands out what it holds, whether or not that is still among the modules.
        if package in sys.modules and hasattr(sys.modules[package], child):
            delattr(sys.modules[package], child)


def _made_again() -> list[str]:
    return [key for key in sys.modules if key.startswith(_OF_PRODUCTS) and key not in _kept()]


@functools.cache
def _kept() -> frozenset[str]:
    """What the products are made of, and what the checks know classes of: a second copy would be another class."""
    code = f"import sys, {products.__name__}, {declared.__name__}; print(*sys.modules, sep='\\n')"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    listing = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    return frozenset(name for name in listing.splitlines() if name.startswith(_OF_PRODUCTS))


@contextmanager
def restored(*names: str) -> Iterator[None]:
    """Put the modules back at the end that were there before, for those who hold objects of them."""
    keys = (*_made_again(), *(f"{_PLUGINS}modules.{name}" for name in names))
    before = {key: sys.modules[key] for key in keys if key in sys.modules}
    try:
        yield
    finally:
        forget(*names)
        for key, module in before.items():
            package, _dot, child = key.rpartition(".")
            sys.modules[key] = module
            setattr(sys.modules[package], child, module)


def places(found: Declaration, construction: Construction) -> list[Place]:
    """Every object of a declaration that can be changed, once, by the first place it is found at.

    Without fields that no object of it has in any revision: other modules share them.
    """
    known: dict[int, Place] = {}
    for label, part, use, contexts in _parts(found):
        if isinstance(part, Field) and not any(part.applies(*context) for context in contexts):
            continue
        for said, attributes in construction.said(part):
            site = construction.sites.get(id(said))
            if site is not None and attributes:
                former = known.get(id(said), Place(label, site, said, use, (), frozenset()))
                known[id(said)] = former._replace(
                    contexts=tuple(dict.fromkeys((*former.contexts, *contexts))),
                    attributes=former.attributes | attributes,
                )
    return list(known.values())


Part = tuple[str, object, str, list[SchemaContext]]


def _parts(found: Declaration) -> Iterator[Part]:
    resource, api, product = found.resource, found.api, found.product
    revisions = [revision for revision in product.revisions if product.supports(revision, found.since)]
    if resource is not None:
        contexts = [
            SchemaContext(product, revision, variant)
            for revision in revisions
            for variant in declared.variants_of(resource, revision)
        ]
        yield from _fields("", resource.fields, RESOURCE, contexts)
        for update in resource.dedicated_updates:
            yield f"dedicated {update.operation.path}", update, RESOURCE, []
            yield from _fields(f"dedicated {update.operation.path} ", update.fields, DEDICATED, contexts)
    for body in api.bodies:
        contexts = [
            SchemaContext(product, revision, variant)
            for revision in revisions
            if declared.has_operation(found, revision, body.operation)
            for variant in declared.sent_variants(product, revision, body)
        ]
        yield from _fields(f"{body.operation.method} {body.operation.path} ", body.fields, BODY, contexts)
    for operation in (*api.operations, *api.opens):
        yield f"{operation.method} {operation.path}", operation, RESOURCE, []
    for listing in api.listings:
        for narrowing in listing.filters:
            yield f"filter {narrowing.option} of {listing.path}", narrowing, LIST, []
        contexts = [
            SchemaContext(product, revision, variant)
            for revision in revisions
            if declared.exists(found, revision, listing.path)
            for variant in _listed_variants(product, revision, listing.fields)
        ]
        yield from _fields(f"GET {listing.path} ", listing.fields, LIST, contexts)


def _listed_variants(product: Product, revision: str, fields: Iterable[Field]) -> list[str | None]:
    """The variants that a revision has of what a list shows: the choices, at any depth, that its fields speak of."""
    found = list(_nested(fields))
    variants = dict.fromkeys(variant for field in found for variant in field.variants)
    offered = {choice: field for field in found for choice in field.choices if choice in variants}
    there = [one for one in variants if one not in offered or one in offered[one].choices_in(product, revision)]
    return [*there] or [None]


def _nested(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _nested(field.fields)


def _fields(within: str, fields: Iterable[Field], use: str, contexts: list[SchemaContext]) -> Iterator[Part]:
    for field in fields:
        mark = " (computed)" if field.mode == "computed" else ""
        yield within + field.option + mark, field, use, contexts
        inside = [context for context in contexts if field.applies(*context)]
        yield from _fields(f"{within}{field.option}.", field.fields, FORM if field.form else use, inside)
