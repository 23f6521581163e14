# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The object storage of a repository as data, and what of it goes together. Pure. Private to the collection.

Which storage it is and where the backups are cannot change: that would be another repository. No document says what a
server does with an update that changes one of them, so it is refused here, by the name of the option, before anything
is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...core.errors import InvalidOption, joined
from ...schema.fields import Field
from ...schema.state import State
from ..references import AZURE_SERVICE_ACCOUNT, CLOUD_ACCOUNT

OPTION = "object_storage"
AZURE, AMAZON, COMPATIBLE = "Azure Blob Storage", "Amazon S3", "S3 compatible storage"
# A server answers the type of a long-term storage with that of its family.
FAMILIES = {
    "AzureBlob": AZURE,
    "AmazonS3": AMAZON,
    "AmazonS3Compatible": COMPATIBLE,
    "AzureBlobArchive": AZURE,
    "AmazonS3Glacier": AMAZON,
    "WasabiCloud": COMPATIBLE,
    "IBMCloud": COMPATIBLE,
}
LONG_TERM = ("AzureBlobArchive", "AmazonS3Glacier")
# No document has a range; what TCP has no port for is a mistake.
FIRST_PORT, LAST_PORT = 1, 65535


def family_of(kind: str) -> str:
    """What a type of storage is compared by; an unknown type is a family of its own."""
    return FAMILIES.get(kind, kind)


def _fixed(option: str, api: str = "", choices: tuple[str, ...] = ()) -> Field:
    """A text that can be set only when the repository is created."""
    return Field(option, api=api, mode="immutable", choices=choices)


def _switch(option: str, api: str = "") -> Field:
    """A truth value that a server leaves out where it is not so."""
    return Field(option, "bool", api=api, absent_value=False)


_AMAZON_NETWORK = (Field("id"), Field("name"), Field("cidr", api="CIDR"))

FIELDS = (
    Field("type", choices=tuple(FAMILIES), mode="immutable", normalize=family_of),
    Field("account", api="accountId", reference=CLOUD_ACCOUNT),
    Field(
        "azure_container",
        "dict",
        fields=(_fixed("name"), _fixed("region_type", choices=("Global", "Germany", "China", "Government"))),
    ),
    _fixed("azure_folder"),
    Field(
        "amazon_bucket",
        "dict",
        api="amazonBucketS3Aws",
        fields=(
            _fixed("name"),
            _fixed("region_type", choices=("Global", "USGovernment", "China")),
            _fixed("region_name"),
            _fixed("region_id"),
        ),
    ),
    Field(
        "compatible_bucket",
        "dict",
        api="amazonBucketS3Compatible",
        fields=(
            _fixed("name"),
            _fixed("service_point"),
            _fixed("region_id", "customRegionId"),
            _switch("trust_certificate", "trustServerCertificate"),
            Field("trusted_certificate_thumbprint", api="trustedServerCertificateThumbprint"),
        ),
    ),
    _fixed("s3_folder"),
    _switch("size_limit_enabled"),
    # No document has a minimum. A server that has no limit may show 0, and a task may give that back.
    Field("size_limit_gb", "int", api="sizeLimitGB"),
    _switch("immutability_enabled", "enableImmutability"),
    _switch("immutability_governance_mode", "enableImmutabilityGovernanceMode"),
    # Without a number, data is immutable for as long as the retention policy keeps it.
    Field("immutability_period_days", "int", absent_value=0),
    _switch("standard_ia_storage_class", "standardIaStorageClassEnabled"),
    _switch("one_zone_ia_storage_class", "oneZoneIaStorageClassEnabled"),
    _switch("glacier_instant_retrieval", "glacierInstantRetrievalEnabled"),
    _switch("glacier_deep_archive", "glacierDeepArchiveEnabled"),
    _switch("use_archiver_appliance"),
    Field(
        "amazon_archiver_appliance",
        "dict",
        fields=(
            Field("instance_type", api="instanceTypeName"),
            Field("vpc", "dict", api="virtualPrivateCloud", fields=_AMAZON_NETWORK),
            Field("subnet", "dict", fields=_AMAZON_NETWORK),
            Field("security_group", "dict", fields=(Field("id"), Field("name"))),
            Field("ip_ranges"),
            Field("port", "int", api="appliancePort", minimum=FIRST_PORT, maximum=LAST_PORT),
        ),
    ),
    Field("azure_service_account", api="azureServiceAccount.id", reference=AZURE_SERVICE_ACCOUNT),
    Field("azure_subscription_id", api="azureSubscription.subscriptionId"),
    Field(
        "azure_archiver_appliance",
        "dict",
        fields=(
            Field("vm_size", api="virtualMachineSizeName"),
            Field("resource_group", api="resourceGroup.name"),
            Field("virtual_network", "dict", fields=(Field("id"), Field("name"))),
            Field("subnet", api="subnet.name"),
            Field("ip_ranges"),
            Field("region"),
            Field("port", "int", api="appliancePort", minimum=FIRST_PORT, maximum=LAST_PORT),
        ),
    ),
    Field("id", mode="computed"),
    Field("used_space_bytes", "int", mode="computed"),
    Field("free_space_bytes", "int", mode="computed"),
)

