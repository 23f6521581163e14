# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of entire machines, file shares and buckets: one session each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.documents import REVISIONS
from simulator.seeds.vbr_backups import BUCKET, PROJECTS, server_id
from simulator.seeds.vbr_inventory import CLOUD_DIRECTOR, HYPER_V, VCENTER
from simulator.seeds.vbr_restore_points import point_id
from support.recoveries import API, slowly, vsphere_object

MACHINES = f"{API}/restore/vmRestore"
DATA = f"{API}/restore/unstructuredData"
revisions = pytest.mark.parametrize("revision", REVISIONS["vbr"])
newest = pytest.mark.parametrize("revision", ["1.3-rev2"])


@pytest.fixture
def client(login: Callable[..., Any], revision: str, simulator: Simulator) -> Iterator[Any]:
    """A client of the revision; every answer must keep to the document."""
    start = simulator.mark()
    yield login(revision=revision)
    assert simulator.violations(start) == []


def post(client: Any, path: str, body: Any, expected: int = 201) -> Any:
    answer = client.send("POST", path, json=body)
    assert answer.status_code == expected, answer.text
    return answer.json()


def machines(client: Any, host: str, name: str) -> list[dict[str, Any]]:
    found = client.send("POST", f"{API}/inventory/{host}", json={}).json()["data"]
    return [item for item in found if item["name"] == name and item["type"] == "VirtualMachine"]


@revisions
def test_a_machine_is_restored(client: Any, simulator: Simulator, revision: str) -> None:
    body = {"restorePointId": point_id("app01", 2), "type": "OriginalLocation", "powerUp": True}
    with slowly(simulator):
        session = post(client, f"{MACHINES}/vSphere", body)
    tasks = client.get(f"{API}/taskSessions", nameFilter="app01", typeFilter="Restore", sessionTypeFilter="RestoreVm")
    assert [(task["sessionId"], task["state"] != "Stopped") for task in tasks["data"]] == [(session["id"], True)]
    assert machines(client, VCENTER, "app01") == []
    assert client.wait(session)["result"]["result"] == "Success"
    assert len(machines(client, VCENTER, "app01")) == 1


@revisions
def test_a_machine_is_restored_to_another_place(client: Any, revision: str) -> None:
    folder = vsphere_object("Folder", "group-v34", "Databases", revision)
    body = {
        "restorePointId": point_id("app01", 2),
        "type": "Customized",
        "destinationHost": vsphere_object("Host", "host-11", "esx02.dr.example", revision),
        "folder": {"vmName": "app01-restored", "folder": folder},
    }
    assert client.wait(post(client, f"{MACHINES}/vSphere", body))["name"] == "app01-restored"
    assert "hostsystem:host-11" in machines(client, VCENTER, "app01-restored")[0]["urn"]


@revisions
def test_a_machine_in_the_way(client: Any, revision: str) -> None:
    body = {"restorePointId": point_id("web01", 2), "type": "OriginalLocation"}
    silent = revision in ("1.2-rev1", "1.3-rev0")
    result = client.wait(post(client, f"{MACHINES}/vSphere", body))["result"]["result"]
    assert result == ("Success" if silent else "Failed")
    if not silent:
        again = client.wait(post(client, f"{MACHINES}/vSphere", {**body, "overwrite": True}))
        assert again["result"]["result"] == "Success"
    assert len(machines(client, VCENTER, "web01")) == 1


@pytest.mark.parametrize("revision", REVISIONS["vbr"][1:])
def test_hyper_v(client: Any) -> None:
    body = {
        "restorePointId": point_id("hv-sql01", 1, "HyperV"),
        "type": "Customized",
        "target": {"vmName": "sql-restored"},
    }
    assert client.wait(post(client, f"{MACHINES}/hyperV", body))["sessionType"] == "RestoreVm"
    assert len(machines(client, HYPER_V, "sql-restored")) == 1


@revisions
def test_cloud_director(client: Any) -> None:
    body = {"restorePointId": point_id("tenant-app01", 1, "CloudDirector"), "type": "OriginalLocation"}
    assert client.wait(post(client, f"{MACHINES}/cloudDirector", body))["result"]["result"] == "Success"
    assert len(machines(client, CLOUD_DIRECTOR, "tenant-app01")) == 1


@pytest.mark.parametrize(("action", "result"), [("AbortRecovery", "Failed"), ("Ignore", "Warning")])
@newest
def test_malware(client: Any, action: str, result: str) -> None:
    body = {
        "restorePointId": point_id("app01"),
        "type": "OriginalLocation",
        "secureRestore": {"antivirusScanEnabled": True, "virusDetectionAction": action},
    }
    assert client.wait(post(client, f"{MACHINES}/vSphere", body))["result"]["result"] == result
    assert len(machines(client, VCENTER, "app01")) == (0 if result == "Failed" else 1)


@newest
def test_outcomes_on_demand(client: Any, simulator: Simulator) -> None:
    simulator.outcome({"type": "RestoreVm"}, "fail", message="no space left", times=1)
    body = {"restorePointId": point_id("app01", 2), "type": "OriginalLocation"}
    assert client.wait(post(client, f"{MACHINES}/vSphere", body))["result"]["message"] == "no space left"
    assert machines(client, VCENTER, "app01") == []


@newest
def test_refusals(client: Any) -> None:
    body = {"restorePointId": point_id("db01"), "type": "OriginalLocation"}
    post(client, f"{MACHINES}/vSphere", body, 400)
    post(client, f"{MACHINES}/hyperV", body, 400)
    post(client, f"{MACHINES}/vSphere", {**body, "restorePointId": point_id("nothing")}, 404)
    post(client, f"{DATA}/objectStorage", {"restorePointId": point_id(PROJECTS, 1, "UnstructuredData")}, 400)
    post(client, f"{DATA}/fileShare", {"restorePointId": point_id(BUCKET, 1, "UnstructuredData")}, 400)
    post(
        client,
        f"{DATA}/fileShare",
        {
            "restorePointId": point_id(PROJECTS, 1, "UnstructuredData"),
            "destination": {"unstructuredDataServerId": point_id("nothing")},
        },
        400,
    )


@pytest.mark.parametrize("revision", REVISIONS["vbr"][2:])
@pytest.mark.parametrize(
    ("path", "name", "destination"),
    [
        ("fileShare", PROJECTS, {"unstructuredDataServerId": server_id(PROJECTS), "path": "\\restored"}),
        ("objectStorage", BUCKET, {"newBucketName": "dr-documents-restored"}),
    ],
)
def test_shares_and_buckets(client: Any, path: str, name: str, destination: dict[str, Any]) -> None:
    body = {"restorePointId": point_id(name, 1, "UnstructuredData"), "destination": destination}
    ended = client.wait(post(client, f"{DATA}/{path}", body))
    assert (ended["sessionType"], ended["name"], ended["result"]["result"]) == ("NasRestore", name, "Success")
    servers = {item["id"] for item in client.get(f"{API}/inventory/unstructuredDataServers")["data"]}
    assert server_id(PROJECTS) in servers
