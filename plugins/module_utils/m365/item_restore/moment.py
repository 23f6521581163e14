# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which state of the backups a restore is from, operation ``GET /RestorePoints``. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from ...core.errors import NoRestorePoint
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...http.response_times import moment_at
from ..restore_scope import Scope, given_moment

RESTORE_POINTS = "/RestorePoints"
# By the type of a session, the property of a restore point that says whether it has such data.
_HAS = {"Exchange": "isExchange", "OneDrive": "isOneDrive", "SharePoint": "isSharePoint", "Teams": "isTeams"}


class Moment(NamedTuple):
    """The state of the backups: when it was ``made``, and ``point``, what a task pins it by, empty for the newest."""

    made: datetime
    point: str

    def facts(self) -> dict[str, Any]:
        """What a result reports of it."""
        return {"creation_time": self.made.isoformat().replace("+00:00", "Z")}


def newest_backup(task: Task, scope: Scope) -> Moment:
    """The newest backup of what a session explores, before the point in time of the task. Raises NoRestorePoint."""
    limit = str(given_moment(task).get("point_in_time") or "")
    # Not every server keeps to the limit to the second.
    latest = parse_time(limit) if limit else None
    times = (time for time in backup_times(task, scope, to=limit) if latest is None or time <= latest)
    newest = max(times, default=None)
    if newest is None:
        before = f" before {task.params['point_in_time']}" if limit else ""
        raise NoRestorePoint(
            f"There is no backup of {scope.type} data of {' and '.join(scope.given)}{before}. Nothing was restored.",
            point_in_time=task.params["point_in_time"],
        )
    return Moment(newest, limit)


def backup_times(task: Task, scope: Scope, **limits: str) -> Iterator[datetime]:
    """When the backups were made of what a session explores; ``limits`` are ``from`` and ``to``."""
    query = {"organizationId": scope.organization, "jobId": scope.job, "repositoryId": scope.repository, **limits}
    return (
        backup_time(point)
        for point in task.client.pages(RESTORE_POINTS, {name: value for name, value in query.items() if value})
        # A truth value may be written as a text.
        if str(point.get(_HAS[scope.type], True)).lower() != "false"
    )


def backup_time(point: Mapping[str, Any]) -> datetime:
    """When a restore point was made."""
    return moment_at(point, "backupTime")
