# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How VBR sends emails, and to whom, operations under ``/api/v1/generalOptions/emailSettings``.

The type of the mail server decides which further settings there are, and can be changed at any time.
The declaration of M(opendr.veeam.veeam_email_settings). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.normalize_dates import daily_time
from ..schema.resource import Operation, Resource
from .product import VBR
from .references import CREDENTIALS

PATH = "/generalOptions/emailSettings"
SMTP, GMAIL, MICROSOFT365 = "SMTP", "Gmail", "MS365"

ADVANCED_SMTP_OPTIONS = (
    Field("port", "int", required=True, minimum=1, maximum=65535),
    Field("timeout_ms", "int", required=True, maximum=100000),
    Field("ssl_enabled", "bool", api="SSLEnabled", required=True),
    Field("auth_required", "bool", required=True),
    Field("credentials", api="credentialsId", reference=CREDENTIALS),
    Field("thumbprints", "list", elements="str", since="1.3-rev2"),
)
MESSAGE = (
    Field("from", required=True),
    Field("to", required=True),
    Field("subject", required=True),
    Field("send_daily_reports_at", required=True, normalize=daily_time),
    Field("notify_on_success", "bool", required=True),
    Field("notify_on_warning", "bool", required=True),
    Field("notify_on_failure", "bool", required=True),
    Field("notify_on_last_retry", "bool", required=True),
)

FIELDS = (
    Field("enabled", "bool", api="notificationsEnabled"),
    Field("mail_server", choices=(SMTP, GMAIL, MICROSOFT365)),
    Field(
        "email_settings",
        "dict",
        fields=(*MESSAGE, Field("ai_powered_report_enabled", "bool", since="1.3-rev2")),
    ),
    Field("smtp_server_name", variants=(SMTP,)),
    Field("advanced_smtp_options", "dict", fields=ADVANCED_SMTP_OPTIONS, variants=(SMTP,)),
    Field("app_client_id", variants=(GMAIL, MICROSOFT365)),
    Field("client_secret", mode="secret", variants=(GMAIL,)),
    Field("is_default_app", "bool", since="1.3-rev2", variants=(GMAIL, MICROSOFT365)),
    Field("tenant", variants=(MICROSOFT365,)),
)

EMAIL_SETTINGS = Resource(
    product=VBR,
    noun="email settings",
    path=PATH,
    fields=FIELDS,
    identity={},
    variant="mail_server",
    secrets_with=("mail_server", "app_client_id"),
    since="1.3-rev1",
    update=Operation("PUT", PATH, "object"),
)

MODULE = resource_module(EMAIL_SETTINGS)
