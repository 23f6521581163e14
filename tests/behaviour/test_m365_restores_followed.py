# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of mailboxes that can no longer be followed, or not be stopped: they are not begun a second time."""

from __future__ import annotations

from functools import partial

import pytest

from support.killing import acts
from support.m365 import FOLDER, open_sessions
from support.races import before_the_write

MODULE = "veeam_m365_mailbox_restore"
RESTORE, STOP = "ExchangeFolder_RestoreAction", "RestoreSession_StopAction"


def fault(bench, kind, times, status=None, **match):
    rule = {"match": match, "fault": {"kind": kind, "status": status}, "times": times}
    bench.simulator.faults(rule, product="m365")


def long(bench):
    bench.simulator.settings(product="m365", speed=1)
    bench.simulator.outcome({"name": "Restoring *"}, "success", seconds=300, times=1, product="m365")
    return bench.simulator.mark()


def hold(bench, start):
    """What runs is not begun again, and the session of the task is closed."""
    refused = bench.fail(MODULE, FOLDER)
    assert (refused["error"]["kind"], acts(bench, start)[RESTORE]) == ("RecoveryBlocked", 1), refused
    assert "nothing says how that ended" in refused["msg"]
    bench.simulator.advance(300)
    assert open_sessions(bench) == []


@pytest.mark.parametrize("kind", ["status", "reset"])
def test_a_restore_that_can_no_longer_be_followed(bench, kind):
    start, times = long(bench), {"status": 1, "reset": 4}[kind]
    unreadable = partial(fault, bench, kind, times, 500, path="*/RestoreSessions/*", method="GET")
    with before_the_write(unreadable, "/restore"):
        bench.fail(MODULE, FOLDER)
    hold(bench, start)


def test_a_restore_that_cannot_be_stopped(bench):
    start = long(bench)
    with before_the_write(partial(fault, bench, "status", 3, 403, operation_id=STOP), "/restore"):
        failed = bench.fail(MODULE, {**FOLDER, "wait_timeout": 20})
    assert failed["error"]["kind"] == "SessionTimedOut"
    assert any("still runs" in warning for warning in bench.warnings)
    hold(bench, start)


def test_a_request_whose_fate_cannot_be_read(bench):
    start = long(bench)
    fault(bench, "lost_answer", 1, operation_id=RESTORE)
    unreadable = partial(fault, bench, "status", 1, 500, path="*/RestoreSessions*", method="GET")
    with before_the_write(unreadable, "/restore"):
        assert bench.fail(MODULE, FOLDER)["error"]["kind"] == "ResponseLost"
    hold(bench, start)
