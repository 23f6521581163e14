# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The products' facts for the derivation, from the collection and the vendor's documents."""

from __future__ import annotations

import functools
import importlib

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from support.modules import document_prefix
from tools.new.document import Snapshot, load_document, snapshot
from tools.new.model import ResourceModel
from tools.new.recordings import Reads
from tools.new.references import references_of
from tools.new.resource import Api, derive

# What the names of a product's modules begin with.
PREFIXES = {"vbr": "veeam_", "azure": "veeam_azure_", "m365": "veeam_m365_"}


def product_of(name: str) -> Product:
    """The product of a short name, as the collection declares it."""
    module = importlib.import_module(f"ansible_collections.opendr.veeam.plugins.module_utils.{name}.product")
    product: Product = getattr(module, name.upper())
    return product


def path_of(product: Product, given: str) -> str:
    """A path as declarations write it: without the product's prefix, whatever revision it was copied from."""
    path = "/" + given.strip("/")
    for revision in product.revisions:
        for prefix in (product.prefix(revision), document_prefix(product, revision)):
            if path.startswith(prefix + "/"):
                return path.removeprefix(prefix)
    return path


@functools.cache
def api_of(name: str) -> Api:
    """What the derivation has to know of a product."""
    product = product_of(name)
    paging = frozenset(product.paging.query("/", 0, 1))
    lower = frozenset(key.lower() for key in paging)
    return Api(name, product.revisions, product.paging.items, paging | lower, references_of(name))


def recorded_reads(name: str, path: str) -> Reads:
    """What the default revision of a product reads at ``path`` and below; nothing where that does not have it."""
    product = product_of(name)
    revision = product.default_revision
    prefix = document_prefix(product, revision)
    found = snapshot(revision, prefix, path, load_document(name, revision))
    if found is None:
        return Reads("", (), ())
    reads = {
        template.removeprefix(prefix): operation
        for (method, template), operation in found.operations.items()
        if method == "GET"
    }
    long = {template for template, operation in reads.items() if product.paging.limit in operation.query}
    return Reads(found.item.removeprefix(prefix), frozenset(reads), frozenset(long))


@functools.cache
def derived(name: str, given: str, types: tuple[str, ...] = ()) -> ResourceModel:
    """The resource at a path of a product; with ``types``, only a family of its types. Raises PathUnknown."""
    product = product_of(name)
    path = path_of(product, given)
    snapshots: dict[str, Snapshot] = {}
    for revision in product.revisions:
        found = snapshot(revision, document_prefix(product, revision), path, load_document(name, revision))
        if found is not None:
            snapshots[revision] = found
    return derive(api_of(name), path, snapshots, types)
