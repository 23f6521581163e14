# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook that records answers asks for what the vendor's documents have, and for all that modules read."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from support.contracts import product_contract, template
from support.modules import COLLECTION, declaration, module_names

RECORDED = ("vbr", "azure", "m365")
# What is there only while somebody works with it, or is asked for something in particular.
NOT_RECORDED = re.compile(
    r"/restore/|/flr|/backupBrowser/|/operations/|/cloudInfrastructure/|/validateDelete|/diskSnapshots|"
    r"/mailboxes|/OneDrives"
)


def settings(product: str) -> dict[str, Any]:
    path = COLLECTION / "playbooks" / "vars" / f"record_answers_{product}.yml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def asked(product: str) -> list[str]:
    found = settings(product)
    return [entry["path"] for entry in (*found["record_paths"], *found["record_detail_paths"])]


def readable(name: str) -> set[str]:
    """The shapes of the paths that the document of a product reads."""
    product = PRODUCTS[name]
    found = product_contract(product, product.default_revision)
    return {shape(path) for path in found.templates if found.operation("GET", path) is not None}


def shape(path: str) -> str:
    return re.sub(r"\{\w+\}", "{}", path)


@pytest.mark.parametrize("name", RECORDED)
def test_every_path_is_in_the_document(name):
    product = PRODUCTS[name]
    found = product_contract(product, product.default_revision)
    known = readable(name)
    prefix = template(product, product.default_revision, "")
    assert [path for path in asked(name) if shape(prefix + path) not in known] == []
    recorded = settings(name)
    assert recorded["record_default_api_version"] == product.default_revision
    limit = recorded["record_limit"]
    assert limit == product.paging.limit
    by_shape = {shape(path): path for path in found.templates}
    long = {path for path in known if limit in found.query_parameters("GET", by_shape[path])}
    lists = {shape(prefix + entry["path"]) for entry in recorded["record_paths"] if entry.get("list", True)}
    lists |= {shape(prefix + entry["path"]) for entry in recorded["record_detail_paths"] if entry.get("many")}
    assert lists == {shape(prefix + path) for path in asked(name)} & long
    lists = {entry["path"] for entry in recorded["record_paths"]}
    assert {entry["list"] for entry in recorded["record_detail_paths"]} <= lists


@pytest.mark.parametrize("name", RECORDED)
def test_every_list_that_modules_read_is_recorded(name):
    usages = [declaration(module).api for module in module_names() if declaration(module).product.name == name]
    read = {listing.path for usage in usages for listing in usage.listings}
    read |= {path for usage in usages for path in usage.reads}
    recorded = {shape(path) for path in asked(name)}
    prefix, known = template(PRODUCTS[name], PRODUCTS[name].default_revision, ""), readable(name)
    missing = {path for path in read if shape(path) not in recorded and not NOT_RECORDED.search(path)}
    assert sorted(path for path in missing if shape(prefix + path) in known) == []
