# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task recovers: its name, and which restore points are of it, whatever these are called."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ObjectNotFound
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_source import BackupSource, machine_name
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_point_names import PointNames
from support.fakes import DictServer

NIGHTLY, OFFSITE = "00000000-0000-4000-8000-0000000000b1", "00000000-0000-4000-8000-0000000000b2"
POINT = {"id": "p1", "name": "lin02 AgentJob", "platformName": "LinuxPhysical", "backupId": NIGHTLY}


class Server(DictServer):
    """Filters restore points by the backup object that they are of."""

    points_of: dict[str, list[dict[str, Any]]]

    def pages(self, path, query=None, size=0, post_body=None):
        if path == "/restorePoints":
            self.reads.append(path)
            return iter(self.points_of.get((query or {})["backupObjectIdFilter"], []))
        return super().pages(path, query, size, post_body)


@pytest.fixture
def server() -> Server:
    server = Server()
    server.points_of = {"o1": [POINT], "o2": [{**POINT, "id": "p2", "name": "lin0 AgentJob"}]}
    server.objects = {"p1": POINT, "o1": {"id": "o1", "name": "lin02", "platformName": "LinuxPhysical"}}
    held = [
        {"id": "o1", "name": "lin02", "platformName": "LinuxPhysical"},
        {"id": "o2", "name": "lin0", "platformName": "LinuxPhysical"},
    ]
    server.lists = {"/backupObjects": held, f"/backups/{NIGHTLY}/objects": held}
    return server


def test_the_point_of_an_agent_is_recognised_though_it_has_the_name_of_the_job(server):
    for rules in ({"name": "lin02"}, {"name": "LIN02"}, {"object_id": "o1"}, {"id": "p1"}):
        source = BackupSource(server, rules)
        assert (source.name, source.owns(POINT)) == ("lin02", True)
        assert not source.owns({**POINT, "id": "p2"})
    assert machine_name(server, {"id": "p1"}) == "lin02"
    assert PointNames(server).of("p1") == "lin02"


def test_the_points_of_a_machine_are_read_once(server):
    source = BackupSource(server, {"name": "lin02"})
    assert [source.owns(POINT) for _unused in range(3)] == [True] * 3
    assert server.reads == ["/backupObjects", "/restorePoints"]


@pytest.mark.parametrize("rules", [{"id": "gone"}, {"object_id": "gone"}])
def test_what_is_gone_has_no_name(server, rules):
    assert BackupSource(server, rules).name == ""
    with pytest.raises(ObjectNotFound, match="with the id gone"):
        machine_name(server, rules)


def test_of_a_machine_without_backups_the_name_is_all_that_is_left(server):
    server.lists["/backupObjects"] = []
    source = BackupSource(server, {"name": "app01"})
    assert source.name == "app01"
    assert source.owns({"id": "p9", "name": "APP01"})
    assert not source.owns({"id": "p9", "name": "app02"})


def test_a_machine_that_two_backups_hold_owns_the_points_in_both(server):
    same = {"name": "app01", "platformName": "VMware", "objectId": "vm-1"}
    server.lists["/backupObjects"] = [{**same, "id": "o1"}, {**same, "id": "o2"}, {**same, "id": "o3", "objectId": "x"}]
    server.lists["/backups"] = [{"id": OFFSITE, "name": "Offsite"}]
    server.lists[f"/backups/{OFFSITE}/objects"] = [{"id": "o1"}]
    server.points_of["o3"] = [{"id": "p3"}]
    source = BackupSource(server, {"name": "app01", "backup": "Offsite"})
    assert [source.owns({"id": point}) for point in ("p1", "p2", "p3")] == [True, True, False]


@pytest.mark.parametrize(
    ("held", "name"),
    [
        ([("o1", "lin02")], "lin02"),
        ([("o9", "renamed")], "renamed"),
        ([("o8", "one"), ("o9", "two")], "lin02 AgentJob"),
        ([("o1", "lin02"), ("o3", "lin02 AgentJob")], "lin02"),
    ],
)
def test_the_machine_behind_a_point_is_one_of_those_in_its_backup(server, held, name):
    server.lists[f"/backups/{NIGHTLY}/objects"] = [{"id": identifier, "name": known} for identifier, known in held]
    assert PointNames(server).of("p1") == name
