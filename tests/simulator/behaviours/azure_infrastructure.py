# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: accounts, storage, key vaults and the rest of the cloud, some of it answered only after a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import async_operations, generic
from ..filters import matches
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.azure_infrastructure import (
    BY_ID,
    BY_NAME,
    BY_TENANT,
    BY_URI,
    KEY_VAULTS,
    REGIONS,
    RESOURCE_GROUPS,
    SERVICE_ACCOUNTS,
    SIZES,
    STORAGE_ACCOUNTS,
    TENANTS,
    containers,
    folders,
    keys,
)
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

_PREFIX = "/api/v8.1/"
_CONTAINERS = f"{_PREFIX}{STORAGE_ACCOUNTS}/{{azureStorageId}}/containers"

columns("azure", SERVICE_ACCOUNTS, {"purpose": "purposes"})
columns(
    "azure",
    STORAGE_ACCOUNTS,
    {
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
    """Every region offers all of them."""
    known(backend, REGIONS, request.take("Region"), "Region")
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
    found = list(backend.store.collection(keys(vault["id"])).values())
    return async_operations.answer(backend, request, generic.listing(backend, request, found).body)


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
