# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forwarding of events to SNMP and syslog servers by VBR, operations under ``/api/v1/generalOptions/eventForwarding``.

The declaration of M(opendr.veeam.veeam_event_forwarding). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from .product import VBR

PATH = "/generalOptions/eventForwarding"

SNMP_SERVER = (
    Field("receiver", required=True),
    Field("port", "int", required=True, minimum=1, maximum=65535),
    # It is all that protects the traps, so nobody shows it.
    Field("community_string", mode="secret", required=True),
)
SYSLOG_SERVER = (
    Field("server_name", required=True),
    Field("port", "int", minimum=1, maximum=65535),
    Field("transport_protocol", choices=("Udp", "Tcp", "Tls")),
    Field("certificate_thumbprint"),
)
EVENT_FILTER = (
    Field("event_id", required=True),
    Field("severity", "list", elements="str", choices=("Info", "Warning", "Error"), required=True),
)

FIELDS = (
    Field("snmp_servers", "list", elements="dict", api="SNMPServers", fields=SNMP_SERVER),
    Field("syslog_server", "dict", fields=SYSLOG_SERVER),
    Field("syslog_event_filtering", "list", elements="dict", fields=EVENT_FILTER, item_key="event_id"),
)

EVENT_FORWARDING = Resource(
    product=VBR,
    noun="event forwarding",
    path=PATH,
    fields=FIELDS,
    identity={},
    secrets_with=("snmp_servers",),
    since="1.3-rev1",
    update=Operation("PUT", PATH, "object"),
)

MODULE = resource_module(EVENT_FORWARDING)
