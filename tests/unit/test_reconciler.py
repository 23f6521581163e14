# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read, plan, apply, read again: the whole engine on a server in a dict."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    ApiError,
    InvalidOption,
    NotConverged,
    ObjectNotFound,
    SessionFailed,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.executor import SETTLE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.reconciler import Reconciler
from ansible_collections.opendr.veeam.plugins.module_utils.engine.resource_module import resource_module
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation, filled
from support.fakes import DictServer, FakeClock
from support.gadgets import FIELDS, HOST_IDS, gadget
from support.reconciling import GADGET, ONE, losing, run, with_hosts

OPTIONS = resource_module(GADGET).options
SESSION = "55555555-0000-4000-8000-000000000005"


@pytest.fixture
def server():
    return with_hosts(DictServer())


def test_a_resource_that_newer_revisions_have_says_so_for_its_module():
    reads = {"reads": ("/parts", "/screws"), "post_reads": ("/search",), "reads_since": {"/screws": "1.3-rev2"}}
    late = gadget(since="1.3-rev0", **reads, delete=Operation("DELETE", "/gadgets/{id}/x", "nothing", since="1.3-rev1"))
    declaration = resource_module(late)
    assert declaration.since == "1.3-rev0"
    assert declaration.api.since == {
        "/gadgets": "1.3-rev0",
        "/gadgets/{id}": "1.3-rev0",
        "/gadgets/{id}/x": "1.3-rev1",
        "/parts": "1.3-rev0",
        "/screws": "1.3-rev2",
        "/search": "1.3-rev0",
    }


def test_the_options_of_a_resource_module():
    assert OPTIONS["state"] == {"type": "str", "choices": ["present", "absent"], "default": "present"}
    assert OPTIONS["overwrite"] == {"type": "bool"}
    assert OPTIONS["update_secrets"]["default"] == "on_create"
    assert "id" in OPTIONS
    assert "wait" not in OPTIONS
    assert {"wait", "wait_timeout", "poll_interval"} <= set(resource_module(WITH_SESSIONS).options)
    assert resource_module(GADGET).constraints == {"required_one_of": [["id", "name"]]}
    without = tuple(field for field in FIELDS if field.mode != "secret" and field.option != "limits")
    assert "update_secrets" not in resource_module(gadget(fields=without)).options


def test_secrets_anywhere_bring_the_choice_when_to_send_them():
    without = tuple(field for field in FIELDS if field.mode != "secret")
    assert any(nested.mode == "secret" for field in without for nested in field.fields)
    assert "update_secrets" in resource_module(gadget(fields=without)).options


def test_create_again_change_again_remove_again(server):
    steps = [
        (ONE, True, "create"),
        (ONE, False, "none"),
        ({**ONE, "size": 3, "hosts": ["beta"]}, True, "update"),
        ({**ONE, "size": 3, "hosts": ["beta"]}, False, "none"),
        ({"name": "one", "state": "absent"}, True, "delete"),
        ({"name": "one", "state": "absent"}, False, "none"),
    ]
    for raw, changed, operation in steps:
        predicted, _unused = run(copy.deepcopy(server), raw, check_mode=True)
        writes = len(server.writes)
        result, _unused = run(server, raw)
        assert (result["changed"], result["operation"]) == (changed, operation)
        assert len(server.writes) - writes == changed
        assert (predicted["changed"], predicted["diff"]) == (changed, result["diff"])
    assert server.objects == {}


def test_check_mode_writes_nothing(server):
    for raw in (ONE, {**ONE, "size": 5}, {"name": "one", "state": "absent"}):
        run(server, raw, check_mode=True)
        assert server.writes == []
        if not server.objects:
            run(server, ONE)
            server.writes.clear()


def test_the_result_has_names_and_the_whole_object(server):
    result, _unused = run(server, {**ONE, "hosts": ["beta"]})
    assert result["gadget"]["host"] == "alpha"
    assert result["gadget"]["hosts"] == ["beta"]
    assert result["gadget"]["id"] in server.objects
    assert result["diff"] == {"before": {}, "after": {**ONE, "hosts": ["beta"], "description": ""}}


def test_a_removed_object_is_returned_as_empty(server):
    run(server, ONE)
    result, _unused = run(server, {"name": "one", "state": "absent"})
    assert result["gadget"] == {}
    assert result["diff"]["after"] == {}
    assert result["diff"]["before"]["host"] == "alpha"


