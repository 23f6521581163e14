# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Repositories of Azure: folders that are not empty, passwords and keys, uses, sessions that end badly, killed runs."""

from __future__ import annotations

from collections import Counter

import pytest

from simulator.seeds.azure_infrastructure import ROTATED_KEY, key_uri
from simulator.seeds.azure_repositories import (
    DEFAULT_STORE,
    ENCRYPTED_PASSWORD,
    ENCRYPTED_STORE,
    FOREIGN_STORE,
    FORMER_OWNER,
    LOCKED_FOLDER,
    LOCKED_HINT,
    LOCKED_PASSWORD,
    PLAIN_FOLDER,
    VAULT_FOLDER,
    VAULT_STORE,
    repository_id,
)
from support.killing import acts, kills

MODULE = "veeam_azure_repository"
CREATE, UPDATE, DELETE = "Repository_CreateRepository", "Repository_UpdateRepository", "Repository_DeleteRepository"
PLACE = {"service_account": "DR Backup Account", "storage_account": "drbackups01", "container": "backups"}
NEW = {"name": "New Store", "folder": "new-store", **PLACE}
BY_KEY = {"key_vault": "kv-dr", "key_vault_key": "backup-key"}
TAKE_OVER = {"import_if_folder_has_backup": True}
PASSWORD = "a new battery"


def outcome(controller, kind, how, message="", **more):
    controller.simulator.outcome({"type": kind}, how, message, product="azure", **more)


# --- Folders that are repositories already ---


@pytest.mark.parametrize("revision", ["v8", "v8.1"])
def test_the_version_of_a_key_is_returned_where_the_encryption_is_read(controller, revision):
    result = controller.succeed(MODULE, {"name": VAULT_STORE, **BY_KEY, "api_version": revision})
    assert (result["changed"], result["repository"]["key_version"]) == (False, key_uri("backup-key").rpartition("/")[2])
    assert "key_version" not in controller.succeed(MODULE, {"name": VAULT_STORE})["repository"]


