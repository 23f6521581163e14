# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of the test suite that need no server, on the declaration of a module as it now is; cheap ones first."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ruamel.yaml.comments import CommentedMap

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.bodies import creation_problems, reading_problems, update_problems
from support.claims import unsaid_defaults, wrong_revisions
from support.declared import declaration_problems, variants_of
from support.documented import option_differences, returned_differences
from support.examples import own_tasks, with_connection
from support.exceptions import exceptions_of
from support.modules import declaration, documentation, returned
from support.samples import complete, required
from support.unused_exceptions import unused_exceptions
from tools.generate.catalog import Module, place_of
from tools.generate.documentation import completed_document
from tools.generate.source import take_apart
from tools.generate.yaml_text import load
from tools.mutants.reasons import FailsUnchanged

Check = Callable[[str], Iterator[str]]


def documented(name: str) -> Iterator[str]:
    """As tests/unit/test_every_module.py: options, defaults and results are those of the documentation."""
    options = documentation(name)["options"]
    yield from option_differences(options, declaration(name).argument_spec)
    yield from wrong_revisions(declaration(name), options)
    yield from unsaid_defaults(declaration(name), options)
    yield from returned_differences(returned(name), declaration(name).returns)


def examples(name: str) -> Iterator[str]:
    """As tests/unit/test_every_module.py: the examples pass the argument spec."""
    for _title, module, arguments in own_tasks(name):
        found = declaration(module)
        validator = ArgumentSpecValidator(found.argument_spec, **found.constraints)
        yield from validator.validate(with_connection(module, arguments)).error_messages


def contract(name: str) -> Iterator[str]:
    """As tests/contract/test_declarations.py: the declaration agrees with every revision's document."""
    found = declaration(name)
    for revision in found.product.revisions[::-1]:
        yield from declaration_problems(found, revision, exceptions_of(name))


def generated(name: str) -> Iterator[str]:
    """As the stage generated: what the documentation says of the options is what `make generate` makes of them."""
    module = Module(name, place_of(name), declaration(name))
    written = _written(module.file)
    if completed_document(module, copy.copy(written)) != written:
        yield "the documentation says something else of the options"


@functools.cache
def _written(module: Path) -> CommentedMap:
    """The documentation in the file of a module, which no mutation changes."""
    return load(take_apart(module.stem, module.read_text(encoding="utf-8")).documentation)


def bodies(name: str) -> Iterator[str]:
    """As tests/contract/test_bodies.py: what is sent for samples keeps to the document and leads to the plan."""
    resource = declaration(name).resource
    if resource is None:
        return
    for revision in resource.product.revisions[::-1]:
        for variant in variants_of(resource, revision):
            context = SchemaContext(resource.product, revision, variant)
            if resource.create is not None:
                yield from creation_problems(name, resource, context, complete)
                yield from creation_problems(name, resource, context, required)
            if resource.update is not None:
                yield from update_problems(name, resource, context)
            if resource.create is not None or resource.update is not None:
                yield from reading_problems(name, resource, context)


def exceptions(name: str) -> Iterator[str]:
    """As tests/contract/test_declarations.py: every exception is needed."""
    yield from unused_exceptions(name)


CHECKS: dict[str, Check] = {
    "documentation": documented,
    "examples": examples,
    "contract": contract,
    "generated": generated,
    "bodies": bodies,
    "exceptions": exceptions,
}


def ensure_passing(name: str) -> None:
    """Raise FailsUnchanged where a check finds something wrong with the module as it now is."""
    check = killer(name)
    if check:
        raise FailsUnchanged(name, check)


def killer(name: str) -> str:
    """The first check that finds something wrong with a module; empty where none does."""
    for check, problems in CHECKS.items():
        try:
            found = next(problems(name), None)
        except Exception as error:  # noqa: BLE001  (a check that cannot even run has found something)
            found = f"{type(error).__name__}: {error}"
        if found is not None:
            return check
    return ""
