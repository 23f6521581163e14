# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: restore of entire machines and of disks, each one job session long."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .. import generic
from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..seeds.azure_policies import disk_snapshots
from ..seeds.azure_restore_points import RESTORE_POINTS
from ..seeds.azure_virtual_machines import REGION, VIRTUAL_MACHINES, group_id
from ..state import Item
from ..values import stable_id
from ..vbr_sessions import Failure
from .azure_restore_points import usable

if TYPE_CHECKING:
    from ..backend import Backend

_POINT = "/api/v8.1/restorePoints/virtualMachines/{restorePointId}"
SECONDS = 0.5
ACCOUNTS = "accounts/azure/service"


@handles("azure", "GET", "/api/v8.1/restorePoints/virtualMachines/diskSnapshots")
def disks(backend: Backend, request: Request) -> Answer:
    """Of one restore point, of one machine, or of all machines that have restore points."""
    query = dict(request.query)
    point, machine = query.pop("RestorePointId", None), query.pop("VirtualMachineId", None)
    request.query = query
    held = backend.store.collection(RESTORE_POINTS).values()
    machines = dict.fromkeys(
        one["virtualMachineId"]
        for one in held
        if point in (None, one["id"]) and machine in (None, one["virtualMachineId"])
    )
    found = [disk for one in machines for disk in disk_snapshots(one)]
    return generic.listing(backend, request, found, "diskSnapshots")


@handles("azure", "POST", _POINT + "/restoreVirtualMachine")
def restore_machine(backend: Backend, request: Request) -> Answer:
    """To the original place the machine is put back; in another, none of its name may be in the way."""
    point, body = usable(backend, request), request.body
    _check_account(backend, body)
    source = backend.store.collection(VIRTUAL_MACHINES)[point["virtualMachineId"]]
    wanted = body.get("toAlternative")
    if wanted is None:
        made = {**source, "isDeleted": False}
    else:
        _check_place(backend, wanted)
        if not wanted.get("name") or not wanted.get("vmSizeName"):
            raise Refusal(400, "A machine that is restored to another place needs a name and a size")
        if not wanted.get("virtualNetwork") or not wanted.get("subnet"):
            raise Refusal(400, "A machine that is restored to another place needs a virtual network and a subnet")
        made = _machine(source, wanted)
    work = _put_machine(backend, made, clash=wanted is not None)
    return _start(
        backend,
        request,
        "RestoreVms",
        "Restore VM",
        point,
        work,
        [{"name": made["name"], "resourceGroupName": made["resourceGroupName"], "regionName": made["regionName"]}],
    )


def _machine(source: Item, wanted: Item) -> Item:
    group = wanted["resourceGroup"]["name"]
    return {
        **source,
        "id": stable_id(f"azure vm {group} {wanted['name']}"),
        "name": wanted["name"],
        "azureId": f"{group_id(group)}/providers/Microsoft.Compute/virtualMachines/{wanted['name']}",
        "resourceGroupName": group,
        "resourceGroupId": wanted["resourceGroup"].get("id"),
        "isDeleted": False,
        "regionName": wanted["region"].get("id") or REGION,
        "regionDisplayName": wanted["region"].get("name"),
        "vmSize": wanted["vmSizeName"],
        "virtualNetwork": (wanted["virtualNetwork"] or {}).get("name"),
        "subnet": (wanted["subnet"] or {}).get("name"),
        "subscriptionId": wanted["subscription"]["id"],
        "protectionStatus": "Unprotected",
        "backupDestination": [],
    }


def _put_machine(backend: Backend, made: Item, clash: bool) -> Callable[[], None]:
    def work() -> None:
        there = backend.store.get(VIRTUAL_MACHINES, made["id"])
        if clash and there and not there["isDeleted"]:
            raise Failure(f"A VM named {made['name']} is already in the resource group {made['resourceGroupName']}")
        backend.store.put(VIRTUAL_MACHINES, made["id"], made)

    return work


@handles("azure", "POST", _POINT + "/restoreDisk")
def restore_disks(backend: Backend, request: Request) -> Answer:
    point, body = usable(backend, request), request.body
    held = {one["diskId"]: one for one in disk_snapshots(point["virtualMachineId"])}
    wanted: list[Item] = body.get("toAlternative") or []
    if bool(wanted) == (body.get("toOriginal") is not None):
        raise Refusal(400, "Disks are restored either to the original place or to another one")
    if not wanted:
        _check_account(backend, body)
        excluded = {one.get("diskId") for one in body["toOriginal"].get("excludedDisks") or []}
        chosen = [one for key, one in held.items() if key not in excluded]
        if not excluded <= set(held) or not chosen:
            raise Refusal(400, "There is no such disk in the restore point, or none is left to be restored")
        items = [_item(one["diskName"], one["resourceGroup"]["name"]) for one in chosen]
    else:
        for one in wanted:
            _check_account(backend, one)
            _check_place(backend, one)
            if one.get("diskId") not in held or not one.get("name"):
                raise Refusal(400, f"There is no disk {one.get('diskId')} in the restore point, or it gets no name")
        items = [_item(one["name"], one["resourceGroup"]["name"], one["region"]["id"]) for one in wanted]
    return _start(backend, request, "RestoreDisks", "Restore disks", point, lambda: None, items)


def _item(name: str, group: str, region: str = REGION) -> Item:
    return {"name": name, "resourceGroupName": group, "regionName": region}


def _check_account(backend: Backend, body: Item) -> None:
    key = body.get("serviceAccountId")
    known = backend.store.collection(ACCOUNTS)
    if not key or (known and key not in known):
        raise Refusal(400, f"Service account {key} was not found")


def _check_place(backend: Backend, wanted: Item) -> None:
    """Refuse a place that is not told whole, or of which the appliance knows nothing."""
    for part, path in (("subscription", "subscriptions"), ("resourceGroup", "resourceGroups"), ("region", "regions")):
        place: dict[str, Any] = wanted.get(part) or {}
        known = backend.store.collection(f"cloudInfrastructure/{path}")
        if not place.get("id") or not place.get("name") or (known and place["id"] not in known):
            raise Refusal(400, f"The {part} {place.get('id')} was not found")


def _start(
    backend: Backend, request: Request, kind: str, title: str, point: Item, work: Callable[[], None], items: list[Item]
) -> Answer:
    names = ", ".join(one["name"] for one in items)
    made_by = backend.store.get("jobSessions", point["jobSessionId"]) or {}
    session = backend.sessions.start(
        kind,
        title=title,
        steps=["Reading the restore point", f"Restoring {names}"],
        seconds=SECONDS,
        user=request.user.name if request.user else "",
        work=work,
        # The machine whose restore point it is; no answer shows it, and the list can be narrowed by it.
        _resources=[point["virtualMachineId"]],
        restoreJobInfo={
            "reason": request.body["reason"],
            "backupPolicyDisplayName": (made_by.get("backupJobInfo") or {}).get("policyName"),
        },
    )
    backend.store.load({f"jobSessions/{session['id']}/restoredItems": items}, key="name")
    schema = request.operation.answer_schema(202) or {}
    return Answer(202, backend.values(request).fit(schema, session, session["id"]))
