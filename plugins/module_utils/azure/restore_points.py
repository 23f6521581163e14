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
from datetime import datetime, timedelta
from typing import Any, Callable

from ..core.errors import AmbiguousName, NoRestorePoint, ObjectNotFound, listed
from ..core.timestamps import parse_time
from ..http.client import Client

RESTORE_POINTS = "/restorePoints/virtualMachines"
RESTORE_POINT = RESTORE_POINTS + "/{restorePointId}"
PROTECTED_VMS = "/protectedItem/virtualMachines"
JOB_SESSION = "/jobSessions/{sessionId}"
# What choosing reads, for declarations.
READS = (RESTORE_POINTS, RESTORE_POINT, PROTECTED_VMS, JOB_SESSION)

DESTINATIONS = ("AzureBlob", "Snapshot", "ManualSnapshot")
ACCESS_TIERS = ("Hot", "Cool", "Cold", "Archive", "Inferred")
ARCHIVE, RETRIEVED, RETRIEVING, CORRUPTED = "Archive", "Retrieved", "Retrieving", "Corrupted"

# The option ``restore_point`` of every module that restores.
OPTION: dict[str, Any] = {
    "type": "dict",
    "required": True,
    "required_one_of": [["id", "name", "vm_id"]],
    "options": {
        "id": {"type": "str"},
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
    """The backup policy that made a restore point, both empty where the server tells none."""

    id: str = ""
    name: str = ""


PolicyOf = Callable[[Mapping[str, Any]], Policy]


@dataclass(frozen=True)
class Choice:
    """The restore point that was chosen, its machine, and why newer ones were not: (id, time, reason) each.

    ``machine`` is the protected VM, empty where the server has none that the restore point belongs to.
    """

    point: Mapping[str, Any]
    machine: Mapping[str, Any]
    passed_over: tuple[tuple[str, str, str], ...] = ()


def choose(
    points: Iterable[Mapping[str, Any]],
    wanted: Mapping[str, Any],
    machine: Mapping[str, Any],
    policy_of: PolicyOf = lambda point: Policy(),
) -> Choice:
    """The newest of ``points`` that is as ``wanted`` and can be restored from.

    Pure but for ``policy_of``, which is asked only where a policy is wanted, newest first, until one fits.
    Raises NoRestorePoint, with what each was passed over for, where there is none.
    """
    name = str(wanted.get("name") or machine.get("name") or "")
    passed: list[tuple[str, str, str]] = []
    for point in sorted(points, key=created, reverse=True):
        reason = _unfit(point, wanted) or _other_policy(point, wanted.get("policy"), policy_of)
        if reason is None:
            return Choice(point, machine, tuple(passed))
        passed.append((str(point["id"]), str(point["pointInTime"]), reason))
    why = "; ".join(f"{when} ({identifier}): {reason}" for identifier, when, reason in passed[:10])
    raise NoRestorePoint(
        f"None of the {len(passed)} restore points of '{name}' can be used. {why}."
        if passed
        else f"There is no restore point of '{name}'.",
        name=name,
        passed_over=[{"id": one, "creation_time": when, "reason": reason} for one, when, reason in passed],
    )


def created(point: Mapping[str, Any]) -> datetime:
    """When a restore point was made. Pure."""
    return parse_time(str(point["pointInTime"]))


def _unfit(point: Mapping[str, Any], wanted: Mapping[str, Any]) -> str | None:
    before, after = wanted.get("before"), wanted.get("after")
    destinations, tiers = wanted.get("destination"), wanted.get("access_tier")
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
        return "its data is in the archive and has to be retrieved first"
    return None


def _other_policy(point: Mapping[str, Any], wanted: str | None, policy_of: PolicyOf) -> str | None:
    if not wanted:
        return None
    made_by = policy_of(point)
    if wanted == made_by.name or wanted.lower() == made_by.id.lower():
        return None
    return f"it was made by the policy '{made_by.name}'" if made_by.name else "no policy is known to have made it"


def chosen_point(client: Client, wanted: Mapping[str, Any]) -> Choice:
    """The restore point that the option ``restore_point`` means.

    Raises ObjectNotFound, AmbiguousName, NoRestorePoint.
    """
    policies: dict[str, Policy] = {}

    def policy_of(point: Mapping[str, Any]) -> Policy:
        session = str(point.get("jobSessionId") or "")
        if session not in policies:
            policies[session] = _policy_of_session(client, session)
        return policies[session]

    if wanted.get("id"):
        point = _point(client, wanted["id"])
        return choose([point], wanted, machine_of(client, point), policy_of)
    machine = the_machine(client, wanted)
    return choose(points_of(client, machine["id"]), wanted, machine, policy_of)


def points_of(client: Client, machine: str) -> list[dict[str, Any]]:
    """All restore points of the VM with an id."""
    return list(client.pages(RESTORE_POINTS, {"VirtualMachineId": machine}))


def _policy_of_session(client: Client, session: str) -> Policy:
    found = client.find(JOB_SESSION.format(sessionId=session)) if session else None
    about = (found or {}).get("backupJobInfo") or {}
    return Policy(str(about.get("policyId") or ""), str(about.get("policyName") or ""))


def _point(client: Client, identifier: str) -> Mapping[str, Any]:
    point = client.find(RESTORE_POINT.format(restorePointId=identifier))
    if point is None:
        raise ObjectNotFound(f"There is no restore point of an Azure VM with the id {identifier}.", id=identifier)
    return point


def machine_of(client: Client, point: Mapping[str, Any]) -> Mapping[str, Any]:
    """The protected VM that a restore point belongs to, empty where there is none any more.

    A restore point tells the name of its machine alone.
    """
    same = _machines(client, str(point.get("vmName") or ""))[0]
    if len(same) > 1:
        same = [one for one in same if any(held["id"] == point["id"] for held in points_of(client, one["id"]))]
    return same[0] if same else {}


def the_machine(client: Client, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one protected VM that is meant. Raises ObjectNotFound, AmbiguousName."""
    if wanted.get("vm_id"):
        return _machine(client, str(wanted["vm_id"]))
    name, group = str(wanted["name"]), wanted.get("resource_group")
    same, near = _machines(client, name)
    fitting = [one for one in same if not group or group_of(one).lower() == group.lower()]
    if len(fitting) > 1:
        candidates = [f"{one['id']} (resource group {group_of(one)})" for one in fitting]
        raise AmbiguousName("protected Azure VM", name, candidates, "Give resource_group, or vm_id instead of name.")
    if fitting:
        return fitting[0]
    where = f" in the resource group '{group}'" if group else ""
    known = [f"{one.get('name')} in {group_of(one)}" for one in same] or sorted({str(one.get("name")) for one in near})
    hint = f" Similar: {listed(known)}." if known else ""
    raise ObjectNotFound(f"No protected Azure VM is named '{name}'{where}.{hint}", name=name)


def _machine(client: Client, identifier: str) -> Mapping[str, Any]:
    # Not read by its id: an appliance may answer that with an operation that scans the cloud first.
    found = next((one for one in client.pages(PROTECTED_VMS) if one.get("id") == identifier), None)
    if found is None:
        raise ObjectNotFound(f"There is no protected Azure VM with the id {identifier}.", id=identifier)
    return found


def _machines(client: Client, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The protected VMs of exactly that name, and all that the server takes for similar."""
    near = list(client.pages(PROTECTED_VMS, {"SearchPattern": name}))
    return [one for one in near if one.get("name") == name], near


def group_of(machine: Mapping[str, Any]) -> str:
    """The name of a VM's resource group. Pure."""
    return str((machine.get("resourceGroup") or {}).get("name") or "")


def choice_facts(choice: Choice, now: datetime | None) -> dict[str, Any]:
    """What a result tells of a choice: the point, its age, and the newer ones that were passed over. Pure."""
    point = choice.point
    age = None if now is None else max(now - created(point), timedelta(0))
    return {
        "id": point["id"],
        "name": point.get("vmName"),
        "vm_id": choice.machine.get("id"),
        "resource_group": group_of(choice.machine) or None,
        "creation_time": point["pointInTime"],
        "age_hours": None if age is None else round(age.total_seconds() / 3600, 1),
        "type": point.get("type"),
        "destination": point.get("backupDestination"),
        "access_tier": point.get("accessTier"),
        "state": point.get("state"),
        "passed_over": [
            {"id": identifier, "creation_time": when, "reason": reason}
            for identifier, when, reason in choice.passed_over
        ],
    }
