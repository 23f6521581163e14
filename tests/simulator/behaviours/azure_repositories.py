# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: backup repositories. They are added, changed and removed by sessions; a folder keeps what was put into it."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import async_operations, generic
from ..exports import export
from ..filters import matches
from ..job_sessions import COLLECTION as SESSIONS
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.azure_infrastructure import KEY_VAULTS, SERVICE_ACCOUNTS, STORAGE_ACCOUNTS, containers, folders, keys
from ..seeds.azure_repositories import CONTENTS, FOLDERS, REPOSITORIES, REPOSITORY_SEEDS, USES, Contents, place
from ..state import Item
from ..vbr_sessions import Course, Failure
from .azure_infrastructure import known

if TYPE_CHECKING:
    from ..backend import Backend

BASE = "/api/v8.1/repositories"
ONE = f"{BASE}/{{repositoryId}}"
_CONTENTS, _USES = "repository contents", "repository uses"
# How many repositories an answer about their uses has.
_USES_PAGE = 4
_TIERS = ("Hot", "Cool", "Archive")
_ADD = ["Checking access to the storage account", "Preparing the folder", "Saving the repository"]
_EDIT = ["Reading the present settings", "Saving the repository"]
_REMOVE = ["Checking for uses of the repository", "Removing the repository from the configuration"]
_EXPORTED = (
    "name",
    "description",
    "azureStorageAccountName",
    "storageTier",
    "enableEncryption",
    "status",
    "regionName",
    "immutabilityEnabled",
)
_ENDED = ("Success", "Warning", "Error", "Canceled")
_CHANGED = (
    "name",
    "description",
    "azureAccountId",
    "concurrencyLimit",
    "enableEncryption",
    "hint",
    "storageConsumptionLimit",
)

columns(
    "azure",
    REPOSITORIES,
    {
        "type": "repositoryType",
        "tier": "storageTier",
        "isEncrypted": "enableEncryption",
        "serviceAccountId": "azureAccountId",
    },
)


@seeds("azure")
def plant(backend: Backend) -> None:
    backend.store.load({REPOSITORIES: REPOSITORY_SEEDS})
    backend.store.load(FOLDERS, key="name")
    backend.store.documents[_CONTENTS] = dict(CONTENTS)
    backend.store.documents[_USES] = dict(USES)


@handles("azure", "POST", f"{BASE}/settings/getMetadata")
def metadata(backend: Backend, request: Request) -> Answer:
    """What a folder holds; nothing in it is changed."""
    try:
        where, immutable = _place(backend, request.body)
    except Refusal as refusal:
        return async_operations.answer(backend, request, refusal)
    held: Contents | None = backend.store.documents[_CONTENTS].get(where)
    found: Item = {
        "repositoryExists": held is not None,
        "isEncrypted": False,
        "encryptionMethod": "None",
        "immutability": "Immutable" if immutable else "Mutable",
    }
    if held is not None:
        found.update(
            storageTier=held.tier, isEncrypted=held.method != "None", encryptionMethod=held.method, hint=held.hint
        )
    if held is not None and held.key:
        vault = backend.store.get(KEY_VAULTS, str(held.vault)) or {}
        name, version = held.key.split("/")[-2:]
        found.update(
            keyVaultId=held.vault, keyVaultName=vault.get("name"), keyUri=held.key, keyName=name, keyVersion=version
        )
    return async_operations.answer(backend, request, found)


def _place(backend: Backend, body: Mapping[str, Any]) -> tuple[tuple[str, str, str], bool]:
    """Where a request wants a repository, and whether what is written there stays; refuses what does not exist."""
    known(backend, SERVICE_ACCOUNTS, body["azureAccountId"], "Service account")
    storage = known(backend, STORAGE_ACCOUNTS, body["azureStorageAccountId"], "Storage account")
    if storage["performance"] != "Standard":
        raise Refusal(400, f"Storage account {storage['name']} is of the Premium type, which repositories cannot use")
    container = known(backend, containers(storage["id"]), body["azureStorageContainer"], "Container")
    return (
        place(storage["id"], container["name"], body["azureStorageFolder"]),
        container["ImmutabilityPolicyState"] != "NotPresent",
    )


@handles("azure", "POST", f"{ONE}/checkPassword")
def check_password(backend: Backend, request: Request) -> Answer:
    held = _contents(backend, _existing(backend, request))
    return async_operations.answer(backend, request, held.method == "Password" and held.password == request.body)


@handles("azure", "GET", f"{BASE}/validateDelete")
def validate_delete(backend: Backend, request: Request) -> Answer:
    """Uses of the repositories asked about, of every one where none is named: a page of them, without a next one."""
    wanted = request.query.get("RepositoryId") or list(backend.store.collection(REPOSITORIES))
    results = [
        {
            "repository": item,
            "usedInPolicies": [],
            "usedInStorageTemplates": [],
            "additionalUsagesAndErrors": [],
            **backend.store.documents[_USES].get(key, {}),
        }
        for key in wanted
        if (item := backend.store.get(REPOSITORIES, key))
    ]
    page = {"offset": 0, "limit": _USES_PAGE, "totalCount": len(results), "results": results[:_USES_PAGE]}
    return Answer(200, backend.values(request).fit(request.operation.answer_schema(200) or {}, page, request.path))


