# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a restore of an Azure VM or of its disks, and the bodies made of them. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.errors import InvalidOption, listed
from ...engine.references import ReferenceResolver
from ...engine.task import Task
from ...schema.fields import Field
from ...schema.resource import SchemaContext
from ...schema.state import State
from ...schema.writing import write_given
from ..cloud_objects import (
    AVAILABILITY_SET,
    AVAILABILITY_ZONE,
    DISK,
    REGION,
    RESOURCE_GROUP,
    SECURITY_GROUP,
    SIZE,
    STORAGE_ACCOUNT,
    SUBSCRIPTION,
    VIRTUAL_NETWORK,
    Cloud,
    Kind,
    Whole,
    unlinked,
)
from ..product import AZURE
from ..references import SERVICE_ACCOUNT
from ..restore_points import Choice

MACHINE, DISKS = "machine", "disks"
ORIGINAL, ALTERNATIVE = "original", "alternative"
DISK_TYPES = ("Managed", "Unmanaged")
REASON = "Restored with Ansible"

# --- The options. ---

DISK_OPTIONS: dict[str, Any] = {
    "disk": {"type": "str", "required": True},
    "name": {"type": "str"},
    "resource_group": {"type": "str"},
    "storage_account": {"type": "str"},
}
# The options of each way to restore, in addition to those of all.
NEW_MACHINE: dict[str, Any] = {
    "name": {"type": "str"},
    "subscription": {"type": "str"},
    "resource_group": {"type": "str"},
    "region": {"type": "str"},
    "vm_size": {"type": "str"},
    "virtual_network": {"type": "str"},
    "subnet": {
        "type": "dict",
        "options": {
            "name": {"type": "str", "required": True},
            "address_space": {"type": "str"},
            "network_security_group": {"type": "str"},
        },
    },
    "network_security_group": {"type": "str"},
    "availability_set": {"type": "str"},
    "availability_zone": {"type": "str"},
    "disk_type": {"type": "str", "choices": list(DISK_TYPES)},
    "os_disk": {"type": "dict", "options": DISK_OPTIONS},
    "data_disks": {"type": "list", "elements": "dict", "options": DISK_OPTIONS},
}
START: dict[str, Any] = {"start_vm_after_restore": {"type": "bool"}}
EXCLUDED: dict[str, Any] = {"excluded_disks": {"type": "list", "elements": "str"}}
NEW_DISKS: dict[str, Any] = {
    "disks": {
        "type": "list",
        "elements": "dict",
        "options": {
            "disk": {"type": "str", "required": True},
            "name": {"type": "str", "required": True},
            "subscription": {"type": "str"},
            "resource_group": {"type": "str"},
            "region": {"type": "str"},
            "availability_zone": {"type": "str"},
            "disk_type": {"type": "str", "choices": list(DISK_TYPES)},
            "storage_account": {"type": "str"},
            "service_account": {"type": "str"},
        },
    }
}
WAYS: dict[tuple[str, str], dict[str, Any]] = {
    (MACHINE, ORIGINAL): START,
    (MACHINE, ALTERNATIVE): {**NEW_MACHINE, **START},
    (DISKS, ORIGINAL): EXCLUDED,
    (DISKS, ALTERNATIVE): NEW_DISKS,
}
NEEDED: dict[tuple[str, str], tuple[str, ...]] = {
    (MACHINE, ALTERNATIVE): ("name", "virtual_network", "subnet"),
    (DISKS, ALTERNATIVE): ("disks",),
}
OPTIONS: dict[str, Any] = {
    "scope": {"type": "str", "choices": [MACHINE, DISKS], "default": MACHINE},
    "location": {"type": "str", "choices": [ORIGINAL, ALTERNATIVE], "default": ALTERNATIVE},
    "reason": {"type": "str", "default": REASON},
    "service_account": {"type": "str", "required": True},
    "source_service_account": {"type": "str"},
    **NEW_MACHINE,
    **START,
    **EXCLUDED,
    **NEW_DISKS,
}


