# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules that read a list and, where asked, further details of each object in it. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Callable

from ..core.naming import plural
from ..schema.fields import Field
from ..schema.listing import Listing
from ..schema.state import State
from .listing import filter_options, listed_states
from .references import ReferenceResolver
from .revisions import validate_since
from .task import ApiUsage, Declaration, Reader, Result, Returned, Task


@dataclass(frozen=True)
class Detail:
    """An option, off by default, that adds to each listed object what other requests return of it.

    ``add`` puts it into the states, under the options of ``fields``; without any, as ``option`` itself. ``reads`` are
    the paths it asks, ``readers`` what reads their responses, ``listings`` the lists; ``since`` is the first API
    revision that has these.
    """

    option: str
    add: Callable[[Task, ReferenceResolver, list[State]], None]
    fields: tuple[Field, ...] = ()
    reads: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    since: str = ""
    readers: Mapping[str, Reader] = field_of(default_factory=dict)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that it reads."""
        return (*self.reads, *(listing.path for listing in self.listings))


def info_module(listing: Listing, key: str, details: tuple[Detail, ...] = ()) -> Declaration:
    """The declaration of a module that returns the objects of ``listing`` under ``key``."""
    options: dict[str, Any] = filter_options(listing.filters)
    options.update({detail.option: {"type": "bool", "default": False} for detail in details})

    below = {filter_.below: filter_ for filter_ in listing.filters if filter_.below}

    def run(task: Task) -> Result:
        for detail in details:
            if task.params[detail.option]:
                validate_since(task.client, detail.since, detail.option, detail.option)
        resolver = ReferenceResolver(task.client)
        states = list(listed_states(listing, task, resolver))
        for detail in details:
            if task.params[detail.option]:
                detail.add(task, resolver, states)
        return {"changed": False, key: states}

    return Declaration(
        product=listing.product,
        options=options,
        run=run,
        since=listing.since,
        objects=plural(listing.noun),
        returns=(
            Returned(
                key,
                (*listing.fields, *(field for detail in details for field in detail.fields)),
                many=True,
                variant=listing.variant,
                extra=tuple(detail.option for detail in details if not detail.fields),
            ),
        ),
        api=ApiUsage(
            listings=(listing, *(extra for detail in details for extra in detail.listings)),
            reads=(*below, *(path for detail in details for path in detail.reads)),
            readers={
                **dict.fromkeys(below, listing.fields),
                **{path: reader for detail in details for path, reader in detail.readers.items()},
            },
            since={
                **({listing.path: listing.since} if listing.since else {}),
                **{path: filter_.since for path, filter_ in below.items() if filter_.since},
                **{path: detail.since for detail in details if detail.since for path in detail.paths},
            },
        ),
    )
