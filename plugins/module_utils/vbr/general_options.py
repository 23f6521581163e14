# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""General options of VBR, operations under ``/api/v1/generalOptions``.

The same settings are in lists of their own since revision 1.3-rev1, see the modules for email settings, notification
settings and event forwarding. The declaration of M(opendr.veeam.veeam_general_options). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from .email_settings import ADVANCED_SMTP_OPTIONS, MESSAGE
from .event_forwarding import EVENT_FILTER, SNMP_SERVER, SYSLOG_SERVER
from .product import VBR

PATH = "/generalOptions"
OLDEST, LATER = "1.2-rev1", "1.3-rev0"

NOTIFICATIONS = (
    Field("storage_space_threshold_enabled", "bool", required=True),
    Field("storage_space_threshold", "int", required=True, required_until=OLDEST, minimum=1, maximum=100),
    Field("datastore_space_threshold_enabled", "bool", required=True),
    Field("datastore_space_threshold", "int", required=True, required_until=OLDEST, minimum=1, maximum=100),
    Field("skip_vm_space_threshold_enabled", "bool", api="skipVMSpaceThresholdEnabled", required=True),
    Field("skip_vm_space_threshold", "int", api="skipVMSpaceThreshold", required=True, required_until=OLDEST),
    Field("notify_on_support_expiration", "bool", required=True),
    Field("notify_on_updates", "bool", required=True),
)

FIELDS = (
    Field("email_enabled", "bool", api="emailSettings.isEnabled", until=OLDEST),
    Field("email_enabled", "bool", api="notificationEnabled", since=LATER),
    Field(
        "email_settings",
        "dict",
        fields=(
            Field("smtp_server_name", required=True),
            Field("advanced_smtp_options", "dict", fields=ADVANCED_SMTP_OPTIONS, required=True),
            *MESSAGE,
        ),
    ),
    Field("notifications", "dict", fields=NOTIFICATIONS),
    Field(
        "siem_integration",
        "dict",
        fields=(
            Field("snmp_events_enabled", "bool", api="SNMPEventsEnabled", required=True),
            Field("snmp_servers", "list", elements="dict", api="SNMPServers", fields=SNMP_SERVER),
            Field("syslog_events_enabled", "bool", api="SyslogEventsEnabled", required=True),
            Field("syslog_server", "dict", api="SyslogServer", fields=SYSLOG_SERVER),
            Field("syslog_event_filtering", "list", elements="dict", fields=EVENT_FILTER, item_key="event_id"),
        ),
    ),
)

GENERAL_OPTIONS = Resource(
    product=VBR,
    noun="general options",
    path=PATH,
    fields=FIELDS,
    identity={},
    secrets_with=("siem_integration",),
    update=Operation("PUT", PATH, "object"),
)

MODULE = resource_module(GENERAL_OPTIONS)
