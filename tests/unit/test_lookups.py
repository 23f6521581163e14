# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup plugins: their documentation says what they take, and a machine becomes a choice of its restore point."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins.doc_fragments import vbr, vbr_plugin
from ansible_collections.opendr.veeam.plugins.lookup import restore_point
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_point_lookup import TERMS, restore_point_option
from support.modules import COLLECTION

OWN = yaml.safe_load(restore_point.DOCUMENTATION)["options"]
CONNECTION = yaml.safe_load(vbr_plugin.ModuleDocFragment.DOCUMENTATION)["options"]
SPEC = restore_point.MODULE.argument_spec


def test_documented_options_are_the_options():
    documented = {**CONNECTION, **OWN}
    assert {TERMS if option == "_terms" else option for option in documented} == set(SPEC)
    for option, entry in documented.items():
        spec = SPEC[TERMS if option == "_terms" else option]
        for key, missing in (("type", "str"), ("elements", None), ("default", None), ("required", False)):
            assert entry.get(key, missing) == spec.get(key, missing), f"{option}: {key}"
        assert entry.get("choices") in (None, spec.get("choices")), option


def test_the_connection_comes_from_the_same_environment_as_that_of_modules_and_from_variables():
    assert set(CONNECTION) == set(yaml.safe_load(vbr.ModuleDocFragment.DOCUMENTATION)["options"])
    for option, entry in CONNECTION.items():
        assert [source["name"] for source in entry["env"]] == SPEC[option]["fallback"][1]
        assert [source["name"] for source in entry["vars"]] == [f"veeam_vbr_{option}"]


def test_the_examples_show_the_lookup():
    tasks: list[dict[str, Any]] = yaml.safe_load(restore_point.EXAMPLES)
    assert all("opendr.veeam.restore_point" in str(task) for task in tasks)


def test_every_lookup_has_an_integration_target():
    names = {path.stem for path in (COLLECTION / "plugins" / "lookup").glob("*.py")}
    assert names
    for name in names:
        assert (COLLECTION / "tests" / "integration" / "targets" / f"lookup_{name}" / "tasks" / "main.yml").is_file()


@pytest.mark.parametrize(("machine", "key"), [("app01", "name"), ("0b7d5c1e-58a4-4d0f-9c8b-3f4a0d6f2a10", "object_id")])
def test_a_machine_is_named_or_given_by_its_id(machine, key):
    rules = {"platform": None, "backup": None, "job": "Nightly", "before": None, "after": None, "type": None}
    rules["require_successful_session"] = True
    option = restore_point_option(machine, {**rules, "malware_status": ["Clean"], "facts": True})
    assert option == {key: machine, **rules, "malware_status": ["Clean"]}
