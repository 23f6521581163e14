# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a module waits by default follows from what the server does in that time."""

from __future__ import annotations

import pytest

from support.modules import declaration, documentation, module_names

HOUR = 3600
# What copies machines, disks, shares or mailboxes takes hours; what changes a setting or mounts something does not.
DEFAULTS = {
    "veeam_azure_flr_info": HOUR // 2,
    "veeam_azure_flr_restore": HOUR // 2,
    "veeam_azure_session": 8 * HOUR,
    "veeam_azure_vm_policy": 8 * HOUR,
    "veeam_azure_vm_restore": 8 * HOUR,
    "veeam_configuration_backup": HOUR,
    "veeam_entra_id_credential": HOUR // 4,
    "veeam_entra_id_mount": HOUR,
    "veeam_entra_id_restore": HOUR,
    "veeam_fcd_recovery": 8 * HOUR,
    "veeam_file_share_recovery": 8 * HOUR,
    "veeam_flr_info": HOUR,
    "veeam_flr_restore": HOUR,
    "veeam_instant_recovery": 8 * HOUR,
    "veeam_job": 8 * HOUR,
    "veeam_m365_job": 8 * HOUR,
    "veeam_m365_mailbox_restore": 8 * HOUR,
    "veeam_m365_onedrive_restore": 8 * HOUR,
    "veeam_m365_repository_owner": 2 * HOUR,
    "veeam_m365_repository_sync": HOUR,
    "veeam_session": 8 * HOUR,
    "veeam_unstructured_flr": 8 * HOUR,
    "veeam_unstructured_restore": 8 * HOUR,
    "veeam_vm_restore": 8 * HOUR,
}
WAITING = [name for name in module_names() if "wait_timeout" in declaration(name).options]
CHANGE = 600


@pytest.mark.parametrize("name", WAITING)
def test_the_default(name):
    default = declaration(name).options["wait_timeout"]["default"]
    # A module that starts a run or copies data has its place in the table.
    assert default == DEFAULTS.get(name, CHANGE)
    assert documentation(name)["options"]["wait_timeout"]["default"] == default


def test_every_module_of_the_table_waits():
    assert DEFAULTS.keys() - set(WAITING) == set()
