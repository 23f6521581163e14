# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing the restore point of an Azure VM, the same way for every module that restores one.

Operations ``GET /restorePoints/virtualMachines``, ``GET /restorePoints/virtualMachines/{restorePointId}``,
``GET /protectedItem/virtualMachines``, ``GET /jobSessions/{sessionId}``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import datetime
from itertools import islice
from typing import Any, Callable

from ..core.errors import ObjectNotFound
from ..core.naming import select_one, similar, suggestion
from ..core.timestamps import parse_time
from ..engine.task import Reader
from ..http.client import Client
from ..schema.values import UUID
from ..workflow.restore_point_choice import (
    PassedOver,
    RestorePointChoice,
    age_hours,
    newest_usable,
    passed_over_facts,
)

RESTORE_POINTS = "/restorePoints/virtualMachines"
RESTORE_POINT = RESTORE_POINTS + "/{restorePointId}"
PROTECTED_VMS = "/protectedItem/virtualMachines"
JOB_SESSION = "/jobSessions/{sessionId}"
# The paths that choosing a point reads, for declarations.
READS = (RESTORE_POINTS, RESTORE_POINT, PROTECTED_VMS, JOB_SESSION)

DESTINATIONS = ("AzureBlob", "Snapshot", "ManualSnapshot")
ACCESS_TIERS = ("Hot", "Cool", "Cold", "Archive", "Inferred")
ARCHIVE, RETRIEVED, RETRIEVING, CORRUPTED = "Archive", "Retrieved", "Retrieving", "Corrupted"

# How many machines are read to say which there are, where a task names one that there is not.
NAMES_READ = 1000

# The option ``restore_point`` of every module that restores.
OPTION: dict[str, Any] = {
    "type": "dict",
    "required": True,
    "required_one_of": [["id", "name", "vm_id"]],
    "options": {
        "id": {"type": "str", "format": UUID},
        "name": {"type": "str"},
        "vm_id": {"type": "str"},
        "resource_group": {"type": "str"},
        "policy": {"type": "str"},
        "before": {"type": "str"},
        "after": {"type": "str"},
        "destination": {"type": "list", "elements": "str", "choices": list(DESTINATIONS)},
        "access_tier": {"type": "list", "elements": "str", "choices": list(ACCESS_TIERS)},
    },
}


@dataclass(frozen=True)
class Policy:
    """The backup policy that made a restore point, both empty where the server shows none."""

    id: str = ""
    name: str = ""


PolicyOf = Callable[[Mapping[str, Any]], Policy]


@dataclass(frozen=True)
class Choice(RestorePointChoice):
    """The restore point that was chosen, the newer ones that were passed over, and the machine.

    ``machine`` is the protected VM, empty where the server has none that the restore point belongs to.
    """

    machine: Mapping[str, Any] = field_of(default_factory=dict)


def choose(
    points: Iterable[Mapping[str, Any]],
    rules: Mapping[str, Any],
    machine: Mapping[str, Any],
    policy_of: PolicyOf = lambda point: Policy(),
) -> Choice:
    """The newest of ``points`` that satisfies ``rules``, the option, and can be restored from.

    Pure but for ``policy_of``, which is called only where a policy is given, newest point first, until one fits.
    Raises NoRestorePoint, with the reason against each point, where there is none.
    """

    def passed_over(point: Mapping[str, Any]) -> PassedOver | None:
        reason = _reason_against(point, rules) or _other_policy(point, rules.get("policy"), policy_of)
        return None if reason is None else PassedOver(str(point["id"]), str(point["pointInTime"]), reason)

    name = str(rules.get("name") or machine.get("name") or "")
    choice = newest_usable(points, name, created, passed_over)
    return Choice(point=choice.point, passed_over=choice.passed_over, machine=machine)


def created(point: Mapping[str, Any]) -> datetime:
    """When a restore point was made. Pure."""
    return parse_time(str(point["pointInTime"]))


def _reason_against(point: Mapping[str, Any], rules: Mapping[str, Any]) -> str | None:
    before, after = rules.get("before"), rules.get("after")
    destinations, tiers = rules.get("destination"), rules.get("access_tier")
    if before and created(point) >= parse_time(before):
        return f"not before {before}"
    if after and created(point) <= parse_time(after):
        return f"not after {after}"
    if destinations and point.get("backupDestination") not in destinations:
        return f"its destination is {point.get('backupDestination')}"
    if tiers and point.get("accessTier") not in tiers:
        return f"its access tier is {point.get('accessTier') or 'none'}"
    return unusable(point)


def unusable(point: Mapping[str, Any]) -> str | None:
    """Why nothing can be restored from a restore point, None where something can. Pure."""
    if point.get("isCorrupted") or point.get("state") == CORRUPTED:
        return "it is corrupted"
    status = point.get("dataRetrievalStatus")
    if point.get("accessTier") == ARCHIVE and status != RETRIEVED:
        if status == RETRIEVING:
            return "its data is still being retrieved from the archive"
        return "its data is in the archive and must be retrieved first"
    return None


