# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding the one object of the virtual infrastructure that a task means."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    InvalidOption,
    ObjectNotFound,
)
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.schema.writing import write_state
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.inventory import (
    DATASTORE,
    FOLDER,
    HOST,
    HYPERV,
    RESOURCE_POOL,
    VSPHERE,
    Inventory,
    ancestors,
    as_sent,
    inventory_object,
    located,
    split_path,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR

CENTRE, OTHER = "vcenter01", "vcenter02"
ROOT = f"vc:{CENTRE};datacenter:datacenter-2"


def thing(kind, reference, name, host=CENTRE, urn="", platform="VSphere"):
    return {"platform": platform, "type": kind, "objectId": reference, "name": name, "hostName": host, "urn": urn}


SERVERS = [
    thing("vCenterServer", None, CENTRE, CENTRE, f"vc:{CENTRE}"),
    thing("vCenterServer", None, OTHER, OTHER, f"vc:{OTHER}"),
    thing("Host", "ha-host", "esx09", "esx09"),
    thing("Folder", "folder-1", "Sites", ""),
    thing("Host", "hv-1", "hv01", "hv01", platform="HyperV"),
]
OBJECTS = [
    thing("Datacenter", "datacenter-2", "DC1", urn=ROOT),
    thing("Folder", "group-v1", "vm", urn=f"{ROOT};folder:group-v1"),
    thing("Folder", "group-v31", "Production", urn=f"{ROOT};folder:group-v1;folder:group-v31"),
    thing("Folder", "group-v32", "Databases", urn=f"{ROOT};folder:group-v1;folder:group-v31;folder:group-v32"),
    thing("Folder", "group-v33", "Recovered", urn=f"{ROOT};folder:group-v1;folder:group-v33"),
    thing("Folder", "group-v34", "Databases", urn=f"{ROOT};folder:group-v1;folder:group-v33;folder:group-v34"),
    thing("Host", "host-10", "esx01", urn=f"{ROOT};hostsystem:host-10"),
    thing("VirtualMachine", "vm-1", "esx01", urn=f"{ROOT};vm:vm-1"),
    thing("Cluster", "domain-c8", "Cluster01", urn=f"{ROOT};clustercomputeresource:domain-c8"),
    thing("Host", "host-20", "esx02", OTHER),
    thing("Host", "host-21", "esx01-standby", OTHER),
    thing("Datastore", "datastore-1", "fast", urn=f"{ROOT};datastore:datastore-1"),
    thing("Datastore", "datastore-2", "fast", OTHER, f"vc:{OTHER};datacenter:datacenter-9;datastore:datastore-2"),
]


class Browser:
    """Answers like the inventory browser, and keeps what it was asked."""

    product = VBR

    def __init__(self, revision="1.3-rev1"):
        self.revision = revision
        self.asked = []
        self.objects = OBJECTS

    def post_read_pages(self, path, body=None, query=None):
        self.asked.append((path, body))
        if path == "/inventory":
            yield from SERVERS
            return
        condition = body["filter"]
        values = condition["value"].split(",") if condition["operation"].lower() == "in" else [condition["value"]]
        for item in self.objects:
            if path == f"/inventory/{item['hostName']}" and item[condition["property"]] in values:
                yield item


@pytest.fixture
def browser():
    return Browser()


def find(browser, kind, **given):
    return Inventory(browser, VSPHERE).find(kind, given, "destination.thing")


def test_a_name_is_looked_up_on_every_server_and_among_the_types_of_its_kind(browser):
    assert find(browser, HOST, name="esx01")["objectId"] == "host-10"
    assert find(browser, HOST, name="esx02")["hostName"] == OTHER
    assert find(browser, HOST, name="Cluster01")["type"] == "Cluster"


def test_what_the_server_shows_as_null_is_not_sent_back(browser):
    browser.objects = [{**thing("Host", "host-1", "esx01"), "size": None, "metadata": {"a": None, "b": 1}}]
    found = find(browser, HOST, name="esx01")
    assert "size" not in found
    assert found["metadata"] == {"b": 1}


def test_a_standalone_host_is_found_among_the_servers(browser):
    assert find(browser, HOST, name="esx09")["objectId"] == "ha-host"


def test_a_server_that_is_named_is_the_only_one_asked(browser):
    assert find(browser, DATASTORE, name="fast", host_name=OTHER)["objectId"] == "datastore-2"
    assert {path for path, _body in browser.asked} == {"/inventory", f"/inventory/{OTHER}"}


def test_a_name_that_fits_several_fails_and_lists_them(browser):
    with pytest.raises(AmbiguousName) as caught:
        find(browser, DATASTORE, name="fast")
    assert "vcenter01/fast (object_id datastore-1)" in caught.value.message
    assert "vcenter02/fast (object_id datastore-2)" in caught.value.message
    assert "host_name, path or object_id in destination.thing" in caught.value.message


def test_two_objects_of_the_same_path_can_only_be_told_apart_by_their_id(browser):
    ids = ("resgroup-8", "resgroup-9")
    browser.objects = [thing("ResourcePool", one, "Twins", urn=f"{ROOT};resourcepool:{one}") for one in ids]
    with pytest.raises(AmbiguousName) as caught:
        find(browser, RESOURCE_POOL, path=f"{CENTRE}/Twins")
    assert caught.value.facts["candidates"] == [f"{CENTRE}/Twins (object_id {one})" for one in ids]
    assert "set object_id in destination.thing in place of path" in caught.value.message
    with pytest.raises(AmbiguousName, match="Also set path or object_id in"):
        find(browser, RESOURCE_POOL, name="Twins", host_name=CENTRE)


def test_a_name_that_fits_none_fails_and_lists_what_there_is(browser):
    with pytest.raises(ObjectNotFound) as caught:
        find(browser, HOST, name="esx1")
    assert caught.value.facts["candidates"] == ["Cluster01", "esx01", "esx01-standby", "esx02", "esx09"]
    assert "destination.thing" in caught.value.message


def test_a_name_is_compared_in_full(browser):
    with pytest.raises(ObjectNotFound):
        find(browser, HOST, name="ESX01")


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("vcenter01/Production/Databases", "group-v32"),
        ("vcenter01/Recovered/Databases", "group-v34"),
        ("vcenter01/DC1/vm/Recovered/Databases", "group-v34"),
        ("vcenter01/DC1/Recovered", "group-v33"),
        ("/vcenter01/Recovered/", "group-v33"),
    ],
)
def test_containers_of_a_path_decide_between_objects_of_one_name(browser, path, reference):
    assert find(browser, FOLDER, path=path)["objectId"] == reference


