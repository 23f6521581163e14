# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of Microsoft 365 servers, which may have no offset, or different ones."""

from __future__ import annotations

from datetime import datetime, timezone
from types import SimpleNamespace
from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import RecoveryBlocked, UnexpectedResponse
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import response_object
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_times import moment_at
from ansible_collections.opendr.veeam.plugins.module_utils.m365 import restore_session as session_file
from ansible_collections.opendr.veeam.plugins.module_utils.m365.item_restore import evidence as evidence_file
from ansible_collections.opendr.veeam.plugins.module_utils.m365.item_restore import restore as restore_file
from ansible_collections.opendr.veeam.plugins.module_utils.m365.item_restore import session as opened_file
from ansible_collections.opendr.veeam.plugins.module_utils.m365.item_restore.moment import (
    Moment,
    backup_time,
    newest_backup,
)
from ansible_collections.opendr.veeam.plugins.module_utils.m365.restore_scope import Scope
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.session_record import Asked
from support.m365 import history

NOON = datetime(2026, 1, 15, 12, tzinfo=timezone.utc)
WRITTEN = "2026-01-15T12:00:00.0000000"
ORGANIZATION = "5d8f6a5e-0000-4000-8000-000000000001"


def session_of(identifier, time):
    return {
        "id": identifier,
        "creationTime": time,
        "type": "Vex",
        "state": "Working",
        "organization": "dr.example",
        "initiatedBy": "Administrator",
    }


def task_with(**pages):
    """A task that reads these lists, by a word of their path."""
    task = mock.Mock(raw={}, warnings=[], progress=None, check_mode=True, server_time=NOON)
    task.params = {"organization": ORGANIZATION, "job": None, "repository": None, "username": "Administrator"}
    task.params.update(since=None, again="never", session_id="one")
    task.client.pages.side_effect = lambda path, query=None: next(
        (found for word, found in pages.items() if path.endswith(word)), []
    )
    task.client.get.return_value = {"name": "dr.example"}
    return task


def test_a_backup_without_an_offset_was_made_in_utc():
    assert backup_time({"backupTime": WRITTEN}) == NOON
    assert moment_at({"backupTime": "2026-01-15T14:00:00+02:00"}, "backupTime") == NOON


@pytest.mark.parametrize("value", [None, "soon"])
def test_a_backup_without_a_time_names_the_request(value):
    with pytest.raises(UnexpectedResponse, match=r"GET /RestorePoints.*backupTime"):
        backup_time(response_object("GET /RestorePoints", {"backupTime": value}))


def test_an_event_without_an_offset_counts_where_it_is_later():
    event = {"type": "Restore", "startTime": WRITTEN, "message": "ann@dr.example"}
    task = task_with(RestoreSessions=[session_of("theirs", WRITTEN)], Events=[event])
    seen = evidence_file.Evidence(
        task, Moment(NOON, ""), None, mock.Mock(to_original=True), mock.Mock(sessions=[], restored=[])
    )
    with (
        mock.patch.object(evidence_file, "restore_options", return_value={}),
        mock.patch.object(evidence_file, "how_to_repeat", return_value=""),
        pytest.raises(RecoveryBlocked, match="in the restore session theirs"),
    ):
        seen.ensure_not_done_by_others("Exchange", ["ann@dr.example"])


def test_a_session_without_an_offset_is_recognised_after_a_lost_response():
    task = task_with(RestoreSessions=[session_of("ours", WRITTEN)])
    record = mock.Mock(asked=Asked("point", NOON.isoformat(), ()), sessions=[])
    opened_file.note_left_by_request(task, Scope(task, "Exchange"), record)
    record.opened.assert_called_once_with("ours", "point")


def test_a_session_without_an_offset_explores_what_was_the_newest_backup():
    later = {"backupTime": "2026-01-15T12:00:01", "isExchange": True}
    for points, outdated in (([later], True), ([{**later, "backupTime": WRITTEN}], False)):
        task = task_with(RestorePoints=points)
        found = session_file._is_outdated(task, Scope(task, "Exchange"), session_of("ours", WRITTEN))
        assert found is outdated
        assert task.client.pages.call_args.args[1]["from"] == "2026-01-15T12:00:00Z"


def test_a_given_session_without_an_offset_is_restored_from():
    task = task_with()
    restore = SimpleNamespace(task=task, kind="Exchange", noun="mailbox", given="ann", _run_in=lambda *args: {})
    with mock.patch.object(restore_file, "given_session", return_value=session_of("one", WRITTEN)):
        restore_file.ItemRestore._run_in_given(restore)
    assert restore._moment == Moment(NOON, "session one")


def test_the_newest_session_is_the_latest_moment_and_not_the_latest_text():
    sessions = [
        session_of("later", "2026-01-14T23:30:00-05:00"),
        session_of("earlier", "2026-01-15T00:10:00Z"),
        session_of("unknown", None),
    ]
    task = task_with(RestoreSessions=sessions)
    assert Scope(task, "Exchange").open_session()["id"] == "later"


def test_open_sessions_are_looked_for_in_the_memory_of_a_session():
    """The list of restore sessions may be the history of years, which no state narrows."""
    stopped = {**session_of("stopped", WRITTEN), "state": "Stopped"}
    task = task_with()
    task.client.pages.side_effect = lambda path, query=None: history(stopped, session_of("ours", WRITTEN))
    assert Scope(task, "Exchange").open_session()["id"] == "ours"


def test_the_newest_backup_is_looked_for_in_the_memory_of_a_backup():
    def points():
        return history({"backupTime": "2026-01-14T12:00:00Z"}, {"backupTime": WRITTEN})

    task = task_with()
    task.client.pages.side_effect = lambda path, query=None: points()
    assert newest_backup(task, Scope(task, "Exchange")).made == NOON
