# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read of answers that are no lists of objects, against the vendor's document of every revision."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext, fields_of
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.server_info import CERTIFICATE_FIELDS, CLOCK, SERVER
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.session_schema import LOG_RECORD, SESSION
from support.book import Book, tree
from support.contracts import product_contract, template
from support.exceptions import Exceptions
from support.schemas import body_problems

# The path of an answer, the key of the list in it where it is one, and what is read of it.
RESPONSES = {
    "session": ("/sessions/{id}", "", SESSION),
    "log records": ("/sessions/{id}/logs", "records", LOG_RECORD),
    "server": ("/serverInfo", "", SERVER),
    "time": ("/serverTime", "", CLOCK),
    "certificate": ("/serverCertificate", "", CERTIFICATE_FIELDS),
}
CASES = [(name, revision) for name in RESPONSES for revision in VBR.revisions]


def object_schema(book, revision, path, items):
    found = product_contract(VBR, revision).operation("GET", template(VBR, revision, path))
    schema = book.resolve(found.answer_schema(200))
    return book.resolve(book.resolve(schema["properties"][items])["items"]) if items else schema


@pytest.mark.parametrize(("name", "revision"), CASES)
def test_what_is_read_of_an_answer_is_in_the_document(name, revision):
    path, items, fields = RESPONSES[name]
    book, context = Book(product_contract(VBR, revision).answer_schemas), SchemaContext(VBR, revision)
    told = tree(fields, context, lambda field: field.is_state)
    schema = object_schema(book, revision, path, items)
    assert list(body_problems(book, schema, told, context, Exceptions(), complete=False)) == []


@pytest.mark.parametrize(("name", "revision"), CASES)
def test_everything_that_the_document_tells_is_read(name, revision):
    path, items, fields = RESPONSES[name]
    book, context = Book(product_contract(VBR, revision).answer_schemas), SchemaContext(VBR, revision)
    read = {field.path[0] for field in fields_of(fields, context)}
    assert set(object_schema(book, revision, path, items)["properties"]) == read
