# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the run of a Microsoft 365 job is found, where the start does not name its session."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import Plan, Request
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.m365.job import RESOURCE, START, JobReconciler
from ansible_collections.opendr.veeam.plugins.module_utils.m365.product import M365
from support.fakes import DictServer, FakeClock

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
