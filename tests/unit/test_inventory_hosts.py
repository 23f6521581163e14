# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts and groups from protected machines, and which machine a restore point belongs to."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from ansible.inventory.data import InventoryData
from ansible.utils import unsafe_proxy

from ansible_collections.opendr.veeam.plugins.inventory import backups
from ansible_collections.opendr.veeam.plugins.module_utils.azure import protected_machines as azure
from ansible_collections.opendr.veeam.plugins.module_utils.vbr import protected_machines as vbr
from ansible_collections.opendr.veeam.plugins.plugin_utils.inventory_hosts import default_groups, hosts_of, selected
from support.inventories import options

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.utc)


def machine(name: str, **facts: Any) -> dict[str, Any]:
    return {
        "name": name,
        "platform": "VMware",
        "object_ids": [f"id of {name}"],
        "jobs": ["Nightly [1]"],
        "repositories": ["Disk"],
        "immutable": None,
        "last_restore_point": None,
        "last_clean_restore_point": None,
        **facts,
    }


def point(hours: float, status: str | None = "Clean") -> dict[str, Any]:
    return {"id": "p", "creation_time": (NOW - timedelta(hours=hours)).isoformat(), "malware_status": status}


def variables(found: dict[str, Any], rpo: float = 24) -> dict[str, Any]:
    return dict(next(hosts_of([found], NOW.timestamp(), rpo))[1])


@pytest.mark.parametrize(("hours", "older"), [(23.9, False), (24.2, True)])
def test_the_newest_clean_point_decides_about_the_rpo(hours, older):
    found = machine("app01", last_restore_point=point(1, "Infected"), last_clean_restore_point=point(hours))
    shown = variables(found)
    assert shown["veeam_older_than_rpo"] is older
    assert shown["veeam_malware_status"] == "Infected"
    assert shown["veeam_last_clean_restore_point"]["age_hours"] == hours
    assert ("older_than_rpo" in default_groups(shown)) is older


def test_a_machine_without_a_restore_point_is_older_than_any_objective():
    shown = variables(machine("new01"))
    assert default_groups(shown) == [
        "platform_VMware",
        "job_Nightly [1]",
        "older_than_rpo",
        "no_clean_restore_point",
    ]


def test_a_clock_of_a_server_that_runs_ahead_makes_no_age_below_zero():
    shown = variables(machine("a", last_clean_restore_point=point(-2)))
    assert shown["veeam_last_clean_restore_point"]["age_hours"] == 0


def test_machines_of_one_name_are_told_apart():
    machines = [
        machine("a"),
        machine("b"),
        machine("b", platform="HyperV"),
        machine("c", object_ids=["1"]),
        machine("c", object_ids=["2"]),
    ]
    names = [name for name, _variables in hosts_of(machines, NOW.timestamp(), 1)]
    assert names == ["a", "b_VMware", "b_HyperV", "c_VMware_1", "c_VMware_2"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["app01", "db01"]),
        (None, ["app01", "db01"]),
        ({"name": ["app*"]}, ["app01"]),
        ({"name": "app*"}, ["app01"]),
        # A bracket is a bracket.
        ({"job": ["Nightly [1]"]}, ["app01", "db01"]),
        ({"job": ["Nightly [12]"]}, []),
        ({"malware_status": ["Clean"]}, ["db01"]),
        ({"repository": ["Tape", "Di?k"], "platform": ["VMware"]}, ["app01", "db01"]),
    ],
)
def test_filters(filters, names):
    machines = [machine("app01"), machine("db01", last_restore_point=point(1))]
    assert [found["name"] for found in selected(machines, filters)] == names


def test_an_unknown_filter_is_an_error():
    with pytest.raises(ValueError, match="Unknown filter: jobs. Available: name, platform, job"):
        selected([], {"jobs": ["x"]})


class Server:
    """The contents of backups, and which were asked for."""

    revision = "1.3-rev1"

    def __init__(self, **contents: list[str]) -> None:
        self.contents = contents
        self.asked: list[str] = []

    def nested_pages(self, path: str) -> list[dict[str, str]]:
        backup = path.split("/")[2]
        self.asked.append(backup)
        return [{"id": identifier} for identifier in self.contents[backup]]