_APPLIANCES: Mapping[str, tuple[str, ...]] = {
    AZURE: ("azure_archiver_appliance", "azure_service_account", "azure_subscription_id"),
    AMAZON: ("amazon_archiver_appliance",),
}
# The suboptions that a family has, of those that not all have.
_OWN = {
    AZURE: ("azure_container", "azure_folder", "use_archiver_appliance", *_APPLIANCES[AZURE]),
    AMAZON: (
        "amazon_bucket",
        "s3_folder",
        "standard_ia_storage_class",
        "one_zone_ia_storage_class",
        "glacier_instant_retrieval",
        "glacier_deep_archive",
        "use_archiver_appliance",
        *_APPLIANCES[AMAZON],
    ),
    COMPATIBLE: ("compatible_bucket", "s3_folder"),
}
# What has to be there for a family to be created, dotted.
_NEEDED = {
    AZURE: ("azure_container.name", "azure_folder"),
    AMAZON: ("amazon_bucket.name", "s3_folder"),
    COMPATIBLE: ("compatible_bucket.name", "compatible_bucket.service_point", "s3_folder"),
}


def validate_storage(given: Mapping[str, Any], current: State) -> None:
    """Raise InvalidOption for suboptions that do not go together. ``current`` is the storage as it is, or empty."""
    together = {**current, **given}
    kind = together.get("type")
    family = family_of(str(kind))
    own = _OWN.get(family)
    strange = [option for option in given if any(option in options for options in _OWN.values())]
    strange = [option for option in strange if own is not None and option not in own]
    if strange:
        raise InvalidOption(
            f"{_named(strange)} does not go with {OPTION}.type={kind}, which is {family}. Leave it out, or correct "
            f"{OPTION}.type.",
            option=_named(strange[:1]),
        )
    # No such rule for immutability: no document says what its mode and its number of days do without it.
    if together.get("size_limit_enabled") and given.get("size_limit_gb") == 0:
        raise InvalidOption(
            f"{OPTION}.size_limit_gb=0 leaves no room for a backup: give 1 or more. For a repository without a limit, "
            f"give {OPTION}.size_limit_enabled=false.",
            option=f"{OPTION}.size_limit_gb",
        )
    _validate_switch(given, together, "size_limit_enabled", ("size_limit_gb",))
    if kind:
        _validate_switch(given, together, "use_archiver_appliance", _APPLIANCES.get(family, ()))


def validate_complete_storage(given: Mapping[str, Any]) -> None:
    """Raise InvalidOption where a new storage lacks what the server cannot do without."""
    kind = given.get("type")
    needed = ("account", *_NEEDED.get(family_of(str(kind)), ())) if kind else ("type",)
    missing = [option for option in needed if not _lookup(given, option)]
    if missing:
        of = f" of type {kind}" if kind else ""
        raise InvalidOption(
            f"To create a backup repository on an object storage{of}, the server also needs {_named(missing)}.",
            missing=[f"{OPTION}.{option}" for option in missing],
        )


def _validate_switch(
    given: Mapping[str, Any], together: Mapping[str, Any], switch: str, options: Iterable[str]
) -> None:
    """Raise InvalidOption for options without the switch that they need, or a switch without one of the options."""
    lonely = [option for option in options if given.get(option)]
    if lonely and not together.get(switch):
        raise InvalidOption(
            f"{_named(lonely)} has a meaning only with {OPTION}.{switch}=true: give that as well, or leave it out.",
            option=_named(lonely[:1]),
        )
    missing = [option for option in options if not together.get(option)]
    if given.get(switch) and missing:
        raise InvalidOption(f"{OPTION}.{switch}=true also needs {_named(missing)}.", option=f"{OPTION}.{switch}")


def _lookup(given: Mapping[str, Any], dotted: str) -> Any:
    value: Any = given
    for key in dotted.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _named(options: Iterable[str]) -> str:
    return joined([f"{OPTION}.{option}" for option in options])
