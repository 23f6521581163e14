# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup repositories of VBR, operations under ``/api/v1/backupInfrastructure/repositories``.

The ``type`` of a repository decides which other fields it has. Some settings (task limits, immutability, consumption
limit) mean the same for all types, but the API has them under ``repository``, ``bucket`` or ``container``; each is one
option for the user. Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import SAME_LEVEL, Field
from ..schema.resource import Operation, Parameter, Resource
from ..schema.values import UUID
from .mount_server_settings import MOUNT_SERVER, MOUNT_SERVERS
from .product import VBR
from .references import CLOUD_CREDENTIALS, CREDENTIALS, MANAGED_SERVER

PATH = "/backupInfrastructure/repositories"

# Types that have the same fields.
LOCAL = ("WinLocal", "LinuxLocal", "LinuxHardened")
SHARES = ("Nfs", "Smb")
APPLIANCE_HOSTS = ("ExaGrid", "Fujitsu", "Infinidat", "QuantumDXi")
APPLIANCE_SERVERS = ("DellDataDomain", "HPEStoreOnce")
APPLIANCES = APPLIANCE_HOSTS + APPLIANCE_SERVERS
S3_LIKE = ("S3Compatible", "IBMCloud", "WasabiCloud")
BUCKETS = ("AmazonS3", "AmazonSnowballEdge", "GoogleCloud") + S3_LIKE
AZURE_CONTAINERS = ("AzureBlob", "AzureDataBox", "AzureArchive")
VAULTS = ("VeeamDataCloudVault", "VeeamDataCloudVaultArchive")
TYPES = LOCAL + SHARES + BUCKETS + ("AmazonS3Glacier",) + AZURE_CONTAINERS + VAULTS + APPLIANCES

FILE_BASED = LOCAL + SHARES
TASK_LIMITED_OBJECT_STORAGE = BUCKETS + ("AzureBlob", "AzureDataBox") + VAULTS
MOUNTED_SINCE_1_2 = FILE_BASED + BUCKETS + ("AzureBlob",)

TYPE_SPANS = dict.fromkeys(APPLIANCES + ("VeeamDataCloudVaultArchive",), ("1.3-rev2", ""))
TYPE_SPANS["VeeamDataCloudVault"] = ("1.3-rev0", "")

ADVANCED_SETTINGS = (
    Field("align_data_blocks", "bool"),
    Field("decompress_before_storing", "bool"),
    Field("rotated_drives", "bool"),
    Field("per_vm_backup", "bool"),
    Field(
        "rotated_drive_cleanup_mode",
        api="RotatedDriveCleanupMode",
        choices=("Disabled", "ClearBackupFolder", "ClearRepositoryFolder"),
    ),
)

IMMUTABILITY = (
    Field("is_enabled", "bool"),
    Field("days_count", "int"),
    Field("immutability_mode", choices=("RepositorySettings", "RetentionSettings"), since="1.3-rev0"),
)

CONSUMPTION_LIMIT = (
    Field("is_enabled", "bool"),
    Field("consumption_limit_count", "int"),
    Field("consumption_limit_kind", choices=("TB", "PB")),
)

SHARE = (
    Field("path", api="sharePath", required=True),
    Field(
        "credentials",
        api="credentialsId",
        reference=CREDENTIALS,
        variants=("Smb",),
        required=True,
        required_until="1.3-rev0",
    ),
    Field(
        "gateway_server",
        "dict",
        fields=(
            Field("auto_select_enabled", "bool", required=True),
            Field("gateway_servers", "list", elements="str", api="gatewayServerIds", reference=MANAGED_SERVER),
        ),
    ),
)

CONNECTION_SETTINGS = (
    Field("connection_type", choices=("Direct", "SelectedGateway"), required=True),
    Field("gateway_servers", "list", elements="str", api="gatewayServerIds", reference=MANAGED_SERVER),
)
CONNECTION_REQUIRED = ("AzureBlob", "AzureArchive", "GoogleCloud", "IBMCloud", "WasabiCloud")
CONNECTION_OPTIONAL = ("AmazonS3", "AmazonS3Glacier", "AmazonSnowballEdge", "S3Compatible", "AzureDataBox") + VAULTS

