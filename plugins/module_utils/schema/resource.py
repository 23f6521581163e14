# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API offers, as data: a resource with its operations, and lists that can be filtered.

Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Callable, NamedTuple
from urllib.parse import quote

from ..core.product import Product
from .fields import Field

# What a server answers to a write: the object, one session or several to wait for, or nothing.
RESPONSES = ("object", "session", "sessions", "nothing")


class SchemaContext(NamedTuple):
    """What decides which fields an object has: product, API revision and variant (``None``: not known yet)."""

    product: Product
    revision: str
    variant: str | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Parameter:
    """An option that is sent with one operation, in the query, and is no part of any state."""

    option: str
    query: str
    type: str = "bool"
    default: Any = None


@dataclass(frozen=True, eq=False, repr=False)
class Operation:
    """One request that changes something. ``path`` may hold a placeholder; ``answer`` is one of ANSWERS.

    ``session_type`` is the type of the session it starts: how to find that session again where the
    answer that names it is lost.
    """

    method: str
    path: str
    response: str
    parameters: tuple[Parameter, ...] = ()
    session_type: str = ""

    def __post_init__(self) -> None:
        """Refuse an answer that nothing knows how to wait for."""
        if self.response not in RESPONSES:
            raise ValueError(f"Operation {self.method} {self.path}: answer is one of {RESPONSES}")


@dataclass(frozen=True, eq=False, repr=False)
class More:
    """What an object's own answer leaves out, and other reads tell.

    ``read`` gets the task and the object, and returns the properties to add to it. It is asked only where a task gives
    one of ``options``; with ``kept`` also before every update, which has to send it again lest it be lost.
    """

    options: tuple[str, ...]
    read: Callable[[Any, Mapping[str, Any]], Mapping[str, Any]]
    kept: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Check:
    """What to make sure of before an operation, in check mode too: reads alone, and raises what speaks against it.

    ``operations`` are those of the plan (``create``, ``update``, ``delete``, ``none``). ``run`` gets the task, the
    object as found (None where there is none) and the body that is to be sent (None for none).
    """

    operations: tuple[str, ...]
    run: Callable[[Any, Mapping[str, Any] | None, Mapping[str, Any] | None], None]


@dataclass(frozen=True, eq=False, repr=False)
class Resource:
    """A kind of object that a task can create, change and remove.

    ``noun`` names it in messages and results. ``path`` lists the objects, ``name_filter`` is the query
    parameter that narrows the list by name (the server matches loosely; the exact match is ours).
    ``variant`` is the option that decides which fields an object has. ``whole_update`` says that an
    update takes the object as it was read; without it the body is made of the writable fields alone.
    ``more`` completes what is read, ``checks`` come before what is sent; ``reads`` and ``asks`` are the further paths
    that anything here reads, the latter by POST.

    ``refined`` gets the task, the object (None where there is none) and the state wanted, and returns that as it is to
    be held to the object: without the secrets which the server says it has, with what only a further read can tell.
    ``secrets_with`` are the options whose change sends the secrets too, whatever ``update_secrets`` says.
    ``settle`` gets the task, the object and the operation planned for it (``none`` before there is a plan), and waits
    for what an earlier run set off and that comes first; True says that the object has to be looked at again.
    ``stand_in`` gets the task and the objects that the server listed, and returns the one that stands for the task's
    where none has its name. ``told_names`` are the properties that hold an id, with those that tell the name to it.
    """

    product: Product
    noun: str
    path: str
    fields: tuple[Field, ...]
    create: Operation
    update: Operation
    delete: Operation
    name: str = "name"
    name_filter: str = "nameFilter"
    variant: str = ""
    whole_update: bool = True
    more: tuple[More, ...] = ()
    checks: tuple[Check, ...] = ()
    reads: tuple[str, ...] = ()
    post_reads: tuple[str, ...] = ()
    refined: Callable[[Any, Mapping[str, Any] | None, dict[str, Any]], dict[str, Any]] | None = None
    secrets_with: tuple[str, ...] = ()
    settle: Callable[[Any, Mapping[str, Any], str], bool] | None = None
    stand_in: Callable[[Any, list[dict[str, Any]]], dict[str, Any] | None] | None = None
    told_names: Mapping[str, str] = field_of(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse fields that no object can have, or of which two would stand for one option of the same object."""
        variants = self.field(self.variant).choices if self.variant else ("",)
        _validate_spans(self.fields, self.product, variants, self.noun)
        _validate_overlap(self.fields, self.product, self.noun)

    def field(self, option: str) -> Field:
        """The field of an option that all variants have."""
        return next(field for field in self.fields if field.option == option)

    @property
    def item_path(self) -> str:
        """The path of one object, with the vendor's placeholder for its id."""
        return self.update.path

    @property
    def operations(self) -> tuple[Operation, Operation, Operation]:
        """Everything that changes the server."""
        return (self.create, self.update, self.delete)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The options that go with an operation, by name."""
        return {one.option: one for operation in self.operations for one in operation.parameters}


def filled(path: str, identifier: str | None) -> str:
    """``path`` with ``identifier`` in the place of its placeholder, whatever the vendor calls that. Pure."""
    return re.sub(r"\{\w+\}", lambda _match: quote(str(identifier), safe=""), path)


def fields_of(fields: tuple[Field, ...], context: SchemaContext) -> list[Field]:
    """The fields that an object of this shape has."""
    return [field for field in fields if field.applies(*context)]


def _validate_spans(fields: tuple[Field, ...], product: Product, variants: tuple[str, ...], where: str) -> None:
    for field in fields:
        name = f"{where}.{field.option}"
        spans = (
            field.since,
            field.until,
            field.required_until,
            *(end for span in field.choice_spans.values() for end in span),
        )
        unknown = sorted({one for one in spans if one} - set(product.revisions)) + sorted(
            set(field.variants) - set(variants)
        )
        if unknown:
            raise ValueError(f"{name} names a revision or variant that does not exist: {', '.join(unknown)}")
        _validate_spans(field.fields, product, variants, name)


def _validate_overlap(fields: tuple[Field, ...], product: Product, where: str) -> None:
    # Pair by pair and not shape by shape: every task of an ordinary module pays for this.
    earlier: dict[str, list[Field]] = {}
    for field in fields:
        name = f"{where}.{field.option}"
        same = earlier.setdefault(field.option, [])
        if any(_meet(field, other, product) for other in same):
            raise ValueError(f"{name} is declared twice for the same objects")
        same.append(field)
        _validate_overlap(field.fields, product, name)


def _meet(one: Field, other: Field, product: Product) -> bool:
    """Whether an object could have both."""
    variants = not one.variants or not other.variants or set(one.variants) & set(other.variants)
    return bool(variants) and any(
        product.supports(revision, one.since, one.until) and product.supports(revision, other.since, other.until)
        for revision in product.revisions
    )
