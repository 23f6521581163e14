# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The body that mounts a machine, in every revision, and of which system a machine is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_mount import mount_body, type_of
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.restore_point_choice import RestorePointChoice
from support.fakes import DictServer, FakeClock

SERVERS, CREDENTIALS = "/backupInfrastructure/managedServers", "/credentials"
OLD, SINCE, DEFAULT, NEWEST = "1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"
UNMOUNT = {"isEnabled": True, "noActivityPeriodInMinutes": 30}
HYPERV = {"host": "hv01", "network": "External", "vlan_id": 7}
VSPHERE = {"host": {"name": "x"}, "resource_pool": {"name": "x"}, "network": {"name": "x"}}
RESOURCES = {"type": "HyperV", "host": "hv01", "network": "External", "vlanId": 7}


def task(revision=DEFAULT, **params):
    server = DictServer(revision=revision)
    server.lists[SERVERS] = [{"id": "h1", "name": "lnx01"}]
    server.lists[CREDENTIALS] = [{"id": "c1", "username": "svc"}]
    given = {"auto_unmount": {"enabled": True, "no_activity_minutes": 30}, **params}
    return Task(server, FakeClock(), {"type": None, **given}, given)


@pytest.mark.parametrize("kind", ["Windows", "Linux"])
def test_the_server_chooses_where_to_mount_unless_the_task_does(kind):
    expected = {"restorePointId": "p1", "type": kind, "autoUnmount": UNMOUNT, "mountMode": "Automatic"}
    assert mount_body(task(), kind, "p1") == expected
    del expected["mountMode"]
    assert mount_body(task(OLD), kind, "p1") == expected


@pytest.mark.parametrize(
    ("kind", "place", "sent"),
    [
        ("Windows", {"server": "lnx01"}, {"mountServerType": "MountServer", "mountServerId": "h1"}),
        ("Linux", {"server": "lnx01"}, {"mountServerType": "MountServer", "mountServerId": "h1"}),
        ("Linux", {"helper_host": "lnx01"}, {"mountServerType": "HelperHost", "helperHost": {"hostId": "h1"}}),
        ("Linux", {"original_host": {}}, {"mountServerType": "OriginalHost", "originalHost": {}}),
        (
            "Linux",
            {"original_host": {"credentials": "svc"}},
            {"mountServerType": "OriginalHost", "originalHost": {"credentialsId": "c1"}},
        ),
        (
            "Linux",
            {"helper_appliance": {"hyperv": HYPERV, "restore_from_nss": False}},
            {
                "mountServerType": "HelperAppliance",
                "helperAppliance": {"platformResourceSettings": RESOURCES, "restoreFromNSS": False},
            },
        ),
    ],
)
def test_a_place_to_mount_to_is_manual_and_of_one_kind(kind, place, sent):
    for revision in (SINCE, DEFAULT, NEWEST):
        body = mount_body(task(revision, mount_server=place), kind, "p1")
        assert (body["mountMode"], body["mountServer"]) == ("Manual", sent)
        assert not {"helperHost", "helperAppliance", "originalHost"} & set(body)


def test_the_oldest_revision_has_the_place_beside_the_restore_point():
    body = mount_body(task(OLD, mount_server={"helper_host": "lnx01"}), "Linux", "p1")
    assert body["helperHost"] == {"hostId": "h1"}
    assert not {"mountMode", "mountServer"} & set(body)
    with pytest.raises(InvalidOption, match="mount_server.server"):
        mount_body(task(OLD, mount_server={"server": "lnx01"}), "Linux", "p1")


@pytest.mark.parametrize(
    ("appliance", "words"),
    [
        (
            {"hyperv": HYPERV, "vsphere": VSPHERE},
            "has both vsphere and hyperv",
        ),
        ({"hyperv": {"host": "hv01", "network": "x"}}, "vlan_id"),
        ({"hyperv": HYPERV, "ipv4": {"subnet_mask": "255.0.0.0"}}, "address"),
    ],
)
def test_an_appliance_that_is_not_complete_is_refused(appliance, words):
    with pytest.raises(InvalidOption, match=words):
        mount_body(task(mount_server={"helper_appliance": appliance}), "Linux", "p1")


def test_the_newest_revision_finds_an_address_by_itself():
    appliance = {"hyperv": HYPERV, "ipv4": {"subnet_mask": "255.0.0.0"}, "ipv6": {"prefix_length": 64}}
    body = mount_body(task(NEWEST, mount_server={"helper_appliance": appliance}), "Linux", "p1")
    addresses = {"IPv4Settings": {"subnetMask": "255.0.0.0"}, "IPv6Settings": {"prefixLength": 64}}
    assert body["mountServer"]["helperAppliance"]["networkSettings"] == addresses


def test_credentials_of_the_mount_are_for_the_comparison_of_windows_machines_alone():
    given = task(credentials="svc")
    assert mount_body(given, "Windows", "p1")["credentialsId"] == "c1"
    assert "credentialsId" not in mount_body(given, "Windows", "p1", compares=False)
    assert "credentialsId" not in mount_body(given, "Linux", "p1")


def test_a_mount_disappears_by_itself_unless_the_task_says_otherwise():
    given = task()
    assert mount_body(replace(given, raw={}), "Windows", "p1")["autoUnmount"] == UNMOUNT


def test_a_mount_may_stay_until_somebody_removes_it():
    body = mount_body(task(auto_unmount={"enabled": False, "no_activity_minutes": 5}), "Windows", "p1")
    assert body["autoUnmount"] == {"isEnabled": False, "noActivityPeriodInMinutes": 5}


@pytest.mark.parametrize("family", ["Other", "Unknown", "Solaris", None])
def test_a_system_that_is_neither_is_never_guessed(family):
    with pytest.raises(InvalidOption, match="Set type to Windows or to Linux"):
        type_of(task(type=None), RestorePointChoice({"guestOsFamily": family}))
    assert type_of(task(type="Linux"), RestorePointChoice({"guestOsFamily": family})) == "Linux"


def test_the_restore_point_says_the_system():
    assert type_of(task(type=None), RestorePointChoice({"guestOsFamily": "Linux"})) == "Linux"
