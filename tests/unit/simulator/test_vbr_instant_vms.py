# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery to VMware vSphere and Hyper-V, from start to production or back, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import without_nulls
from simulator.control import Simulator
from simulator.documents import REVISIONS
from simulator.seeds.vbr_inventory import VCENTER
from simulator.seeds.vbr_restore_points import point_id
from support.recoveries import API, HYPER_V, VSPHERE, slowly, to_vsphere, to_vsphere_customised, vsphere_object

revisions = pytest.mark.parametrize("revision", REVISIONS["vbr"])
newest = pytest.mark.parametrize("revision", ["1.3-rev2"])
CLEAN = point_id("app01", 2)


class Recovery:
    """What these tests do over and over."""

    def __init__(self, client: Any, base: str = VSPHERE) -> None:
        self.client = client
        self.base = base

    def post(self, path: str = "", body: Any = None, expected: int = 0) -> Any:
        answer = self.client.send("POST", self.base + path, json=body)
        assert answer.status_code == (expected or answer.status_code)
        assert expected or answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def mounts(self, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get(self.base, **query)["data"]
        return found

    def mounted(self, body: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Session and mount once the machine is published."""
        session = self.post("", body, 201)
        mounts = self.client.until(
            self.mounts,
            lambda found: any(one["sessionId"] == session["id"] and one["state"] == "Mounted" for one in found),
        )
        return session, next(one for one in mounts if one["sessionId"] == session["id"])

    def session(self, one: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"{API}/sessions/{one['id']}")
        return found

    def tasks(self, name: str) -> dict[str, str]:
        """State of each task by the type of its session."""
        found = self.client.get(f"{API}/taskSessions", nameFilter=name, typeFilter="Restore")["data"]
        return {task["sessionType"]: task["state"] for task in found if task["name"] == name.upper()}

    def machines(self, name: str, host: str = VCENTER) -> list[str]:
        found = self.client.send("POST", f"{API}/inventory/{host}", json={}).json()["data"]
        return [item["urn"] for item in found if item["name"] == name and item["type"] == "VirtualMachine"]


@pytest.fixture
def make(login: Callable[..., Any], simulator: Simulator) -> Iterator[Callable[..., Recovery]]:
    """Recoveries of a revision; every answer must keep to the document."""
    start = simulator.mark()
    yield lambda revision="1.3-rev2", base=VSPHERE: Recovery(login(revision=revision), base)
    assert [record for record in simulator.violations(start) if record["status"] != 400] == []


@revisions
def test_mounted_and_taken_back(make: Callable[..., Recovery], simulator: Simulator, revision: str) -> None:
    recovery = make(revision)
    session, mount = recovery.mounted(to_vsphere(CLEAN, revision))
    assert (session["sessionType"], session["resourceId"], mount["vmName"]) == ("InstantRecovery", mount["id"], "APP01")
    assert recovery.client.get(f"{VSPHERE}/{mount['id']}") == mount
    assert recovery.session(session)["state"] == "Working"
    assert recovery.tasks("app01") == {"InstantRecovery": "Working"}
    assert len(recovery.machines("app01")) == 1
    with slowly(simulator):
        stopping = recovery.post(f"/{mount['id']}/unmount", expected=200)
    assert recovery.mounts()[0]["state"] == "Dismounting"
    recovery.post(f"/{mount['id']}/unmount", expected=400)
    assert recovery.client.wait(stopping)["result"]["result"] == "Success"
    assert recovery.session(session)["result"]["result"] == "Success"
    assert (recovery.mounts(), recovery.machines("app01")) == ([], [])
    assert recovery.client.send("GET", f"{VSPHERE}/{mount['id']}").status_code == 404


@revisions
def test_migrated(make: Callable[..., Recovery], simulator: Simulator, revision: str) -> None:
    recovery = make(revision)
    session, mount = recovery.mounted(to_vsphere_customised(CLEAN, "app01-restored", revision))
    assert recovery.machines("app01-restored")[0].split(";")[-2] == "resourcepool:resgroup-22"
    host = vsphere_object("Host", "host-11", "esx02.dr.example", revision)
    with slowly(simulator):
        migration = recovery.post(f"/{mount['id']}/migrate", {"destinationHost": host, "VeeamQMEnabled": True}, 200)
    recovery.post(f"/{mount['id']}/unmount", expected=400)
    assert recovery.tasks("app01-restored")["QuickMigration"] != "Stopped"
    assert recovery.client.wait(migration)["sessionType"] == "QuickMigration"
    assert recovery.mounts() == []
    assert recovery.session(session)["result"]["result"] == "Success"
    assert recovery.tasks("app01-restored") == {"InstantRecovery": "Stopped", "QuickMigration": "Stopped"}
    assert len(recovery.machines("app01-restored")) == 1


@revisions
def test_a_mount_keeps_what_it_was_started_with(make: Callable[..., Recovery], revision: str) -> None:
    body = to_vsphere_customised(CLEAN, "app01-restored", revision)
    assert without_nulls(make(revision).mounted(body)[1]["spec"]) == body


@newest
def test_the_session_is_seen_before_the_mount(
    make: Callable[..., Recovery], simulator: Simulator, revision: str
) -> None:
    simulator.settings(speed=4)
    recovery = make(revision)
    recovery.post("", to_vsphere(CLEAN), 201)
    assert recovery.mounts() == []
    assert recovery.tasks("app01")["InstantRecovery"] in ("Starting", "Working")
    assert recovery.client.until(recovery.mounts, bool)[0]["state"] == "Mounting"


@pytest.mark.parametrize("revision", REVISIONS["vbr"][1:])
def test_mounts_by_filters(make: Callable[..., Recovery], revision: str) -> None:
    recovery = make(revision)
    mount = recovery.mounted(to_vsphere(CLEAN))[1]
    recovery.mounted(to_vsphere(point_id("app02"), overwrite=True))
    assert recovery.mounts(vmNameFilter="app01") == [mount]
    assert len(recovery.mounts(stateFilter="Mounted")) == 2
    assert recovery.mounts(stateFilter="Dismounting") == []
    assert [
        one["vmName"]
        for one in recovery.mounts(orderColumn="vmName" if revision == "1.3-rev0" else "VmName", orderAsc="false")
    ] == ["APP02", "APP01"]
    if revision != "1.3-rev0":
        assert recovery.mounts(mountIdFilter=[mount["id"]]) == [mount]


@newest
def test_nothing_keeps_a_client_from_mounting_twice(make: Callable[..., Recovery], revision: str) -> None:
    recovery = make(revision)
    recovery.mounted(to_vsphere(CLEAN))
    recovery.mounted(to_vsphere(CLEAN))
    assert [mount["vmName"] for mount in recovery.mounts()] == ["APP01", "APP01"]


@newest
def test_a_machine_in_the_way(make: Callable[..., Recovery], revision: str) -> None:
    recovery = make(revision)
    point = point_id("web01", 2)
    failed = recovery.client.wait(recovery.post("", to_vsphere(point), 201))
    assert (failed["result"]["result"], "already exists" in failed["result"]["message"]) == ("Failed", True)
    mount = recovery.mounts()[0]
    assert (mount["state"], mount["errorMessage"]) == ("Failed", failed["result"]["message"])
    recovery.client.wait(recovery.post(f"/{mount['id']}/unmount", expected=200))
    assert recovery.mounts() == []
    recovery.mounted(to_vsphere(point, overwrite=True))
    assert len(recovery.machines("web01")) == 1


@pytest.mark.parametrize(
    ("action", "result"), [("AbortRecovery", "Failed"), ("DisableNetwork", "Warning"), ("Ignore", "Warning")]
)
def test_malware(make: Callable[..., Recovery], action: str, result: str) -> None:
    recovery = make()
    settings = {"antivirusScanEnabled": True, "virusDetectionAction": action}
    session = recovery.post("", to_vsphere(point_id("app01"), secureRestore=settings), 201)
    mount = recovery.client.until(recovery.mounts, lambda found: found and found[0]["state"] != "Mounting")[0]
    assert mount["state"] == ("Failed" if result == "Failed" else "Mounted")
    if mount["state"] == "Mounted":
        recovery.post(f"/{mount['id']}/unmount", expected=200)
    ended = recovery.client.wait(session)["result"]
    assert (ended["result"], "Malware was found in app01" in ended["message"]) == (result, True)


@newest
def test_refusals(make: Callable[..., Recovery], revision: str) -> None:
    recovery = make(revision)
    recovery.post("", to_vsphere(point_id("nothing")), 404)
    assert "StartViVMInstantRecovery" in recovery.post("", to_vsphere(point_id("db01")), 400)["message"]
    recovery.post("", to_vsphere(point_id("hv-sql01", 1, "HyperV")), 400)
    body = to_vsphere_customised(CLEAN, "app01")
    body["destination"]["folder"]["objectId"] = "group-v99"
    assert "group-v99" in recovery.post("", body, 400)["message"]
    recovery.post(f"/{point_id('nothing')}/unmount", expected=404)
    assert (recovery.mounts(), recovery.tasks("app01")) == ([], {})


@newest
def test_failures_on_demand(make: Callable[..., Recovery], simulator: Simulator, revision: str) -> None:
    recovery = make(revision)
    simulator.outcome({"type": "QuickMigration"}, "fail", message="no space left", times=1)
    simulator.outcome({"name": "Unpublishing*"}, "fail", message="datastore is busy", times=1)
    session, mount = recovery.mounted(to_vsphere(CLEAN))
    target = {"destinationHost": vsphere_object("Host", "host-10", "esx01.dr.example")}
    assert recovery.client.wait(recovery.post(f"/{mount['id']}/migrate", target, 200))["result"]["result"] == "Failed"
    assert recovery.mounts() == [{**mount, "errorMessage": "no space left"}]
    recovery.client.wait(recovery.post(f"/{mount['id']}/unmount", expected=200))
    assert recovery.mounts() == [{**mount, "errorMessage": "datastore is busy"}]
    recovery.client.wait(recovery.post(f"/{mount['id']}/unmount", expected=200))
    assert recovery.client.wait(session)["result"]["result"] == "Success"


@newest
def test_a_mount_that_hangs_can_be_taken_back(
    make: Callable[..., Recovery], simulator: Simulator, revision: str
) -> None:
    recovery = make(revision)
    simulator.outcome({"type": "InstantRecovery"}, "hang", times=1)
    session = recovery.post("", to_vsphere(CLEAN), 201)
    mount = recovery.client.until(recovery.mounts, bool)[0]
    recovery.client.pass_time(0.1)
    assert recovery.mounts()[0]["state"] == "Mounting"
    recovery.client.wait(recovery.post(f"/{mount['id']}/unmount", expected=200))
    assert recovery.client.wait(session)["result"]["isCanceled"]
    assert recovery.mounts() == []


@newest
def test_stopping_the_session_takes_the_machine_back(make: Callable[..., Recovery], revision: str) -> None:
    recovery = make(revision)
    session = recovery.mounted(to_vsphere(CLEAN))[0]
    assert recovery.client.send("POST", f"{API}/sessions/{session['id']}/stop").status_code == 200
    assert recovery.client.wait(session)["result"]["isCanceled"]
    assert (recovery.mounts(), recovery.machines("app01")) == ([], [])


@newest
def test_an_answer_that_is_lost_after_the_server_acted(
    make: Callable[..., Recovery], simulator: Simulator, revision: str
) -> None:
    recovery = make(revision)
    simulator.faults({"match": {"method": "POST", "template": VSPHERE}, "fault": {"kind": "lost_answer"}})
    with pytest.raises(OSError, match="onnection"):
        recovery.client.send("POST", VSPHERE, json=to_vsphere(CLEAN))
    assert recovery.client.until(recovery.mounts, bool)[0]["vmName"] == "APP01"


@pytest.mark.parametrize("revision", REVISIONS["vbr"][1:])
def test_hyper_v(make: Callable[..., Recovery], simulator: Simulator, revision: str) -> None:
    recovery = make(revision, HYPER_V)
    body = {"restorePointId": point_id("hv-sql01", 1, "HyperV"), "type": "OriginalLocation", "powerUp": True}
    session, mount = recovery.mounted(body)
    assert (mount["spec"], mount["hostName"]) == (body, "hyperv01.dr.example")
    with slowly(simulator):
        assert recovery.post(f"/{mount['id']}/migrate", expected=204) is None
        # Answered when it is done.
        assert recovery.mounts() == []
    recovery.post(f"/{mount['id']}/migrate", expected=404)
    assert recovery.client.wait(session)["result"]["result"] == "Success"
    assert recovery.tasks("hv-sql01") == {"InstantRecovery": "Stopped", "QuickMigration": "Stopped"}
    assert len(recovery.machines("hv-sql01", "hyperv01.dr.example")) == 1


@newest
def test_hyper_v_taken_back(make: Callable[..., Recovery], revision: str) -> None:
    recovery = make(revision, HYPER_V)
    body = {"restorePointId": point_id("intranet01", 1, "HyperV"), "type": "Customized", "target": {"vmName": "copy01"}}
    session, mount = recovery.mounted(body)
    assert recovery.mounts(vmNameFilter="copy01", stateFilter="Mounted") == [mount]
    recovery.client.wait(recovery.post(f"/{mount['id']}/unmount", expected=200))
    assert recovery.client.wait(session)["result"]["result"] == "Success"
    assert (recovery.mounts(), recovery.machines("copy01", "hyperv01.dr.example")) == ([], [])


@newest
def test_a_physical_machine_on_another_platform(make: Callable[..., Recovery], revision: str) -> None:
    recovery = make(revision)
    point = point_id("win-phys01", 1, "WindowsPhysical")
    body = {**to_vsphere_customised(point, "win-virtual01"), "type": "OtherPlatform"}
    assert without_nulls(recovery.mounted(body)[1]["spec"]) == body
    older = make("1.3-rev1").mounts()[0]
    assert (older["vmName"], older["spec"]["type"]) == ("WIN-VIRTUAL01", "Customized")