@pytest.mark.parametrize("path", ["vcenter01/Recovered/DC1/Databases", "vcenter01/Elsewhere/Production"])
def test_a_path_that_is_wrong_leads_nowhere(browser, path):
    with pytest.raises(ObjectNotFound):
        find(browser, FOLDER, path=path)


def test_a_path_without_a_server_is_refused():
    with pytest.raises(InvalidOption, match="server/object"):
        split_path({"path": "esx01"})


def test_an_object_id_is_enough(browser):
    assert find(browser, DATASTORE, object_id="datastore-2")["hostName"] == OTHER


def test_an_object_that_is_given_whole_is_not_looked_up(browser):
    whole = {"name": "esx77", "host_name": CENTRE, "type": "Host", "object_id": "host-77", "urn": "vc:x;host:host-77"}
    assert find(browser, HOST, **whole) == {
        "platform": "VSphere",
        "name": "esx77",
        "hostName": CENTRE,
        "type": "Host",
        "objectId": "host-77",
        "urn": "vc:x;host:host-77",
    }
    assert browser.asked == []


def test_nothing_is_refused(browser):
    with pytest.raises(InvalidOption, match="names no host"):
        find(browser, HOST, host_name=CENTRE)


def test_the_same_question_is_asked_once(browser):
    inventory = Inventory(browser, VSPHERE)
    for _unused in range(2):
        inventory.find(HOST, {"name": "esx01", "host_name": CENTRE}, "host")
    assert len(browser.asked) == 2


