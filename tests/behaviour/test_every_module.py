# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module on the simulator: check mode writes nothing, examples run, resources go through their whole life."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.declared import variants_of
from support.examples import own_tasks
from support.modules import declaration, documentation, module_names, resource_modules, resource_of, returned
from support.samples import complete, required
from support.seeds import prepare

# Keys of a result that Ansible itself documents.
COMMON = {"changed", "diff", "failed", "msg"}


def with_own_account(bench, module, arguments):
    """An example's arguments, but address and account of the simulator; a token of its own where one is asked for."""
    mine = {key: value for key, value in arguments.items() if key not in bench.arguments(module)}
    if "access_token" in mine:
        mine["access_token"] = bench.do("veeam_login", {})["access_token"]
        bench.secrets.add(mine["access_token"])
    return mine


@pytest.mark.parametrize("name", module_names())
def test_the_examples_run_and_check_mode_tells_before_what_they_do(bench, name):
    prepare(bench.simulator)
    for title, module, given in own_tasks(name):
        arguments = with_own_account(bench, module, given)
        start = bench.simulator.mark()
        predicted = bench.do(module, arguments, check=True)
        assert bench.writes(start) == [], title
        if module == "veeam_logout":
            arguments = with_own_account(bench, module, given)
        result = bench.do(module, arguments)
        assert predicted["changed"] == result["changed"], title
        assert predicted.get("diff") == result.get("diff"), title
        if not declaration(module).api.opens:
            assert bool(bench.writes(start)) == (result["changed"] and bool(declaration(module).api.operations)), title
        assert set(result) - COMMON <= set(returned(module)), title
        if not declaration(module).returns_token:
            assert bench.shown_secrets(predicted, result) == [], title


def reading() -> list[str]:
    """The modules that change nothing and open nothing."""
    return [name for name in module_names() if not declaration(name).api.operations and not declaration(name).api.opens]


@pytest.mark.parametrize("name", reading())
def test_a_module_that_changes_nothing_is_the_same_in_check_mode(bench, name):
    if name in ("veeam_login", "veeam_logout"):
        return
    assert documentation(name)["attributes"]["diff_mode"]["support"] == "N/A"
    first, second = bench.do(name, {}), bench.do(name, {}, check=True)
    for result in (first, second):
        assert result["changed"] is False
        result.pop("time", None)
    assert first == second


def identity_of(resource, arguments):
    """The options by which a task finds the object again."""
    return {option: arguments[option] for option in resource.identity}


def lives() -> list[tuple[str, str, str | None]]:
    found = []
    for name in resource_modules():
        resource = resource_of(name)
        # Every variant in the revision that is the default, and in the first one that has it.
        seen: set[str | None] = set()
        for revision in resource.product.revisions:
            for variant in variants_of(resource, revision):
                if variant not in seen or revision == resource.product.default_revision:
                    found.append((name, revision, variant))
                seen.add(variant)
    return found


@pytest.mark.parametrize(("name", "revision", "variant"), lives())
def test_a_whole_life(bench, name, revision, variant):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    base = {"api_version": revision}
    one = {**base, **complete(name, context)}
    other = {**base, **complete(name, context, changed=True)}
    gone = {**base, **identity_of(resource, one), "state": "absent"}
    options = {field.option for field in resource.fields} | {"id"}
    first = "update" if resource.is_singleton else "create"
    steps = [(one, True, first), (one, False, "none")]
    if other != one:
        # A credentials record of some types has nothing but what identifies it, and secrets.
        steps += [(other, True, "update"), (other, False, "none")]
    if resource.delete is not None:
        steps += [(gone, True, "delete"), (gone, False, "none")]
    for arguments, changed, operation in steps:
        start = bench.simulator.mark()
        predicted = bench.do(name, arguments, check=True)
        assert bench.writes(start) == []
        result = bench.do(name, arguments)
        assert (result["changed"], result["operation"]) == (changed, operation)
        assert (predicted["changed"], predicted["operation"]) == (changed, operation)
        assert predicted["diff"] == result["diff"]
        assert predicted["changes"] == result["changes"]
        if resource.dedicated_updates:
            assert bool(bench.writes(start)) == changed
        else:
            assert len(bench.writes(start)) == changed
        assert bench.shown_secrets(predicted, result) == []
        assert set(result) - COMMON <= set(returned(name))
        assert set(result[resource.result_key]) <= options
        if operation in ("create", "update"):
            for option, value in result["diff"]["after"].items():
                assert option in arguments
                assert value == arguments[option]
    assert bench.logins() >= 1


@pytest.mark.parametrize("name", resource_modules())
def test_two_reads_are_enough_where_nothing_changes_and_one_login_for_all(bench, name):
    resource = resource_of(name)
    revision = resource.product.default_revision
    context = SchemaContext(resource.product, revision, variants_of(resource, revision)[0])
    arguments = required(name, context)
    bench.do(name, arguments)
    start = bench.simulator.mark()
    for _unused in range(3):
        begin = bench.simulator.mark()
        bench.do(name, identity_of(resource, arguments))
        assert len(bench.simulator.requests(begin)) <= 2
    assert bench.logins(start) == 0


@pytest.mark.parametrize("name", [name for name in resource_modules() if resource_of(name).create is not None])
def test_what_is_required_is_enough(bench, name):
    resource = resource_of(name)
    for revision in resource.product.revisions:
        for variant in variants_of(resource, revision):
            context = SchemaContext(resource.product, revision, variant)
            arguments = {"api_version": revision, **required(name, context)}
            assert bench.do(name, arguments)["changed"]
            assert not bench.do(name, arguments)["changed"]
            gone = {"api_version": revision, **identity_of(resource, arguments), "state": "absent"}
            assert bench.do(name, gone)["changed"]


def test_a_run_logs_in_once_and_every_task_names_its_module(bench):
    start = bench.simulator.mark()
    names = [name for name in reading() if name.endswith("_info")]
    for name in names:
        bench.do(name, {})
    assert bench.logins(start) == len({declaration(name).product.name for name in names})
    assert {record["module"] for record in bench.simulator.requests(start)} == set(names)
