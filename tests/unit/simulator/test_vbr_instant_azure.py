# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery to Azure: seven states, a session for each step, switchover on request, by itself or at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.documents import REVISIONS
from simulator.seeds.vbr_restore_points import point_id
from support.recoveries import AZURE, slowly, to_azure

revisions = pytest.mark.parametrize("revision", REVISIONS["vbr"][1:])
newest = pytest.mark.parametrize("revision", ["1.3-rev2"])
POINT = point_id("win-phys01", 1, "WindowsPhysical")


class Recovery:
    """One machine on its way to Azure."""

    def __init__(self, client: Any, revision: str) -> None:
        self.client = client
        self.revision = revision
        self.id = ""

    def start(self, **values: Any) -> dict[str, Any]:
        mount: dict[str, Any] = self.act("", to_azure(POINT, self.revision, **values))
        self.id = mount["id"]
        return mount

    def act(self, verb: str, body: Any = None, expected: int = 201) -> Any:
        path = f"{AZURE}/{self.id}/{verb}" if verb else AZURE
        answer = self.client.send("POST", path, json=body)
        assert answer.status_code == expected, answer.text
        return answer.json()

    def state(self) -> str:
        """The state, empty once the mount is gone."""
        answer = self.client.send("GET", f"{AZURE}/{self.id}")
        return str(answer.json()["state"]) if answer.status_code == 200 else ""

    def reach(self, wanted: str) -> None:
        self.client.until(self.state, lambda found: found == wanted)

    def kinds(self) -> list[str]:
        """The types of its sessions, the first one first; the server lists them the other way round."""
        return [one["sessionType"] for one in reversed(self.client.get(f"{AZURE}/{self.id}/sessions")["data"])]

    def settings(self, body: Any = None) -> Any:
        path = f"{AZURE}/{self.id}/switchoverSettings"
        if body is None:
            return self.client.get(path)
        answer = self.client.send("PUT", path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()


@pytest.fixture
def recovery(login: Callable[..., Any], revision: str, simulator: Simulator) -> Iterator[Recovery]:
    """A recovery of the revision; every answer must keep to the document."""
    start = simulator.mark()
    yield Recovery(login(revision=revision), revision)
    assert simulator.violations(start) == []


@revisions
def test_from_start_to_switchover(recovery: Recovery, simulator: Simulator) -> None:
    with slowly(simulator):
        mount = recovery.start(name={"name": "az-phys01"})
    assert (mount["state"], mount["spec"]["name"]["name"]) == ("Starting", "az-phys01")
    recovery.act("migrate", {}, 400)
    recovery.reach("Ready")
    assert recovery.act("migrate", {})["state"] == "Migrating"
    recovery.reach("ReadyToSwitch")
    assert recovery.kinds() == ["AzureInstantRecoveryStart", "AzureInstantRecoveryMigration"]
    with slowly(simulator):
        assert recovery.act("switchover")["state"] == "Switching"
    recovery.act("unmount", expected=400)
    recovery.reach("")
    assert recovery.client.get(AZURE)["data"] == []
    tasks = recovery.client.get("/api/v1/taskSessions", nameFilter="az-phys01")["data"]
    assert {(one["sessionType"], one["state"]) for one in tasks} == {
        (f"AzureInstantRecovery{step}", "Stopped") for step in ("Start", "Migration", "Switchover", "Stop")
    }


@revisions
def test_it_is_stopped_before_it_is_gone(recovery: Recovery, simulator: Simulator) -> None:
    recovery.start()
    recovery.reach("Ready")
    assert recovery.act("unmount")["state"] == "Stopping"
    simulator.settings(speed=3)
    recovery.reach("Stopped")
    recovery.act("unmount", expected=400)
    recovery.reach("")


@revisions
def test_an_unmount_undoes_the_migration(recovery: Recovery, simulator: Simulator) -> None:
    recovery.start()
    recovery.reach("Ready")
    recovery.act("migrate", {})
    recovery.reach("ReadyToSwitch")
    with slowly(simulator):
        recovery.act("unmount")
    assert recovery.kinds()[2:] == ["AzureInstantRecoveryMigrationUndo", "AzureInstantRecoveryStop"]
    recovery.reach("")


@revisions
def test_settings_of_the_switchover(recovery: Recovery, simulator: Simulator) -> None:
    recovery.start(verifyVMBoot=True)
    assert recovery.settings() == {"type": "Manual", "verifyVMBoot": True, "powerOnVM": True}
    later = (simulator.now() + datetime.timedelta(hours=1)).isoformat()
    wanted = {"type": "Scheduled", "scheduleTime": later, "verifyVMBoot": False, "powerOnVM": False}
    assert recovery.settings(wanted) == wanted
    assert recovery.settings() == wanted
    assert (
        recovery.client.send("PUT", f"{AZURE}/{recovery.id}/switchoverSettings", json={"type": "Scheduled"}).status_code
        == 400
    )


@revisions
def test_an_automatic_switchover_needs_nobody(recovery: Recovery) -> None:
    recovery.start()
    recovery.reach("Ready")
    recovery.act("migrate", {"switchoverSettings": {"type": "Auto"}})
    recovery.reach("")


@newest
def test_a_scheduled_switchover_waits_for_its_time(recovery: Recovery, simulator: Simulator) -> None:
    recovery.start()
    recovery.reach("Ready")
    moment = simulator.now()
    later, past = moment + datetime.timedelta(hours=1), moment - datetime.timedelta(seconds=1)
    recovery.act("migrate", {"switchoverSettings": {"type": "Scheduled", "scheduleTime": later.isoformat()}})
    recovery.reach("ReadyToSwitch")
    recovery.settings({"type": "Scheduled", "scheduleTime": past.isoformat()})
    recovery.reach("")


@newest
def test_each_step_can_fail(recovery: Recovery, simulator: Simulator) -> None:
    for step in ("Start", "Migration", "Switchover", "Stop"):
        simulator.outcome({"type": f"AzureInstantRecovery{step}"}, "fail", message=f"no {step}", times=1)
    recovery.start()
    recovery.reach("Stopped")
    assert recovery.client.get(f"{AZURE}/{recovery.id}")["errorMessage"] == "no Start"
    recovery.act("unmount")
    recovery.reach("Stopped")
    recovery.act("unmount")
    recovery.reach("")
    recovery.start()
    recovery.reach("Ready")
    recovery.act("migrate", {"switchoverSettings": {"type": "Auto"}})
    recovery.reach("Ready")
    with slowly(simulator):
        recovery.act("migrate", {"switchoverSettings": {"type": "Auto"}})
        recovery.reach("Switching")
    recovery.reach("ReadyToSwitch")
    assert recovery.client.get(f"{AZURE}/{recovery.id}")["errorMessage"] == "no Switchover"
    recovery.act("switchover")
    recovery.reach("")


@newest
def test_filters_and_refusals(recovery: Recovery, simulator: Simulator) -> None:
    with slowly(simulator):
        recovery.start()
    assert len(recovery.client.get(AZURE, stateFilter="Starting", orderColumn="Name")["data"]) == 1
    assert recovery.client.get(AZURE, stateFilter="Ready")["data"] == []
    recovery.reach("Ready")
    found = recovery.client.get(
        f"{AZURE}/{recovery.id}/sessions",
        resultFilter=["Success"],
        stateFilter="Stopped",
        typeFilter="AzureInstantRecoveryStart",
    )["data"]
    assert [one["name"] for one in found] == ["win-phys01"]
    subscription = {"subscriptionId": POINT, "location": "westeurope"}
    recovery.act("", {**to_azure(POINT), "subscription": subscription}, 400)
    recovery.act("", to_azure(point_id("tenant-app01", 1, "CloudDirector")), 400)
    disks = {"instanceSize": "Standard_F4s_v2", "disks": [{"diskUid": "none", "include": True}]}
    recovery.act("", {**to_azure(POINT), "vmSize": disks}, 400)


@newest
def test_older_revisions_see_the_mount_too(recovery: Recovery, login: Callable[..., Any]) -> None:
    recovery.start()
    seen = login(revision="1.3-rev1").get(f"{AZURE}/{recovery.id}")
    assert seen["spec"]["network"]["networkSecurityGroup"] == ""
