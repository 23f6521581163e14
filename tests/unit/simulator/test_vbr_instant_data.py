# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery of disks and of file shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import without_nulls
from simulator.control import Simulator
from simulator.documents import REVISIONS
from simulator.seeds.vbr_backups import BUCKET, HOME, PROJECTS, server_id
from simulator.seeds.vbr_recovery_targets import RECOVERED
from simulator.seeds.vbr_restore_points import point_id
from support.recoveries import API, DISKS, SHARES, slowly, to_disks, to_shares, vsphere_object

revisions = pytest.mark.parametrize("revision", REVISIONS["vbr"])
newest = pytest.mark.parametrize("revision", ["1.3-rev2"])
POINT = point_id("app01", 2)
NAMES = ("app01.vmdk", "app01_2.vmdk")
SHARE = point_id(PROJECTS, 1, "UnstructuredData")


@pytest.fixture
def client(login: Callable[..., Any], revision: str, simulator: Simulator) -> Iterator[Any]:
    """A client of the revision; every answer must keep to the document."""
    start = simulator.mark()
    yield login(revision=revision)
    assert simulator.violations(start) == []


def post(client: Any, path: str, body: Any, expected: int) -> Any:
    answer = client.send("POST", path, json=body)
    assert answer.status_code == expected, answer.text
    return answer.json()


def mounted(client: Any, base: str, state: str = "Mounted") -> dict[str, Any]:
    """The only mount once it has come to a state."""
    found: dict[str, Any] = client.until(
        lambda: client.get(base)["data"], lambda some: some and some[0]["state"] == state
    )[0]
    return found


@revisions
def test_disks_are_migrated_one_by_one(client: Any, revision: str) -> None:
    body = to_disks(POINT, revision, *NAMES)
    session = post(client, DISKS, body, 201)
    mount = mounted(client, DISKS)
    assert (session["sessionType"], without_nulls(mount["spec"])) == ("FirstClassDiskInstantRestore", body)
    assert [disk["nameInBackup"] for disk in mount["mountedDisks"]] == list(NAMES)
    target = {"targetDatastore": vsphere_object("Datastore", "datastore-41", "datastore01", revision)}
    first = {**target, "mountedDiskNames": ["restored-app01.vmdk"]}
    migration = client.wait(post(client, f"{DISKS}/{mount['id']}/migrate", first, 200))
    assert migration["sessionType"] == "FirstClassDiskQuickMigration"
    left = client.get(f"{DISKS}/{mount['id']}")["mountedDisks"]
    assert [disk["mountedDiskName"] for disk in left] == ["restored-app01_2.vmdk"]
    post(client, f"{DISKS}/{mount['id']}/migrate", first, 400)
    client.wait(post(client, f"{DISKS}/{mount['id']}/migrate", target, 200))
    assert client.get(DISKS)["data"] == []
    assert client.wait(session)["result"]["result"] == "Success"


@revisions
def test_disks_are_taken_back(client: Any, simulator: Simulator, revision: str) -> None:
    session = post(client, DISKS, to_disks(POINT, revision, NAMES[0]), 201)
    mount = mounted(client, DISKS)
    assert len(client.get(DISKS, stateFilter="Mounted")["data"]) == 1
    with slowly(simulator):
        stopping = post(client, f"{DISKS}/{mount['id']}/dismount", None, 200)
    assert client.get(f"{DISKS}/{mount['id']}")["state"] == "Dismounting"
    assert client.wait(stopping)["result"]["result"] == "Success"
    assert client.get(DISKS)["data"] == []
    assert client.wait(session)["result"]["result"] == "Success"
    tasks = client.get(f"{API}/sessions/{session['id']}/taskSessions")["data"]
    assert [(task["name"], task["state"]) for task in tasks] == [("APP01", "Stopped")]


@newest
def test_disks_that_are_not_there(client: Any) -> None:
    post(client, DISKS, to_disks(POINT, "1.3-rev2", "other.vmdk"), 400)
    post(client, DISKS, to_disks(point_id("hv-sql01", 1, "HyperV"), "1.3-rev2", "hv-sql01.vhdx"), 400)
    post(client, f"{DISKS}/{POINT}/dismount", None, 404)


@newest
def test_disks_that_fail(client: Any, simulator: Simulator) -> None:
    simulator.outcome({"type": "FirstClassDiskInstantRestore"}, "fail", message="cluster is full", times=1)
    post(client, DISKS, to_disks(POINT, "1.3-rev2", NAMES[0]), 201)
    mount = mounted(client, DISKS, "Failed")
    assert mount["errorMessage"] == "cluster is full"
    client.wait(post(client, f"{DISKS}/{mount['id']}/dismount", None, 200))
    assert client.get(DISKS)["data"] == []


shares_known = pytest.mark.parametrize("revision", REVISIONS["vbr"][2:])
TARGET = {
    "destination": {"unstructuredDataServerId": server_id(RECOVERED), "path": "\\restored"},
    "overwriteMode": "Overwrite",
}


