# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the virtual infrastructure to browse and to restore to.

An object lies in one or several trees, by hierarchy type; ``parents`` says under which object in each. Some names occur
twice: the folder Databases, the folder and the resource pool Recovered, the network VM Network.
"""

from __future__ import annotations

from typing import Any

from ..state import Item
from ..values import stable_id

COLLECTION = "inventory objects"  # with a space, so that no path of the API leads there

VCENTER = "vcenter01.dr.example"
HYPER_V = "hyperv01.dr.example"
HYPER_V_CLUSTER = "hvcluster01.dr.example"
CLOUD_DIRECTOR = "vcd01.dr.example"

# The part of a URN that stands for an object of a type.
URN_PART = {
    "vCenterServer": "vc",
    "Datacenter": "datacenter",
    "Cluster": "clustercomputeresource",
    "Host": "hostsystem",
    "ResourcePool": "resourcepool",
    "Folder": "folder",
    "Datastore": "datastore",
    "Network": "network",
    "DVSNetwork": "distributedvirtualportgroup",
    "VirtualMachine": "vm",
    "Template": "template",
    "StoragePolicy": "storagepolicy",
    "Category": "category",
    "Tag": "tag",
    "CloudDirectorServer": "vcdsystem",
    "Organization": "org",
    "OrganizationVDC": "orgvdc",
    "vApp": "vapp",
    "Volume": "volume",
    "CSV": "csv",
    "VMGroup": "vmgroup",
    "ClusterVolume": "clustervolume",
}

CLUSTERS, FOLDERS, STORES, STORED, NETWORK, TAGS = (
    "HostsAndClusters",
    "VmsAndTemplates",
    "HostsAndDatastores",
    "DatastoresAndVms",
    "Network",
    "VmsAndTags",
)
HOSTS, VOLUMES, GROUPS, HYPER_V_TAGS = "HostsAndVms", "HostsAndVolumes", "Groups", "Tags"
VAPPS, POLICIES, CLOUD_STORES = "VAppsAndVms", "StoragePolicies", "Datastores"
TREES = {
    "VSphere": (CLUSTERS, FOLDERS, STORES, STORED, NETWORK, TAGS),
    "HyperV": (HOSTS, VOLUMES, GROUPS, HYPER_V_TAGS, NETWORK),
    "CloudDirector": (VAPPS, NETWORK, POLICIES, CLOUD_STORES),
}
# Where nothing is asked for.
USUAL_TREE = {"VSphere": CLUSTERS, "HyperV": HOSTS, "CloudDirector": VAPPS}


def key_of(platform: str, host: str, reference: str) -> str:
    """Under which key an object is stored; object ids are unique within a server only."""
    return f"{platform} {host} {reference}"


def node(
    platform: str,
    host: str,
    kind: str,
    reference: str,
    name: str,
    parents: dict[str, str],
    size: str = "N/A",
    **values: Any,
) -> Item:
    """An object of the inventory; ``reference`` is its objectId, ``parents`` maps trees to object ids."""
    return {
        "id": key_of(platform, host, reference),
        "platform": platform,
        "hostName": host,
        "type": kind,
        "objectId": reference,
        "name": name,
        "size": size,
        "parents": parents,
        **values,
    }


def _vsphere(kind: str, reference: str, name: str, **parents: str) -> Item:
    return node("VSphere", VCENTER, kind, reference, name, parents)


def virtual_machine(
    reference: str,
    name: str,
    parents: dict[str, str],
    kind: str = "VirtualMachine",
    size: str = "40 GB",
    power: str = "PoweredOn",
) -> Item:
    """A VMware vSphere machine."""
    return node("VSphere", VCENTER, kind, reference, name, parents, size, powerState=power)


def hyper_v_machine(reference: str, name: str, host: str = HYPER_V, size: str = "40 GB") -> Item:
    """A Hyper-V machine on a host."""
    return node("HyperV", host, "VirtualMachine", reference, name, {HOSTS: host}, size)


def _in_all(parent: str, *trees: str) -> dict[str, str]:
    return dict.fromkeys(trees, parent)


_DATACENTERS = [
    node("VSphere", VCENTER, "Datacenter", key, name, _in_all(VCENTER, CLUSTERS, FOLDERS, STORES, STORED, NETWORK))
    for key, name in (("datacenter-2", "Datacenter01"), ("datacenter-50", "Datacenter02"))
]

_COMPUTE = [
    node("VSphere", VCENTER, "Cluster", "domain-c8", "Cluster01", _in_all("datacenter-2", CLUSTERS, STORES)),
    node("VSphere", VCENTER, "Cluster", "domain-c51", "Cluster02", _in_all("datacenter-50", CLUSTERS, STORES)),
    node("VSphere", VCENTER, "Host", "host-10", "esx01.dr.example", _in_all("domain-c8", CLUSTERS, STORES)),
    node("VSphere", VCENTER, "Host", "host-11", "esx02.dr.example", _in_all("domain-c8", CLUSTERS, STORES)),
    node("VSphere", VCENTER, "Host", "host-52", "esx03.dr.example", _in_all("domain-c51", CLUSTERS, STORES)),
    _vsphere("ResourcePool", "resgroup-21", "Production", HostsAndClusters="domain-c8"),
    _vsphere("ResourcePool", "resgroup-22", "Recovered", HostsAndClusters="domain-c8"),
    _vsphere("ResourcePool", "resgroup-61", "Recovered", HostsAndClusters="domain-c51"),
]

_PLACES = [
    _vsphere("Folder", "group-v31", "Production", VmsAndTemplates="datacenter-2"),
    _vsphere("Folder", "group-v32", "Databases", VmsAndTemplates="group-v31"),
    _vsphere("Folder", "group-v33", "Recovered", VmsAndTemplates="datacenter-2"),
    _vsphere("Folder", "group-v34", "Databases", VmsAndTemplates="group-v33"),
    _vsphere("Folder", "group-v71", "Recovered", VmsAndTemplates="datacenter-50"),
    node(
        "VSphere",
        VCENTER,
        "Datastore",
        "datastore-41",
        "datastore01",
        {STORES: "host-10", STORED: "datacenter-2"},
        "2 TB",
    ),
    node(
        "VSphere",
        VCENTER,
        "Datastore",
        "datastore-42",
        "datastore02",
        {STORES: "host-11", STORED: "datacenter-2"},
        "500 GB",
    ),
    node(
        "VSphere",
        VCENTER,
        "Datastore",
        "datastore-73",
        "datastore03",
        {STORES: "host-52", STORED: "datacenter-50"},
        "1 TB",
    ),
    _vsphere("StoragePolicy", "policy-gold", "Gold", HostsAndDatastores=VCENTER, DatastoresAndVms=VCENTER),
    _vsphere("Network", "network-81", "VM Network", Network="datacenter-2"),
    _vsphere("Network", "network-91", "VM Network", Network="datacenter-50"),
    _vsphere("DVSNetwork", "dvportgroup-82", "Isolated", Network="datacenter-2"),
    _vsphere("Category", "category-1", "tier", VmsAndTags=VCENTER),
    _vsphere("Tag", "tag-1", "gold", VmsAndTags="category-1"),
]

_HERE = {CLUSTERS: "host-10", STORED: "datastore-41"}
_MACHINES = [
    virtual_machine("vm-101", "web01", {**_HERE, FOLDERS: "group-v31", TAGS: "tag-1"}),
    virtual_machine("vm-102", "app02", {**_HERE, FOLDERS: "group-v31"}, size="120 GB"),
    virtual_machine("vm-203", "intranet01", {**_HERE, FOLDERS: "group-v31"}, size="8 GB", power="PoweredOff"),
    virtual_machine("vm-190", "windows-template", {**_HERE, FOLDERS: "group-v31"}, "Template", "30 GB", "PoweredOff"),
]

_HYPER_V = [
    node("HyperV", HYPER_V, "Volume", "volume-c", "C:\\VMs", {VOLUMES: HYPER_V}, "500 GB"),
    node("HyperV", HYPER_V, "Network", "switch-1", "External", {NETWORK: HYPER_V}),
    node("HyperV", HYPER_V, "Network", "switch-2", "Internal", {NETWORK: HYPER_V}),
    node("HyperV", HYPER_V, "VMGroup", "group-1", "Web servers", {GROUPS: HYPER_V}),
    node(
        "HyperV",
        HYPER_V_CLUSTER,
        "Host",
        "hv11.dr.example",
        "hv11.dr.example",
        _in_all(HYPER_V_CLUSTER, HOSTS, VOLUMES, NETWORK),
    ),
    node("HyperV", HYPER_V_CLUSTER, "CSV", "csv-1", "Volume1", {VOLUMES: HYPER_V_CLUSTER}, "4 TB"),
    node("HyperV", HYPER_V_CLUSTER, "Network", "switch-3", "External", {NETWORK: "hv11.dr.example"}),
    hyper_v_machine(stable_id("hyper-v machine hv-web01"), "hv-web01"),
]


def _cloud(kind: str, reference: str, name: str, **parents: str) -> Item:
    return node("CloudDirector", CLOUD_DIRECTOR, kind, reference, name, parents)


_CLOUD_DIRECTOR = [
    node(
        "CloudDirector",
        CLOUD_DIRECTOR,
        "Organization",
        "org-1",
        "Org01",
        _in_all(CLOUD_DIRECTOR, VAPPS, NETWORK, POLICIES, CLOUD_STORES),
    ),
    node(
        "CloudDirector",
        CLOUD_DIRECTOR,
        "OrganizationVDC",
        "vdc-1",
        "VDC01",
        _in_all("org-1", VAPPS, NETWORK, POLICIES, CLOUD_STORES),
    ),
    _cloud("vApp", "vapp-1", "tenant-app", VAppsAndVms="vdc-1"),
    _cloud("VirtualMachine", "vm-1", "tenant-db01", VAppsAndVms="vapp-1"),
    _cloud("Network", "network-1", "Org Network", Network="vdc-1"),
    _cloud("StoragePolicy", "policy-1", "Silver", StoragePolicies="vdc-1"),
    _cloud("Datastore", "datastore-1", "vcd-datastore01", Datastores="vdc-1"),
]

_SERVERS = [
    node("VSphere", VCENTER, "vCenterServer", VCENTER, VCENTER, {}),
    node("HyperV", HYPER_V, "Host", HYPER_V, HYPER_V, {}),
    node("HyperV", HYPER_V_CLUSTER, "Cluster", HYPER_V_CLUSTER, HYPER_V_CLUSTER, {}),
    node("CloudDirector", CLOUD_DIRECTOR, "CloudDirectorServer", CLOUD_DIRECTOR, CLOUD_DIRECTOR, {}),
]

SEEDS: dict[str, list[Item]] = {
    COLLECTION: [*_SERVERS, *_DATACENTERS, *_COMPUTE, *_PLACES, *_MACHINES, *_HYPER_V, *_CLOUD_DIRECTOR]
}
