# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A time that cannot be right is refused by every module that restores, before anything is sent."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from simulator.seeds.azure_virtual_machines import LINUX
from simulator.seeds.m365_mailboxes import BOB
from simulator.seeds.m365_onedrives import REPORTS
from simulator.seeds.vbr_recovery_targets import RECOVERED
from support.m365 import FOLDER
from support.modules import declaration, module_names
from support.recovery_tasks import AZURE, HYPER_V, SHARE, TWO_DISKS, VSPHERE

INSTANT = "veeam_instant_recovery"
MIGRATED, SWITCHED_OVER = {"state": "migrated"}, {"state": "switched_over"}
AZURE_COPY = {
    "restore_point": {"name": LINUX},
    "name": "app-copy",
    "resource_group": "rg-dr-test",
    "virtual_network": "vnet-dr",
    "subnet": {"name": "default"},
    "service_account": "DR Restore Account",
}
CASES = {
    "instant recovery to vSphere": (INSTANT, {**VSPHERE, **MIGRATED}),
    "instant recovery to Hyper-V": (INSTANT, {**HYPER_V, **MIGRATED}),
    "instant recovery to Azure": (INSTANT, {**AZURE, **SWITCHED_OVER}),
    "disks": ("veeam_fcd_recovery", {**TWO_DISKS, **MIGRATED}),
    "file share": ("veeam_file_share_recovery", {**SHARE, **SWITCHED_OVER}),
    "machine": (
        "veeam_vm_restore",
        {"platform": "hyperv", "restore_point": {"name": "hv-web01"}, "vm_name": "hv-web01-restored"},
    ),
    "share": (
        "veeam_unstructured_restore",
        {
            "workload": "file_share",
            "restore_point": SHARE["restore_point"],
            "destination": {"server": RECOVERED},
        },
    ),
    "files of a share": (
        "veeam_unstructured_flr",
        {"restore_point": SHARE["restore_point"], "items": ["/plans"]},
    ),
    "files of a machine": (
        "veeam_flr_restore",
        {"restore_point": {"name": "web01"}, "paths": ["C:\\inetpub\\wwwroot"]},
    ),
    "Azure VM": ("veeam_azure_vm_restore", AZURE_COPY),
    "files": (
        "veeam_azure_flr_restore",
        {"restore_point": {"name": LINUX}, "items": ["/etc/hosts"], "service_account": "DR Restore Account"},
    ),
    "mailbox": ("veeam_m365_mailbox_restore", FOLDER),
    "OneDrive": ("veeam_m365_onedrive_restore", {"organization": "dr.example", "onedrive": BOB, "paths": [REPORTS]}),
}
every_case = pytest.mark.parametrize("name", CASES)


def assert_is_now(time, now):
    assert abs(datetime.fromisoformat(time.replace("Z", "+00:00")) - now) < timedelta(seconds=5)


def test_every_module_with_since_is_here():
    assert {module for module, _arguments in CASES.values()} == {
        name for name in module_names() if "since" in declaration(name).options and "again" in declaration(name).options
    }
    assert {name for name in module_names() if "since" in declaration(name).options} == {
        name for name in module_names() if "again" in declaration(name).options
    }


@every_case
@pytest.mark.parametrize("check", [True, False])
def test_a_time_later_than_the_clock_of_the_server_is_refused(controller, name, check):
    """Such as local time east of Greenwich that is written as if it were UTC."""
    module, arguments = CASES[name]
    start, now = controller.simulator.mark(), controller.simulator.now()
    later = (now + timedelta(hours=2)).isoformat()
    failed = controller.fail(module, {**arguments, "since": later}, check=check)
    assert failed["error"]["kind"] == "InvalidOption"
    assert f"since='{later}' is later than the clock of the server, which shows 20" in failed["msg"]
    assert_is_now(failed["error"]["server_time"], now)
    assert controller.writes(start) == []


@every_case
def test_a_time_without_an_offset_is_refused(controller, name):
    module, arguments = CASES[name]
    start, now = controller.simulator.mark(), controller.simulator.now()
    failed = controller.fail(module, {**arguments, "since": "2026-01-14T13:30:00"})
    assert "since='2026-01-14T13:30:00' has no offset" in failed["msg"]
    assert f"The clock of the server shows {failed['error']['server_time']}" in failed["msg"]
    assert_is_now(failed["error"]["server_time"], now)
    assert controller.writes(start) == []