ACCOUNT = (
    Field(
        "credentials",
        api="credentialsId",
        reference=CLOUD_CREDENTIALS,
        variants=BUCKETS + ("AmazonS3Glacier",) + AZURE_CONTAINERS,
        required=True,
    ),
    Field(
        "region_type",
        choices=("Global", "Government", "China"),
        variants=("AmazonS3", "AmazonS3Glacier"),
        required=True,
    ),
    Field(
        "region_type",
        choices=("Global", "Government", "China", "Germany"),
        choice_spans={"Germany": ("", "1.2-rev1")},
        variants=("AzureBlob", "AzureArchive"),
        required=True,
    ),
    Field("region_id", variants=("AmazonSnowballEdge", "GoogleCloud") + S3_LIKE, required=True),
    Field("service_point", variants=("AmazonSnowballEdge", "S3Compatible", "IBMCloud"), required=True),
    Field("service_endpoint", variants=("AzureDataBox",), required=True),
    Field("connection_settings", "dict", fields=CONNECTION_SETTINGS, variants=CONNECTION_REQUIRED, required=True),
    Field("connection_settings", "dict", fields=CONNECTION_SETTINGS, variants=CONNECTION_OPTIONAL),
    Field(
        "vault",
        "dict",
        variants=VAULTS,
        required=True,
        fields=(
            Field("vault_id", required=True),
            Field("vault_name"),
            Field("storage_container_name"),
            Field("region_id", since="1.3-rev2"),
            Field("is_initialized", "bool", required=True),
            Field("folders", "list", elements="str"),
        ),
    ),
)

NAMED_BUCKETS = ("AmazonS3", "AmazonS3Glacier", "GoogleCloud") + S3_LIKE
BUCKET = (
    Field("region_id", variants=("AmazonS3", "AmazonS3Glacier"), required=True),
    Field("bucket_name", variants=NAMED_BUCKETS, required=True),
    Field("bucket_name", variants=("AmazonSnowballEdge",)),
    Field("folder_name", variants=NAMED_BUCKETS, required=True),
    Field("folder_name", variants=("AmazonSnowballEdge",)),
    Field("use_deep_archive", "bool", variants=("AmazonS3Glacier",)),
    Field(
        "infrequent_access_storage",
        "dict",
        variants=("AmazonS3",),
        fields=(Field("is_enabled", "bool"), Field("single_zone_enabled", "bool")),
    ),
    Field("nearline_storage_enabled", "bool", variants=("GoogleCloud",)),
    Field("enable_auto_provision", "bool", variants=("S3Compatible",), since="1.3-rev1"),
    Field("workloads_per_bucket_limit", "int", variants=("S3Compatible",), since="1.3-rev1"),
)

CONTAINER = (
    Field("container_name", variants=("AzureBlob", "AzureArchive"), required=True),
    Field("container_name", variants=("AzureDataBox",)),
    Field("folder_name", variants=("AzureBlob", "AzureArchive"), required=True),
    Field("folder_name", variants=("AzureDataBox",)),
    Field("folder_name", api="folder", variants=VAULTS, required=True),
)

PROXY_APPLIANCE = (
    Field("subscription_id", variants=("AzureBlob", "AzureArchive"), required=True, format=UUID),
    Field("instance_size", variants=("AzureBlob", "AzureArchive")),
    Field("resource_group", variants=("AzureBlob", "AzureArchive")),
    Field("virtual_network", variants=("AzureBlob", "AzureArchive")),
    Field("subnet", variants=("AzureBlob", "AzureArchive")),
    Field("ec2_instance_type", variants=("AmazonS3", "AmazonS3Glacier")),
    Field("vpc_name", variants=("AmazonS3", "AmazonS3Glacier")),
    Field("vpc_id", variants=("AmazonS3", "AmazonS3Glacier")),
    Field("subnet_name", variants=("AmazonS3", "AmazonS3Glacier")),
    Field("subnet_id", variants=("AmazonS3", "AmazonS3Glacier")),
    Field("security_group", variants=("AmazonS3", "AmazonS3Glacier")),
    Field("redirector_port", "int", variants=("AzureBlob", "AzureArchive", "AmazonS3", "AmazonS3Glacier")),
    Field("managed_server", api="managedServerId", reference=MANAGED_SERVER, variants=S3_LIKE, required=True),
)

