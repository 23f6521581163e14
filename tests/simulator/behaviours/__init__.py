# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written by hand for operations with a life of their own; each module registers itself when imported."""

from __future__ import annotations

import importlib

MODULES = (
    "azure_flr",
    "azure_infrastructure",
    "azure_login",
    "azure_operations",
    "azure_policies",
    "azure_policy_runs",
    "azure_protected_vms",
    "azure_repositories",
    "azure_restore_points",
    "azure_sessions",
    "azure_vm_restores",
    "m365_encryption_passwords",
    "m365_infrastructure",
    "m365_jobs",
    "m365_login",
    "m365_mailboxes",
    "m365_onedrives",
    "m365_repositories",
    "m365_repository_sessions",
    "m365_restore_sessions",
    "vbr_ad_domains",
    "vbr_agent_jobs",
    "vbr_backups",
    "vbr_cloud_credentials",
    "vbr_configuration_backup",
    "vbr_credentials",
    "vbr_encryption",
    "vbr_entra_id_items",
    "vbr_entra_id_mounts",
    "vbr_entra_id_sign_in",
    "vbr_flr",
    "vbr_infrastructure",
    "vbr_global_exclusions",
    "vbr_instant_azure",
    "vbr_instant_disks",
    "vbr_instant_file_shares",
    "vbr_instant_vms",
    "vbr_inventory",
    "vbr_inventory_machines",
    "vbr_job_settings",
    "vbr_jobs",
    "vbr_login",
    "vbr_malware",
    "vbr_mount_servers",
    "vbr_protection_groups",
    "vbr_proxies",
    "vbr_repositories",
    "vbr_repository_states",
    "vbr_scale_out_repositories",
    "vbr_server",
    "vbr_sessions",
    "vbr_settings",
    "vbr_unstructured_flr",
    "vbr_unstructured_restores",
    "vbr_unstructured_servers",
    "vbr_users",
    "vbr_vm_restores",
)


def load() -> None:
    """Import every behaviour."""
    for name in MODULES:
        importlib.import_module(f"{__name__}.{name}")
