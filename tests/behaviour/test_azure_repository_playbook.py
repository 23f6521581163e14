# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runbook playbooks/azure_repository.yml: predicted, run, run again, and killed in the middle."""

from __future__ import annotations

from collections import Counter

import pytest

from simulator.seeds.azure_repositories import LOCKED_FOLDER, LOCKED_PASSWORD
from support.killing import acts
from support.playbooks import Playbook

STORE = {
    "store_name": "Second Copies",
    "store_service_account": "DR Backup Account",
    "store_storage_account": "drbackups01",
    "store_container": "backups",
    "store_folder": "second-copies",
    "store_settings": {"description": "Second copies of production", "concurrency_limit": 4},
}
BY_KEY = {"store_key_vault": "kv-dr", "store_key": "backup-key"}
CREATE = "Repository_CreateRepository"


def playbook(controller, directory, **variables):
    return Playbook(controller.simulator, "azure_repository", {**STORE, **variables}, directory)


def test_predicted_run_and_run_again(controller, tmp_path):
    report = tmp_path / "repositories.csv"
    runbook = playbook(controller, tmp_path, store_report=str(report), **BY_KEY)
    start = controller.simulator.mark()
    predicted = runbook.run("--check")
    assert (predicted.code, predicted.count("changed")) == (0, 2), predicted.output
    assert "To be done  create" in predicted.output
    assert controller.writes(start) == []
    assert not report.exists()
    first = runbook.run(forked=True)
    assert (first.code, first.count("changed")) == (0, 2), first.output
    assert "Second Copies, Ready" in first.output
    assert "Second Copies" in report.read_text("utf-8")
    again = runbook.run()
    assert (again.code, again.count("changed")) == (0, 0), again.output
    assert "Done now    nothing" in again.output
    assert acts(controller, start) == Counter([CREATE])


def test_the_folder_of_a_lost_appliance_is_taken_over(controller, tmp_path):
    left = {"store_folder": LOCKED_FOLDER, "store_password": LOCKED_PASSWORD}
    refused = playbook(controller, tmp_path, **left).run()
    assert (refused.code, refused.count("failed")) == (2, 1)
    assert "import_if_folder_has_backup=true" in " ".join(refused.output.split())
    runbook = playbook(controller, tmp_path, store_take_over=True, **left)
    first = runbook.run()
    assert (first.code, first.count("changed")) == (0, 1), first.output
    assert "Encrypted   yes" in first.output
    assert LOCKED_PASSWORD not in first.output
    assert runbook.run().count("changed") == 0


def test_after_a_kill_while_the_repository_is_added_a_rerun_waits_for_it(controller, tmp_path):
    runbook = playbook(controller, tmp_path, **BY_KEY)
    start = controller.simulator.mark()
    controller.simulator.settings(product="azure", speed=10)
    runbook.kill_once(lambda: acts(controller, start)[CREATE] == 1)
    last = runbook.run()
    assert (last.code, last.count("changed")) == (0, 0), last.output
    assert "Second Copies, Ready" in last.output
    assert acts(controller, start) == Counter([CREATE])


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"store_name": ""}, "Set store_name"),
        ({"store_folder": ""}, "Set store_container and store_folder"),
        ({"store_password": "x", **BY_KEY}, "Set store_password, or store_key_vault and store_key, not both"),
    ],
)
def test_invalid_variables_stop_it_before_any_request(controller, tmp_path, variables, words):
    start = controller.simulator.mark()
    run = playbook(controller, tmp_path, **variables).run()
    assert run.count("failed") == 1
    assert words in " ".join(run.output.split())
    assert controller.simulator.requests(start) == []
