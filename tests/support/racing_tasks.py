# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that two runs may do at the same moment."""

from __future__ import annotations

from typing import Any

from simulator.seeds.azure_policies import LONG_TERM
from simulator.seeds.azure_virtual_machines import LINUX
from simulator.seeds.vbr_files import LOST_REPORT
from support.recovery_tasks import AZURE, ONE_DISK, SHARE, VSPHERE

REPOSITORY, CREDENTIAL, POLICY = "veeam_repository", "veeam_credential", "veeam_azure_vm_policy"
NFS = {
    "name": "New share",
    "type": "Nfs",
    "description": "for tests",
    "share": {"path": "nas01.dr.example:/new", "gateway_server": {"auto_select_enabled": True}},
    "mount_server": {
        "type": "Windows",
        "windows": {"server": "win-repo01.dr.example", "write_cache_folder": "E:\\Cache", "vpower_nfs_enabled": True},
    },
}
ACCOUNT = {"account": "svc-new", "type": "Standard", "description": "for tests", "account_password": "a"}
STORE = {
    "name": "New Store",
    "folder": "new-store",
    "service_account": "DR Backup Account",
    "storage_account": "drbackups01",
    "container": "backups",
}
VM_RESTORE = {
    "platform": "vsphere",
    "restore_point": {"name": "app02"},
    "vm_name": "app02-restored",
    "destination": {
        "host": {"name": "esx02.dr.example"},
        "folder": {"path": "vcenter01.dr.example/Recovered/Databases"},
    },
}
AZURE_RESTORE = {
    "restore_point": {"name": LINUX},
    "scope": "disks",
    "location": "original",
    "excluded_disks": [f"{LINUX}_OsDisk"],
    "service_account": "DR Restore Account",
}
FILES = {
    "restore_point": {"name": LINUX},
    "items": ["/etc/hosts", "/accountingdata/report_1.txt"],
    "service_account": "DR Restore Account",
}
MACHINE_FILES = {
    "restore_point": {"name": "app01"},
    "paths": [LOST_REPORT],
    "restore_type": "Overwrite",
    "credentials": "svc-backup",
}
# Tasks, and what the server is to do for all their runs together.
CASES: dict[str, tuple[str, dict[str, Any], dict[str, int]]] = {
    "a repository": (REPOSITORY, NFS, {"CreateRepository": 1}),
    "a credentials record": (CREDENTIAL, ACCOUNT, {"CreateCreds": 1}),
    "a repository of Azure": ("veeam_azure_repository", STORE, {"Repository_CreateRepository": 1}),
    "a run of a policy": (
        POLICY,
        {"name": LONG_TERM, "state": "started"},
        {"Policy_StartPolicy": 1},
    ),
    "a mount": ("veeam_instant_recovery", VSPHERE, {"InstantViVMRecoveryMount": 1}),
    "a migration": (
        "veeam_instant_recovery",
        {**VSPHERE, "state": "migrated"},
        {"InstantViVMRecoveryMount": 1, "InstantViVMRecoveryMigrate": 1},
    ),
    "a mount of disks": (
        "veeam_fcd_recovery",
        ONE_DISK,
        {"InstantRecoveryVmwareFcdMountWithSession": 1, "InstantRecoveryVmwareFcdMigrateWithSession": 1},
    ),
    "a mount of a share": ("veeam_file_share_recovery", SHARE, {"InstantUnstructuredDataRecoveryMount": 1}),
    "a mount in Azure": ("veeam_instant_recovery", AZURE, {"AzureInstantVMRecoveryMount": 1}),
    "a machine": ("veeam_vm_restore", VM_RESTORE, {"EntireVmRestoreVmware": 1}),
    "disks of Azure": ("veeam_azure_vm_restore", AZURE_RESTORE, {"VirtualMachineRestorePoint_RestoreDisk": 1}),
    "files of a machine": (
        "veeam_flr_restore",
        MACHINE_FILES,
        {"StartFlrMount": 1, "FlrMountRestore": 1, "StopFlrMount": 1},
    ),
    "files of Azure": (
        "veeam_azure_flr_restore",
        FILES,
        {
            "VirtualMachineRestorePoint_StartFlr": 1,
            "FlrSession_RestoreTaskStart": 1,
            "JobSessions_StopJob": 1,
        },
    ),
}
