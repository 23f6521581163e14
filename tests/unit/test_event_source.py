# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source: its documentation, its arguments, the rulebooks, and that ansible-rulebook can load it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.opendr.veeam.extensions.eda.plugins.event_source import events
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.plugin_utils.events.settings import argument_spec, settings_from
from support.modules import COLLECTION

PLUGIN = COLLECTION / "extensions" / "eda" / "plugins" / "event_source" / "events.py"
RULEBOOKS = sorted((COLLECTION / "extensions" / "eda" / "rulebooks").glob("*.yml"))
ACCOUNT = {"url": "veeam.example.com", "username": "automation", "password": "Secret+1"}
# What a rulebook takes from its own variables.
VARIABLE = "{{ VEEAM_CURSOR_FILE }}"


def given(product: str = "vbr", **args: Any) -> dict[str, Any]:
    return {"product": product, **ACCOUNT, **args}


def test_the_documentation_is_that_of_the_arguments():
    documented = yaml.safe_load(events.DOCUMENTATION)
    spec = argument_spec()
    assert documented["name"] == PLUGIN.stem
    assert set(documented["options"]) == set(spec)
    for name, option in documented["options"].items():
        for key in ("type", "elements", "choices", "default", "required"):
            assert option.get(key) == spec[name].get(key), f"{name}: {key}"
        assert option["description"], name


def test_its_examples_are_valid():
    examples = yaml.safe_load(events.EXAMPLES)
    assert len(examples) == 3
    for example in examples:
        settings_from({**ACCOUNT, **example["opendr.veeam.events"]})


@pytest.mark.parametrize("path", RULEBOOKS, ids=lambda path: path.stem)
def test_a_rulebook_has_valid_sources_and_runs_playbooks_that_exist(path: Path):
    for ruleset in yaml.safe_load(path.read_text("utf-8")):
        for source in ruleset["sources"]:
            (arguments,) = (value for key, value in source.items() if key != "name")
            assert arguments.get("cursor_file", VARIABLE) == VARIABLE
            assert settings_from({**ACCOUNT, **arguments}).feeds
        for rule in ruleset["rules"]:
            (kind,) = rule["action"]
            assert kind in ("run_playbook", "debug")
            if kind == "run_playbook":
                name = rule["action"][kind]["name"].removeprefix("opendr.veeam.")
                assert (COLLECTION / "playbooks" / f"{name}.yml").is_file()
                # Without a throttle, what the playbook does could be the event that starts it again.
                assert rule["throttle"]["once_within"]


def test_there_is_a_rulebook_for_each_kind_of_event():
    sources = [
        source for path in RULEBOOKS for rules in yaml.safe_load(path.read_text("utf-8")) for source in rules["sources"]
    ]
    assert {kind for source in sources for kind in source["opendr.veeam.events"]["events"]} == {
        "session",
        "malware",
        "mount",
    }


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ({}, "missing required arguments: product"),
        (given(colour="red"), "colour"),
        (given("azure", events=["malware"]), "has no events of the kind malware. Available: session, mount."),
        (given(events=[]), "events is empty. Available: session, malware, mount."),
        (
            given(session_types=["BackupJobs"]),
            "session_types=BackupJobs is no type of session in API revision 1.3-rev1",
        ),
        (
            given(session_types=["EndpointBackup"]),
            "is no type of session in API revision 1.3-rev1. Available: .*BackupJob",
        ),
        (given(since="2026-05-04 13:30"), "since='2026-05-04 13:30' has no offset"),
        (given(interval=0), "interval"),
        (given(mount_hours=-1), "mount_hours"),
        (given(api_version="v8"), "Veeam Backup & Replication"),
        ({"product": "vbr"}, "VEEAM_VBR_URL"),
        (given(session_status=["bad"]), "session_status"),
    ],
)
def test_arguments_that_are_not_valid(args: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch):
    for name in list(os.environ):
        if name.startswith("VEEAM_"):
            monkeypatch.delenv(name)
    with pytest.raises(InvalidOption, match=message) as caught:
        settings_from(args)
    assert ACCOUNT["password"] not in caught.value.message


def test_the_environment_completes_the_arguments(monkeypatch: pytest.MonkeyPatch):
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(f"VEEAM_M365_{name.upper()}", value)
    settings = settings_from({"product": "m365", "cursor_file": "~/cursor.json"})
    assert settings.connection.url == "https://veeam.example.com:4443"
    assert settings.cursor_file == str(Path("~/cursor.json").expanduser())


@pytest.mark.parametrize("hidden", [False, True], ids=["alone", "beside the package ansible"])
def test_it_is_loaded_as_ansible_rulebook_does(hidden: bool, tmp_path: Path):
    """By the path of its file, in a Python that has Ansible and does not know the collection."""
    if hidden:
        package = tmp_path / "ansible_collections"
        package.mkdir()
        (package / "__init__.py").touch()
    script = (
        "import asyncio, runpy\n"
        f"main = runpy.run_path({str(PLUGIN)!r})['main']\n"
        "assert asyncio.iscoroutinefunction(main)\n"
        "try:\n"
        "    asyncio.run(main(None, {'product': 'vbr', 'password': 'Secret+1'}))\n"
        "except RuntimeError as error:\n"
        "    print(error)\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VEEAM_", "PYTHON"))}
    outcome = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        env={**environment, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert outcome.stdout.startswith("No Veeam Backup & Replication server is named"), outcome.stderr
