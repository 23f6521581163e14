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


def fault(controller, kind, times, status=None, **match):
    rule = {"match": match, "fault": {"kind": kind, "status": status}, "times": times}
    controller.simulator.faults(rule, product="m365")


def long(controller):
    controller.simulator.settings(product="m365", speed=1)
    controller.simulator.outcome({"name": "Restoring *"}, "success", seconds=300, times=1, product="m365")
    return controller.simulator.mark()


def hold(controller, start):
    """What runs is not begun again, and the session of the task is closed."""
    refused = controller.fail(MODULE, FOLDER)
    assert (refused["error"]["kind"], acts(controller, start)[RESTORE]) == ("RecoveryBlocked", 1), refused
    assert "nothing says how that ended" in refused["msg"]
    controller.simulator.advance(300)
    assert open_sessions(controller) == []


@pytest.mark.parametrize("kind", ["status", "reset"])
def test_a_restore_that_can_no_longer_be_followed(controller, kind):
    start, times = long(controller), {"status": 1, "reset": 4}[kind]
    unreadable = partial(fault, controller, kind, times, 500, path="*/RestoreSessions/*", method="GET")
    with before_the_write(unreadable, "/restore"):
        controller.fail(MODULE, FOLDER)
    hold(controller, start)


def test_a_restore_that_cannot_be_stopped(controller):
    start = long(controller)
    with before_the_write(partial(fault, controller, "status", 3, 403, operation_id=STOP), "/restore"):
        failed = controller.fail(MODULE, {**FOLDER, "wait_timeout": 20})
    assert failed["error"]["kind"] == "SessionTimedOut"
    assert any("still runs" in warning for warning in controller.warnings)
    hold(controller, start)


def test_a_request_whose_fate_cannot_be_read(controller):
    start = long(controller)
    fault(controller, "lost_answer", 1, operation_id=RESTORE)
    unreadable = partial(fault, controller, "status", 1, 500, path="*/RestoreSessions*", method="GET")
    with before_the_write(unreadable, "/restore"):
        assert controller.fail(MODULE, FOLDER)["error"]["kind"] == "ResponseLost"
    hold(controller, start)
