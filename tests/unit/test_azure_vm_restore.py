# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which session a restore of an Azure VM is, which object a name means, and what does not go together."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.cloud_objects import (
    DISK,
    RESOURCE_GROUP,
    SIZE,
    Cloud,
    select_object,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_sessions import has_marker, marker_of
from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_restore.options import (
    OPTIONS,
    WAYS,
    readable,
    validate_options,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_restore.restore import (
    began,
    covers,
    item,
    reason,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    InvalidOption,
    ObjectNotFound,
)

GROUPS = [
    {"id": "1", "resourceId": "/groups/one", "name": "rg-one", "_links": {}},
    {"id": "2", "resourceId": "/groups/two", "name": "rg-two"},
]
PARAMS = {
    "scope": "machine",
    "location": "alternative",
    "name": "copy",
    "virtual_network": "net",
    "subnet": {"name": "s"},
}


def items(*pairs):
    return [{"name": name, "resourceGroupName": group, "regionName": "r"} for name, group in pairs]


@pytest.mark.parametrize(
    ("listed", "restored", "expected"),
    [
        (items(("App", "RG")), {item("app", "rg")}, True),
        (items(("app", "other")), {item("app", "rg")}, False),
        (items(("app", "rg"), ("db", "rg")), {item("app", "rg")}, True),
        (items(("app", "rg")), {item("app", "rg"), item("db", "rg")}, False),
        (items(("app", "rg")), {item("app", None)}, True),
        (items(("app", None)), {item("app", "rg")}, False),
        ([], {item("app", "rg")}, False),
        ([], set(), False),
    ],
)
def test_a_session_is_known_by_the_names_and_groups_that_it_restores(listed, restored, expected):
    assert covers(listed, restored) is expected


def test_the_reason_of_a_session_has_the_marker_of_its_task():
    marker = marker_of("restore", "app")
    assert has_marker(reason({"restoreJobInfo": {"reason": f"drill {marker}"}}))
    assert not has_marker(reason({"restoreJobInfo": {"reason": "drill [opendr.veeam by hand]"}}))
    assert reason({"restoreJobInfo": {"reason": None}}) == reason({}) == ""


def test_sessions_are_ordered_by_their_beginning_and_those_that_have_not_begun_come_last():
    sessions = [
        {"id": "a", "status": "Success", "executionStartTime": "2026-01-01T10:00:00Z"},
        {"id": "b", "status": "Warning", "executionStartTime": "2026-01-01T12:00:00+00:00"},
        {"id": "c", "status": "Error", "executionStartTime": "2026-01-01T13:00:00Z"},
        {"id": "d", "status": "Pending", "executionStartTime": None},
    ]
    assert [session["id"] for session in sorted(sessions, key=began)] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("given", ["rg-one", "RG-ONE", "1", "/groups/one"])
def test_an_object_goes_by_its_name_or_ids_and_comes_without_links(given):
    assert select_object(RESOURCE_GROUP, GROUPS, given) == {key: GROUPS[0][key] for key in ("id", "resourceId", "name")}


def test_an_unknown_name_fails_and_lists_those_that_exist():
    with pytest.raises(ObjectNotFound, match="Resource group 'rg-three' not found. Available: 'rg-one', 'rg-two'"):
        select_object(RESOURCE_GROUP, GROUPS, "rg-three")


def test_an_ambiguous_name_fails_and_lists_the_ids():
    with pytest.raises(AmbiguousName, match="1, 3"):
        select_object(RESOURCE_GROUP, [*GROUPS, {"id": "3", "name": "RG-One"}], "rg-one")


class Server:
    def __init__(self):
        self.reads = []

    def pages(self, path, query=None):
        self.reads.append((path, query))
        yield {"diskName": "os", "diskId": "/disks/os"}

    def get(self, path, query=None):
        self.reads.append((path, query))
        return [{"name": "Standard_D2s_v5"}]


def test_each_list_is_read_once_and_without_empty_filters():
    server = Server()
    cloud = Cloud(server)
    assert cloud.find(DISK, "os", RestorePointId="p", VirtualMachineId=None)["diskId"] == "/disks/os"
    assert cloud.find(DISK, "/disks/os", RestorePointId="p")["diskName"] == "os"
    assert cloud.find(SIZE, "standard_d2s_v5", Region="r")["name"] == "Standard_D2s_v5"
    assert server.reads == [(DISK.path, {"RestorePointId": "p"}), (SIZE.path, {"Region": "r"})]


def test_the_options_of_every_way_are_options():
    assert all(set(options) <= set(OPTIONS) for options in WAYS.values())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": None}, "also needs: name. To restore to the location of the original, set location=original"),
        ({"subnet": None, "virtual_network": None}, "also needs: virtual_network, subnet"),
        (
            {"location": "original"},
            "scope=machine and location=original does not take name, subnet, virtual_network",
        ),
        ({"excluded_disks": ["os"]}, "excluded_disks is for scope=disks and location=original"),
        ({"disks": []}, "disks is for scope=disks and location=alternative"),
        ({"availability_set": "a", "availability_zone": "1"}, "exclude each other"),
    ],
)
def test_contradictory_options_are_refused(changes, message):
    with pytest.raises(InvalidOption, match=message):
        validate_options({**PARAMS, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "scope=disks and location=alternative also needs: disks"),
        ({"disks": []}, "also needs: disks"),
        (
            {"start_vm_after_restore": True},
            "start_vm_after_restore is for scope=machine and location=original or scope=m",
        ),
    ],
)
def test_disks_have_options_of_their_own(changes, message):
    with pytest.raises(InvalidOption, match=message):
        validate_options({"scope": "disks", "location": "alternative", **changes})


def test_complete_options_are_accepted():
    validate_options(PARAMS)
    validate_options({"scope": "machine", "location": "original", "start_vm_after_restore": False})
    validate_options({"scope": "disks", "location": "original"})


def test_results_show_names_in_place_of_objects():
    state = {
        "name": "copy",
        "resource_group": GROUPS[0],
        "availability_set": {"id": "/sets/one"},
        "os_disk": {"disk": "/disks/os", "name": "os"},
        "disks": [{"region": {"id": "westeurope", "name": "West Europe"}}],
    }
    assert readable(state) == {
        "name": "copy",
        "resource_group": "rg-one",
        "availability_set": "/sets/one",
        "os_disk": {"disk": "/disks/os", "name": "os"},
        "disks": [{"region": "West Europe"}],
    }
