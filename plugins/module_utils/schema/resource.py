# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind of object that the API offers, with its operations, as data. Private to the collection."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, NamedTuple
from urllib.parse import quote

from ..core.naming import is_id
from ..core.product import Product
from .fields import Field

# What a server returns for a write: the object, one session or several to wait for, or nothing.
RESPONSES = ("object", "session", "sessions", "nothing")
# What the body of an update is made of: the whole object as read, the fields that can change, or those that create it.
UPDATE_BODIES = ("merge", "project", "recreate")


class SchemaContext(NamedTuple):
    """What decides which fields an object has: product, API revision and variant (``None``: not known yet)."""

    product: Product
    revision: str
    variant: str | None = None


@dataclass(eq=False, repr=False)
class Parameter:
    """An option that is sent with one operation, in the query, and is no part of any state.

    ``since`` is the first API revision whose operation takes it.
    """

    option: str
    query: str
    type: str = "bool"
    default: Any = None
    choices: tuple[str, ...] = ()
    since: str = ""


@dataclass(eq=False, repr=False)
class Operation:
    """One request that changes something.

    ``path`` may hold a placeholder; ``response`` is one of RESPONSES. ``session_type`` is the type of the session that
    it starts: how to find that session where the response that names it is lost. ``since`` is the first API revision
    that has the operation, ``until`` the last one. ``responds_when_done`` is whether the server keeps the request
    waiting until all is done.
    """

    method: str
    path: str
    response: str
    parameters: tuple[Parameter, ...] = ()
    session_type: str = ""
    since: str = ""
    until: str = ""
    responds_when_done: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for a response that nothing can wait for."""
        if self.response not in RESPONSES:
            raise ValueError(f"Operation {self.method} {self.path}: response is one of {RESPONSES}")
        if self.responds_when_done and self.response != "nothing":
            raise ValueError(f"Operation {self.method} {self.path}: what responds when it is done has no session")


@dataclass(eq=False, repr=False)
class DedicatedUpdate:
    """An operation that changes some options of an object and nothing else, such as a password or enabled/disabled.

    ``fields`` make its body; none where it takes no body. ``body_options`` are options that are in its body too,
    although it does not change them: as the task gives them, else as the object has them. ``value`` is what it sets its
    option to where the operation says so itself (enable: True, disable: False). ``initial`` is the value of the option
    in a new object: nothing is sent after the creation where that is the desired one. ``items`` is for an operation
    that takes only a part of its option, a list: what is ``added`` to it, or ``removed`` from it. What removes comes
    first.
    """

    operation: Operation
    options: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    value: object = None
    initial: object = None
    body_options: tuple[str, ...] = ()
    items: str = ""

    def __post_init__(self) -> None:
        if self.fields and self.value is not None:
            raise ValueError(f"{self.operation.path}: the value is in the body, or the operation itself says it")


@dataclass(eq=False, repr=False)
class Resource:
    """A kind of object that a task can create, change and remove.

    ``noun`` names it in messages, ``result_key`` in results (the noun, by default). ``path`` lists the objects; of a
    singleton, which always exists once, it is the path of the object. ``identity`` are the options that identify an
    object together, the name first, each with the query parameter that narrows the list by it (empty where there is
    none; servers match loosely, the exact match is ours); a singleton has none. An operation that the API does not have
    is None; ``create_earlier`` is the one that creates an object in revisions before ``create.since``. ``variant`` is
    the option that decides which fields an object has; where it is mutable, an update to another variant sends what
    that one has, and nothing else.

    ``update_body`` says what an update sends: ``merge``, the object as it was read with the desired values in it;
    ``project``, the fields that can change alone; or ``recreate``, the body that would create the object as it is to
    be, where the server takes no other. ``dedicated_updates`` are operations for single options. ``secrets_with``
    are options whose change sends the secrets too, whatever ``update_secrets`` says. ``expanded`` are the options that
    only further reads return. ``reads`` and ``post_reads`` are the further paths that its Reconciler reads, the latter
    by POST; ``reads_since`` and ``reads_until`` are the first and the last API revision that has one, where not all
    have it that have the objects. ``title_option`` is the option that names the object in messages, where that is not
    the first of ``identity``. ``since`` is the first API revision that has the objects at all, where not all have them.
    ``other_variants`` are those that other modules manage, each with its module.
    """

    product: Product
    noun: str
    path: str
    fields: tuple[Field, ...]
    create: Operation | None = None
    update: Operation | None = None
    delete: Operation | None = None
    result_key: str = ""
    identity: Mapping[str, str] = field_of(default_factory=lambda: {"name": "nameFilter"})
    variant: str = ""
    update_body: str = "merge"
    dedicated_updates: tuple[DedicatedUpdate, ...] = ()
    secrets_with: tuple[str, ...] = ()
    expanded: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    post_reads: tuple[str, ...] = ()
    reads_since: Mapping[str, str] = field_of(default_factory=dict)
    reads_until: Mapping[str, str] = field_of(default_factory=dict)
    create_earlier: Operation | None = None
    title_option: str = ""
    since: str = ""
    other_variants: Mapping[str, str] = field_of(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ValueError for what contradicts itself: see the functions below."""
        if not self.result_key:
            self.result_key = self.noun.replace(" ", "_")
        if self.update_body not in UPDATE_BODIES:
            raise ValueError(f"{self.noun}: update_body is one of {UPDATE_BODIES}")
        variants = set(self.field(self.variant).choices) if self.variant else {""}
        _validate_spans(self.fields, set(self.product.revisions), variants, self.noun)
        _validate_overlap(self.fields, self.product, self.noun)
        _validate_options(self)

    def field(self, option: str) -> Field:
        """The field of an option that all variants have."""
        return next(field for field in self.fields if field.option == option)

    @property
    def listed_fields(self) -> tuple[Field, ...]:
        """The fields that its list returns: all but those that only further reads return."""
        return tuple(field for field in self.fields if field.option not in self.expanded)

    @property
    def is_singleton(self) -> bool:
        """Whether there is always exactly one object: nothing to find, to create or to remove."""
        return not self.identity

    @property
    def has_mutable_variant(self) -> bool:
        """Whether an object can become one of another variant."""
        return bool(self.variant) and self.field(self.variant).mode == "mutable"

    @property
    def name(self) -> str:
        """The option that names an object in messages; empty for a singleton."""
        return next(iter(self.identity), "")

    def title(self, state: Mapping[str, Any]) -> str:
        """How messages call the object of a state: ``repository 'Main'``, ``record 'svc' (Linux, Web servers)``."""
        option = self.title_option or self.name
        name = state.get(option)
        if is_id(str(name)) and any(field.option == option and field.reference for field in self.fields):
            name = None
        others = () if self.title_option else tuple(self.identity)[1:]
        # An id in the place of a name says nothing to a person.
        values = [str(state[option]) for option in others if state.get(option) and not self.field(option).reference]
        rest = f" ({', '.join(values)})" if values else ""
        return f"{self.noun} '{name}'{rest}" if name else self.noun

    @property
    def item_path(self) -> str:
        """The path of one object, with the vendor's placeholder for its id."""
        if self.is_singleton:
            return self.path
        known = [operation.path for operation in (self.update, self.delete) if operation is not None]
        return known[0] if known else self.path + "/{id}"

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Everything that changes the server."""
        possible = (self.create, self.create_earlier, self.update, self.delete)
        own = [operation for operation in possible if operation is not None]
        return (*own, *(update.operation for update in self.dedicated_updates))

    def creation(self, revision: str) -> Operation | None:
        """The operation that creates an object in an API revision, None where nothing creates one."""
        earlier = self.create_earlier
        return earlier if earlier and self.product.supports(revision, until=earlier.until) else self.create

    @property
    def starts_sessions(self) -> bool:
        """Whether any of its operations responds with a session to wait for."""
        return any(operation.response in ("session", "sessions") for operation in self.operations)

    @property
    def dedicated_options(self) -> frozenset[str]:
        """The options that have an operation of their own."""
        return frozenset(option for update in self.dedicated_updates for option in update.options)

    @property
    def body_options(self) -> frozenset[str]:
        """The options that an operation for others takes as well."""
        return frozenset(option for update in self.dedicated_updates for option in update.body_options)

    @property
    def updates_secrets(self) -> bool:
        """Whether a secret of an object that exists can be set to another one."""
        dedicated = [self.field(option) for option in self.dedicated_options]
        return self.update is not None or any(field.mode == "secret" for field in dedicated)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The options that are sent with an operation in its query, by name."""
        return {parameter.option: parameter for operation in self.operations for parameter in operation.parameters}


