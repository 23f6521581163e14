# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of M(opendr.veeam.veeam_m365_onedrive_restore), and what is sent of them. Private to the collection."""

from __future__ import annotations

from typing import Any

from ...core.errors import InvalidOption
from ...engine.task import Task
from ...schema.fields import Field
from ..item_restore.options import REGIONS, authentication, validate_authentication

KEEP, OVERWRITE = "Keep", "Overwrite"
V8 = "v8"
AUTHENTICATION = authentication(
    Field("region", api="officeRegion", choices=REGIONS),
    Field("organization_name"),
)
EXISTING = Field("existing", api="documentAction", choices=(KEEP, OVERWRITE))


def _target(*more: Field) -> Field:
    """Another OneDrive; the object that says which it is comes from the backup."""
    return Field(
        "target",
        "dict",
        api=".",
        fields=(
            Field("folder"),
            Field("document_version", choices=("All", "Last")),
            Field("last_version_action", api="documentLastVersionAction", choices=("Overwrite", "Merge")),
            *more,
        ),
    )


# What only folders and whole OneDrives have, and what documents have in addition.
FOLDERS_ONLY = (
    Field("restore_permissions", "bool"),
    Field("send_notification", "bool", api="sendSharedLinksNotification"),
)
FOLDER_TARGET = _target(Field("changed_items", "bool"), Field("deleted_items", "bool"), *FOLDERS_ONLY)
DOCUMENT_TARGET = _target(Field("changed_items", "bool", since=V8), Field("deleted_items", "bool", since=V8))
# The object that the bodies name the other OneDrive by.
DERIVED_TARGET = ("onedrive", "onedrive.id", "onedrive.name", "onedrive.url")
# The options for the place, with the name of the other OneDrive.
TARGET = Field("target", "dict", api=".", fields=(Field("onedrive", required=True), *FOLDER_TARGET.fields))

# What the bodies say of each folder, and of each document.
FOLDER = (
    Field("one_drive_id"),
    Field("version"),
    Field("id"),
    Field("version_id", "int"),
    Field("name"),
    Field("created_by"),
    Field("creation_time"),
    Field("modified_by"),
    Field("modification_time"),
    Field("is_folder", "bool"),
)
DOCUMENT = (*FOLDER, Field("size_bytes", "int"), Field("inherited_permissions", "bool"))
OWN: dict[str, Any] = {
    "onedrive": {"type": "str", "required": True},
    "paths": {"type": "list", "elements": "str"},
    "version": {"type": "str"},
    "search": {"type": "str"},
    "export": {
        "type": "dict",
        "options": {
            "path": {"type": "path", "required": True},
            "zip": {"type": "bool", "default": True},
            "force": {"type": "bool", "default": False},
        },
    },
}


def validate_options(task: Task) -> None:
    """Raise InvalidOption for options that contradict each other, before anything is sent."""
    params = task.params
    validate_authentication(task)
    paths = params["paths"]
    if paths is not None and not paths:
        raise InvalidOption("paths is empty. Name at least one, or leave it out.", option="paths")
    if params["search"] and paths and len(paths) > 1:
        raise InvalidOption("search looks in one folder. Give one path with search, or none.", option="paths")
    if params["version"] and (params["search"] or not paths or len(paths) > 1):
        raise InvalidOption("version is of one document. Give its path in paths, and nothing else.", option="version")
    if params["existing"] and (params["target"] or params["export"]):
        raise InvalidOption("existing is for the original OneDrive. Leave it out.", option="existing")
    export = params["export"]
    if export and not export["zip"] and (params["search"] or not paths or len(paths) > 1):
        raise InvalidOption("export.zip=false is for one document. Give its path in paths.", option="export")
