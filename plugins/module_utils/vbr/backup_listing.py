# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Common to the modules that list backups, the objects in backups, and restore points. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Callable

from ..core.timestamps import LONG_AGO, parse_time
from ..engine.listing import filter_options, listed_states
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..schema.fields import Field
from ..schema.listing import Listing, listed_context
from ..schema.state import State, read_state, resolve_references
from ..schema.values import UUID
from .product import VBR


def listing_module(
    listing: Listing,
    key: str,
    run: Callable[[Task], Result],
    options: dict[str, Any],
    listings: tuple[Listing, ...],
    reads: tuple[str, ...],
    details: tuple[Field, ...] = (),
) -> Declaration:
    """The declaration of a module that lists objects by filters, or returns the single object of an id, under ``key``.

    ``details`` are what further reads add to an object.
    """
    filters = [option for option, spec in options.items() if spec["type"] != "bool"]
    filters += [list_filter.option for list_filter in listing.filters]
    return Declaration(
        product=VBR,
        options=dict(filter_options(listing.filters), id={"type": "str", "format": UUID}, **options),
        run=run,
        returns=(Returned(key, (*listing.fields, *details), many=True, variant=listing.variant),),
        constraints={"mutually_exclusive": [["id", option] for option in filters]},
        api=ApiUsage(listings=(listing, *listings), reads=reads),
    )


def selected_states(
    listing: Listing, task: Task, resolver: ReferenceResolver, query: Mapping[str, Any] | None = None
) -> Iterator[State]:
    """The object with the id that the task gives, if it exists; without an id, all objects that match the filters."""
    if task.params["id"] is None:
        yield from listed_states(listing, task, resolver, query)
        return
    body = task.client.find("{}/{}".format(listing.path, task.params["id"]))
    if body is not None:
        yield listed_state(listing, body, task, resolver)


def listed_state(listing: Listing, body: Mapping[str, Any], task: Task, resolver: ReferenceResolver) -> State:
    """The state of an object: the API's properties as options, with names in the place of ids."""
    context = listed_context(listing, task.client.revision, body)
    return resolve_references(listing.fields, read_state(listing.fields, body, context), context, resolver.to_name)


def newest_first(points: Iterable[State]) -> list[State]:
    """Restore points by their creation time, the newest first; one without a time comes last. Pure."""
    return sorted(points, key=lambda point: parse_time(str(point.get("creation_time") or LONG_AGO)), reverse=True)
