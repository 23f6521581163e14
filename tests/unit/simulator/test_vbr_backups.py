# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be restored: backups, objects, restore points, disks, with the filters of every revision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.documents import REVISIONS
from simulator.seeds.vbr_backups import BUCKET, HOME, PROJECTS, backup_id, object_id
from simulator.seeds.vbr_restore_points import point_id
from support.recoveries import API

POINTS = f"{API}/restorePoints"
revisions = pytest.mark.parametrize("revision", REVISIONS["vbr"])


@pytest.fixture
def client(login: Callable[..., Any], revision: str, simulator: Simulator) -> Any:
    """A client of the revision; every answer must keep to the document."""
    start = simulator.mark()
    yield login(revision=revision)
    assert simulator.violations(start) == []


@revisions
def test_backups_by_filters(client: Any, revision: str) -> None:
    every = client.get(f"{API}/backups", orderColumn="Name")["data"]
    assert [item["name"] for item in every] == [
        "Entra ID audit logs",
        "Entra ID dr.example",
        "Entra ID dr.example copy",
        "File Shares",
        "Hyper-V Servers",
        "Linux Agents",
        "Nightly Servers",
        "Object Storage",
        "Offsite Copy",
        "Tenant VMs",
        "Windows Agents",
    ]
    nightly = client.get(f"{API}/backups", nameFilter="nightly*")["data"]
    assert [item["id"] for item in nightly] == [backup_id("Nightly Servers")]
    assert client.get(f"{API}/backups", jobIdFilter=nightly[0]["jobId"])["data"] == nightly
    assert client.get(f"{API}/backups", createdAfterFilter="2026-01-01T00:00:00Z")["data"] == []
    assert len(client.get(f"{API}/backups", createdBeforeFilter="2026-01-01T00:00:00Z", limit=3)["data"]) == 3
    tag = "policyUniqueIdFilter" if revision == "1.3-rev2" else "policyTagFilter"
    assert client.get(f"{API}/backups", **{tag: nightly[0]["policyUniqueId"]})["data"] == nightly
    if revision != "1.2-rev1":
        assert client.get(f"{API}/backups", jobTypeFilter="VSphereBackup")["data"] == nightly
        assert nightly[0]["repositoryName"] == "Linux Repository 01"


@revisions
def test_a_repository_of_every_backup_exists(client: Any) -> None:
    known = {item["id"] for item in client.get(f"{API}/backupInfrastructure/repositories")["data"]}
    assert {item["repositoryId"] for item in client.get(f"{API}/backups")["data"]} <= known


@revisions
def test_objects_by_filters(client: Any) -> None:
    both = client.get(f"{API}/backupObjects", nameFilter="intranet01")["data"]
    assert {item["platformName"]: item["id"] for item in both} == {
        "VmWare": object_id("intranet01"),
        "HyperV": object_id("intranet01", "HyperV"),
    }
    one = client.get(f"{API}/backupObjects", nameFilter="intranet01", platformNameFilter="HyperV")["data"]
    assert [item["id"] for item in one] == [object_id("intranet01", "HyperV")]
    assert len(client.get(f"{API}/backupObjects", viTypeFilter="VirtualMachine")["data"]) == 5
    names = {item["name"] for item in client.get(f"{API}/backupObjects")["data"]}
    assert {PROJECTS, HOME, BUCKET, "win-phys01", "lnx-phys01", "tenant-app01", "hv-sql01"} <= names
    assert client.get(f"{API}/backupObjects/{object_id('app01')}")["restorePointsCount"] == 6


@revisions
def test_objects_of_a_backup(client: Any) -> None:
    path = f"{API}/backups/{backup_id('Offsite Copy')}/objects"
    assert [item["name"] for item in client.get(path)["data"]] == ["app01"]
    assert client.send("GET", f"{API}/backups/{object_id('app01')}/objects").status_code == 404


@revisions
def test_restore_points_by_filters(client: Any, revision: str) -> None:
    newest = {"orderColumn": "CreationTime", "orderAsc": "false"}
    found = client.get(POINTS, backupObjectIdFilter=object_id("app01"), **newest)["data"]
    assert [item["malwareStatus"] for item in found] == ["Infected", *["Clean"] * 5]
    assert found[0]["id"] == point_id("app01")
    copies = client.get(POINTS, backupObjectIdFilter=object_id("app01"), backupIdFilter=backup_id("Offsite Copy"))
    assert [item["id"] for item in copies["data"]] == [
        point_id("app01", 1, backup="Offsite Copy"),
        point_id("app01", 2, backup="Offsite Copy"),
    ]
    infected = client.get(POINTS, malwareStatusFilter="Infected")["data"]
    assert [item["id"] for item in infected] == [point_id("app01")]
    older = client.get(POINTS, nameFilter="app01", createdBeforeFilter=found[1]["creationTime"])["data"]
    assert len([item for item in older if item["name"] == "app01"]) == 4
    assert {item["platformName"] for item in client.get(POINTS, platformNameFilter="HyperV")["data"]} == {"HyperV"}
    if revision == "1.3-rev2":
        kinds = client.get(POINTS, typeFilter=["Full", "Rollback"], malwareStatusFilter=["Clean", "Informative"])
        assert {item["type"] for item in kinds["data"]} == {"Full"}


@revisions
def test_restore_points_of_an_object(client: Any, revision: str) -> None:
    path = f"{API}/backupObjects/{object_id('web01')}/restorePoints"
    assert len(client.get(path)["data"]) == 3
    assert client.send("GET", f"{API}/backupObjects/{backup_id('Tenant VMs')}/restorePoints").status_code == 404
    if revision in ("1.3-rev1", "1.3-rev2"):
        suspicious = client.get(path, malwareStatusFilter="Suspicious")["data"]
        assert [item["id"] for item in suspicious] == [point_id("web01")]


@revisions
def test_the_newest_point_of_one_machine_is_good_for_files_alone(client: Any) -> None:
    points = client.get(POINTS, backupObjectIdFilter=object_id("db01"))["data"]
    assert [("StartViVMInstantRecovery" in item["allowedOperations"]) for item in points] == [False, True, True]


@revisions
@pytest.mark.parametrize(
    ("name", "platform", "count"),
    [
        ("app01", "VMware", 2),
        ("hv-sql01", "HyperV", 2),
        ("win-phys01", "WindowsPhysical", 2),
        ("tenant-app01", "CloudDirector", 2),
        (PROJECTS, "UnstructuredData", 0),
    ],
)
def test_disks_of_a_restore_point(client: Any, name: str, platform: str, count: int) -> None:
    path = f"{POINTS}/{point_id(name, 1, platform)}/disks"
    assert len(client.get(path)["data"]) == count


@pytest.mark.parametrize("revision", ["1.3-rev2"])
def test_networks_of_a_restore_point(client: Any) -> None:
    path = f"{POINTS}/{point_id('win-phys01', 1, 'WindowsPhysical')}/networkInfo"
    answer = client.send("POST", path, json={"pagination": {"skip": 1, "limit": 5}}).json()
    assert [item["name"] for item in answer["data"]] == ["Network adapter 2"]
    assert answer["pagination"]["total"] == 2
