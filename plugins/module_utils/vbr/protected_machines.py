# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machines that a backup server protects, each with its newest restore points: the inventory plugin's declaration.

Operations ``GET /api/v1/backupObjects``, ``GET /api/v1/restorePoints``, ``GET /api/v1/backups``, ``GET
/api/v1/jobs/states``, ``GET /api/v1/backupInfrastructure/repositories``, and ``GET /api/v1/backups/{id}/objects`` where
machines have the same name. Only lists are read, so that their pages are all that grows with the number of machines.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from ..core.errors import ApiError
from ..core.timestamps import parse_time
from ..engine.task import ApiUsage, Declaration, Reader, Result, Task
from ..http.client import Client
from ..schema.state import lookup
from .backup_schema import ALL_PLATFORMS, NEWEST_FIRST
from .backup_source import AGENTS
from .platform_words import platform_of
from .product import VBR
from .references import BACKUP_REPOSITORY
from .restore_points import (
    BACKUP_CONTENTS,
    BACKUP_OBJECTS,
    BACKUPS,
    HARMLESS,
    JOB_STATES,
    MALWARE_STATUSES,
    RESTORE_POINTS,
    contents_of,
)

REPOSITORIES = BACKUP_REPOSITORY.path
# Shares, buckets and tenants are backed up too, and are no machines.
NO_MACHINES = ("UnstructuredData", "EntraID")
# What the platform calls a machine, the same in every backup.
_IDENTITIES = ("objectId", "biosUuid", "computerId")
# Where repositories of the various types say for how many days backups in them cannot be changed.
_DAYS = (
    "repository.makeRecentBackupsImmutableDays",
    "repository.immutability.daysCount",
    "bucket.immutability.daysCount",
    "container.immutability.daysCount",
)
_ENABLED = (
    "repository.immutability.isEnabled",
    "bucket.immutability.isEnabled",
    "container.immutability.isEnabled",
    "bucket.immutabilityEnabled",
    "container.immutabilityEnabled",
    "immutabilityEnabled",
)

Body = Mapping[str, Any]


class Machine:
    """A machine, the backup objects that it is in the backups, and the newest restore points seen so far."""

    def __init__(self, item: Body) -> None:
        self.name = str(item.get("name"))
        self.platform = platform_of(item.get("platformName"))
        self.objects = [item]
        self.last: dict[str, Any] | None = None
        self.last_clean: dict[str, Any] | None = None

    @property
    def ids(self) -> list[str]:
        """The ids of its backup objects."""
        return [str(item["id"]) for item in self.objects]

    @property
    def count(self) -> int | None:
        """How many restore points the server says that it has, None where it says nothing."""
        counts = [
            item["restorePointsCount"] for item in self.objects if isinstance(item.get("restorePointsCount"), int)
        ]
        return sum(counts) if counts else None

    @property
    def is_complete(self) -> bool:
        """Whether no further restore point can change what is known of it."""
        return self.last_clean is not None or self.count == 0

    def facts(self) -> dict[str, Any]:
        """What the inventory shows of it."""
        points = [point for point in (self.last, self.last_clean) if point is not None]
        days = [point["immutable_days"] for point in points if point["immutable_days"]]
        known = [point["immutable"] for point in points if point["immutable"] is not None]
        return {
            "name": self.name,
            "platform": self.platform,
            "object_ids": self.ids,
            "restore_points_count": self.count,
            "last_run_failed": any(bool(item.get("lastRunFailed")) for item in self.objects),
            "jobs": _unique(point["job"] for point in points),
            "repositories": _unique(point["repository"] for point in points),
            "immutable": any(known) if known else None,
            "immutable_days": max(days, default=None),
            "last_restore_point": self.last,
            "last_clean_restore_point": self.last_clean,
        }


class Machines:
    """All machines, and which of them a restore point belongs to: it shows a name, and no id of its machine."""

    def __init__(self, client: Client, items: Iterable[Body]) -> None:
        self._client = client
        self._by_name: dict[tuple[str | None, str], list[Machine]] = {}
        self._contents: dict[str, set[str]] = {}
        self._open: set[Machine] = set()
        for item in items:
            self._add(item)

    def __iter__(self) -> Iterator[Machine]:
        return (machine for named in self._by_name.values() for machine in named)

    @property
    def are_complete(self) -> bool:
        """Whether older restore points cannot change anything."""
        return not self._open

    def _add(self, item: Body) -> None:
        named = self._by_name.setdefault(_key(item.get("platformName"), item.get("name")), [])
        same = next((machine for machine in named if _is_same(machine.objects[0], item)), None)
        if same is not None:
            same.objects.append(item)
            return
        named.append(Machine(item))
        if not named[-1].is_complete:
            self._open.add(named[-1])

    def owners(self, point: Body) -> list[Machine]:
        """The machines that a restore point is of: one, unless the server shows nothing that tells them apart."""
        named = self._named(point)
        if len(named) < 2:
            return named
        backup = str(point.get("backupId"))
        if backup not in self._contents:
            self._contents[backup] = contents_of(self._client, [backup])
        held = [machine for machine in named if self._contents[backup] & set(machine.ids)]
        return held or named

    def _named(self, point: Body) -> list[Machine]:
        name = str(point.get("name"))
        found = self._by_name.get(_key(point.get("platformName"), name), [])
        if found or platform_of(point.get("platformName")) not in AGENTS:
            return found
        # The machine's name comes first in that of an agent's point, and the job's after it.
        words = name.split(" ")
        for count in range(len(words) - 1, 0, -1):
            found = self._by_name.get(_key(point.get("platformName"), " ".join(words[:count])), [])
            if found:
                return found
        return []

    def take(self, point: Body, backups: Backups, accepted: Iterable[str]) -> None:
        """Keep a restore point with its machine. Points have to come newest first."""
        status = point.get("malwareStatus")
        clean = not status or status in accepted
        for machine in self.owners(point):
            if machine.last is not None and (machine.last_clean is not None or not clean):
                continue
            facts = _point(point, backups)
            machine.last = machine.last or facts
            if clean:
                machine.last_clean = facts
                self._open.discard(machine)


