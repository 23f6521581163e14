# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery that was killed anywhere, or whose answers were lost, goes on to its end: one mount, one migration."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from support.killing import acts, kills
from support.recovery_tasks import AZURE, HYPER_V, ONE_DISK, SHARE, TWO_DISKS, VSPHERE

MACHINES, DISKS, SHARES = "veeam_instant_recovery", "veeam_fcd_recovery", "veeam_file_share_recovery"


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


def begin(controller, case, speed):
    """The simulator as the case wants it; returns the mark after which its requests come."""
    controller.simulator.reset()
    controller.simulator.settings(speed=0)
    for arguments in case.before:
        controller.succeed(case.module, arguments)
    controller.simulator.settings(speed=speed)
    return controller.simulator.mark()


def hold_to(controller, case, start):
    """The task, run once more, comes to its end; what was done for it, all runs together, was done once."""
    result = controller.succeed(case.module, case.arguments)
    assert result["phase"] == case.phase
    assert acts(controller, start) == Counter(case.writes)
    mounts = controller.succeed(f"{case.module}_info", {})["mounts"]
    # A mount in Azure stays listed for a moment after its end.
    assert len([one for one in mounts if one["state"] != "Stopped"]) == case.mounts
    assert controller.succeed(case.module, case.arguments)["changed"] is False


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
def test_killed_after_any_request_it_goes_on(controller, name, speed):
    case = CASES[name]
    requests = 0
    for kill in kills(controller, case.module, case.arguments, lambda: begin(controller, case, speed)):
        controller.simulator.settings(speed=0)
        hold_to(controller, case, kill.start)
        requests = max(requests, kill.number)
    # A task asks at least for its mounts, its sessions, and each of its writes.
    assert requests > 2 + len(case.writes)


@pytest.mark.parametrize(
    ("name", "operation"), [(name, operation) for name, case in CASES.items() for operation in case.writes]
)
def test_an_answer_that_is_lost_after_the_server_acted_is_done_without(controller, name, operation):
    case = CASES[name]
    start = begin(controller, case, 0.3)
    controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": "lost_answer"}})
    result = controller.succeed(case.module, case.arguments)
    assert result["phase"] == case.phase
    hold_to(controller, case, start)
