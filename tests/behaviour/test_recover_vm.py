# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runbook playbooks/recover_vm.yml on every platform: foreseen, run, run again, and killed in the middle."""

from __future__ import annotations

import socket
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.control import Simulator
from simulator.seeds.vbr_restore_points import RESTORE_POINTS, point_id, restore_points
from support.killing import acts
from support.modules import COLLECTION
from support.playbooks import Playbook, Run
from support.running import Controller

# What the server is asked to do, all runs together.
WRITES = {
    "vsphere": ("InstantViVMRecoveryMount", "InstantViVMRecoveryMigrate"),
    "hyperv": ("InstantHvVMRecoveryMount", "InstantHvVMRecoveryMigrate"),
    "azure": ("AzureInstantVMRecoveryMount", "AzureInstantVMRecoveryMigrate", "AzureInstantVMRecoverySwitchover"),
}
ENDS = {"vsphere": "migrated", "hyperv": "migrated", "azure": "switched_over"}
UNMOUNT = "InstantViVMRecoveryUnmount"
# Long enough to be killed in; the runs after it do not wait for the rest of it.
SLOWLY, QUICKLY = 10.0, 0.0

each_platform = pytest.mark.parametrize("platform", WRITES)


@pytest.fixture
def port() -> Iterator[int]:
    """A port at which something listens, as the recovered machine would."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


@pytest.fixture
def closed_port() -> int:
    """A port at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Runbook:
    """The runbook with the variables that the collection brings for a platform."""

    def __init__(self, controller: Controller, directory: Path, platform: str, port: int, **variables: Any) -> None:
        self.controller = controller
        self.start = controller.simulator.mark()
        own = yaml.safe_load((COLLECTION / "playbooks" / "vars" / f"recover_vm_{platform}.yml").read_text("utf-8"))
        now = controller.simulator.now()
        self.vm_name = own["recover_vm_name"]
        self._playbook = Playbook(
            controller.simulator,
            "recover_vm",
            {
                **own,
                "recover_incident": (now - timedelta(minutes=5)).isoformat(),
                "recover_check_host": "127.0.0.1",
                "recover_check_port": port,
                "recover_check_timeout": 1,
                **variables,
            },
            directory,
        )

    def run(self, *arguments: str, forked: bool = False) -> Run:
        """Run it to an end that has to be good."""
        run = self._playbook.run(*arguments, forked=forked)
        assert run.code == 0, run.output
        return run

    def fail(self) -> Run:
        """Run it to an end that has to be a failure."""
        run = self._playbook.run()
        assert run.code == 2, run.output
        assert run.count("failed") == 1
        return run

    def kill_after(self, operation: str) -> None:
        """Run it, and kill it when the server has begun the operation."""
        self.controller.simulator.settings(speed=SLOWLY)
        self._playbook.kill_once(lambda: self.acts()[operation] == 1)
        self.controller.simulator.settings(speed=QUICKLY)

    def acts(self) -> Counter[str]:
        """What the server was asked to do, by all runs together."""
        return acts(self.controller, self.start)

    def mounts(self) -> list[dict[str, Any]]:
        """The mounts that are there under the name of the recovered machine."""
        found = self.controller.succeed("veeam_instant_recovery_info", {"vm_name": self.vm_name})["mounts"]
        return list(found)


@each_platform
def test_it_is_foreseen_then_done_then_there(controller: Controller, tmp_path: Path, port: int, platform: str) -> None:
    runbook = Runbook(controller, tmp_path, platform, port)

    foreseen = runbook.run("--check")
    assert runbook.acts() == Counter()
    first = runbook.run()
    assert runbook.acts() == Counter(WRITES[platform])
    before = controller.simulator.mark()
    second = runbook.run()

    assert foreseen.count("changed") == first.count("changed") == 2
    steps = {"vsphere": "mount, migrate", "hyperv": "mount, migrate", "azure": "mount, migrate, switchover"}[platform]
    assert f"Would be done  {steps}" in foreseen.output
    assert f"Done now       {steps}" in first.output
    assert f"Answers        yes, on port {port}" in first.output
    assert f"Phase          {ENDS[platform]}" in first.output
    assert second.count("changed") == 0
    assert "Done now       nothing" in second.output
    assert f"Answers        yes, on port {port}" in second.output
    assert f"Phase          {ENDS[platform]}" in second.output
    assert controller.writes(before) == []
    assert runbook.mounts() == []


def test_killed_while_it_mounts_and_while_it_migrates_it_continues(
    controller: Controller, tmp_path: Path, port: int
) -> None:
    # The platform with the most steps: tests/behaviour/test_recoveries_killed.py has each of them killed everywhere.
    platform = "azure"
    runbook = Runbook(controller, tmp_path, platform, port)
    mount, migrate, *_switchover = WRITES[platform]

    runbook.kill_after(mount)
    assert runbook.acts() == Counter([mount])
    runbook.kill_after(migrate)
    assert runbook.acts() == Counter([mount, migrate])
    last = runbook.run(forked=True)

    assert runbook.acts() == Counter(WRITES[platform])
    assert f"Phase          {ENDS[platform]}" in last.output
    assert runbook.mounts() == []
    assert runbook.run().count("changed") == 0
    assert runbook.acts() == Counter(WRITES[platform])


