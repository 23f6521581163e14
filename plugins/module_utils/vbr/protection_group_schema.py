# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What protection groups of VBR are: their computers, and what is installed on them. Private to the collection."""

from __future__ import annotations

from dataclasses import replace

from ..schema.fields import Field, Form
from ..schema.values import TIME_OF_DAY, UUID
from . import active_directory
from .cloud_machines import cloud_objects
from .jobs.storage import CUSTOM_NOTIFICATIONS, RECIPIENTS
from .jobs.times import CONTINUOUS_RUN, DAILY_RUN, PERIODIC_RUN
from .references import AD_DOMAIN, BACKUP_REPOSITORY, CLOUD_CREDENTIALS, CREDENTIALS, MANAGED_SERVER
from .single_use_credentials import ONCE, SINGLE_USE
from .words import REV1, REV2

COMPUTERS, DIRECTORY, CSV = "IndividualComputers", "ADObjects", "CSVFile"
PREINSTALLED, CLOUD, IRIS = "PreInstalledAgents", "CloudMachines", "Iris"
TYPES = (COMPUTERS, DIRECTORY, CSV, PREINSTALLED, CLOUD, IRIS)
TYPE_SPANS = {CLOUD: (REV1, ""), IRIS: (REV2, "")}
# Groups whose computers the server connects to, to look at them and to install agents.
DEPLOYED = (COMPUTERS, DIRECTORY, CSV, CLOUD, IRIS)
CONNECTIONS = ("PermanentCredentials", "SingleUseCredentials", "Certificate")
AWS, AZURE = "AWS", "Azure"

_ONCE_PER_COMPUTER = Field("single_use_credentials", "dict", mode=ONCE, fields=SINGLE_USE, sent_with="connection_type")
# The case of DNS names does not matter.
_OF_COMPUTER = (
    Field("host_name", required=True, normalize=str.casefold),
    Field("connection_type", choices=CONNECTIONS, required=True),
    Field("credentials", api="credentialsId", reference=CREDENTIALS),
    _ONCE_PER_COMPUTER,
)
_OF_OBJECT = (
    Field("object", "dict", fields=active_directory.OBJECT, required=True),
    Field("use_master_credentials", "bool", required=True),
    Field("connection_type", choices=CONNECTIONS, since=REV2),
    Field("credentials", api="credentialsId", reference=CREDENTIALS),
    Field("single_use_credentials", "dict", mode=ONCE, fields=SINGLE_USE, sent_with="connection_type", since=REV2),
)
_OF_ROW = (
    Field("computer_name", required=True, normalize=str.casefold),
    Field("use_master_credentials", "bool", required=True),
    Field("credentials", api="credentialsId", reference=CREDENTIALS),
)
_REGION_TYPE = Field("region_type", choices=("Global", "China", "Government"), required=True)
_REGION = Field("region_id", required=True)
_PLUGINS = ("MSSQL", "OracleRMAN", "SAPHANA", "SAPOnOracle")
_DEPLOYMENT = (
    Field("distribution_server", api="distributionServerId", reference=MANAGED_SERVER),
    Field("distribution_repository", api="distributionRepositoryId", reference=BACKUP_REPOSITORY),
    Field("install_backup_agent", "bool"),
    Field("install_no_snap_agent", "bool", since=REV2),
    Field("install_cbt_driver", "bool", api="installCBTDriver"),
    Field("install_application_plugins", "bool"),
    Field("application_plugins", "list", elements="str", choices=_PLUGINS),
    Field("update_automatically", "bool"),
    Field("reboot_if_required", "bool"),
)
_WINDOWS_AGENT = (
    Field("throttling_enabled", "bool"),
    Field(
        "throttling_unit",
        choices=("KbytePerSec", "MbitPerSec", "MbytePerSec"),
        # All documents misspell it.
        api_choices={"MbitPerSec": "MbitPerSpec"},
    ),
    Field("throttling_value", "int"),
    Field("restrict_over_metered_connection", "bool", api="restrictBackupOverMeteredConnection"),
    Field("restrict_over_vpn", "bool", api="restrictBackupOverVPNConnection"),
    Field("use_specified_wifi_networks", "bool"),
    Field("wifi_networks", "list", elements="str"),
    Field("agent_throttling_enabled", "bool"),
    Field("agent_throttling_target", choices=("AllHosts", "Servers", "Workstations")),
    Field("flr_without_admin_account", "bool", api="FLRWithoutAdminAccountEnabled"),
    Field("embedded_recovery_media", "bool", api="createEmbeddedRecoveryMedia", since=REV2),
)


def _own(field: Field) -> Field:
    """A field of jobs that has other words here, where there is no job: those of a shared field are written once."""
    return replace(field, fields=tuple(_own(inner) for inner in field.fields))


_NOTIFICATIONS = (
    Field("enabled", "bool", api="isEnabled"),
    RECIPIENTS,
    Field("daily_send_time", format=TIME_OF_DAY),
    *(_own(field) for field in CUSTOM_NOTIFICATIONS),
)


