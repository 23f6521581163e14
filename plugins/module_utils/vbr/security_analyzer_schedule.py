# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the Security & Compliance Analyzer of VBR runs, operations under ``/api/v1/securityAnalyzer/schedule``.

The declaration of M(opendr.veeam.veeam_security_analyzer_schedule). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from ..schema.values import TIME_OF_DAY
from .product import VBR

PATH = "/securityAnalyzer/schedule"

FIELDS = (
    Field("daily_scan_enabled", "bool"),
    Field("daily_scan_local_time", format=TIME_OF_DAY),
    Field("send_scan_results", "bool"),
    Field("recipients"),
    Field("notification_type", choices=("UseGlobalNotificationSettings", "UseCustomNotificationSettings")),
    Field(
        "custom_notification_settings",
        "dict",
        fields=(
            Field("subject"),
            Field("notify_on_success", "bool"),
            Field("notify_on_warning", "bool"),
            Field("notify_on_error", "bool"),
        ),
    ),
)

SECURITY_ANALYZER_SCHEDULE = Resource(
    product=VBR,
    noun="schedule of the Security & Compliance Analyzer",
    result_key="security_analyzer_schedule",
    path=PATH,
    fields=FIELDS,
    identity={},
    update=Operation("PUT", PATH, "object"),
)

MODULE = resource_module(SECURITY_ANALYZER_SCHEDULE)
