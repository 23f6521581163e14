# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials records: secrets go in and never come out, a change of a record leaves them, use protects a record."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from simulator import documents
from simulator.control import Simulator

from .conftest import Client

BASE = "/api/v1/credentials"
STANDARD = {
    "type": "Standard",
    "username": "DR\\svc-app",
    "description": "Application servers",
    "password": "one-Secret",
}
WITH_KEY = {
    "type": "Linux",
    "username": "svc-app",
    "description": "Application servers",
    "privateKey": "key-Secret",
    "passphrase": "phrase-Secret",
    "rootPassword": "root-Secret",
}


def _spec(body: dict[str, Any], revision: str) -> dict[str, Any]:
    """A body as the revision wants it: 1.2-rev1 has no authentication type."""
    if body["type"] != "Linux" or revision == "1.2-rev1":
        return body
    return {**body, "authenticationType": "SshKey" if "privateKey" in body else "Password"}


def _made(client: Client, body: dict[str, Any], revision: str = "1.3-rev2") -> dict[str, Any]:
    answer = client.send("POST", BASE, json=_spec(body, revision))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def _named(client: Client, username: str) -> dict[str, Any]:
    return next(item for item in client.get(BASE)["data"] if item["username"] == username)


def _problem(client: Client, method: str, path: str, **options: Any) -> str:
    answer = client.send(method, path, **options)
    assert answer.status_code == 400, answer.text
    return str(answer.json()["message"])


@pytest.mark.parametrize("revision", documents.REVISIONS["vbr"])
@pytest.mark.parametrize("body", [STANDARD, WITH_KEY], ids=["standard", "linux"])
def test_the_lifecycle_of_a_record(
    simulator: Simulator, login: Callable[..., Client], revision: str, body: dict[str, Any]
) -> None:
    since = simulator.mark()
    client = login(revision=revision)
    made = _made(client, body, revision)
    path = f"{BASE}/{made['id']}"
    assert client.get(path) == made
    assert client.send("PUT", path, json={**made, "description": "changed"}).json() == {
        **made,
        "description": "changed",
    }
    assert client.get(path)["description"] == "changed"
    assert client.send("DELETE", path).status_code == 204
    assert client.send("GET", path).status_code == 404
    assert simulator.violations(since) == []


def test_a_managed_service_account_has_no_secret(simulator: Simulator, vbr: Client) -> None:
    made = _made(vbr, {"type": "ManagedService", "username": "DR\\gmsa-app$"})
    assert made["description"] == ""
    assert "no password" in _problem(vbr, "POST", f"{BASE}/{made['id']}/changepassword", json={"password": "x"})


@pytest.mark.parametrize("revision", documents.REVISIONS["vbr"])
def test_secrets_are_known_to_the_server_and_in_no_answer(
    simulator: Simulator, login: Callable[..., Client], revision: str
) -> None:
    client = login(revision=revision)
    made = _made(client, WITH_KEY, revision)
    owner = f"credentials/{made['id']}"
    expected = {name: WITH_KEY[name] for name in ("privateKey", "passphrase", "rootPassword")}
    assert simulator.secrets(owner, **expected) == dict.fromkeys(expected, True)
    assert simulator.secrets(owner, password="", privateKey="another") == {"password": False, "privateKey": False}
    assert "-Secret" not in json.dumps([made, client.get(BASE), client.get(f"{BASE}/{made['id']}")])


def test_each_secret_has_an_operation_of_its_own(simulator: Simulator, vbr: Client) -> None:
    made = _made(vbr, WITH_KEY)
    path, owner = f"{BASE}/{made['id']}", f"credentials/{made['id']}"
    for operation, body, expected in (
        ("changepassword", {"password": "two"}, {"password": "two"}),
        ("changerootpassword", {"password": "three"}, {"rootPassword": "three", "password": "two"}),
        (
            "changeprivatekey",
            {"privateKey": "four", "passphrase": "five"},
            {"privateKey": "four", "passphrase": "five"},
        ),
    ):
        answer = vbr.send("POST", f"{path}/{operation}", json=body)
        assert (answer.status_code, answer.json()) == (200, {})
        assert all(simulator.secrets(owner, **expected).values()), operation
    assert vbr.get(path) == made


def test_a_new_key_without_a_passphrase_has_none(simulator: Simulator, vbr: Client) -> None:
    made = _made(vbr, WITH_KEY)
    vbr.send("POST", f"{BASE}/{made['id']}/changeprivatekey", json={"privateKey": "four"})
    found = simulator.secrets(f"credentials/{made['id']}", privateKey="four", passphrase="phrase-Secret")
    assert found == {"privateKey": True, "passphrase": False}


def test_a_change_of_the_record_leaves_the_secrets(simulator: Simulator, login: Callable[..., Client]) -> None:
    old = login(revision="1.2-rev1")
    made = _made(old, WITH_KEY, "1.2-rev1")
    answer = old.send("PUT", f"{BASE}/{made['id']}", json={**made, "useSu": True, "privateKey": "smuggled"})
    assert (answer.status_code, answer.json()["useSu"], "privateKey" in answer.json()) == (200, True, False)
    assert simulator.secrets(f"credentials/{made['id']}", privateKey="key-Secret") == {"privateKey": True}


def test_reset_forgets_secrets(simulator: Simulator, vbr: Client) -> None:
    made = _made(vbr, STANDARD)
    simulator.reset()
    assert simulator.secrets(f"credentials/{made['id']}", password="one-Secret") == {"password": False}


