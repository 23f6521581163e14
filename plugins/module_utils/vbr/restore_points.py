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
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from ..core.errors import ObjectNotFound
from ..core.naming import is_id, same_name, select_by_name, select_one, similar, suggestion
from ..core.timestamps import parse_time
from ..engine.task import Reader, Task
from ..http.client import Client
from ..schema.values import UUID
from ..workflow.restore_point_choice import (
    PassedOver,
    RestorePointChoice,
    age_hours,
    newest_usable,
    passed_over_facts,
)
from .platform_words import PLATFORMS, platform_of
from .restore_point_sessions import NOT_CHECKED, SESSION, SESSION_TASKS, PointSessions
from .session_adapter import verdict

RESTORE_POINTS = "/restorePoints"
BACKUP_OBJECTS = "/backupObjects"
BACKUPS = "/backups"
BACKUP_CONTENTS = "/backups/{id}/objects"
JOB_STATES = "/jobs/states"
# The paths that choosing a point reads, for declarations.
READS = (
    RESTORE_POINTS,
    RESTORE_POINTS + "/{id}",
    BACKUP_OBJECTS,
    BACKUPS,
    BACKUP_CONTENTS,
    JOB_STATES,
    SESSION,
    SESSION_TASKS,
)

MALWARE_STATUSES = ("Clean", "Informative", "Suspicious", "Infected")
# The statuses that are restored unless the task accepts more.
HARMLESS = ("Clean", "Informative")
TYPES = ("Full", "Increment", "Rollback", "Snapshot", "Cdp", "Different")

# How many objects are read to say what there is, where a task names what there is not.
NAMES_READ = 1000

# The option ``restore_point`` of every module that restores.
OPTION: dict[str, Any] = {
    "type": "dict",
    "required": True,
    "required_one_of": [["id", "name", "object_id"]],
    "options": {
        "id": {"type": "str", "format": UUID},
        "name": {"type": "str"},
        "object_id": {"type": "str", "format": UUID},
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
        "require_successful_session": {"type": "bool", "default": True},
    },
}


def choose(
    points: Iterable[Mapping[str, Any]],
    rules: Mapping[str, Any],
    operation: str,
    name: str,
    sessions: PointSessions | None = None,
) -> RestorePointChoice:
    """The newest of ``points`` that satisfies ``rules``, the option, and allows ``operation``.

    ``sessions`` says how the session of a point ended, which is read last. Raises NoRestorePoint, with the reason
    against each point, where there is none.
    """

    def passed_over(point: Mapping[str, Any]) -> PassedOver | None:
        reason = _reason_against(point, rules, operation)
        if reason is None and sessions is not None:
            reason = sessions.reason_against(point)
        return None if reason is None else PassedOver(str(point["id"]), str(point["creationTime"]), reason)

    return newest_usable(points, name, _created, passed_over)


def _created(point: Mapping[str, Any]) -> datetime:
    return parse_time(str(point["creationTime"]))


def _reason_against(point: Mapping[str, Any], rules: Mapping[str, Any], operation: str) -> str | None:
    before, after, types = rules.get("before"), rules.get("after"), rules.get("type")
    status = point.get("malwareStatus")
    accepted = rules.get("malware_status") or HARMLESS
    if before and _created(point) >= parse_time(before):
        return f"not before {before}"
    if after and _created(point) <= parse_time(after):
        return f"not after {after}"
    if types and point.get("type") not in types:
        return f"its type is {point.get('type')}"
    if status and status not in accepted:
        return f"its malware status is {status}"
    if operation and operation not in (point.get("allowedOperations") or []):
        return f"it does not allow {operation}"
    return None


def chosen_point(task: Task, rules: Mapping[str, Any], operation: str) -> RestorePointChoice:
    """The restore point that ``rules``, the option ``restore_point``, means.

    ``operation`` is one of ``allowedOperations``, e.g. StartViVMInstantRecovery, which the point must allow; empty
    for a restore that the API has no such operation for. Raises ObjectNotFound, AmbiguousName, NoRestorePoint.
    """
    client = task.client
    sessions = PointSessions(client) if rules.get("require_successful_session", True) else None
    name, points = _points(client, rules)
    choice = choose(points, rules, operation, name, sessions)
    return choice if sessions is None else replace(choice, session_result=sessions.result(choice.point))


def _points(client: Client, rules: Mapping[str, Any]) -> tuple[str, list[Mapping[str, Any]]]:
    """The name of what the option means, and the restore points among which to choose."""
    if rules.get("id"):
        point = point_with_id(client, rules["id"])
        return str(point.get("name")), [point]
    machine = select_object(client, rules)
    query = {"backupObjectIdFilter": machine["id"]}
    backups = backups_named(client, rules)
    if backups is not None and len(backups) == 1:
        query["backupIdFilter"] = backups[0]
    points = client.pages(RESTORE_POINTS, query)
    in_backups: list[Mapping[str, Any]] = [
        point for point in points if backups is None or point.get("backupId") in backups
    ]
    return str(machine.get("name")), in_backups


def point_with_id(client: Client, identifier: str) -> Mapping[str, Any]:
    point = client.find(f"{RESTORE_POINTS}/{identifier}")
    if point is None:
        raise ObjectNotFound(f"There is no restore point with the id {identifier}.", id=identifier)
    return point


