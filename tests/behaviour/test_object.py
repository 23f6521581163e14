# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that no other module manages, in the property names of the API."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.object import AnyObject
from support.every_operation import singletons
from support.killing import kills
from support.races import before_the_lock

MODULE, REQUEST = "veeam_object", "veeam_request"
PASSWORDS = {"path": "/encryptionPasswords", "identity": ["hint"]}
NEW = {**PASSWORDS, "body": {"hint": "New", "password": "very-hidden"}}
GONE = {**PASSWORDS, "body": {"hint": "New"}, "state": "absent"}
RECORD = {"path": "/credentials", "identity": ["username", "type"]}
NEW_RECORD = {
    **RECORD,
    "body": {"username": "svc", "type": "Standard", "password": "very-hidden", "description": "One"},
}
SECRET_NOTE = {
    **RECORD,
    "body": {"username": "svc", "type": "Standard", "description": "hidden-note"},
    "secret_paths": ["description"],
}
UUID = "0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e"


def says(result, *parts):
    for part in parts:
        assert part in result["msg"], result["msg"]


def steps(controller, *tasks):
    """Each task as check mode predicts it, with one write at the most, and no secret in any output."""
    for arguments, operation in tasks:
        start = controller.simulator.mark()
        predicted = controller.succeed(MODULE, arguments, check=True)
        assert controller.writes(start) == []
        result = controller.succeed(MODULE, arguments)
        assert len(controller.writes(start)) == (operation != "none")
        for key in ("changed", "operation", "changes", "diff", "request"):
            assert predicted.get(key) == result.get(key), key
        assert result["operation"] == operation
        assert result["changed"] == (operation != "none")
        assert controller.shown_secrets(predicted, result, *controller.progress) == []


def test_an_object_of_a_collection(controller):
    steps(controller, (NEW, "create"), (NEW, "none"), (GONE, "delete"), (GONE, "none"))
    assert "very-hidden" in controller.secrets


def test_secrets_are_sent_again_where_that_is_asked_for(controller):
    controller.succeed(MODULE, NEW_RECORD)
    steps(
        controller,
        (SECRET_NOTE, "none"),
        ({**SECRET_NOTE, "update_secrets": "always"}, "update"),
        (SECRET_NOTE, "none"),
    )


def test_a_change_of_a_record_keeps_the_rest(controller):
    other = {**RECORD, "body": {"username": "svc", "type": "Standard", "description": "Other"}}
    steps(controller, (NEW_RECORD, "create"), (other, "update"), (other, "none"))
    result = controller.succeed(
        MODULE,
        {"path": "/credentials", "id": controller.succeed(MODULE, other)["object"]["id"], "body": {}}
        | {"state": "absent"},
    )
    assert result["operation"] == "delete"
    assert result["diff"]["before"]["username"] == "svc"


@pytest.mark.parametrize("product", ["vbr", "azure", "m365"])
def test_every_singleton_is_changed_and_then_left_alone(controller, product):
    for revision, path, name, value, foreign in singletons(controller, product):
        task = {
            "product": product,
            "api_version": revision,
            "path": path,
            "body": {name: value},
            "update_with": "merged",
            "leave_out": foreign,
        }
        steps(controller, (task, "update"), (task, "none"))


@pytest.mark.parametrize("kind", ["lost_answer", "reset"])
@pytest.mark.parametrize(("task", "method"), [(NEW, "POST"), (GONE, "DELETE")])
def test_a_response_that_is_lost_leaves_nothing_twice(controller, kind, task, method):
    if task is GONE:
        controller.succeed(MODULE, NEW)
    controller.simulator.faults(
        {"match": {"method": method, "template": "*ncryptionPasswords*"}, "fault": {"kind": kind}}
    )
    start = controller.simulator.mark()
    result = controller.run(MODULE, {**task, "wait_timeout": 20})
    assert len(controller.writes(start)) == 1
    assert bool(result.get("failed")) == (kind == "reset")
    if kind == "reset":
        says(result, "Nothing was sent twice", "run the task again")
    controller.succeed(MODULE, task)
    assert controller.succeed(MODULE, task)["changed"] is False


def test_secrets_whose_response_is_lost_are_not_called_sent(controller):
    controller.succeed(MODULE, NEW_RECORD)
    controller.simulator.faults({"match": {"method": "PUT", "template": "*credentials*"}, "fault": {"kind": "reset"}})
    result = controller.fail(MODULE, {**SECRET_NOTE, "update_secrets": "always"})
    says(result, "cannot be read back", "run the task again")


