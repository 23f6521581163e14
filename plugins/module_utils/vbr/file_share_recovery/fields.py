# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options and mounts of instant recovery of file shares. Private to the collection."""

from __future__ import annotations

from ...schema.fields import Field
from ...schema.listing import Filter
from ...schema.values import UUID
from ...workflow.state_machine import NONE
from ..instant_recovery.machines import DISMOUNTING, FAILED, IS_MOUNTED, MOUNTING
from ..references import MANAGED_SERVER, UNSTRUCTURED_SERVER

SINCE = "1.3-rev1"
PATH = "/restore/instantRecovery/unstructuredData"
SETTINGS_PATH = PATH + "/{mountId}/switchoverSettings"
RECOVERY_SESSION, MIGRATION_SESSION = "FileInstantRecovery", "FileInstantRecoveryMigration"
# In the words of the vendor's document, whose sessions of file shares may be called otherwise.
SWITCHOVER_SESSION = "InstantRecovery"

# The states of a mount in the server's words; a mount that is Unpublished is gone.
UNPUBLISHED = "Unpublished"
STATES = {
    "Publishing": MOUNTING,
    "Published": IS_MOUNTED,
    "PublishFailed": FAILED,
    "Unpublishing": DISMOUNTING,
    "UnpublishFailed": FAILED,
    UNPUBLISHED: NONE,
}

PERMISSIONS = (
    Field("owner", required=True),
    Field("type", api="permissionType", choices=("DenyEveryone", "AllowEveryone", "AllowSelected")),
    Field("accounts", "list", elements="str", api="permissionScope"),
)
SHARE = (
    Field("mount_server", api="mountServerId", reference=MANAGED_SERVER),
    Field("permissions", "dict", fields=PERMISSIONS, until="1.3-rev1"),
    Field("permissions", "dict", fields=PERMISSIONS, since="1.3-rev2", required=True),
)
REASON = Field("reason")
# The options of the one share that a task recovers; ``mount_request`` puts them where the server expects them.
SPEC = (*SHARE, REASON)
MIGRATION = (
    Field(
        "destination",
        "dict",
        required=True,
        fields=(
            Field("server", api="unstructuredDataServerId", reference=UNSTRUCTURED_SERVER),
            Field("path"),
            Field("preserve_hierarchy", "bool"),
        ),
    ),
    Field("overwrite_mode", choices=("ReplaceOlder", "Overwrite")),
)

# What a mount was started with; the server keeps one list for all shares of a request.
MOUNT_SPEC = (
    Field("auto_select_mount_servers", "bool"),
    REASON,
    Field(
        "restore_options",
        "list",
        elements="dict",
        fields=(
            Field("restore_point_id"),
            Field("mount_server", api="mountServerId", reference=MANAGED_SERVER),
            Field("permissions", "dict", fields=PERMISSIONS),
        ),
    ),
)
MOUNT_FIELDS = (
    Field("id", mode="computed"),
    Field("state", mode="computed"),
    Field("session_id", mode="computed"),
    Field("server_id", api="unstructuredServerId", mode="computed"),
    Field("server_name", api="unstructuredServerName", mode="computed"),
    Field("error_message", mode="computed"),
    Field("spec", "dict", mode="computed", fields=MOUNT_SPEC),
)
FILTERS = (
    # Not sent: the server's filter only takes the states of mounted machines, which these mounts do not have.
    Filter("state", choices=tuple(STATES), field="state"),
    Filter("share", query="shareNameFilter", match="pattern"),
    Filter("mount_id", field="id", format=UUID),
)
