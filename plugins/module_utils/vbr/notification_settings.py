# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications of VBR about space, support and updates, operations under ``/api/v1/generalOptions/notifications``.

The declaration of M(opendr.veeam.veeam_notification_settings). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from .product import VBR

PATH = "/generalOptions/notifications"

FIELDS = (
    Field("storage_space_threshold_enabled", "bool"),
    Field("storage_space_threshold", "int", minimum=1, maximum=100),
    Field("datastore_space_threshold_enabled", "bool"),
    Field("datastore_space_threshold", "int", minimum=1, maximum=100),
    Field("skip_vm_space_threshold_enabled", "bool", api="skipVMSpaceThresholdEnabled"),
    Field("skip_vm_space_threshold", "int", api="skipVMSpaceThreshold"),
    Field("notify_on_support_expiration", "bool"),
    Field("notify_on_updates", "bool"),
)

NOTIFICATION_SETTINGS = Resource(
    product=VBR,
    noun="notification settings",
    path=PATH,
    fields=FIELDS,
    identity={},
    since="1.3-rev1",
    update=Operation("PUT", PATH, "object"),
)

MODULE = resource_module(NOTIFICATION_SETTINGS)
