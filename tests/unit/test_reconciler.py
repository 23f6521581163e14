# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read, plan, apply, read again: the whole engine on a server in a dict."""

from __future__ import annotations

import copy
import dataclasses
import json
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    ApiError,
    InvalidOption,
    NotConverged,
    ObjectNotFound,
    ResponseLost,
    SessionFailed,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.executor import SETTLE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import NONE, plan_present
from ansible_collections.opendr.veeam.plugins.module_utils.engine.reconciler import Reconciler
from ansible_collections.opendr.veeam.plugins.module_utils.engine.resource_module import resource_module
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import DedicatedUpdate, Operation, filled
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import project, read_state
from support.fakes import DictServer, FakeClock
from support.gadgets import FIELDS, HOST, HOST_IDS, context, gadget

GADGET = gadget()
OPTIONS = resource_module(GADGET).options
SESSION = "55555555-0000-4000-8000-000000000005"
ONE = {"name": "one", "kind": "Box", "host": "alpha"}


@pytest.fixture
def server():
    made = DictServer()
    made.lists["/hosts"] = [{"id": key, "name": name} for name, key in HOST_IDS.items()]
    return made


def run(server, raw, resource=GADGET, clock=None, reconciler=Reconciler, **settings):
    params = {name: option.get("default") for name, option in resource_module(resource, reconciler).options.items()}
    params.update(raw)
    task = Task(server, clock or FakeClock(), params, raw, **settings)
    return reconciler(resource, task).run(), task


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


def test_the_result_speaks_of_names_and_tells_the_whole_object(server):
    result, _unused = run(server, {**ONE, "hosts": ["beta"]})
    assert result["gadget"]["host"] == "alpha"
    assert result["gadget"]["hosts"] == ["beta"]
    assert result["gadget"]["id"] in server.objects
    assert result["diff"] == {"before": {}, "after": {**ONE, "hosts": ["beta"], "description": ""}}


def test_a_removed_object_is_told_as_empty(server):
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


@pytest.mark.parametrize("state", ["present", "absent"])
@pytest.mark.parametrize("name", ["", None])
def test_an_empty_name_is_refused(server, name, state):
    server.objects = {"x": {"id": "x", "name": "", "kind": "Box"}}
    with pytest.raises(InvalidOption, match="name is empty"):
        run(server, {"name": name, "state": state})
    assert server.writes == []


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
        for one in server.objects.values():
            one.pop("size", None)

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

LOST = ResponseLost("The line broke.", method="POST", path="/gadgets")


def losing(acts):
    def on_write(act):
        if acts:
            act()
        raise LOST

    return on_write


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


def test_a_session_is_waited_for_and_told(server):
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


def test_without_waiting_the_session_is_handed_on(server):
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
    # The server in a dict tells secrets again, which no field reads.
    for word in ("hush", "4711"):
        assert word not in json.dumps(results)


# --- Properties ---

IDS = list(HOST_IDS.values())
TEXT = st.text("abc/ é", max_size=4)
WANTED = st.fixed_dictionaries(
    {"name": st.just("one")},
    optional={
        "description": TEXT,
        "size": st.integers(0, 3),
        "is_open": st.booleans(),
        "colours": st.lists(st.sampled_from("abc"), max_size=3),
        "steps": st.lists(st.sampled_from("abc"), max_size=3),
        "hosts": st.lists(st.sampled_from(IDS), max_size=2, unique=True),
        "folder": TEXT,
        "limits": st.one_of(
            st.none(),
            # A group that the object does not have yet can only be added with what it requires.
            st.fixed_dictionaries(
                {"count": st.integers(0, 3)}, optional={"unit": st.sampled_from(["TB", "PB"]), "pin": TEXT}
            ),
        ),
        "ports": st.lists(
            st.fixed_dictionaries(
                {"name": st.sampled_from("abc")},
                optional={"number": st.integers(0, 3), "host": st.sampled_from(["", *IDS])},
            ),
            max_size=3,
            unique_by=lambda port: port["name"],
        ),
        "flat": st.fixed_dictionaries({}, optional={"depth": st.integers(0, 3), "width": st.integers(0, 3)}),
    },
)
EXISTING = st.fixed_dictionaries(
    {"id": st.just("x"), "name": st.just("one"), "kind": st.just("Box"), "hostId": st.sampled_from(IDS)},
    optional={
        "description": st.one_of(st.none(), TEXT),
        "size": st.integers(0, 3),
        "colours": st.one_of(st.none(), st.lists(st.sampled_from("abc"), max_size=3)),
        "settings": st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {"other": st.integers()},
                optional={
                    "limits": st.one_of(
                        st.none(),
                        st.fixed_dictionaries({"vendorOnly": st.integers()}, optional={"count": st.integers(0, 3)}),
                    )
                },
            ),
        ),
        "ports": st.lists(
            st.fixed_dictionaries({"name": st.sampled_from("abc"), "note": st.integers()}),
            max_size=3,
            unique_by=lambda port: port["name"],
        ),
        "vendorOnly": st.integers(),
    },
)


