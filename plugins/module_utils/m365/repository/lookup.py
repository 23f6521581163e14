# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The repository that a task names, and who owns it. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.errors import ObjectNotFound
from ...core.naming import NO_ID, is_id, select_by_name
from ...engine.task import Task
from ...schema.resource import SchemaContext, filled
from ...schema.state import State, read_state
from ..product import M365
from ..references import PROXY, PROXY_POOL
from .schema import FIELDS, ITEM, NOUN, PATH

# The options for an owner, the property that holds its id, and what kind of object it is.
OWNERS = {"proxy": ("proxyId", PROXY), "proxy_pool": ("proxyPoolId", PROXY_POOL)}


def find_repository(task: Task, given: str) -> dict[str, Any]:
    """The repository of that name or id. Raises ObjectNotFound, AmbiguousName."""
    if not is_id(given):
        listed = task.client.pages(PATH)
        return select_by_name(NOUN, listed, given, lambda body: [str(body.get("name"))], lambda body: [str(body["id"])])
    body = task.client.find(filled(ITEM, given))
    if body is None:
        raise ObjectNotFound(f"There is no {NOUN} with the id {given}.", id=given)
    return body


def owner_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """The option that the owner is given with, and its id; empty where the server shows none."""
    for option, (key, _kind) in OWNERS.items():
        identifier = body.get(key)
        if identifier not in (None, "", NO_ID):
            return option, str(identifier)
    return "", ""


def outline_of(task: Task, body: Mapping[str, Any], options: tuple[str, ...]) -> State:
    """What a result shows of a repository: those of its options."""
    fields = tuple(field for field in FIELDS if field.option in options)
    return read_state(fields, body, SchemaContext(M365, task.client.revision))
