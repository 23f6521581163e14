# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runbook playbooks/m365_repository.yml: predicted, run, run again; and a repository moved and synchronized."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from simulator.seeds.m365_infrastructure import OTHER_PROXY
from simulator.seeds.m365_repositories import ARCHIVE, COMPATIBLE
from support.modules import COLLECTION
from support.playbooks import Playbook


def playbook(controller, directory, variables):
    return Playbook(controller.simulator, "m365_repository", variables, directory)


def example():
    """The variables that the page of the runbook shows."""
    page = Path(COLLECTION, "docs", "runbook_m365_repository.md").read_text("utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    return yaml.safe_load(block)


def test_predicted_run_and_run_again(controller, tmp_path):
    runbook = playbook(controller, tmp_path, example())
    start = controller.simulator.mark()
    predicted = runbook.run("--check")
    assert (predicted.code, predicted.count("changed")) == (0, 1), predicted.output
    assert "Organization Backups, not created yet" in predicted.output
    assert controller.writes(start) == []
    first = runbook.run(forked=True)
    assert (first.code, first.count("changed")) == (0, 1), first.output
    assert "Backup Proxy Pool 01" in first.output
    again = runbook.run()
    assert (again.code, again.count("changed")) == (0, 0), again.output
    assert len(controller.writes(start)) == 1


def test_a_repository_is_moved_and_synchronized(controller, tmp_path):
    given = {"repository_name": COMPATIBLE, "repository_proxy": OTHER_PROXY}
    runbook = playbook(controller, tmp_path, {**given, "repository_move": {"include_related_repositories": True}})
    first = runbook.run()
    assert (first.code, first.count("changed")) == (0, 2), first.output
    assert "move, synchronize" in first.output
    assert "dr.example, branch.example" in first.output
    assert not controller.succeed("veeam_m365_repository_owner", {"repository": ARCHIVE, "proxy": OTHER_PROXY})[
        "changed"
    ]
    again = runbook.run()
    assert (again.code, again.count("changed")) == (0, 0), again.output
