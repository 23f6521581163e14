# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Repositories of every type in every revision: made and changed by sessions, removed or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import without_nulls
from simulator import documents
from simulator.contract import contract
from simulator.control import Simulator
from simulator.values import Values

from .conftest import Client

BASE = "/api/v1/backupInfrastructure/repositories"
DEFAULT = "88788f9e-d8f5-4eb4-bc4f-9b3f5403bcec"
TYPES = [
    (revision, kind)
    for revision in documents.REVISIONS["vbr"]
    for kind in contract("vbr", revision).request_schemas["RepositorySpec"]["x-variants"]["mapping"]
]


def _named(client: Client, name: str) -> dict[str, Any]:
    return next(item for item in client.get(BASE)["data"] if item["name"] == name)


def _body(client: Client, revision: str, kind: str) -> dict[str, Any]:
    """The least a document asks for, with references that exist."""
    schemas = contract("vbr", revision).request_schemas
    target = schemas["RepositorySpec"]["x-variants"]["mapping"][kind]
    made = Values(schemas).invent({"$ref": f"#/$defs/{target}"}, "new", whole=False)
    host = client.get("/api/v1/backupInfrastructure/managedServers")["data"][0]["id"]
    credentials = client.get("/api/v1/cloudCredentials")["data"][0]["id"]
    return {**_referring(made, host, credentials), "type": kind, "name": f"New {kind}", "description": "made by a test"}


def _referring(value: Any, host: str, credentials: str) -> Any:
    if isinstance(value, dict):
        return {
            key: host
            if key in ("hostId", "mountServerId")
            else credentials
            if key == "credentialsId"
            else _referring(item, host, credentials)
            for key, item in value.items()
        }
    return value


@pytest.mark.parametrize(("revision", "kind"), TYPES)
def test_the_lifecycle_of_every_type(
    simulator: Simulator, login: Callable[..., Client], revision: str, kind: str
) -> None:
    since = simulator.mark()
    client = login(revision=revision)
    answer = client.send("POST", BASE, json=_body(client, revision, kind))
    assert answer.status_code == 201, answer.text
    session = answer.json()
    assert session["sessionType"] == "Infrastructure"
    made = client.wait(session)["resourceId"]
    item = client.get(f"{BASE}/{made}")
    assert (item["type"], item["name"]) == (kind, f"New {kind}")
    client.wait(client.send("PUT", f"{BASE}/{made}", json={**without_nulls(item), "description": "changed"}).json())
    assert client.get(f"{BASE}/{made}") == {**item, "description": "changed"}
    assert client.send("DELETE", f"{BASE}/{made}").status_code == 204
    assert client.send("GET", f"{BASE}/{made}").status_code == 404
    assert simulator.violations(since) == []


def test_the_newest_revision_makes_twenty_three_types_and_one_alias() -> None:
    assert len([kind for revision, kind in TYPES if revision == "1.3-rev1"]) == 16
    assert len([kind for revision, kind in TYPES if revision == "1.3-rev2"]) >= 23


def test_nothing_exists_before_the_session_ends(simulator: Simulator, vbr: Client) -> None:
    simulator.settings(speed=3)
    session = vbr.send("POST", BASE, json=_body(vbr, "1.3-rev2", "WinLocal")).json()
    assert vbr.get(BASE, nameFilter="New WinLocal")["data"] == []
    vbr.wait(session)
    assert len(vbr.get(BASE, nameFilter="New WinLocal")["data"]) == 1


@pytest.mark.parametrize("outcome", ["fail", "cancel"])
def test_a_session_that_fails_leaves_nothing(simulator: Simulator, vbr: Client, outcome: str) -> None:
    simulator.outcome({"name": "Adding*"}, outcome)
    vbr.wait(vbr.send("POST", BASE, json=_body(vbr, "1.3-rev2", "WinLocal")).json())
    assert vbr.get(BASE, nameFilter="New WinLocal")["data"] == []


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"name": "nfs share 01"}, "already exists"),
        ({"hostId": "11111111-1111-4111-8111-111111111111"}, "Host with ID 11111111"),
        (
            {
                "mountServer": {
                    "mountServerSettingsType": "Windows",
                    "windows": {
                        "mountServerId": "22222222-1111-4111-8111-111111111111",
                        "writeCacheFolder": "C:\\c",
                        "vPowerNFSEnabled": False,
                    },
                }
            },
            "mountServerId",
        ),
    ],
)
def test_bad_references_are_refused(vbr: Client, values: dict[str, Any], text: str) -> None:
    answer = vbr.send("POST", BASE, json={**_body(vbr, "1.3-rev2", "WinLocal"), **values})
    assert answer.status_code == 400
    assert text in answer.json()["message"]


def test_two_additions_of_one_name_end_with_one(simulator: Simulator, vbr: Client) -> None:
    simulator.settings(speed=3)
    sessions = [vbr.send("POST", BASE, json=_body(vbr, "1.3-rev2", "WinLocal")).json() for _unused in range(2)]
    assert sorted(vbr.wait(session)["result"]["result"] for session in sessions) == ["Failed", "Success"]


