# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the run of a Microsoft 365 job is found, where the start does not name its session."""

from __future__ import annotations

from datetime import datetime, timezone
from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import Plan, Request
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.m365.job import RESOURCE, START, JobReconciler
from ansible_collections.opendr.veeam.plugins.module_utils.m365.job_schedule import without_strays
from ansible_collections.opendr.veeam.plugins.module_utils.m365.product import M365
from ansible_collections.opendr.veeam.plugins.module_utils.schema.diff import differences
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import read_state
from support.fakes import DictServer, FakeClock
from support.m365 import history

BEFORE = {"id": "before", "jobId": "j", "status": "Success", "creationTime": "2026-01-15T11:59:00Z"}
ENDED = {"id": "ended", "jobId": "j", "status": "Warning", "creationTime": "2026-01-15T12:00:00Z"}
QUEUED = {"id": "queued", "jobId": "j", "status": "Queued", "creationTime": "2026-01-15T11:58:00Z"}


@pytest.mark.parametrize(
    ("sessions", "found"),
    [
        ([BEFORE, ENDED], "ended"),
        # One that waits for its turn runs, even where it is no new one.
        ([BEFORE, ENDED, QUEUED], "queued"),
    ],
)
def test_the_sessions_of_a_job_are_read_once_to_find_its_run(sessions, found):
    server = DictServer("/Jobs", M365, "v7")
    server.on_write = lambda act: None
    server.lists["/JobSessions"] = sessions
    for session in sessions:
        server.details[f"/JobSessions/{session['id']}"] = lambda session=session: {**session, "status": "Success"}
    params = {"wait": True, "wait_timeout": 1, "poll_interval": 1, "state": "started"}
    reconciler = JobReconciler(RESOURCE, Task(server, FakeClock(), params, params))
    begun = reconciler.send(Plan("update", after={"running": True}), Request(START, options=("running",)), "j")
    assert [session["id"] for session in begun] == [found]
    assert server.reads.count("/JobSessions") == 1


SINCE = datetime(2026, 1, 15, 12, tzinfo=timezone.utc)
# Of which moment that is, nobody knows.
NO_OFFSET = {"creationTime": "2026-01-15T12:00:00", "jobId": "j"}


@pytest.mark.parametrize(
    ("session", "is_new"),
    [
        (ENDED, True),
        (BEFORE, False),
        ({**NO_OFFSET, "status": "Success"}, False),
        ({"status": "Success", "creationTime": None}, False),
        # The job did not run before.
        ({**NO_OFFSET, "status": "Running"}, True),
        ({**NO_OFFSET, "status": "Queued"}, True),
    ],
)
def test_a_time_without_an_offset_is_compared_with_none(session, is_new):
    client = mock.Mock(product=M365, revision="v7")
    client.pages.return_value = [session]
    params = {"state": "started", "wait": True, "wait_timeout": 1, "poll_interval": 1}
    reconciler = JobReconciler(RESOURCE, Task(client, FakeClock(), params, params))
    assert bool(list(reconciler.run_sessions("j", SINCE))) is is_new
    assert bool(reconciler.latest_run("j", SINCE)) is is_new


def test_the_history_of_a_job_is_read_in_the_memory_of_a_session():
    """Of years of sessions that have ended, none is kept while the one that runs is looked for."""
    client = mock.Mock(product=M365, revision="v8", pages=lambda path, query: history(BEFORE, QUEUED))
    params = {"state": "started", "wait": True, "wait_timeout": 1, "poll_interval": 1}
    reconciler = JobReconciler(RESOURCE, Task(client, FakeClock(), params, params))
    assert reconciler.running_sessions("j") == [QUEUED]
    assert reconciler.latest_run("j", SINCE) == [QUEUED]


@pytest.mark.parametrize("shown", [{}, {"periodicallyOffsetMinutes": None}])
def test_an_offset_that_the_server_leaves_out_is_none(shown):
    context = SchemaContext(M365, "v8")
    state = read_state(RESOURCE.fields, {"schedulePolicy": shown}, context)
    desired = {"schedule": {"periodically_offset_minutes": 0}}
    assert list(differences(RESOURCE.fields, desired, state, context)) == []


@pytest.mark.parametrize("shown", [{}, {"type": None}, {"type": "Weekly"}])
def test_a_schedule_whose_type_is_not_known_is_sent_back_whole(shown):
    body = {**shown, "dailyTime": "22:00:00", "dailyType": "Everyday", "retryEnabled": True}
    assert without_strays(body) == body