@pytest.mark.parametrize(("task", "method"), [(NEW, "POST"), (GONE, "DELETE")])
def test_a_task_that_is_killed_anywhere_is_done_once(controller, task, method):
    def begin():
        controller.simulator.reset()
        controller.forget()
        if task is GONE:
            controller.succeed(MODULE, NEW)
        return controller.simulator.mark()

    for kill in kills(controller, MODULE, task, begin):
        controller.succeed(MODULE, task)
        assert controller.succeed(MODULE, task)["changed"] is False, kill
        assert [sent for sent, _path in controller.writes(kill.start)] == [method], kill


def test_two_of_the_same_are_not_chosen_from(controller):
    for _number in range(2):
        controller.succeed(REQUEST, {"method": "POST", "path": "/encryptionPasswords", "body": NEW["body"]})
    start = controller.simulator.mark()
    result = controller.fail(MODULE, GONE)
    assert result["error"]["kind"] == "AmbiguousName"
    assert len(result["error"]["candidates"]) == 2
    assert controller.writes(start) == []


def test_what_the_server_does_not_return_is_named(controller):
    task = {"path": "/encryptionPasswords", "identity": ["hint"], "body": {**NEW["body"], "uniqueId": "x"}}
    controller.succeed(MODULE, {**task, "not_compared": ["uniqueId"]})
    assert controller.succeed(MODULE, {**task, "not_compared": ["uniqueId"]})["changed"] is False


def test_an_object_that_somebody_created_in_the_meantime_is_left_alone(controller, monkeypatch):
    controller.succeed(MODULE, NEW)
    read, seen = AnyObject.read, []

    def late(one):
        seen.append(one)
        return None if len(seen) < 3 else read(one)

    monkeypatch.setattr(AnyObject, "read", late)
    controller.simulator.faults(
        {"match": {"method": "POST", "template": "*Passwords"}, "fault": {"kind": "status", "status": 409}}
    )
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, NEW)["operation"] == "none"
    assert len(controller.writes(start)) == 1


def test_what_another_run_did_after_the_first_look_is_seen(controller):
    start = controller.simulator.mark()
    with before_the_lock(lambda: controller.succeed(MODULE, NEW)):
        assert controller.succeed(MODULE, NEW)["operation"] == "none"
    assert len(controller.writes(start)) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"path": "/generalOptions", "state": "absent"}, "cannot be removed"),
        ({"path": "/generalOptions"}, "body is missing"),
        ({"path": "/encryptionPasswords", "identity": ["hint"], "body": {"password": "x"}}, "no value for it"),
        ({"path": "/api/oauth2/token", "body": {"a": 1}}, "no object"),
        ({"path": "/jobs/../x", "body": {"a": 1}}, "leads out of the API"),
    ],
)
def test_what_cannot_be_is_rejected_before_anything_is_sent(controller, arguments, words):
    start = controller.simulator.mark()
    says(controller.fail(MODULE, arguments), words)
    assert controller.simulator.requests(start) == []


def test_an_id_that_does_not_exist(controller):
    absent = {"path": "/encryptionPasswords", "id": UUID, "state": "absent"}
    assert controller.succeed(MODULE, absent)["operation"] == "none"
    result = controller.fail(MODULE, {"path": "/encryptionPasswords", "id": UUID, "body": {"hint": "x"}})
    assert result["error"]["kind"] == "ObjectNotFound"
    says(result, UUID)


def test_the_items_of_a_list_keep_their_secrets(controller):
    addresses = ("sourceIPStart", "sourceIPEnd", "targetIPStart", "targetIPEnd")
    rules = [{"name": name, **dict.fromkeys(addresses, "10.0.0.1")} for name in ("hidden-one", "hidden-two")]
    task = {"path": "/trafficRules", "body": {"trafficRules": rules}, "secret_paths": ["trafficRules.name"]}
    steps(controller, (task, "update"), (task, "none"))
    rules[1]["targetIPEnd"] = "10.0.0.2"
    steps(controller, (task, "update"), (task, "none"))
    there = controller.succeed(REQUEST, {"path": "/trafficRules"})["response"]["trafficRules"]
    assert [rule["name"] for rule in there] == ["hidden-one", "hidden-two"]
