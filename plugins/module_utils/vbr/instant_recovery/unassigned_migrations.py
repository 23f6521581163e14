# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Migrations of which the server does not say what they migrated.

It is not documented that each migration has a task session with the name of its machine, and the session itself does
not have that name. Where the mount is gone, such a migration may have been the one of this recovery. Operations
``GET /api/v1/sessions``, ``GET /api/v1/sessions/{id}/taskSessions``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.errors import RecoveryBlocked
from ...core.naming import same_name
from ...core.timestamps import parse_time
from ..session_adapter import STOPPED
from ..task_sessions import SESSIONS, after, created, failed, of_type, sessions_named
from .platform import MountSessions, RecoveryQuery

TASKS_OF_SESSION = SESSIONS + "/{id}/taskSessions"


def ensure_none(query: RecoveryQuery, types: MountSessions) -> None:
    """Raise RecoveryBlocked where a migration may have brought this recovery to production already.

    That is one which ran while the object was published, and of which the server does not say that it migrated
    something else.
    """
    published = [session for session in sessions_named(query.client, query.name, (types.mount,)) if _ended(session)]
    published = [session for session in published if after(session, query.since)]
    if not published:
        return
    for migration in of_type(list(query.client.pages(SESSIONS, {"typeFilter": types.migration})), types.migration):
        during = any(_ran_during(migration, session) for session in published)
        if during and not failed(migration) and _may_be_of(query, migration):
            raise RecoveryBlocked(
                f"'{query.name}' was published before and is not any more, and the migration in the session "
                f"{migration['id']} ran meanwhile. The server does not say what it migrated, so '{query.name}' may be "
                "in production already. Nothing was changed. Look for it in production; if it is not there, set since "
                f"to a time after {migration['creationTime']}, and rerun this task.",
                session_id=migration["id"],
            )


def _ended(session: Mapping[str, Any]) -> bool:
    return session.get("state") == STOPPED and bool(session.get("endTime"))


def _ran_during(migration: Mapping[str, Any], session: Mapping[str, Any]) -> bool:
    return created(session) <= created(migration) <= parse_time(str(session["endTime"]))


def _may_be_of(query: RecoveryQuery, migration: Mapping[str, Any]) -> bool:
    tasks = list(query.client.nested_pages(TASKS_OF_SESSION.format(id=migration["id"])))
    return not tasks or any(same_name(task.get("name"), query.name) for task in tasks)
