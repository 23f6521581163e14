# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Migrations of which the server does not say what they migrated: a machine may be in production already."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import RecoveryBlocked
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.platform import (
    MountSessions,
    RecoveryQuery,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.unassigned_migrations import ensure_none
from support.fakes import DictServer

TYPES = MountSessions("InstantRecovery", "QuickMigration")


def session(identifier, kind, name, began, ended, result="Success"):
    state = "Stopped" if ended else "Working"
    times = {"creationTime": f"2026-05-04T{began}:00Z", "endTime": f"2026-05-04T{ended}:00Z" if ended else None}
    return {"id": identifier, "sessionType": kind, "name": name, "state": state, "result": {"result": result}, **times}


PUBLISHED = session("s1", "InstantRecovery", "app01", "08:00", "10:00")
MIGRATION = session("s2", "QuickMigration", "Quick Migration Job", "09:00", "09:59")


def query(*sessions, since="", tasks=(), revision=""):
    server = DictServer("/sessions", revision=revision)
    server.objects = {one["id"]: one for one in sessions}
    listed = [{"name": name} for name in tasks]
    server.lists["/sessions/s2/taskSessions"] = listed
    server.details["/sessions/s2/taskSessions"] = lambda: {"data": listed}
    return RecoveryQuery(server, "app01", since=since)


@pytest.mark.parametrize(
    ("migration", "tasks"),
    [
        (MIGRATION, ()),
        (MIGRATION, ("app01",)),
        # Task sessions may have the name in another case.
        (MIGRATION, ("APP01",)),
        ({**MIGRATION, "state": "Working", "result": None}, ()),
        ({**MIGRATION, "result": {"result": "Warning"}}, ()),
    ],
)
@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev1"])
def test_a_migration_during_the_recovery_may_have_been_its_own(migration, tasks, revision):
    with pytest.raises(
        RecoveryBlocked, match="the migration in the session s2 ran meanwhile.*set since to a time after"
    ):
        ensure_none(query(PUBLISHED, migration, tasks=tasks, revision=revision), TYPES)


@pytest.mark.parametrize(
    ("sessions", "since", "tasks"),
    [
        # Nothing was published, or it is still, or before the time that counts, or it has another name.
        ((MIGRATION,), "", ()),
        ((session("s1", "InstantRecovery", "app01", "08:00", ""), MIGRATION), "", ()),
        ((PUBLISHED, MIGRATION), "2026-05-04T08:30:00Z", ()),
        (({**PUBLISHED, "name": "app01-test"}, MIGRATION), "", ()),
        # The migration is of another machine, failed, or ran at another time.
        ((PUBLISHED, MIGRATION), "", ("db01",)),
        ((PUBLISHED, {**MIGRATION, "result": {"result": "Failed"}}), "", ()),
        ((PUBLISHED, session("s2", "QuickMigration", "Quick Migration Job", "10:30", "11:00")), "", ()),
        ((PUBLISHED, session("s2", "QuickMigration", "Quick Migration Job", "07:00", "11:00")), "", ()),
    ],
)
def test_any_other_migration_does_not_matter(sessions, since, tasks):
    ensure_none(query(*sessions, since=since, tasks=tasks), TYPES)
