# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the event source reads, against the vendor's document of every revision."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection
from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.engine.ended_feed import EndedFeed
from ansible_collections.opendr.veeam.plugins.module_utils.engine.event_feed import Feed
from ansible_collections.opendr.veeam.plugins.module_utils.engine.open_feed import OpenFeed
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import TaskTokens
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.events import MALWARE_PATH, SEVERITIES
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_options import CUSTOMIZED
from ansible_collections.opendr.veeam.plugins.plugin_utils.events.settings import FEEDS
from simulator.contract import Contract
from support.book import Book
from support.contracts import has_path, object_schema, product_contract, template
from support.declared import read_problems
from support.exception_type import NO_EXCEPTIONS
from support.fakes import FakeClock
from support.listed import listing_problems
from support.schemas import has_property

NOW = datetime(2026, 5, 4, 13, 30, tzinfo=timezone.utc)


def client(product: Product, revision: str) -> Client:
    return Client(Connection(product, "https://veeam.example.com:9419", revision), TaskTokens(), FakeClock(), "test")


ALL = [
    (PRODUCTS[name], revision, feed)
    for name, feeds in FEEDS.items()
    for revision in PRODUCTS[name].revisions
    for feed in feeds
]
THERE = [(product, revision, feed) for product, revision, feed in ALL if feed.exists(client(product, revision))]


def parametrized(cases: list[tuple[Product, str, Feed]]) -> pytest.MarkDecorator:
    names = [f"{product.name}-{revision}-{feed.key}" for product, revision, feed in cases]
    return pytest.mark.parametrize(("product", "revision", "feed"), cases, ids=names)


def queries(feed: Feed, asking: Client) -> list[dict[str, Any]]:
    if isinstance(feed, OpenFeed):
        return [dict(feed.query(NOW))] if feed.query else []
    assert isinstance(feed, EndedFeed)
    first = feed.under_way if asking.product.supports(asking.revision, feed.under_way_since) else None
    return [feed.query(asking, NOW), dict(first or {})]


@parametrized(ALL)
def test_a_feed_exists_exactly_in_the_revisions_that_have_its_list(product: Product, revision: str, feed: Feed) -> None:
    assert feed.exists(client(product, revision)) is has_path(product, revision, feed.reads[0])


@parametrized(THERE)
def test_what_it_reads_is_in_the_document(product: Product, revision: str, feed: Feed) -> None:
    assert [problem for path in feed.reads for problem in read_problems(product, revision, path)] == []


@parametrized(THERE)
def test_its_queries_are_parameters_of_the_list(product: Product, revision: str, feed: Feed) -> None:
    asking = client(product, revision)
    found = product_contract(product, revision)
    known = found.query_parameters("GET", template(product, revision, feed.reads[0]))
    for name, value in ((name, value) for query in queries(feed, asking) for name, value in query.items()):
        assert name in known, f"{name} is no parameter of {feed.reads[0]}"
        assert set(value if isinstance(value, list) else [value]) <= _choices(found, known[name], value), name


def _choices(found: Contract, schema: dict[str, Any], value: object) -> set[Any]:
    """The values that a parameter takes: those given, where the document has no list of them."""
    book = Book(found.request_schemas)
    resolved = book.resolve(schema)
    items = book.resolve(resolved["items"]) if resolved.get("type") == "array" else resolved
    return set(items.get("enum") or (value if isinstance(value, list) else [value]))


@parametrized(THERE)
def test_what_is_read_of_an_object_is_in_the_document(product: Product, revision: str, feed: Feed) -> None:
    if isinstance(feed, EndedFeed):
        # The filters of a list are those of its module.
        problems = [
            problem
            for problem in listing_problems(feed.listing, revision, NO_EXCEPTIONS)
            if "parameter" not in problem and "offered" not in problem
        ]
        options = {field.option for field in feed.listing.fields}
        assert {feed.ended, *(window.option for window in feed.windows)} <= options
        assert problems == []
        return
    assert isinstance(feed, OpenFeed)
    found = product_contract(product, revision)
    book, context = Book(found.answer_schemas), SchemaContext(product, revision)
    schema = object_schema(found, book, context, feed.path)
    # Mounts of files say since 1.3-rev0 of which restore point they are.
    late = {"restorePointId"} if revision == "1.2-rev1" and feed.path == "/backupBrowser/flr" else set()
    read = {feed.id, feed.name, feed.session, feed.restore_point} - {""} - late
    # What a mount was started with depends on how that was done.
    ways = (None, CUSTOMIZED)
    missing = [path for path in read if not any(has_property(book, schema, path.split("."), way) for way in ways)]
    assert missing == []


@pytest.mark.parametrize("revision", PRODUCTS["vbr"].revisions)
def test_the_severities_are_those_of_the_document(revision: str) -> None:
    found = product_contract(PRODUCTS["vbr"], revision)
    known = found.query_parameters("GET", template(PRODUCTS["vbr"], revision, MALWARE_PATH))["severityFilter"]
    documented = _choices(found, known, list(SEVERITIES))
    assert documented <= set(SEVERITIES)
    assert "Infected" in documented