class Backups:
    """Backups by id, with their job, their repository, and whether that keeps them from being changed."""

    def __init__(self, backups: Iterable[Body], jobs: Iterable[Body], repositories: Iterable[Body]) -> None:
        self._backups = {str(item["id"]): item for item in backups}
        self._jobs = {str(item["id"]): item.get("name") for item in jobs}
        self._repositories = {str(item["id"]): item for item in repositories}

    def facts(self, identifier: str) -> dict[str, Any]:
        """Name, job, repository and immutability of a backup."""
        backup = self._backups.get(identifier, {})
        repository = self._repositories.get(str(backup.get("repositoryId")), {})
        days, enabled = immutability(repository)
        return {
            "backup": backup.get("name"),
            "job": self._jobs.get(str(backup.get("jobId")), backup.get("name")),
            "repository": repository.get("name") or backup.get("repositoryName"),
            "immutable": enabled if repository else None,
            "immutable_days": days if enabled else None,
        }


def immutability(repository: Body) -> tuple[int | None, bool]:
    """For how many days a repository keeps backups from being changed, if it says so, and whether it does. Pure."""
    switches = [bool(lookup(repository, path)) for path in _ENABLED if lookup(repository, path) is not None]
    days = next((int(found) for found in (lookup(repository, path) for path in _DAYS) if found), None)
    return days, any(switches) if switches else bool(days)


def _key(platform: object, name: object) -> tuple[str | None, str]:
    return platform_of(platform), str(name).casefold()


def _is_same(left: Body, right: Body) -> bool:
    """Whether two backup objects of one name and platform are one machine, held by two backups."""
    known = [key for key in _IDENTITIES if left.get(key) and right.get(key)]
    return bool(known) and all(left[key] == right[key] for key in known)


def _unique(values: Iterable[Any]) -> list[str]:
    return sorted({str(value) for value in values if value})


def _point(point: Body, backups: Backups) -> dict[str, Any]:
    return {
        "id": point["id"],
        "creation_time": point["creationTime"],
        "type": point.get("type"),
        "malware_status": point.get("malwareStatus"),
        "allowed_operations": list(point.get("allowedOperations") or []),
        **backups.facts(str(point.get("backupId"))),
    }


def _machines(task: Task) -> Result:
    client, platform = task.client, task.params["platform"]
    items = client.pages(BACKUP_OBJECTS, {"platformNameFilter": platform})
    machines = Machines(client, (item for item in items if _is_machine(item, platform)))
    backups = Backups(client.pages(BACKUPS), client.pages(JOB_STATES), _repositories(task))
    query = {**NEWEST_FIRST, "platformNameFilter": platform}
    if task.params["restore_points_days"] and client.server_time is not None:
        oldest = client.server_time - timedelta(days=task.params["restore_points_days"])
        query["createdAfterFilter"] = oldest.isoformat()
    for point in client.pages(RESTORE_POINTS, query):
        if machines.are_complete:
            break
        machines.take(point, backups, task.params["malware_status"])
    now = client.server_time
    facts = sorted((machine.facts() for machine in machines), key=lambda fact: (fact["name"], fact["platform"]))
    return {"changed": False, "machines": facts, "server_seconds": now.timestamp() if now else task.clock.now()}


def _is_machine(item: Body, platform: str | None) -> bool:
    found = platform_of(item.get("platformName"))
    return found not in NO_MACHINES and platform in (None, found) and bool(item.get("name"))


def _repositories(task: Task) -> list[dict[str, Any]]:
    """The repositories; none where the account may restore and not look at them."""
    try:
        return list(task.client.pages(REPOSITORIES))
    except ApiError as error:
        if error.status != 403:
            raise
        task.warnings.append("The account may not read the repositories, so it is not known what is immutable.")
        return []


def _read_machine(item: Mapping[str, Any]) -> object:
    machine = Machine(item)
    return machine.ids, machine.count, _is_same(item, item), item.get("lastRunFailed")


def _read_backup(item: Mapping[str, Any]) -> object:
    return Backups([item], [], []).facts(str(item["id"]))


def _read_point(item: Mapping[str, Any]) -> object:
    return _point(item, Backups([], [], [])), parse_time(str(item["creationTime"]))


READERS: dict[str, Reader] = {
    BACKUP_OBJECTS: _read_machine,
    BACKUPS: _read_backup,
    RESTORE_POINTS: _read_point,
    REPOSITORIES: immutability,
}
MODULE = Declaration(
    product=VBR,
    options={
        "platform": {"type": "str", "choices": [name for name in ALL_PLATFORMS if name not in NO_MACHINES]},
        "malware_status": {
            "type": "list",
            "elements": "str",
            "choices": list(MALWARE_STATUSES),
            "default": list(HARMLESS),
        },
        "restore_points_days": {"type": "int"},
    },
    run=_machines,
    api=ApiUsage(
        reads=(BACKUP_OBJECTS, RESTORE_POINTS, BACKUPS, BACKUP_CONTENTS, JOB_STATES, REPOSITORIES), readers=READERS
    ),
)
