# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module on the simulator: check mode writes nothing, examples run, resources go through a whole lifecycle."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.lifecycles import (
    all_lifecycles,
    creations_of,
    identity_of,
    read_again,
    run_examples,
    run_lifecycle,
    switch,
    switched_options,
)
from support.modules import declaration, documentation, module_names, resource_modules, resource_of
from support.samples import required


@pytest.mark.parametrize("name", module_names())
def test_the_examples_run_and_check_mode_tells_before_what_they_do(controller, name):
    run_examples(controller, name)


def reading() -> list[str]:
    """The modules that change nothing and open nothing."""
    usages = {name: declaration(name).api for name in module_names()}
    return [
        name
        for name, api in usages.items()
        if not api.changes_server and not api.opens and not declaration(name).products
    ]


@pytest.mark.parametrize("name", reading())
def test_a_module_that_changes_nothing_is_the_same_in_check_mode(controller, name):
    if name in ("veeam_login", "veeam_logout"):
        return
    assert documentation(name)["attributes"]["diff_mode"]["support"] == "N/A"
    first, second = controller.succeed(name, {}), controller.succeed(name, {}, check=True)
    for result in (first, second):
        assert result["changed"] is False
        result.pop("time", None)
    assert first == second


@pytest.mark.parametrize(("name", "revision", "variant"), all_lifecycles())
def test_a_whole_lifecycle(controller, name, revision, variant):
    run_lifecycle(controller, name, revision, variant)


@pytest.mark.parametrize(("name", "option"), switched_options())
def test_an_option_with_operations_of_its_own_is_written_both_ways(controller, name, option):
    switch(controller, name, option)


def test_enable_and_disable_swapped_are_found(controller, monkeypatch):
    for update in resource_of("veeam_azure_vm_policy").dedicated_updates:
        if isinstance(update.value, bool):
            monkeypatch.setitem(update.__dict__, "value", not update.value)
    with pytest.raises(AssertionError, match="enabled"):
        switch(controller, "veeam_azure_vm_policy", "enabled")


@pytest.mark.parametrize("name", resource_modules())
def test_two_reads_are_enough_where_nothing_changes_and_one_login_for_all(controller, name):
    read_again(controller, name)


@pytest.mark.parametrize("name", [name for name in resource_modules() if resource_of(name).create is not None])
def test_what_is_required_is_enough(controller, name):
    resource = resource_of(name)
    for revision, variant in creations_of(name):
        context = SchemaContext(resource.product, revision, variant)
        arguments = {"api_version": revision, **required(name, context)}
        assert controller.succeed(name, arguments)["changed"]
        assert not controller.succeed(name, arguments)["changed"]
        if resource.delete is None:
            controller.simulator.reset()
            controller.forget()
            continue
        gone = {"api_version": revision, **identity_of(resource, arguments), "state": "absent"}
        assert controller.succeed(name, gone)["changed"]


def test_a_run_logs_in_once_and_every_task_names_its_module(controller):
    start = controller.simulator.mark()
    names = [name for name in reading() if name.endswith("_info")]
    for name in names:
        controller.succeed(name, {})
    assert controller.logins(start) == len({declaration(name).product.name for name in names})
    assert {record["module"] for record in controller.simulator.requests(start)} == set(names)