@pytest.mark.parametrize(
    ("folder", "given", "words"),
    [
        (PLAIN_FOLDER, {}, "not encrypted). It may belong to another appliance. Give import_if_folder_has_backup=true"),
        (LOCKED_FOLDER, {}, f"encrypted with a password, whose hint is '{LOCKED_HINT}'"),
        (LOCKED_FOLDER, TAKE_OVER, "give its password as encryption_password"),
        (
            VAULT_FOLDER,
            TAKE_OVER,
            "encrypted with the key 'backup-key' of the key vault 'kv-dr'). To take it over, give",
        ),
        (
            VAULT_FOLDER,
            {**TAKE_OVER, **BY_KEY, "key_vault_key": "spare-key"},
            "give that key as key_vault and key_vault_key",
        ),
        (PLAIN_FOLDER, {**TAKE_OVER, "storage_tier": "Archive"}, "cannot be taken over with storage_tier=Archive"),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_a_folder_that_is_a_repository_is_recognised(controller, folder, given, words, check):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {**NEW, "folder": folder, **given}, check=check)
    assert words in failed["msg"]
    assert failed["error"]["kind"] == "FolderHoldsRepository"
    assert controller.writes(start) == []


@pytest.mark.parametrize(
    ("folder", "given"),
    [(PLAIN_FOLDER, {}), (LOCKED_FOLDER, {"encryption_password": LOCKED_PASSWORD}), (VAULT_FOLDER, BY_KEY)],
)
def test_it_is_taken_over_with_what_it_is_encrypted_with(controller, folder, given):
    task = {**NEW, "folder": folder, **TAKE_OVER, **given}
    taken = controller.succeed(MODULE, task)
    assert taken["operation"] == "create"
    assert (taken["repository"]["status"], taken["repository"]["encrypted"]) == ("Ready", bool(given))
    assert not controller.succeed(MODULE, task)["changed"]


def test_the_wrong_password_of_such_a_folder_fails_the_session_and_then_says_what_is_left(controller):
    task = {**NEW, "folder": LOCKED_FOLDER, **TAKE_OVER, "encryption_password": "wrong"}
    failed = controller.fail(MODULE, task)
    assert "The password of the repository in the folder is not correct" in failed["msg"]
    assert failed["error"]["kind"] == "SessionFailed"
    again = controller.fail(MODULE, {"name": NEW["name"]})
    assert (again["error"]["kind"], again["error"]["status"]) == ("RepositoryNotReady", "Failed")
    assert "remove it first with state=absent" in again["msg"]
    assert controller.succeed(MODULE, {"name": NEW["name"], "state": "absent"})["changed"]
    assert controller.succeed(MODULE, {**task, "encryption_password": LOCKED_PASSWORD})["changed"]


def test_a_repository_of_another_appliance_is_said_and_not_changed(controller):
    assert not controller.succeed(MODULE, {"name": FOREIGN_STORE})["changed"]
    assert any(FORMER_OWNER in one for one in controller.warnings)
    failed = controller.fail(MODULE, {"name": FOREIGN_STORE, "description": "mine"})
    assert FORMER_OWNER in failed["msg"]
    assert failed["error"]["kind"] == "RepositoryOfAnother"


# --- Passwords and keys ---


def test_the_password_of_a_repository_is_checked_before_it_is_used(controller):
    task = {"name": ENCRYPTED_STORE, "encryption_password": ENCRYPTED_PASSWORD}
    start = controller.simulator.mark()
    assert not controller.succeed(MODULE, task)["changed"]
    assert not controller.succeed(MODULE, {**task, "update_secrets": "always"})["changed"]
    failed = controller.fail(MODULE, {**task, "encryption_password": PASSWORD})
    assert "encrypted with another password than encryption_password (its hint is 'a horse')" in failed["msg"]
    assert failed["error"]["kind"] == "WrongPassword"
    assert controller.writes(start) == []
    new = {**task, "encryption_password": PASSWORD, "update_secrets": "always"}
    assert controller.succeed(MODULE, new, check=True)["operation"] == "update"
    assert controller.succeed(MODULE, new)["operation"] == "update"
    assert not controller.succeed(MODULE, new)["changed"]
    assert not controller.succeed(MODULE, {**task, "encryption_password": PASSWORD})["changed"]


def test_encryption_begins_changes_its_kind_and_ends(controller):
    controller.succeed(MODULE, NEW)
    name = {"name": NEW["name"]}
    for given, option in (
        ({"encryption_password": PASSWORD}, "encrypted"),
        (BY_KEY, "key_vault_key"),
        ({"encryption_password": PASSWORD}, "key_vault_key"),
    ):
        predicted = controller.succeed(MODULE, {**name, **given}, check=True)
        done = controller.succeed(MODULE, {**name, **given})
        assert option in [one["option"] for one in done["changes"]]
        assert predicted["diff"] == done["diff"]
        assert controller.shown_secrets(done) == []
        assert not controller.succeed(MODULE, {**name, **given})["changed"]
    assert controller.succeed(MODULE, {**name, "encrypted": False})["changed"]
    assert not controller.succeed(MODULE, {**name, "encrypted": False})["changed"]


def test_a_change_of_something_else_leaves_the_key_as_it_is(controller):
    controller.succeed(MODULE, {"name": VAULT_STORE, "description": "other"})
    assert not controller.succeed(MODULE, {"name": VAULT_STORE, **BY_KEY})["changed"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**BY_KEY, "key_vault_key": "gone"}, "There is no key 'gone' in the key vault 'kv-dr'"),
        ({**BY_KEY, "key_vault": "kv-empty"}, "There is no key 'backup-key' in the key vault 'kv-empty'"),
        ({**BY_KEY, "key_vault": "kv-gone"}, "Key vault 'kv-gone' not found"),
        ({"key_vault_key": "backup-key"}, "key_vault_key needs key_vault"),
        ({"key_vault": "kv-dr"}, "give key_vault_key too"),
        ({**BY_KEY, "key_vault_key": ROTATED_KEY}, "has 2 versions: give the address of one"),
        ({**BY_KEY, "encryption_password": PASSWORD}, "either encryption_password or key_vault_key"),
        ({"encrypted": True}, "needs encryption_password, or key_vault and key_vault_key"),
        ({"encrypted": False, "encryption_password": PASSWORD}, "contradict each other"),
        ({"auto_create_tiers": True, "storage_tier": "Hot"}, "leave storage_tier out"),
        ({"service_account": "nobody"}, "Service account 'nobody' not found"),
        ({"storage_account": "nothing"}, "Storage account 'nothing' not found"),
        ({"storage_account": "drpremium01"}, "Premium"),
        ({"container": "nothing"}, "Container nothing was not found"),
        ({"folder": "production"}, "holds a repository already"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {**NEW, **given}, check=True)
    assert words in failed["msg"]
    assert controller.fail(MODULE, {**NEW, **given})["msg"] == failed["msg"]
    assert controller.writes(start) == []