@settings(max_examples=200)
@given(current=EXISTING, desired=WANTED)
def test_what_a_plan_makes_needs_no_further_plan(current, desired):
    original = copy.deepcopy(current)
    plan = plan_present(GADGET, context(), desired, current)
    assert current == original
    made = current if plan.body is None else plan.body
    assert plan_present(GADGET, context(), desired, made).operation == NONE


@settings(max_examples=200)
@given(current=EXISTING, desired=WANTED)
def test_a_plan_keeps_what_the_server_added(current, desired):
    body = plan_present(GADGET, context(), desired, current).body
    if body is None:
        return
    assert body.get("vendorOnly") == current.get("vendorOnly")
    there = current.get("settings") or {}
    assert {"other": there.get("other")} == {"other": (body.get("settings") or {}).get("other")}
    notes = {port["name"]: port["note"] for port in current.get("ports", [])}
    for port in body.get("ports", []):
        assert port.get("note") == notes.get(port["name"])


@settings(max_examples=200)
@given(current=EXISTING, desired=WANTED)
def test_the_state_before_is_what_the_object_shows_of_what_is_wanted(current, desired):
    plan = plan_present(GADGET, context(), desired, current)
    assert plan.before == project(read_state(FIELDS, current, context()), plan.after) or plan.operation == NONE
    if plan.operation == NONE:
        assert plan.before == plan.after


@settings(max_examples=100)
@given(current=EXISTING, desired=WANTED)
def test_the_whole_engine_is_idempotent_and_predicts_itself(current, desired):
    server = DictServer()
    server.lists["/hosts"] = [{"id": key, "name": name} for name, key in HOST_IDS.items()]
    server.objects["x"] = {**current, "id": "x"}
    predicted, _unused = run(copy.deepcopy(server), desired, check_mode=True)
    first, _unused = run(server, desired)
    again, _unused = run(server, desired)
    assert (predicted["changed"], predicted["diff"]) == (first["changed"], first["diff"])
    assert not again["changed"]
    assert len(server.writes) == first["changed"]


# --- The steps that a resource overrides ---


class Expanding(Reconciler):
    """A gadget whose size only a further read returns."""

    reads: ClassVar[list[str]] = []

    def expand(self, current, for_update):
        if not for_update and "size" not in self.task.raw:
            return current
        self.reads.append(current["id"])
        return {**current, "size": 7}


def test_what_further_reads_return_is_read_where_the_task_gives_it_and_before_every_update(server):
    resource = gadget(expanded=("size",))
    reads = Expanding.reads = []
    run(server, ONE, resource, reconciler=Expanding)
    run(server, ONE, resource, reconciler=Expanding)
    assert reads == []
    result, _unused = run(server, {**ONE, "size": 7}, resource, reconciler=Expanding)
    assert (result["changed"], len(reads)) == (False, 1)
    assert [write[0] for write in server.writes] == ["POST"]
    run(server, {**ONE, "description": "changed"}, resource, reconciler=Expanding)
    assert server.writes[-1][0] == "PUT"
    assert server.writes[-1][2]["size"] == 7
    reads.clear()
    run(server, {"name": "one", "size": 7, "state": "absent"}, resource, reconciler=Expanding)
    assert reads == []