def test_parameters_go_with_their_operation_only(server):
    run(server, {**ONE, "overwrite": True})
    run(server, {**ONE, "overwrite": True, "size": 3})
    assert [query for _method, _path, _body, query in server.writes] == [{"overwriteOld": True}, {}]


def test_an_id_renames(server):
    run(server, ONE)
    (identifier,) = server.objects
    result, _unused = run(server, {"id": identifier, "name": "two"})
    assert result["changed"]
    assert server.objects[identifier]["name"] == "two"
    assert server.objects[identifier]["hostId"] == HOST_IDS["alpha"]
    again, _unused = run(server, {"id": identifier, "name": "two"})
    assert not again["changed"]


def test_an_id_that_is_not_there_is_an_error_unless_it_is_to_be_gone(server):
    with pytest.raises(ObjectNotFound, match="no gadget with the id nowhere"):
        run(server, {"id": "nowhere", "name": "one"})
    result, _unused = run(server, {"id": "nowhere", "state": "absent"})
    assert not result["changed"]


def test_two_objects_of_one_name_are_not_guessed_between(server):
    server.objects = {key: {"id": key, "name": "one", "kind": "Box"} for key in ("x", "y")}
    for state in ("present", "absent"):
        with pytest.raises(AmbiguousName, match="x, y"):
            run(server, {"name": "one", "state": state})
    result, _unused = run(server, {"id": "x", "state": "absent"})
    assert result["changed"]
    assert list(server.objects) == ["y"]


def test_a_name_that_only_resembles_is_another_object(server):
    run(server, ONE)
    result, _unused = run(server, {**ONE, "name": "ONE"})
    assert result["operation"] == "create"
    result, _unused = run(server, {**ONE, "name": "on"})
    assert result["operation"] == "create"
    assert len(server.objects) == 3


def test_an_unknown_reference_stops_before_anything_is_sent(server):
    with pytest.raises(ObjectNotFound, match="'gamma'.*'alpha', 'beta'"):
        run(server, {**ONE, "host": "gamma"})
    assert server.writes == []


def test_an_option_that_does_not_fit_stops_before_anything_is_sent(server):
    with pytest.raises(InvalidOption):
        run(server, {**ONE, "strap": "long"})
    assert server.writes == []


def test_a_value_the_server_did_not_take_is_not_called_done(server):
    def ignore_size(act):
        act()
        for gadget_body in server.objects.values():
            gadget_body.pop("size", None)

    server.on_write = ignore_size
    with pytest.raises(
        NotConverged, match="after the create the gadget 'one' is not in the desired state: size is None, not 3"
    ):
        run(server, {**ONE, "size": 3})


def test_an_object_that_stays_after_its_removal_is_not_called_gone(server):
    run(server, ONE)
    server.on_write = lambda act: None
    clock = FakeClock()
    start = clock.time
    with pytest.raises(NotConverged, match="still exists.*[Ff]our-eyes"):
        run(server, {"name": "one", "state": "absent"}, clock=clock)
    assert clock.time - start == pytest.approx(SETTLE)


def test_an_object_may_take_a_moment_to_leave_the_list(server):
    run(server, ONE)
    late: list[Any] = []
    server.on_write = late.append

    class Clock(FakeClock):
        def sleep(self, seconds):
            super().sleep(seconds)
            while late:
                late.pop()()

    result, _unused = run(server, {"name": "one", "state": "absent"}, clock=Clock())
    assert result["changed"]


# --- Answers that are lost ---


@pytest.mark.parametrize("step", ["create", "update", "delete"])
def test_a_write_whose_answer_is_lost_is_done_and_not_sent_twice(server, step):
    raw = {"create": ONE, "update": {**ONE, "size": 3}, "delete": {"name": "one", "state": "absent"}}[step]
    if step != "create":
        run(server, ONE)
        server.writes.clear()
    server.on_write = losing(acts=True)
    result, _unused = run(server, raw)
    assert (result["changed"], result["operation"]) == (True, step)
    assert len(server.writes) == 1