APPLIANCE_GATEWAY = Field(
    "gateway_server",
    "dict",
    fields=(
        Field("auto_select_enabled", "bool", api="autoSelection"),
        Field("gateway_servers", "list", elements="str", api="gatewayServerIds", reference=MANAGED_SERVER),
    ),
)

DELL_DATA_DOMAIN = (
    # The document has both spellings.
    Field("dd_server_name", api="ddServername", spellings=("ddServerName",)),
    Field("credentials", api="credentialsId", reference=CREDENTIALS, required=True),
    Field("use_fc_connectivity", "bool", api="useFCConnectivity"),
    Field("dd_boost_encryption_enabled", "bool"),
    Field("dd_boost_encryption_type", choices=("Medium", "High")),
    APPLIANCE_GATEWAY,
)

HPE_STORE_ONCE = (
    Field("store_once_server_name", required=True),
    Field("credentials", api="credentialsId", reference=CREDENTIALS, required=True),
    Field("use_fc_connectivity", "bool", api="useFCConnectivity"),
    Field("use_store_once_wan_link", "bool"),
    APPLIANCE_GATEWAY,
)

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", required=True),
    Field("type", mode="immutable", choices=TYPES, choice_spans=TYPE_SPANS, required=True),
    Field("description", default=""),
    Field("unique_id", mode="computed"),
    Field("import_backups", "bool", api="importBackup", mode="write_only_on_create", since="1.3-rev0"),
    Field("import_index", "bool", mode="write_only_on_create", since="1.3-rev0"),
    Field("host", api="hostId", reference=MANAGED_SERVER, variants=LOCAL + APPLIANCE_HOSTS, required=True),
    Field("path", api="repository.path", variants=("WinLocal", "LinuxLocal") + APPLIANCES, required=True),
    Field("path", api="repository.path", variants=("LinuxHardened",)),
    Field("share", "dict", fields=SHARE, variants=SHARES, required=True),
    Field(
        "account",
        "dict",
        fields=ACCOUNT,
        variants=BUCKETS + ("AmazonS3Glacier",) + AZURE_CONTAINERS + VAULTS,
        required=True,
    ),
    Field("bucket", "dict", fields=BUCKET, variants=BUCKETS + ("AmazonS3Glacier",), required=True),
    Field("container", "dict", fields=CONTAINER, variants=AZURE_CONTAINERS + VAULTS, required=True),
    Field("dell_data_domain", "dict", fields=DELL_DATA_DOMAIN, variants=("DellDataDomain",), required=True),
    Field("hpe_store_once", "dict", fields=HPE_STORE_ONCE, variants=("HPEStoreOnce",), required=True),
    Field("task_limit_enabled", "bool", api="repository.taskLimitEnabled", variants=FILE_BASED),
    Field("task_limit_enabled", "bool", api="repository.enableTaskLimit", variants=APPLIANCES),
    Field("task_limit_enabled", "bool", variants=TASK_LIMITED_OBJECT_STORAGE),
    Field("max_task_count", "int", api="repository.maxTaskCount", variants=FILE_BASED + APPLIANCES),
    Field("max_task_count", "int", variants=TASK_LIMITED_OBJECT_STORAGE),
    Field("read_write_limit_enabled", "bool", api="repository.readWriteLimitEnabled", variants=FILE_BASED),
    Field("read_write_limit_enabled", "bool", api="repository.enableReadWriteLimit", variants=APPLIANCES),
    Field("read_write_rate", "int", api="repository.readWriteRate", variants=FILE_BASED + APPLIANCES),
    Field(
        "use_fast_cloning_on_xfs_volumes",
        "bool",
        api="repository.useFastCloningOnXFSVolumes",
        variants=("LinuxLocal", "LinuxHardened", "Fujitsu", "Infinidat", "QuantumDXi"),
    ),
    Field(
        "enable_governance_mode",
        "bool",
        api="repository.enableGovernanceMode",
        variants=("LinuxLocal",),
        since="1.3-rev2",
    ),
    Field(
        "governance_mode_retention_days",
        "int",
        api="repository.governanceModeRetentionDays",
        variants=("LinuxLocal",),
        since="1.3-rev2",
    ),
    Field(
        "make_recent_backups_immutable_days",
        "int",
        api="repository.makeRecentBackupsImmutableDays",
        variants=("LinuxHardened",),
    ),
    Field(
        "advanced_settings",
        "dict",
        api="repository.advancedSettings",
        fields=ADVANCED_SETTINGS,
        variants=FILE_BASED + APPLIANCES,
        parent_required=True,
    ),
    Field("immutability", "dict", api="bucket.immutability", fields=IMMUTABILITY, variants=("AmazonS3",) + S3_LIKE),
    Field(
        "immutability",
        "dict",
        api="bucket.immutability",
        fields=IMMUTABILITY,
        variants=("GoogleCloud",),
        since="1.3-rev0",
    ),
    Field(
        "immutability",
        "dict",
        api="container.immutability",
        fields=IMMUTABILITY,
        variants=("AzureBlob",),
        since="1.3-rev0",
    ),
    Field("immutability", "dict", api="container.immutability", fields=IMMUTABILITY, variants=VAULTS, required=True),
    Field("immutability", "dict", api="repository.immutability", fields=IMMUTABILITY[:2], variants=APPLIANCE_SERVERS),
    Field(
        "immutability",
        "dict",
        api="bucket",
        fields=(Field("is_enabled", "bool", api="immutabilityEnabled"),),
        variants=("AmazonS3Glacier",),
    ),
    Field(
        "immutability",
        "dict",
        api="container",
        fields=(Field("is_enabled", "bool", api="immutabilityEnabled"),),
        variants=("AzureArchive",),
        since="1.3-rev0",
    ),
    Field(
        "storage_consumption_limit",
        "dict",
        api="bucket.storageConsumptionLimit",
        fields=CONSUMPTION_LIMIT,
        variants=BUCKETS,
    ),
    Field(
        "storage_consumption_limit",
        "dict",
        api="container.storageConsumptionLimit",
        fields=CONSUMPTION_LIMIT,
        variants=("AzureBlob", "VeeamDataCloudVault"),
    ),
    Field("proxy_appliance", "dict", fields=PROXY_APPLIANCE, variants=("AzureArchive",), required=True),
    Field(
        "proxy_appliance",
        "dict",
        fields=PROXY_APPLIANCE,
        variants=("AzureBlob", "AmazonS3", "AmazonS3Glacier") + S3_LIKE,
    ),
    Field(
        "mount_server",
        "dict",
        fields=(Field("windows", "dict", api=SAME_LEVEL, fields=MOUNT_SERVER, required=True),),
        variants=MOUNTED_SINCE_1_2,
        until="1.2-rev1",
        required=True,
    ),
    Field(
        "mount_server",
        "dict",
        fields=MOUNT_SERVERS,
        variants=MOUNTED_SINCE_1_2 + ("VeeamDataCloudVault",),
        since="1.3-rev0",
        required=True,
        required_until="1.3-rev1",
    ),
    Field("mount_server", "dict", api="mountServers", fields=MOUNT_SERVERS, variants=APPLIANCES, since="1.3-rev2"),
)

REPOSITORY = Resource(
    product=VBR,
    noun="repository",
    path=PATH,
    fields=FIELDS,
    variant="type",
    create=Operation(
        "POST", PATH, "session", (Parameter("overwrite_owner", "overwriteOwner"),), session_type="Infrastructure"
    ),
    update=Operation("PUT", PATH + "/{id}", "session", session_type="Infrastructure"),
    delete=Operation("DELETE", PATH + "/{id}", "nothing", (Parameter("delete_backups", "deleteBackups"),)),
)

MODULE = resource_module(REPOSITORY)
