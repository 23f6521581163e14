# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every module of the collection has to have, a new one included."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.core.polling import wait_options
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Returned
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.plugin_utils.action import ModuleAction
from support.documented import option_differences, returned_differences, undocumented_keys
from support.examples import action_of, all_own_tasks, tasks_of, with_connection
from support.modules import (
    COLLECTION,
    FULL_NAME,
    declaration,
    documentation,
    examples,
    module_names,
    resource_modules,
    returned,
    text,
)
from tools.generate.wording import PROSE_MISSING

NAMES = module_names()
RUNTIME = yaml.safe_load((COLLECTION / "meta" / "runtime.yml").read_text("utf-8"))
# Words that say nothing about what an option does.
NOISE = re.compile(r"\bthis (parameter|option|field)\b|\bspecif(y|ies) (the|whether)\b", re.IGNORECASE)
every_module = pytest.mark.parametrize("name", NAMES)


def test_there_are_modules():
    assert "veeam_repository" in NAMES
    assert resource_modules()


@every_module
def test_the_name_shows_product_and_purpose(name):
    declared = declaration(name)
    prefix = {"vbr": "veeam_", "azure": "veeam_azure_", "m365": "veeam_m365_"}[declared.product.name]
    assert name.startswith(prefix)
    if name.endswith("_info"):
        assert declared.api.operations == ()


@every_module
def test_the_documentation_is_complete(name):
    documented = documentation(name)
    assert documented["module"] == name
    assert re.fullmatch(r"\d+\.\d+\.\d+", documented["version_added"])
    assert documented["short_description"][0].isupper()
    assert not documented["short_description"].endswith(".")
    assert documented["description"]
    assert "OpenDR contributors (@opendr)" in str(documented["author"])
    assert examples(name)
    assert returned(name)["error"]["contains"]["kind"]["description"]


@every_module
def test_the_documentation_uses_the_fragments_of_its_product_and_kind(name):
    declared, fragments = declaration(name), documentation(name)["extends_documentation_fragment"]
    assert FULL_NAME + ("any_product" if declared.products else declared.product.name) in fragments
    assert FULL_NAME + "attributes.common" in fragments
    assert (FULL_NAME + "waiting" in fragments) == (set(wait_options()) <= set(declared.options))
    assert len({FULL_NAME + "attributes", FULL_NAME + "attributes.info"} & set(fragments)) == 1
    if declared.api.changes_server:
        assert FULL_NAME + "attributes" in fragments


@every_module
def test_the_documentation_says_what_is_supported(name):
    attributes = documentation(name)["attributes"]
    assert {"check_mode", "diff_mode", "idempotent", "action", "async"} <= set(attributes)
    # What is opened only to look at something is not opened in check mode.
    assert attributes["check_mode"]["support"] == ("partial" if declaration(name).api.opens else "full")
    assert all(attribute.get("description") for attribute in attributes.values())


@every_module
def test_documented_options_are_the_options(name):
    assert list(option_differences(documentation(name)["options"], declaration(name).argument_spec)) == []


@every_module
def test_documented_results_are_what_the_fields_return(name):
    assert list(returned_differences(returned(name), declaration(name).returns)) == []


def test_a_result_that_is_documented_in_another_way_is_found():
    fields = (Field("a"), Field("b", "dict", fields=(Field("c"),)), Field("d", mode="secret"))
    made = [Returned("thing", fields, extra=("e",))]
    documented = {"thing": {"contains": {"a": {}, "b": {"type": "dict", "contains": {"c": {}}}, "e": {}}}}
    assert list(returned_differences(documented, made)) == []
    wrong = {"thing": {"contains": {"b": {"type": "dict"}, "d": {}, "e": {}}}}
    assert set(returned_differences(wrong, made)) == {
        "thing.a is returned only",
        "thing.d is documented only",
        "thing.b.c is returned only",
    }


def test_a_key_of_a_result_that_is_not_documented_is_found():
    documented = {"thing": {"contains": {"a": {}, "b": {"contains": {"c": {}}}}}, "list": {"contains": {"d": {}}}}
    whole = {"changed": True, "thing": {"a": {"x": 1}, "b": {"c": 1}}, "list": [{"d": 1}], "diff": {"before": {}}}
    assert list(undocumented_keys(documented, whole)) == []
    wrong = {"thing": {"b": {"e": 1}, "f": 2}, "list": [{"d": 1}, {"g": 1}], "h": 1}
    assert list(undocumented_keys(documented, wrong)) == ["thing.b.e", "thing.f", "list.g", "h"]


def test_a_difference_in_the_documentation_is_found():
    spec = {"a": {"type": "int"}, "b": {"type": "dict", "options": {"c": {"type": "str", "choices": ["x"]}}}}
    same = {"a": {"type": "int"}, "b": {"type": "dict", "suboptions": {"c": {"choices": ["x"]}}}}
    assert list(option_differences(same, spec)) == []
    wrong = {"a": {"type": "str"}, "b": {"type": "dict", "suboptions": {"c": {"choices": ["y"]}, "d": {}}}}
    assert len(list(option_differences(wrong, spec))) == 3


def _described(options: dict[str, Any], within: str = "") -> Iterator[tuple[str, list[str]]]:
    for option, entry in options.items():
        lines = entry.get("description") or []
        yield within + option, [lines] if isinstance(lines, str) else lines
        yield from _described(entry.get("suboptions") or entry.get("contains") or {}, f"{within}{option}.")


