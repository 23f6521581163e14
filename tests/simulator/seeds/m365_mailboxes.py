# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""M365: the mailboxes in the backups at the start, and what of them is in production.

What a mailbox has in its backup is gone in production, or was changed there, where the seeds say so.
"""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .m365_infrastructure import organization_id
from .m365_jobs import JOB, job_id
from .m365_repositories import DEFAULT, repository_id

RESTORE_POINTS = "RestorePoints"
# The backups: the time of each.
OLDER, NEWEST = "2026-01-13T22:00:00Z", "2026-01-14T22:00:00Z"
ANN, BOB, ALEX = "Ann Adams", "Bob Brown", "Alex Example"
ANNS, BOBS = "ann@dr.example", "bob@dr.example"
PROJECTS, SLASHED, LONG, BULK = "Projects", "In/Out", "Überlange Ordner & Größen " + "x" * 150, "Bulk"
MEETING, BROKEN, LATER = "Project Meeting", "Broken attachment", "Written after the older backup"
# More than the pages that modules ask for.
BULK_ITEMS = 620


def mailbox_id(email: str, archive: bool = False) -> str:
    """Id of a mailbox of the seeds."""
    return stable_id(f"m365 mailbox {email} {archive}")


def exchange_id(name: str) -> str:
    """An id as Exchange makes them: with signs that have a meaning in addresses."""
    return "AAMk" + stable_id(f"m365 exchange {name}").replace("-", "+") + "="


def mail(mailbox: str, folder: str, subject: str, since: str = OLDER, version: int = 1) -> Item:
    """An item in a folder. ``since`` is the first backup that has it, ``version`` which version that is."""
    return {
        "id": exchange_id(f"{mailbox} {folder} {subject}"),
        "mailboxId": mailbox,
        "folder": folder,
        "since": since,
        "version": version,
        "subject": subject,
        "from": BOBS,
        "to": ANNS,
        "sent": "2026-01-10T09:15:00Z",
        "received": "2026-01-10T09:16:00Z",
        "itemClass": "IPM.Note",
        "importance": "Normal",
    }


def _mailbox(name: str, email: str, archive: bool = False) -> Item:
    return {
        "id": mailbox_id(email, archive),
        "organization": organization_id("branch.example" if "branch" in email else "dr.example"),
        "name": name,
        "email": email,
        "isArchive": archive,
        "isPublic": False,
    }


MAILBOXES = [
    _mailbox(ANN, ANNS),
    _mailbox(f"{ANN} Archive", ANNS, archive=True),
    _mailbox(BOB, BOBS),
    _mailbox(ALEX, "alex@dr.example"),
    _mailbox(ALEX, "alex@partner.example"),
    _mailbox("Cleo Branch", "cleo@branch.example"),
]


def _folders(mailbox: str) -> list[Item]:
    """The folders of a mailbox, each with the id of the one that it is in."""

    def folder(name: str, parent: str = "", category: str = "None") -> Item:
        identifier = exchange_id(f"folder {mailbox} {parent} {name}")
        return {
            "id": identifier,
            "parent": parent,
            "mailboxId": mailbox,
            "name": name,
            "type": "None",
            "category": category,
            "description": "",
        }

    inbox = folder("Inbox", category="Inbox")
    return [
        inbox,
        folder(PROJECTS, inbox["id"]),
        folder(SLASHED, inbox["id"]),
        folder(LONG),
        folder("Drafts", category="Drafts"),
        folder(BULK),
    ]


FOLDERS = {box["id"]: _folders(box["id"]) for box in MAILBOXES}


def folder_id(mailbox: str, name: str) -> str:
    """Id of a folder of the seeds."""
    return str(next(folder["id"] for folder in FOLDERS[mailbox] if folder["name"] == name))


def _items(mailbox: str) -> list[Item]:
    def in_folder(name: str, subject: str, since: str = OLDER) -> Item:
        return mail(mailbox, folder_id(mailbox, name), subject, since)

    return [
        in_folder("Inbox", MEETING),
        in_folder("Inbox", LATER, NEWEST),
        in_folder(PROJECTS, f"{MEETING} minutes"),
        in_folder(PROJECTS, "Budget"),
        in_folder(SLASHED, "Holiday"),
        in_folder(LONG, "Grüße aus Zürich"),
        in_folder("Drafts", "Draft 1"),
        *(in_folder(BULK, f"Bulk {number}") for number in range(BULK_ITEMS)),
    ]


BROKEN_ITEM = mail(mailbox_id(BOBS), folder_id(mailbox_id(BOBS), "Drafts"), BROKEN)
ITEMS = {box: _items(box) for box in (mailbox_id(ANNS), mailbox_id(BOBS))}
ITEMS[mailbox_id(BOBS)].append(BROKEN_ITEM)
# What is in production at the start, by mailbox and subject: which version.
IN_PRODUCTION = {mailbox_id(ANNS): {LATER: 1, "Budget": 2, "Holiday": 1}, mailbox_id(BOBS): {MEETING: 1}}


def restore_point(time: str, organization: str = "dr.example") -> Item:
    """A backup of an organization."""
    return {
        "id": stable_id(f"m365 restore point {organization} {time}"),
        "backupTime": time,
        "organizationId": organization_id(organization),
        "jobId": job_id(JOB),
        "repositoryId": repository_id(DEFAULT),
        **dict.fromkeys(("isExchange", "isOneDrive", "isSharePoint", "isTeams"), True),
        **dict.fromkeys(("isDeleted", "isLongTermCopy", "isCopy", "isRetrieved"), False),
    }


SEEDS: dict[str, list[Item]] = {
    RESTORE_POINTS: [
        # Of Teams only, so newer than what mailboxes can be restored from.
        {**restore_point("2026-01-14T23:00:00Z"), "isExchange": False, "isOneDrive": False},
        restore_point(OLDER),
        restore_point(NEWEST),
        restore_point(NEWEST, "branch.example"),
    ],
}
