# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing a recovery to its goal: each step is sent once, in its phase, and a failure says what to do."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
    ConnectionFailed,
    NotConverged,
    RecoveryBlocked,
    ResponseLost,
    SessionFailed,
    SessionTimedOut,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.locks import Locks
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from ansible_collections.opendr.veeam.plugins.module_utils.sessions.lost_responses import GRACE
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.runner import run_workflow, workflow_facts
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.state_machine import (
    NONE,
    Done,
    Lifecycle,
    Observation,
    Step,
    Wait,
)
from support.workflows import A_MOUNT, LIFE, MOUNT, MOVE, Server, ended, in_turn, run


def test_each_step_is_sent_once_when_its_phase_is_seen(clock):
    server = Server(NONE, "mounting", "mounting", "mounted", "mounted", "moving", "moved")
    workflow_result = run(server, clock)
    assert server.writes == [("POST", "/mounts", {"of": "app01"}), ("POST", "/mounts/m1/move", None)]
    assert workflow_facts(workflow_result)["steps"] == ["mount", "move"]
    assert workflow_result.changed
    assert workflow_result.observation.phase == "moved"


def test_what_is_there_is_left_alone(clock):
    workflow_result = run(Server("moved"), clock)
    assert not workflow_result.changed
    assert workflow_result.session is None
    assert clock.sleeps == []


def test_what_is_under_way_is_waited_for(clock):
    server = Server("moving", "moving", "moved")
    assert not run(server, clock).changed
    assert server.writes == []
    assert clock.sleeps


def test_an_unknown_phase_is_waited_through(clock):
    assert run(Server("resting", "resting", "moved"), clock).observation.phase == "moved"
    # Nothing can be predicted from it.
    assert (LIFE.predict("moved", "resting"), LIFE.final_phase("moved", "resting")) == ([], "resting")


def test_a_session_that_was_not_read_yet_is_read_when_the_time_is_over(clock):
    server = Server(Observation("moving", A_MOUNT, {"id": "s1"}))
    server.session = ended("Success")
    with pytest.raises(SessionTimedOut, match="is still Stopped at 0% after wait_timeout=100 seconds"):
        run(server, clock)


def test_check_mode_predicts_and_sends_nothing(clock):
    server = Server(NONE)
    workflow_result = run(server, clock, check=True)
    assert (workflow_result.steps, workflow_result.observation.phase, server.writes) == (["mount", "move"], NONE, [])
    assert run(Server(NONE), clock, check=True, wait=False).steps == ["mount"]
    assert LIFE.final_phase("moved", NONE) == "moved"
    assert LIFE.final_phase("there", "moving") == "moving"


def test_a_task_that_does_not_wait_ends_after_one_step(clock):
    server = Server(NONE, "mounting")
    workflow_result = run(server, clock, wait=False)
    assert workflow_result.steps == ["mount"]
    assert workflow_result.session["id"] == "s1"


@pytest.mark.parametrize("check", [True, False])
def test_a_blocked_recovery_says_why_and_what_to_do(clock, check):
    server = Server(Observation("failed", A_MOUNT, reason="disk full"))
    with pytest.raises(RecoveryBlocked, match="'failed'.*The server says: disk full. Remove it first."):
        run(server, clock, check=check)
    assert server.writes == []


def test_what_the_server_says_of_a_phase_is_cut_and_has_no_escape_codes():
    assert Observation("failed", reason="\x1b[31mdisk\nfull\x1b[0m " + "x" * 5000).reason == f"disk full {'x' * 490}..."


def test_a_session_that_failed_gives_its_reason_and_what_to_do(clock):
    server = Server(NONE, "failed")
    server.session = ended("Failed", "disk full")
    with pytest.raises(SessionFailed, match="failed: disk full.*Copying. Remove it first.") as caught:
        run(server, clock)
    assert caught.value.facts["log"] == ["[Failed] Copying"]


def test_a_session_that_fails_while_it_is_waited_for_ends_the_task(clock):
    server = Server(NONE, "mounting")
    server.session = ended("Failed", "disk full")
    with pytest.raises(SessionFailed, match="disk full"):
        run(server, clock)


def test_things_back_where_a_step_began_mean_that_it_failed(clock):
    server = Server("mounted", "moving", Observation("mounted", A_MOUNT, reason="no space"))
    server.on_write = lambda: None
    with pytest.raises(
        RecoveryBlocked,
        match="the step 'move' did not lead to the phase 'moving'. The server says: no space.",
    ):
        run(server, clock)
    assert len(server.writes) == 1


