# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""M365: the backup jobs that there are at the start, and the restore sessions of the past."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .m365_infrastructure import PROXY, organization_id, proxy_id
from .m365_repositories import COMPATIBLE, DEFAULT, repository_id

JOBS, RESTORES = "Jobs", "RestoreSessions"
JOB, OTHER_JOB = "All of dr.example", "Branch Mailboxes"


def job_id(name: str) -> str:
    """Id of a backup job of the seeds."""
    return stable_id(f"m365 job {name}")


def _job(name: str, organization: str, repository: str) -> Item:
    return {
        "id": job_id(name),
        "name": name,
        "description": f"{name} (simulated)",
        "backupType": "EntireOrganization",
        "organizationId": organization_id(organization),
        "repositoryId": repository_id(repository),
        "lastRun": "2026-01-14T22:00:00Z",
        "nextRun": "2026-01-15T22:00:00Z",
        "lastBackup": "2026-01-14T22:00:00Z",
        "isEnabled": True,
        "lastStatus": "Success",
        "schedulePolicy": {
            "type": "Daily",
            "dailyType": "Everyday",
            "dailyTime": "22:00:00",
            "retryEnabled": True,
            "retryNumber": 3,
            "retryWaitInterval": 10,
            "backupWindowEnabled": True,
            "backupWindowSettings": {"backupWindow": [True] * 168, "minuteOffset": 0},
        },
    }


def _item(user: str) -> Item:
    identifier = stable_id(f"m365 user {user}")
    links = {"self": {"href": f"/v8/Jobs/{job_id(OTHER_JOB)}/SelectedItems/{identifier}"}}
    shown = {"id": identifier, "displayName": user, "name": f"{user}@branch.example"}
    return {"id": identifier, "type": "User", "user": shown, "mailbox": True, "oneDrive": False, "_links": links}


PAST: Item = {
    "id": stable_id("m365 restore session of the past"),
    "name": "Restore mailboxes",
    "organization": "dr.onmicrosoft.com",
    "type": "Vex",
    "creationTime": "2026-01-12T02:00:00Z",
    "endTime": "2026-01-12T03:45:00Z",
    "state": "Stopped",
    "result": "Warning",
    "initiatedBy": "DR\\operator",
    "details": "One item was skipped.",
    "clientHost": "vb365.dr.example",
    "reason": "A mailbox was emptied.",
}
STATISTICS: Item = {
    "totalItemsCount": 3,
    "restoredItemsCount": 2,
    "failedItemsCount": 0,
    "skippedItemsCount": 1,
    "warnings": ["Item Draft 3 was skipped"],
    "items": [
        {
            "itemRestoreDetailsType": "Item",
            "id": "1",
            "name": "Inbox",
            "title": "Inbox",
            "itemType": "ExchangeFolder",
            "status": "Warning",
            "path": "ann@dr.example/Inbox",
            "warnings": ["Item Draft 3 was skipped"],
        }
    ],
}
EVENTS: list[Item] = [
    {
        "id": stable_id(f"m365 event {number}"),
        "type": "Restore",
        "status": status,
        "title": f"Restoring Draft {number}",
        "message": message,
        "itemName": f"Draft {number}",
        "itemType": "Message",
        "itemSizeBytes": 4096 * number,
        "source": "Drafts",
        "target": "Drafts",
        "startTime": f"2026-01-12T02:30:0{number}Z",
        "endTime": f"2026-01-12T02:30:0{number}Z",
        "duration": "00:00:00",
        "order": number,
    }
    for number, (status, message) in enumerate(
        [("Success", "Restored"), ("Success", "Restored"), ("Skipped", "It is there already")], 1
    )
]
JOB_SESSIONS = "JobSessions"


def _session(number: int, job: str, status: str) -> Item:
    return {
        "id": stable_id(f"m365 job session {number}"),
        "jobId": job_id(job),
        "repositoryId": repository_id(DEFAULT),
        "creationTime": f"2026-01-1{number}T22:00:00Z",
        "endTime": f"2026-01-1{number}T23:10:00Z",
        "details": "All items were processed." if status == "Success" else "One mailbox was skipped.",
        "retryCount": 0,
        "jobWillBeRetried": False,
        "progress": 120,
        "jobType": "Backup",
        "jobSessionConfigType": "Incremental",
        "status": status,
        "statistics": {"transferredDataBytes": 1073741824, "processedObjects": 120, "bottleneck": "Source"},
        "proxyId": proxy_id(PROXY),
    }


PAST_RUNS = [_session(2, JOB, "Success"), _session(3, JOB, "Warning"), _session(4, OTHER_JOB, "Success")]
LOG: list[Item] = [
    {
        "id": stable_id(f"m365 log record {number}"),
        "usn": number,
        "type": status,
        "message": message,
        "title": f"[{status}] {message}",
        "creationTime": f"2026-01-13T22:0{number}:00Z",
        "endTime": f"2026-01-13T22:0{number}:30Z",
    }
    for number, (status, message) in enumerate(
        [("Success", "Found 120 objects"), ("Warning", "Mailbox bob@dr.example was skipped")], 1
    )
]
SEEDS: dict[str, list[Item]] = {
    JOBS: [
        _job(JOB, "dr.example", DEFAULT),
        {**_job(OTHER_JOB, "branch.example", COMPATIBLE), "backupType": "SelectedItems"},
    ],
    f"{JOBS}/{job_id(OTHER_JOB)}/SelectedItems": [_item("ann"), _item("bob")],
    f"{JOBS}/{job_id(OTHER_JOB)}/ExcludedItems": [_item("guest")],
    RESTORES: [PAST],
    f"{RESTORES}/{PAST['id']}/Events": EVENTS,
    JOB_SESSIONS: PAST_RUNS,
    f"{JOB_SESSIONS}/{PAST_RUNS[1]['id']}/LogItems": LOG,
}
