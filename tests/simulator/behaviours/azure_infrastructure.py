# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: accounts, storage, key vaults and the rest of the cloud, some of it answered only after a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import async_operations, generic
from ..filters import Column, matches
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.azure_infrastructure import (
    BACKUP_ACCOUNT,
    BY_ID,
    BY_NAME,
    BY_TENANT,
    BY_URI,
    EXPIRED_ACCOUNT,
    KEY_VAULTS,
    REGIONS,
    RESOURCE_GROUPS,
    RESTORE_ACCOUNT,
    SECURITY_GROUPS,
    SERVICE_ACCOUNTS,
    SETS,
    SIZES,
    STORAGE_ACCOUNTS,
    SUBSCRIPTIONS,
    TENANTS,
    TEST_SUBSCRIPTION,
    VIRTUAL_NETWORKS,
    ZONES,
    containers,
    folders,
    keys,
    service_account_id,
)
from ..seeds.azure_virtual_machines import SUBSCRIPTION
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

_PREFIX = "/api/v8.1/"
_CONTAINERS = f"{_PREFIX}{STORAGE_ACCOUNTS}/{{azureStorageId}}/containers"

ALL_ACCOUNTS = [service_account_id(name) for name in (BACKUP_ACCOUNT, RESTORE_ACCOUNT, EXPIRED_ACCOUNT)]


def _of_id(item: Item) -> str:
    """The subscription that a resource is in, as its id has it."""
    return str(item["id"]).split("/")[2]


def _group_of(item: Item) -> str:
    """The resource group that a resource is in, as its id has it."""
    return str(item["id"]).split("/")[4]


# What is in the cloud, every service account sees.
_SEEN: dict[str, Column] = {"serviceAccountId": lambda item: ALL_ACCOUNTS}
columns("azure", SERVICE_ACCOUNTS, {"purpose": "purposes"})
columns("azure", VIRTUAL_NETWORKS, {**_SEEN, "subscriptionId": _of_id, "regionId": "regionName"})
columns("azure", SECURITY_GROUPS, _SEEN)
columns("azure", SETS, {**_SEEN, "subscriptionId": _of_id, "region": "regionName", "resourceGroupName": _group_of})
columns("azure", ZONES, {**_SEEN, "vmSizeName": lambda item: [size["name"] for size in BY_NAME[SIZES]]})
for _everywhere in (RESOURCE_GROUPS, KEY_VAULTS):
    columns("azure", _everywhere, {**_SEEN, "regionIds": "regionId"})
columns("azure", SUBSCRIPTIONS, {"accountId": lambda item: ALL_ACCOUNTS})
columns("azure", REGIONS, {**_SEEN, "subscriptionId": lambda item: [SUBSCRIPTION, TEST_SUBSCRIPTION]})
columns(
    "azure",
    STORAGE_ACCOUNTS,
    {
        **_SEEN,
        "accountId": lambda item: ALL_ACCOUNTS,
        "regionIds": "regionId",
        "repositoryCompatible": lambda item: [False, item["performance"] == "Standard"],
        "vhdCompatible": lambda item: [True, False],
    },
)


@seeds("azure")
def plant(backend: Backend) -> None:
    for items, key in ((BY_ID, "id"), (BY_NAME, "name"), (BY_URI, "uri"), (BY_TENANT, "tenantId")):
        backend.store.load(items, key=key)


def _later(backend: Backend, request: Request) -> Answer:
    """A list that the appliance may have to ask the cloud for."""
    return async_operations.answer(
        backend, request, generic.listing(backend, request, generic.all_of(backend, request.path)).body
    )


for _collection in (STORAGE_ACCOUNTS, KEY_VAULTS, REGIONS, RESOURCE_GROUPS):
    handles("azure", "GET", f"{_PREFIX}{_collection}")(_later)


@handles("azure", "GET", f"{_PREFIX}{TENANTS}")
def tenants(backend: Backend, request: Request) -> Answer:
    """The one list that never comes at once."""
    text = request.query.get("SearchPattern")
    items = [item for item in generic.all_of(backend, request.path) if not text or matches(item["name"], text)]
    return async_operations.answer(backend, request, backend.product.page(items, request.query, request.path))


@handles("azure", "GET", f"{_PREFIX}{SIZES}")
def sizes(backend: Backend, request: Request) -> Answer:
    """Every region offers all of them, to every service account."""
    known(backend, REGIONS, request.take("Region"), "Region")
    _check_account(backend, request)
    return generic.listing(backend, request, generic.all_of(backend, request.path))


@handles("azure", "GET", f"{_PREFIX}{SERVICE_ACCOUNTS}")
def service_accounts(backend: Backend, request: Request) -> Answer:
    query = dict(request.query)
    text = query.pop("Filter", None)
    request.query = query
    items = [
        item
        for item in generic.all_of(backend, request.path)
        if not text or matches(item["name"], text) or matches(item.get("description"), text)
    ]
    return async_operations.answer(backend, request, generic.listing(backend, request, items).body)


@handles("azure", "GET", _CONTAINERS)
def storage_containers(backend: Backend, request: Request) -> Answer:
    storage = known(backend, STORAGE_ACCOUNTS, request.parameters["azureStorageId"], "Storage account")
    return _seen(backend, request, containers(storage["id"]))


@handles("azure", "GET", f"{_CONTAINERS}/{{containerName}}/folders")
def container_folders(backend: Backend, request: Request) -> Answer:
    storage = known(backend, STORAGE_ACCOUNTS, request.parameters["azureStorageId"], "Storage account")
    container = known(backend, containers(storage["id"]), request.parameters["containerName"], "Container")
    return _seen(backend, request, folders(storage["id"], container["name"]))


@handles("azure", "GET", f"{_PREFIX}{KEY_VAULTS}/{{keyVaultId}}/keys")
def vault_keys(backend: Backend, request: Request) -> Answer:
    vault = known(backend, KEY_VAULTS, request.parameters["keyVaultId"], "Key vault")
    _check_account(backend, request)
    found = list(backend.store.collection(keys(vault["id"])).values())
    return async_operations.answer(backend, request, generic.listing(backend, request, found).body)


def _check_account(backend: Backend, request: Request) -> None:
    """Refuse a service account that does not exist; what is there, all of them see."""
    account = request.take("ServiceAccountId")
    if account is not None:
        known(backend, SERVICE_ACCOUNTS, account, "Service account")


def _seen(backend: Backend, request: Request, collection: str) -> Answer:
    """What a service account sees in a storage account."""
    query = dict(request.query)
    known(backend, SERVICE_ACCOUNTS, str(query.pop("accountId")), "Service account")
    text = query.pop("searchPattern", None)
    request.query = query
    items: list[Item] = [
        item for item in backend.store.collection(collection).values() if not text or matches(item["name"], text)
    ]
    return generic.listing(backend, request, items, collection)


def known(backend: Backend, collection: str, key: Any, noun: str) -> Item:
    """The object of a collection, or a refusal that says which there is not."""
    item = backend.store.get(collection, str(key))
    if item is None:
        raise Refusal(404, f"{noun} {key} was not found", resource=str(key))
    return item