def validate_options(params: Mapping[str, Any]) -> None:
    """Raise InvalidOption for options that do not fit the way to restore, or that it needs. Pure."""
    way = (params["scope"], params["location"])
    choice = f"scope={way[0]} and location={way[1]}"
    every = {option for options in WAYS.values() for option in options}
    unfit = sorted(option for option in every - set(WAYS[way]) if params.get(option) is not None)
    if unfit:
        ways = [
            f"scope={scope} and location={place}" for (scope, place), options in WAYS.items() if unfit[0] in options
        ]
        raise InvalidOption(
            f"{choice} does not take {', '.join(unfit)}: {unfit[0]} is for {' or '.join(ways)}.",
            option=unfit[0],
        )
    missing = [option for option in NEEDED.get(way, ()) if not params.get(option)]
    if missing:
        hint = f" To restore to the location of the original, set location={ORIGINAL}." if way[1] == ALTERNATIVE else ""
        raise InvalidOption(f"{choice} also needs: {', '.join(missing)}.{hint}", missing=missing)
    if params.get("availability_set") and params.get("availability_zone"):
        raise InvalidOption(
            "availability_set and availability_zone exclude each other: a machine in a zone is in no set.",
            option="availability_set",
        )


# --- What is sent: each object whole, as the server returned it. ---

ALL_SENT = (
    Field("reason", required=True),
    Field("service_account", api="serviceAccountId"),
    Field("source_service_account", api="sourceServiceAccountId"),
)
NEW_DISK = (
    Field("disk", api="diskId"),
    Field("name"),
    Field("resource_group", "dict"),
    Field("storage_account", "dict"),
)
MACHINE_SENT = (
    *ALL_SENT,
    Field("start_vm_after_restore", "bool"),
    *(
        Field(option, kind, api=f"toAlternative.{api}", **facts)
        for option, kind, api, facts in (
            ("name", "str", "name", {}),
            ("subscription", "dict", "subscription", {}),
            ("resource_group", "dict", "resourceGroup", {}),
            ("region", "dict", "region", {}),
            ("vm_size", "str", "vmSizeName", {}),
            ("virtual_network", "dict", "virtualNetwork", {}),
            (
                "subnet",
                "dict",
                "subnet",
                {"fields": (Field("name"), Field("address_space"), Field("network_security_group", "dict"))},
            ),
            ("network_security_group", "dict", "networkSecurityGroup", {}),
            ("availability_set", "dict", "availabilitySet", {}),
            ("availability_zone", "dict", "availabilityZone", {}),
            ("disk_type", "str", "diskType", {"choices": DISK_TYPES}),
            ("os_disk", "dict", "osDisk", {"fields": NEW_DISK}),
            ("data_disks", "list", "dataDisks", {"elements": "dict", "fields": NEW_DISK}),
        )
    ),
)
DISKS_SENT = (
    *ALL_SENT,
    Field(
        "excluded_disks",
        "list",
        elements="dict",
        api="toOriginal.excludedDisks",
        fields=(Field("disk", api="diskId"), Field("name", api="diskName")),
    ),
    Field(
        "disks",
        "list",
        elements="dict",
        api="toAlternative",
        fields=(
            *NEW_DISK,
            Field("subscription", "dict"),
            Field("region", "dict"),
            Field("availability_zone"),
            Field("disk_type", api="type", choices=DISK_TYPES),
            Field("service_account", api="serviceAccountId"),
        ),
    ),
)


