# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that `make generate` takes from another module or puts into a fragment, for what several modules share."""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from support.generated import DOCUMENTATION, module_of
from tools.generate.catalog import module
from tools.generate.documentation import completed_documentation, completed_fragment
from tools.generate.shared_words import SOURCES, Words, words_for
from tools.generate.wording import PROSE_MISSING


@pytest.mark.parametrize(
    ("there", "here", "text"),
    [
        ("storage.policy.type", "target.policy.type", "What O(target.policy.quantity) counts, with O(state=absent)."),
        ("storage.policy.type", "policy.type", "What O(policy.quantity) counts, with O(state=absent)."),
        ("storage.policy.type", "storage.policy.type", "What O(storage.policy.quantity) counts, with O(state=absent)."),
    ],
)
def test_words_name_the_options_of_the_module_that_takes_them(there, here, text):
    assert Words(there, ["What O(storage.policy.quantity) counts, with O(state=absent)."]).at(here) == [text]


def test_words_for_a_shared_field_are_taken_from_the_first_that_has_them():
    shared = Field("size", "int")
    words = {id(shared): Words("size", ["The shared words."])}
    taken = completed_documentation(module_of(shared, Field("own")), DOCUMENTATION, words)
    described = yaml.safe_load(taken)["options"]
    assert described["size"]["description"] == "The shared words."
    assert described["own"]["description"] == PROSE_MISSING


def test_the_first_source_of_words_takes_none():
    assert words_for(module(SOURCES[0])) == {}


def test_a_fragment_is_completed_as_the_module_would_be():
    text = "options:\n  type:\n    description: What it is.\n"
    entry = yaml.safe_load(completed_fragment(module_of(), text))["options"]["type"]
    assert entry["choices"] == ["A", "B", "C"]
    assert "Cannot be changed after creation." in entry["description"][1]
