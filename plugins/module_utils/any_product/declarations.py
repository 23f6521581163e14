# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module that manages a kind of object, by its name. Written by make generate. Private to the collection."""

from __future__ import annotations

from ..azure.repository.module import MODULE as VEEAM_AZURE_REPOSITORY
from ..azure.vm_policy import MODULE as VEEAM_AZURE_VM_POLICY
from ..engine.task import Declaration
from ..m365.encryption_password import MODULE as VEEAM_M365_ENCRYPTION_PASSWORD
from ..m365.job import MODULE as VEEAM_M365_JOB
from ..m365.repository.module import MODULE as VEEAM_M365_REPOSITORY
from ..vbr.ad_domain import MODULE as VEEAM_AD_DOMAIN
from ..vbr.agent_backup_job import MODULE as VEEAM_AGENT_BACKUP_JOB
from ..vbr.backup_copy_job import MODULE as VEEAM_BACKUP_COPY_JOB
from ..vbr.cloud_credential import MODULE as VEEAM_CLOUD_CREDENTIAL
from ..vbr.configuration_backup import MODULE as VEEAM_CONFIGURATION_BACKUP
from ..vbr.content_scan_job import MODULE as VEEAM_CONTENT_SCAN_JOB
from ..vbr.credential import MODULE as VEEAM_CREDENTIAL
from ..vbr.email_settings import MODULE as VEEAM_EMAIL_SETTINGS
from ..vbr.encryption_password import MODULE as VEEAM_ENCRYPTION_PASSWORD
from ..vbr.entra_id_backup_job import MODULE as VEEAM_ENTRA_ID_BACKUP_JOB
from ..vbr.event_forwarding import MODULE as VEEAM_EVENT_FORWARDING
from ..vbr.file_backup_job import MODULE as VEEAM_FILE_BACKUP_JOB
from ..vbr.general_options import MODULE as VEEAM_GENERAL_OPTIONS
from ..vbr.global_exclusion import MODULE as VEEAM_GLOBAL_EXCLUSION
from ..vbr.kms_server import MODULE as VEEAM_KMS_SERVER
from ..vbr.managed_server import MODULE as VEEAM_MANAGED_SERVER
from ..vbr.mount_server import MODULE as VEEAM_MOUNT_SERVER
from ..vbr.notification_settings import MODULE as VEEAM_NOTIFICATION_SETTINGS
from ..vbr.protection_group import MODULE as VEEAM_PROTECTION_GROUP
from ..vbr.proxy import MODULE as VEEAM_PROXY
from ..vbr.replica_job import MODULE as VEEAM_REPLICA_JOB
from ..vbr.repository import MODULE as VEEAM_REPOSITORY
from ..vbr.scale_out_repository import MODULE as VEEAM_SCALE_OUT_REPOSITORY
from ..vbr.security_analyzer_schedule import MODULE as VEEAM_SECURITY_ANALYZER_SCHEDULE
from ..vbr.security_settings import MODULE as VEEAM_SECURITY_SETTINGS
from ..vbr.storage_latency import MODULE as VEEAM_STORAGE_LATENCY
from ..vbr.traffic_rules import MODULE as VEEAM_TRAFFIC_RULES
from ..vbr.unstructured_data_server import MODULE as VEEAM_UNSTRUCTURED_DATA_SERVER
from ..vbr.user import MODULE as VEEAM_USER
from ..vbr.vm_backup_job import MODULE as VEEAM_VM_BACKUP_JOB

MANAGING: dict[str, Declaration] = {
    "veeam_ad_domain": VEEAM_AD_DOMAIN,
    "veeam_agent_backup_job": VEEAM_AGENT_BACKUP_JOB,
    "veeam_azure_repository": VEEAM_AZURE_REPOSITORY,
    "veeam_azure_vm_policy": VEEAM_AZURE_VM_POLICY,
    "veeam_backup_copy_job": VEEAM_BACKUP_COPY_JOB,
    "veeam_cloud_credential": VEEAM_CLOUD_CREDENTIAL,
    "veeam_configuration_backup": VEEAM_CONFIGURATION_BACKUP,
    "veeam_content_scan_job": VEEAM_CONTENT_SCAN_JOB,
    "veeam_credential": VEEAM_CREDENTIAL,
    "veeam_email_settings": VEEAM_EMAIL_SETTINGS,
    "veeam_encryption_password": VEEAM_ENCRYPTION_PASSWORD,
    "veeam_entra_id_backup_job": VEEAM_ENTRA_ID_BACKUP_JOB,
    "veeam_event_forwarding": VEEAM_EVENT_FORWARDING,
    "veeam_file_backup_job": VEEAM_FILE_BACKUP_JOB,
    "veeam_general_options": VEEAM_GENERAL_OPTIONS,
    "veeam_global_exclusion": VEEAM_GLOBAL_EXCLUSION,
    "veeam_kms_server": VEEAM_KMS_SERVER,
    "veeam_m365_encryption_password": VEEAM_M365_ENCRYPTION_PASSWORD,
    "veeam_m365_job": VEEAM_M365_JOB,
    "veeam_m365_repository": VEEAM_M365_REPOSITORY,
    "veeam_managed_server": VEEAM_MANAGED_SERVER,
    "veeam_mount_server": VEEAM_MOUNT_SERVER,
    "veeam_notification_settings": VEEAM_NOTIFICATION_SETTINGS,
    "veeam_protection_group": VEEAM_PROTECTION_GROUP,
    "veeam_proxy": VEEAM_PROXY,
    "veeam_replica_job": VEEAM_REPLICA_JOB,
    "veeam_repository": VEEAM_REPOSITORY,
    "veeam_scale_out_repository": VEEAM_SCALE_OUT_REPOSITORY,
    "veeam_security_analyzer_schedule": VEEAM_SECURITY_ANALYZER_SCHEDULE,
    "veeam_security_settings": VEEAM_SECURITY_SETTINGS,
    "veeam_storage_latency": VEEAM_STORAGE_LATENCY,
    "veeam_traffic_rules": VEEAM_TRAFFIC_RULES,
    "veeam_unstructured_data_server": VEEAM_UNSTRUCTURED_DATA_SERVER,
    "veeam_user": VEEAM_USER,
    "veeam_vm_backup_job": VEEAM_VM_BACKUP_JOB,
}
