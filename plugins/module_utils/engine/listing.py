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
from typing import Any, Callable

from ..core.errors import UnexpectedResponse
from ..http.client import Client
from ..schema.listing import Filter, ListedObjects, Listing
from ..schema.resource import filled
from ..schema.state import State, lookup
from ..schema.values import value_spec
from .references import ReferenceResolver
from .revisions import validate_since
from .task import Task


def filter_options(filters: Sequence[Filter]) -> dict[str, Any]:
    """The options of the filters, in Ansible's form."""
    options: dict[str, Any] = {}
    for filter_ in filters:
        spec: dict[str, Any] = {"type": filter_.type, **value_spec(text_format=filter_.format)}
        if filter_.elements:
            spec["elements"] = filter_.elements
        if filter_.choices:
            spec["choices"] = list(filter_.choices)
        options[filter_.option] = spec
    return options


def listed_states(
    listing: Listing, task: Task, resolver: ReferenceResolver, query: Mapping[str, Any] | None = None, page: int = 0
) -> Iterator[State]:
    """The state of each object that the task's filters select, with names in the place of ids.

    ``query`` is what the server is asked in addition to the filters, such as an order; ``page`` the number of
    objects to ask for at once, where the usual would be too many. Raises InvalidOption for a filter
    that this API revision does not have.
    """
    given = _given(listing, task, resolver)
    revision = task.client.revision
    asked = dict(query or {}, **server_query(given, listing.product.supports, revision))
    listed = ListedObjects(listing, revision)
    path = next((filled(filter_.below, value) for filter_, value in given if filter_.below), listing.path)
    for body in task.client.pages(path, asked, page, plain=listing.is_plain):
        reader = listed.reading(body)[1]
        state = reader.read(body)
        if given and not all(matches(filter_, value, state) for filter_, value in given):
            continue
        if reader.has_references:
            reader.resolve_in(state, resolver.to_name)
        yield state


def needed(client: Client, listing: Listing, state: Mapping[str, Any], option: str) -> Any:
    """What a listed object has for an option, where a task cannot do without it. Raises UnexpectedResponse."""
    value = state.get(option)
    if value is None:
        field = next(field for field in listing.fields if field.option == option)
        path = client.product.prefix(client.revision) + listing.path
        raise UnexpectedResponse(f"GET {path}", ".".join(field.response_path))
    return value


def _given(listing: Listing, task: Task, resolver: ReferenceResolver) -> list[tuple[Filter, Any]]:
    given = []
    for filter_ in listing.filters:
        value = task.params.get(filter_.option)
        if value is None or value == []:
            continue
        _validate_known(task, filter_, value)
        if filter_.parse:
            value = filter_.parse(filter_.option, value)
        given.append((filter_, value))
    # Only now, for this sends requests.
    return [
        (filter_, resolver.to_id(filter_.reference, value) if filter_.reference else value) for filter_, value in given
    ]


def _validate_known(task: Task, filter_: Filter, value: Any) -> None:
    validate_since(task.client, filter_.since, filter_.option, filter_.option)
    for choice in (value if isinstance(value, list) else [value]) if filter_.choices else []:
        span = filter_.choice_spans.get(choice, ("", ""))
        validate_since(task.client, span[0], f"{filter_.option}={choice}", filter_.option, span[1])


def server_query(
    given: Sequence[tuple[Filter, Any]], supports: Callable[[str, str], bool], revision: str
) -> dict[str, Any]:
    """What the server is asked to narrow the list by. Pure."""
    query: dict[str, Any] = {}
    for filter_, value in given:
        # The server knows the asterisk, at the beginning and the end of a name.
        if not filter_.query or (filter_.match == "pattern" and set("*?") & set(str(value).strip("*"))):
            continue
        if not filter_.elements or (filter_.many_since and supports(revision, filter_.many_since)):
            query[filter_.query] = value
        elif len(value) == 1:
            query[filter_.query] = value[0]
    return query


def matches(filter_: Filter, given: object, state: Mapping[str, Any]) -> bool:
    """Whether an object passes a filter; those that only the server can judge let all pass. Pure."""
    if not filter_.field:
        return True
    return any(_fits(filter_, given, lookup(state, field)) for field in (filter_.field, *filter_.also))


def _fits(filter_: Filter, given: object, value: object) -> bool:
    if filter_.match == "pattern":
        return value is not None and bool(_pattern(str(given), filter_.any_case).match(str(value)))
    accepted = given if isinstance(given, list) else [given]
    if value is None and filter_.type == "bool":
        # Servers leave out what is not so.
        value = False
    # Of an object with several values, any may match.
    return any(item in accepted for item in (value if isinstance(value, list) else [value]))


def _pattern(given: str, any_case: bool) -> Pattern[str]:
    text = "".join({"*": ".*", "?": "."}.get(part, re.escape(part)) for part in re.split("([*?])", given))
    return re.compile(text + "$", re.IGNORECASE if any_case else 0)
