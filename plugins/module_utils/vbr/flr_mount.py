# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounting the file system of a machine: the options, the body, and the mount itself.

Operations ``POST /api/v1/restore/flr``, ``POST /api/v1/restore/flr/{sessionId}/unmount`` and ``GET
/api/v1/backupBrowser/flr``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.errors import InvalidOption, joined
from ..engine.task import Task
from ..schema.choices import validate_complete, validate_type_options
from ..schema.fields import Field, argument_spec
from ..schema.listing import Filter, Listing
from ..schema.resource import Operation, SchemaContext
from ..schema.state import State, given_options
from ..schema.values import UUID
from ..workflow.restore_point_choice import RestorePointChoice
from .backup_browser.browser import Browser
from .backup_browser.mount_record import MountRecord
from .backup_browser.mounts import Mount, Settle
from .backup_browser.paths import BACKSLASH, SLASH
from .inventory import HOST, INVENTORY, NETWORK, RESOURCE_POOL, SERVER_INVENTORY, VSPHERE, Inventory, inventory_object
from .product import VBR
from .references import CREDENTIALS, MANAGED_SERVER
from .request_body import api_body
from .restore_points import READS as POINT_READS
from .restore_points import chosen_point

WINDOWS, LINUX = "Windows", "Linux"
TYPES = (WINDOWS, LINUX)
# What a restore point has to allow.
ALLOWS = "StartFlrRestore"
SESSION_TYPES = {WINDOWS: "FileLevelRestore", LINUX: "LinuxFileLevelRestore"}
SEPARATORS = {WINDOWS: BACKSLASH, LINUX: SLASH}
# What the server calls each place to mount to, by the option that names it.
PLACES = {
    "server": "MountServer",
    "helper_host": "HelperHost",
    "helper_appliance": "HelperAppliance",
    "original_host": "OriginalHost",
}

_ADDRESSES = (
    Field("address", api="ipAddress", required=True, required_until="1.3-rev1"),
    Field("default_gateway"),
    Field("preferred_dns", api="preferredDNSServer"),
    Field("alternate_dns", api="alternateDNSServer"),
)
_APPLIANCE = (
    Field(
        "vsphere",
        "dict",
        api="platformResourceSettings",
        fields=(
            Field("type", mode="constant", choices=("VMware",), default="VMware"),
            inventory_object("host", HOST, required=True),
            inventory_object("resource_pool", RESOURCE_POOL, required=True),
            inventory_object("network", NETWORK, required=True),
        ),
    ),
    Field(
        "hyperv",
        "dict",
        api="platformResourceSettings",
        fields=(
            Field("type", mode="constant", choices=("HyperV",), default="HyperV"),
            Field("host", required=True),
            Field("network", required=True),
            Field("vlan_id", "int", required=True),
        ),
    ),
    Field("ipv4", "dict", api="networkSettings.IPv4Settings", fields=(*_ADDRESSES, Field("subnet_mask"))),
    Field("ipv6", "dict", api="networkSettings.IPv6Settings", fields=(*_ADDRESSES, Field("prefix_length", "int"))),
    Field("ftp_server_enabled", "bool"),
    Field("restore_from_nss", "bool", api="restoreFromNSS"),
)
_SERVER = Field("server", api="mountServerId", reference=MANAGED_SERVER)
_HELPERS = (
    Field("helper_host", api="helperHost.hostId", reference=MANAGED_SERVER),
    Field("helper_appliance", "dict", fields=_APPLIANCE),
    Field("original_host", "dict", fields=(Field("credentials", api="credentialsId", reference=CREDENTIALS),)),
)
_AUTO_UNMOUNT = (
    Field("enabled", "bool", api="isEnabled", default=True),
    Field("no_activity_minutes", "int", api="noActivityPeriodInMinutes", default=30, minimum=1),
)
# The options that say how to mount, and what is sent of them. The type decides which of them there are.
MOUNT_FIELDS = (
    Field("type", choices=TYPES, required=True),
    Field(
        "mount_server",
        "dict",
        variants=(WINDOWS,),
        since="1.3-rev0",
        fields=(Field("server", api="mountServerId", reference=MANAGED_SERVER, required=True),),
    ),
    Field(
        "mount_server",
        "dict",
        variants=(LINUX,),
        since="1.3-rev0",
        required=True,
        required_since="1.3-rev2",
        fields=(_SERVER, *_HELPERS),
    ),
    Field("mount_server", "dict", api=".", variants=(LINUX,), until="1.2-rev1", fields=_HELPERS),
    Field("auto_unmount", "dict", required=True, fields=_AUTO_UNMOUNT),
    Field("credentials", api="credentialsId", reference=CREDENTIALS, variants=(WINDOWS,)),
    Field("reason"),
)
# What the body has in addition to the options.
DERIVED = ("restorePointId", "mountMode", "mountServer.mountServerType")


def _options() -> dict[str, Any]:
    options = argument_spec(MOUNT_FIELDS)
    minutes = options["auto_unmount"]["options"]
    for field in _AUTO_UNMOUNT:
        minutes[field.option]["default"] = field.default
    options["auto_unmount"]["apply_defaults"] = True
    return options


OPTIONS = _options()
WAIT_OPTIONS: dict[str, Any] = {
    "wait_timeout": {"type": "int", "minimum": 1, "default": 3600},
    "poll_interval": {"type": "int", "minimum": 1, "default": 10},
}

