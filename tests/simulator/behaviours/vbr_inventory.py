# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: browsing the virtual infrastructure: the servers, and what lies on one of them in a tree.

An object's URN names every object above it, from the server down, in the tree that was asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..generic import list_items, representable
from ..inventory_filters import select
from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..seeds.vbr_inventory import COLLECTION, TREES, URN_PART, USUAL_TREE, key_of
from ..state import Item
from .vbr_backups import paged
from .vbr_restore_rules import spec_for

if TYPE_CHECKING:
    from ..backend import Backend

# Types that are known by their name alone.
_NAMED = ("vCenterServer", "CloudDirectorServer")


@handles("vbr", "POST", "/api/v1/inventory")
def servers(backend: Backend, request: Request) -> Answer:
    found = [item for item in backend.store.collection(COLLECTION).values() if not item["parents"]]
    return _page(backend, request, [(item, _urn_part(item)) for item in found])


@handles("vbr", "POST", "/api/v1/inventory/{hostname}")
def objects_of_server(backend: Backend, request: Request) -> Answer:
    host = request.parameters["hostname"]
    everything = list(backend.store.collection(COLLECTION).values())
    server = next((item for item in everything if not item["parents"] and item["name"].lower() == host.lower()), None)
    if server is None:
        raise Refusal(404, f"Server {host} was not found in the inventory", resource=host)
    # What it shows is up to date with this parameter and without.
    request.query.get("resetCache")
    tree = _tree(server["platform"], (request.body or {}).get("hierarchyType"))
    found = [item for item in everything if item["hostName"] == server["name"] and tree in item["parents"]]
    return _page(backend, request, [(item, _urn(backend, item, tree)) for item in found])


def _tree(platform: str, asked: str | None) -> str:
    if not asked:
        return USUAL_TREE[platform]
    for tree in TREES[platform]:
        if tree.lower() == asked.lower():
            return tree
    raise Refusal(400, f"{asked} is not a hierarchy type of {platform}, which has {', '.join(TREES[platform])}")


def _page(backend: Backend, request: Request, found: list[tuple[Item, str]]) -> Answer:
    """A page of the objects that the filter asks for and that the revision has a form for."""
    body: dict[str, Any] = request.body or {}
    values, schema = backend.values(request), list_items(request) or {}
    shown = []
    for item, urn in found:
        seen: Item = {**spec_for(item, request.revision), "urn": urn}
        if item["type"] in _NAMED:
            del seen["objectId"]
        if representable(values, schema, seen):
            shown.append(seen)
    answer = paged(backend, request, select(shown, body.get("filter"), body.get("sorting")))
    if body.get("hierarchyType"):
        answer.body["hierarchyType"] = body["hierarchyType"]
    return answer


def _urn(backend: Backend, item: Item, tree: str) -> str:
    above = item["parents"].get(tree)
    parent = backend.store.get(COLLECTION, key_of(item["platform"], item["hostName"], above)) if above else None
    return (f"{_urn(backend, parent, tree)};" if parent else "") + _urn_part(item)


def _urn_part(item: Item) -> str:
    return f"{URN_PART[item['type']]}:{item['objectId']}"
