# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""playbooks/record_answers.yml on the simulator, as its users run it."""

from __future__ import annotations

import json

import certifi
import pytest

from support.playbooks import Playbook

UNKNOWN = "11111111-1111-4111-8111-111111111111"
# These few have every shape: settings, lists, details, lists of details, and what a server does not have.
PATHS = {
    "vbr": {
        "record_paths": [
            {"path": "/serverInfo", "list": False},
            {"path": f"/restorePoints/{UNKNOWN}", "list": False},
            {"path": "/credentials"},
            {"path": "/restorePoints"},
        ],
        "record_detail_paths": [{"list": "/restorePoints", "path": "/restorePoints/{id}"}],
    },
    "azure": {
        "record_paths": [{"path": "/repositories"}],
        "record_detail_paths": [{"list": "/repositories", "path": "/repositories/{id}"}],
    },
    "m365": {
        "record_paths": [{"path": "/BackupRepositories"}, {"path": "/EncryptionKeys", "list": False}],
        "record_detail_paths": [
            {"list": "/BackupRepositories", "path": "/BackupRepositories/{id}/backedupOrganizations", "many": True}
        ],
    },
}
READ = {
    "vbr": [("/serverInfo", 200), (f"/restorePoints/{UNKNOWN}", 404), ("/credentials", 200), ("/restorePoints", 200)],
    "azure": [("/repositories", 200)],
    "m365": [("/BackupRepositories", 200), ("/EncryptionKeys", 200)],
}


@pytest.mark.parametrize("product", ["vbr", "azure", "m365"])
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


def run_with(simulator, monkeypatch, tmp_path, **variables):
    """A run with other environment variables."""
    usual = {name: value for name, value in simulator.environment().items() if name not in variables}
    monkeypatch.setattr(simulator, "environment", lambda: {**usual, **{key: v for key, v in variables.items() if v}})
    given = {"record_file": str(tmp_path / "answers.json"), **PATHS["vbr"]}
    return Playbook(simulator, "record_answers", given, tmp_path).run()


def test_a_login_that_fails_says_why(simulator, monkeypatch, tmp_path):
    start = simulator.mark()
    run = run_with(simulator, monkeypatch, tmp_path, VEEAM_VBR_CA_PATH=certifi.where())
    output = " ".join(run.output.split())
    assert run.code == 2
    assert "certificate_fingerprint" in output
    assert simulator.vbr.password not in output
    assert simulator.requests(start) == []
    assert not (tmp_path / "answers.json").exists()


def test_a_fresh_installation_is_recorded_by_the_fingerprint_of_its_certificate(controller, monkeypatch, tmp_path):
    simulator = controller.simulator
    fresh = simulator.vbr.self_signed_url
    refused = controller.fail("veeam_session_info", {"url": fresh, "ca_path": None})
    fingerprint = refused["error"]["fingerprint_sha256"]
    pinned = {"VEEAM_VBR_CA_PATH": "", "VEEAM_VBR_URL": fresh, "VEEAM_VBR_CERTIFICATE_FINGERPRINT": fingerprint}
    run = run_with(simulator, monkeypatch, tmp_path, **pinned)
    assert run.code == 0, run.output
    assert json.loads((tmp_path / "answers.json").read_text("utf-8"))["answers"]


def test_nothing_is_sent_without_an_account(simulator, monkeypatch, tmp_path):
    start = simulator.mark()
    run = run_with(simulator, monkeypatch, tmp_path, VEEAM_VBR_PASSWORD="")
    assert run.code == 2
    assert "VEEAM_VBR_PASSWORD" in run.output
    assert simulator.requests(start) == []


def test_a_refused_password_ends_the_run_and_writes_nothing(simulator, monkeypatch, tmp_path):
    run = run_with(simulator, monkeypatch, tmp_path, VEEAM_VBR_PASSWORD="wrong")
    assert run.code == 2
    assert run.output.count("AuthenticationFailed") == 1
    assert not (tmp_path / "answers.json").exists()


def test_a_product_that_there_is_not_is_refused(simulator, tmp_path):
    run = Playbook(simulator, "record_answers", {"record_product": "backup"}, tmp_path).run()
    assert run.code == 2
    assert "Set record_product to vbr, azure or m365. Nothing was sent." in " ".join(run.output.split())
