# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paths of a product that `make new` could write a module for, and that no module covers yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from support.modules import declaration, document_prefix, module_names
from tools.new.document import load_document
from tools.new.products import product_of

_VERBS = (("post", "create"), ("put", "change"), ("delete", "remove"))


def uncovered(name: str) -> Iterator[str]:
    """One line for each collection and singleton that can be written and that no module writes."""
    yield f"Paths of {PRODUCTS[name].title} that no module creates or changes yet:"
    covered, listed = _covered(name)
    found = {path: facts for path, facts in _writable(name).items() if path.lower() not in covered}
    width = max(map(len, found), default=0)
    for path, (verbs, since) in sorted(found.items(), key=lambda entry: entry[0].lower()):
        words = [", ".join(verbs), *([f"since {since}"] if since else [])]
        words += [f"listed by {listed[path.lower()]}"] if path.lower() in listed else []
        yield f"  {path:<{width}}  {'; '.join(words)}"


def _covered(name: str) -> tuple[set[str], dict[str, str]]:
    """The paths that modules create or change, and those that they list with the module, in small letters."""
    covered: set[str] = set()
    listed: dict[str, str] = {}
    for module in module_names():
        declared = declaration(module)
        if declared.product.name != name:
            continue
        covered |= {_collection(operation.path).lower() for operation in declared.api.operations}
        listed.update({listing.path.lower(): module for listing in declared.api.listings})
    return covered, listed


def _collection(path: str) -> str:
    """The path of the objects that an operation is on: without the placeholder, and what follows it."""
    return path.partition("/{")[0]


def _writable(name: str) -> dict[str, tuple[list[str], str]]:
    """By path, without the product's prefix, what the newest revision can do there, and since when not all can."""
    product = product_of(name)
    # From the newest to the oldest, as long as a path is there.
    found: dict[str, tuple[list[str], str]] = {}
    for revision in reversed(product.revisions):
        prefix = document_prefix(product, revision)
        paths = load_document(name, revision)["paths"]
        for template in paths:
            path = template.removeprefix(prefix)
            verbs = [] if "{" in path or path == template else _verbs(paths, template)
            if verbs and (revision == product.revisions[-1] or path in found):
                since = "" if revision == product.revisions[0] else revision
                found[path] = (found[path][0] if path in found else verbs, since)
    return found


def _verbs(paths: Mapping[str, Any], template: str) -> list[str]:
    """What can be done to the objects of a collection, or to a singleton; empty where it is neither."""
    own = paths[template]
    items = [item for path, item in paths.items() if _is_item(path, template)]
    if not items:
        return ["change"] if {"get", "put"} <= set(own) and "post" not in own else []
    verbs = {key for item in items for key in item} - {"post"} | ({"post"} & set(own))
    known = [word for verb, word in _VERBS if verb in verbs]
    # What can only be read and removed is declared by hand.
    return known if "get" in own and known != ["remove"] else []


def _is_item(path: str, template: str) -> bool:
    rest = path.removeprefix(template + "/{")
    return rest != path and rest.endswith("}") and "/" not in rest