def test_a_type_cannot_be_changed(vbr: Client) -> None:
    item = {**_named(vbr, "NFS Share 01"), "type": "Smb"}
    answer = vbr.send("PUT", f"{BASE}/{item['id']}", json=item)
    assert answer.status_code == 400
    assert "cannot be changed from Nfs to Smb" in answer.json()["message"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Default Backup Repository", "in use by"),
        ("Linux Repository 01", "Nightly Servers"),
        ("Hardened Repository 01", "extent of scale-out"),
        ("Windows Repository 01", "contains backups"),
    ],
)
def test_what_is_in_use_is_not_removed(vbr: Client, name: str, text: str) -> None:
    item = _named(vbr, name)
    answer = vbr.send("DELETE", f"{BASE}/{item['id']}")
    assert answer.status_code == 400
    assert text in answer.json()["message"]
    assert vbr.send("GET", f"{BASE}/{item['id']}").status_code == 200


def test_backups_go_with_the_repository_when_asked(vbr: Client) -> None:
    item = _named(vbr, "Windows Repository 01")
    assert vbr.send("DELETE", f"{BASE}/{item['id']}", params={"deleteBackups": "true"}).status_code == 204
    assert vbr.send("GET", f"{BASE}/{item['id']}").status_code == 404


def test_four_eyes_leaves_the_repository(simulator: Simulator, vbr: Client) -> None:
    simulator.settings(four_eyes=True)
    item = _named(vbr, "NFS Share 01")
    assert vbr.send("DELETE", f"{BASE}/{item['id']}").status_code == 204
    assert vbr.get(f"{BASE}/{item['id']}") == item


def test_the_mount_server_has_the_shape_of_each_revision(login: Callable[..., Client]) -> None:
    for system, name in (("windows", "NFS Share 01"), ("linux", "Linux Repository 01")):
        shapes = {
            revision: _named(login(revision=revision), name)["mountServer"] for revision in documents.REVISIONS["vbr"]
        }
        assert "mountServerId" in shapes["1.2-rev1"]
        assert shapes["1.3-rev0"]["mountServerSettingsType"] == system
        assert shapes["1.3-rev1"] == shapes["1.3-rev2"]
        assert shapes["1.3-rev1"][system] == shapes["1.2-rev1"]
        assert shapes["1.3-rev1"]["mountServerSettingsType"] == system.capitalize()


def test_what_an_old_revision_made_reads_in_a_new_one(login: Callable[..., Client]) -> None:
    old, new = login(revision="1.2-rev1"), login(revision="1.3-rev1")
    body = _body(old, "1.2-rev1", "WinLocal")
    made = old.wait(old.send("POST", BASE, json=body).json())["resourceId"]
    assert new.get(f"{BASE}/{made}")["mountServer"]["windows"]["mountServerId"] == body["hostId"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 13),
        ({"excludeExtents": "true"}, 12),
        ({"isOnlineFilter": "false"}, 1),
        ({"typeFilter": ["Nfs", "Smb"]}, 2),
        ({"typeFilter": "ExtendableRepository"}, 1),
        ({"nameFilter": "*01"}, 12),
        ({"idFilter": DEFAULT}, 1),
        ({"capacityFilter": "8192"}, 1),
        ({"sobrMembershipFilter": "SOBR-01"}, 1),
        ({"sobrExtentTypeFilter": "Capacity"}, 0),
        ({"isOutOfDateFilter": "true"}, 0),
    ],
)
def test_states_and_their_filters(vbr: Client, query: dict[str, Any], count: int) -> None:
    assert vbr.get(f"{BASE}/states", **query)["pagination"]["total"] == count


def test_a_state_tells_space_host_and_extent(vbr: Client) -> None:
    states = {item["name"]: item for item in vbr.get(f"{BASE}/states")["data"]}
    windows = states["Windows Repository 01"]
    assert (windows["capacityGB"], windows["freeGB"], windows["usedSpaceGB"]) == (8192.0, 3020.5, 5171.5)
    assert windows["hostName"] == "win-repo01.dr.example"
    assert windows["path"] == "D:\\Backups"
    assert states["Hardened Repository 01"]["scaleOutRepositoryDetails"]["membership"] == "SOBR-01"
    assert states["SMB Share 01"]["isOnline"] is False


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"nameFilter": "share"}, ["NFS Share 01", "SMB Share 01"]),
        ({"typeFilter": "LinuxLocal"}, ["Linux Repository 01"]),
        ({"pathFilter": "/hardened"}, ["Hardened Repository 01"]),
        ({"orderColumn": "Name", "limit": 2}, ["Amazon Glacier 01", "Amazon S3 01"]),
        ({"orderColumn": "Name", "orderAsc": "false", "limit": 1}, ["Windows Repository 01"]),
    ],
)
def test_repositories_are_filtered_and_ordered(vbr: Client, query: dict[str, Any], names: list[str]) -> None:
    assert [item["name"] for item in vbr.get(BASE, **query)["data"]] == names


def test_two_servers_of_one_name_can_be_had(simulator: Simulator, vbr: Client) -> None:
    path = "backupInfrastructure/managedServers"
    simulator.seed(path, objects=[{"name": "twin.dr.example", "type": "WindowsHost"} for _unused in range(2)])
    found = vbr.get(f"/api/v1/{path}", nameFilter="twin")["data"]
    assert len({item["id"] for item in found}) == 2
