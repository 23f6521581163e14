# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where files are restored to: the machine that they are of, another machine, or a file on this machine.

Private to the collection.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...core.errors import InvalidOption, joined
from ...engine.local_file import writable_path
from ...engine.task import Task
from ...schema.choices import validate_complete, validate_type_options
from ...schema.fields import Field
from ...schema.resource import SchemaContext
from ...schema.state import State, given_options
from ..flr_mount import LINUX, WINDOWS
from ..inventory import CLOUD_DIRECTOR, HYPERV, MACHINE, VSPHERE, Inventory, inventory_object
from ..product import VBR
from ..references import CREDENTIALS
from ..request_body import api_body

OVERWRITE, KEEP, PERMISSIONS = "Overwrite", "Keep", "PermissionOnly"
RESTORE_TYPE = Field("restore_type", choices=(KEEP, OVERWRITE, PERMISSIONS), required=True)
# The API's words for what the credentials are checked for.
ORIGINAL, CUSTOMIZED = "OriginalLocation", "Customized"


def _host(option: str, word: str, since: str = "") -> Field:
    return Field(
        option,
        "dict",
        api="targetHost",
        since=since,
        fields=(
            Field("type", mode="constant", choices=(word,), default=word),
            inventory_object("machine", MACHINE, api="vmObject", required=True),
        ),
    )


_HOSTS = {VSPHERE: "VMware", HYPERV: "HyperV", CLOUD_DIRECTOR: "CloudDirector"}
TARGET = (
    _host("vsphere", "VMware"),
    # Before, the API took a name in the place of the machine, and does not say which.
    _host("hyperv", "HyperV", since="1.3-rev0"),
    _host("cloud_director", "CloudDirector", since="1.3-rev0"),
    Field(
        "agent",
        "dict",
        api="targetHost",
        fields=(
            Field("type", mode="constant", choices=("Agent",), default="Agent"),
            # The vendor's document calls it a UUID, and gives an example that is none.
            Field("computer_id", api="protectedComputerId", required=True),
        ),
    ),
)
HOSTS = (*_HOSTS, "agent")
# The body of a restore to the machine itself, and of one to another machine.
TO_ORIGINAL = (
    RESTORE_TYPE,
    Field("credentials", api="credentialsId", reference=CREDENTIALS),
    Field("target", "dict", api=".", since="1.3-rev0", fields=(Field("folder", api="targetPath"),)),
)
TO_MACHINE = (
    RESTORE_TYPE,
    Field("credentials", api="credentialsId", reference=CREDENTIALS, required=True, required_until="1.3-rev1"),
    Field("target", "dict", api=".", required=True, fields=(*TARGET, Field("folder", api="targetPath", required=True))),
)


@dataclass(frozen=True)
class Destination:
    """Where the task restores to. ``body`` is sent in addition to the paths, ``key`` is the same for the same place."""

    kind: str
    restore_type: str
    body: State
    key: str
    folder: str = ""
    file: str = ""

    @property
    def to_original(self) -> bool:
        """Whether items go back to where they were."""
        return not self.file and not self.folder

    @property
    def to_machine(self) -> bool:
        """Whether items go to another machine."""
        return "targetHost" in self.body

    @property
    def comparable(self) -> bool:
        """Whether a comparison with production says if an item has to be restored."""
        return self.kind == WINDOWS and self.to_original and self.restore_type != PERMISSIONS

    def credentials_body(self, mount_body: Mapping[str, Any]) -> State:
        """The body that asks whether the server can log in to the machine."""
        body: State = {"restoreMode": CUSTOMIZED if self.to_machine else ORIGINAL}
        credentials = self.body.get("credentialsId") or (None if self.to_machine else mount_body.get("credentialsId"))
        if credentials:
            body["credentialsId"] = credentials
        if self.to_machine:
            body["targetHost"] = self.body["targetHost"]
        return body


def destination_of(task: Task, kind: str) -> Destination:
    """The destination of a task, checked. Raises InvalidOption, ObjectNotFound, AmbiguousName, FileNotWritten."""
    download, target = task.params["download"], task.params["target"]
    if download is not None:
        return _download(task, kind, download)
    hosts = [option for option in HOSTS if (target or {}).get(option)]
    if len(hosts) > 1:
        raise InvalidOption(
            f"target names {joined(hosts)}. Files are restored to one machine: leave out the others.", option="target"
        )
    if target is not None and not hosts and not target.get("folder"):
        raise InvalidOption(
            "target is empty. Set target.folder for another folder on the same machine, one of "
            f"{joined(HOSTS)} for another machine, or leave target out to restore to the original place.",
            option="target",
        )
    fields = TO_MACHINE if hosts else TO_ORIGINAL
    context = SchemaContext(VBR, task.client.revision, kind)
    given = given_options(fields, task.raw, task.params)
    given["restore_type"] = task.params["restore_type"]
    if not hosts and kind != LINUX:
        # The server takes those of the mount.
        given.pop("credentials", None)
    validate_type_options(fields, given, context)
    what = "To restore files to another machine" if hosts else "To restore files"
    validate_complete(fields, given, context, what)
    platform = hosts[0] if hosts and hosts[0] in _HOSTS else ""
    body = api_body(fields, given, context, task.client, Inventory(task.client, platform))
    folder = str((target or {}).get("folder") or "")
    return Destination(kind, str(given["restore_type"]), body, _key(hosts, body, folder), folder)


def _download(task: Task, kind: str, download: Mapping[str, Any]) -> Destination:
    if task.params["target"] is not None:
        raise InvalidOption(
            "download stores the files on this machine, and target on another one. Give one of the two.",
            option="download",
        )
    path = os.path.abspath(writable_path("download.path", str(download["path"])))
    return Destination(kind, "", {}, f"file {path}", file=path)


def _key(hosts: list[str], body: Mapping[str, Any], folder: str) -> str:
    """The same for the same place, whatever else the inventory says of a machine."""
    host = dict(body.get("targetHost") or {})
    machine = host.pop("vmObject", None) or {}
    facts = [host, machine.get("hostName"), machine.get("objectId") or machine.get("name"), folder]
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16] if hosts or folder else "original"