def publish(client: Any, *points: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Session and mount of the first share."""
    session = post(client, SHARES, to_shares(*points), 201)["data"][0]
    return session, mounted(client, SHARES, "Published")


@shares_known
def test_each_share_has_a_session_and_a_mount(client: Any) -> None:
    body = to_shares(SHARE, point_id(HOME, 1, "UnstructuredData"))
    answer = post(client, SHARES, body, 201)
    assert [(one["name"], one["sessionType"]) for one in answer["data"]] == [
        (PROJECTS, "FileInstantRecovery"),
        (HOME, "FileInstantRecovery"),
    ]
    mounts = client.until(lambda: client.get(SHARES, stateFilter="Mounted")["data"], lambda found: len(found) == 2)
    assert {one["sessionId"] for one in mounts} == {one["id"] for one in answer["data"]}
    assert mounts[0]["spec"] == {**body, "restoreOptions": body["restoreOptions"][:1]}
    named = client.get(SHARES, shareNameFilter="projects")["data"]
    assert [one["unstructuredServerName"] for one in named] == [PROJECTS]


@shares_known
def test_a_share_is_taken_back(client: Any, simulator: Simulator) -> None:
    session, mount = publish(client, SHARE)
    with slowly(simulator):
        stopping = post(client, f"{SHARES}/{mount['id']}/unmount", None, 200)
    assert client.get(f"{SHARES}/{mount['id']}")["state"] == "Unpublishing"
    assert client.wait(stopping)["result"]["result"] == "Success"
    assert client.get(SHARES)["data"] == []
    assert client.wait(session)["result"]["result"] == "Success"


@shares_known
def test_a_share_is_migrated_and_switched_over(client: Any, simulator: Simulator) -> None:
    session, mount = publish(client, SHARE)
    base = f"{SHARES}/{mount['id']}"
    assert client.get(f"{base}/switchoverSettings") == {"type": "Manual"}
    post(client, f"{base}/switchover", None, 400)
    with slowly(simulator):
        migration = post(client, f"{base}/migrate", {**TARGET, "switchoverSettings": {"type": "Manual"}}, 201)
    post(client, f"{base}/unmount", None, 400)
    assert client.wait(migration)["sessionType"] == "FileInstantRecoveryMigration"
    assert client.get(base)["state"] == "Published"
    post(client, f"{base}/migrate", {**TARGET, "switchoverSettings": {"type": "Manual"}}, 400)
    assert client.wait(post(client, f"{base}/switchover", None, 201))["result"]["result"] == "Success"
    assert client.get(SHARES)["data"] == []
    assert client.wait(session)["result"]["result"] == "Success"


@shares_known
def test_a_share_is_switched_over_by_itself(client: Any) -> None:
    mount = publish(client, SHARE)[1]
    base = f"{SHARES}/{mount['id']}"
    post(
        client,
        f"{base}/migrate",
        {**TARGET, "switchoverSettings": {"type": "Scheduled", "scheduleTime": "2099-01-01T00:00:00+00:00"}},
        201,
    )
    assert client.get(f"{base}/switchoverSettings")["type"] == "Scheduled"
    answer = client.send("PUT", f"{base}/switchoverSettings", json={"type": "Auto"})
    assert (answer.status_code, answer.json()) == (200, {"type": "Auto"})
    client.until(lambda: client.get(SHARES)["data"], lambda found: found == [])


@newest
def test_shares_that_fail(client: Any, simulator: Simulator) -> None:
    simulator.outcome({"name": "Unpublishing*"}, "fail", message="in use", times=1)
    simulator.outcome({"type": "FileInstantRecovery"}, "fail", message="no port", times=1)
    post(client, SHARES, to_shares(SHARE), 201)
    mount = mounted(client, SHARES, "PublishFailed")
    assert mount["errorMessage"] == "no port"
    assert len(client.get(SHARES, stateFilter="Failed")["data"]) == 1
    client.wait(post(client, f"{SHARES}/{mount['id']}/unmount", None, 200))
    assert client.get(f"{SHARES}/{mount['id']}")["state"] == "UnpublishFailed"
    client.wait(post(client, f"{SHARES}/{mount['id']}/unmount", None, 200))
    assert client.get(SHARES)["data"] == []


@newest
def test_shares_that_cannot_be_recovered(client: Any) -> None:
    post(client, SHARES, to_shares(point_id(BUCKET, 1, "UnstructuredData")), 400)
    post(client, SHARES, to_shares(POINT), 400)
    mount = publish(client, point_id(HOME, 1, "UnstructuredData"))[1]
    body = {**TARGET, "switchoverSettings": {"type": "Auto"}}
    assert "SMB" in post(client, f"{SHARES}/{mount['id']}/migrate", body, 400)["message"]
