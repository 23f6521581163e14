# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines that no job of VBR processes: found in the inventory once, then among the exclusions; notes; exports."""

from __future__ import annotations

import pytest

MODULE = "veeam_global_exclusion"
EXCLUSIONS = "/api/v1/globalExclusions/vm"
WEB = {"name": "web01", "host_name": "vcenter01.dr.example"}
OTHERS = (
    {"name": "hv-web01", "host_name": "hyperv01.dr.example", "platform": "HyperV"},
    {"name": "tenant-db01", "host_name": "vcd01.dr.example", "platform": "CloudDirector"},
)


def written(controller, start):
    return [
        (record["method"], record["path"].rpartition("/")[2])
        for record in controller.simulator.requests(start)
        if record["method"] != "GET" and record["path"].startswith(EXCLUSIONS)
    ]


@pytest.mark.parametrize("task", [WEB, *OTHERS], ids=lambda task: task["name"])
def test_a_machine_of_each_platform_is_sent_as_the_inventory_has_it(controller, task):
    predicted = controller.succeed(MODULE, task, check=True)
    created = controller.succeed(MODULE, task)
    assert created["diff"] == predicted["diff"]
    assert created["global_exclusion"]["urn"]
    start = controller.simulator.mark()
    capitals = {option: task[option].upper() for option in ("name", "host_name")}
    assert not controller.succeed(MODULE, {**task, **capitals})["changed"]
    # What is excluded is not looked for in the inventory.
    assert [record["path"] for record in controller.simulator.requests(start)] == [EXCLUSIONS]


def test_a_note_is_an_operation_of_its_own(controller):
    start = controller.simulator.mark()
    created = controller.succeed(MODULE, {**WEB, "note": "Test machine"})
    assert created["global_exclusion"]["note"] == "Test machine"
    assert written(controller, start) == [("POST", "vm"), ("PUT", "note")]
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, {**WEB, "note": ""})["changed"]
    assert written(controller, start) == [("PUT", "note")]
    assert not controller.succeed(MODULE, WEB)["changed"]


@pytest.mark.parametrize(
    ("task", "kind", "part"),
    [
        ({"name": "web01"}, "InvalidOption", "give host_name as well"),
        ({**WEB, "name": "web99"}, "ObjectNotFound", "no virtual machine 'web99'"),
        ({**WEB, "object_id": "vm-102"}, "ObjectNotFound", "no virtual machine"),
    ],
)
def test_a_machine_that_is_not_there_is_found_out_before_anything_is_sent(controller, task, kind, part):
    for check in (True, False):
        start = controller.simulator.mark()
        failed = controller.fail(MODULE, task, check=check)
        assert failed["error"]["kind"] == kind
        assert part in failed["msg"]
        assert written(controller, start) == []


def test_an_exclusion_of_a_machine_that_is_gone_can_be_removed(controller):
    gone = {"platform": "VSphere", "type": "VirtualMachine", "hostName": "vcenter01.dr.example", "name": "old01"}
    exclusion = {"id": "6f1d9f0c-3f0e-4c53-9a5e-2f1c1c0f9a11", "inventoryObject": {**gone, "objectId": "vm-9"}}
    controller.simulator.seed("globalExclusions/vm", objects=[exclusion])
    task = {"name": "old01", "host_name": "vcenter01.dr.example", "state": "absent"}
    assert controller.succeed(MODULE, task)["changed"]
    assert not controller.succeed(MODULE, task)["changed"]


def test_exclusions_are_exported_by_name(controller, tmp_path):
    controller.succeed(MODULE, {**WEB, "note": "Test machine"})
    controller.succeed("veeam_export", {"product": "vbr", "directory": str(tmp_path / "site"), "modules": [MODULE]})
    text = (tmp_path / "site" / "tasks" / f"{MODULE}.yml").read_text("utf-8")
    assert all(part in text for part in ("web01", "vcenter01.dr.example", "Test machine"))
