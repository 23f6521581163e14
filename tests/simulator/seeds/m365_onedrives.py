# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""M365: the OneDrives in the backups at the start, and what of them is in production."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .m365_infrastructure import organization_id
from .m365_mailboxes import ANN, ANNS, BOB, BOBS, NEWEST, OLDER

REPORTS, YEAR, LONG_FOLDER = "Reports", "2025", "Überlange Ordner & Größen " + "y" * 150
REPORT, BUDGET, NOTES, UMLAUT = "Report.docx", "Budget.xlsx", "Notes.txt", "Grüße & Küsse.pdf"
LATEST, EARLIER = "3.0", "2.0"


def onedrive_id(email: str) -> str:
    """Id of a OneDrive of the seeds."""
    return stable_id(f"m365 onedrive {email}")


def _onedrive(name: str, email: str) -> Item:
    personal = email.replace("@", "_").replace(".", "_")
    return {
        "id": onedrive_id(email),
        "organization": organization_id("branch.example" if "branch" in email else "dr.example"),
        "name": name,
        "url": f"https://dr-my.sharepoint.example/personal/{personal}",
    }


ONEDRIVES = [
    _onedrive(ANN, ANNS),
    _onedrive(BOB, BOBS),
    _onedrive("Alex Example", "alex@dr.example"),
    _onedrive("Alex Example", "alex@partner.example"),
    _onedrive("Cleo Branch", "cleo@branch.example"),
]


def _made(drive: str, name: str, parent: str, folder: bool) -> Item:
    return {
        "id": stable_id(f"m365 onedrive item {drive} {parent} {name}"),
        "parent": parent,
        "oneDriveId": drive,
        "name": name,
        "isFolder": folder,
        "version": LATEST,
        "versionId": 3,
        "createdBy": ANNS,
        "creationTime": "2025-11-10T09:00:00Z",
        "modifiedBy": ANNS,
        "modificationTime": "2026-01-12T10:30:00Z",
    }


def _document(drive: str, name: str, parent: str, since: str = OLDER) -> Item:
    made = _made(drive, name, parent, folder=False)
    return {**made, "sizeBytes": 2048, "inheritedPermissions": True, "since": since}


def _tree(drive: str) -> tuple[list[Item], list[Item]]:
    reports = _made(drive, REPORTS, "", folder=True)
    year = _made(drive, YEAR, reports["id"], folder=True)
    long = _made(drive, LONG_FOLDER, "", folder=True)
    return [reports, year, long], [
        _document(drive, NOTES, ""),
        _document(drive, REPORT, reports["id"]),
        _document(drive, BUDGET, year["id"]),
        _document(drive, UMLAUT, long["id"], NEWEST),
    ]


TREES = {drive["id"]: _tree(drive["id"]) for drive in ONEDRIVES}
# What is in production at the start, by OneDrive and name: which version.
IN_PRODUCTION = {onedrive_id(ANNS): {NOTES: 3, REPORT: 4}, onedrive_id(BOBS): {NOTES: 3}}
