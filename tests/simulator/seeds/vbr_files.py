# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the files of the machines and shares of the seeds, made when somebody looks at them.

A restore point holds the files as they were: an older one has older contents, lacks what was made later, and has what
was deleted before the newer ones. In production one was deleted since, and one has been changed.
"""

from __future__ import annotations

from ..file_system import Files, made
from .vbr_backups import BUCKET, PROJECTS
from .vbr_entra_id import LOG_BACKUP

MODIFIED = "2026-01-12T09:30:00.0520000+01:00"

WINDOWS, LINUX = "web01", "app01"
# Of the machine WINDOWS.
SITE = "C:\\inetpub\\wwwroot"
DELETED, CHANGED, SAME = f"{SITE}\\index.html", f"{SITE}\\web.config", f"{SITE}\\images\\logo.png"
ODD_NAME = "C:\\Data\\Größe & Übersicht (2026) [final] +1.xlsx"
LONG_NAME = "C:\\Data\\" + "long " * 45 + ".txt"
# These cannot be written to or compared, whoever asks.
LOCKED, NOT_COMPARED = "C:\\Data\\locked.db", "C:\\Data\\unreadable.pst"
LINK = "C:\\Data\\shortcut"
# Only the oldest restore point has the first, and lacks the second.
DRAFT, RECENT = "C:\\Data\\draft.docx", "C:\\Data\\2025\\budget.xlsx"
EMPTY = "C:\\Empty"
# Its volume is not there any more, so the server needs a folder to restore it to.
WITHOUT_PLACE = "E:\\Old\\notes.txt"
# Of the machine LINUX.
HOSTS, SETTINGS, REPORTS = "/etc/hosts", "/etc/app/settings.ini", "/srv/reports"
LOST_REPORT = f"{REPORTS}/2025/q1 summary.pdf"
BACKSLASH = "/srv/odd/back\\slash.txt"
LOCKED_ON_LINUX = "/srv/odd/locked.db"
# Of the share PROJECTS, and of the bucket and the audit logs.
PLAN, BUDGET, README = "/plans/2026.xlsx", "/plans/budget.xlsx", "/readme.txt"
ODD_DATA, LOCKED_DATA = "/odd/Größe & [1] +2.txt", "/odd/locked.db"
CONTRACT, SIGN_INS = "/contracts/2025/nda.pdf", "/SignInLogs/2026-01-12.json"
# Many files in one folder.
MANY, MANY_FOLDER, MANY_FILES = "db01", "D:\\Archive", 5000
# Servers say that a volume of this machine could not be mounted, and that of the other one nothing could.
HALF_MOUNTED, NOT_MOUNTED = "hv-sql01", "hv-web01"

# The size and version of each file, by machine.
_FILES: dict[str, dict[str, tuple[int, int]]] = {
    WINDOWS: {
        DELETED: (4096, 1),
        CHANGED: (2048, 1),
        SAME: (15872, 1),
        f"{SITE}\\images\\banner.png": (90112, 1),
        "C:\\inetpub\\logs\\u_ex260112.log": (52000, 1),
        "C:\\Data\\budget.xlsx": (18204, 1),
        RECENT: (17150, 1),
        ODD_NAME: (777, 1),
        LONG_NAME: (12, 1),
        LOCKED: (1024, 1),
        NOT_COMPARED: (2048, 1),
        WITHOUT_PLACE: (64, 1),
    },
    LINUX: {
        HOSTS: (220, 1),
        "/etc/fstab": (512, 1),
        SETTINGS: (1830, 1),
        f"{REPORTS}/2024/annual.pdf": (220400, 1),
        LOST_REPORT: (90210, 1),
        f"{REPORTS}/2025/q2 summary.pdf": (91000, 1),
        f"{REPORTS}/index.html": (900, 1),
        BACKSLASH: (10, 1),
        LOCKED_ON_LINUX: (99, 1),
    },
    PROJECTS: {
        PLAN: (9000, 1),
        BUDGET: (18204, 1),
        "/plans/old/2024.xlsx": (8000, 1),
        README: (120, 1),
        ODD_DATA: (15, 1),
        LOCKED_DATA: (4096, 1),
    },
    BUCKET: {CONTRACT: (52000, 1), "/contracts/2024/nda.pdf": (51000, 1)},
    LOG_BACKUP: {SIGN_INS: (880, 1), "/AuditLogs/2026-01-12.json": (440, 1)},
}
_NOTES, _LINUX_NOTES = "C:\\Users\\Public\\notes.txt", "/opt/notes.txt"
_WINDOWS_FILES = {"C:\\Windows\\win.ini": (92, 1), _NOTES: (310, 1)}
_LINUX_FILES = {"/etc/hosts": (220, 1), "/etc/fstab": (512, 1), _LINUX_NOTES: (310, 1)}
# From which restore point on, counted from the newest, it has other files: another size and version, or none.
_OLD = 3
_BEFORE: dict[str, dict[str, tuple[int, int] | None]] = {
    WINDOWS: {CHANGED: (1990, 0), RECENT: None, DRAFT: (300, 1)},
    LINUX: {SETTINGS: (1700, 0), HOSTS: (198, 0), LOST_REPORT: None},
    PROJECTS: {BUDGET: (17000, 0), PLAN: None},
}
_BEFORE_ELSEWHERE: dict[str, tuple[int, int] | None] = {_NOTES: (250, 0), _LINUX_NOTES: (250, 0)}
_LINKS = {WINDOWS: {LINK: 1}, LINUX: {"/etc/alternatives": 1}}
# What happened in production after the backup: a file was deleted, or has another size and version.
_SINCE: dict[str, dict[str, tuple[int, int] | None]] = {
    WINDOWS: {DELETED: None, CHANGED: (2101, 2), "C:\\Data\\budget.xlsx": (18500, 2), EMPTY: None, "E:": None},
    LINUX: {LOST_REPORT: None, SETTINGS: (1500, 2)},
    PROJECTS: {PLAN: None, BUDGET: (18500, 2), LOCKED_DATA: (4097, 2)},
}


def in_backup(name: str, windows: bool, number: int = 1) -> Files:
    """The files of a machine in a restore point; number 1 is the newest."""
    files = dict(_FILES.get(name) or (_WINDOWS_FILES if windows else _LINUX_FILES))
    before = _BEFORE.get(name, {path: then for path, then in _BEFORE_ELSEWHERE.items() if path in files})
    for path, then in before.items() if number >= _OLD else ():
        files.pop(path, None)
        if then is not None:
            files[path] = then
    if name == MANY:
        files.update({f"{MANY_FOLDER}\\{number:05}.dat": (100 + number, 1) for number in range(MANY_FILES)})
    found = made(windows, files, MODIFIED, _LINKS.get(name, {}))
    if name == WINDOWS:
        found.put(made(windows, {f"{EMPTY}\\x": (1, 1)}, MODIFIED, {}).children("C:\\")[0])
    return found


def in_production(name: str, windows: bool) -> Files:
    """The files of a machine as they are now, at the seeds."""
    found = in_backup(name, windows)
    for path, now in _SINCE.get(name, {}).items():
        if now is None:
            found.delete(path)
        else:
            found.changed(path, size=now[0], version=now[1], modified="2026-01-14T15:00:00.0000000+01:00")
    return found
