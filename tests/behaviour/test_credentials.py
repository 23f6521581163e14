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


def sent(bench, start):
    return [record["operation_id"] for record in bench.simulator.requests(start) if record["method"] in ("POST", "PUT")]


def has(bench, result, **expected):
    return bench.simulator.secrets(f"credentials/{result['credential']['id']}", **expected)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_new_record_has_its_secrets(bench, revision):
    made = bench.do(MODULE, linux(revision))
    expected = {
        "password": "first-password",
        "privateKey": "first-key",
        "passphrase": "first-phrase",
        "rootPassword": "first-root",
    }
    assert has(bench, made, **expected) == dict.fromkeys(expected, True)
    assert bench.shown_secrets(made) == []


@pytest.mark.parametrize(("option", "name", "operation"), SECRETS)
def test_a_secret_of_a_record_is_set_by_its_own_operation_when_asked_for(bench, option, name, operation):
    bench.do(MODULE, LINUX)
    given = {key: LINUX[key] for key in ("account", "type", "description")}
    start = bench.simulator.mark()
    kept = bench.do(MODULE, {**given, option: "second"})
    assert not kept["changed"]
    assert sent(bench, start) == []
    result = bench.do(MODULE, {**given, option: "second", "update_secrets": "always"})
    assert (result["changed"], result["changes"]) == (True, [])
    assert sent(bench, start) == [operation]
    others = {other: LINUX[key].replace("second", "first") for key, other, _unused in SECRETS if key != option}
    assert has(bench, result, **{name: "second"}) == {name: True}
    assert all(has(bench, result, **others).values())


def test_a_key_is_set_together_with_its_passphrase(bench):
    bench.do(MODULE, LINUX)
    change = {**LINUX, "private_key": "second-key", "passphrase": "second-phrase", "update_secrets": "always"}
    result = bench.do(MODULE, change)
    assert has(bench, result, privateKey="second-key", passphrase="second-phrase") == {
        "privateKey": True,
        "passphrase": True,
    }


def test_a_change_of_a_record_and_of_its_secrets_are_sent_apart(bench):
    bench.do(MODULE, WINDOWS)
    record = bench.do(MODULE, WINDOWS)["credential"]
    start = bench.simulator.mark()
    result = bench.do(
        MODULE,
        {"id": record["id"], "account": "DR\\svc-web", "account_password": "second", "update_secrets": "always"},
    )
    assert sent(bench, start) == ["UpdateCreds", "ChangePasswordForCreds"]
    assert result["credential"]["account"] == "DR\\svc-web"
    assert has(bench, result, password="second") == {"password": True}


@pytest.mark.parametrize(("option", "name", "operation"), SECRETS)
def test_a_lost_answer_to_a_secret_is_told_since_nothing_can_be_read(bench, option, name, operation):
    bench.do(MODULE, LINUX)
    bench.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": "lost_answer"}})
    given = {key: LINUX[key] for key in ("account", "type", "description")}
    start = bench.simulator.mark()
    result = bench.fail(MODULE, {**given, option: "second", "update_secrets": "always"})
    assert result["error"]["kind"] == "NotConverged"
    assert option in result["msg"]
    assert "update_secrets=always" in result["msg"]
    assert sent(bench, start) == [operation]


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("CreateCreds", LINUX),
        ("UpdateCreds", {"account": "svc-backup", "type": "Linux", "description": "Linux hosts", "ssh_port": 2222}),
        ("DeleteCreds", {"account": "DR\\gmsa-backup$", "type": "ManagedService", "description": "Guest processing"}),
    ],
)
def test_a_lost_answer_is_no_reason_to_ask_twice(bench, operation, arguments):
    bench.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": "lost_answer"}})
    state = "absent" if operation == "DeleteCreds" else "present"
    start = bench.simulator.mark()
    assert bench.do(MODULE, {**arguments, "state": state})["changed"]
    assert not bench.do(MODULE, {**arguments, "state": state})["changed"]
    assert len(bench.writes(start)) == 1


def test_another_description_is_another_record(bench):
    first = bench.do(INFO, {"account": "svc-backup"})["credentials"]
    made = bench.do(
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
    after = bench.do(INFO, {"account": "svc-backup"})["credentials"]
    assert first[0] in after
    assert len(after) == 2


def test_two_that_are_alike_are_named_by_their_ids(bench):
    ids = [bench.do(MODULE, WINDOWS)["credential"]["id"]]
    twin = {"username": WINDOWS["account"], "type": WINDOWS["type"], "description": WINDOWS["description"]}
    ids += bench.simulator.seed("credentials", objects=[twin])
    for given in (WINDOWS, {**WINDOWS, "state": "absent"}, {**WINDOWS, "update_secrets": "always"}):
        start = bench.simulator.mark()
        result = bench.fail(MODULE, given)
        assert result["error"]["kind"] == "AmbiguousName"
        assert sorted(result["error"]["candidates"]) == sorted(ids)
        assert bench.writes(start) == []
    assert bench.do(MODULE, {"id": ids[1], "state": "absent"})["changed"]
    assert not bench.do(MODULE, WINDOWS)["changed"]


@pytest.mark.parametrize("option", ["type", "description"])
def test_a_part_of_what_identifies_a_record_is_not_enough(bench, option):
    start = bench.simulator.mark()
    for state in ("present", "absent"):
        given = {key: value for key, value in WINDOWS.items() if key != option}
        assert f"give {option} as well, or the id" in bench.fail(MODULE, {**given, "state": state})["msg"]
    assert bench.simulator.requests(start) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_default_record_of_an_appliance_is_found_and_not_made_again(bench, revision):
    given = {"account": "root", "type": "Linux", "description": "Helper appliance credentials", "api_version": revision}
    assert bench.do(MODULE, {**given, "ssh_port": 2222})["operation"] == "update"
    assert not bench.do(MODULE, {**given, "ssh_port": 2222})["changed"]


def test_a_passphrase_alone_is_refused(bench):
    given = {key: value for key, value in LINUX.items() if key != "private_key"}
    assert bench.fail(MODULE, given)["error"]["option"] == "passphrase"


def test_an_empty_description_is_one(bench):
    bare = {"account": "DR\\svc-bare", "type": "Standard", "description": "", "account_password": "x"}
    made = bench.do(MODULE, bare)
    assert (made["operation"], bench.do(MODULE, bare)["changed"]) == ("create", False)
