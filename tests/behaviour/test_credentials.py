# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials records on the simulator: which record a task means, and which secrets reach it."""

from __future__ import annotations

import pytest

MODULE, INFO = "veeam_credential", "veeam_credential_info"
WINDOWS = {
    "account": "DR\\svc-app",
    "type": "Standard",
    "description": "Application servers",
    "account_password": "first-password",
}
LINUX = {
    "account": "svc-app",
    "type": "Linux",
    "description": "Application servers",
    "authentication_type": "SshKey",
    "account_password": "first-password",
    "private_key": "first-key",
    "passphrase": "first-phrase",
    "root_password": "first-root",
}
# Option, property of the server, operation.
SECRETS = [
    ("account_password", "password", "ChangePasswordForCreds"),
    ("private_key", "privateKey", "ChangePrivateKeyForCreds"),
    ("root_password", "rootPassword", "ChangeRootPasswordForCreds"),
]
REVISIONS = ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]


def linux(revision):
    """The Linux record in a revision: the oldest has no authentication type."""
    left_out = {"authentication_type"} if revision == "1.2-rev1" else set()
    return {**{key: value for key, value in LINUX.items() if key not in left_out}, "api_version": revision}


def sent(controller, start):
    return [
        record["operation_id"] for record in controller.simulator.requests(start) if record["method"] in ("POST", "PUT")
    ]


def has(controller, result, **expected):
    return controller.simulator.secrets(f"credentials/{result['credential']['id']}", **expected)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_new_record_has_its_secrets(controller, revision):
    made = controller.succeed(MODULE, linux(revision))
    expected = {
        "password": "first-password",
        "privateKey": "first-key",
        "passphrase": "first-phrase",
        "rootPassword": "first-root",
    }
    assert has(controller, made, **expected) == dict.fromkeys(expected, True)
    assert controller.shown_secrets(made) == []


@pytest.mark.parametrize(("option", "name", "operation"), SECRETS)
def test_a_secret_of_a_record_is_set_by_its_own_operation_when_asked_for(controller, option, name, operation):
    controller.succeed(MODULE, LINUX)
    given = {key: LINUX[key] for key in ("account", "type", "description")}
    start = controller.simulator.mark()
    kept = controller.succeed(MODULE, {**given, option: "second"})
    assert not kept["changed"]
    assert sent(controller, start) == []
    result = controller.succeed(MODULE, {**given, option: "second", "update_secrets": "always"})
    assert (result["changed"], result["changes"]) == (True, [])
    assert sent(controller, start) == [operation]
    others = {other: LINUX[key].replace("second", "first") for key, other, _unused in SECRETS if key != option}
    assert has(controller, result, **{name: "second"}) == {name: True}
    assert all(has(controller, result, **others).values())


def test_a_key_is_set_together_with_its_passphrase(controller):
    controller.succeed(MODULE, LINUX)
    change = {**LINUX, "private_key": "second-key", "passphrase": "second-phrase", "update_secrets": "always"}
    result = controller.succeed(MODULE, change)
    assert has(controller, result, privateKey="second-key", passphrase="second-phrase") == {
        "privateKey": True,
        "passphrase": True,
    }


def test_a_change_of_a_record_and_of_its_secrets_are_sent_apart(controller):
    controller.succeed(MODULE, WINDOWS)
    record = controller.succeed(MODULE, WINDOWS)["credential"]
    start = controller.simulator.mark()
    result = controller.succeed(
        MODULE,
        {"id": record["id"], "account": "DR\\svc-web", "account_password": "second", "update_secrets": "always"},
    )
    assert sent(controller, start) == ["UpdateCreds", "ChangePasswordForCreds"]
    assert result["credential"]["account"] == "DR\\svc-web"
    assert has(controller, result, password="second") == {"password": True}