def test_several_records_may_have_one_user_name(vbr: Client) -> None:
    first, second = _made(vbr, STANDARD), _made(vbr, STANDARD)
    assert first["id"] != second["id"]
    assert vbr.get(BASE, nameFilter="svc-app")["pagination"]["total"] == 2


def test_a_new_record_has_a_user_name(vbr: Client) -> None:
    assert "username must not be empty" in _problem(vbr, "POST", BASE, json={**STANDARD, "username": " "})


def test_a_linux_record_has_the_defaults_of_the_server(vbr: Client) -> None:
    made = _made(vbr, {"type": "Linux", "username": "svc-plain", "password": "x"})
    assert (made["SSHPort"], made["elevateToRoot"], made["addToSudoers"], made["useSu"]) == (22, False, False, False)
    changed = vbr.send("PUT", f"{BASE}/{made['id']}", json={**made, "SSHPort": 2222}).json()
    assert changed["SSHPort"] == 2222
    assert (
        vbr.send("PUT", f"{BASE}/{made['id']}", json={k: v for k, v in made.items() if k != "SSHPort"}).json() == made
    )


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"type": "ManagedService"}, "type of credentials record DR\\svc-app cannot be changed"),
        ({"id": "11111111-1111-4111-8111-111111111111"}, "the path names"),
        ({"username": ""}, "username must not be empty"),
    ],
)
def test_what_cannot_be_changed_is_refused(vbr: Client, values: dict[str, Any], text: str) -> None:
    made = _made(vbr, STANDARD)
    assert text in _problem(vbr, "PUT", f"{BASE}/{made['id']}", json={**made, **values})
    assert vbr.get(f"{BASE}/{made['id']}") == made


def test_the_authentication_type_stays(vbr: Client) -> None:
    made = _made(vbr, WITH_KEY)
    answer = _problem(vbr, "PUT", f"{BASE}/{made['id']}", json={**made, "authenticationType": "Password"})
    assert "authenticationType" in answer


@pytest.mark.parametrize(
    ("username", "operation", "body", "text"),
    [
        ("DR\\svc-backup", "changerootpassword", {"password": "x"}, "no root password"),
        ("DR\\svc-backup", "changeprivatekey", {"privateKey": "x"}, "no private key"),
        ("svc-backup", "changeprivatekey", {"privateKey": "x"}, "no private key"),
        ("svc-backup", "changepassword", {"password": ""}, "must not be empty"),
    ],
)
def test_a_secret_that_a_record_does_not_have_is_refused(
    vbr: Client, username: str, operation: str, body: dict[str, str], text: str
) -> None:
    assert text in _problem(vbr, "POST", f"{BASE}/{_named(vbr, username)['id']}/{operation}", json=body)


@pytest.mark.parametrize(
    ("username", "users"),
    [("DR\\svc-backup", ["SMB Share 01", "backup01.dr.example"]), ("svc-backup", ["lnx-repo01.dr.example"])],
)
def test_a_record_in_use_is_not_removed(vbr: Client, username: str, users: list[str]) -> None:
    path = f"{BASE}/{_named(vbr, username)['id']}"
    text = _problem(vbr, "DELETE", path)
    assert all(user in text for user in users)
    assert vbr.send("GET", path).status_code == 200


def test_default_records_of_appliances_are_listed_on_request_and_stay(login: Callable[..., Client]) -> None:
    new, old = login(revision="1.3-rev2"), login(revision="1.2-rev1")
    assert "root" not in [item["username"] for item in new.get(BASE)["data"]]
    listed = new.get(BASE, includeDefaultApplianceCreds="true")["data"]
    record = next(item for item in listed if item["isDefaultAppliance"])
    assert record["username"] == "root"
    assert "root" in [item["username"] for item in old.get(BASE)["data"]]
    assert "default record" in _problem(new, "DELETE", f"{BASE}/{record['id']}")


@pytest.mark.parametrize("revision", documents.REVISIONS["vbr"])
def test_the_oldest_revision_knows_no_managed_service_accounts(login: Callable[..., Client], revision: str) -> None:
    kinds = {item["type"] for item in login(revision=revision).get(BASE)["data"]}
    assert ("ManagedService" in kinds) == (revision != "1.2-rev1")


@pytest.mark.parametrize(
    ("query", "usernames"),
    [
        ({"nameFilter": "svc-backup"}, ["DR\\svc-backup", "svc-backup"]),
        ({"nameFilter": "svc-*"}, ["svc-backup"]),
        ({"typeFilter": ["Standard", "Linux"]}, ["DR\\svc-backup", "svc-backup"]),
        ({"createdAfterFilter": "2025-12-01T00:00:00Z"}, []),
        ({"createdBeforeFilter": "2025-12-01T00:00:00Z", "limit": 1}, ["DR\\svc-backup"]),
        ({"orderColumn": "Username", "orderAsc": "false"}, ["svc-backup", "DR\\svc-backup", "DR\\gmsa-backup$"]),
        ({"orderColumn": "Type", "limit": 1}, ["svc-backup"]),
    ],
)
def test_records_are_filtered_and_ordered(vbr: Client, query: dict[str, Any], usernames: list[str]) -> None:
    assert [item["username"] for item in vbr.get(BASE, **query)["data"]] == usernames
