# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runbook playbooks/restore_files.yml: foreseen, run after files were deleted, run again, and killed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from simulator.seeds.vbr_files import CHANGED, DELETED, SAME, SITE
from support.playbooks import Playbook
from support.running import Controller

# As the output shows it.
SHOWN = json.dumps(SITE)[1:-1]
VARIABLES: dict[str, Any] = {"files_machine": "web01", "files_paths": [SITE], "files_restore_type": "Overwrite"}


def playbook(controller: Controller, directory: Path, **variables: Any) -> Playbook:
    """The runbook for an incident of five minutes ago."""
    incident = (controller.simulator.now() - timedelta(minutes=5)).isoformat()
    given = {**VARIABLES, "files_incident": incident, **variables}
    return Playbook(controller.simulator, "restore_files", given, directory)


def test_what_was_deleted_in_production_is_restored_and_the_second_run_changes_nothing(controller, no_mounts, tmp_path):
    controller.simulator.files("web01", delete=[SAME])
    runbook = playbook(controller, tmp_path)
    start = controller.simulator.mark()
    foreseen = runbook.run("--check")
    assert (foreseen.code, foreseen.count("changed")) == (0, 1), foreseen.output
    assert f"Would be done  {SHOWN}" in foreseen.output
    assert controller.writes(start) == []
    first = runbook.run(forked=True)
    assert (first.code, first.count("changed")) == (0, 1), first.output
    files = controller.simulator.files("web01")
    assert {DELETED, SAME} <= set(files)
    assert files[CHANGED]["version"] == 1
    assert ": its malware status is Suspicious" in first.output
    again = runbook.run()
    assert (again.code, again.count("changed")) == (0, 0), again.output
    assert f"Not needed     {SHOWN}" in again.output


def test_killed_in_the_middle_it_goes_on(controller, no_mounts, tmp_path):
    runbook = playbook(controller, tmp_path)
    controller.simulator.settings(speed=10.0)
    start = controller.simulator.mark()
    runbook.kill_once(
        lambda: any(one["operation_id"] == "FlrMountRestore" for one in controller.simulator.requests(start))
    )
    controller.simulator.settings(speed=0.0)
    assert runbook.run().code == 0
    assert runbook.run().count("changed") == 0
    assert DELETED in controller.simulator.files("web01")


def test_missing_variables_are_named_all_at_once(controller, tmp_path):
    start = controller.simulator.mark()
    empty = {"files_machine": "", "files_incident": "", "files_paths": [], "files_restore_type": "Move"}
    run = playbook(controller, tmp_path, **empty).run()
    assert run.code == 2
    for name in empty:
        assert f"Set {name} to" in run.output
    assert controller.simulator.requests(start) == []


def test_a_time_without_an_offset_is_refused(controller, tmp_path):
    start = controller.simulator.mark()
    run = playbook(controller, tmp_path, files_incident="2026-05-04T13:30:00").run()
    assert run.code == 2
    assert "Set files_incident to a time with its offset" in run.output
    assert "'2026-05-04T13:30:00' can mean several moments" in run.output
    assert controller.simulator.requests(start) == []
