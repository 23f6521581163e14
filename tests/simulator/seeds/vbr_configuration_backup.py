# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: how the server backs up its own configuration at the start."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .vbr_repositories import DEFAULT_REPOSITORY
from .vbr_sessions import CONFIGURATION

DOCUMENT = "configBackup"
JOB_NAME = "Backup Configuration Job"
JOB_ID = stable_id(f"job {JOB_NAME}")

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# What the server puts where a request leaves out a part that the document does not demand.
SMTP_OFF: Item = {
    "isEnabled": False,
    "recipients": [],
    "settingsType": "Global",
    "subject": "[%JobResult%] %JobName% (%Time%)",
    "notifyOnSuccess": True,
    "notifyOnWarning": True,
    "notifyOnError": True,
}
DAILY_OFF: Item = {"isEnabled": False, "localTime": "10:00:00", "dailyKind": "Everyday", "days": _DAYS}
MONTHLY_OFF: Item = {
    "isEnabled": False,
    "localTime": "10:00:00",
    "dayOfWeek": "Saturday",
    "dayNumberInMonth": "Fourth",
    "dayOfMonth": 1,
    "months": _MONTHS,
    "isLastDayOfMonth": False,
}

NO_PASSWORD = "00000000-0000-0000-0000-000000000000"
"""Where nothing is encrypted, the id that the document demands says nothing."""

SETTINGS: Item = {
    "isEnabled": True,
    "backupRepositoryId": DEFAULT_REPOSITORY,
    "restorePointsToKeep": 10,
    "notifications": {"SNMPEnabled": False, "SMTPSettings": SMTP_OFF},
    "schedule": {"isEnabled": True, "daily": {**DAILY_OFF, "isEnabled": True}, "monthly": MONTHLY_OFF},
    "lastSuccessfulBackup": {"lastSuccessfulTime": "2026-01-15T10:02:12+00:00", "sessionId": CONFIGURATION},
    "encryption": {"isEnabled": False, "passwordId": NO_PASSWORD},
}
