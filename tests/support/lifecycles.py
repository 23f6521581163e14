# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every module goes through on the simulator: its examples, and for a resource its whole lifecycle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import SENT_AGAIN
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource, SchemaContext, filled
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import lookup, readable
from support.declared import variants_of
from support.examples import own_tasks
from support.modules import declaration, resource_modules, resource_of, returned
from support.running import Controller
from support.samples import consistent, required
from support.seeds import prepare

# Keys of a result that Ansible itself documents.
COMMON = {"changed", "diff", "failed", "msg"}


def with_own_account(controller: Controller, module: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """An example's arguments, but address and account of the simulator; a token of its own where one is asked for."""
    mine = {key: value for key, value in arguments.items() if key not in controller.arguments(module)}
    if "access_token" in mine:
        mine["access_token"] = controller.succeed("veeam_login", {})["access_token"]
        controller.secrets.add(mine["access_token"])
    return mine


def run_examples(controller: Controller, name: str) -> None:
    """The examples of a module run, and check mode says before what each of them does."""
    prepare(controller.simulator)
    for title, module, given in own_tasks(name):
        arguments = with_own_account(controller, module, given)
        start = controller.simulator.mark()
        predicted = controller.succeed(module, arguments, check=True)
        assert controller.writes(start) == [], title
        if module == "veeam_logout":
            arguments = with_own_account(controller, module, given)
        result = controller.succeed(module, arguments)
        assert predicted["changed"] == result["changed"], title
        assert predicted.get("diff") == result.get("diff"), title
        if not declaration(module).api.opens:
            assert bool(controller.writes(start)) == (result["changed"] and declaration(module).api.changes_server), (
                title
            )
        assert set(result) - COMMON <= set(returned(module)), title
        if not declaration(module).returns_token:
            assert controller.shown_secrets(predicted, result) == [], title


def identity_of(resource: Resource, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The options by which a task finds the object again."""
    return {option: arguments[option] for option in resource.identity}


def all_lifecycles() -> list[tuple[str, str, str | None]]:
    """Module, revision and variant of every lifecycle that is tried."""
    return [(name, *lifecycle) for name in resource_modules() for lifecycle in lifecycles_of(name)]


def lifecycles_of(name: str) -> list[tuple[str, str | None]]:
    """Every variant in the revision that is the default, and one of those that a revision is the first to have.

    The contract tests hold the bodies of every variant to the document of every revision.
    """
    resource, lifecycles = resource_of(name), []
    seen: set[str | None] = set()
    for revision in resource.product.revisions:
        is_default = revision == resource.product.default_revision
        variants = variants_of(resource, revision)
        new = [variant for variant in variants if variant not in seen]
        lifecycles += [(revision, variant) for variant in (variants if is_default else new[:1])]
        seen.update(variants)
    return lifecycles


def creations_of(name: str) -> list[tuple[str, str | None]]:
    """Every variant in the revision that is the default, or else in the first that has it; each revision at least once.

    The contract tests hold what is required of every variant to the document of every revision.
    """
    resource = resource_of(name)
    default = resource.product.default_revision
    seen = set(variants_of(resource, default))
    creations: list[tuple[str, str | None]] = [(default, variant) for variant in variants_of(resource, default)]
    for revision in resource.product.revisions:
        variants = variants_of(resource, revision)
        new = [variant for variant in variants if variant not in seen]
        if revision != default:
            creations += [(revision, variant) for variant in new or variants[:1]]
        seen.update(new)
    return creations


def run_lifecycle(controller: Controller, name: str, revision: str, variant: str | None) -> None:
    """Create, again, change, again, remove, again: each as check mode predicts it, with no secret in any output."""
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    base = {"api_version": revision}
    one = {**base, **consistent(name, context)}
    other = {**base, **consistent(name, context, changed=True)}
    gone = {**base, **identity_of(resource, one), "state": "absent"}
    first = "update" if resource.is_singleton else "create"
    steps = [(one, True, first), (one, False, "none")]
    if other != one:
        # A credentials record of some types has nothing but what identifies it, and secrets.
        steps += [(other, True, "update"), (other, False, "none")]
    if resource.delete is not None:
        steps += [(gone, True, "delete"), (gone, False, "none")]
    for arguments, changed, operation in steps:
        _step(controller, name, arguments, changed, operation)
    assert controller.logins() >= 1


def _step(controller: Controller, name: str, arguments: Mapping[str, Any], changed: bool, operation: str) -> None:
    resource = resource_of(name)
    options = {field.option for field in resource.fields} | {"id"}
    start = controller.simulator.mark()
    predicted = controller.succeed(name, dict(arguments), check=True)
    assert controller.writes(start) == []
    result = controller.succeed(name, dict(arguments))
    assert (result["changed"], result["operation"]) == (changed, operation)
    assert (predicted["changed"], predicted["operation"]) == (changed, operation)
    assert predicted["diff"] == result["diff"]
    assert predicted["changes"] == result["changes"]
    if resource.dedicated_updates:
        assert bool(controller.writes(start)) == changed
    else:
        assert len(controller.writes(start)) == changed
    assert controller.shown_secrets(predicted, result) == []
    assert set(result) - COMMON <= set(returned(name))
    assert set(result[resource.result_key]) <= options
    if operation in ("create", "update"):
        # Secrets are not in a difference, except for the words that they are sent.
        context = SchemaContext(resource.product, arguments["api_version"], arguments.get(resource.variant))
        shown = [readable(resource.fields, arguments, context, secret) for secret in (None, lambda _secret: SENT_AGAIN)]
        for option, value in result["diff"]["after"].items():
            assert option in arguments
            assert value in [state[option] for state in shown if option in state]


def read_again(controller: Controller, name: str) -> None:
    """Two reads are enough where nothing changes, or one for each kind of object in the result; and one login for all.

    What the result shows by its name has to be read for that.
    """
    resource = resource_of(name)
    revision = resource.product.default_revision
    arguments = required(name, SchemaContext(resource.product, revision, variants_of(resource, revision)[0]))
    controller.succeed(name, arguments)
    start = controller.simulator.mark()
    for _unused in range(3):
        begin = controller.simulator.mark()
        shown = controller.succeed(name, identity_of(resource, arguments))[resource.result_key]
        named = {field.reference.path for field in resource.fields if field.reference and shown.get(field.option)}
        assert len(controller.simulator.requests(begin)) <= max(2, 1 + len(named))
    assert controller.logins(start) == 0


def switched_options() -> list[tuple[str, str]]:
    """Module and option, for every option that an operation of its own writes and a read returns."""
    return [
        (name, field.option)
        for name in resource_modules()
        for field in resource_of(name).fields
        if field.option in resource_of(name).dedicated_options and field.is_state and not field.variants
    ]


def switch(controller: Controller, name: str, option: str) -> None:
    """An option that operations of their own write: set to both values and back, and read from the server itself."""
    resource = resource_of(name)
    revision = resource.product.default_revision
    context = SchemaContext(resource.product, revision, variants_of(resource, revision)[0])
    first, other = (consistent(name, context, changed=changed) for changed in (False, True))
    base = {"api_version": revision, **identity_of(resource, first)}
    if isinstance(first[option], bool) and resource.delete is not None:
        _create_both_ways(controller, name, option, {"api_version": revision, **first})
    created = controller.succeed(name, {"api_version": revision, **first})
    client = controller.client(resource.product.name, revision)
    path = filled(resource.item_path, created[resource.result_key]["id"])
    field = resource.field(option)
    for values in (other, first, other):
        if values[option] == first[option] == other[option]:
            continue
        result = controller.succeed(name, {**base, option: values[option]})
        assert (result["changed"], result["operation"]) == (True, "update")
        written = field.form.write(values[option], None) if field.form else field.to_api(values[option])
        # What names another object holds its id there.
        if option not in resource.expanded and not field.reference:
            assert lookup(client.get(path), ".".join(field.response_path)) == written, option
        assert controller.succeed(name, {**base, option: values[option]})["changed"] is False


def _create_both_ways(controller: Controller, name: str, option: str, arguments: Mapping[str, Any]) -> None:
    """A new object has what is wanted of it, and is sent nothing that it begins with."""
    resource = resource_of(name)
    gone = {"api_version": arguments["api_version"], **identity_of(resource, arguments), "state": "absent"}
    usual = {key: value for key, value in arguments.items() if key != option}
    controller.succeed(name, usual)
    # Not every result shows it unasked.
    begins_with = not controller.succeed(name, {**usual, option: True}, check=True)["changed"]
    controller.succeed(name, gone)
    own = [
        update.operation.path.rpartition("/")[2] for update in resource.dedicated_updates if option in update.options
    ]
    for value in (True, False):
        start = controller.simulator.mark()
        controller.succeed(name, {**arguments, option: value})
        sent = [path for _method, path in controller.writes(start) if path.rpartition("/")[2] in own]
        # What the body that creates it says is not sent again.
        assert len(sent) <= (value != begins_with), (option, value, sent)
        assert not controller.succeed(name, {**arguments, option: value})["changed"], (option, value)
        controller.succeed(name, gone)