@pytest.mark.parametrize("check_mode", [False, True])
def test_the_preflight_comes_before_anything_is_sent_in_check_mode_too(server, check_mode):
    calls = []

    class Refusing(Reconciler):
        def preflight(self, plan, current):
            calls.append((plan.operation, current, plan.body))
            if plan.operation in ("create", "delete"):
                raise InvalidOption("in use")

    with pytest.raises(InvalidOption):
        run(server, ONE, reconciler=Refusing, check_mode=check_mode)
    assert calls[0][:2] == ("create", None)
    assert calls[0][2]["name"] == "one"
    assert server.writes == []
    run(server, ONE)
    run(server, ONE, reconciler=Refusing)
    with pytest.raises(InvalidOption):
        run(server, {"name": "one", "state": "absent"}, reconciler=Refusing, check_mode=check_mode)
    assert calls[-1][1]["name"] == "one"
    assert len(server.writes) == 1


def test_a_secret_that_is_in_use_is_not_sent_again(server):
    class Knowing(Reconciler):
        def desired(self, current):
            desired = super().desired(current)
            if current is not None and desired.get("passphrase") == "right":
                del desired["passphrase"]
            return desired

    run(server, ONE, reconciler=Knowing)
    again = {**ONE, "update_secrets": "always"}
    assert not run(server, {**again, "passphrase": "right"}, reconciler=Knowing)[0]["changed"]
    assert run(server, {**again, "passphrase": "wrong"}, reconciler=Knowing)[0]["changed"]


def test_secrets_go_along_with_the_change_that_needs_them(server):
    resource = gadget(secrets_with=("is_open",))
    run(server, {**ONE, "is_open": False}, resource)
    run(server, {**ONE, "size": 3, "passphrase": "right"}, resource)
    assert "passphrase" not in server.writes[-1][2]
    result, _unused = run(server, {**ONE, "is_open": True, "passphrase": "right"}, resource)
    assert server.writes[-1][2]["passphrase"] == "right"
    assert "right" not in json.dumps(result)


@pytest.mark.parametrize(("settings", "waits"), [({}, True), ({"check_mode": True}, False)])
def test_what_an_earlier_run_set_off_comes_first(server, settings, waits):
    operations = []

    class Patient(Reconciler):
        def wait_for_pending(self, current, operation):
            operations.append(operation)
            if operation == NONE:
                return False
            next(iter(server.objects.values()))["size"] = 7
            return True

    run(server, ONE)
    writes = len(server.writes)
    result, _unused = run(server, {**ONE, "size": 7}, reconciler=Patient, **settings)
    assert (operations, result["changed"]) == (([NONE, "update"], False) if waits else ([], True))
    assert len(server.writes) == writes


def test_another_object_may_be_the_one_that_is_named(server):
    class Lenient(Reconciler):
        def find(self):
            return {**self.candidates()[0], "name": "o"}

    run(server, ONE)
    assert not run(server, {**ONE, "name": "o"}, reconciler=Lenient)[0]["changed"]


# --- Options with an operation of their own ---

OPEN = Operation("POST", "/gadgets/{id}/open", "nothing")
CLOSE = Operation("POST", "/gadgets/{id}/close", "nothing")
CHANGE_PASSWORD = Operation("POST", "/gadgets/{id}/changepassword", "nothing")
DEDICATED = gadget(
    fields=tuple(
        dataclasses.replace(field, mode="dedicated") if field.option == "is_open" else field for field in FIELDS
    ),
    dedicated_updates=(
        DedicatedUpdate(OPEN, ("is_open",), value=True, initial=True),
        DedicatedUpdate(CLOSE, ("is_open",), value=False, initial=True),
        DedicatedUpdate(
            CHANGE_PASSWORD, ("passphrase",), fields=(Field("passphrase", mode="secret", api="newPassword"),)
        ),
    ),
)


