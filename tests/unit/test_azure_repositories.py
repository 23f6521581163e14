# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Repositories of Azure: the desired state, made ready to be compared, and files kept whole."""

from __future__ import annotations

import os

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository.checks import ensure_unused
from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository.encryption import (
    desired_encryption,
    read_encryption,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository.module import RepositoryReconciler
from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository.schema import (
    CHECK_PASSWORD,
    FIELDS,
    METADATA,
    REPOSITORY,
    RepositoryInUse,
    WrongPassword,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository.usage import uses_of
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, InvalidOption, ObjectNotFound
from ansible_collections.opendr.veeam.plugins.module_utils.engine import local_file as files
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext, filled
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import read_state
from ansible_collections.opendr.veeam.plugins.module_utils.schema.writing import write_state
from support.fakes import DictServer, FakeClock

KEYS = [{"name": "one", "uri": "https://v/one/1"}, {"name": "two", "uri": "https://v/two/1"}]
KEYS.append({"name": "two", "uri": "https://v/two/2"})
PLAIN = {"id": "r", "name": "R", "enableEncryption": False}
LOCKED = {"id": "r", "name": "R", "enableEncryption": True, "encryptionMethod": "Password", "hint": "h"}
BY_KEY = {"id": "r", "enableEncryption": True, "encryptionMethod": "KeyVault", "keyVaultId": "v"}
BY_KEY.update(keyUri="https://v/two/2", keyName="two")


class Appliance:
    """Answers what a repository's encryption is asked about; ``right`` is its password."""

    def __init__(self, right="right"):
        self.right = right
        self.asked = []

    def post_read(self, path, body=None, query=None):
        self.asked.append((path, body))
        if path == METADATA:
            return {"encryptionMethod": "Password", "isEncrypted": True, "immutability": "Mutable"}
        assert path == filled(CHECK_PASSWORD, "r")
        return body == self.right

    def pages(self, path, query=None):
        assert "/keyVaults/v/keys" in path
        return iter(KEYS)


def made(current, desired, client=None, **params):
    return desired_encryption(Task(client or Appliance(), FakeClock(), params, desired), current, desired)


@pytest.mark.parametrize("given", [{"encryption_password": "p"}, {"key_vault": "v", "key_vault_key": "one"}])
def test_a_password_or_a_key_means_encryption(given):
    assert made(None, given)["encrypted"] is True
    assert made(PLAIN, given)["encrypted"] is True


def test_empty_words_are_no_key():
    assert made(None, {"key_vault": "", "key_vault_key": ""}) == {}
    assert made(PLAIN, {"key_vault": "", "encrypted": False}) == {"encrypted": False}


@pytest.mark.parametrize(
    ("current", "given", "uri"),
    [
        (None, {"key_vault": "v", "key_vault_key": "one"}, "https://v/one/1"),
        (None, {"key_vault": "v", "key_vault_key": "https://v/two/1"}, "https://v/two/1"),
        (BY_KEY, {"key_vault_key": "two"}, "https://v/two/2"),
        (BY_KEY, {"key_vault": "v", "key_vault_key": "two"}, "https://v/two/2"),
        (BY_KEY, {"key_vault_key": "one"}, "https://v/one/1"),
    ],
)
def test_a_key_is_known_by_its_name(current, given, uri):
    assert made(current, given)["key_vault_key"] == uri


def test_a_key_that_is_not_one():
    with pytest.raises(InvalidOption, match="2 versions"):
        made(None, {"key_vault": "v", "key_vault_key": "two"})
    with pytest.raises(ObjectNotFound, match="It shows: 'one', 'two'"):
        made(None, {"key_vault": "v", "key_vault_key": "three"})


def test_the_right_password_is_left_out_and_a_wrong_one_refused():
    assert made(LOCKED, {"encryption_password": "right"}) == {"encrypted": True}
    with pytest.raises(WrongPassword, match="its hint is 'h'"):
        made(LOCKED, {"encryption_password": "wrong"})
    assert made(LOCKED, {"encryption_password": "wrong"}, update_secrets="always")["encryption_password"] == "wrong"


def test_no_password_is_compared_where_there_is_none_yet():
    for current in (PLAIN, None):
        client = Appliance()
        assert made(current, {"encryption_password": "p"}, client)["encryption_password"] == "p"
        assert client.asked == []
    unfinished = {**LOCKED, "status": "Creating"}
    assert "encryption_password" not in made(unfinished, {"encryption_password": "p"})


def test_from_a_key_to_a_password_or_to_nothing():
    changed = made(BY_KEY, {"encryption_password": "p"})
    assert (changed["key_vault"], changed["key_vault_key"], changed["encryption_password"]) == (None, None, "p")
    ended = made(BY_KEY, {"encrypted": False})
    assert ended == {"encrypted": False, "key_vault": None, "key_vault_key": None}


def test_the_folder_is_asked_only_about_an_encrypted_repository():
    client = Appliance()
    assert read_encryption(client, PLAIN) == {}
    assert client.asked == []
    current = {**LOCKED, "azureAccountId": "a", "azureStorageAccountId": "s"}
    current.update(azureStorageContainer={"name": "c"}, azureStorageFolder={"name": "f"})
    assert read_encryption(client, current)["encryptionMethod"] == "Password"
    assert client.asked[0][1]["azureStorageFolder"] == "f"


def test_tiers_are_the_repository_of_the_name_only_in_the_same_place():
    params = {"name": "R", "auto_create_tiers": True, "state": "present", "container": "c", "folder": "f"}
    tier = {"id": "1", "name": "R Hot", "status": "Ready"}
    tier.update(azureStorageContainer={"name": "c"}, azureStorageFolder={"name": "f"})
    other = {**tier, "id": "2", "azureStorageFolder": {"name": "g"}}
    cool = {**tier, "id": "3", "name": "R Cool", "status": "Creating"}

    def find(*listed):
        client = DictServer("/repositories", AZURE)
        client.objects = {body["id"]: body for body in listed}
        return RepositoryReconciler(REPOSITORY, Task(client, FakeClock(), params, params)).find()

    current = find(tier, other, cool)
    assert current is not None
    assert (current["name"], current["id"], sorted(current["tierIds"])) == ("R", "3", ["1", "3"])
    assert find(other) is None
    params["auto_create_tiers"] = False
    assert find(tier) is None


# --- Uses ---


class Deletions:
    """A server that answers about ``page`` repositories at once, and about those in ``known`` only."""

    def __init__(self, known, page):
        self.known, self.page, self.asked = known, page, []

    def get(self, path, query=None):
        ids = query["RepositoryId"]
        self.asked.append(ids)
        assert len(self.asked) < 10, "the same is asked for ever"
        policy = {"id": "p", "name": "P", "policyType": "VirtualMachines"}
        found = [
            {"repository": {"id": key}, "usedInPolicies": [policy] if key == "3" else []}
            for key in ids
            if key in self.known
        ]
        return {"offset": 0, "limit": self.page, "totalCount": len(found), "results": found[: self.page]}


def test_uses_beyond_the_first_page_are_asked_for_again():
    server = Deletions("1234", 2)
    uses = uses_of(server, list("1234"))
    assert [len(uses[key]["policies"]) for key in "1234"] == [0, 0, 1, 0]
    assert server.asked == [list("1234"), list("34")]
    assert uses_of(server, []) == {}


@pytest.mark.parametrize(("known", "page"), [("1", 2), ("12", 0)])
def test_a_repository_that_the_answer_does_not_mention_is_not_taken_for_unused(known, page):
    with pytest.raises(ApiError, match="says nothing about the repository ., so it is not known whether it is in use"):
        uses_of(Deletions(known, page), list("12"))


def test_what_the_server_says_of_a_use_is_shown_without_escape_codes():
    server = Deletions("1", 1)
    answer = server.get

    def get(path, query=None):
        page = answer(path, query)
        page["results"][0]["additionalUsagesAndErrors"] = [{"message": "\x1b[31mThe backup\nis here.\x1b[0m"}]
        return page

    server.get = get
    with pytest.raises(RepositoryInUse, match=r"cannot be removed: The backup is here\. Let them use"):
        ensure_unused(Task(server, FakeClock(), {}, {}), {"id": "1", "name": "R"})


# --- Files ---


def test_a_file_is_kept_whole(tmp_path, monkeypatch):
    path = str(tmp_path / "f")
    assert files.keep_file(path, b"one")
    assert not files.keep_file(path, b"one")
    assert files.keep_file(path, b"two", check_mode=True)
    assert (tmp_path / "f").read_bytes() == b"one"

    def refuse(*_arguments):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(files.FileNotWritten, match="Operation not permitted"):
        files.keep_file(path, b"two")
    assert (tmp_path / "f").read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["f"]


def test_what_is_new_in_v8_1_is_neither_read_nor_sent_in_v8():
    """The document at hand is that of v8.1, so the simulator cannot tell."""
    new = {
        "repositoryType": "Backup",
        "veeamVaultId": 7,
        "storageConsumptionLimit": {"limitValue": 5, "limitType": "TB"},
    }
    limit = {"storage_consumption_limit": {"limit_value": 5, "limit_type": "TB"}}
    older, newer = (SchemaContext(AZURE, revision) for revision in AZURE.revisions)
    assert read_state(FIELDS, {"status": "Ready", **new}, older) == {"status": "Ready"}
    assert read_state(FIELDS, new, newer) == {"type": "Backup", "veeam_vault_id": 7, **limit}
    sent: list[dict[str, object]] = [{}, {}]
    for context, body in zip((older, newer), sent):
        write_state(FIELDS, limit, body, context)
    assert [body.get("storageConsumptionLimit") for body in sent] == [None, new["storageConsumptionLimit"]]
