# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a declaration is given to run with, and what it is. Private to the collection."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Callable, Union

from ..core.clock import Clock
from ..core.connection import Connection, connection_from, connection_options
from ..core.locks import Locks
from ..core.polling import Progress
from ..core.product import Product
from ..http.client import Client
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from ..schema.values import ansible_options

if TYPE_CHECKING:
    # An ordinary module compiles all it imports each time, and most declarations have no list.
    from ..schema.listing import Listing

Result = dict[str, Any]
# What reads one object of a response (of its list, or the whole body where that is no list): fields, or a function.
Reader = Union[tuple[Field, ...], Callable[[Any], object]]


@dataclass(eq=False, repr=False)
class Task:
    """One task: its options, the server, the time, and whether it may change anything.

    ``raw`` are the arguments as written, ``params`` the validated ones. ``progress`` is None where
    nobody sees it. ``warnings`` collects what the user should know although the task succeeds. ``locks`` are those of
    this machine for the server. ``secrets`` collects what no option marks as secret, and the output must not show.
    """

    client: Client
    clock: Clock
    params: Mapping[str, Any]
    raw: Mapping[str, Any]
    check_mode: bool = False
    progress: Progress | None = None
    warnings: list[str] = field_of(default_factory=list)
    locks: Locks = field_of(default_factory=Locks)
    secrets: set[str] = field_of(default_factory=set)

    @property
    def server_time(self) -> datetime:
        """The time of the server; of this machine, where no response has shown it."""
        return self.client.server_time or datetime.fromtimestamp(self.clock.now(), timezone.utc)


@dataclass(eq=False, repr=False)
class RequestBody:
    """What the body of an operation is made of.

    ``variant`` is the option that decides which of ``fields`` apply; ``extra_properties`` are the properties that
    no field represents, since they do not come from an option.
    """

    operation: Operation
    fields: tuple[Field, ...]
    variant: str = ""
    extra_properties: tuple[str, ...] = ()


@dataclass(eq=False, repr=False)
class ApiUsage:
    """What of the vendor's API a declaration uses, for the tests that hold it to the vendor's documents.

    ``operations`` change the server; ``opens`` are those that the task undoes itself before it ends. ``reads`` are
    paths, ``post_reads`` paths that are read by POST. ``since`` and ``until`` are the first and the last API revision
    that has a path, where not all have it. ``readers`` are what reads the responses of paths that no listing, resource
    or session adapter reads: by path, of requests other than GET by method and path. A path that several declarations
    read needs one only. ``any_operation`` is whether the task decides which operation is sent, so that none is
    declared.
    """

    operations: tuple[Operation, ...] = ()
    opens: tuple[Operation, ...] = ()
    listings: tuple[Listing, ...] = ()
    reads: tuple[str, ...] = ()
    post_reads: tuple[str, ...] = ()
    bodies: tuple[RequestBody, ...] = ()
    since: Mapping[str, str] = field_of(default_factory=dict)
    until: Mapping[str, str] = field_of(default_factory=dict)
    readers: Mapping[str, Reader] = field_of(default_factory=dict)
    any_operation: bool = False

    @property
    def changes_server(self) -> bool:
        """Whether a task may change something that outlives it."""
        return bool(self.operations) or self.any_operation


@dataclass(eq=False, repr=False)
class Returned:
    """An object in the result, or with ``many`` a list of objects, under ``key``; what documents it is made from this.

    ``variant`` is the (dotted) property that decides which of ``fields`` an object has; ``extra`` are keys of an object
    that no field reads.
    """

    key: str
    fields: tuple[Field, ...]
    many: bool = False
    variant: str = ""
    extra: tuple[str, ...] = ()


@dataclass(eq=False, repr=False)
class Declaration:
    """Everything a module is, except its documentation.

    ``options`` are its own options in Ansible's form, with what ``schema/values.py`` holds their values to;
    ``constraints`` are the likes of ``required_if``.
    ``run`` does the work; its result may hold ``diff`` as {before, after}. ``returns_token`` is for
    logging in on behalf of a playbook: the token outlives the task, and the result, which carries it, is
    hidden whole (by the action plugin, for Ansible does not let a module say so). ``returns`` are the objects of the
    result that are read through fields. ``since`` is the first API revision that the module can work with at all, where
    not all will do; ``objects`` is what the older ones do not have, as messages call it (``mount servers``).
    ``products`` are those that the option ``product`` chooses from, where the module is for several; ``product`` is
    then the first of them. ``secrets_of`` finds the secrets in the arguments as written, where no option holds them.
    ``exports`` returns every object that the module manages, as ``engine/exporting.py`` describes them.
    """

    product: Product
    options: dict[str, Any]
    run: Callable[[Task], Result]
    constraints: dict[str, Any] = field_of(default_factory=dict)
    returns_token: bool = False
    resource: Resource | None = None
    returns: tuple[Returned, ...] = ()
    since: str = ""
    objects: str = ""
    api: ApiUsage = field_of(default_factory=ApiUsage)
    products: tuple[Product, ...] = ()
    secrets_of: Callable[[Mapping[str, Any]], Iterable[object]] = lambda raw: ()
    exports: Callable[[Task], Iterable[Any]] | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an option that would hide one of the connection, or a refusal that says nothing."""
        hidden = sorted(set(self.options) & set(self._connection_options))
        if hidden:
            raise ValueError(f"options of the connection cannot be declared again: {', '.join(hidden)}")
        if self.since and not self.objects:
            raise ValueError("say what does not exist before the first revision: objects")

    @functools.cached_property
    def argument_spec(self) -> dict[str, Any]:
        """The whole argument spec: connection and own options."""
        return dict(self._connection_options, **ansible_options(self.options))

    def connection(self, raw: Mapping[str, Any], params: Mapping[str, Any]) -> Connection:
        """The connection that a task describes. Raises InvalidOption where it describes none."""
        if not self.products:
            return connection_from(self.product, params)
        # Imported here and below: nearly all modules are for one product, and each compiles all it imports.
        from ..core.shared_connection import completed_connection  # noqa: PLC0415

        product = next(product for product in self.products if product.name == params["product"])
        return connection_from(product, completed_connection(product, raw, params))

    @property
    def _connection_options(self) -> dict[str, Any]:
        if not self.products:
            return connection_options(self.product)
        from ..core.shared_connection import shared_connection_options  # noqa: PLC0415

        return shared_connection_options(self.products)
