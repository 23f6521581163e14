# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of the event source: validated, with their defaults and environment variables.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.azure.events import FEEDS as AZURE_FEEDS
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection, connection_from
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.core.shared_connection import (
    completed_connection,
    shared_connection_options,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import parse_time
from ansible_collections.opendr.veeam.plugins.module_utils.engine.ended_feed import ENDS, EndedFeed
from ansible_collections.opendr.veeam.plugins.module_utils.engine.event_feed import (
    MALWARE,
    MOUNT,
    SESSION,
    Event,
    Feed,
)
from ansible_collections.opendr.veeam.plugins.module_utils.m365.events import FEEDS as M365_FEEDS
from ansible_collections.opendr.veeam.plugins.module_utils.schema.values import accepted_values, ansible_options
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.events import FEEDS as VBR_FEEDS
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.events import SEVERITIES

FEEDS: dict[str, tuple[Feed, ...]] = {"vbr": VBR_FEEDS, "azure": AZURE_FEEDS, "m365": M365_FEEDS}
# What ansible-rulebook adds to the arguments of a rulebook.
_OF_RULEBOOK = ("eda_feedback_queue",)

OWN_OPTIONS: dict[str, Any] = {
    "events": {"type": "list", "elements": "str", "choices": [SESSION, MALWARE, MOUNT], "default": [SESSION]},
    "session_status": {
        "type": "list",
        "elements": "str",
        "choices": list(ENDS.values()),
        "default": ["failed", "warning"],
    },
    "session_types": {"type": "list", "elements": "str"},
    "malware_severity": {
        "type": "list",
        "elements": "str",
        "choices": list(SEVERITIES),
        "default": ["Suspicious", "Infected"],
    },
    "mount_hours": {"type": "float", "minimum": 0, "default": 4.0},
    "names": {"type": "list", "elements": "str"},
    "interval": {"type": "int", "minimum": 1, "default": 60},
    "since": {"type": "str"},
    "cursor_file": {"type": "path"},
}


@dataclass(frozen=True, repr=False)
class Settings:
    """What the event source is asked for. ``interval`` is in seconds, ``cursor_file`` empty for none."""

    connection: Connection
    feeds: tuple[Feed, ...]
    accepted: Mapping[str, Sequence[str]]
    types: Sequence[str]
    names: Sequence[str]
    open_for: timedelta
    interval: int
    since: datetime | None
    cursor_file: str

    def selects(self, event: Event) -> bool:
        """Whether an event is one of those that the arguments ask for."""
        if event.kind in self.accepted and event.status not in self.accepted[event.kind]:
            return False
        if event.kind == SESSION and self.types and event.type not in self.types:
            return False
        return not self.names or any(_matches(event.name, pattern) for pattern in self.names)


def argument_spec() -> dict[str, Any]:
    """Every argument of the event source, in Ansible's form."""
    return {**shared_connection_options(list(PRODUCTS.values())), **ansible_options(OWN_OPTIONS)}


def secrets_in(args: Mapping[str, Any]) -> set[str]:
    """The secrets among arguments as they were written."""
    return {str(args[name]) for name, option in argument_spec().items() if option.get("no_log") and args.get(name)}


def settings_from(args: Mapping[str, Any]) -> Settings:
    """The settings that the arguments of a rulebook describe. Raises InvalidOption."""
    raw = {name: value for name, value in args.items() if name not in _OF_RULEBOOK}
    validation = ArgumentSpecValidator(argument_spec()).validate(raw)
    if validation.error_messages:
        raise InvalidOption(f"The arguments of the event source are not valid: {validation.error_messages[0]}.")
    params = accepted_values(OWN_OPTIONS, raw, validation.validated_parameters)
    product = PRODUCTS[params["product"]]
    connection = connection_from(product, completed_connection(product, raw, params))
    feeds = _feeds(connection, params["events"])
    _validate_types(connection, feeds, params["session_types"] or ())
    return Settings(
        connection=connection,
        feeds=feeds,
        accepted={SESSION: params["session_status"], MALWARE: params["malware_severity"]},
        types=params["session_types"] or (),
        names=params["names"] or (),
        open_for=timedelta(hours=params["mount_hours"]),
        interval=params["interval"],
        since=parse_time(params["since"], "since") if params["since"] else None,
        cursor_file=params["cursor_file"] or "",
    )


def _feeds(connection: Connection, kinds: Sequence[str]) -> tuple[Feed, ...]:
    feeds = FEEDS[connection.product.name]
    available = list(dict.fromkeys(feed.kind for feed in feeds))
    for kind in kinds:
        if kind not in available:
            raise InvalidOption(
                f"{connection.product.title} has no events of the kind {kind}. Available: {', '.join(available)}.",
                option="events",
            )
    if not kinds:
        raise InvalidOption(f"events is empty. Available: {', '.join(available)}.", option="events")
    return tuple(feed for feed in feeds if feed.kind in kinds)


def _validate_types(connection: Connection, feeds: Iterable[Feed], types: Sequence[str]) -> None:
    filters = [
        filter_
        for feed in feeds
        if isinstance(feed, EndedFeed) and feed.kind == SESSION
        for filter_ in feed.listing.filters
        if filter_.option == "type"
    ]
    known = sorted({name for found in filters for name in found.choices_in(connection.product, connection.revision)})
    for name in types:
        if name not in known:
            raise InvalidOption(
                f"session_types={name} is no type of session in API revision {connection.revision}. Available: "
                f"{', '.join(known)}.",
                option="session_types",
            )


def _matches(name: str, pattern: str) -> bool:
    """Servers show a name in several cases. A bracket is part of a name here, as in the filters of the modules."""
    return fnmatchcase(name.casefold(), pattern.casefold().replace("[", "[[]"))
