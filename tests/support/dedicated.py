# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the operations that change single options of an object to the vendor's documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import DedicatedUpdate, SchemaContext
from simulator.contract import Contract
from support.book import Book, tree
from support.contracts import body_schema, template
from support.exceptions import Exceptions
from support.schemas import body_problems, required_problems

# What an operation sets whose path ends in one of these words.
SWITCHES = {"enable": True, "disable": False}


def dedicated_problems(
    update: DedicatedUpdate, context: SchemaContext, found: Contract, exceptions: Exceptions
) -> Iterator[str]:
    """Where an operation of its own and the document disagree: its body, and what its path says that it sets."""
    verb = update.operation.path.rpartition("/")[2]
    if verb in SWITCHES and update.value is not None:
        for option in update.options:
            # An option that is named after the opposite is switched the other way round.
            expected = SWITCHES[verb] != bool(re.search(r"(^|_)(disabled|not|no)($|_)", option))
            if update.value is not expected:
                yield f"{update.operation.path} is declared to make {option} {update.value}, and it makes it {expected}"
    if not context.product.supports(context.revision, update.operation.since):
        return
    path = template(context.product, context.revision, update.operation.path)
    schema = body_schema(found, update.operation, path)
    if not update.fields:
        if schema and update.operation.path not in exceptions.derived:
            yield f"{update.operation.path} takes a body, and none is declared"
        return
    given = tree(update.fields, context, lambda field: field.is_in_body)
    book = Book(found.request_schemas)
    yield from (
        f"{update.operation.path}: {problem}"
        for problem in (
            *body_problems(book, schema, given, context, exceptions),
            *required_problems(book, schema, given, context, exceptions),
        )
    )