def filled(path: str, identifier: str | None) -> str:
    """``path`` with ``identifier`` in the place of its placeholder, whatever the vendor calls that. Pure."""
    return re.sub(r"\{\w+\}", lambda _match: quote(str(identifier), safe=""), path)


@functools.cache
def fields_of(fields: tuple[Field, ...], context: SchemaContext) -> tuple[Field, ...]:
    """The fields that an object has in this context: chosen once, for lists of thousands of objects."""
    return tuple(field for field in fields if field.applies(*context))


def _validate_options(resource: Resource) -> None:
    options = {field.option for field in resource.fields}
    bodies = [field.option for update in resource.dedicated_updates for field in update.fields if field.is_option]
    named = (*resource.identity, *resource.dedicated_options, *resource.secrets_with, *resource.expanded, *bodies)
    unknown = sorted({option for option in named if option not in options})
    if unknown:
        raise ValueError(f"{resource.noun} names options that no field has: {', '.join(unknown)}")
    dedicated = {field.option for field in resource.fields if field.mode == "dedicated"}
    lonely = dedicated - resource.dedicated_options
    if lonely:
        raise ValueError(f"{resource.noun}: no dedicated update changes {', '.join(sorted(lonely))}")
    for update in resource.dedicated_updates:
        if update.initial is not None and not dedicated.intersection(update.options):
            names = ", ".join(update.options)
            raise ValueError(f"{resource.noun}: initial means nothing for {names}, which the creation sends")


