# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runbook playbooks/m365_restore_mailbox.yml: foreseen, run, and run again."""

from __future__ import annotations

from simulator.seeds.m365_mailboxes import ANNS, PROJECTS
from support.m365 import open_sessions
from support.playbooks import Playbook

VARIABLES = {
    "mailbox_organization": "dr.example",
    "mailbox_name": ANNS,
    "mailbox_archive": False,
    "mailbox_folders": [f"Inbox/{PROJECTS}"],
    "mailbox_incident": "2026-01-14T23:00:00Z",
}


def test_foreseen_run_and_run_again(controller, tmp_path):
    runbook = Playbook(controller.simulator, "m365_restore_mailbox", VARIABLES, tmp_path)
    start = controller.simulator.mark()
    foreseen = runbook.run("--check")
    assert (foreseen.code, foreseen.count("changed")) == (0, 1), foreseen.output
    assert f"Would be done  Inbox/{PROJECTS}" in foreseen.output
    assert controller.writes(start) == []
    first = runbook.run(forked=True)
    assert (first.code, first.count("changed")) == (0, 1), first.output
    assert "Items          2 restored, 0 unchanged" in first.output
    again = runbook.run()
    assert (again.code, again.count("changed")) == (0, 0), again.output
    assert f"Left as it is  Inbox/{PROJECTS}" in again.output
    file = str(tmp_path / "ann.pst")
    exported = runbook.run("-e", f"mailbox_file={file}")
    assert (exported.code, exported.count("changed")) == (0, 1), exported.output
    assert file in exported.output
    assert open_sessions(controller) == []
