# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the examples speak of and the simulator does not have from the start."""

from __future__ import annotations

from simulator.control import Simulator

NO_ID = "00000000-0000-0000-0000-000000000000"
A_SESSION = {
    "id": "0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e",
    "name": "Restore of app01",
    "jobId": NO_ID,
    "sessionType": "RestoreVm",
    "creationTime": "2026-01-14T22:00:00+00:00",
    "endTime": "2026-01-14T22:19:31+00:00",
    "state": "Stopped",
    "progressPercent": 100,
    "usn": 7,
    "platformId": NO_ID,
    "initiatedBy": "administrator",
    "result": {"result": "Success", "message": "Success", "isCanceled": False},
}
A_CREDENTIALS_RECORD = {
    "id": A_SESSION["id"],
    "type": "Standard",
    "username": "svc-example",
    "description": "Made for an example",
    "creationTime": "2026-01-14T22:00:00+00:00",
}
A_JOB_SESSION = {
    "id": A_SESSION["id"],
    "type": "PolicyBackup",
    "localizedType": "Backup",
    "status": "Success",
    "executionStartTime": "2026-01-14T22:00:00+00:00",
    "executionStopTime": "2026-01-14T22:19:31+00:00",
    "executionDuration": "00:19:31",
}
A_TENANT_MOUNT = {
    "id": A_SESSION["id"],
    "sessionId": A_SESSION["id"],
    "sourceProperties": {"backupId": NO_ID, "tenantId": NO_ID, "tenantName": "example"},
    "visibleAt": 0,
}


def prepare(simulator: Simulator) -> None:
    """Add it."""
    simulator.seed("sessions", objects=[A_SESSION])
    simulator.seed("credentials", objects=[A_CREDENTIALS_RECORD])
    simulator.seed("backupBrowser/entraIdTenant", objects=[A_TENANT_MOUNT])
    simulator.seed("jobSessions", objects=[A_JOB_SESSION], product="azure")