def _agents(within: str, variants: tuple[str, ...]) -> tuple[Field, ...]:
    """The settings of agents on Windows and of daily reports, which are not in the same place for all types."""
    return (
        Field(
            "windows_agent",
            "dict",
            api=f"{within}advancedSettings.windowsAgentSettings",
            fields=_WINDOWS_AGENT,
            variants=variants,
        ),
        Field(
            "notifications",
            "dict",
            api=f"{within}advancedSettings.notifications",
            fields=_NOTIFICATIONS,
            variants=variants,
        ),
    )


def _computers(api: str, variants: tuple[str, ...], may_be_left_out: bool = False) -> Field:
    return Field(
        "computers",
        "list",
        api=api,
        elements="dict",
        fields=_OF_COMPUTER,
        required=True,
        item_keys=("host_name",),
        mode_option="computers_mode",
        variants=variants,
        may_be_left_out=may_be_left_out,
    )


def _custom_credentials(fields: tuple[Field, ...], key: str, variant: str) -> Field:
    return Field(
        "custom_credentials",
        "list",
        api="credentials.customCredentials",
        elements="dict",
        fields=fields,
        item_keys=(key,),
        variants=(variant,),
    )


FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", required=True),
    Field("description", default=""),
    Field("tag", mode=ONCE),
    Field("type", mode="immutable", choices=TYPES, choice_spans=TYPE_SPANS, required=True),
    Field(
        "enabled",
        "bool",
        api="isDisabled",
        mode="dedicated",
        form=Form(lambda disabled: not disabled, lambda enabled, _current: not enabled, "bool"),
        # Servers show it of groups that are disabled.
        absent_value=True,
    ),
    _computers("computers", (COMPUTERS,), may_be_left_out=True),
    _computers("servers", (IRIS,)),
    Field(
        "domain",
        api="activeDirectory.domainControllerSettings.id",
        reference=AD_DOMAIN,
        name_from="activeDirectory.domainControllerSettings.name",
        whole=True,
        required=True,
        variants=(DIRECTORY,),
    ),
    Field(
        "objects",
        "list",
        api="activeDirectory.objects",
        elements="dict",
        fields=active_directory.OBJECT,
        required=True,
        item_keys=("object_id",),
        mode_option="objects_mode",
        variants=(DIRECTORY,),
    ),
    Field("exclude_vms", "bool", api="exclusions.excludeVMs", variants=(DIRECTORY,)),
    Field("exclude_offline_computers", "bool", api="exclusions.excludeOfflineComputers", variants=(DIRECTORY,)),
    Field("exclude_selected_objects", "bool", api="exclusions.excludeSelectedObjects", variants=(DIRECTORY, CLOUD)),
    Field(
        "excluded_objects",
        "list",
        api="exclusions.excludedObjects",
        elements="dict",
        fields=active_directory.OBJECT,
        item_keys=("object_id",),
        variants=(DIRECTORY,),
    ),
    cloud_objects("excluded_cloud_machines", "exclusions.excludedObjects", variants=(CLOUD,)),
    Field(
        "master_connection_type",
        api="credentials.masterConnectionType",
        choices=CONNECTIONS,
        default="PermanentCredentials",
        since=REV2,
        variants=(DIRECTORY,),
    ),
    Field(
        "master_credentials",
        api="credentials.masterCredentialsId",
        reference=CREDENTIALS,
        required=True,
        required_until=REV1,
        variants=(DIRECTORY,),
    ),
    Field(
        "master_credentials",
        api="credentials.masterCredentialsId",
        reference=CREDENTIALS,
        required=True,
        variants=(CSV,),
    ),
    Field(
        "use_custom_credentials",
        "bool",
        api="credentials.useCustomCredentials",
        default=False,
        derived=True,
        variants=(DIRECTORY, CSV),
    ),
    _custom_credentials(_OF_OBJECT, "object.object_id", DIRECTORY),
    _custom_credentials(_OF_ROW, "computer_name", CSV),
    Field("csv_file", api="file.path", required=True, variants=(CSV,)),
    Field("network_credentials", api="file.networkCredentialsId", reference=CREDENTIALS, variants=(CSV,)),
    Field("computer_names", "list", elements="str", mode="computed", variants=(CSV,)),
    Field(
        "aws_account",
        "dict",
        api="cloudAccount",
        variants=(CLOUD,),
        fields=(
            Field("type", api="accountType", mode="constant", choices=(AWS,), default=AWS),
            Field("credentials", api="credentialsId", reference=CLOUD_CREDENTIALS, required=True),
            _REGION_TYPE,
            _REGION,
            Field("assign_iam_role", "bool"),
        ),
    ),
    Field(
        "azure_account",
        "dict",
        api="cloudAccount",
        variants=(CLOUD,),
        fields=(
            Field("type", api="accountType", mode="constant", choices=(AZURE,), default=AZURE),
            Field("subscription_id", required=True, format=UUID),
            _REGION_TYPE,
            _REGION,
        ),
    ),
    cloud_objects("cloud_machines", "cloudMachines", required=True, variants=(CLOUD,)),
    Field(
        "discovery_schedule",
        "dict",
        api="options.rescanSchedule",
        fields=(DAILY_RUN, _own(PERIODIC_RUN), _own(CONTINUOUS_RUN)),
        variants=DEPLOYED,
    ),
    Field("deployment", "dict", api="options", fields=_DEPLOYMENT, variants=DEPLOYED),
    *_agents("options.", DEPLOYED),
    *_agents("", (PREINSTALLED,)),
)
