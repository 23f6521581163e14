# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that several kinds of restores of machines have in common. Private to the collection."""

from __future__ import annotations

from ..schema.fields import Field
from .inventory import NETWORK, inventory_object

# The ways to restore in the API's words; they decide which options the destination has.
ORIGINAL, CUSTOMIZED, OTHER = "OriginalLocation", "Customized", "OtherPlatform"

DISK_TYPES = ("Source", "Thick", "Thin", "ThickEagerZeroed")

SECURE_RESTORE = (
    Field("antivirus_scan_enabled", "bool", default=False),
    Field("yara_scan_enabled", "bool", since="1.3-rev2"),
    Field("yara_rule", since="1.3-rev2"),
    Field("virus_detection_action", choices=("DisableNetwork", "AbortRecovery", "Ignore")),
    Field("entire_volume_scan_enabled", "bool"),
)

# A disk of a Hyper-V machine as in the backup, and the folder that it is restored to.
HYPERV_DISK = (
    Field("disk_uid", api="disk.uid", required=True),
    Field("disk_name", api="disk.name", required=True),
    Field("disk_path", api="disk.path", required=True),
    Field("disk_size", "int", api="disk.size", required=True, required_until="1.3-rev1"),
    Field("target_folder", required=True),
)

HYPERV_NETWORK = (
    inventory_object("source_network", NETWORK, api="sourceNetwork.network", required=True, until="1.3-rev1"),
    Field(
        "source_network",
        "dict",
        api="sourceNetwork.network",
        required=True,
        since="1.3-rev2",
        fields=(Field("id", required=True), Field("name", required=True)),
    ),
    Field("disconnect", "bool", api="sourceNetwork.disconnect", default=False),
    inventory_object("target_network", NETWORK),
)

# How to retrieve from an archive what is restored.
COLD_STORAGE_FIELDS = (
    Field(
        "mode",
        api="coldStorageRetrievalMode",
        choices=(
            "AmazonBulk",
            "AmazonStandard",
            "AmazonExpedited",
            "AzureStandardPriority",
            "AzureHighPriority",
        ),
    ),
    Field("availability_period_days", "int", minimum=1, maximum=100),
    Field("send_notification_mail", "bool"),
    Field("notification_hours", "int", minimum=1),
)
