# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the settings of the server as they are after its installation."""

from __future__ import annotations

from ..state import Item

EMAIL = "generalOptions/emailSettings"
NOTIFICATIONS = "generalOptions/notifications"
EVENT_FORWARDING = "generalOptions/eventForwarding"
TRAFFIC_RULES = "trafficRules"
SECURITY = "security/settings"
STORAGE_LATENCY = "generalOptions/storageLatency"
ANALYZER = "securityAnalyzer/schedule"
SIEM = "generalOptions siem"
"""What only the general options show: whether events are forwarded at all."""

SETTINGS: dict[str, Item] = {
    EMAIL: {
        "notificationsEnabled": False,
        "mailServer": "SMTP",
        "smtpServerName": "",
        "advancedSmtpOptions": {"port": 25, "timeoutMs": 100000, "SSLEnabled": False, "authRequired": False},
        "emailSettings": {
            "from": "",
            "to": "",
            "subject": "[%JobResult%] %JobName% (%ObjectCount% objects) %Issues%",
            "sendDailyReportsAt": "2026-01-15T22:00:00+01:00",
            "notifyOnSuccess": True,
            "notifyOnWarning": True,
            "notifyOnFailure": True,
            "notifyOnLastRetry": True,
        },
    },
    NOTIFICATIONS: {
        "storageSpaceThresholdEnabled": True,
        "storageSpaceThreshold": 10,
        "datastoreSpaceThresholdEnabled": True,
        "datastoreSpaceThreshold": 10,
        "skipVMSpaceThresholdEnabled": False,
        "skipVMSpaceThreshold": 5,
        "notifyOnSupportExpiration": True,
        "notifyOnUpdates": True,
    },
    STORAGE_LATENCY: {
        "storageLatencyControlEnabled": False,
        "storageLatencyControlOptions": {"latencyLimitMs": 20, "throttlingIOLimitMs": 30, "advancedOptions": []},
    },
    EVENT_FORWARDING: {"SNMPServers": [], "syslogEventFiltering": []},
    SIEM: {"SNMPEventsEnabled": False, "SyslogEventsEnabled": False},
    TRAFFIC_RULES: {
        "useMultipleStreamsPerJob": True,
        "uploadStreamsCount": 5,
        "trafficRules": [],
        "preferredNetworks": {"isEnabled": False, "networks": []},
    },
    SECURITY: {"mfaEnabled": False},
    ANALYZER: {
        "dailyScanEnabled": True,
        "dailyScanLocalTime": "02:00:00",
        "sendScanResults": False,
        "recipients": "",
        "notificationType": "UseGlobalNotificationSettings",
        "customNotificationSettings": {
            "subject": "Security & Compliance Analyzer",
            "notifyOnSuccess": True,
            "notifyOnWarning": True,
            "notifyOnError": True,
        },
    },
}
