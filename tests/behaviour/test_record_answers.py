# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""playbooks/record_answers.yml on the simulator. Ansible itself runs, for the work is done by ansible.builtin.uri."""

from __future__ import annotations

import json

import certifi
import pytest

from support.playbooks import Playbook

# Each request is a process; these few have every shape: settings, lists, and details.
PATHS = {
    "vbr": {
        "record_paths": [
            {"path": "/serverInfo", "list": False},
            {"path": "/credentials"},
            {"path": "/restorePoints"},
        ],
        "record_detail_paths": [{"list": "/restorePoints", "path": "/restorePoints/{id}"}],
    },
    "azure": {
        "record_paths": [{"path": "/repositories"}],
        "record_detail_paths": [{"list": "/repositories", "path": "/repositories/{id}"}],
    },
}
READ = {
    "vbr": [("/serverInfo", 200), ("/credentials", 200), ("/restorePoints", 200)],
    "azure": [("/repositories", 200)],
}


@pytest.mark.parametrize("product", ["vbr", "azure"])
def test_answers_are_recorded_without_names_addresses_and_secrets(simulator, tmp_path, product):
    file = tmp_path / "answers.json"
    variables = {"record_product": product, "record_file": str(file), "record_details": 1, **PATHS[product]}
    start = simulator.mark()
    run = Playbook(simulator, "record_answers", variables, tmp_path).run()
    assert run.code == 0, run.output
    recorded = json.loads(file.read_text("utf-8"))
    details = [(entry["path"], 200) for entry in PATHS[product]["record_detail_paths"]]
    assert [(answer["path"], answer["status"]) for answer in recorded["answers"]] == READ[product] + details
    assert file.stat().st_mode & 0o777 == 0o600
    seen = [record for record in simulator.requests(start) if record["method"] != "GET"]
    assert [record["method"] for record in seen] in (["POST", "POST"], ["POST", "DELETE"])
    lists = [answer["answer"] for answer in recorded["answers"] if answer["path"][-1] == "s"]
    assert all(listed.get("data", listed.get("results")) for listed in lists if isinstance(listed, dict))
    text = file.read_text("utf-8") + run.output
    for private in ("dr.example", "svc-backup", "app01", "drbackups01", "Production Backups", "administrator"):
        assert private.lower() not in text.lower().replace(str(tmp_path).lower(), ""), private


def test_a_login_that_fails_says_why(simulator, tmp_path):
    start = simulator.mark()
    variables = {"record_file": str(tmp_path / "x"), "record_ca_path": certifi.where()}
    run = Playbook(simulator, "record_answers", variables, tmp_path).run()
    output = " ".join(run.output.split())
    assert run.code == 2
    assert f"The login to {simulator.vbr.url} failed: " in output
    assert "certificate verify failed" in output
    assert "VEEAM_VBR_CA_PATH has to vouch for" in output
    assert simulator.vbr.password not in output
    assert simulator.requests(start) == []


def test_nothing_is_sent_without_an_account(simulator, tmp_path):
    start = simulator.mark()
    variables = {"record_file": str(tmp_path / "x"), "record_password": ""}
    run = Playbook(simulator, "record_answers", variables, tmp_path).run()
    assert run.code == 2
    assert "Set VEEAM_VBR_URL, VEEAM_VBR_USERNAME and VEEAM_VBR_PASSWORD. Nothing was sent." in " ".join(
        run.output.split()
    )
    assert simulator.requests(start) == []
