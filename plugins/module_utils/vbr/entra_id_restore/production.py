# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of a Microsoft Entra ID tenant in production: which exist, and how they differ from the backup.

Operations under ``/api/v1/backupBrowser/entraIdTenant/{sessionId}``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...core.errors import InvalidOption, SessionFailed, SessionTimedOut, listed, readable, sentence
from ...core.polling import Waiting, poll
from ...engine.task import Task
from ...http.response_object import present
from ...sessions.adapter import records_of
from .items import BASE, Item

CHECK = BASE + "/{sessionId}/checkProductionItems"
COMPARE = BASE + "/{sessionId}/startCompare"
COMPARISON = BASE + "/{sessionId}/compare/{compareSessionId}/result"
RUNNING, SUCCESS = "Running", "Success"


class Property(NamedTuple):
    """A property of an item: whether it differs, and whether it can be restored."""

    name: str
    differs: bool
    read_only: bool


class Comparison(NamedTuple):
    """How an item in production compares with the backup; ``relations`` are the kinds of relationships that differ."""

    exists: bool
    properties: tuple[Property, ...]
    relations: tuple[str, ...]


def existing(task: Task, mount: str, items: Sequence[Item]) -> set[str]:
    """The ids of the items that exist in production."""
    if not items:
        return set()
    body: dict[str, Any] = {"items": [item.reference for item in items]}
    if task.params["credentials_id"]:
        # Elsewhere it is called credentialsId.
        body["credentialId"] = task.params["credentials_id"]
    return existing_ids(task.client.post_read(CHECK.format(sessionId=mount), body))


def existing_ids(response: object) -> set[str]:
    """The ids of the items that a check has found in production. Pure."""
    return {str(item["itemId"]) for item in records_of(response, "items")}


def compared(task: Task, mount: str, item: Item) -> Comparison:
    """An item compared with production. Raises SessionFailed, SessionTimedOut."""
    body = {
        "itemId": item.id,
        "itemType": item.wanted.type,
        "oldRestorePointId": item.point,
        # Those that do not differ say which properties there are.
        "showUnchangedAttributes": bool(item.wanted.properties),
        "reloadCache": True,
    }
    # Sent again where its response is lost: a second comparison does no harm.
    started = task.client.post_read(COMPARE.format(sessionId=mount), body)
    path = COMPARISON.format(sessionId=mount, compareSessionId=comparison_id(started))
    waiting = Waiting.of(task.params)

    def observe() -> Mapping[str, Any] | None:
        latest: Mapping[str, Any] = task.client.get(path)
        return None if latest["status"] == RUNNING else latest

    ended = poll(observe, task.clock, waiting.timeout, waiting.interval)
    if ended is None:
        raise SessionTimedOut(
            f"The comparison of {item.wanted.title} with production was not finished after wait_timeout="
            f"{waiting.timeout:g} seconds. Set a longer wait_timeout."
        )
    return comparison(ended, item.wanted.title)


def comparison_id(started: Mapping[str, Any]) -> str:
    """The id of a comparison that was started."""
    return str(started["compareSessionId"])


def comparison(ended: Mapping[str, Any], title: str = "an item") -> Comparison:
    """What a comparison that has ended says. Raises SessionFailed where it failed. Pure."""
    if ended["status"] != SUCCESS:
        reason = readable(str(ended.get("errorMessage") or "the server gives no reason"))
        raise SessionFailed(f"The comparison of {title} with production failed: {sentence(reason)}")
    result = ended["result"]
    properties = tuple(
        Property(str(one.get("propertyName")), one.get("oldValue") != one.get("newValue"), bool(one.get("readOnly")))
        # Without the list nothing would seem to differ, and nothing would be restored.
        for one in present(result, "properties") or ()
    )
    relations = tuple(
        str(one.get("referenceTypeDisplayName") or one.get("referenceType"))
        for one in records_of(result, "references")
        if any(value.get("oldValue") != value.get("newValue") for value in records_of(one, "values"))
    )
    return Comparison(bool(present(result, "existsInNewRestorePoint")), properties, relations)


def differences(item: Item, found: Comparison, with_relations: bool) -> list[str]:
    """What a restore of the item would change, in the server's words. Raises InvalidOption. Pure."""
    wanted = [str(one["name"]) for one in item.wanted.properties]
    if wanted:
        _validate_properties(item, found, wanted)
        return [one.name for one in found.properties if one.differs and one.name in wanted]
    return [
        *(one.name for one in found.properties if one.differs and not one.read_only),
        *(found.relations if with_relations else ()),
    ]


def _validate_properties(item: Item, found: Comparison, wanted: Sequence[str]) -> None:
    known = {one.name: one for one in found.properties}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise InvalidOption(
            f"{item.wanted.title} has no property {listed(unknown)}. Available: "
            f"{listed([one.name for one in found.properties if not one.read_only], limit=50)}.",
            option="items.properties",
        )
    fixed = [name for name in wanted if known[name].read_only]
    if fixed:
        raise InvalidOption(
            f"{listed(fixed)} of {item.wanted.title} cannot be restored: Microsoft Entra ID sets it by itself.",
            option="items.properties",
        )
