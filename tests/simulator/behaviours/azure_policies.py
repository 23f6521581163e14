# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: schedule-based policies of VMs: kept whole by every PUT, ordered by priority, run in job sessions."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from .. import generic
from ..clock import CLOCK
from ..filters import matches
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.azure_policies import CHOSEN, POLICIES, policies, region, resource_group, subscription
from ..seeds.azure_virtual_machines import VIRTUAL_MACHINES
from ..state import Item
from ..values import stable_id

if TYPE_CHECKING:
    from ..backend import Backend

_LIST = "/api/v8.1/policies/virtualMachines"
ITEM = _LIST + "/{policyId}"
_SESSIONS = "jobSessions"
_OPEN = ("Pending", "Running", "Canceling")
SCHEDULES = ("dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule")
_WRITTEN = (
    "name",
    "description",
    "isEnabled",
    "backupType",
    "retrySettings",
    "policyNotificationSettings",
    "snapshotSettings",
    *SCHEDULES,
    "healthCheckSchedule",
)
_PARTS = ("regions", "selectedItems", "excludedItems")


def repositories_of(item: Item) -> list[str]:
    """Ids of the repositories that a policy backs up to."""
    schedules = [item.get(name) or {} for name in SCHEDULES]
    found = [
        one.get("targetRepositoryId") or (one.get("backupSchedule") or {}).get("targetRepositoryId")
        for one in schedules
    ]
    return [one for one in found if one]


columns(
    "azure",
    POLICIES,
    {
        "policyName": "name",
        "policyStatus": lambda item: "Enabled" if item["isEnabled"] else "Disabled",
        "lastJobStatus": lambda item: [item[key] for key in ("snapshotStatus", "backupStatus", "archiveStatus")],
        "repositoryId": repositories_of,
        "virtualMachineId": "virtualMachineId",
    },
)


@seeds("azure")
def plant(backend: Backend) -> None:
    backend.store.load({POLICIES: policies()})


# --- Reading. ---


@handles("azure", "GET", _LIST)
def all_policies(backend: Backend, request: Request) -> Answer:
    """In the order of their priority. For policies of other kinds the document says that the name is an exact one."""
    items = [
        {**_shown(item), "virtualMachineId": [one["id"] for one in protected(backend, item)]}
        for item in backend.store.collection(POLICIES).values()
    ]
    query = dict(request.query)
    name = query.pop("PolicyName", None)
    if name:
        items = [item for item in items if str(item["name"]).lower() == str(name).lower()]
    request.query = query
    return generic.listing(backend, request, sorted(items, key=lambda item: item["priority"]), POLICIES)


@handles("azure", "GET", ITEM)
def onepolicy_of(backend: Backend, request: Request) -> Answer:
    return generic.shown_object(backend, request, POLICIES, _shown(policy_of(backend, request)))


@handles("azure", "GET", ITEM + "/regions")
def regions(backend: Backend, request: Request) -> Answer:
    chosen = policy_of(backend, request)[CHOSEN]["regions"]
    known = backend.store.collection("cloudInfrastructure/regions")
    found = [known.get(one["regionId"], {**region(), "id": one["regionId"], "name": one["regionId"]}) for one in chosen]
    return generic.listing(backend, request, found, "regions")


@handles("azure", "GET", ITEM + "/selectedItems")
def selected_items(backend: Backend, request: Request) -> Answer:
    return _listed_choice(backend, request, "selectedItems")


@handles("azure", "GET", ITEM + "/excludedItems")
def excluded_items(backend: Backend, request: Request) -> Answer:
    return _listed_choice(backend, request, "excludedItems")


@handles("azure", "GET", ITEM + "/protectedItems")
def protected_items(backend: Backend, request: Request) -> Answer:
    return _listed_protected(backend, request, [policy_of(backend, request)])


@handles("azure", "GET", _LIST + "/protectedItems")
def every_protected_item(backend: Backend, request: Request) -> Answer:
    return _listed_protected(backend, request, list(backend.store.collection(POLICIES).values()))


def _listed_protected(backend: Backend, request: Request, items: list[Item]) -> Answer:
    found = [
        {"resourceId": machine["id"], "policyId": item["id"], "subscriptionId": machine["subscriptionId"]}
        for item in items
        for machine in protected(backend, item)
    ]
    return generic.listing(backend, request, found, "protectedItems")