def test_things_back_where_they_began_are_explained_by_the_session(clock):
    busy = Observation("moving", A_MOUNT, {"id": "s1"})
    server = Server("mounted", busy, "mounted")
    server.on_write = lambda: None
    sessions = [server.session, ended("Failed", "no licence")]
    server.get = lambda path, query=None: {"records": []} if path.endswith("logs") else sessions.pop(0)
    with pytest.raises(SessionFailed, match="no licence"):
        run(server, clock)


def test_a_session_that_is_nowhere_listed_decides_its_step(clock):
    """The mount disappears with the migration, and nothing else shows that it was one."""
    server = Server("mounted", "mounted", "mounted", NONE)
    server.get = in_turn(server.session, server.session, server.session, ended("Success"))
    workflow_result = run(server, clock)
    assert (workflow_result.steps, workflow_result.observation.phase) == (["move"], "moved")
    assert server.writes == [("POST", "/mounts/m1/move", None)]


def test_what_is_gone_while_the_session_still_runs_is_not_made_again(clock):
    server = Server("mounted", NONE)
    server.get = in_turn(server.session, server.session, ended("Warning", "slow"))
    assert run(server, clock).observation.phase == "moved"
    assert len(server.writes) == 1


def test_a_session_that_is_nowhere_listed_fails_its_step(clock):
    server = Server("mounted", NONE)
    server.get = in_turn(server.session, ended("Failed", "no space"))
    with pytest.raises(SessionFailed, match="no space"):
        run(server, clock)
    assert len(server.writes) == 1


def test_nothing_is_mounted_after_a_later_step_was_sent(clock):
    server = Server("mounted", "moving", NONE)
    server.on_write = lambda: None
    with pytest.raises(RecoveryBlocked, match="back in the phase 'none': the step 'move' did not lead to the phase"):
        run(server, clock)
    assert len(server.writes) == 1


def test_a_task_that_does_not_wait_believes_its_session(clock):
    assert run(Server("mounted"), clock, wait=False).observation.phase == "moving"


def lost():
    raise ResponseLost("The answer was lost.", method="POST")


def test_an_answer_that_is_lost_is_no_reason_to_send_again(clock):
    server = Server(NONE, NONE, "mounting", "mounted")
    server.on_write = lost
    assert run(server, clock, goal="there").steps == ["mount"]
    assert len(server.writes) == 1


def test_a_request_that_did_not_arrive_is_not_sent_again_either(clock):
    server = Server(NONE)
    server.on_write = lost
    with pytest.raises(NotConverged, match="most likely did not arrive. Nothing was sent twice; rerun this task."):
        run(server, clock, goal="there")
    assert len(server.writes) == 1


SLOW = Step("move", Operation("POST", "/move", "nothing", responds_when_done=True), "moving")
SLOW_LIFE = Lifecycle("recovery", {"moved": {"mounted": SLOW, "moving": Wait("moved"), "moved": Done()}})


class SlowServer(Server):
    """Responds when it is done, for which the client has to be patient."""

    def write(self, method, path, body=None, timeout=None):
        self.patience = timeout
        return super().write(method, path, body)


def slow(server, clock, locks=None, check_mode=False, **params):
    task = Task(server, clock, {"wait_timeout": 100, **params}, {}, check_mode, None, [], locks=locks or Locks())
    return run_workflow(SLOW_LIFE, task, "moved", "app01", "app01", server.observe)


def test_a_server_that_responds_when_it_is_done_has_as_long_as_the_task_waits(clock):
    server = SlowServer("mounted", "moved")
    server.on_write = lambda: None
    assert slow(server, clock).steps == ["move"]
    assert server.patience == 100
    server = SlowServer("mounted")
    server.on_write = lambda: None
    assert slow(server, clock, wait=False).steps == ["move"]
    assert server.patience is None


def test_a_lost_response_of_such_a_server_is_waited_out(clock):
    server = SlowServer("mounted", *["mounted"] * 8, "moved")
    server.on_write = lost
    assert slow(server, clock).steps == ["move"]
    assert sum(clock.sleeps) > GRACE
    server = SlowServer("mounted")
    server.on_write = lost
    with pytest.raises(NotConverged, match="only when it is done. It may still work on the recovery 'app01'"):
        slow(server, clock)
    assert len(server.writes) == 1


def killed():
    raise KeyboardInterrupt


