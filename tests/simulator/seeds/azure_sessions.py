# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: job sessions about repositories that ended before, and their logs."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .azure_repositories import COLD_STORE, DEFAULT_STORE, repository_id

CREATION = stable_id("azure session creation of Cold Store")
EDIT = stable_id("azure session change of Production Backups")


def _session(key: str, kind: str, words: str, name: str, moment: str, status: str) -> Item:
    return {
        "id": key,
        "type": kind,
        "localizedType": words,
        "status": status,
        "executionStartTime": f"2026-01-14T{moment}:00+00:00",
        "executionStopTime": f"2026-01-14T{moment}:09+00:00",
        "executionDuration": "00:00:09",
        "repositoryJobInfo": {"repositoryId": repository_id(name), "repositoryName": name, "repositoryRemoved": False},
    }


def _line(message: str, status: str, moment: str) -> Item:
    return {
        "logTime": f"2026-01-14T{moment}+00:00",
        "status": status,
        "message": message,
        "executionStartTime": f"2026-01-14T{moment}+00:00",
        "executionDuration": "00:00:01",
    }


SESSIONS: list[Item] = [
    _session(CREATION, "RepositoryCreation", "Repository creation", COLD_STORE, "08:00", "Success"),
    _session(EDIT, "RepositoryEdit", "Repository edit", DEFAULT_STORE, "09:30", "Error"),
]
LOGS: dict[str, list[Item]] = {
    CREATION: [
        _line("Creating the folder", "Success", "08:00:02"),
        _line("Saving the repository", "Success", "08:00:08"),
    ],
    EDIT: [
        _line("Checking the storage account", "Success", "09:30:02"),
        _line("The storage account does not answer", "Error", "09:30:09"),
    ],
}