@handles("azure", "POST", f"{BASE}/export")
def export_repositories(backend: Backend, request: Request) -> Answer:
    body = request.body or {}
    items = list(backend.store.collection(REPOSITORIES).values())
    for wanted, name in (
        (body.get("repositoryIds"), "id"),
        (body.get("status"), "status"),
        (body.get("tier"), "storageTier"),
    ):
        items = [item for item in items if not wanted or item[name] in wanted]
    for flag, name in (("isEncrypted", "enableEncryption"), ("immutabilityEnabled", "immutabilityEnabled")):
        items = [item for item in items if body.get(flag) in (None, item[name])]
    text = body.get("searchPattern")
    items = [item for item in items if not text or matches(item["name"], text)]
    return export(request, "Repository", items, _EXPORTED)


@handles("azure", "POST", BASE)
def add(backend: Backend, request: Request) -> Answer:
    """One repository, or one for each access tier: a session for each."""
    body = request.body
    where, immutable = _place(backend, body)
    _refuse_half_encryption(backend, body, encrypted_before=False)
    tiers = _TIERS if body.get("autoCreateTiers") else (body.get("storageTier") or "Inferred",)
    names = [f"{body.get('name')} {tier}" if body.get("autoCreateTiers") else str(body.get("name")) for tier in tiers]
    for other in backend.store.collection(REPOSITORIES).values():
        if other["name"] in names:
            raise Refusal(409, f"A repository named {other['name']} exists already")
        if _where(other) == where:
            raise Refusal(409, f"The folder {where[2]} is used by the repository {other['name']} already")
    held: Contents | None = backend.store.documents[_CONTENTS].get(where)
    if held is not None and not body.get("importIfFolderHasBackup"):
        raise Refusal(400, f"The folder {where[2]} holds backups already, and importing them was not asked for")
    sessions = [
        _add_one(backend, body, name, tier, where, immutable, held) for name, tier in zip(names, tiers, strict=True)
    ]
    schema = request.operation.answer_schema(202) or {}
    return Answer(202, backend.values(request).fit(schema, sessions, request.path))


def _add_one(
    backend: Backend,
    body: Item,
    name: str,
    tier: str,
    where: tuple[str, str, str],
    immutable: bool,
    held: Contents | None,
) -> Item:
    storage = known(backend, STORAGE_ACCOUNTS, where[0], "Storage account")
    real_tier = storage["accessTier"] if tier == "Inferred" else tier
    item: Item = {
        "id": str(uuid.uuid4()),
        "name": name,
        "description": body.get("description") or "",
        "azureStorageAccountId": storage["id"],
        "azureStorageAccountName": storage["name"],
        "azureStorageContainer": backend.store.get(containers(where[0]), where[1]),
        "azureStorageFolder": {"name": where[2], "supportsVersioning": None, "ImmutabilityPolicyState": "NotPresent"},
        "enableEncryption": bool(body.get("enableEncryption")),
        "hint": body.get("hint"),
        "regionId": storage["regionId"],
        "regionName": storage["regionName"],
        "azureAccountId": body["azureAccountId"],
        "repositoryType": "Backup",
        "environment": "Global",
        "status": "Importing" if held else "Creating",
        "storageTier": real_tier,
        "isStorageTierInferred": tier == "Inferred",
        "immutabilityEnabled": immutable,
        "repositoryOwnership": {"hasAnotherOwner": False, "currentOwnerIdentifier": None, "currentOwnerName": None},
        "concurrencyLimit": body.get("concurrencyLimit"),
        "storageConsumptionLimit": body.get("storageConsumptionLimit"),
        "veeamVaultId": None,
    }
    backend.store.put(REPOSITORIES, item["id"], item)

    def work() -> None:
        secret = _secret(body)
        if held is not None:
            _refuse_wrong_secret(held, secret)
        backend.store.documents[_CONTENTS][where] = dataclasses.replace(held or secret, tier=real_tier, owner=None)
        backend.store.put(folders(where[0], where[1]), where[2], item["azureStorageFolder"])
        backend.store.change(REPOSITORIES, item["id"], status="Ready")

    def ended(outcome: str, _message: str) -> None:
        if outcome not in ("success", "warn"):
            backend.store.change(REPOSITORIES, item["id"], status="Failed")

    return _session(backend, "RepositoryCreation", f"Adding {name}", item, _ADD, work, ended)


def _refuse_wrong_secret(held: Contents, given: Contents) -> None:
    if held.method == "Password" and held.password != given.password:
        raise Failure("The password of the repository in the folder is not correct")
    if held.method == "KeyVault" and held.key != given.key:
        raise Failure("The repository in the folder is encrypted with another key")


