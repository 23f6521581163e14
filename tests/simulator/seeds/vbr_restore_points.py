# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: restore points, made relative to the present time so that playbooks can speak of the last hours."""

from __future__ import annotations

import datetime

from ..state import Item
from ..values import stable_id
from ..vbr_sessions import NO_ID
from .vbr_backups import OBJECTS, SEEDS, backup_id

RESTORE_POINTS = "restorePoints"

_GIB = 1024**3
_FILES = "StartFlrRestore"
ALLOWED: dict[str, tuple[str, ...]] = {
    "VMware": ("StartViVMInstantRecovery", "StartEntireVmRestore", "StartFCDInstantRecovery", _FILES),
    "HyperV": ("StartHvVMInstantRecovery", "StartEntireVmRestoreHyperV", _FILES),
    "CloudDirector": ("StartEntireVmRestoreCloudDirector", "StartViVMInstantRecovery", _FILES),
    # Machines of other platforms can be recovered all the same.
    "WindowsPhysical": (_FILES,),
    "LinuxPhysical": (_FILES,),
    "UnstructuredData": (_FILES,),
}

# Hours before now, type, malware status, newest first; the number in an id counts from 1.
_Point = tuple[int, str, str]
_USUAL: tuple[_Point, ...] = ((3, "Increment", "Clean"), (27, "Increment", "Clean"), (51, "Full", "Clean"))
_SPECIAL: dict[str, tuple[_Point, ...]] = {
    "app01": (
        (1, "Increment", "Infected"),
        (25, "Increment", "Clean"),
        (49, "Increment", "Clean"),
        (73, "Full", "Clean"),
    ),
    "web01": ((2, "Increment", "Suspicious"), (26, "Increment", "Informative"), (50, "Full", "Clean")),
}
_COPIES: tuple[_Point, ...] = ((30, "Increment", "Clean"), (54, "Full", "Clean"))
# The newest point of this machine is good for files alone.
FILES_ONLY = "db01"


def point_id(name: str, number: int = 1, platform: str = "VMware", backup: str = "") -> str:
    """Id of a restore point of the seeds; number 1 is the newest, ``backup`` names a second backup of the machine."""
    return stable_id(" ".join(part for part in ("restore point", platform, name, backup, str(number)) if part))


def session_id(name: str, number: int = 1, platform: str = "VMware", backup: str = "") -> str:
    """Id of the session that made a restore point of the seeds. Retention has removed the session."""
    return stable_id(f"session of {point_id(name, number, platform, backup)}")


def restore_points(moment: datetime.datetime) -> list[Item]:
    """Every restore point of the seeds, as seen at a moment."""
    found = []
    for item in SEEDS[OBJECTS]:
        for place, backup in enumerate(item["backups"]):
            points = _COPIES if place else _SPECIAL.get(item["name"], _USUAL)
            found += [
                _point(item, number, point, moment, backup, copy=bool(place)) for number, point in enumerate(points, 1)
            ]
    return found


def _point(item: Item, number: int, point: _Point, moment: datetime.datetime, backup: str, copy: bool) -> Item:
    """``objectId`` is not part of the vendor's model, but a filter speaks about it; nor are ``machine``, ``number``."""
    hours, kind, malware = point
    name, platform = item["name"], item["platformName"]
    key = point_id(name, number, platform, backup if copy else "")
    files_only = name == FILES_ONLY and number == 1
    agent = item["type"] == "Computer"
    created = moment - datetime.timedelta(hours=hours)
    return {
        "id": key,
        # That of an agent is named after its job too.
        "name": f"{name} {backup}" if agent else name,
        "platformName": platform,
        "platformId": NO_ID,
        "type": kind,
        "creationTime": created.isoformat(timespec="milliseconds"),
        "backupId": backup_id(backup),
        "malwareStatus": malware,
        "sessionId": session_id(name, number, platform, backup if copy else ""),
        "backupFileId": stable_id(f"file of {key}"),
        "originalSize": item["size"],
        "allowedOperations": [_FILES] if files_only else list(ALLOWED[platform]),
        "guestOsFamily": "Linux" if platform == "LinuxPhysical" or name == "app01" else "Windows",
        "snapshotType": 0,
        "objectId": item["id"],
        "machine": name,
        # A copy is made a day later.
        "number": number + copy,
    }


def machine_of(point: Item) -> str:
    """The name of what a restore point is of; tests add points that only have the name."""
    return str(point.get("machine", point["name"]))


def number_of(point: Item) -> int:
    """How old a restore point is, counted from the newest of its machine; tests add points without a number."""
    return int(point.get("number", 1))


def disks(point: Item) -> list[Item]:
    """The disks in a restore point; files and buckets have none."""
    platform, name = point["platformName"], machine_of(point)
    if platform == "UnstructuredData":
        return []
    kind = {"HyperV": "Hv", "WindowsPhysical": "EndPoint", "LinuxPhysical": "EndPoint"}.get(platform, "Vi")
    return [_disk(platform, kind, f"{name}{'' if number == 1 else f'_{number}'}", number) for number in (1, 2)]


def _disk(platform: str, kind: str, base: str, number: int) -> Item:
    capacity = (40 if number == 1 else 100) * _GIB
    name = {"Hv": f"{base}.vhdx", "Vi": f"{base}.vmdk"}.get(kind, f"Disk {number - 1}")
    disk: Item = {
        "uid": stable_id(f"disk {platform} {base}"),
        "type": kind,
        "name": name,
        "capacity": capacity,
        "state": "Processed",
        "platform": platform,
    }
    if kind == "Hv":
        disk["diskExtents"] = [
            {"uid": disk["uid"], "name": name, "size": capacity, "path": f"C:\\ClusterStorage\\Volume1\\{name}"}
        ]
    return disk
