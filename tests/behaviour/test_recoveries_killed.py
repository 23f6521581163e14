# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery that was killed anywhere, or whose answers were lost, goes on to its end: one mount, one migration."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from simulator.seeds.vbr_inventory import VCENTER
from simulator.seeds.vbr_recovery_targets import SUBSCRIPTION
from support.killing import acts, kills

MACHINES, DISKS, SHARES = "veeam_instant_recovery", "veeam_fcd_recovery", "veeam_file_share_recovery"
VSPHERE = {
    "platform": "vsphere",
    "restore_point": {"name": "app02"},
    "vm_name": "app02-recovered",
    "destination": {"host": {"name": "esx02.dr.example"}},
    "migration": {"host": {"name": "esx02.dr.example"}},
}
HYPER_V = {
    "platform": "hyperv",
    "restore_point": {"name": "hv-web01"},
    "vm_name": "hv-web01-recovered",
    "destination": {"host": {"name": "hyperv01.dr.example"}},
}
AZURE = {
    "platform": "azure",
    "restore_point": {"name": "win-phys01"},
    "vm_name": "win-phys01-recovered",
    "subscription": {"subscription_id": SUBSCRIPTION, "location": "westeurope"},
    "vm_size": {"instance_size": "Standard_F4s_v2"},
    "resource_group": {"resource_group": "rg-recovery"},
    "network": {"network": "vnet-dr", "subnet": "machines"},
    "appliance": {"subnet": "appliances"},
}
# Whole objects, which nothing has to be looked up of.
CLUSTER = {"name": "Cluster01", "host_name": VCENTER, "type": "Cluster", "object_id": "domain-c8"}
DATASTORE = {"name": "datastore02", "host_name": VCENTER, "type": "Datastore", "object_id": "datastore-42"}
SYSTEM = {"name": "app02.vmdk", "mounted_name": "system.vmdk", "registered_name": "app02-system"}
DATA = {"name": "app02_2.vmdk", "mounted_name": "data.vmdk", "registered_name": "app02-data"}
TWO_DISKS = {
    "restore_point": {"name": "app02"},
    "cluster": CLUSTER,
    "disks": [SYSTEM, DATA],
    "migration": {"datastore": DATASTORE},
}
ONE_DISK = {**TWO_DISKS, "state": "migrated", "migration": {"datastore": DATASTORE, "disks": ["data.vmdk"]}}
SHARE = {
    "restore_point": {"name": "\\\\nas01.dr.example\\projects"},
    "permissions": {"owner": "DR\\svc-files"},
    "migration": {"destination": {"server": "\\\\nas02.dr.example\\recovered"}},
}


@dataclass(frozen=True)
class Case:
    """A task, the phase it ends in, and how often each operation may be asked for; ``before`` are tasks before it."""

    arguments: dict[str, Any]
    phase: str
    writes: dict[str, int]
    mounts: int = 0
    before: tuple[dict[str, Any], ...] = ()
    module: str = MACHINES


