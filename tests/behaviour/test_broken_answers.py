# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are cut off, late, lost or of something else: the state is reached or the failure told, once."""

from __future__ import annotations

import time

import pytest

INFO, MODULE = "veeam_repository_info", "veeam_repository"
NAME = "NFS Share 01"
REPOSITORIES = "/api/v1/backupInfrastructure/repositories"
NEW = {
    "name": "New",
    "type": "Nfs",
    "share": {"path": "nas02:/new", "gateway_server": {"auto_select_enabled": True}},
    "mount_server": {
        "type": "Windows",
        "windows": {"server": "win-repo01.dr.example", "write_cache_folder": "E:\\Cache", "vpower_nfs_enabled": True},
    },
}
STEPS = [
    ("create", "POST", NEW),
    ("update", "PUT", {"name": NAME, "description": "changed"}),
    ("delete", "DELETE", {"name": NAME, "state": "absent"}),
]
each_step = pytest.mark.parametrize(("step", "method", "arguments"), STEPS)


@pytest.fixture(autouse=True)
def _on_the_wire(simulator, monkeypatch):
    """Elsewhere, only a fault that no client sees without a connection comes over one."""
    monkeypatch.setattr(simulator, "faults_need_connections", True)


def says(result, *parts):
    for part in parts:
        assert part in result["msg"], result["msg"]


def fault(controller, method, kind, times=1, template=REPOSITORIES + "*", **values):
    controller.simulator.faults(
        {"match": {"method": method, "template": template}, "times": times, "fault": {"kind": kind, **values}}
    )


def writes_of(controller, start, method):
    return [
        one for one in controller.simulator.requests(start) if one["method"] == method and "repositor" in one["path"]
    ]


# --- Writes ---


@pytest.mark.parametrize("kind", ["lost_answer", "truncate", "broken_tls"])
@each_step
def test_an_answer_that_is_lost_does_not_lose_the_write(controller, step, method, arguments, kind):
    if (step, kind) == ("delete", "truncate"):
        return  # Its answer has no body to be cut.
    start = controller.simulator.mark()
    fault(controller, method, kind)
    result = controller.succeed(MODULE, arguments)
    assert (result["changed"], result["operation"]) == (True, step)
    assert len(writes_of(controller, start, method)) == 1
    again = controller.succeed(MODULE, arguments)
    assert not again["changed"]


@each_step
def test_a_slow_session_after_a_lost_answer_is_waited_for(controller, step, method, arguments):
    if step == "delete":
        return  # It has no session.
    controller.simulator.outcome({"name": "*"}, "success", seconds=7)
    controller.simulator.settings(speed=1.0)
    start = controller.simulator.mark()
    fault(controller, method, "lost_answer")
    assert controller.succeed(MODULE, arguments)["operation"] == step
    assert len(writes_of(controller, start, method)) == 1


@each_step
def test_a_write_that_never_arrived_is_told_and_not_sent_again(controller, step, method, arguments):
    before, start = controller.succeed(INFO, {}), controller.simulator.mark()
    fault(controller, method, "reset")
    result = controller.fail(MODULE, arguments)
    says(result, "closed the connection during " + method, "Nothing was sent twice", "run the task again")
    assert result["error"]["kind"] == "NotConverged"
    assert len(writes_of(controller, start, method)) == 1
    assert controller.succeed(INFO, {}) == before
    assert controller.succeed(MODULE, arguments)["operation"] == step


@pytest.mark.parametrize("status", [502, 503, 504])
@each_step
def test_a_gateway_error_to_a_write_is_no_reason_to_send_it_again(controller, step, method, arguments, status):
    start = controller.simulator.mark()
    fault(controller, method, "status", status=status)
    says(controller.fail(MODULE, arguments), str(status), "Nothing was sent twice")
    assert len(writes_of(controller, start, method)) == 1


@pytest.mark.parametrize("values", [{"kind": "rate_limit"}, {"kind": "status", "status": 503}], ids=["429", "503"])
@each_step
def test_a_write_that_was_put_off_is_sent_again_when_the_server_asked(controller, step, method, arguments, values):
    start = controller.simulator.mark()
    fault(controller, method, retry_after=0.3, **values)
    assert controller.succeed(MODULE, arguments)["operation"] == step
    first, second = writes_of(controller, start, method)
    assert first["status"] in (429, 503)
    assert second["status"] < 300
    assert controller.clock.slept >= 0.3


def test_a_server_that_stays_busy_is_told(controller):
    fault(controller, "PUT", "rate_limit", times=None, retry_after=0)
    start = controller.simulator.mark()
    result = controller.fail(MODULE, {"name": NAME, "description": "changed", "retries": 2})
    says(result, "PUT", "429")
    assert len(writes_of(controller, start, "PUT")) == 3


# --- Reads ---


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "reset"},
        {"kind": "truncate"},
        {"kind": "lost_answer"},
        {"kind": "broken_tls"},
        {"kind": "rate_limit", "retry_after": 0},
        {"kind": "status", "status": 502},
        {"kind": "status", "status": 503},
        {"kind": "status", "status": 504},
        {"kind": "html"},
    ],
    ids=lambda values: f"{values['kind']} {values.get('status', '')}",
)
def test_a_read_that_failed_once_is_repeated(controller, values):
    fault(controller, "GET", **values)
    assert len(controller.succeed(INFO, {})["repositories"]) == 12


def test_a_read_that_keeps_failing_is_told(controller):
    fault(controller, "GET", "status", times=None, status=503)
    start = controller.simulator.mark()
    says(controller.fail(INFO, {"retries": 2}), "GET " + REPOSITORIES, "503")
    assert len([one for one in controller.simulator.requests(start) if one["path"] == REPOSITORIES]) == 3


def test_a_slow_server_is_told_with_the_time_out(controller):
    fault(controller, "GET", "delay", seconds=1.3)
    says(controller.fail(INFO, {"timeout": 1, "retries": 0}), "did not answer GET " + REPOSITORIES, "within 1 seconds")
    # A time-out is one of the real network. Wait, so that the late answer falls into no other test.
    time.sleep(0.5)


def test_something_else_that_answers_is_quoted(controller):
    fault(controller, "GET", "html", times=None, status=200, body="<html><h1>Sign in to the firewall</h1></html>")
    result = controller.fail(INFO, {})
    says(result, "GET " + REPOSITORIES, "not JSON", "Sign in to the firewall", "check url")


def test_a_half_token_is_never_shown(controller):
    controller.simulator.faults(
        {
            "match": {"method": "POST", "template": "/api/oauth2/token"},
            "times": None,
            "fault": {"kind": "html", "status": 200, "body": '{"access_token": "half-a-token-and-th'},
        }
    )
    result = controller.fail(INFO, {})
    says(result, "did not log 'administrator' in", "no access token")
    assert "half-a-token" not in str(result)


def test_a_login_that_is_cut_off_is_repeated(controller):
    controller.simulator.faults({"match": {"template": "/api/oauth2/token"}, "fault": {"kind": "truncate"}})
    assert controller.succeed(INFO, {})["repositories"]