MACHINES = Browser(
    noun="file-level restore mount",
    mounts=Listing(
        VBR,
        "mount",
        "/backupBrowser/flr",
        (
            Field("id", api="sessionId", mode="computed"),
            Field("type", mode="computed"),
            Field("machine", api="sourceProperties.machineName", mode="computed"),
            Field("restore_point_id", mode="computed", since="1.3-rev0"),
            Field("path_separator", api="properties.pathSeparator", mode="computed"),
            Field(
                "errors",
                "list",
                elements="dict",
                api="mountErrors",
                mode="computed",
                since="1.3-rev0",
                fields=(Field("type", mode="computed"), Field("message", mode="computed")),
            ),
        ),
        (Filter("mount_id", field="id", format=UUID),),
    ),
    start=Operation("POST", "/restore/flr", "object"),
    unmount=Operation("POST", "/restore/flr/{sessionId}/unmount", "session"),
    path="/backupBrowser/flr/{sessionId}",
)
READS = (
    *POINT_READS,
    MACHINES.mounts.path,
    "/tasks/{id}",
    "/sessions/{id}",
    "/sessions/{id}/logs",
    CREDENTIALS.path,
    MANAGED_SERVER.path,
)
POST_READS = (*MACHINES.post_reads, INVENTORY, SERVER_INVENTORY)


def chosen_for_files(task: Task) -> RestorePointChoice:
    """The restore point that the option ``restore_point`` means.

    What a restore point allows is a hint: among several one is chosen that allows it, but of one that the task names by
    its id the server decides, with a warning. Raises ObjectNotFound, AmbiguousName, NoRestorePoint.
    """
    rules = task.params["restore_point"]
    choice = chosen_point(task, rules, "" if rules.get("id") else ALLOWS)
    if ALLOWS not in (choice.point.get("allowedOperations") or []):
        task.warnings.append(
            f"The restore point {choice.point['id']} does not name {ALLOWS} among the operations that it allows. "
            "Whether its files can be restored is left to the server."
        )
    return choice


def type_of(task: Task, choice: RestorePointChoice) -> str:
    """The type of the machine: as the task says, or as the restore point does.

    Raises InvalidOption where neither does: the server restores files of Windows and Linux only, and mounts nothing
    else.
    """
    given = task.params["type"]
    family = choice.point.get("guestOsFamily")
    if given or family in TYPES:
        return str(given or family)
    found = f"says {family}" if family else "does not say it in this API revision"
    raise InvalidOption(
        f"Whether the machine runs Windows or Linux is not known: the restore point {found}. Set type to Windows or to "
        "Linux. Files of other systems cannot be restored through the REST API.",
        option="type",
    )


def mount_body(task: Task, kind: str, point: str, compares: bool = True) -> State:
    """The body that mounts a restore point. Raises InvalidOption, ObjectNotFound, AmbiguousName.

    ``compares`` is whether the credentials of the task are those of the machine itself, which the server uses to
    compare files of Windows machines with production.
    """
    context = SchemaContext(VBR, task.client.revision, kind)
    given = _given(task, kind)
    if kind == LINUX or not compares:
        given.pop("credentials", None)
    validate_type_options(MOUNT_FIELDS, given, context)
    validate_complete(MOUNT_FIELDS, given, context, f"To mount the files of a {kind} machine")
    place = _place(given.get("mount_server"))
    body = api_body(MOUNT_FIELDS, given, context, task.client, Inventory(task.client, VSPHERE))
    body["restorePointId"] = point
    if VBR.supports(task.client.revision, "1.3-rev0"):
        body["mountMode"] = "Manual" if place else "Automatic"
        if place:
            body["mountServer"]["mountServerType"] = PLACES[place]
    return body


def _given(task: Task, kind: str) -> State:
    given = given_options(MOUNT_FIELDS, task.raw, task.params)
    given["type"] = kind
    given.setdefault("auto_unmount", {})
    return given


def _place(server: Mapping[str, Any] | None) -> str:
    """The option that says where to mount, empty where the server decides. Raises InvalidOption."""
    if server is None:
        return ""
    named = [option for option in PLACES if option in server]
    if len(named) != 1:
        found = joined([f"mount_server.{option}" for option in named]) if named else "none of them"
        raise InvalidOption(
            f"mount_server needs exactly one of {joined(list(PLACES))}, and the task gives {found}.",
            option="mount_server",
        )
    appliance = server.get("helper_appliance")
    if appliance is not None and len([option for option in ("vsphere", "hyperv") if option in appliance]) > 1:
        raise InvalidOption(
            "mount_server.helper_appliance has both vsphere and hyperv. Give the one that the machine runs on.",
            option="mount_server.helper_appliance",
        )
    return named[0]


def machine_key(machine: str, platform: object) -> str:
    """The key of the lock and of the record of a machine: whoever mounts its files has them."""
    return f"files of {platform} {machine}".casefold()


def machine_mount(task: Task, record: MountRecord, body: State, kind: str, settle: Settle | None = None) -> Mount:
    """The mount of a restore point, not yet open. ``settle`` is as in Mount."""
    return Mount(task, MACHINES, record, body, str(body["restorePointId"]), SESSION_TYPES[kind], settle)
