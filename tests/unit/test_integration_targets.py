# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The integration targets that any server can run need nothing but the one file that a user fills in."""

from __future__ import annotations

import re
from unittest.mock import MagicMock

import yaml

from support.modules import COLLECTION, module_names
from tools import integration
from tools.paths import ROOT

TARGETS = COLLECTION / "tests" / "integration" / "targets"
TEMPLATE = ROOT / f"{integration.CONFIG}.template"
VARIABLE = re.compile(r"\b(veeam_\w+)\b")


def targets(alias):
    return [path for path in TARGETS.iterdir() if alias in (path / "aliases").read_text("utf-8").split()]


def texts(target):
    return "\n".join(path.read_text("utf-8") for path in sorted(target.rglob("*.yml")))


def test_there_is_one_for_each_product():
    assert {target.name for target in targets("any_server")} == {"any_vbr_server", "any_azure_server"}


def test_they_use_only_what_the_template_has():
    known = set(yaml.safe_load(TEMPLATE.read_text("utf-8")))
    for target in targets("any_server"):
        text = texts(target)
        used = set(VARIABLE.findall(text)) - {*module_names(), *re.findall(r"opendr\.veeam\.(veeam_\w+)", text)}
        assert used <= known
        assert not re.search(r"control_url|_simulator|dr\.example", text), "a real server has no such thing"


def test_nothing_is_written_unless_the_file_says_so():
    assert yaml.safe_load(TEMPLATE.read_text("utf-8"))["veeam_write"] is False


def test_the_simulator_gets_the_same_variables():
    simulator = MagicMock()
    known = set(yaml.safe_load(TEMPLATE.read_text("utf-8")))
    given = set(integration.settings(simulator, True, ROOT))
    assert {name for name in known - given if not name.endswith("_api_version")} == set()


def test_without_the_file_it_says_what_to_do(tmp_path, capsys):
    assert integration.on_server((), tmp_path) == 1
    assert "copy tests/integration/integration_config.yml.template to it" in capsys.readouterr().out


def test_the_locks_of_a_run_are_not_in_the_home_directory(tmp_path):
    aliases = tmp_path / "tests" / "integration" / "targets" / "veeam_x" / "aliases"
    aliases.parent.mkdir(parents=True)
    aliases.write_text("vbr\ngather_facts/no\n", "utf-8")
    integration.keep_locks_in(tmp_path / "locks", tmp_path)
    assert aliases.read_text("utf-8") == f"vbr\ngather_facts/no\nenv/set/VEEAM_LOCK_DIRECTORY/{tmp_path}/locks\n"