class RestoreRequest:
    """The restore that a task describes, with whole objects in place of names."""

    def __init__(self, task: Task, choice: Choice) -> None:
        self._client = task.client
        self._params = task.params
        self._choice = choice
        self._cloud = Cloud(task.client)
        self._resolver = ReferenceResolver(task.client)
        self.way: tuple[str, str] = (task.params["scope"], task.params["location"])

    def state(self) -> State:
        """What is sent, under the names of the options. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        parts = {
            (MACHINE, ORIGINAL): self._power_state,
            (MACHINE, ALTERNATIVE): self._new_machine,
            (DISKS, ORIGINAL): self._excluded_disks,
            (DISKS, ALTERNATIVE): self._new_disks,
        }
        return {**self._common(), **parts[self.way]()}

    def body(self, state: State) -> State:
        """The body for a state. Pure."""
        body: State = {}
        fields = MACHINE_SENT if self.way[0] == MACHINE else DISKS_SENT
        write_given(fields, state, body, SchemaContext(AZURE, self._client.revision))
        return body

    def _common(self) -> State:
        return _given(
            reason=self._params["reason"],
            service_account=self._account(self._params["service_account"]),
            source_service_account=self._account(self._params["source_service_account"]),
        )

    def _account(self, given: str | None) -> str | None:
        return self._resolver.to_id(SERVICE_ACCOUNT, given) if given else None

    def _power_state(self) -> State:
        return _given(start_vm_after_restore=self._params["start_vm_after_restore"])

    # --- A machine in another place. ---

    def _new_machine(self) -> State:
        params = self._params
        subscription = self._object(SUBSCRIPTION, params["subscription"], "subscription")
        region = self._object(REGION, params["region"], "region")
        group = self._group(params["resource_group"], subscription)
        scope = {
            "SubscriptionId": subscription.get("id"),
            "ServiceAccountId": self._account(params["service_account"]),
        }
        in_region = {**scope, "RegionId": region.get("id")}
        size = self._size(params["vm_size"], region, scope)
        zone = params["availability_zone"]
        return _given(
            **self._power_state(),
            name=params["name"],
            subscription=subscription,
            region=region,
            resource_group=group,
            vm_size=size,
            virtual_network=self._cloud.find(VIRTUAL_NETWORK, params["virtual_network"], **in_region),
            subnet=self._subnet(params["subnet"], in_region),
            network_security_group=self._optional(SECURITY_GROUP, params["network_security_group"], in_region),
            availability_set=self._set(params["availability_set"], group, region, scope),
            availability_zone=self._optional(AVAILABILITY_ZONE, zone, {**in_region, "VmSizeName": size}),
            disk_type=params["disk_type"],
            os_disk=self._disk(params["os_disk"], subscription) if params["os_disk"] else None,
            data_disks=[self._disk(disk, subscription) for disk in params["data_disks"] or []] or None,
        )

    def _optional(self, kind: Kind, given: str | None, query: Mapping[str, Any]) -> Whole | None:
        return self._cloud.find(kind, given, **query) if given else None

    def _object(self, kind: Kind, given: str | None, part: str) -> Whole:
        """The object that the task names, else that of the machine as the appliance last saw it."""
        if given:
            return self._cloud.find(kind, given)
        own = unlinked(self._choice.machine.get(part))
        if not own:
            option = kind.noun.replace(" ", "_")
            raise InvalidOption(
                f"The appliance no longer knows the {kind.noun} of '{self._choice.point.get('vmName')}': set {option}.",
                missing=[option],
            )
        # The region inside the machine lacks the name that a restore needs.
        return self._cloud.find(kind, str(own.get("id") or own.get("name"))) if kind is REGION else own

    def _group(self, given: str | None, subscription: Whole) -> Whole:
        if given:
            return self._cloud.find(RESOURCE_GROUP, given, SubscriptionId=subscription.get("id"))
        return self._object(RESOURCE_GROUP, None, "resourceGroup")

    def _size(self, given: str | None, region: Whole, scope: Mapping[str, Any]) -> str:
        size = given or self._choice.machine.get("vmSize")
        if not size:
            raise InvalidOption("The appliance no longer knows the size of the machine: set vm_size.")
        return str(self._cloud.find(SIZE, str(size), Region=region.get("id"), **scope)["name"])

    def _set(self, given: str | None, group: Whole, region: Whole, scope: Mapping[str, Any]) -> Whole | None:
        if not given:
            return None
        availability_set = self._cloud.find(
            AVAILABILITY_SET, given, ResourceGroupName=group.get("name"), Region=region.get("id"), **scope
        )
        return {"id": availability_set["id"]}

    def _subnet(self, given: Mapping[str, Any], in_region: Mapping[str, Any]) -> State:
        return _given(
            name=given["name"],
            address_space=given["address_space"],
            network_security_group=self._optional(SECURITY_GROUP, given["network_security_group"], in_region),
        )

    # --- Disks. ---

    def disks_in_point(self) -> list[Mapping[str, Any]]:
        """The disks in the restore point."""
        return self._cloud.every(DISK, RestorePointId=self._choice.point["id"])

    def _disk_in_point(self, given: str) -> Whole:
        return self._cloud.find(DISK, given, RestorePointId=self._choice.point["id"])

    def _disk(self, given: Mapping[str, Any], subscription: Whole) -> State:
        disk, group, storage = self._disk_in_point(given["disk"]), given["resource_group"], given["storage_account"]
        return _given(
            disk=disk["diskId"],
            name=given["name"] or disk.get("diskName"),
            resource_group=self._group(group, subscription) if group else None,
            storage_account=self._storage(storage, subscription) if storage else None,
        )

    def _storage(self, given: str, subscription: Whole) -> Whole:
        return self._cloud.find(STORAGE_ACCOUNT, given, subscriptionId=subscription.get("id"))

    def _excluded_disks(self) -> State:
        excluded = [self._disk_in_point(disk) for disk in self._params["excluded_disks"] or []]
        if excluded and len(excluded) >= len(self.disks_in_point()):
            raise InvalidOption(
                f"excluded_disks leaves nothing to restore: the restore point has only "
                f"{listed([str(disk.get('diskName')) for disk in self.disks_in_point()])}.",
                option="excluded_disks",
            )
        return {"excluded_disks": [{"disk": disk["diskId"], "name": disk.get("diskName")} for disk in excluded]}

    def _new_disks(self) -> State:
        return {"disks": [self._new_disk(disk) for disk in self._params["disks"]]}

    def _new_disk(self, given: Mapping[str, Any]) -> State:
        disk = self._disk_in_point(given["disk"])
        subscription = self._of_disk(SUBSCRIPTION, given["subscription"], disk, "subscription")
        region = self._of_disk(REGION, given["region"], disk, "region")
        group, account = given["resource_group"], given["service_account"] or self._params["service_account"]
        place = self._group(group, subscription) if group else unlinked(disk.get("resourceGroup"))
        storage = given["storage_account"]
        return _given(
            disk=disk["diskId"],
            name=given["name"],
            subscription=subscription,
            region=region,
            resource_group=place,
            availability_zone=given["availability_zone"],
            disk_type=given["disk_type"] or disk.get("diskType"),
            storage_account=self._storage(storage, subscription) if storage else unlinked(disk.get("storageAccount")),
            service_account=self._account(account),
        )

    def _of_disk(self, kind: Kind, given: str | None, disk: Mapping[str, Any], part: str) -> Whole:
        if given:
            return self._cloud.find(kind, given)
        return unlinked(disk.get(part)) or self._object(kind, None, part)


def readable(state: object) -> Any:
    """A state as people read it: the name in place of each whole object. Pure."""
    if isinstance(state, Mapping) and ("id" in state or "regionId" in state):
        return state.get("name") or state.get("id")
    if isinstance(state, Mapping):
        return {key: readable(value) for key, value in state.items()}
    return [readable(item) for item in state] if isinstance(state, list) else state


def _given(**values: Any) -> State:
    return {key: value for key, value in values.items() if value is not None}