def _validate_spans(fields: tuple[Field, ...], revisions: set[str], variants: set[str], where: str) -> None:
    for field in fields:
        spans = {field.since, field.until, field.required_since, field.required_until}.union(
            *field.choice_spans.values()
        )
        unknown = sorted(spans - revisions - {""}) + sorted(set(field.variants) - variants)
        if unknown:
            names = ", ".join(unknown)
            raise ValueError(f"{where}.{field.option} names a revision or variant that does not exist: {names}")
        if field.fields:
            _validate_spans(field.fields, revisions, variants, f"{where}.{field.option}")


def _validate_overlap(fields: tuple[Field, ...], product: Product, where: str) -> None:
    # Pair by pair and not context by context: every task of an ordinary module pays for this.
    earlier: dict[str, list[Field]] = {}
    for field in fields:
        name = f"{where}.{field.option}"
        others = earlier.setdefault(field.option, [])
        if any(_meet(field, other, product) for other in others):
            raise ValueError(f"{name} is declared twice for the same objects")
        others.append(field)
        _validate_overlap(field.fields, product, name)


def _meet(field: Field, other: Field, product: Product) -> bool:
    """Whether an object could have both."""
    variants = not field.variants or not other.variants or set(field.variants) & set(other.variants)
    return bool(variants) and any(
        product.supports(revision, field.since, field.until) and product.supports(revision, other.since, other.until)
        for revision in product.revisions
    )