class DedicatedServer(DictServer):
    """Gadgets that are open when they are new, and change that and their password by operations of their own."""

    def _act(self, method, path, body):
        identifier, _slash, action = path.removeprefix("/gadgets").lstrip("/").partition("/")
        if action in ("open", "close"):
            self.objects[identifier]["isOpen"] = action == "open"
        elif action:
            self.objects[identifier]["hash"] = str(hash(body["newPassword"]))
        else:
            super()._act(method, path, body)
            for new in self.objects.values():
                new.setdefault("isOpen", True)
                new.pop("passphrase", None)


@pytest.fixture
def dedicated():
    made = DedicatedServer()
    made.lists["/hosts"] = [{"id": key, "name": name} for name, key in HOST_IDS.items()]
    return made


def sent(server):
    return [(method, path.rpartition("/")[2] if method == "POST" else "") for method, path, _b, _q in server.writes]


def test_an_option_with_an_operation_of_its_own_is_no_part_of_the_body(dedicated):
    result, _unused = run(dedicated, {**ONE, "is_open": True}, DEDICATED)
    assert sent(dedicated) == [("POST", "gadgets")]
    assert "isOpen" not in dedicated.writes[0][2]
    assert result["gadget"]["is_open"] is True
    assert not run(dedicated, {**ONE, "is_open": True}, DEDICATED)[0]["changed"]
    predicted, _unused = run(copy.deepcopy(dedicated), {**ONE, "is_open": False}, DEDICATED, check_mode=True)
    result, _unused = run(dedicated, {**ONE, "is_open": False}, DEDICATED)
    assert sent(dedicated)[1:] == [("POST", "close")]
    assert (
        predicted["diff"]
        == result["diff"]
        == {
            "before": {**ONE, "is_open": True},
            "after": {**ONE, "is_open": False},
        }
    )


def test_a_new_object_gets_what_its_creation_cannot_say_afterwards(dedicated):
    result, _unused = run(dedicated, {**ONE, "is_open": False}, DEDICATED)
    assert sent(dedicated) == [("POST", "gadgets"), ("POST", "close")]
    assert (result["operation"], result["gadget"]["is_open"]) == ("create", False)


def test_the_whole_object_and_single_options_are_one_plan(dedicated):
    run(dedicated, ONE, DEDICATED)
    result, _unused = run(dedicated, {**ONE, "is_open": False, "size": 3}, DEDICATED)
    assert sent(dedicated)[1:] == [("PUT", ""), ("POST", "close")]
    assert "isOpen" not in dedicated.writes[1][2]
    assert sorted(change["option"] for change in result["changes"]) == ["is_open", "size"]


def test_a_secret_with_an_operation_of_its_own_is_sent_there_only_when_asked_for(dedicated):
    run(dedicated, {**ONE, "passphrase": "hush"}, DEDICATED)
    assert dedicated.writes[0][2]["passphrase"] == "hush"
    assert not run(dedicated, {**ONE, "passphrase": "hush"}, DEDICATED)[0]["changed"]
    result, _unused = run(dedicated, {**ONE, "passphrase": "other", "update_secrets": "always"}, DEDICATED)
    assert sent(dedicated)[1:] == [("POST", "changepassword")]
    assert dedicated.writes[1][2] == {"newPassword": "other"}
    assert result["changed"]
    assert "other" not in json.dumps(result)


def test_a_lost_response_of_an_operation_of_its_own_is_decided_by_the_state(dedicated):
    run(dedicated, ONE, DEDICATED)
    dedicated.on_write = losing(acts=True)
    result, _unused = run(dedicated, {**ONE, "is_open": False}, DEDICATED)
    assert result["changed"]
    assert sent(dedicated)[1:] == [("POST", "close")]
    dedicated.on_write = losing(acts=False)
    with pytest.raises(NotConverged, match="Nothing was sent twice"):
        run(dedicated, {**ONE, "is_open": True}, DEDICATED)
    assert sent(dedicated)[2:] == [("POST", "open")]


@pytest.mark.parametrize("acts", [True, False])
def test_a_lost_response_to_a_secret_is_never_called_done(dedicated, acts):
    run(dedicated, ONE, DEDICATED)
    dedicated.on_write = losing(acts=acts)
    with pytest.raises(NotConverged, match="cannot be read back.*update_secrets=always") as lost:
        run(dedicated, {**ONE, "passphrase": "hush", "update_secrets": "always"}, DEDICATED)
    assert "hush" not in lost.value.message
    assert sent(dedicated)[1:] == [("POST", "changepassword")]


