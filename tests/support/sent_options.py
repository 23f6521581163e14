# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the options of request bodies to those that a task can give: one that no task gives is never sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.exceptions import Exceptions


def sent_option_problems(declaration: Declaration, exceptions: Exceptions) -> Iterator[str]:
    """The options of bodies that are none of the module, at any depth."""
    known = set(_names(declaration.argument_spec))
    for body in declaration.api.bodies:
        for option in dict.fromkeys(_options(body.fields)):
            if option.rpartition(".")[2] not in known and option not in exceptions.derived:
                yield f"{body.operation.method} {body.operation.path}: the module has no option {option}"


def _names(spec: Mapping[str, Any]) -> Iterator[str]:
    for name, option in spec.items():
        yield name
        yield from _names(option.get("options") or {})


def _options(fields: Iterable[Field], within: str = "") -> Iterator[str]:
    for field in fields:
        if field.is_option:
            yield within + field.option
        yield from _options(field.fields, f"{within}{field.option}.")


def overlap_problems(fields: Iterable[Field], context: SchemaContext, within: str = "") -> Iterator[str]:
    """The options that are declared twice for one variant in one revision: the first would be written over."""
    known: set[tuple[str, str]] = set()
    for field in fields:
        if not field.applies(*context):
            continue
        if (field.option, field.api) in known:
            yield f"{within}{field.option} is declared twice"
        known.add((field.option, field.api))
        yield from overlap_problems(field.fields, context, f"{within}{field.option}.")