def select_object(client: Client, rules: Mapping[str, Any]) -> Mapping[str, Any]:
    """The backed-up object that the option ``restore_point`` means. Raises ObjectNotFound, AmbiguousName."""
    if rules.get("object_id"):
        by_id = client.find(f"{BACKUP_OBJECTS}/{rules['object_id']}")
        if by_id is None:
            raise ObjectNotFound(f"There is no backup object with the id {rules['object_id']}.")
        return by_id
    name, platform = str(rules["name"]), rules.get("platform")
    near: list[Mapping[str, Any]] = list(
        client.pages(BACKUP_OBJECTS, {"nameFilter": name, "platformNameFilter": platform})
    )
    named = objects_named(near, name, platform)
    backups = backups_named(client, rules) if len(named) > 1 else None
    if backups is not None:
        held = contents_of(client, backups)
        named = [item for item in named if item["id"] in held]
    selected = select_one(
        "backup object",
        name,
        named,
        lambda item: f"{item['id']} ({platform_of(item.get('platformName'))})",
        "Set platform, backup or job, or give the object_id in place of the name.",
    )
    if selected is None:
        where = f" on the platform {platform}" if platform else ""
        hint = similar(str(item.get("name")) for item in near) or suggestion(name, _some_names(client, BACKUP_OBJECTS))
        raise ObjectNotFound(f"No backup contains a machine or object '{name}'{where}.{hint}", name=name)
    return selected


def objects_named(objects: Iterable[Mapping[str, Any]], name: str, platform: str | None) -> list[Mapping[str, Any]]:
    """The objects of that name and platform; those in another case only where none has exactly this name. Pure."""
    named = [
        item
        for item in objects
        if same_name(item.get("name"), name) and platform in (None, platform_of(item.get("platformName")))
    ]
    return [item for item in named if item.get("name") == name] or named


def backups_named(client: Client, rules: Mapping[str, Any]) -> list[str] | None:
    """The ids of the backups that ``backup`` and ``job`` allow, None where neither is given.

    Raises ObjectNotFound, AmbiguousName.
    """
    if not rules.get("backup") and not rules.get("job"):
        return None
    backup = _id_of(client, "backup", BACKUPS, rules["backup"]) if rules.get("backup") else None
    if not rules.get("job"):
        return [str(backup)]
    job = _id_of(client, "job", JOB_STATES, rules["job"])
    made = [str(item["id"]) for item in client.pages(BACKUPS, {"jobIdFilter": job}) if item.get("jobId") == job]
    allowed = [identifier for identifier in made if backup in (None, identifier)]
    if not allowed:
        which = f" with the name or id '{rules['backup']}'" if backup else ""
        raise ObjectNotFound(f"The job '{rules['job']}' has made no backup{which}.", name=rules["job"])
    return allowed


def contents_of(client: Client, backups: Iterable[str]) -> set[str]:
    """The ids of the objects that any of the backups contains."""
    return {str(item["id"]) for backup in backups for item in client.nested_pages(BACKUP_CONTENTS.format(id=backup))}


def _id_of(client: Client, noun: str, path: str, given: str) -> str:
    if is_id(given):
        return given.lower()
    near = list(client.pages(path, {"nameFilter": given}))
    if not near:
        hint = suggestion(given, _some_names(client, path))
        raise ObjectNotFound(f"{noun[:1].upper()}{noun[1:]} '{given}' not found.{hint}", name=given, object_type=noun)
    return str(select_by_name(noun, near, given, _names, lambda item: [str(item["id"])], complete=False)["id"])


def _some_names(client: Client, path: str) -> list[str]:
    """The names of a list, as far as a message needs them."""
    return [str(item.get("name")) for item in islice(client.pages(path), NAMES_READ)]


def _names(item: Mapping[str, Any]) -> list[str]:
    return [str(item.get("name"))]


def choice_facts(choice: RestorePointChoice, now: datetime | None) -> dict[str, Any]:
    """What a result reports of a choice: the point, its age, and the newer ones that were passed over.

    Of a point that is gone while its mount lives, less is known.
    """
    point = choice.point
    made = point.get("creationTime")
    return {
        "id": point["id"],
        "name": point.get("name"),
        "creation_time": made,
        "age_hours": age_hours(_created(point), now) if made else None,
        "type": point.get("type"),
        "platform": platform_of(point.get("platformName")),
        "backup_id": point.get("backupId"),
        "malware_status": point.get("malwareStatus"),
        "session_result": choice.session_result or NOT_CHECKED,
        "passed_over": passed_over_facts(choice.passed_over),
    }


def _read_point(point: Mapping[str, Any]) -> object:
    return choice_facts(RestorePointChoice(point), None), _created(point), _reason_against(point, {}, "")


def _read_named(item: Mapping[str, Any]) -> object:
    return str(item["id"]), _names(item)


READERS: dict[str, Reader] = {
    RESTORE_POINTS: _read_point,
    RESTORE_POINTS + "/{id}": _read_point,
    BACKUP_OBJECTS: _read_named,
    BACKUPS: _read_named,
    BACKUP_CONTENTS: _read_named,
    JOB_STATES: _read_named,
    SESSION_TASKS: verdict,
}
