# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure's repositories, and the accounts, storage and keys that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.seeds.azure_infrastructure import (
    BACKUP_ACCOUNT,
    CONTAINER,
    KEY,
    ROTATED_KEY,
    STORAGE,
    VAULT,
    key_uri,
    service_account_id,
    storage_account_id,
    vault_id,
)
from simulator.seeds.azure_repositories import (
    COLD_STORE,
    DEFAULT_STORE,
    ENCRYPTED_STORE,
    IMMUTABLE_STORE,
    LOCKED_FOLDER,
    LOCKED_HINT,
    PLAIN_FOLDER,
    VAULT_STORE,
    repository_id,
)

BASE, CLOUD = "/api/v8.1/repositories", "/api/v8/cloudInfrastructure"


@pytest.fixture
def azure(login: Callable[..., Any], simulator: Simulator) -> Iterator[Any]:
    """A client; every answer must keep to the document."""
    start = simulator.mark()
    yield login("azure")
    assert simulator.violations(start) == []


def _body(folder: str = "new", **values: Any) -> dict[str, Any]:
    return {
        "azureStorageAccountId": storage_account_id(STORAGE),
        "azureStorageContainer": CONTAINER,
        "azureStorageFolder": folder,
        "azureAccountId": service_account_id(BACKUP_ACCOUNT),
        "name": "New",
        **values,
    }


def _wait(azure: Any, session: dict[str, Any]) -> dict[str, Any]:
    path = f"/api/v8/jobSessions/{session['id']}"
    found: dict[str, Any] = azure.until(
        lambda: azure.get(path), lambda one: one["status"] not in ("Pending", "Running", "Canceling")
    )
    return found


def _add(azure: Any, **body: Any) -> list[dict[str, Any]]:
    answer = azure.send("POST", BASE, json=_body(**body))
    assert answer.status_code == 202, answer.text
    return [_wait(azure, session) for session in answer.json()]


def _reason(azure: Any, session: dict[str, Any]) -> str:
    return str(azure.get(f"/api/v8/jobSessions/{session['id']}/log")["log"][-1]["message"])


def test_life_of_a_repository(azure: Any) -> None:
    session = _add(azure, enableEncryption=True, password="secret", hint="s")[0]
    assert session["status"] == "Success"
    path = f"{BASE}/{session['repositoryJobInfo']['repositoryId']}"
    found = azure.get(path)
    assert (found["status"], found["enableEncryption"], found["hint"]) == ("Ready", True, "s")
    assert "password" not in found
    assert azure.send("POST", f"{path}/checkPassword", json="secret").json() is True
    assert azure.send("POST", f"{path}/checkPassword", json="other").json() is False
    changed = azure.send("PUT", path, json={"name": "Newer", "password": "other"})
    assert azure.send("PUT", path, json={"name": "Newest"}).status_code == 409
    assert _wait(azure, changed.json())["status"] == "Success"
    assert azure.get(path)["name"] == "Newer"
    assert azure.send("POST", f"{path}/checkPassword", json="other").json() is True
    assert _wait(azure, azure.send("DELETE", path).json())["type"] == "RepositoryDeletion"
    assert azure.send("GET", path).status_code == 404
    assert azure.send("POST", f"{BASE}/settings/getMetadata", json=_body()).json()["repositoryExists"] is False
    kept = {"json": _body(PLAIN_FOLDER)}
    assert azure.send("POST", f"{BASE}/settings/getMetadata", **kept).json()["repositoryExists"] is True


def test_a_repository_for_each_tier(azure: Any) -> None:
    assert len(_add(azure, autoCreateTiers=True)) == 3
    assert [one["name"] for one in azure.get(BASE, SearchPattern="New")["results"]] == [
        "New Hot",
        "New Cool",
        "New Archive",
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"azureAccountId": "x"}, 404),
        ({"azureStorageContainer": "x"}, 404),
        ({"enableEncryption": True}, 400),
        ({"enableEncryption": True, "keyVaultId": vault_id(VAULT), "keyVaultKeyUri": "https://gone"}, 404),
        ({"azureStorageFolder": PLAIN_FOLDER}, 400),
        ({"azureStorageFolder": "production"}, 409),
        ({"name": DEFAULT_STORE}, 409),
    ],
)
def test_what_is_not_added(azure: Any, body: dict[str, Any], status: int) -> None:
    answer = azure.send("POST", BASE, json={**_body(), **body})
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("asynchronous", [False, True])
def test_metadata_of_a_folder(azure: Any, simulator: Simulator, asynchronous: bool) -> None:
    simulator.settings(product="azure", asynchronous=asynchronous)
    answer = azure.send("POST", f"{BASE}/settings/getMetadata", json=_body(LOCKED_FOLDER))
    found = answer.json()
    if asynchronous:
        assert (answer.status_code, found["status"]) == (202, "Running")
        azure.pass_time(0.05)
        found = azure.get(f"/api/v8/operations/{found['id']}")["result"]
    assert (found["repositoryExists"], found["encryptionMethod"], found["hint"]) == (True, "Password", LOCKED_HINT)