MANUAL, BY_ITSELF = {"switchover_settings": {"type": "Manual"}}, {"switchover_settings": {"type": "Auto"}}
CASES = {
    "vsphere mounted": Case(VSPHERE, "mounted", {"InstantViVMRecoveryMount": 1}, mounts=1),
    "vsphere migrated": Case(
        {**VSPHERE, "state": "migrated"},
        "migrated",
        {"InstantViVMRecoveryMount": 1, "InstantViVMRecoveryMigrate": 1},
    ),
    "vsphere absent": Case(
        {**VSPHERE, "state": "absent"}, "none", {"InstantViVMRecoveryUnmount": 1}, before=(VSPHERE,)
    ),
    "hyperv migrated": Case(
        {**HYPER_V, "state": "migrated"},
        "migrated",
        {"InstantHvVMRecoveryMount": 1, "InstantHvVMRecoveryMigrate": 1},
    ),
    "hyperv absent": Case({**HYPER_V, "state": "absent"}, "none", {"InstantHvVMRecoveryUnmount": 1}, before=(HYPER_V,)),
    "azure switched": Case(
        {**AZURE, "state": "switched_over"},
        "switched_over",
        {
            "AzureInstantVMRecoveryMount": 1,
            "AzureInstantVMRecoveryMigrate": 1,
            "AzureInstantVMRecoverySwitchover": 1,
        },
    ),
    "azure migrated and switched by the server": Case(
        {**AZURE, "state": "migrated", **BY_ITSELF},
        "switched_over",
        {"AzureInstantVMRecoveryMount": 1, "AzureInstantVMRecoveryMigrate": 1},
    ),
    "azure with other switchover settings": Case(
        {**AZURE, "state": "migrated", "switchover_settings": {"type": "Manual", "power_on_vm": False}},
        "ready to switch",
        {"UpdateAzureInstantVMRecoverySwitchoverSettings": 1},
        mounts=1,
        before=({**AZURE, "state": "migrated", **MANUAL},),
    ),
    "azure absent": Case(
        {**AZURE, "state": "absent"}, "none", {"AzureInstantVMRecoveryUnmount": 1}, before=({**AZURE, **MANUAL},)
    ),
    "one of two disks migrated": Case(
        ONE_DISK,
        "migrated",
        {"InstantRecoveryVmwareFcdMountWithSession": 1, "InstantRecoveryVmwareFcdMigrateWithSession": 1},
        mounts=1,
        module=DISKS,
    ),
    "the other disk migrated": Case(
        {**TWO_DISKS, "state": "migrated"},
        "migrated",
        {"InstantRecoveryVmwareFcdMigrateWithSession": 1},
        before=(ONE_DISK,),
        module=DISKS,
    ),
    "disks absent": Case(
        {**TWO_DISKS, "state": "absent"},
        "none",
        {"InstantRecoveryVmwareFcdDismountWithSession": 1},
        before=(TWO_DISKS,),
        module=DISKS,
    ),
    "share switched": Case(
        {**SHARE, "state": "switched_over"},
        "switched_over",
        {
            "InstantUnstructuredDataRecoveryMount": 1,
            "InstantUnstructuredDataRecoveryMigrate": 1,
            "InstantUnstructuredDataShareSwitchover": 1,
        },
        module=SHARES,
    ),
    "share migrated and switched by the server": Case(
        {**SHARE, "state": "migrated", **BY_ITSELF},
        "switched_over",
        {"InstantUnstructuredDataRecoveryMount": 1, "InstantUnstructuredDataRecoveryMigrate": 1},
        module=SHARES,
    ),
    "share with other switchover settings": Case(
        {
            **SHARE,
            "state": "migrated",
            "switchover_settings": {"type": "Scheduled", "schedule_time": "2099-12-31T22:00:00Z"},
        },
        "ready to switch",
        {"UpdateUnstructuredDataShareIRSwitchoverSettings": 1},
        mounts=1,
        before=({**SHARE, "state": "migrated"},),
        module=SHARES,
    ),
    "migrated share absent": Case(
        {**SHARE, "state": "absent"},
        "none",
        {"InstantUnstructuredDataRecoveryUnmount": 1},
        before=({**SHARE, "state": "migrated"},),
        module=SHARES,
    ),
}


def begin(bench, case, speed):
    """The simulator as the case wants it; returns the mark after which its requests come."""
    bench.simulator.reset()
    bench.simulator.settings(speed=0)
    for arguments in case.before:
        bench.do(case.module, arguments)
    bench.simulator.settings(speed=speed)
    return bench.simulator.mark()


def hold_to(bench, case, start):
    """The task, run once more, comes to its end; what was done for it, all runs together, was done once."""
    result = bench.do(case.module, case.arguments)
    assert result["phase"] == case.phase
    assert acts(bench, start) == Counter(case.writes)
    mounts = bench.do(f"{case.module}_info", {})["mounts"]
    # A mount in Azure stays listed for a moment after its end.
    assert len([one for one in mounts if one["state"] != "Stopped"]) == case.mounts
    assert bench.do(case.module, case.arguments)["changed"] is False


# Where sessions end at once, the next run finds finished work; where they take their time, work under way.
SLOWLY = (
    "vsphere migrated",
    "vsphere absent",
    "hyperv migrated",
    "azure switched",
    "the other disk migrated",
    "share switched",
)


@pytest.mark.parametrize(("name", "speed"), [*((name, 0) for name in CASES), *((name, 0.5) for name in SLOWLY)])
def test_killed_after_any_request_it_goes_on(bench, name, speed):
    case = CASES[name]
    requests = 0
    for kill in kills(bench, case.module, case.arguments, lambda: begin(bench, case, speed)):
        bench.simulator.settings(speed=0)
        hold_to(bench, case, kill.start)
        requests = kill.number
    # A task asks at least for its mounts, its sessions, and each of its writes.
    assert requests > 2 + len(case.writes)


@pytest.mark.parametrize(
    ("name", "operation"), [(name, operation) for name, case in CASES.items() for operation in case.writes]
)
def test_an_answer_that_is_lost_after_the_server_acted_is_done_without(bench, name, operation):
    case = CASES[name]
    start = begin(bench, case, 0.3)
    bench.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": "lost_answer"}})
    result = bench.do(case.module, case.arguments)
    assert result["phase"] == case.phase
    hold_to(bench, case, start)