# --- Singletons, identities of several options, and names that the object returns ---

SETTINGS = gadget(
    noun="gadget settings",
    identity={},
    create=None,
    delete=None,
    path="/settings",
    variant="",
    fields=(Field("size", "int"),),
    update=Operation("PUT", "/settings", "nothing"),
)


def test_a_singleton_has_neither_name_nor_id_and_is_only_changed():
    options = resource_module(SETTINGS).options
    assert not {"id", "state", "wait"} & set(options)
    assert resource_module(SETTINGS).constraints == {}
    assert resource_module(SETTINGS).api.reads == ("/settings",)


def test_a_singleton_is_read_compared_and_changed():
    server = DictServer(path="/none")
    server.details["/settings"] = lambda: server.objects["settings"]
    server.objects["settings"] = {"size": 1, "vendorOnly": 5, "kind": "Box"}
    server.lists["/hosts"] = []
    assert not run(server, {"size": 1}, SETTINGS)[0]["changed"]
    result, _unused = run(server, {"size": 2}, SETTINGS)
    assert (result["changed"], result["gadget_settings"]) == (True, {"size": 2})
    assert server.writes[0][:2] == ("PUT", "/settings")
    assert server.writes[0][2]["vendorOnly"] == 5


ACCOUNTS = gadget(
    noun="account",
    fields=(
        Field("id", mode="computed"),
        Field("login", required=True),
        Field("host", api="hostId", reference=HOST),
        Field("description", default=""),
        Field("size", "int"),
    ),
    variant="",
    identity={"login": "", "host": "", "description": ""},
)


@pytest.fixture
def accounts(server):
    server.objects = {
        "x": {"id": "x", "login": "svc", "description": "first", "hostId": HOST_IDS["alpha"], "name": "svc"},
        "y": {"id": "y", "login": "svc", "description": "second", "hostId": HOST_IDS["alpha"], "name": "svc"},
    }
    return server


def test_several_options_identify_an_object_together(accounts):
    result, _unused = run(accounts, {"login": "svc", "description": "second", "size": 3}, ACCOUNTS)
    assert (result["operation"], result["account"]["id"]) == ("update", "y")
    result, _unused = run(accounts, {"login": "svc", "description": "third"}, ACCOUNTS)
    assert result["operation"] == "create"
    assert accounts.objects["x"]["description"] == "first"


def test_an_identity_that_several_objects_have_is_not_guessed(accounts):
    with pytest.raises(AmbiguousName, match="x, y"):
        run(accounts, {"login": "svc"}, ACCOUNTS)
    with pytest.raises(AmbiguousName, match="x, y"):
        run(accounts, {"login": "svc", "host": "alpha"}, ACCOUNTS)
    assert run(accounts, {"login": "svc", "host": "beta"}, ACCOUNTS)[0]["operation"] == "create"
    assert run(accounts, {"login": "svc", "description": "first", "state": "absent"}, ACCOUNTS)[0]["changed"]
    assert "x" not in accounts.objects


def test_what_cannot_be_created_is_said_so(server):
    with pytest.raises(ObjectNotFound, match="no gadget 'one', and the API cannot create one"):
        run(server, ONE, gadget(create=None))


def test_a_name_beside_the_id_needs_no_look_up(server):
    fields = tuple(
        dataclasses.replace(field, name_from="hostName") if field.option == "host" else field for field in FIELDS
    )
    run(server, ONE)
    next(iter(server.objects.values()))["hostName"] = "alpha's own name"
    server.reads.clear()
    result, _unused = run(server, {"name": "one"}, gadget(fields=fields))
    assert result["gadget"]["host"] == "alpha's own name"
    assert "/hosts" not in server.reads


def test_a_placeholder_is_filled_whatever_it_is_called():
    assert filled("/repositories/{repositoryId}", "a/b c") == "/repositories/a%2Fb%20c"
    assert filled("/repositories", None) == "/repositories"