def test_a_version_of_a_key_is_given_by_its_address_and_then_known_by_its_name(controller):
    task = {**NEW, **BY_KEY, "key_vault_key": key_uri(ROTATED_KEY, version=2)}
    assert controller.succeed(MODULE, task)["changed"]
    assert not controller.succeed(MODULE, {**task, "key_vault_key": ROTATED_KEY})["changed"]


# --- Uses, sessions, tiers, names ---


@pytest.mark.parametrize("check", [True, False])
def test_a_repository_in_use_is_not_removed(controller, check):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {"name": DEFAULT_STORE, "state": "absent"}, check=check)
    for words in ("policy 'Production VMs'", "storage template 'Gold'", "The configuration backup is stored in this"):
        assert words in failed["msg"]
    assert failed["error"]["kind"] == "RepositoryInUse"
    assert failed["error"]["policies"][0]["type"] == "VirtualMachines"
    assert controller.writes(start) == []


def test_a_repository_for_each_tier_is_made_once(controller):
    task = {**NEW, "auto_create_tiers": True}
    made = controller.succeed(MODULE, task)
    assert len(made["sessions"]) == 3
    assert {one["result"] for one in made["sessions"]} == {"Success"}
    assert not controller.succeed(MODULE, task)["changed"]
    failed = controller.fail(MODULE, {**task, "description": "all of them"})
    assert "Change each of them by its own name" in failed["msg"]
    for tier in ("Hot", "Cool", "Archive"):
        assert controller.succeed(MODULE, {"name": f"New Store {tier}", "state": "absent"})["changed"]


def test_the_tier_of_the_storage_account_is_one_of_its_own(controller):
    task = {**NEW, "storage_tier": "Inferred"}
    assert controller.succeed(MODULE, task, check=True)["diff"] == controller.succeed(MODULE, task)["diff"]
    assert not controller.succeed(MODULE, task)["changed"]
    assert controller.succeed(MODULE, {"name": NEW["name"]})["repository"]["storage_tier"] == "Hot"
    assert controller.fail(MODULE, {**task, "storage_tier": "Cool"})["error"]["kind"] == "ImmutableOption"


@pytest.mark.parametrize(("how", "words"), [("fail", "failed: the quota is used up."), ("cancel", "was canceled: ")])
@pytest.mark.parametrize("kind", ["RepositoryCreation", "RepositoryEdit", "RepositoryDeletion"])
def test_a_session_that_ends_badly_fails_the_task_with_its_reason(controller, kind, how, words):
    task = {"RepositoryCreation": NEW, "RepositoryEdit": {"name": VAULT_STORE, "description": "x"}}
    outcome(controller, kind, how, "the quota is used up")
    failed = controller.fail(MODULE, task.get(kind, {"name": VAULT_STORE, "state": "absent"}))
    assert words in failed["msg"]
    assert failed["error"]["session"]["type"] == kind


def test_a_session_with_a_warning_is_a_success_that_says_so(controller):
    outcome(controller, "RepositoryCreation", "warn", "the container is almost full")
    assert controller.succeed(MODULE, NEW)["sessions"][0]["result"] == "Warning"
    assert any("the container is almost full" in one for one in controller.warnings)


def test_a_session_that_hangs_times_out_and_can_be_waited_for_again(controller):
    outcome(controller, "RepositoryCreation", "hang")
    failed = controller.fail(MODULE, {**NEW, "wait_timeout": 1})
    assert failed["error"]["kind"] == "SessionTimedOut"
    again = controller.fail(MODULE, {**NEW, "wait_timeout": 1})
    assert again["error"]["session"]["id"] == failed["error"]["session"]["id"]