def test_a_wrong_password_fails_the_import(azure: Any) -> None:
    session = _add(azure, folder=LOCKED_FOLDER, importIfFolderHasBackup=True, enableEncryption=True, password="no")[0]
    assert (session["status"], _reason(azure, session)) == (
        "Error",
        "The password of the repository in the folder is not correct",
    )
    assert azure.get(f"{BASE}/{session['repositoryJobInfo']['repositoryId']}")["status"] == "Failed"


def test_a_repository_in_use_stays(azure: Any) -> None:
    found = azure.get(f"{BASE}/validateDelete", RepositoryId=[repository_id(DEFAULT_STORE), repository_id(VAULT_STORE)])
    uses = {one["repository"]["name"]: one for one in found["results"]}
    assert [one["name"] for one in uses[DEFAULT_STORE]["usedInPolicies"]] == ["Production VMs"]
    assert uses[VAULT_STORE]["usedInPolicies"] == []
    assert azure.send("DELETE", f"{BASE}/{repository_id(DEFAULT_STORE)}").status_code == 400


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"Tier": "Archive"}, [COLD_STORE]),
        ({"IsEncrypted": "true"}, [ENCRYPTED_STORE, VAULT_STORE]),
        ({"ImmutabilityEnabled": "true"}, [IMMUTABLE_STORE]),
        ({"Status": "Failed"}, []),
        ({"Type": "VeeamVault"}, []),
        ({"SearchPattern": "cold"}, [COLD_STORE]),
        ({"ServiceAccountId": "x"}, []),
    ],
)
def test_filters(azure: Any, query: dict[str, Any], names: list[str]) -> None:
    assert [one["name"] for one in azure.get(BASE, **query)["results"]] == names


@pytest.mark.parametrize(("accept", "start"), [("text/csv", b"name,"), ("text/xml", b"<?xml")])
def test_export(azure: Any, accept: str, start: bytes) -> None:
    answer = azure.send(
        "POST", f"{BASE}/export", json={"repositoryIds": [repository_id(COLD_STORE)]}, headers={"Accept": accept}
    )
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert COLD_STORE.encode() in answer.content
    assert DEFAULT_STORE.encode() not in answer.content
    sessions = azure.send("POST", "/api/v8/jobSessions/export", json={"sessionTypes": ["RepositoryTasks"]})
    assert sessions.content.count(b"\n") == 3


def test_accounts_storage_and_keys(azure: Any) -> None:
    accounts = azure.get("/api/v8/accounts/azure/service", Filter=BACKUP_ACCOUNT)["results"]
    assert [one["accountId"] for one in accounts] == [service_account_id(BACKUP_ACCOUNT)]
    assert azure.get(f"/api/v8/accounts/azure/service/{accounts[0]['accountId']}")["name"] == BACKUP_ACCOUNT
    found = azure.get(f"{CLOUD}/storageAccounts", name=STORAGE)["results"]
    assert [one["id"] for one in found] == [storage_account_id(STORAGE)]
    where = f"{CLOUD}/storageAccounts/{storage_account_id(STORAGE)}/containers"
    account = service_account_id(BACKUP_ACCOUNT)
    assert CONTAINER in [one["name"] for one in azure.get(where, accountId=account)["results"]]
    assert LOCKED_FOLDER in [
        one["name"] for one in azure.get(f"{where}/{CONTAINER}/folders", accountId=account)["results"]
    ]
    vaults = azure.get(f"{CLOUD}/keyVaults", SearchPattern=VAULT)["results"]
    assert [one["id"] for one in vaults] == [vault_id(VAULT)]
    uris = [one["uri"] for one in azure.get(f"{CLOUD}/keyVaults/{vault_id(VAULT)}/keys")["results"]]
    assert key_uri(KEY) in uris
    assert key_uri(ROTATED_KEY, version=2) in uris
    assert azure.send("GET", f"{CLOUD}/tenants").status_code == 202
    for one in (
        "subscriptions",
        "regions",
        "resourceGroups",
        "virtualNetworks",
        "networkSecurityGroups",
        "availabilityZones",
        "availabilitySets",
    ):
        assert azure.get(f"{CLOUD}/{one}")["results"], one
    assert azure.get(f"{CLOUD}/virtualMachineSizes", Region="westeurope")
