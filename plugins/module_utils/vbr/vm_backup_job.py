# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs of virtual machines of VMware vSphere, Microsoft Hyper-V and VMware Cloud Director.

Operations under ``/api/v1/jobs``. The declaration of M(opendr.veeam.veeam_vm_backup_job). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from .jobs.common import ENABLED, GFS_RETENTION, HIGH_PRIORITY, ID, NAME, job_resource, job_type
from .jobs.guest import GUEST_PROCESSING
from .jobs.objects import CLOUD_DIRECTOR_JOBS, HYPERV_JOBS, VSPHERE_JOBS, inventory_field, inventory_list
from .jobs.reconciler import JobReconciler
from .jobs.storage import (
    ACTIVE_FULLS,
    AUTO_SELECT,
    BACKUP_MODE,
    GFS,
    HEALTH_CHECK,
    MAINTENANCE,
    REPOSITORY,
    RETENTION,
    SCRIPTS,
    STORAGE_DATA,
    SYNTHETIC_FULLS,
    VM_NOTIFICATIONS,
    proxies,
)
from .jobs.times import SCHEDULE
from .jobs.vsphere import INTEGRATION, PROCESSED_DISKS, SNAPSHOTS
from .references import HYPERV_PROXY, VSPHERE_PROXY
from .words import FIRST, REV0, REV1, spelled, switch

VMWARE = (*VSPHERE_JOBS, *CLOUD_DIRECTOR_JOBS)

VSPHERE_SETTINGS = Field("vsphere", "dict", api="vSphere", variants=VMWARE, fields=SNAPSHOTS)
HYPERV_SETTINGS = Field(
    "hyperv",
    "dict",
    api="hyperV",
    variants=HYPERV_JOBS,
    fields=(
        Field("guest_quiescence", "dict", fields=(switch(), Field("crash_consistent_backup", "bool"))),
        Field("changed_block_tracking", "bool"),
        Field("volume_snapshots", "bool"),
    ),
)
STORAGE_INTEGRATION = Field("storage_integration", "dict", variants=VMWARE, fields=INTEGRATION)
OFF_HOST = (AUTO_SELECT, Field("failover_to_on_host_backup", "bool"), proxies(HYPERV_PROXY))
STORAGE = (
    REPOSITORY,
    Field(
        "backup_proxies",
        "dict",
        variants=VMWARE,
        default={"auto_select": True},
        fields=(AUTO_SELECT, proxies(VSPHERE_PROXY)),
    ),
    Field(
        "backup_proxies",
        "dict",
        variants=HYPERV_JOBS,
        default={"type": "OnHost"},
        fields=(
            *spelled("type", ("OnHost", "OffHost"), api="proxyType", required=True),
            Field("off_host", "dict", api="offHostSettings", fields=OFF_HOST),
        ),
    ),
    RETENTION,
    GFS,
    Field(
        "advanced",
        "dict",
        api="advancedSettings",
        fields=(
            BACKUP_MODE,
            *SYNTHETIC_FULLS,
            ACTIVE_FULLS,
            HEALTH_CHECK,
            MAINTENANCE,
            STORAGE_DATA,
            VM_NOTIFICATIONS,
            VSPHERE_SETTINGS,
            HYPERV_SETTINGS,
            STORAGE_INTEGRATION,
            SCRIPTS,
        ),
    ),
)
EXCLUDED_DISKS = (
    inventory_field("machine", "vmObject", required=True),
    *PROCESSED_DISKS,
    Field("remove_from_vm_configuration", "bool", api="removeFromVMConfiguration", variants=VMWARE),
)
FIELDS = (
    ID,
    NAME,
    job_type(
        {
            "VSphereBackup": (REV0, ""),
            "HyperVBackup": (REV0, ""),
            "CloudDirectorBackup": ("", ""),
            "Backup": ("", FIRST),
        }
    ),
    Field("description", default=""),
    ENABLED,
    HIGH_PRIORITY,
    inventory_list(
        "objects", "virtualMachines.includes", required=True, required_until=REV1, mode_option="objects_mode"
    ),
    inventory_list("excluded_objects", "virtualMachines.excludes.vms", mode_option="excluded_objects_mode"),
    Field(
        "disks",
        "list",
        api="virtualMachines.excludes.disks",
        elements="dict",
        fields=EXCLUDED_DISKS,
        item_keys=("machine.name", "machine.type", "machine.host_name", "machine.object_id"),
        mode_option="disks_mode",
    ),
    Field(
        "excluded_templates",
        "dict",
        api="virtualMachines.excludes.templates",
        variants=VMWARE,
        fields=(Field("enabled", "bool", api="isEnabled"), Field("exclude_from_incremental", "bool")),
    ),
    Field("storage", "dict", fields=STORAGE),
    Field("guest_processing", "dict", fields=GUEST_PROCESSING),
    Field("schedule", "dict", fields=SCHEDULE),
)

JOB = job_resource(FIELDS, parameters=(GFS_RETENTION,))

MODULE = resource_module(JOB, JobReconciler, disabled_by="veeam_job")
