# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a list: filtered by the server as far as it can, to the end, and exactly by us.

Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from re import Pattern
from typing import Any

from ..core.errors import InvalidOption, span_words
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext
from ..schema.state import State, lookup, read_state, resolve_references
from .references import ReferenceResolver
from .task import Task


def filter_options(filters: Sequence[Filter]) -> dict[str, Any]:
    """The options of the filters, in Ansible's form."""
    options: dict[str, Any] = {}
    for one in filters:
        spec: dict[str, Any] = {"type": one.type}
        if one.elements:
            spec["elements"] = one.elements
        if one.choices:
            spec["choices"] = list(one.choices)
        options[one.option] = spec
    return options


def listed_states(
    listing: Listing, task: Task, resolver: ReferenceResolver, query: Mapping[str, Any] | None = None, page: int = 0
) -> Iterator[State]:
    """The state of each object that the task's filters let through, with names in the place of ids.

    ``query`` is what the server is asked besides the filters, such as an order; ``page`` the number of
    objects to ask for at once, where the usual would be too many. Raises InvalidOption for a filter
    that this API revision does not have.
    """
    wanted = _wanted(listing, task, resolver)
    revision = task.client.revision
    asked = dict(query or {}, **server_query(wanted, listing.product.supports, revision))
    for body in task.client.pages(listing.path, asked, page):
        variant = lookup(body, listing.variant) if listing.variant else None
        context = SchemaContext(listing.product, revision, variant)
        state = read_state(listing.fields, body, context)
        if all(matches(one, value, state) for one, value in wanted):
            yield resolve_references(listing.fields, state, context, resolver.to_name)


def _wanted(listing: Listing, task: Task, resolver: ReferenceResolver) -> list[tuple[Filter, Any]]:
    wanted = []
    for one in listing.filters:
        value = task.params.get(one.option)
        if value is None or value == []:
            continue
        _validate_known(listing, task, one, value)
        if one.parse:
            value = one.parse(one.option, value)
        if one.reference:
            value = resolver.to_id(one.reference, value)
        wanted.append((one, value))
    return wanted


def _validate_known(listing: Listing, task: Task, one: Filter, value: Any) -> None:
    revision = task.client.revision
    if not listing.product.supports(revision, one.since):
        raise InvalidOption(
            f"{one.option} does not exist in API revision {revision}, which this task uses. "
            + span_words(one.since, ""),
            option=one.option,
        )
    known = one.choices_in(listing.product, revision)
    for choice in value if isinstance(value, list) else [value]:
        if one.choices and choice not in known:
            raise InvalidOption(
                f"{one.option}={choice} is not known in API revision {revision}, which this task uses. "
                + span_words(*one.choice_spans[choice]),
                option=one.option,
            )


def server_query(wanted: Sequence[tuple[Filter, Any]], supports: Any, revision: str) -> dict[str, Any]:
    """What the server is asked to narrow the list by. Pure."""
    query: dict[str, Any] = {}
    for one, value in wanted:
        # The server knows the asterisk, at the beginning and the end of a name.
        if not one.query or (one.match == "pattern" and set("*?") & set(str(value).strip("*"))):
            continue
        if not one.elements or (one.many_since and supports(revision, one.many_since)):
            query[one.query] = value
        elif len(value) == 1:
            query[one.query] = value[0]
    return query


def matches(one: Filter, wanted: Any, state: Mapping[str, Any]) -> bool:
    """Whether an object passes a filter; those that only the server can judge let all pass. Pure."""
    if not one.field:
        return True
    return any(_fits(one, wanted, lookup(state, field)) for field in (one.field, *one.also))


def _fits(one: Filter, wanted: Any, found: Any) -> bool:
    if one.match == "pattern":
        return found is not None and bool(_pattern(str(wanted)).match(str(found)))
    given = wanted if isinstance(wanted, list) else [wanted]
    # Of an object that has several values, one has to be among them.
    return any(one in given for one in (found if isinstance(found, list) else [found]))


def _pattern(wanted: str) -> Pattern[str]:
    parts = re.split("([*?])", wanted)
    return re.compile("".join({"*": ".*", "?": "."}.get(part, re.escape(part)) for part in parts) + "$")
