# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing the restore point to recover from, the same way for every module that restores.

Operations ``GET /api/v1/restorePoints``, ``GET /api/v1/restorePoints/{id}``, ``GET
/api/v1/backupObjects``, ``GET /api/v1/backups``, ``GET /api/v1/backups/{id}/objects``, ``GET
/api/v1/jobs/states``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..core.errors import AmbiguousName, NoRestorePoint, ObjectNotFound, listed
from ..core.naming import is_id
from ..core.timestamps import parse_time
from ..engine.task import Task
from ..http.client import Client

RESTORE_POINTS = "/restorePoints"
BACKUP_OBJECTS = "/backupObjects"
BACKUPS = "/backups"
BACKUP_CONTENTS = "/backups/{id}/objects"
JOB_STATES = "/jobs/states"
# What choosing reads, for declarations.
READS = (RESTORE_POINTS, RESTORE_POINTS + "/{id}", BACKUP_OBJECTS, BACKUPS, BACKUP_CONTENTS, JOB_STATES)

MALWARE_STATUSES = ("Clean", "Informative", "Suspicious", "Infected")
# What is restored unless the task accepts more.
HARMLESS = ("Clean", "Informative")
TYPES = ("Full", "Increment", "Rollback", "Snapshot", "Cdp", "Different")
PLATFORMS = (
    "VMware",
    "HyperV",
    "CloudDirector",
    "WindowsPhysical",
    "LinuxPhysical",
    "CustomPlatform",
    "EntraID",
    "UnstructuredData",
    "MongoDb",
    "AWSEC2",
    "AzureCompute",
    "GCE",
    "Iris",
    "Nutanix",
    "Proxmox",
    "LinuxPhysicalPpc",
)

# The option ``restore_point`` of every module that restores.
OPTION: dict[str, Any] = {
    "type": "dict",
    "required": True,
    "required_one_of": [["id", "name", "object_id"]],
    "options": {
        "id": {"type": "str"},
        "name": {"type": "str"},
        "object_id": {"type": "str"},
        "platform": {"type": "str", "choices": list(PLATFORMS)},
        "backup": {"type": "str"},
        "job": {"type": "str"},
        "before": {"type": "str"},
        "after": {"type": "str"},
        "type": {"type": "list", "elements": "str", "choices": list(TYPES)},
        "malware_status": {
            "type": "list",
            "elements": "str",
            "choices": list(MALWARE_STATUSES),
            "default": list(HARMLESS),
        },
    },
}


@dataclass(frozen=True)
class Choice:
    """The restore point that was chosen, and why newer ones were not: (id, creation time, reason) each."""

    point: Mapping[str, Any]
    passed_over: tuple[tuple[str, str, str], ...] = ()


def choose(points: Iterable[Mapping[str, Any]], wanted: Mapping[str, Any], operation: str, name: str) -> Choice:
    """The newest of ``points`` that is as ``wanted`` and allows ``operation``. Pure.

    Raises NoRestorePoint, with what each was passed over for, where there is none.
    """
    passed: list[tuple[str, str, str]] = []
    for point in sorted(points, key=lambda one: parse_time(str(one["creationTime"])), reverse=True):
        reason = _unfit(point, wanted, operation)
        if reason is None:
            return Choice(point, tuple(passed))
        passed.append((str(point["id"]), str(point["creationTime"]), reason))
    why = "; ".join(f"{created} ({identifier}): {reason}" for identifier, created, reason in passed[:10])
    raise NoRestorePoint(
        f"None of the {len(passed)} restore points of '{name}' can be used. {why}."
        if passed
        else f"There is no restore point of '{name}'.",
        name=name,
        passed_over=[{"id": one, "creation_time": when, "reason": reason} for one, when, reason in passed],
    )


def _unfit(point: Mapping[str, Any], wanted: Mapping[str, Any], operation: str) -> str | None:
    created = parse_time(str(point["creationTime"]))
    before, after, types = wanted.get("before"), wanted.get("after"), wanted.get("type")
    status = point.get("malwareStatus")
    accepted = wanted.get("malware_status") or HARMLESS
    if before and created >= parse_time(before):
        return f"not before {before}"
    if after and created <= parse_time(after):
        return f"not after {after}"
    if types and point.get("type") not in types:
        return f"its type is {point.get('type')}"
    if status and status not in accepted:
        return f"its malware status is {status}"
    if operation and operation not in (point.get("allowedOperations") or []):
        return f"it does not allow {operation}"
    return None


def chosen_point(task: Task, wanted: Mapping[str, Any], operation: str) -> Choice:
    """The restore point that the option ``restore_point`` means.

    ``operation`` is the one of ``allowedOperations`` that it has to allow, e.g. StartViVMInstantRecovery;
    empty for what the API names no operation for.
    Raises ObjectNotFound, AmbiguousName, NoRestorePoint.
    """
    client = task.client
    if wanted.get("id"):
        point = _point(client, wanted["id"])
        return choose([point], wanted, operation, str(point.get("name")))
    machine = the_object(client, wanted)
    query = {"backupObjectIdFilter": machine["id"]}
    backups = backups_wanted(client, wanted)
    if backups is not None and len(backups) == 1:
        query["backupIdFilter"] = backups[0]
    points = client.pages(RESTORE_POINTS, query)
    held = [one for one in points if backups is None or one.get("backupId") in backups]
    return choose(held, wanted, operation, str(machine.get("name")))


