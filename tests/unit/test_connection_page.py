# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/connection.md: the playbooks that it shows do what it says of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from ansible.module_utils.facts.collector import get_collector_names
from ansible.module_utils.facts.default_collectors import collectors

from ansible_collections.opendr.veeam.plugins.plugin_utils.action import IN_PROCESS, PROGRESS
from support.modules import COLLECTION

PAGE = (COLLECTION / "docs" / "connection.md").read_text("utf-8")
BLOCKS: list[Any] = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
PLAYS = [play for block in BLOCKS if isinstance(block, list) for play in block if "hosts" in play]
with_facts = [play for play in PLAYS if play["gather_facts"]]


@pytest.mark.parametrize("play", with_facts, ids=lambda play: play["name"])
def test_a_play_that_gathers_facts_leaves_the_environment_out(play):
    """Where passwords may be, and from where a fact cache would take them."""
    gathered = get_collector_names(
        valid_subsets=frozenset(name for collector in collectors for name in (collector.name, *collector._fact_ids)),
        minimal_gather_subset=frozenset(["env", "python"]),
        gather_subset=play["gather_subset"],
    )
    assert "python" in gathered
    assert "env" not in gathered


def test_there_is_such_a_play():
    assert len(with_facts) == 1


def test_the_page_says_that_facts_hold_the_environment():
    """And shows the other way to keep passwords out of a fact cache: a play without facts."""
    (paragraph,) = [text for text in PAGE.split("\n\n") if "`ansible_env`" in text]
    assert "copies the whole environment into the fact" in paragraph
    assert "fact storage" in paragraph
    assert (
        PAGE.index(paragraph) < PAGE.index("gather_facts: false", PAGE.index(paragraph)) < PAGE.index("gather_subset:")
    )


@pytest.mark.parametrize("variable", [IN_PROCESS, PROGRESS])
def test_the_page_names_the_variables_of_the_action_plugin(variable):
    assert f"`{variable}`" in PAGE


def test_the_page_leads_to_the_credential_types():
    assert "(../extensions/awx/credential_types/)" in PAGE
    assert len(list((COLLECTION / "extensions" / "awx" / "credential_types").glob("*.yml"))) == 3