@pytest.mark.parametrize("step", ["create", "update", "delete"])
def test_a_write_that_did_not_arrive_is_not_sent_twice_either(server, step):
    raw = {"create": ONE, "update": {**ONE, "size": 3}, "delete": {"name": "one", "state": "absent"}}[step]
    if step != "create":
        run(server, ONE)
        server.writes.clear()
    server.on_write = losing(acts=False)
    with pytest.raises(NotConverged, match="Nothing was sent twice"):
        run(server, raw)
    assert len(server.writes) == 1


def test_an_error_of_the_server_is_passed_on(server):
    def refuse(act):
        raise ApiError("POST", "/gadgets", 400, "X", "in use")

    server.on_write = refuse
    with pytest.raises(ApiError, match="in use"):
        run(server, ONE)


def test_an_object_that_comes_and_goes_is_created_twice_at_the_most(server, monkeypatch):
    seen: list[Any] = []

    def refuse(act):
        seen.append({"id": "44444444-0000-4000-8000-000000000004", "name": "one"})
        raise ApiError("POST", "/gadgets", 400, "X", "one exists already")

    server.on_write = refuse
    # Right after each refusal it is there, and then no more.
    monkeypatch.setattr(Reconciler, "find", lambda self: seen.pop() if seen else None)
    with pytest.raises(ApiError, match="one exists already"):
        run(server, ONE)
    assert [write[0] for write in server.writes] == ["POST", "POST"]


# --- Sessions ---

WITH_SESSIONS = gadget(
    create=Operation("POST", "/gadgets", "session", session_type="Infrastructure"),
    update=Operation("PUT", "/gadgets/{id}", "session", session_type="Infrastructure"),
)


def with_session(server, result="Success", message="", state="Stopped"):
    """The server answers writes with a session, which acts when it is looked at."""
    acts: list[Any] = []

    def observe():
        if result in ("Success", "Warning") and state == "Stopped":
            while acts:
                acts.pop()()
        return {
            "id": SESSION,
            "name": "Working on it",
            "state": state,
            "result": {"result": result, "message": message, "isCanceled": False},
        }

    def on_write(act):
        acts.append(act)
        return {"id": SESSION, "name": "Working on it", "state": "Starting"}

    server.details[f"/sessions/{SESSION}"] = observe
    server.details[f"/sessions/{SESSION}/logs"] = lambda: {"records": []}
    server.on_write = on_write


def test_a_session_is_waited_for_and_returned(server):
    with_session(server)
    result, task = run(server, ONE, WITH_SESSIONS)
    assert result["session"]["id"] == SESSION
    assert result["session"]["result"] == "Success"
    assert result["gadget"]["id"] in server.objects
    assert task.warnings == []


def test_a_session_with_a_warning_succeeds_and_warns(server):
    with_session(server, "Warning", "disk is nearly full")
    result, task = run(server, ONE, WITH_SESSIONS)
    assert result["changed"]
    assert task.warnings == ["Session 'Working on it': disk is nearly full"]


def test_a_session_that_failed_fails_the_task(server):
    with_session(server, "Failed", "no space left")
    with pytest.raises(SessionFailed, match="no space left"):
        run(server, ONE, WITH_SESSIONS)
    assert server.objects == {}


def test_without_waiting_the_session_is_returned(server):
    with_session(server)
    result, _unused = run(server, {**ONE, "wait": False}, WITH_SESSIONS)
    assert result["changed"]
    assert result["session"]["id"] == SESSION
    assert result["session"]["state"] == "Starting"
    assert result["gadget"] == {**ONE, "description": "", "flat": {}}
    assert server.objects == {}


# --- Secrets ---


def test_secrets_go_to_the_server_and_nowhere_else(server):
    raw = {**ONE, "passphrase": "hush", "limits": {"count": 1, "pin": "4711"}}
    results = [run(server, raw)[0], run(server, raw)[0], run(server, {**raw, "update_secrets": "always"})[0]]
    assert [result["changed"] for result in results] == [True, False, True]
    assert [body["passphrase"] for _m, _p, body, _q in server.writes] == ["hush", "hush"]
    # The server in a dict returns secrets, which no field reads.
    for word in ("hush", "4711"):
        assert word not in json.dumps(results)


def test_a_placeholder_is_filled_whatever_it_is_called():
    assert filled("/repositories/{repositoryId}", "a/b c") == "/repositories/a%2Fb%20c"
    assert filled("/repositories", None) == "/repositories"