def test_a_backup_after_the_recovery_does_not_begin_it_anew(controller: Controller, tmp_path: Path, port: int) -> None:
    runbook = Runbook(controller, tmp_path, "vsphere", port)
    runbook.run()
    newest = next(one for one in restore_points(controller.simulator.now()) if one["id"] == point_id("app02"))
    tonight = {**newest, "id": str(uuid.uuid4()), "creationTime": controller.simulator.now().isoformat()}
    controller.simulator.seed(RESTORE_POINTS, objects=[tonight])
    again = runbook.run()
    assert again.count("changed") == 0
    assert "not before" in again.output
    assert runbook.acts() == Counter(WRITES["vsphere"])


def test_a_failed_migration_is_made_again_and_nothing_else(controller: Controller, tmp_path: Path, port: int) -> None:
    runbook = Runbook(controller, tmp_path, "vsphere", port)
    controller.simulator.outcome({"type": "QuickMigration"}, "fail", "Not enough free space on datastore02", times=1)
    failed = runbook.fail()
    assert "Not enough free space on datastore02" in failed.output
    assert "Phase          mounted, before the failure" in failed.output
    assert "Done now       migrate" in runbook.run().output
    assert runbook.mounts() == []


def test_azure_can_wait_to_be_switched_over(controller: Controller, tmp_path: Path, port: int) -> None:
    runbook = Runbook(controller, tmp_path, "azure", port, recover_finish="migrate")
    assert "Phase          ready to switch" in runbook.run().output
    assert runbook.run().count("changed") == 0
    assert runbook.acts() == Counter(WRITES["azure"][:2])
    assert [one["state"] for one in runbook.mounts()] == ["ReadyToSwitch"]


def test_a_recovery_test_leaves_nothing(controller: Controller, tmp_path: Path, port: int) -> None:
    runbook = Runbook(controller, tmp_path, "vsphere", port, recover_finish="dismount", recover_incident="")
    assert "Would be done  mount, unmount" in runbook.run("--check").output
    assert runbook.acts() == Counter()
    assert "Done now       mount, unmount" in runbook.run().output
    assert runbook.acts() == Counter([WRITES["vsphere"][0], UNMOUNT])
    assert runbook.mounts() == []


def test_a_recovery_test_does_not_stop_a_move_to_production(controller: Controller, tmp_path: Path, port: int) -> None:
    Runbook(controller, tmp_path, "azure", port, recover_finish="migrate").run()
    test = Runbook(controller, tmp_path, "azure", port, recover_finish="dismount")
    assert "is in the phase 'ready to switch'. It was not dismounted" in " ".join(test.fail().output.split())
    assert test.acts() == Counter()


def test_a_machine_that_does_not_answer_stays_published(
    controller: Controller, tmp_path: Path, closed_port: int
) -> None:
    runbook = Runbook(controller, tmp_path, "vsphere", closed_port)
    run = runbook.fail()
    assert f"Answers        no, not on port {closed_port}" in run.output
    assert "Phase          mounted" in run.output
    assert [one["state"] for one in runbook.mounts()] == ["Mounted"]
    with socket.create_server(("127.0.0.1", closed_port)):
        assert "Done now       migrate" in runbook.run().output
    assert runbook.acts() == Counter(WRITES["vsphere"])


def test_a_machine_that_does_not_answer_is_dismounted_if_requested(
    controller: Controller, tmp_path: Path, closed_port: int
) -> None:
    runbook = Runbook(controller, tmp_path, "vsphere", closed_port, recover_on_failed_check="dismount")
    assert "Phase          none" in runbook.fail().output
    assert runbook.acts() == Counter([WRITES["vsphere"][0], UNMOUNT])
    assert runbook.mounts() == []


def test_an_infected_restore_point_is_passed_over_and_said_so(
    controller: Controller, tmp_path: Path, port: int
) -> None:
    machine = {"recover_machine": "app01", "recover_vm_name": "app01-test", "recover_finish": "keep"}
    run = Runbook(controller, tmp_path, "vsphere", port, **machine).run()
    assert "25.0 hours old, Clean" in run.output
    assert "its malware status is Infected" in run.output


@pytest.mark.parametrize(
    ("variables", "problems"),
    [
        (
            {
                "recover_machine": "",
                "recover_finish": "switch",
                "recover_incident": "",
                "recover_check_port": 0,
                "recover_on_failed_check": "ignore",
            },
            (
                "Set recover_machine",
                "recover_finish=switch needs recover_platform=azure",
                "Set recover_incident",
                "Set recover_check_host and recover_check_port",
                "Set recover_on_failed_check to keep or dismount",
            ),
        ),
        (
            {"recover_platform": "vmware", "recover_incident": "2026-05-04T13:30:00"},
            (
                "Set recover_platform to vsphere, hyperv or azure",
                "'2026-05-04T13:30:00' can mean several moments. It is now 20",
            ),
        ),
        (
            {"recover_incident": "2099-05-04T13:30:00.5+02:00"},
            ("2099-05-04T13:30:00.5+02:00 is later than now, which is",),
        ),
    ],
)
def test_variables_that_make_no_sense_stop_it_before_anything_is_asked(
    simulator: Simulator,
    controller: Controller,
    tmp_path: Path,
    port: int,
    variables: dict[str, Any],
    problems: tuple[str, ...],
) -> None:
    start = simulator.mark()
    run = Runbook(controller, tmp_path, "vsphere", port, **variables).fail()
    output = " ".join(run.output.split())
    assert [problem for problem in problems if problem not in output] == []
    assert simulator.requests(start) == []
