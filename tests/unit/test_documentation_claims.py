# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What documentation claims beyond what is generated, and that the checks of it catch what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from support.claims import said_by_hand, unannounced, unsaid_defaults, wrong_revisions
from support.modules import COLLECTION, declaration, documentation, module_names, resource_modules, text
from tools.generate.yaml_text import read

VERSION = yaml.safe_load((COLLECTION / "galaxy.yml").read_text("utf-8"))["version"]
RELEASES = yaml.safe_load((COLLECTION / "changelogs" / "changelog.yaml").read_text("utf-8"))["releases"]
FRAGMENTS = COLLECTION / "changelogs" / "fragments"


def own_options(name: str) -> dict[str, Any]:
    """The options that the module itself documents."""
    found: dict[str, Any] = read(text(name, "DOCUMENTATION")).get("options") or {}
    return found


@pytest.mark.parametrize("name", resource_modules())
def test_nobody_says_by_hand_what_the_declaration_says(name):
    assert said_by_hand(own_options(name)) == []


def test_a_sentence_by_hand_on_what_is_declared_is_found():
    options = {"a": {"description": ["A.", "Required to create a repository."]}, "b": {"suboptions": {"c": {}}}}
    assert said_by_hand(options) == []
    options["b"]["suboptions"]["c"] = {"description": "B. Requires O(api_version=1.3-rev0) or later."}
    assert said_by_hand(options) == ["b.c: B. Requires O(api_version=1.3-rev0) or later."]


@pytest.mark.parametrize("name", module_names())
def test_the_revisions_that_an_option_names_are_those_of_its_fields(name):
    assert list(wrong_revisions(declaration(name), documentation(name)["options"])) == []


def test_a_wrong_revision_is_found():
    recovery = declaration("veeam_fcd_recovery")
    right = {"reason": {"description": "Reason. Requires O(api_version=1.3-rev2) or later."}}
    assert list(wrong_revisions(recovery, right)) == []
    assert list(wrong_revisions(recovery, {"reason": {"description": "Reason."}})) == [
        "reason: 1.3-rev2 bounds every one of its fields, and is not mentioned"
    ]
    assert list(wrong_revisions(recovery, {"reason": {"description": "Requires O(api_version=1.3-rev1)."}})) == [
        "reason: 1.3-rev1 is claimed, and bounds none of its fields",
        "reason: 1.3-rev2 bounds every one of its fields, and is not mentioned",
    ]


@pytest.mark.parametrize("name", module_names())
def test_what_is_sent_where_an_option_is_left_out_is_documented(name):
    assert list(unsaid_defaults(declaration(name), documentation(name)["options"])) == []


def test_a_default_that_is_not_said_is_found():
    restore = declaration("veeam_vm_restore")
    option = "restore_proxies.auto_select_enabled"
    for suboption, expected in (
        ({"description": ["Whether.", "If omitted, V(false)."]}, []),
        ({"description": "Whether.", "default": False}, []),
        ({"description": "Whether."}, [f"{option}: its text does not say that V(false) is sent where it is left out"]),
    ):
        options = {"restore_proxies": {"suboptions": {"auto_select_enabled": suboption}}}
        assert list(unsaid_defaults(restore, options)) == expected


@pytest.mark.parametrize("name", module_names())
def test_a_changelog_lists_the_module_as_new(name):
    assert not unannounced(name, documentation(name)["version_added"], VERSION, RELEASES)


def test_the_release_that_comes_has_a_summary():
    assert VERSION in RELEASES or any("release_summary" in path.read_text("utf-8") for path in FRAGMENTS.glob("*.yml"))


def test_a_module_that_no_changelog_would_list_is_found():
    released = {"0.1.0": {"modules": [{"name": "veeam_old"}]}}
    assert not unannounced("veeam_old", "0.1.0", "0.2.0", released)
    assert unannounced("veeam_old", "0.2.0", "0.2.0", released)
    assert not unannounced("veeam_new", "0.2.0", "0.2.0", released)
    assert unannounced("veeam_new", "0.1.0", "0.2.0", released)
    assert unannounced("veeam_new", "0.1.0", "0.1.0", released)