@pytest.mark.parametrize(("option", "name", "operation"), SECRETS)
def test_a_lost_answer_to_a_secret_is_told_since_nothing_can_be_read(controller, option, name, operation):
    controller.succeed(MODULE, LINUX)
    controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": "lost_answer"}})
    given = {key: LINUX[key] for key in ("account", "type", "description")}
    start = controller.simulator.mark()
    result = controller.fail(MODULE, {**given, option: "second", "update_secrets": "always"})
    assert result["error"]["kind"] == "NotConverged"
    assert option in result["msg"]
    assert "update_secrets=always" in result["msg"]
    assert sent(controller, start) == [operation]


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("CreateCreds", LINUX),
        ("UpdateCreds", {"account": "svc-backup", "type": "Linux", "description": "Linux hosts", "ssh_port": 2222}),
        ("DeleteCreds", {"account": "DR\\gmsa-backup$", "type": "ManagedService", "description": "Guest processing"}),
    ],
)
def test_a_lost_answer_is_no_reason_to_ask_twice(controller, operation, arguments):
    controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": "lost_answer"}})
    state = "absent" if operation == "DeleteCreds" else "present"
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, {**arguments, "state": state})["changed"]
    assert not controller.succeed(MODULE, {**arguments, "state": state})["changed"]
    assert len(controller.writes(start)) == 1


def test_another_description_is_another_record(controller):
    first = controller.succeed(INFO, {"account": "svc-backup"})["credentials"]
    made = controller.succeed(
        MODULE,
        {
            "account": "svc-backup",
            "type": "Linux",
            "description": "Hardened repositories",
            "authentication_type": "Password",
            "account_password": "second",
            "update_secrets": "always",
        },
    )
    assert made["operation"] == "create"
    after = controller.succeed(INFO, {"account": "svc-backup"})["credentials"]
    assert first[0] in after
    assert len(after) == 2


def test_two_that_are_alike_are_named_by_their_ids(controller):
    ids = [controller.succeed(MODULE, WINDOWS)["credential"]["id"]]
    twin = {"username": WINDOWS["account"], "type": WINDOWS["type"], "description": WINDOWS["description"]}
    ids += controller.simulator.seed("credentials", objects=[twin])
    for given in (WINDOWS, {**WINDOWS, "state": "absent"}, {**WINDOWS, "update_secrets": "always"}):
        start = controller.simulator.mark()
        result = controller.fail(MODULE, given)
        assert result["error"]["kind"] == "AmbiguousName"
        assert sorted(result["error"]["candidates"]) == sorted(ids)
        assert controller.writes(start) == []
    assert controller.succeed(MODULE, {"id": ids[1], "state": "absent"})["changed"]
    assert not controller.succeed(MODULE, WINDOWS)["changed"]


@pytest.mark.parametrize("option", ["type", "description"])
def test_a_part_of_what_identifies_a_record_is_not_enough(controller, option):
    start = controller.simulator.mark()
    for state in ("present", "absent"):
        given = {key: value for key, value in WINDOWS.items() if key != option}
        assert f"give {option} as well, or the id" in controller.fail(MODULE, {**given, "state": state})["msg"]
    assert controller.simulator.requests(start) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_default_record_of_an_appliance_is_found_and_not_made_again(controller, revision):
    given = {"account": "root", "type": "Linux", "description": "Helper appliance credentials", "api_version": revision}
    assert controller.succeed(MODULE, {**given, "ssh_port": 2222})["operation"] == "update"
    assert not controller.succeed(MODULE, {**given, "ssh_port": 2222})["changed"]


def test_a_passphrase_alone_is_refused(controller):
    given = {key: value for key, value in LINUX.items() if key != "private_key"}
    assert controller.fail(MODULE, given)["error"]["option"] == "passphrase"


def test_an_empty_description_is_one(controller):
    bare = {"account": "DR\\svc-bare", "type": "Standard", "description": "", "account_password": "x"}
    made = controller.succeed(MODULE, bare)
    assert (made["operation"], controller.succeed(MODULE, bare)["changed"]) == ("create", False)