def test_a_session_of_an_earlier_run_that_fails_is_told_with_its_reason(controller):
    outcome(controller, "RepositoryCreation", "fail", "the quota is used up")
    controller.simulator.settings(product="azure", speed=1)
    controller.succeed(MODULE, {**NEW, "wait": False})
    assert controller.fail(MODULE, NEW)["error"]["kind"] == "RepositoryNotReady"
    assert any("the quota is used up" in one for one in controller.warnings)


def test_without_waiting_a_change_of_what_is_busy_meets_a_conflict(controller):
    controller.simulator.settings(product="azure", speed=50)
    controller.succeed(MODULE, {**NEW, "wait": False})
    failed = controller.fail(MODULE, {"name": NEW["name"], "description": "x", "wait": False})
    assert failed["error"]["status"] == 409
    assert "being processed by another session" in failed["msg"]


def test_a_repository_is_renamed_by_its_id(controller):
    task = {"id": repository_id(VAULT_STORE), "name": "Keys"}
    assert [one["option"] for one in controller.succeed(MODULE, task)["changes"]] == ["name"]
    assert not controller.succeed(MODULE, task)["changed"]
    failed = controller.fail(MODULE, {**task, "name": DEFAULT_STORE})
    assert failed["error"]["status"] == 409


@pytest.mark.parametrize(
    ("option", "value"), [("folder", "other"), ("container", "archive"), ("storage_account", "drbackups02")]
)
def test_the_place_of_a_repository_cannot_change(controller, option, value):
    failed = controller.fail(MODULE, {"name": VAULT_STORE, option: value})
    assert f"has {option}=" in failed["msg"]
    assert failed["error"]["kind"] == "ImmutableOption"


def test_answers_that_come_later_are_waited_for(controller):
    controller.simulator.settings(product="azure", asynchronous=True)
    assert controller.succeed(MODULE, {**NEW, **BY_KEY})["changed"]
    assert not controller.succeed(MODULE, {**NEW, **BY_KEY})["changed"]


# --- Killed anywhere, answers lost ---

LIVES = {
    "added": ((), {**NEW, "encryption_password": PASSWORD}, CREATE),
    "added in tiers": ((), {**NEW, "auto_create_tiers": True}, CREATE),
    "changed": ((NEW,), {**NEW, "description": "other", **BY_KEY}, UPDATE),
    "removed": ((NEW,), {"name": NEW["name"], "state": "absent"}, DELETE),
}


def begin(controller, before, speed):
    controller.simulator.reset()
    controller.simulator.settings(product="azure", speed=0)
    for task in before:
        controller.succeed(MODULE, task)
    controller.simulator.settings(product="azure", speed=speed)
    return controller.simulator.mark()


@pytest.mark.parametrize("life", LIVES)
def test_killed_after_any_request_it_goes_on_and_does_nothing_twice(controller, life):
    before, task, operation = LIVES[life]
    requests = 0
    for kill in kills(controller, MODULE, task, lambda: begin(controller, before, speed=1)):
        last = controller.succeed(MODULE, task)
        assert acts(controller, kill.start) == Counter([operation])
        if task.get("state") != "absent":
            assert last["repository"]["status"] == "Ready"
        assert not controller.succeed(MODULE, task)["changed"]
        requests = max(requests, kill.number)
    assert requests > 3


@pytest.mark.parametrize("life", LIVES)
def test_a_lost_answer_is_no_reason_to_ask_twice(controller, life):
    before, task, operation = LIVES[life]
    start = begin(controller, before, speed=1)
    controller.simulator.faults(
        {"match": {"operation_id": operation}, "times": 1, "fault": {"kind": "lost_answer"}}, product="azure"
    )
    done = controller.succeed(MODULE, task)
    assert done["changed"]
    assert acts(controller, start)[operation] <= 1
    if task.get("state") != "absent":
        assert done["repository"]["status"] == "Ready"
    assert not controller.succeed(MODULE, task)["changed"]