def objects(*names: str, platform: str = "VMware", **facts: Any) -> list[dict[str, Any]]:
    return [
        {"id": f"{name}-{number}", "name": name, "platformName": platform, **facts} for number, name in enumerate(names)
    ]


def restore_point(name: str, platform: str = "VMware", backup: str = "one") -> dict[str, Any]:
    return {"id": "p", "name": name, "platformName": platform, "backupId": backup, "creationTime": NOW.isoformat()}


def test_one_machine_in_two_backups_is_one_host():
    machines = vbr.Machines(Server(), objects("app01", "app01", objectId="vm-1"))
    assert [(found.name, found.ids) for found in machines] == [("app01", ["app01-0", "app01-1"])]


def test_two_machines_of_one_name_are_told_apart_by_the_contents_of_the_backup():
    server = Server(one=["app01-0"], two=["app01-1"])
    machines = vbr.Machines(server, objects("app01", "app01"))
    for backup in ("one", "two", "one"):
        (owner,) = machines.owners(restore_point("app01", backup=backup))
        assert owner.ids == server.contents[backup]
    assert server.asked == ["one", "two"]


def test_the_point_of_an_agent_belongs_to_the_machine_its_name_begins_with():
    machines = vbr.Machines(Server(), objects("lnx 01", "lnx", platform="LinuxPhysical"))
    assert machines.owners(restore_point("lnx 01 Agent Job", "LinuxPhysical"))[0].name == "lnx 01"
    assert machines.owners(restore_point("lnx Agent Job", "LinuxPhysical"))[0].name == "lnx"
    assert machines.owners(restore_point("other Agent Job", "LinuxPhysical")) == []
    assert vbr.Machines(Server(), objects("app01")).owners(restore_point("app01 copy")) == []


def test_reading_stops_where_nothing_can_change_any_more():
    machines = vbr.Machines(Server(), [*objects("app01"), *objects("new01", restorePointsCount=0)])
    backups_ = vbr.Backups([], [], [])
    assert not machines.are_complete
    machines.take({**restore_point("app01"), "malwareStatus": "Infected"}, backups_, ["Clean"])
    assert not machines.are_complete
    machines.take({**restore_point("app01"), "malwareStatus": "Clean"}, backups_, ["Clean"])
    assert machines.are_complete


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ({}, (None, False)),
        ({"repository": {"makeRecentBackupsImmutableDays": 14}}, (14, True)),
        ({"bucket": {"immutability": {"isEnabled": True, "daysCount": 30}}}, (30, True)),
        ({"container": {"immutability": {"isEnabled": False, "daysCount": 30}}}, (30, False)),
        ({"bucket": {"immutabilityEnabled": True}}, (None, True)),
    ],
)
def test_immutability_of_a_repository(repository, expected):
    assert vbr.immutability(repository) == expected


def test_the_name_of_a_host_is_marked_where_every_text_is_a_template(monkeypatch):
    class Marked(str):
        __slots__ = ()

    monkeypatch.setattr(backups, "ONLY_TRUSTED_TEXT_IS_A_TEMPLATE", False)
    monkeypatch.setattr(unsafe_proxy, "wrap_var", lambda value: Marked(value) if isinstance(value, str) else value)
    plugin = backups.InventoryModule()
    monkeypatch.setattr(plugin, "get_option", lambda _name: None)
    inventory = InventoryData()
    plugin._add(inventory, "{{ 1 + 1 }}", {})
    assert [type(host.name) for host in inventory.hosts.values()] == [Marked]


def test_the_documented_options_are_those_of_the_declarations():
    documented = set(options())
    for declaration in (vbr.MODULE, azure.MODULE):
        own = set(declaration.argument_spec) - {"platform"}
        assert own <= documented
    assert set(backups.DECLARATIONS) == set(options()["product"]["choices"])
    for option, spec in vbr.MODULE.options.items():
        if option != "platform":
            entry = options()[option]
            for key in ("type", "elements", "default", "choices"):
                assert entry.get(key) == spec.get(key), f"{option}: {key}"
