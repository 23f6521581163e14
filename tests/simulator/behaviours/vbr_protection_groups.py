# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: protection groups, the computers that are discovered in them, and the objects of Active Directory domains.

Rules that are in no document: a name is there once, what a group names has to exist, an account that is used once is
kept nowhere, and a group that a job processes stays, as those do that the server has made.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from ..generic import listing
from ..messages import Answer, Refusal, Request
from ..registry import checks, columns, handles, seeds, views
from ..seeds import vbr_protection_groups
from ..seeds.vbr_credentials import CREDENTIALS
from ..seeds.vbr_protection_groups import GROUPS, MANUAL, UNMANAGED, directory_of
from ..state import Item
from ..values import stable_id
from .vbr_ad_domains import DOMAINS

if TYPE_CHECKING:
    from ..backend import Backend

BASE = f"/api/v1/{GROUPS}"
DIRECTORY = "/api/v1/inventory/activeDirectory/domains/{id}"
JOBS = "jobs"
_BY_SERVER = (MANUAL, UNMANAGED)
# The scopes of custom roles: the account of the simulator has every one.
_EVERY_SCOPE: Any = lambda _item: ["Backup", "Restore", "Any"]  # noqa: E731

columns("vbr", GROUPS, {"permissionScope": _EVERY_SCOPE})
columns("vbr", f"{GROUPS}/{{id}}/discoveredEntities", {"ipAddress": "ipAddresses", "permissionScope": _EVERY_SCOPE})
columns("vbr", "inventory/activeDirectory/domains/{id}", {"fullName": "fullName"})


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load(vbr_protection_groups.SEEDS)
    for group in list(backend.store.collection(GROUPS).values()):
        discover(backend, group)


@views("vbr", GROUPS)
def group_view(_backend: Backend, item: Item, _revision: str) -> Item:
    """Without the accounts that are used once."""
    shown = copy.deepcopy(item)
    lists = (shown.get("computers"), shown.get("servers"), shown.get("credentials", {}).get("customCredentials"))
    for one in [one for found in lists for one in found or []]:
        one.pop("singleUseCredentials", None)
    return shown


@checks("vbr", GROUPS)
def check_group(backend: Backend, request: Request, item: Item) -> None:
    for other in backend.store.collection(GROUPS).values():
        if other["name"].lower() == item["name"].lower() and other["id"] != item["id"]:
            raise Refusal(400, f"Protection group {item['name']} already exists", resource=other["id"])
    _check_directory(backend, item)
    _check_accounts(backend, item)
    _remember(backend, item)
    item.setdefault("isDisabled", False)
    if item["type"] == "CSVFile":
        # Nobody reads the file.
        item["computerNames"] = ["csv01.dr.example", "csv02.dr.example"]
    if request.query.get("performRescan"):
        backend.sessions.start(f"Rescan of {item['name']}", "AgentDiscovery", work=lambda: discover(backend, item))


@handles("vbr", "DELETE", f"{BASE}/{{id}}")
def remove(backend: Backend, request: Request) -> Answer:
    group = _existing(backend, request)
    request.query.get("uninstallEverything")
    if group["type"] in _BY_SERVER:
        raise Refusal(500, f"Protection group {group['name']} cannot be removed", resource=group["id"])
    users = [job["name"] for job in backend.store.collection(JOBS).values() if group["id"] in _groups_of(job)]
    if users:
        names = ", ".join(sorted(users))
        raise Refusal(500, f"Unable to remove {group['name']} because it is in use by: {names}", resource=group["id"])

    def gone() -> None:
        backend.store.remove(GROUPS, group["id"])

    return backend.finish(request, f"Removing {group['name']}", gone, group, None, "InfrastructureItemDeletion")


@handles("vbr", "POST", f"{BASE}/{{id}}/rescan")
def rescan(backend: Backend, request: Request) -> Answer:
    group = _existing(backend, request)

    def work() -> None:
        discover(backend, backend.store.get(GROUPS, group["id"]) or group)

    return backend.finish(request, f"Rescan of {group['name']}", work, group, None, "AgentDiscovery")


@handles("vbr", "POST", f"{BASE}/{{id}}/enable")
def enable(backend: Backend, request: Request) -> Answer:
    return _switch(backend, request, False)


@handles("vbr", "POST", f"{BASE}/{{id}}/disable")
def disable(backend: Backend, request: Request) -> Answer:
    return _switch(backend, request, True)


