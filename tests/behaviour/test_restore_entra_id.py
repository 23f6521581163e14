# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runbook playbooks/restore_entra_id.yml: foreseen, run in the name of a person, and run again."""

from __future__ import annotations

from simulator.seeds.vbr_entra_id import TENANT_BACKUP
from simulator.seeds.vbr_entra_id_items import BOB, TEAM
from support.entra_id import open_mounts
from support.playbooks import Playbook

VARIABLES = {
    "entra_backup": TENANT_BACKUP,
    "entra_items": [{"type": "User", "name": BOB}, {"type": "Group", "name": TEAM}],
}


def test_foreseen_run_by_a_person_and_run_again(controller, tmp_path):
    runbook = Playbook(controller.simulator, "restore_entra_id", VARIABLES, tmp_path)
    start = controller.simulator.mark()
    foreseen = runbook.run("--check", "-e", "entra_person=true")
    assert (foreseen.code, foreseen.count("changed")) == (0, 1), foreseen.output
    assert f"Would be done  {BOB}, {TEAM}" in foreseen.output
    assert controller.writes(start) == []
    first = runbook.run("-e", "entra_person=true", forked=True)
    # Mounted, a code requested, restored, unmounted.
    assert (first.code, first.count("changed")) == (0, 4), first.output
    assert "and enter the code" in first.output
    assert f"Restored now   {BOB}, {TEAM}" in first.output
    again = runbook.run()
    assert (again.code, again.count("changed")) == (0, 0), again.output
    assert f"Left as it is  {BOB}, {TEAM}" in again.output
    assert open_mounts(controller) == []