def _listed_choice(backend: Backend, request: Request, part: str) -> Answer:
    """What was chosen with one property each, as answers show it."""
    chosen: Item = policy_of(backend, request)[CHOSEN].get(part) or {}
    machines = backend.store.collection(VIRTUAL_MACHINES)
    found: list[Item] = [
        *(
            {"subscription": {**subscription(), "id": one["subscriptionId"]}}
            for one in chosen.get("subscriptions") or ()
        ),
        *({"resourceGroup": _group(one["id"])} for one in chosen.get("resourceGroups") or ()),
        *(
            {"virtualMachine": machines[one["id"]]}
            if one["id"] in machines
            else {"deletedItem": {"type": "VirtualMachine", "id": one["id"], "name": one["id"]}}
            for one in chosen.get("virtualMachines") or ()
        ),
        *({"tag": {"id": stable_id(f"tag {one}"), **one}} for one in chosen.get("tags") or ()),
        *({"tagGroup": _tag_group(one)} for one in chosen.get("tagGroups") or ()),
    ]
    pattern = request.query.get("NameSearchPattern")
    if pattern:
        found = [one for one in found if any(matches(part.get("name"), pattern) for part in one.values())]
    request.query = {key: value for key, value in request.query.items() if key != "NameSearchPattern"}
    return generic.listing(backend, request, found, part)


def _tag_group(wanted: Item) -> Item:
    found: Item = {"name": wanted["name"], "tags": wanted.get("tags") or []}
    if wanted.get("subscription"):
        found["subscription"] = {**subscription(), "id": wanted["subscription"]["subscriptionId"]}
    if (wanted.get("resourceGroup") or {}).get("id"):
        found["resourceGroup"] = _group(wanted["resourceGroup"]["id"])
    return found


def _group(identifier: str) -> Item:
    return {**resource_group(identifier.rsplit("/", 1)[-1]), "id": identifier}


def policy_of(backend: Backend, request: Request) -> Item:
    """The policy that a path names."""
    key = request.parameters["policyId"]
    item = backend.store.get(POLICIES, key)
    if item is None:
        raise Refusal(404, f"Policy {key} was not found", resource=key)
    return item


def _shown(item: Item) -> Item:
    """With what follows from the rest."""
    weekly_on = [item.get(name) or {} for name in SCHEDULES]
    backup = any(one.get("backupSchedule") or one.get("targetRepositoryId") for one in weekly_on)
    excluded = item[CHOSEN].get("excludedItems") or {}
    return {
        **item,
        "isBackupConfigured": backup,
        "isScheduleConfigured": any(weekly_on),
        "isArchiveBackupConfigured": bool(item.get("yearlySchedule")),
        "convertedWithLoss": False,
        "excludedItemsCount": sum(len(part or []) for part in excluded.values()),
    }


def protected(backend: Backend, item: Item) -> list[Item]:
    """The machines that a policy protects."""
    chosen, selected = item[CHOSEN], item[CHOSEN].get("selectedItems") or {}
    places = {one["regionId"] for one in chosen["regions"]}
    whole = item["backupType"] == "AllSubscriptions"
    excluded = _ids((chosen.get("excludedItems") or {}).get("virtualMachines"))
    wanted = (
        ("id", _ids(selected.get("virtualMachines"))),
        ("resourceGroupId", _ids(selected.get("resourceGroups"))),
        ("subscriptionId", _ids(selected.get("subscriptions"), "subscriptionId")),
    )
    return [
        machine
        for machine in backend.store.collection(VIRTUAL_MACHINES).values()
        if machine["regionName"] in places
        and machine["id"] not in excluded
        and not machine["isDeleted"]
        and (whole or any(machine.get(key) in ids for key, ids in wanted))
    ]


def _ids(items: list[Item] | None, key: str = "id") -> set[str]:
    return {one[key] for one in items or []}


# --- Writing. ---


@handles("azure", "POST", _LIST)
def create(backend: Backend, request: Request) -> Answer:
    body: Item = request.body
    _check(backend, body)
    number = len(backend.store.collection(POLICIES)) + 1
    item = {
        "id": str(uuid.uuid4()),
        "priority": number,
        "tenantId": body["tenantId"],
        "serviceAccountId": body["serviceAccountId"],
        **dict.fromkeys(("snapshotStatus", "backupStatus", "archiveStatus", "healthCheckStatus"), "NeverExecuted"),
        **_written(body),
    }
    backend.store.put(POLICIES, item["id"], item)
    return generic.shown_object(backend, request, POLICIES, _shown(item))