def _all_texts(name: str) -> list[tuple[str, list[str]]]:
    documented = documentation(name)
    top = documented["description"]
    texts = [("description", [top] if isinstance(top, str) else top), *_described(documented["options"])]
    return texts + list(_described(returned(name), "RETURN."))


@every_module
def test_every_option_and_return_value_is_described_in_sentences(name):
    for where, lines in _all_texts(name):
        assert lines, f"{where} is not described"
        assert PROSE_MISSING not in lines, f"{where} is not described: write what it is in the place of the marker"
        for line in lines:
            assert line[0].isupper() or line[0] in "'\"0123456789" or line.startswith(("O(", "V(", "C(")), where
            assert line.rstrip().endswith((".", ":", ")")), f"{where}: {line!r} is no sentence"


@every_module
def test_descriptions_say_what_happens_and_mark_up_what_they_name(name):
    options = documentation(name)["options"]
    for where, lines in _all_texts(name):
        for line in lines:
            assert not re.search(
                r"\bthis (parameter|option|field)\b|\bspecif(y|ies) (the|whether)\b", line, re.IGNORECASE
            ), where
            assert "`" not in line, f"{where}: mark up with O(), V() or C()"
            for code in re.findall(r"\bC\(([^)]*)\)", line):
                # A module for any operation names properties of the API too.
                assert code not in options or declaration(name).products, f"{where}: write O({code})"
                assert code not in ("true", "false", "present", "absent"), f"{where}: write V({code})"
            for option in re.findall(r"(?<!R)\bO\(([^)=#:]*)", line):
                if option.startswith(FULL_NAME):
                    # Of another module: docs-lint looks there.
                    continue
                # The brackets mean an option of each item of a list.
                parts = option.replace("[]", "").split(".")
                assert _is_option(options, parts), f"{where}: there is no option {option}"


def _is_option(options: dict[str, Any], parts: list[str]) -> bool:
    if parts[0] not in options:
        return False
    return len(parts) == 1 or _is_option(options[parts[0]].get("suboptions", {}), parts[1:])


@every_module
def test_return_values_have_type_and_sample(name):
    for key, entry in returned(name).items():
        assert entry.get("type"), key
        assert entry.get("returned"), key
        assert "sample" in entry or entry.get("contains"), key


@every_module
def test_the_module_is_in_the_action_group_of_its_product(name):
    for product in PRODUCTS:
        declared = declaration(name)
        its_own = {served.name for served in declared.products or (declared.product,)}
        assert (name in RUNTIME["action_groups"][product]) == (product in its_own)


@every_module
def test_the_module_has_the_action_plugin_that_runs_it_in_the_controller(name):
    plugin = importlib.import_module(f"ansible_collections.opendr.veeam.plugins.action.{name}")
    assert issubclass(plugin.ActionModule, ModuleAction)
    assert plugin.ActionModule.declaration is declaration(name)


def test_nothing_is_grouped_or_has_an_action_plugin_that_does_not_exist():
    assert {path.stem for path in (COLLECTION / "plugins" / "action").glob("*.py")} == set(NAMES)
    assert {module for group in RUNTIME["action_groups"].values() for module in group} == set(NAMES)


@every_module
def test_the_module_has_an_integration_target(name):
    target = COLLECTION / "tests" / "integration" / "targets" / name
    tasks = yaml.safe_load((target / "tasks" / "main.yml").read_text("utf-8"))
    assert tasks
    assert (target / "aliases").is_file()
    assert any(FULL_NAME + name in path.read_text("utf-8") for path in (target / "tasks").glob("*.yml"))


@every_module
def test_the_argument_spec_is_one_that_ansible_takes(name):
    declared = declaration(name)
    validator = ArgumentSpecValidator(declared.argument_spec, **declared.constraints)
    (message,) = validator.validate({"no_such_option": 1}).error_messages[-1:]
    assert "no_such_option" in message


@every_module
def test_no_option_takes_a_bag_of_api_data(name):
    if declaration(name).products:
        # These are for what has no module of its own.
        return
    assert not {"data", "body", "spec", "model", "json"} & set(declaration(name).options)


@every_module
def test_secrets_are_marked_in_the_argument_spec(name):
    for option, spec in _flat(declaration(name).argument_spec):
        if re.search(r"(password|secret|passphrase|token)$", option):
            assert spec.get("no_log") is True, option


def _flat(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for option, entry in spec.items():
        yield option, entry
        yield from _flat(entry.get("options", {}))


# --- Examples ---


@every_module
def test_the_examples_show_the_module(name):
    actions = {action_of(task)[0] for task in tasks_of(name)}
    assert FULL_NAME + name in actions
    assert all(task["name"][0].isupper() for task in tasks_of(name))
    assert "\t" not in text(name, "EXAMPLES")


@pytest.mark.parametrize(
    ("documented", "title", "name", "arguments"),
    all_own_tasks(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_example_passes_the_argument_spec(documented, title, name, arguments):
    declared = declaration(name)
    validator = ArgumentSpecValidator(declared.argument_spec, **declared.constraints)
    assert validator.validate(with_connection(name, arguments)).error_messages == []