def _other_policy(point: Mapping[str, Any], given: str | None, policy_of: PolicyOf) -> str | None:
    if not given:
        return None
    made_by = policy_of(point)
    if given == made_by.name or given.lower() == made_by.id.lower():
        return None
    return f"it was made by the policy '{made_by.name}'" if made_by.name else "no policy is known to have made it"


def chosen_point(client: Client, rules: Mapping[str, Any]) -> Choice:
    """The restore point that ``rules``, the option ``restore_point``, means.

    Raises ObjectNotFound, AmbiguousName, NoRestorePoint.
    """
    policies: dict[str, Policy] = {}

    def policy_of(point: Mapping[str, Any]) -> Policy:
        session = str(point.get("jobSessionId") or "")
        if session not in policies:
            policies[session] = policy_of_session(client, session)
        return policies[session]

    if rules.get("id"):
        point = _point(client, rules["id"])
        return choose([point], rules, machine_of(client, point), policy_of)
    machine = select_machine(client, rules)
    return choose(points_of(client, machine["id"]), rules, machine, policy_of)


def points_of(client: Client, machine: str) -> list[dict[str, Any]]:
    """All restore points of the VM with an id."""
    return list(client.pages(RESTORE_POINTS, {"VirtualMachineId": machine}))


def policy_of_session(client: Client, session: str) -> Policy:
    job_session = client.find(JOB_SESSION.format(sessionId=session)) if session else None
    info = (job_session or {}).get("backupJobInfo") or {}
    return Policy(str(info.get("policyId") or ""), str(info.get("policyName") or ""))


def _point(client: Client, identifier: str) -> Mapping[str, Any]:
    point = client.find(RESTORE_POINT.format(restorePointId=identifier))
    if point is None:
        raise ObjectNotFound(f"There is no restore point of an Azure VM with the id {identifier}.", id=identifier)
    return point


def machine_of(client: Client, point: Mapping[str, Any]) -> Mapping[str, Any]:
    """The protected VM that a restore point belongs to, empty where there is none any more.

    A restore point shows only the name of its machine.
    """
    named = _machines(client, str(point.get("vmName") or ""))[0]
    if len(named) > 1:
        named = [vm for vm in named if any(own["id"] == point["id"] for own in points_of(client, vm["id"]))]
    return named[0] if named else {}


def select_machine(client: Client, rules: Mapping[str, Any]) -> Mapping[str, Any]:
    """The protected VM that the option ``restore_point`` means. Raises ObjectNotFound, AmbiguousName."""
    if rules.get("vm_id"):
        return _machine(client, str(rules["vm_id"]))
    name, group = str(rules["name"]), rules.get("resource_group")
    named, near = _machines(client, name)
    selected = select_one(
        "protected Azure VM",
        name,
        [vm for vm in named if not group or group_of(vm).lower() == group.lower()],
        lambda vm: f"{vm['id']} (resource group {group_of(vm)})",
        "Give resource_group, or vm_id in place of name.",
    )
    if selected is None:
        where = f" in the resource group '{group}'" if group else ""
        hint = similar([f"{vm.get('name')} in {group_of(vm)}" for vm in named] or [str(vm.get("name")) for vm in near])
        hint = hint or suggestion(name, (str(vm.get("name")) for vm in islice(client.pages(PROTECTED_VMS), NAMES_READ)))
        raise ObjectNotFound(f"There is no protected Azure VM '{name}'{where}.{hint}", name=name)
    return selected


def _machine(client: Client, identifier: str) -> Mapping[str, Any]:
    # Not read by its id: an appliance may answer that with an operation that scans the cloud first.
    machine = next((vm for vm in client.pages(PROTECTED_VMS) if vm.get("id") == identifier), None)
    if machine is None:
        raise ObjectNotFound(f"There is no protected Azure VM with the id {identifier}.", id=identifier)
    return machine


def _machines(client: Client, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The protected VMs with exactly that name, and all that the server considers similar."""
    near = list(client.pages(PROTECTED_VMS, {"SearchPattern": name}))
    return [vm for vm in near if vm.get("name") == name], near


def group_of(machine: Mapping[str, Any]) -> str:
    """The name of a VM's resource group. Pure."""
    return str((machine.get("resourceGroup") or {}).get("name") or "")


def choice_facts(choice: Choice, now: datetime | None) -> dict[str, Any]:
    """What a result reports of a choice: the point, its age, and the newer ones that were passed over. Pure."""
    point = choice.point
    return {
        "id": point["id"],
        "name": point.get("vmName"),
        "vm_id": choice.machine.get("id"),
        "resource_group": group_of(choice.machine) or None,
        "creation_time": point["pointInTime"],
        "age_hours": age_hours(created(point), now),
        "type": point.get("type"),
        "destination": point.get("backupDestination"),
        "access_tier": point.get("accessTier"),
        "state": point.get("state"),
        "passed_over": passed_over_facts(choice.passed_over),
    }


def _read_point(point: Mapping[str, Any]) -> object:
    return choice_facts(Choice(point), None), _reason_against(point, {})


def _read_machine(machine: Mapping[str, Any]) -> object:
    return machine["id"], machine.get("name"), group_of(machine)


READERS: dict[str, Reader] = {
    RESTORE_POINTS: _read_point,
    RESTORE_POINT: _read_point,
    PROTECTED_VMS: _read_machine,
}
