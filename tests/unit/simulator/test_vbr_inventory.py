# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Browsing the inventory: trees, URNs, filter expressions, sorting, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.documents import REVISIONS
from simulator.inventory_filters import satisfies, select
from simulator.messages import Refusal
from simulator.seeds.vbr_inventory import CLOUD_DIRECTOR, HYPER_V, VCENTER
from support.recoveries import API

VM = {"name": "web01", "type": "VirtualMachine", "size": "40 GB", "hostName": "vcenter01"}


def predicate(name: str, operation: str, value: str) -> dict[str, Any]:
    return {"type": "PredicateExpression", "property": name, "operation": operation, "value": value}


def group(operation: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "GroupExpression", "operation": operation, "items": list(items)}


@pytest.mark.parametrize(
    ("name", "operation", "value", "expected"),
    [
        ("Name", "Equals", "WEB01", True),
        ("name", "equals", "web0", False),
        ("name", "NotEquals", "web0", True),
        ("name", "In", "db01, web01", True),
        ("name", "in", "db01", False),
        ("name", "Contains", "eb", True),
        ("name", "StartsWith", "web", True),
        ("name", "EndsWith", "web", False),
        ("name", "LessThan", "web02", True),
        ("size", "GreaterThan", "500 Mb", True),
        ("size", "LessThan", "500 Mb", False),
        ("size", "LessThanOrEqual", "40 GB", True),
        ("size", "GreaterThanOrEqual", "41 GB", False),
    ],
)
def test_predicates(name: str, operation: str, value: str, expected: bool) -> None:
    assert satisfies(VM, predicate(name, operation, value)) is expected


def test_an_object_without_a_size_is_neither_larger_nor_smaller() -> None:
    for operation in ("LessThan", "GreaterThan"):
        assert not satisfies({"size": "N/A"}, predicate("size", operation, "1 GB"))


@pytest.mark.parametrize(
    ("operation", "names", "expected"),
    [
        ("And", ("web01", "web01"), True),
        ("And", ("web01", "db01"), False),
        ("Or", ("web01", "db01"), True),
        ("Or", ("db01", "db02"), False),
        ("Not", ("web01", "db01"), True),
        ("Not", ("web01", "web01"), False),
    ],
)
def test_groups(operation: str, names: tuple[str, ...], expected: bool) -> None:
    assert satisfies(VM, group(operation, *(predicate("name", "Equals", name) for name in names))) is expected


def test_sorting_knows_sizes_and_refuses_unknown_properties() -> None:
    items = [{"name": name, "size": size} for name, size in (("a", "900 MB"), ("b", "2 GB"), ("c", "N/A"))]
    found = select(items, None, {"property": "Size", "direction": "Descending"})
    assert [item["name"] for item in found] == ["b", "a", "c"]
    with pytest.raises(Refusal, match="colour"):
        select(items, predicate("colour", "Equals", "red"), None)


@pytest.fixture
def browse(login: Callable[..., Any], revision: str, simulator: Simulator) -> Iterator[Callable[..., Any]]:
    """Ask the inventory of a server, or for the servers; every answer must keep to the document."""
    client, start = login(revision=revision), simulator.mark()

    def ask(host: str = "", **body: Any) -> Any:
        answer = client.send("POST", f"{API}/inventory{'/' if host else ''}{host}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    yield ask
    assert simulator.violations(start) == []


revisions = pytest.mark.parametrize("revision", REVISIONS["vbr"])


@revisions
def test_servers(browse: Callable[..., Any], revision: str) -> None:
    found = {item["name"]: item["platform"] for item in browse()["data"]}
    assert found[VCENTER] == ("VMware" if revision == "1.2-rev1" else "VSphere")
    assert (HYPER_V in found) == (revision != "1.2-rev1")
    assert CLOUD_DIRECTOR in found


@revisions
def test_names_that_occur_twice_differ_in_their_urn(browse: Callable[..., Any], revision: str) -> None:
    equals = "equals" if revision in ("1.2-rev1", "1.3-rev0") else "Equals"
    found = browse(VCENTER, hierarchyType="VmsAndTemplates", filter=predicate("name", equals, "Databases"))["data"]
    assert sorted(item["urn"].split(";", 2)[2] for item in found) == [
        "folder:group-v31;folder:group-v32",
        "folder:group-v33;folder:group-v34",
    ]
    networks = browse(VCENTER, hierarchyType="Network", filter=predicate("name", equals, "VM Network"))["data"]
    assert len(networks) == 2


@revisions
@pytest.mark.parametrize(
    ("tree", "kinds"),
    [
        ("HostsAndClusters", {"Datacenter", "Cluster", "Host", "ResourcePool", "VirtualMachine", "Template"}),
        ("VmsAndTemplates", {"Datacenter", "Folder", "VirtualMachine", "Template"}),
        ("HostsAndDatastores", {"Datacenter", "Cluster", "Host", "Datastore", "StoragePolicy"}),
        ("DatastoresAndVms", {"Datacenter", "Datastore", "StoragePolicy", "VirtualMachine", "Template"}),
        ("Network", {"Datacenter", "Network", "DVSNetwork"}),
        ("VmsAndTags", {"Category", "Tag", "VirtualMachine"}),
    ],
)
def test_trees_of_vsphere(browse: Callable[..., Any], tree: str, kinds: set[str]) -> None:
    assert {item["type"] for item in browse(VCENTER, hierarchyType=tree)["data"]} == kinds


@revisions
def test_every_name_above_an_object_is_in_its_tree(browse: Callable[..., Any]) -> None:
    for tree in ("HostsAndClusters", "VmsAndTemplates", "HostsAndDatastores", "DatastoresAndVms", "Network"):
        items = browse(VCENTER, hierarchyType=tree)["data"]
        urns = {item["urn"] for item in items} | {f"vc:{VCENTER}"}
        assert all(item["urn"].rpartition(";")[0] in urns for item in items), tree


@revisions
def test_pages(browse: Callable[..., Any]) -> None:
    sorting = {"property": "name"}
    whole = browse(VCENTER, sorting=sorting)["data"]
    page = browse(VCENTER, sorting=sorting, pagination={"skip": 2, "limit": 3})
    assert page["data"] == whole[2:5]
    assert page["pagination"] == {"total": len(whole), "count": 3, "skip": 2, "limit": 3}


@pytest.mark.parametrize("revision", ["1.3-rev2"])
def test_unknown_servers_and_trees_are_refused(login: Callable[..., Any], revision: str) -> None:
    client = login(revision=revision)
    assert client.send("POST", f"{API}/inventory/nowhere", json={}).status_code == 404
    assert client.send("POST", f"{API}/inventory/{HYPER_V}", json={"hierarchyType": "VAppsAndVms"}).status_code == 400