def _secret(body: Mapping[str, Any]) -> Contents:
    if not body.get("enableEncryption"):
        return Contents()
    return Contents(
        password=body.get("password"),
        hint=body.get("hint"),
        vault=body.get("keyVaultId"),
        key=body.get("keyVaultKeyUri"),
    )


def _refuse_half_encryption(backend: Backend, body: Mapping[str, Any], encrypted_before: bool) -> None:
    """Encryption takes a password or a key that is there, and not both."""
    password, vault, uri = body.get("password"), body.get("keyVaultId"), body.get("keyVaultKeyUri")
    if password and uri:
        raise Refusal(400, "Give either a password or a Key Vault key")
    if vault or uri:
        found = known(backend, KEY_VAULTS, vault, "Key vault")
        known(backend, keys(found["id"]), uri, "Key Vault key")
    if body.get("enableEncryption") and not (password or uri or encrypted_before):
        raise Refusal(400, "Encryption needs a password or a Key Vault key")


@handles("azure", "PUT", ONE)
def change(backend: Backend, request: Request) -> Answer:
    """What the body leaves out stays as it is."""
    item, body = _existing(backend, request), request.body or {}
    _refuse_busy(backend, item)
    if item["repositoryOwnership"]["hasAnotherOwner"]:
        raise Refusal(400, f"The repository is owned by {item['repositoryOwnership']['currentOwnerName']}")
    if any(
        other["name"] == body.get("name") and other["id"] != item["id"]
        for other in backend.store.collection(REPOSITORIES).values()
    ):
        raise Refusal(409, f"A repository named {body['name']} exists already")
    if body.get("azureAccountId"):
        known(backend, SERVICE_ACCOUNTS, body["azureAccountId"], "Service account")
    _refuse_half_encryption(backend, body, item["enableEncryption"])

    def work() -> None:
        values = {name: body[name] for name in _CHANGED if name in body}
        held = _contents(backend, item)
        if body.get("enableEncryption") is False:
            held = dataclasses.replace(Contents(held.tier), owner=held.owner)
            values["hint"] = None
        elif body.get("password") or body.get("keyVaultKeyUri"):
            held = dataclasses.replace(_secret({**body, "enableEncryption": True}), tier=held.tier, owner=held.owner)
        backend.store.documents[_CONTENTS][_where(item)] = held
        backend.store.change(REPOSITORIES, item["id"], **values)

    return _one_session(backend, request, "RepositoryEdit", f"Changing {item['name']}", item, _EDIT, work)


@handles("azure", "DELETE", ONE)
def remove(backend: Backend, request: Request) -> Answer:
    """The configuration forgets the repository; backups in its folder stay there, an empty folder is left clean."""
    item = _existing(backend, request)
    _refuse_busy(backend, item)
    if backend.store.documents[_USES].get(item["id"]):
        raise Refusal(400, f"The repository {item['name']} is in use")

    def work() -> None:
        backend.store.remove(REPOSITORIES, item["id"])
        if _where(item) not in CONTENTS:
            backend.store.documents[_CONTENTS].pop(_where(item), None)

    return _one_session(backend, request, "RepositoryDeletion", f"Removing {item['name']}", item, _REMOVE, work)


def _refuse_busy(backend: Backend, item: Item) -> None:
    for session in backend.store.collection(SESSIONS).values():
        if (session.get("repositoryJobInfo") or {}).get("repositoryId") == item["id"] and session[
            "status"
        ] not in _ENDED:
            raise Refusal(409, f"The repository {item['name']} is being processed by another session")


def _session(
    backend: Backend, kind: str, title: str, item: Item, steps: list[str], work: Any, ended: Any = None
) -> Item:
    return backend.sessions.start(
        kind,
        title=title,
        steps=steps,
        work=work,
        course=Course(ended=ended) if ended else None,
        repositoryJobInfo={"repositoryId": item["id"], "repositoryName": item["name"], "repositoryRemoved": False},
    )


def _one_session(
    backend: Backend, request: Request, kind: str, title: str, item: Item, steps: list[str], work: Any
) -> Answer:
    session = _session(backend, kind, title, item, steps, work)
    schema = request.operation.answer_schema(202) or {}
    return Answer(202, backend.values(request).fit(schema, session, request.path))


def _where(item: Item) -> tuple[str, str, str]:
    return place(
        item["azureStorageAccountId"], item["azureStorageContainer"]["name"], item["azureStorageFolder"]["name"]
    )


def _contents(backend: Backend, item: Item) -> Contents:
    found: Contents | None = backend.store.documents[_CONTENTS].get(_where(item))
    return found or Contents(item["storageTier"])


def _existing(backend: Backend, request: Request) -> Item:
    return known(backend, REPOSITORIES, request.parameters["repositoryId"], "Repository")


@handles("azure", "GET", BASE)
def repositories(backend: Backend, request: Request) -> Answer:
    """All of one tenant: the appliance of the seeds has no other."""
    query = dict(request.query)
    query.pop("TenantId", None)
    request.query = query
    return generic.listing(backend, request, generic.all_of(backend, request.path))
