# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of a module that brings an object of a resource into the desired state. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..core.naming import plural
from ..core.polling import wait_options
from ..schema.desired_lists import list_mode_options
from ..schema.fields import Field, argument_spec, format_spec
from ..schema.resource import Parameter, Resource
from .plan import ABSENT, PRESENT
from .reconciler import Reconciler
from .task import ApiUsage, Declaration, Result, Returned, Task


def resource_module(
    resource: Resource, reconciler: type[Reconciler] = Reconciler, disabled_by: str = ""
) -> Declaration:
    """The declaration of the module for ``resource``.

    ``reconciler`` is the one that overrides some steps. ``disabled_by`` is the module that can disable an object, where
    this one cannot.
    """
    operations = reconciler.all_operations(resource)

    # Of an operation that responds in another way in later revisions, there are two: the first begins, the last ends.
    since = {
        **{operation.path: operation.since or resource.since for operation in reversed(operations)},
        **dict.fromkeys((resource.path, resource.item_path, *resource.reads, *resource.post_reads), resource.since),
        **resource.reads_since,
    }
    until = {**resource.reads_until, **{operation.path: operation.until for operation in operations}}

    def run(task: Task) -> Result:
        return reconciler(resource, task).run()

    def exports(task: Task) -> Iterable[Any]:
        # Only an export needs it: every other module starts faster without it.
        from .exporting import exported_objects  # noqa: PLC0415

        return exported_objects(reconciler(resource, task), disabled_by)

    return Declaration(
        product=resource.product,
        exports=exports,
        options=_options(resource, reconciler),
        run=run,
        constraints={} if resource.is_singleton else {"required_one_of": [["id", resource.name]]},
        resource=resource,
        since=resource.since,
        objects=resource.noun if resource.is_singleton else plural(resource.noun),
        returns=(Returned(resource.result_key, resource.fields, variant=resource.variant), *reconciler.returned),
        api=ApiUsage(
            operations=operations,
            reads=tuple(dict.fromkeys((resource.path, resource.item_path, *resource.reads))),
            post_reads=resource.post_reads,
            readers=reconciler.readers,
            since={path: first for path, first in since.items() if first},
            until={path: last for path, last in until.items() if last},
        ),
    )


def _options(resource: Resource, reconciler: type[Reconciler]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    states = [state for state in reconciler.states if state != ABSENT or resource.delete]
    if len(states) > 1:
        # An object that cannot be created or changed is in one of the other states: the task has to say in which.
        default = {"default": PRESENT} if PRESENT in states else {"required": True}
        options["state"] = {"type": "str", "choices": states, **default}
    if not resource.is_singleton:
        options["id"] = {"type": "str", **format_spec(resource.fields, "id")}
    options.update(argument_spec(resource.fields, of_object=True))
    options.update(list_mode_options(resource.fields))
    options.update(reconciler.options)
    options.update({name: _parameter_spec(parameter) for name, parameter in resource.parameters.items()})
    if resource.updates_secrets and _hold_secrets(resource.fields):
        options["update_secrets"] = {"type": "str", "choices": ["on_create", "always"], "default": "on_create"}
    if resource.starts_sessions or any(operation.response.startswith("session") for operation in reconciler.operations):
        options.update(wait_options(reconciler.wait_timeout))
    return options


def _hold_secrets(fields: tuple[Field, ...]) -> bool:
    return any(field.mode == "secret" or _hold_secrets(field.fields) for field in fields)


def _parameter_spec(parameter: Parameter) -> dict[str, Any]:
    spec: dict[str, Any] = {"type": parameter.type}
    if parameter.default is not None:
        spec["default"] = parameter.default
    if parameter.choices:
        spec["choices"] = list(parameter.choices)
    return spec
