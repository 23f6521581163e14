# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Complete examples of what a task can give, made from the declarations themselves.

Every option that a variant has in a revision gets a value, so that a new option is tested without being named here.
Only what a value made from its type alone would get wrong is said in the tables.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.schema.desired_lists import REPLACE
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource, SchemaContext, fields_of
from ansible_collections.opendr.veeam.plugins.module_utils.schema.values import UUID
from simulator.behaviours.vbr_infrastructure import FINGERPRINT, THUMBPRINT
from simulator.seeds.vbr_protection_groups import DOMAIN, SERVERS
from simulator.values import stable_id
from support.job_samples import JOB_TIMES, JOB_VALUES, REPLICA_PLACES
from support.modules import resource_of
from support.option_patterns import without_options
from support.reference_samples import reference_names

# Options that no complete sample has, for others stand in the place of the same property.
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "veeam_backup_copy_job": ("periodic_schedule",),
    "veeam_agent_backup_job": (
        "storage.shared_folder",
        "storage.backup_repository",
        "storage.cloud_connect_repository",
    ),
    "veeam_protection_group": ("azure_account", "*cloud_machines.object_id", "*cloud_machines.value"),
}
# Options whose value has to mean something to the server, by module and dotted option (with wildcards); of a list, what
# it is and what it is changed to.
VALUES: dict[str, dict[str, Any]] = {
    "veeam_protection_group": {
        "*.local_time": "22:00:00",
        "*.daily_send_time": "08:00:00",
        "*backup_window.*day": "8-18",
        "*.distinguished_name": "OU=Servers,DC=dr,DC=example",
        **{
            f"{place}.{key}": value
            for place in ("objects", "excluded_objects", "custom_credentials.object")
            for key, value in (("name", "Servers"), ("type", "OrganizationUnit"))
        },
        "*object_id": stable_id(f"directory {DOMAIN['id']} OU=Servers,DC=dr,DC=example"),
        "*domain_id": DOMAIN["id"],
        "csv_file": "\\\\nas01.dr.example\\projects\\servers.csv",
    },
    "veeam_global_exclusion": {
        "name": "web01",
        "host_name": "vcenter01.dr.example",
        "platform": "VSphere",
        "object_id": "vm-101",
    },
    "veeam_storage_latency": {"limits.latency_limit_ms": 25, "limits.throttling_io_limit_ms": 40},
    "veeam_scale_out_repository": {
        "performance_extents": (["NFS Share 01", "SMB Share 01"],) * 2,
        "sealed_extents": (["NFS Share 01"], ["SMB Share 01"]),
        "maintenance_extents": (["SMB Share 01"], ["NFS Share 01"]),
        "placement_policy.settings.extent": "NFS Share 01",
        "capacity_tier.extents.repository": "S3 Compatible 01",
        "archive_tier.extent": "Amazon Glacier 01",
        "*.local_time": "22:00:00",
        "*.offload_window.*day": "8-18",
    },
    "veeam_vm_backup_job": JOB_VALUES,
    "veeam_file_backup_job": JOB_VALUES,
    "veeam_entra_id_backup_job": JOB_VALUES,
    "veeam_agent_backup_job": {
        **JOB_VALUES,
        "*object_id": SERVERS,
        "computers.name": "Physical Servers",
        "*computer.name": "Physical Servers",
        "computers.type": "ProtectionGroup",
        "*computer.type": "ProtectionGroup",
    },
    "veeam_content_scan_job": {
        **JOB_VALUES,
        "linked_jobs": (["Azure Policy"], ["AWS Policy"]),
        "unstructured_jobs": (["File Shares"], ["Object Storage"]),
        "excluded_objects.platform": "VSphere",
        "excluded_objects.type": "VirtualMachine",
    },
    "veeam_replica_job": {
        **JOB_VALUES,
        **{f"{place}.host_name": "vcenter01.dr.example" for place in REPLICA_PLACES},
        **{f"{place}.name": name for place, name in REPLICA_PLACES.items()},
    },
    "veeam_backup_copy_job": {
        **JOB_VALUES,
        "source_repositories.type": "LinuxLocal",
        "excluded_objects.platform": "VSphere",
        "excluded_objects.type": "VirtualMachine",
    },
    "veeam_managed_server": {
        "ssh_settings.ssh_time_out_ms": 200,
        "ssh_fingerprint": FINGERPRINT,
        "*certificate_thumbprint": THUMBPRINT,
    },
    "veeam_security_analyzer_schedule": {"daily_scan_local_time": "22:00:00"},
    "veeam_traffic_rules": {"traffic_rules.id": "6f1d9f0c-3f0e-4c53-9a5e-2f1c1c0f9a11"},
    "veeam_email_settings": {"email_settings.send_daily_reports_at": "2026-01-15T22:00:00+00:00"},
    "veeam_general_options": {"email_settings.send_daily_reports_at": "2026-01-15T22:00:00+00:00"},
    "veeam_m365_job": {
        "schedule.type": "Daily",
        "schedule.daily_time": "22:00:00",
        "schedule.*_window.*": "8-18",
        "backup_type": "EntireOrganization",
    },
    "veeam_m365_repository": {
        "object_storage_id": "6f1d9f0c-3f0e-4c53-9a5e-2f1c1c0f9a11",
        "daily_time": "22:00:00",
        "monthly_time": "03:00:00",
        "attach_used_repository": False,
        "ignore_proxy_pool_appliance_access_validation": False,
    },
    "veeam_repository": {
        "account.vault.vault_id": "6f1d9f0c-3f0e-4c53-9a5e-2f1c1c0f9a11",
        "proxy_appliance.subscription_id": "7a3e5b0c-8d0e-4a43-b1f3-5c1d0e9f2b34",
        "mount_server.type": "Both",
        "*.vpower_nfs_port_settings.mount_port": 1058,
        "*.vpower_nfs_port_settings.vpower_nfs_port": 2049,
    },
    "veeam_credential": {
        # With the key alone, for 1.2-rev1 has no authentication type.
        "authentication_type": "SshKey",
    },
    "veeam_configuration_backup": {
        "*.local_time": "22:00",
    },
    "veeam_azure_vm_policy": {
        "priority": 1,
        "health_check_schedule.local_time": "2026-01-15T22:00:00+00:00",
    },
    "veeam_azure_repository": {
        "container": "backups",
        "auto_create_tiers": False,
        "storage_tier": "Hot",
        # In place of a password.
        "key_vault": "",
        "key_vault_key": "",
    },
}
# Options that stay as they are in an update.
UNCHANGED: dict[str, tuple[str, ...]] = {
    "veeam_unstructured_data_server": ("name",),
    "veeam_protection_group": (
        "name",
        "*local_time",
        "*daily_send_time",
        "*backup_window.*day",
        "domain",
        "*object.*",
        "objects.*",
        "excluded_objects.*",
    ),
    "veeam_global_exclusion": ("name", "host_name", "platform", "object_id"),
    "veeam_storage_latency": ("limits.latency_limit_ms",),
    "veeam_vm_backup_job": JOB_TIMES,
    "veeam_file_backup_job": JOB_TIMES,
    "veeam_entra_id_backup_job": JOB_TIMES,
    "veeam_agent_backup_job": (*JOB_TIMES, "computers.*", "*computer.*"),
    "veeam_content_scan_job": (*JOB_TIMES, "excluded_objects.*"),
    "veeam_replica_job": (*JOB_TIMES, *(f"{place}.*" for place in REPLICA_PLACES)),
    "veeam_backup_copy_job": (*JOB_TIMES, "source_repositories.*", "excluded_objects.*"),
    "veeam_scale_out_repository": (
        "*.extent",
        "*.repository",
        "*.local_time",
        "*.offload_window.*day",
    ),
    "veeam_user": ("name",),
    "veeam_m365_job": ("name", "schedule.type", "schedule.daily_time", "schedule.*_window.*", "backup_type"),
    "veeam_mount_server": ("is_default",),
    "veeam_managed_server": (
        "name",
        "ssh_settings.ssh_time_out_ms",
        "vi_servers.vi_server_name",
        "*certificate_thumbprint",
    ),
    "veeam_ad_domain": ("server_name",),
    "veeam_cloud_credential": ("description",),
    "veeam_security_analyzer_schedule": ("daily_scan_local_time",),
    "veeam_traffic_rules": ("traffic_rules.id",),
    "veeam_email_settings": ("email_settings.send_daily_reports_at",),
    "veeam_general_options": ("email_settings.send_daily_reports_at",),
    "veeam_kms_server": ("name",),
    "veeam_encryption_password": ("hint",),
    "veeam_m365_repository": ("name", "daily_time", "monthly_time", "retention_*_type"),
    "veeam_repository": ("name", "mount_server.type", "account.vault.*", "proxy_appliance.subscription_id"),
    "veeam_credential": ("account", "description"),
    "veeam_configuration_backup": ("*.local_time",),
    "veeam_azure_vm_policy": ("name", "tenant", "health_check_schedule.local_time"),
    "veeam_azure_repository": ("name", "encrypted", "key_vault", "key_vault_key"),
}
# Options that contradict others of a complete sample, in a life on the simulator.
CONTRADICTING: dict[str, tuple[str, ...]] = {
    "veeam_m365_job": ("schedule.periodically_*", "schedule.schedule_enabled", "*_items"),
    "veeam_m365_repository": (
        "proxy_pool",
        "object_storage*",
        "encryption_*",
        "yearly_retention_period",
        "monthly_retention_period",
        "monthly_*",
    ),
}
# What a check of the module demands although no single option is required; dotted for a suboption.
DEMANDED: dict[str, tuple[str, ...]] = {
    "veeam_m365_repository": ("proxy", "path"),
    "veeam_cloud_credential": ("deployment_type", "tenant_id", "application_id", "client_secret"),
    "veeam_managed_server": ("certificate_thumbprint",),
    "veeam_protection_group": ("aws_account",),
    "veeam_backup_copy_job": ("source_jobs",),
    "veeam_content_scan_job": ("linked_jobs",),
    "veeam_agent_backup_job": ("storage.local_storage",),
}
SECRET = "sample-secret"
UUIDS = ("6f1d9f0c-3f0e-4c53-9a5e-2f1c1c0f9a11", "7a3e5b0c-8d0e-4a43-b1f3-5c1d0e9f2b34")


