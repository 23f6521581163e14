# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The backup of VBR's own configuration, operations under ``/api/v1/configBackup``.

A server has exactly one. Its settings are read and written as a whole; a run is started apart from them.
The declaration of M(opendr.veeam.veeam_configuration_backup). Private to the collection.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any

from ..core.polling import RUN_TIMEOUT
from ..engine.plan import PRESENT
from ..engine.resource_module import resource_module
from ..engine.runnable import STARTED, RunnableReconciler
from ..http.pages import Query
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from ..schema.values import TIME_OF_DAY
from .product import VBR
from .references import BACKUP_REPOSITORY, ENCRYPTION_PASSWORD
from .words import DAYS, MONTHS, spelled, switch

PATH = "/configBackup"
SESSIONS = "/sessions"
SESSION_TYPE = "ConfigurationBackup"
START = Operation("POST", PATH + "/backup", "session", session_type=SESSION_TYPE)

SMTP = (
    switch(),
    Field("recipients", "list", elements="str", required=True),
    Field("settings_type", choices=("Global", "Custom"), required=True),
    Field("subject", required=True),
    Field("notify_on_success", "bool", required=True),
    Field("notify_on_warning", "bool", required=True),
    Field("notify_on_error", "bool", required=True),
)
DAILY = (
    switch(),
    Field("local_time", format=TIME_OF_DAY),
    Field("daily_kind", choices=("Everyday", "WeekDays", "SelectedDays")),
    *spelled("days", DAYS, "list"),
)
MONTHLY = (
    switch(),
    Field("local_time", format=TIME_OF_DAY),
    Field("day_number_in_month", choices=("First", "Second", "Third", "Fourth", "Last", "OnDay")),
    *spelled("day_of_week", DAYS),
    Field("day_of_month", "int"),
    Field("is_last_day_of_month", "bool", since="1.3-rev0"),
    Field("months", "list", elements="str", choices=MONTHS),
)

FIELDS = (
    Field("enabled", "bool", api="isEnabled"),
    Field("repository", api="backupRepositoryId", reference=BACKUP_REPOSITORY),
    Field("restore_points_to_keep", "int"),
    Field(
        "notifications",
        "dict",
        fields=(
            Field("snmp_enabled", "bool", api="SNMPEnabled"),
            Field("smtp", "dict", api="SMTPSettings", fields=SMTP),
        ),
    ),
    Field(
        "schedule",
        "dict",
        fields=(
            Field("enabled", "bool", api="isEnabled"),
            Field("daily", "dict", fields=DAILY),
            Field("monthly", "dict", fields=MONTHLY),
        ),
    ),
    Field(
        "encryption",
        "dict",
        fields=(
            Field("enabled", "bool", api="isEnabled"),
            # Not the password itself, which nobody can set here.
            Field("password_hint", api="passwordId", reference=ENCRYPTION_PASSWORD),
        ),
    ),
    Field(
        "last_successful_backup",
        "dict",
        mode="computed",
        fields=(
            Field("time", api="lastSuccessfulTime", mode="computed"),
            Field("session_id", mode="computed"),
        ),
    ),
)

CONFIGURATION_BACKUP = Resource(
    product=VBR,
    noun="configuration backup",
    path=PATH,
    fields=FIELDS,
    identity={},
    update=Operation("PUT", PATH, "object"),
    reads=(SESSIONS,),
)


class ConfigurationBackupReconciler(RunnableReconciler):
    """A run is one session of its type; there is one at a time."""

    states = (PRESENT, STARTED)
    start = START
    operations = (START,)
    wait_timeout = RUN_TIMEOUT

    def run_sessions(self, identifier: str | None, since: datetime | None) -> list[dict[str, Any]]:  # noqa: ARG002
        """The runs begun ``since`` then; without it the latest one, which is the only one that can still run."""
        query: Query = {
            "typeFilter": SESSION_TYPE,
            "orderColumn": "CreationTime",
            "orderAsc": False,
            "createdAfterFilter": since.strftime("%Y-%m-%dT%H:%M:%SZ") if since else None,
        }
        return list(islice(self.client.pages(SESSIONS, query), None if since else 1))


MODULE = resource_module(CONFIGURATION_BACKUP, ConfigurationBackupReconciler)
