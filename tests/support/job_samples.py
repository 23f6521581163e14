# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of samples that several families of jobs share."""

from __future__ import annotations

# The same for all families of jobs: times, hours, and numbers.
JOB_VALUES = {
    "*.local_time": "22:00:00",
    "*.daily_summary_local_time": "08:00:00",
    "*backup_window.*day": "8-18",
    "*.quantity": 7,
}
JOB_TIMES = ("*local_time", "*backup_window.*day")
# What the inventory is searched for where a task does not describe the whole object.
REPLICA_PLACES = {
    "host": "esx01.dr.example",
    "resource_pool": "Production",
    "folder": "Production",
    "datastore": "datastore01",
}
