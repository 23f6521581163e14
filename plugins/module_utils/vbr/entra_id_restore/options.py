# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of M(opendr.veeam.veeam_entra_id_restore), and what is sent of them. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import InvalidOption, listed
from ...core.polling import RUN_TIMEOUT
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...schema.fields import Field, argument_spec
from ...schema.resource import SchemaContext
from ...schema.state import State, given_options, without_nulls
from ...schema.validation import validate_supported
from ...schema.values import UUID
from ...schema.writing import write_given
from ..product import VBR
from .items import Item, Wanted

USER = "User"
BACKUP, RECYCLE_BIN = "backup", "recycle_bin"
KEEP, OVERWRITE = "keep", "overwrite"

TYPE = Field(
    "type",
    api="itemType",
    choices=(
        USER,
        "Group",
        "AdminUnit",
        "Role",
        "Application",
        "DeviceConfiguration",
        "ConditionalAccessPolicy",
        "OrgContact",
        "Device",
    ),
    choice_spans={
        "DeviceConfiguration": ("1.3-rev0", ""),
        "OrgContact": ("1.3-rev2", ""),
        "Device": ("1.3-rev2", ""),
    },
    required=True,
)
PROPERTIES = Field(
    "properties",
    "list",
    elements="dict",
    api="includedProperties",
    fields=(Field("name", api="id", required=True), Field("group_id")),
)
ITEM = (TYPE, Field("name"), Field("id"), PROPERTIES, Field("password", mode="secret"))
# What applies to all items.
COMMON = (
    Field("credentials_id", format=UUID),
    Field("skip_relationships", "bool"),
    Field("relationships_mode", api="referenceRestoreMode", choices=("Overwrite", "Merge"), since="1.3-rev2"),
    Field("reason"),
)
PASSWORDS = (
    Field("request_password_change", "bool", api="requestPasswordChangeOnLogon"),
    Field("default_user_password", mode="secret"),
)
# What the bodies have in addition.
DERIVED = ("skipRecycleBinRestore", "skipObjectsIfExist")
DERIVED_ITEMS = (*DERIVED, "items", "items.itemId", "items.restorePointId", "usersPasswords")
DERIVED_PASSWORDS = ("usersPasswords.userId", "usersPasswords.password")
DERIVED_PROPERTIES = (*DERIVED, "itemId", "restorePointId")


def options() -> dict[str, Any]:
    """The options of the module, but those of the connection."""
    item = argument_spec(ITEM)
    item["type"]["required"] = True
    item["properties"]["options"]["name"]["required"] = True
    common = argument_spec((*COMMON, *PASSWORDS))
    common["skip_relationships"]["default"] = False
    return {
        "backup": {"type": "str"},
        "session_id": {"type": "str", "format": UUID},
        "items": {
            "type": "list",
            "elements": "dict",
            "required": True,
            "options": item,
            "mutually_exclusive": [["name", "id"]],
            "required_one_of": [["name", "id"]],
        },
        "restore_point_id": {"type": "str", "format": UUID},
        "before": {"type": "str"},
        "source": {"type": "str", "choices": [BACKUP, RECYCLE_BIN], "required": True},
        "existing": {"type": "str", "choices": [KEEP, OVERWRITE], "default": KEEP},
        **common,
        "wait_timeout": {"type": "int", "minimum": 1, "default": RUN_TIMEOUT},
        "poll_interval": {"type": "int", "minimum": 1, "default": 10},
    }


def validate_options(task: Task, wanted: Sequence[Wanted]) -> None:
    """Raise InvalidOption for options that contradict each other, before anything is sent."""
    params = task.params
    context = SchemaContext(VBR, task.client.revision)
    validate_supported((*COMMON, *PASSWORDS), given_options((*COMMON, *PASSWORDS), task.raw, params), context, "type")
    for one in wanted:
        validate_supported((TYPE,), {"type": one.type}, context, "type", "items.")
        _validate_item(params, one)
    titles = [one.title for one in wanted]
    double = sorted({title for title in titles if titles.count(title) > 1})
    if double:
        raise InvalidOption(f"items has {listed(double)} twice. Name each item once.", option="items")
    if not wanted:
        raise InvalidOption("items is empty. Name at least one item.", option="items")
    if params["before"]:
        parse_time(params["before"], "before")
    if params["default_user_password"] and not any(one.type == USER and not one.properties for one in wanted):
        raise InvalidOption(
            "default_user_password is for users, and items has none that is restored whole.",
            option="default_user_password",
        )


def _validate_item(params: Mapping[str, Any], one: Wanted) -> None:
    if one.password and one.type != USER:
        raise InvalidOption(f"{one.title} has a password, and only items of the type {USER} can.", option="items")
    if one.password and one.properties:
        raise InvalidOption(
            f"{one.title} has properties and a password. A password is set only when a user is restored whole.",
            option="items",
        )
    if one.properties and params["source"] == RECYCLE_BIN:
        raise InvalidOption(
            f"{one.title} has properties, which are restored from the backup. Set source={BACKUP}.", option="source"
        )


def items_body(task: Task, items: Sequence[Item]) -> State:
    """The body that restores whole items."""
    users = any(item.wanted.type == USER for item in items)
    body = _common(task, PASSWORDS if users else ())
    body["items"] = [item.reference for item in items]
    passwords = [{"userId": item.id, "password": item.wanted.password} for item in items if item.wanted.password]
    return {**body, "usersPasswords": passwords} if passwords else body


def properties_body(task: Task, item: Item) -> State:
    """The body that restores properties of an item."""
    body = _common(task, ())
    state = {"type": item.wanted.type, "properties": without_nulls(list(item.wanted.properties))}
    write_given((TYPE, PROPERTIES), state, body, SchemaContext(VBR, task.client.revision))
    # What exists is what is changed.
    return {**body, **item.reference, "skipObjectsIfExist": False}


def _common(task: Task, passwords: tuple[Field, ...]) -> State:
    """What the server does if one of these is left out is not documented, so all are sent."""
    fields = (*COMMON, *passwords)
    body: State = {
        "skipRecycleBinRestore": task.params["source"] == BACKUP,
        "skipObjectsIfExist": task.params["existing"] == KEEP,
    }
    given = given_options(fields, task.raw, task.params)
    given["skip_relationships"] = task.params["skip_relationships"]
    write_given(fields, given, body, SchemaContext(VBR, task.client.revision))
    return body