@handles("vbr", "GET", DIRECTORY)
def directory(backend: Backend, request: Request) -> Answer:
    """All objects of a domain, in one flat list."""
    domain = backend.store.get(DOMAINS, request.parameters["id"])
    if domain is None:
        raise Refusal(404, f"Domain with ID {request.parameters['id']} was not found")
    return listing(backend, request, directory_of(domain), "inventory/activeDirectory/domains/{id}")


def discover(backend: Backend, group: Item) -> None:
    """Find the computers of a group, as they are now."""
    collection = f"{GROUPS}/{group['id']}/discoveredEntities"
    found = {entity["id"]: entity for entity in _entities(group)}
    for key in list(backend.store.collection(collection)):
        if key not in found:
            backend.store.remove(collection, key)
    for key, entity in found.items():
        backend.store.put(collection, key, entity)


def _switch(backend: Backend, request: Request, disabled: bool) -> Answer:
    group = _existing(backend, request)

    def work() -> None:
        backend.store.put(GROUPS, group["id"], {**group, "isDisabled": disabled})

    return backend.finish(request, f"Saving {group['name']}", work, group, None, "Infrastructure")


def _entities(group: Item) -> list[Item]:
    installs = bool(group.get("options", {}).get("installBackupAgent"))
    names = [computer["hostName"] for computer in group.get("computers") or group.get("servers") or []]
    names += group.get("computerNames") or []
    names += [one["name"] for one in group.get("cloudMachines") or [] if one["type"] == "Machine"]
    objects = group.get("activeDirectory", {}).get("objects") or []
    names += [one["fullName"] for one in objects if one["type"] == "Computer"]
    computers = [_computer(group, name, installs) for name in names]
    return computers + [_object(group, one) for one in objects if one["type"] != "Computer"]


def _computer(group: Item, name: str, installs: bool) -> Item:
    windows = name.startswith("win")
    return {
        **_entity(group, name, "Computer"),
        "state": "Online",
        "agentStatus": "Installed" if installs else "NotInstalled",
        "driverStatus": "NotInstalled",
        "ipAddresses": ["10.0.0.21"],
        "operatingSystem": "WindowsServer2022" if windows else "Unknown",
        "objectId": stable_id(f"computer {name}"),
        "plugins": [],
        "isTrusted": True,
    }


def _object(group: Item, found: Item) -> Item:
    domain = group["activeDirectory"]["domainControllerSettings"]
    return {**_entity(group, found["fullName"], "ActiveDirectory"), "domain": domain, "entity": found}


def _entity(group: Item, name: str, kind: str) -> Item:
    return {
        "id": stable_id(f"entity {group['id']} {name}"),
        "name": name,
        "parentId": group["id"],
        "protectionGroupId": group["id"],
        "type": kind,
    }


def _groups_of(job: Item) -> set[Any]:
    """The protection groups that a job of agents processes."""
    return {computer.get("protectionGroupId") for computer in job.get("computers") or []}


def _check_directory(backend: Backend, item: Item) -> None:
    settings = item.get("activeDirectory")
    if not settings:
        return
    given = settings["domainControllerSettings"]
    domain = backend.store.get(DOMAINS, given["id"])
    if domain is None or domain["serverName"] != given["serverName"]:
        raise Refusal(400, f"Domain {given['name']} with ID {given['id']} was not found")
    known = {one["id"] for one in directory_of(domain)}
    named = [*settings["objects"], *(item.get("exclusions", {}).get("excludedObjects") or [])]
    for one in named:
        if one["id"] not in known:
            raise Refusal(400, f"Object {one['distinguishedName']} was not found in {domain['name']}")


def _check_accounts(backend: Backend, item: Item) -> None:
    for computer in item.get("computers") or item.get("servers") or []:
        key = computer.get("credentialsId")
        if computer["connectionType"] == "PermanentCredentials" and backend.store.get(CREDENTIALS, key or "") is None:
            raise Refusal(400, f"Credentials {key} of {computer['hostName']} were not found")


def _remember(backend: Backend, item: Item) -> None:
    """Keep the hash of each password that came, by group and computer."""
    for computer in item.get("computers") or item.get("servers") or []:
        password = computer.get("singleUseCredentials", {}).get("password")
        if password:
            backend.secrets.remember(f"{GROUPS}/{item['name']}/{computer['hostName']}", "password", password)


def _existing(backend: Backend, request: Request) -> Item:
    key = request.parameters["id"]
    item = backend.store.get(GROUPS, key)
    if item is None:
        raise Refusal(404, f"Protection group with ID {key} was not found", resource=key)
    return item