class MissingSample(Exception):
    """There is no value for an option of a module; the message says what to add."""


def complete(module: str, context: SchemaContext, changed: bool = False) -> dict[str, Any]:
    """Every option of a variant in a revision, with a value; with ``changed`` another value wherever one can change."""
    resource = resource_of(module)
    made = without_options(_values(module, resource.fields, context, "", changed), ALTERNATIVES.get(module, ()))
    if (
        resource.name in made
        and resource.name not in VALUES.get(module, {})
        and is_free_text(name_in(resource, context))
    ):
        made[resource.name] = f"Sample {resource.noun} {context.variant or ''}".strip()
    if resource.variant:
        made[resource.variant] = context.variant
    return made


def name_in(resource: Resource, context: SchemaContext) -> Field:
    """The field of what names an object of a variant."""
    return next(field for field in fields_of(resource.fields, context) if field.option == resource.name)


def is_free_text(field: Field) -> bool:
    """Whether any text will do, which is no ID and names no other object."""
    return not field.reference and not _is_id(field)


def _is_id(field: Field) -> bool:
    if field.format or not field.normalize or field.type != "str":
        return field.format == UUID
    try:
        field.normalize("sample")
    except InvalidOption:
        return True
    return False


def consistent(module: str, context: SchemaContext, changed: bool = False) -> dict[str, Any]:
    """As ``complete``, without the options that a task cannot give together; each list as the whole of it."""
    values = without_options(complete(module, context, changed), CONTRADICTING.get(module, ()))
    modes = {field.mode_option: REPLACE for field in resource_of(module).fields if field.mode_option}
    return {**values, **modes}


