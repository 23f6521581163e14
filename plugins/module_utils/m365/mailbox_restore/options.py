# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of M(opendr.veeam.veeam_m365_mailbox_restore), and what is sent of them. Private to the collection."""

from __future__ import annotations

from typing import Any

from ...core.errors import InvalidOption
from ...engine.task import Task
from ...schema.fields import Field
from ..item_restore.options import GIGABYTE, REGIONS, authentication, validate_authentication

PST, MSG = "pst", "msg"
IMPERSONATION = Field("impersonation_account", api="impersonationAccountName")
AUTHENTICATION = authentication(IMPERSONATION)
TARGET = Field(
    "target",
    "dict",
    api=".",
    fields=(
        Field("mailbox", required=True),
        Field("folder"),
        Field("cas_server"),
        Field("region", api="officeRegion", choices=REGIONS),
        Field("organization_name", api="officeOrganizationName"),
        Field("changed_items", "bool"),
        Field("deleted_items", "bool"),
        Field("mark_as_unread", "bool", api="markRestoredAsUnread"),
        Field("exclude_drafts", "bool"),
        Field("exclude_deleted_items", "bool"),
        Field("exclude_in_place_hold_items", "bool"),
        Field("exclude_litigation_hold_items", "bool"),
    ),
)
ITEM_IDS = "items.id"
SIZE_LIMIT = ("enablePstSizeLimit", "pstSizeLimitBytes")
KEYWORD = "contentKeyword"
OWN: dict[str, Any] = {
    "mailbox": {"type": "str", "required": True},
    "archive": {"type": "bool"},
    "folders": {"type": "list", "elements": "str"},
    "search": {"type": "str"},
    "items": {"type": "list", "elements": "str"},
    "export": {
        "type": "dict",
        "options": {
            "path": {"type": "path", "required": True},
            "format": {"type": "str", "choices": [PST, MSG], "default": PST},
            "keyword": {"type": "str", "no_log": False},
            "size_limit_gb": {"type": "int", "minimum": 1, "maximum": 49},
            "force": {"type": "bool", "default": False},
        },
    },
}


def validate_options(task: Task) -> None:
    """Raise InvalidOption for options that contradict each other, before anything is sent."""
    params = task.params
    validate_authentication(task)
    given = params["authentication"] or {}
    if bool(given.get("application_certificate")) != bool(given.get(IMPERSONATION.option)):
        raise InvalidOption(
            "authentication.application_certificate and authentication.impersonation_account belong together. Give "
            "both, or none of them.",
            option="authentication",
        )
    for option in ("folders", "items"):
        if params[option] is not None and not params[option]:
            raise InvalidOption(f"{option} is empty. Name at least one, or leave it out.", option=option)
    if params["items"] and (params["folders"] or params["search"]):
        raise InvalidOption("items cannot be combined with folders or search. Give one of them.", option="items")
    if params["export"]:
        _validate_export(task)


def _validate_export(task: Task) -> None:
    params, export = task.params, task.params["export"]
    of_items = bool(params["search"] or params["items"])
    if not of_items and params["folders"] and len(params["folders"]) > 1:
        raise InvalidOption(
            "export writes one file, and the server exports one folder at a time. Name one folder, or the whole "
            "mailbox by leaving folders out.",
            option="folders",
        )
    if export["format"] == MSG and not of_items:
        raise InvalidOption(
            f"export.format={MSG} is for items. Give search or items, or export.format={PST}.", option="export"
        )
    for option, fits in (("keyword", not of_items), ("size_limit_gb", export["format"] == PST)):
        if export[option] is not None and not fits:
            what = "a mailbox or folder" if option == "keyword" else f"export.format={PST}"
            raise InvalidOption(f"export.{option} is for {what}. Leave it out.", option="export")


def export_body(task: Task) -> dict[str, Any]:
    """The options of an export to PST as the API writes them, without what is exported."""
    export, body = task.params["export"], dict[str, Any]()
    if export["keyword"]:
        body[KEYWORD] = export["keyword"]
    if export["size_limit_gb"]:
        body.update(zip(SIZE_LIMIT, (True, export["size_limit_gb"] * GIGABYTE)))
    return body
