# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook site.yml: a site built from nothing, built again, its drift shown, and what is not listed removed."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from support.modules import COLLECTION
from support.playbooks import Playbook

SITE = Path(COLLECTION, "playbooks", "vars", "site.yml")


def site():
    """The example, with a value for each secret."""
    text = re.sub(r'"\{\{ vault_\w+ \}\}"', "very-hidden", SITE.read_text("utf-8"))
    return yaml.safe_load(text)["site_objects"]


def playbook(controller, directory, **variables):
    return Playbook(controller.simulator, "site", variables, directory)


def test_a_site_is_built_and_left_alone_afterwards(controller, tmp_path):
    controller.simulator.settings(newly_installed=True, speed=0)
    objects = site()
    count = sum(1 if isinstance(found, dict) else len(found) for found in objects.values())
    assert count == 60
    runbook = playbook(controller, tmp_path, site_objects=objects)
    built = runbook.run()
    assert built.code == 0, built.output
    assert "very-hidden" not in built.output
    start = controller.simulator.mark()
    again = runbook.run()
    assert (again.code, again.count("changed")) == (0, 0), again.output
    assert len(controller.simulator.requests(start)) <= 2 * count
    controller.succeed("veeam_proxy", {"host": "win-repo01.dr.example", "type": "ViProxy", "max_task_count": 1})
    start = controller.simulator.mark()
    drifted = runbook.run("--check")
    assert (drifted.code, drifted.count("changed")) == (0, 1), drifted.output
    assert "would be changed: veeam_proxy: win-repo01.dr.example, ViProxy" in drifted.output
    assert "max_task_count: 1 -> 4" in drifted.output
    assert controller.writes(start) == []


def test_what_refers_to_what_is_not_there_yet_is_no_failure_of_a_prediction(controller, tmp_path):
    objects = site()
    chosen = {
        "veeam_credential": objects["veeam_credential"],
        "veeam_managed_server": objects["veeam_managed_server"][:2],
    }
    chosen["veeam_proxy"] = [{"host": objects["veeam_managed_server"][1]["name"], "type": "ViProxy"}]
    controller.simulator.settings(newly_installed=True)
    start = controller.simulator.mark()
    predicted = playbook(controller, tmp_path, site_objects=chosen).run("--check")
    assert predicted.code == 0, predicted.output
    assert "would be created: veeam_credential: " in predicted.output
    assert "cannot be predicted yet: veeam_proxy: win-repo01.dr.example, ViProxy: " in predicted.output
    assert controller.writes(start) == []
    chosen["veeam_proxy"][0]["host"] = "win-rep01.dr.example"
    mistyped = playbook(controller, tmp_path, site_objects=chosen).run("--check")
    assert "failed: veeam_proxy: win-rep01.dr.example, ViProxy: " in mistyped.output


def test_what_is_not_listed_is_removed_only_where_that_is_asked_for(controller, tmp_path):
    alice = {"name": "DR\\alice", "roles": ["Veeam Backup Administrator"]}
    given = {"veeam_user": [alice], "veeam_proxy": []}
    runbook = playbook(controller, tmp_path, site_objects=given, site_prune=["veeam_user"])
    predicted = runbook.run("--check")
    assert "would be removed: veeam_user: svc-monitoring" in predicted.output
    assert len(controller.succeed("veeam_user_info", {})["users"]) > 2
    removed = runbook.run()
    assert "removed: veeam_proxy" not in removed.output
    # The account of the run itself stays, although nothing lists it.
    assert {user["name"] for user in controller.succeed("veeam_user_info", {})["users"]} == {
        "administrator",
        "DR\\alice",
    }
    for run in (predicted, removed):
        assert run.code != 0
        assert "is the account that this task uses (administrator), so it is not removed" in run.output
        assert "nothing is removed for veeam_user" not in run.output


def test_a_failure_keeps_the_others_and_removes_nothing(controller, tmp_path):
    wrong = {"name": "Second", "type": "Nfs", "host": "nowhere.dr.example"}
    given = {"veeam_repository": [wrong], "veeam_proxy": [{"host": "win-repo01.dr.example", "type": "ViProxy"}]}
    before = len(controller.succeed("veeam_repository_info", {})["repositories"])
    proxies = len(controller.succeed("veeam_proxy_info", {})["proxies"])
    # The first list of proxies is the one of what can be removed.
    rule = {"match": {"operation_id": "GetAllProxies"}, "times": 1, "fault": {"kind": "status", "status": 403}}
    controller.simulator.faults(rule)
    runbook = playbook(controller, tmp_path, site_objects=given, site_prune=["veeam_repository", "veeam_proxy"])
    failed = runbook.run(forked=True)
    assert failed.code != 0
    assert "failed. Fix this and rerun" in failed.output
    assert "created: veeam_proxy: win-repo01.dr.example, ViProxy" in failed.output
    assert "failed: veeam_proxy: list of its objects: " in failed.output
    assert "nothing is removed for veeam_proxy, because what the server has could not be listed" in failed.output
    assert "nothing is removed for veeam_repository, because of what could not be applied" in failed.output
    assert len(controller.succeed("veeam_repository_info", {})["repositories"]) == before
    assert len(controller.succeed("veeam_proxy_info", {})["proxies"]) == proxies + 1