def required(module: str, context: SchemaContext) -> dict[str, Any]:
    """The options without which a variant cannot be created in a revision, or not found again, and no others."""
    resource, values = resource_of(module), complete(module, context)
    identity = {option: values[option] for option in resource.identity}
    made = {**identity, **_needed(resource.fields, values, context)}
    for option in DEMANDED.get(module, ()):
        group, _dot, inner = option.partition(".")
        if inner and inner in values.get(group, {}):
            made[group] = {**made.get(group, {}), inner: values[group][inner]}
        elif option in values:
            made[option] = values[option]
    return made


def _needed(fields: tuple[Field, ...], values: Mapping[str, Any], context: SchemaContext) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields_of(fields, context):
        if not field.needed(context.product, context.revision):
            continue
        value = values[field.option]
        made[field.option] = _needed(field.fields, value, context) if isinstance(value, Mapping) else value
    return made


def _values(
    module: str, fields: tuple[Field, ...], context: SchemaContext, within: str, changed: bool
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields_of(fields, context):
        # What looks an object up stands in the place of what the sample says of it.
        if not field.is_option or field.mode == "lookup":
            continue
        name = within + field.option
        stays = field.mode not in ("mutable", "dedicated") or any(
            fnmatch.fnmatchcase(name, pattern) for pattern in UNCHANGED.get(module, ())
        )
        if field.fields:
            value = _values(module, field.fields, context, name + ".", changed)
            made[field.option] = [value] if field.type == "list" else value
        else:
            made[field.option] = _value(module, field, context, name, changed and not stays)
    return made


def _value(module: str, field: Field, context: SchemaContext, name: str, changed: bool) -> Any:
    given = [value for pattern, value in VALUES.get(module, {}).items() if fnmatch.fnmatchcase(name, pattern)]
    if field.type == "list" and given:
        return list(given[0][changed])
    if field.type == "list":
        return [_one(module, field, field.elements, context, name, changed)]
    value = given[0] if given else _one(module, field, field.type, context, name, False)
    return _other(module, field, value, context, name) if changed else value


def _one(module: str, field: Field, kind: str, context: SchemaContext, name: str, changed: bool) -> Any:
    if field.mode == "secret":
        return SECRET
    if field.reference:
        names = reference_names(context.product.name, field.reference.noun)
        if names is None:
            raise MissingSample(
                f"{module}: {name} names a {field.reference.noun}, and nothing says which ones the simulator has. Add "
                f"{field.reference.noun!r} to REFERENCES in tests/support/reference_samples.py, with two names."
            )
        return names[changed]
    if field.choices:
        known = field.choices_in(context.product, context.revision)
        return known[1 if changed and len(known) > 1 else 0]
    if _is_id(field):
        return UUIDS[changed]
    made = {"str": f"sample-{field.option}", "int": 5, "float": 5.5, "bool": True, "dict": {}}[kind]
    return f"{made}-changed" if changed and kind == "str" else made


def _other(module: str, field: Field, value: Any, context: SchemaContext, name: str) -> Any:
    if field.reference or field.choices or field.type == "str":
        return _one(module, field, field.type, context, name, True)
    return not value if field.type == "bool" else value + 1
