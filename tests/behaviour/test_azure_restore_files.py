# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runbook playbooks/azure_restore_files.yml: foreseen, run, run again, and killed in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from simulator.seeds.azure_virtual_machines import LINUX
from support.flr import Appliance
from support.playbooks import Playbook
from support.running import Controller

ITEMS = ["/etc/hosts", "/accountingdata/report_1.txt"]
VARIABLES: dict[str, Any] = {
    "files_machine": LINUX,
    "files_items": ITEMS,
    "files_restore_type": "Overwrite",
    "files_service_account": "DR Restore Account",
}
# Long enough to be killed in; the runs after it do not wait for the rest of it.
SLOWLY, QUICKLY = 10.0, 0.0


@pytest.fixture
def appliance(controller) -> Iterator[Appliance]:
    """The appliance; at the end no session may be left open."""
    found = Appliance(controller.simulator)
    yield found
    assert found.open_sessions() == []


def playbook(controller: Controller, directory: Path, **variables: Any) -> Playbook:
    """The runbook for an incident of five minutes ago."""
    incident = (controller.simulator.now() - timedelta(minutes=5)).isoformat()
    given = {**VARIABLES, "files_incident": incident, **variables}
    return Playbook(controller.simulator, "azure_restore_files", given, directory)


def test_foreseen_run_and_run_again(controller, appliance, tmp_path):
    runbook = playbook(controller, tmp_path)
    start = controller.simulator.mark()
    foreseen = runbook.run("--check")
    assert (foreseen.code, foreseen.count("changed")) == (0, 1), foreseen.output
    assert "Would be done  /etc/hosts, /accountingdata/report_1.txt" in foreseen.output
    assert controller.writes(start) == []
    first = runbook.run(forked=True)
    assert (first.code, first.count("changed")) == (0, 1), first.output
    assert "Restored now   /etc/hosts, /accountingdata/report_1.txt" in first.output
    assert ": it is corrupted" in first.output
    start = controller.simulator.mark()
    again = runbook.run()
    assert (again.code, again.count("changed")) == (0, 0), again.output
    assert "Done before    /etc/hosts, /accountingdata/report_1.txt" in again.output
    assert controller.writes(start) == []
    assert appliance.restored() == sorted(ITEMS)


def test_what_a_search_finds(controller, appliance, tmp_path):
    search = {"path": "/accountingdata", "pattern": "report_1"}
    runbook = playbook(controller, tmp_path, files_items=[], files_search=search)
    assert "Would be done  results of the search" in runbook.run("--check").output
    first = runbook.run()
    assert (first.code, first.count("changed")) == (0, 1), first.output
    assert runbook.run().count("changed") == 0
    assert len(appliance.restored()) == 5


@pytest.mark.parametrize("path", ["/restoreFile", "/restore"])
def test_killed_in_the_middle_it_goes_on(controller, appliance, tmp_path, path):
    runbook = playbook(controller, tmp_path)
    start = controller.simulator.mark()
    controller.simulator.settings(product="azure", speed=SLOWLY if path == "/restore" else 100)
    runbook.kill_once(lambda: any(one["path"].endswith(path) for one in controller.simulator.requests(start)))
    assert len(appliance.open_sessions()) == 1
    controller.simulator.settings(product="azure", speed=QUICKLY)
    assert runbook.run().count("changed") == 1
    assert runbook.run().count("changed") == 0
    assert appliance.restored("Success") == sorted(ITEMS)


def test_missing_variables_are_named_all_at_once(controller, tmp_path):
    start = controller.simulator.mark()
    empty = dict.fromkeys(("files_machine", "files_service_account", "files_incident"), "")
    run = playbook(controller, tmp_path, **empty, files_items=[], files_restore_type="Move").run()
    assert run.code == 2
    for name in (*empty, "files_items", "files_restore_type"):
        assert f"Set {name} to" in run.output
    assert controller.simulator.requests(start) == []


@pytest.mark.parametrize(
    ("incident", "words"),
    [
        ("2026-05-04T13:30:00", "'2026-05-04T13:30:00' can mean several moments. It is now 20"),
        ("2099-05-04T13:30:00Z", "2099-05-04T13:30:00Z is later than now, which is 20"),
    ],
)
def test_a_time_that_cannot_be_right_stops_it_before_anything_is_asked(controller, tmp_path, incident, words):
    start = controller.simulator.mark()
    run = playbook(controller, tmp_path, files_incident=incident).run()
    assert run.code == 2
    assert words in " ".join(run.output.split())
    assert controller.simulator.requests(start) == []


def test_a_directory_that_is_gone_is_named_with_what_to_set(controller, appliance, tmp_path):
    gone = {"files_items": ["/billingdata/report_15.txt"]}
    failed = playbook(controller, tmp_path, **gone).run()
    assert failed.code == 2
    assert "Set alternative_path" in failed.output
    runbook = playbook(controller, tmp_path, **gone, files_alternative_path="/auditdata")
    assert runbook.run().count("changed") == 1
    assert runbook.run().count("changed") == 0