@pytest.mark.parametrize(
    ("revision", "platform", "operation"),
    [
        ("1.2-rev1", "VMware", "equals"),
        ("1.3-rev0", "VSphere", "equals"),
        ("1.3-rev1", "VSphere", "Equals"),
        ("1.3-rev2", "VSphere", "Equals"),
    ],
)
def test_each_revision_is_spoken_to_in_its_own_words(revision, platform, operation):
    browser = Browser(revision)
    inventory = Inventory(browser, VSPHERE)
    assert inventory.api_platform == platform
    list(inventory.matching(HOST, {"name": "esx01", "host_name": CENTRE}))
    assert browser.asked[-1][1]["filter"]["operation"] == operation


@pytest.mark.parametrize(("revision", "hierarchy"), [("1.3-rev1", "HostsAndVMs"), ("1.3-rev2", "HostsAndVms")])
def test_a_hyper_v_hierarchy_changed_its_spelling(revision, hierarchy):
    browser = Browser(revision)
    list(Inventory(browser, HYPERV).matching(HOST, {"name": "hv11", "host_name": "hv01"}))
    assert browser.asked[-1][1]["hierarchyType"] == hierarchy


def test_what_lies_above_an_object_is_read_from_its_urn_and_its_parent():
    assert ancestors(OBJECTS[5]) == ["datacenter-2", "group-v1", "group-v33"]
    assert ancestors({"urn": f"vc:{CENTRE}"}) == []
    assert ancestors({}) == []
    assert ancestors({"parentObjectId": "host-1"}) == ["host-1"]


def test_objects_in_a_state_become_what_the_api_returned_of_them(browser):
    fields = (
        inventory_object("host", HOST, api="destinationHost"),
        Field("disks", "list", elements="dict", fields=(Field("id", "int"), inventory_object("datastore", DATASTORE))),
        Field("place", "dict", fields=(inventory_object("folder", FOLDER),)),
    )
    context = SchemaContext(VBR, "1.3-rev1")
    state = {
        "host": {"name": "esx01"},
        "disks": [{"id": 1, "datastore": {"path": "vcenter02/fast"}}],
        "place": {"folder": {"name": "Recovered"}},
    }
    body: dict = {}
    write_state(as_sent(fields), located(fields, state, context, Inventory(browser, VSPHERE)), body, context)
    assert body["destinationHost"] == OBJECTS[6]
    assert body["disks"] == [{"id": 1, "datastore": OBJECTS[12]}]
    assert body["place"]["folder"]["objectId"] == "group-v33"


def test_a_message_names_the_whole_option(browser):
    fields = (Field("place", "dict", fields=(inventory_object("folder", FOLDER),)),)
    with pytest.raises(ObjectNotFound, match="migration.place.folder"):
        located(
            fields,
            {"place": {"folder": {"name": "x"}}},
            SchemaContext(VBR, "1.3-rev1"),
            Inventory(browser, VSPHERE),
            "migration.",
        )


def test_upper_and_lower_case_of_names_do_not_matter(browser):
    class Windows(Browser):
        """Answers to a name in any case, in its own."""

        def post_read_pages(self, path, body=None, query=None):
            if body is not None and body["filter"]["property"] == "name":
                body = {**body, "filter": {**body["filter"], "value": body["filter"]["value"].lower()}}
            yield from super().post_read_pages(path.replace(CENTRE.upper(), CENTRE), body, query)

    found = Inventory(Windows(), VSPHERE).find(HOST, {"path": f"{CENTRE.upper()}/dc1/ESX01"}, "destination.host")
    assert found["objectId"] == "host-10"


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev1"])
@pytest.mark.parametrize("word", ["VMware", "VSphere"])
def test_both_words_for_vsphere_are_read_and_the_one_of_the_revision_is_sent(monkeypatch, revision, word):
    monkeypatch.setattr(f"{__name__}.SERVERS", [{**server, "platform": word} for server in SERVERS[:2]])
    found = find(Browser(revision), HOST, name="Cluster01")
    assert found["platform"] == {"1.2-rev1": "VMware", "1.3-rev1": "VSphere"}[revision]