@pytest.mark.parametrize(("ends", "error"), [(lost, NotConverged), (killed, KeyboardInterrupt)])
def test_what_such_a_server_may_be_doing_is_not_sent_again_by_a_later_task(clock, tmp_path, ends, error):
    locks = Locks("https://server", lambda: str(tmp_path))
    server = SlowServer("mounted")
    server.on_write = ends
    with pytest.raises(error) as first:
        slow(server, clock, locks)
    (record,) = tmp_path.glob("*.json")
    for check_mode in (False, True):
        again = SlowServer("mounted")
        with pytest.raises(RecoveryBlocked, match="may still be at work. Nothing was sent.") as refused:
            slow(again, clock, locks, check_mode)
        assert again.writes == []
        assert f"If it is not, remove the file {record} and rerun this task" in refused.value.message
    if error is NotConverged:
        assert str(record) in first.value.message
    record.unlink()
    assert slow(SlowServer("mounted", "mounted", "moved"), clock, locks).steps == ["move"]
    assert list(tmp_path.glob("*.json")) == []


@pytest.mark.parametrize("error", [ApiError("POST", "/move", 400, None, "no"), ConnectionFailed("no route")])
def test_what_such_a_server_refused_or_did_not_receive_may_be_sent_again(clock, tmp_path, error):
    def refuse():
        raise error

    locks = Locks("https://server", lambda: str(tmp_path))
    server = SlowServer("mounted")
    server.on_write = refuse
    with pytest.raises(type(error)):
        slow(server, clock, locks)
    assert slow(SlowServer("mounted", "mounted", "moved"), clock, locks).steps == ["move"]


def test_a_lost_response_whose_effect_shows_leaves_no_record(clock, tmp_path):
    server = SlowServer("mounted", "mounted", "moving", "moved")
    server.on_write = lost
    assert slow(server, clock, Locks("https://server", lambda: str(tmp_path))).steps == ["move"]
    assert list(tmp_path.glob("*.json")) == []


def test_a_step_is_told_that_its_response_arrived(clock):
    told = []
    step = replace(SLOW, responded=lambda recovery, response: told.append(recovery))
    life = Lifecycle("recovery", {"moved": {**SLOW_LIFE.transitions["moved"], "mounted": step}})
    for respond, expected in ((lambda: None, ["app01"]), (lost, [])):
        told.clear()
        server = SlowServer("mounted", "moved")
        server.on_write = respond
        task = Task(server, clock, {"wait_timeout": 100}, {}, False, None, [])
        run_workflow(life, task, "moved", "app01", "app01", server.observe)
        assert told == expected


@pytest.mark.parametrize("may_be_done", [True, False])
def test_an_error_is_no_failure_where_somebody_else_makes_the_step(clock, may_be_done):
    def refuse():
        raise ApiError("POST", "/mounts/m1/remove", 404, "NotFound", "There is no such mount")

    step = Step("unmount", Operation("POST", "/mounts/{mountId}/remove", "session"), NONE, may_be_done=may_be_done)
    life = Lifecycle("mount", {"absent": {"mounted": step, NONE: Done()}})
    for phases, fails in ((("mounted", NONE), not may_be_done), (("mounted",), True)):
        server = Server(*phases)
        server.on_write = refuse
        task = Task(server, clock, {"wait_timeout": 100}, {}, False, None, [])
        with pytest.raises(ApiError) if fails else nullcontext():
            assert not run_workflow(life, task, "absent", "app01", "app01", server.observe).changed


def test_a_timeout_names_the_session(clock):
    server = Server(NONE, "mounting")
    with pytest.raises(SessionTimedOut, match="wait_timeout=100"):
        run(server, clock)


def test_a_timeout_names_the_phase_where_no_session_is_known(clock):
    with pytest.raises(SessionTimedOut, match="still in the phase 'moving' after wait_timeout=100 seconds"):
        run(Server("moving"), clock)


def test_a_warning_of_a_session_becomes_one_of_the_task(clock):
    server, warnings = Server(NONE, "mounting", "mounted"), []
    server.session = ended("Warning", "one disk is slow")
    workflow_result = run(server, clock, goal="there", warnings=warnings)
    assert warnings == ["recovery 'app01': one disk is slow"]
    assert workflow_facts(workflow_result)["session"]["result"] == "Warning"


def test_pauses_grow_and_start_short_after_each_step(clock):
    run(Server(NONE, *["mounting"] * 6, "mounted", *["moving"] * 3, "moved"), clock, poll_interval=5)
    first = clock.sleeps[:6]
    assert first == sorted(first)
    assert clock.sleeps[6] < first[-1]


@pytest.mark.parametrize(
    ("transitions", "words"),
    [
        ({"there": {NONE: Wait("gone")}}, "has no transition from the phase 'gone'"),
        ({"there": {NONE: Wait("a"), "a": Wait(NONE)}}, "form a circle"),
    ],
)
def test_transitions_that_lead_nowhere_are_refused(transitions, words):
    with pytest.raises(ValueError, match=words):
        Lifecycle("recovery", transitions)


def test_the_operations_of_all_transitions_are_listed_once():
    assert LIFE.operations == (MOUNT.operation, MOVE.operation)