@handles("azure", "PUT", ITEM)
def replace(backend: Backend, request: Request) -> Answer:
    """What the body leaves out is gone afterwards, but for the account and its tenant."""
    item, body = policy_of(backend, request), request.body
    _check(backend, body, item["id"])
    kept = {key: body.get(key) or item[key] for key in ("tenantId", "serviceAccountId")}
    backend.store.change(POLICIES, item["id"], **kept, **_written(body))
    return Answer(204)


@handles("azure", "DELETE", ITEM)
def remove(backend: Backend, request: Request) -> Answer:
    item = policy_of(backend, request)
    if running(backend, item["id"]):
        raise Refusal(409, f"Policy {item['name']} is running", resource=item["id"])
    backend.store.remove(POLICIES, item["id"])
    _number(backend, [one["id"] for one in _in_order(backend)])
    for session in _sessions_of(backend, item["id"]):
        backend.store.change(
            _SESSIONS, session["id"], backupJobInfo={**session["backupJobInfo"], "policyRemoved": True}
        )
    return Answer(204)


def _written(body: Item) -> Item:
    return {**{key: body.get(key) for key in _WRITTEN}, CHOSEN: {key: body.get(key) for key in _PARTS}}


def _check(backend: Backend, body: Item, key: str = "") -> None:
    """Refuse what the appliance would not store."""
    items = backend.store.collection(POLICIES).values()
    if any(one["name"] == body["name"] and one["id"] != key for one in items):
        raise Refusal(400, f"A policy named {body['name']} already exists")
    chosen = body.get("selectedItems") or {}
    # What was selected before may be gone from the cloud by now.
    before = backend.store.get(POLICIES, key) or {CHOSEN: {}}
    kept = _ids((before[CHOSEN].get("selectedItems") or {}).get("virtualMachines"))
    if body.get("backupType") == "SelectedItems" and not any(chosen.values()):
        raise Refusal(400, "The policy protects selected items, and none is selected")
    for owner, wanted, noun in (
        ("accounts/azure/service", [body.get("serviceAccountId")], "Service account"),
        ("repositories", repositories_of(body), "Repository"),
        (VIRTUAL_MACHINES, sorted(_ids(chosen.get("virtualMachines")) - kept), "VM"),
        ("cloudInfrastructure/regions", [one["regionId"] for one in body["regions"]], "Region"),
    ):
        known = backend.store.collection(owner)
        for one in wanted:
            if one and known and one not in known:
                raise Refusal(400, f"{noun} {one} was not found")


# --- Order, and whether it runs by itself. ---


@handles("azure", "POST", _LIST + "/orderPriorities")
def order(backend: Backend, request: Request) -> Answer:
    """The first gets priority 1. Every policy has to be named."""
    wanted: list[str] = request.body or []
    if sorted(wanted) != sorted(backend.store.collection(POLICIES)):
        raise Refusal(400, "The order has to name every policy once")
    _number(backend, wanted)
    return Answer(204)


def _in_order(backend: Backend) -> list[Item]:
    return sorted(backend.store.collection(POLICIES).values(), key=lambda item: int(item["priority"]))


def _number(backend: Backend, keys: list[str]) -> None:
    for number, key in enumerate(keys, 1):
        backend.store.change(POLICIES, key, priority=number)


@handles("azure", "POST", ITEM + "/enable")
def enable(backend: Backend, request: Request) -> Answer:
    backend.store.change(POLICIES, policy_of(backend, request)["id"], isEnabled=True)
    return Answer(204)


@handles("azure", "POST", ITEM + "/disable")
def disable(backend: Backend, request: Request) -> Answer:
    backend.store.change(POLICIES, policy_of(backend, request)["id"], isEnabled=False)
    return Answer(204)


@handles("azure", "POST", ITEM + "/resetCbt")
def reset_cbt(backend: Backend, request: Request) -> Answer:
    moment = CLOCK.now()
    backend.store.change(POLICIES, policy_of(backend, request)["id"], cbtResetTimeUtc=moment.isoformat())
    return Answer(204)


def _sessions_of(backend: Backend, key: str) -> list[Item]:
    return [
        session
        for session in backend.store.collection(_SESSIONS).values()
        if (session.get("backupJobInfo") or {}).get("policyId") == key
    ]


def running(backend: Backend, key: str) -> list[Item]:
    """The sessions of a policy that have not ended."""
    return [session for session in _sessions_of(backend, key) if session["status"] in _OPEN]
