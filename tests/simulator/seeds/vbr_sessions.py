# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: what ran in the days before: sessions, their tasks and their log records."""

from __future__ import annotations

from ..repairs import MISSPELT
from ..state import Item
from ..values import stable_id
from ..vbr_sessions import COLLECTION, NO_ID
from .vbr_repositories import DEFAULT_REPOSITORY

TASKS = "taskSessions"
NIGHTLY = stable_id("session Nightly Servers")
RESCAN = stable_id("session Rescan of Windows Repository 01")
CONFIGURATION = stable_id("session Backup Configuration Job")
NIGHTLY_JOB = stable_id("job Nightly Servers")


def _session(
    key: str, name: str, kind: str, times: tuple[str, str], result: str, message: str, usn: int, job: str = NO_ID
) -> Item:
    return {
        "id": key,
        "name": name,
        "jobId": job,
        "sessionType": kind,
        "creationTime": times[0],
        "endTime": times[1],
        "state": "Stopped",
        "progressPercent": 100,
        "usn": usn,
        "platformId": NO_ID,
        "initiatedBy": "administrator",
        "result": {"result": result, "message": message, "isCanceled": False},
    }


def _task(name: str, result: str, message: str, usn: int) -> Item:
    return {
        "id": stable_id(f"task {name}"),
        "type": "Backup",
        "sessionId": NIGHTLY,
        "sessionType": "BackupJob",
        "creationTime": "2026-01-14T22:00:20+00:00",
        "endTime": "2026-01-14T22:18:04+00:00",
        "name": name,
        "state": "Stopped",
        "usn": usn,
        "repositoryId": DEFAULT_REPOSITORY,
        # In the revisions that do not know this spelling, the simulator makes up a value for the right one.
        "progress": {MISSPELT: 734003200, "readSize": 2147483648},
        "result": {"result": result, "message": message, "isCanceled": False},
    }


def _record(number: int, title: str, status: str, moment: str) -> Item:
    return {
        "id": number,
        "status": status,
        "startTime": moment,
        "updateTime": moment,
        "title": title,
        "description": "",
    }


SEEDS: dict[str, list[Item]] = {
    COLLECTION: [
        _session(
            NIGHTLY,
            "Nightly Servers",
            "BackupJob",
            ("2026-01-14T22:00:00+00:00", "2026-01-14T22:19:31+00:00"),
            "Warning",
            "Task app02 finished with a warning",
            101,
            NIGHTLY_JOB,
        ),
        _session(
            CONFIGURATION,
            "Backup Configuration Job",
            "ConfigurationBackup",
            ("2026-01-15T10:00:00+00:00", "2026-01-15T10:02:12+00:00"),
            "Success",
            "Success",
            102,
        ),
        _session(
            RESCAN,
            "Rescan of Windows Repository 01",
            "Infrastructure",
            ("2026-01-15T11:30:00+00:00", "2026-01-15T11:31:07+00:00"),
            "Failed",
            "Failed to connect to host win-repo01.dr.example",
            103,
        ),
    ],
    TASKS: [_task("app01", "Success", "Success", 104), _task("app02", "Warning", "Guest indexing was skipped", 105)],
}

LOGS: dict[str, list[Item]] = {
    NIGHTLY: [
        _record(1, "Building the list of machines to process", "Succeeded", "2026-01-14T22:00:05+00:00"),
        _record(2, "Processing app01", "Succeeded", "2026-01-14T22:12:40+00:00"),
        _record(3, "Processing app02", "Warning", "2026-01-14T22:18:04+00:00"),
    ],
    CONFIGURATION: [_record(1, "Collecting configuration data", "Succeeded", "2026-01-15T10:00:11+00:00")],
    RESCAN: [_record(1, "Connecting to win-repo01.dr.example", "Failed", "2026-01-15T11:31:05+00:00")],
    stable_id("task app01"): [_record(1, "Saving 1 disk", "Succeeded", "2026-01-14T22:12:30+00:00")],
    stable_id("task app02"): [_record(1, "Guest indexing was skipped", "Warning", "2026-01-14T22:17:55+00:00")],
}