def machine_name(client: Client, wanted: Mapping[str, Any]) -> str:
    """The name of the backed-up machine or object that the option ``restore_point`` means.

    Raises ObjectNotFound, AmbiguousName.
    """
    if wanted.get("id"):
        return str(_point(client, wanted["id"])["name"])
    return str(the_object(client, wanted).get("name") if wanted.get("object_id") else wanted["name"])


def _point(client: Client, identifier: str) -> Mapping[str, Any]:
    point = client.find(f"{RESTORE_POINTS}/{identifier}")
    if point is None:
        raise ObjectNotFound(f"There is no restore point with the id {identifier}.", id=identifier)
    return point


def the_object(client: Client, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one backed-up object that is meant. Raises ObjectNotFound, AmbiguousName."""
    if wanted.get("object_id"):
        found = client.find(f"{BACKUP_OBJECTS}/{wanted['object_id']}")
        if found is None:
            raise ObjectNotFound(f"There is no backup object with the id {wanted['object_id']}.")
        return found
    name = str(wanted["name"])
    query = {"nameFilter": name, "platformNameFilter": wanted.get("platform")}
    near = list(client.pages(BACKUP_OBJECTS, query))
    same: list[Mapping[str, Any]] = [
        one for one in near if one.get("name") == name and _is_of(one, wanted.get("platform"))
    ]
    backups = backups_wanted(client, wanted) if len(same) > 1 else None
    if backups is not None:
        held = contents_of(client, backups)
        same = [one for one in same if one["id"] in held]
    if len(same) > 1:
        ids = [f"{one['id']} ({one.get('platformName')})" for one in same]
        raise AmbiguousName("backup object", name, ids, "Give platform, backup, job, or the object's id.")
    if not same:
        platform = f" on the platform {wanted['platform']}" if wanted.get("platform") else ""
        known = sorted({str(one.get("name")) for one in near})
        hint = f" Similar: {listed(known)}." if known else ""
        raise ObjectNotFound(f"No backup holds a machine or object '{name}'{platform}.{hint}", name=name)
    return same[0]


def _is_of(one: Mapping[str, Any], platform: str | None) -> bool:
    return platform is None or one.get("platformName") == platform


def backups_wanted(client: Client, wanted: Mapping[str, Any]) -> list[str] | None:
    """The ids of the backups that ``backup`` and ``job`` leave, None where neither is given.

    Raises ObjectNotFound, AmbiguousName.
    """
    if not wanted.get("backup") and not wanted.get("job"):
        return None
    backup = _id_of(client, "backup", BACKUPS, wanted["backup"]) if wanted.get("backup") else None
    if not wanted.get("job"):
        return [str(backup)]
    job = _id_of(client, "job", JOB_STATES, wanted["job"])
    made = [str(one["id"]) for one in client.pages(BACKUPS, {"jobIdFilter": job}) if one.get("jobId") == job]
    left = [one for one in made if backup in (None, one)]
    if not left:
        which = f" of the name or id '{wanted['backup']}'" if backup else ""
        raise ObjectNotFound(f"The job '{wanted['job']}' has made no backup{which}.", name=wanted["job"])
    return left


def contents_of(client: Client, backups: Iterable[str]) -> set[str]:
    """The ids of the objects that any of the backups holds."""
    return {str(one["id"]) for backup in backups for one in client.nested_pages(BACKUP_CONTENTS.format(id=backup))}


def _id_of(client: Client, noun: str, path: str, given: str) -> str:
    if is_id(given):
        return given.lower()
    same = [one for one in client.pages(path, {"nameFilter": given}) if one.get("name") == given]
    if len(same) > 1:
        raise AmbiguousName(noun, given, [str(one["id"]) for one in same], "Give the id in place of the name.")
    if not same:
        raise ObjectNotFound(f"There is no {noun} '{given}' on the server.", name=given)
    return str(same[0]["id"])


def choice_facts(choice: Choice, now: datetime | None) -> dict[str, Any]:
    """What a result tells of a choice: the point, its age, and the newer ones that were passed over."""
    point = choice.point
    created = parse_time(str(point["creationTime"]))
    age = None if now is None else max(now - created, timedelta(0))
    return {
        "id": point["id"],
        "name": point.get("name"),
        "creation_time": point["creationTime"],
        "age_hours": None if age is None else round(age.total_seconds() / 3600, 1),
        "type": point.get("type"),
        "platform": point.get("platformName"),
        "backup_id": point.get("backupId"),
        "malware_status": point.get("malwareStatus"),
        "passed_over": [
            {"id": identifier, "creation_time": when, "reason": reason}
            for identifier, when, reason in choice.passed_over
        ],
    }
