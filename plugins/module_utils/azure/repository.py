# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup repositories of Azure, operations under ``/repositories``.

What a folder holds before it becomes a repository, and how one is encrypted, is told by
``POST /repositories/settings/getMetadata`` alone; whether a password is the right one by
``POST /repositories/{repositoryId}/checkPassword``; who uses one by ``GET /repositories/validateDelete``.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..core.errors import InvalidOption, ObjectNotFound, SessionFailed, SessionTimedOut, VeeamError, listed, sentence
from ..core.polling import Waiting
from ..engine.plan import CREATE, DELETE, NONE, UPDATE
from ..engine.reconciler import resource_module
from ..engine.task import Task
from ..schema.fields import Field, Reference
from ..schema.resource import Check, More, Operation, Resource, filled
from ..sessions.adapter import RUNNING, adapter_of
from ..sessions.watcher import wait_for_sessions
from .product import AZURE
from .references import SERVICE_ACCOUNT

PATH = "/repositories"
ITEM = PATH + "/{repositoryId}"
METADATA = PATH + "/settings/getMetadata"
CHECK_PASSWORD = ITEM + "/checkPassword"
VALIDATE_DELETE = PATH + "/validateDelete"
KEYS = "/cloudInfrastructure/keyVaults/{keyVaultId}/keys"
SESSIONS = "/jobSessions"

STORAGE_ACCOUNT = Reference("storage account", "/cloudInfrastructure/storageAccounts")
KEY_VAULT = Reference("key vault", "/cloudInfrastructure/keyVaults")

INFERRED = "Inferred"
TIERS = (INFERRED, "Hot", "Cool", "Cold", "Archive")
CREATION, CHANGE, REMOVAL = "RepositoryCreation", "RepositoryEdit", "RepositoryDeletion"
UNFINISHED, FAILED = ("Creating", "Importing"), "Failed"
BY_KEY_VAULT = "KeyVault"

Found = Mapping[str, Any]
State = dict[str, Any]


class FolderHoldsRepository(VeeamError):
    """The folder is a repository already, and the task does not say what is needed to take that over."""


class RepositoryInUse(VeeamError):
    """Policies, storage templates or settings use the repository, so it cannot be removed."""


class RepositoryOfAnother(VeeamError):
    """Another appliance owns the repository, so this one cannot change it."""


class RepositoryNotReady(VeeamError):
    """The repository is there, but the server could not finish it."""


class WrongPassword(VeeamError):
    """The repository is encrypted with another password."""


FIELDS = (
    Field("id", mode="computed"),
    Field("name", required=True),
    Field("description"),
    Field("service_account", api="azureAccountId", reference=SERVICE_ACCOUNT, required=True),
    Field("storage_account", mode="immutable", api="azureStorageAccountId", reference=STORAGE_ACCOUNT, required=True),
    Field(
        "container",
        mode="immutable",
        api="azureStorageContainer",
        response_api="azureStorageContainer.name",
        required=True,
    ),
    Field("folder", mode="immutable", api="azureStorageFolder", response_api="azureStorageFolder.name", required=True),
    Field("storage_tier", mode="immutable", choices=TIERS),
    Field("auto_create_tiers", "bool", mode="write_only_on_create"),
    Field("import_if_folder_has_backup", "bool", mode="write_only_on_create"),
    Field("concurrency_limit", "int"),
    Field(
        "storage_consumption_limit",
        "dict",
        fields=(
            Field("limit_value", "int", required=True),
            Field("limit_type", choices=("MB", "GB", "TB"), required=True),
        ),
    ),
    Field("encrypted", "bool", api="enableEncryption"),
    Field("encryption_password", mode="secret", api="password"),
    Field("encryption_hint", api="hint"),
    Field("key_vault", api="keyVaultId", reference=KEY_VAULT),
    Field("key_vault_key", api="keyVaultKeyUri", response_api="keyUri"),
    Field("status", mode="computed"),
    Field("type", mode="computed", api="repositoryType"),
    Field("region_id", mode="computed"),
    Field("region_name", mode="computed"),
    Field("environment", mode="computed"),
    Field("storage_account_name", mode="computed", api="azureStorageAccountName"),
    Field("storage_tier_inferred", "bool", mode="computed", api="isStorageTierInferred"),
    Field("immutability_enabled", "bool", mode="computed"),
    Field("veeam_vault_id", "int", mode="computed"),
    Field(
        "ownership",
        "dict",
        mode="computed",
        api="repositoryOwnership",
        fields=(
            Field("has_another_owner", "bool", mode="computed"),
            Field("owner_id", mode="computed", api="currentOwnerIdentifier"),
            Field("owner_name", mode="computed", api="currentOwnerName"),
        ),
    ),
)


# --- What the server alone can tell ---


def read_encryption(task: Task, found: Found) -> Mapping[str, Any]:
    """How a repository is encrypted, from what its folder says; nothing for one that is not."""
    if not found.get("enableEncryption"):
        return {}
    place = {
        "azureAccountId": found["azureAccountId"],
        "azureStorageAccountId": found["azureStorageAccountId"],
        "azureStorageContainer": (found.get("azureStorageContainer") or {}).get("name"),
        "azureStorageFolder": (found.get("azureStorageFolder") or {}).get("name"),
    }
    told = task.client.post_read(METADATA, place)
    return {key: told.get(key) for key in ("encryptionMethod", "keyVaultId", "keyUri", "keyName")}


def read_tier(task: Task, found: Found) -> Mapping[str, Any]:
    """The tier in the word of a task that wants that of the storage account: the server tells which tier that is."""
    inferred = found.get("isStorageTierInferred") and task.params.get("storage_tier") == INFERRED
    return {"storageTier": INFERRED} if inferred else {}


def refined(task: Task, found: Found | None, wanted: State) -> State:
    """The state wanted with the key's address in the place of its name, and without a password that is in force."""
    wanted = dict(wanted)
    _validate_combination(wanted)
    by_password, by_key = bool(wanted.get("encryption_password")), bool(wanted.get("key_vault_key"))
    if by_password or by_key:
        # Never unencrypted because a word was left out.
        wanted.setdefault("encrypted", True)
    if by_key:
        wanted["key_vault_key"] = _key_uri(task, found, wanted)
    if found is not None and found.get("keyUri") and wanted.get("encrypted") is False:
        wanted.update(key_vault=None, key_vault_key=None)
    if found is None or not found.get("keyUri"):
        for option in ("key_vault", "key_vault_key"):
            if not wanted.get(option):
                wanted.pop(option, None)
    if found is None:
        if wanted.get("encrypted") and not by_password and not by_key:
            raise InvalidOption(
                "An encrypted repository needs encryption_password, or key_vault and key_vault_key.",
                missing=["encryption_password", "key_vault_key"],
            )
        return wanted
    return _refined_password(task, found, wanted) if by_password else wanted


def _validate_combination(wanted: State) -> None:
    secrets = [one for one in ("encryption_password", "key_vault_key") if wanted.get(one)]
    if len(secrets) > 1:
        raise InvalidOption(
            "A repository is encrypted with a password or with a key: give either encryption_password or "
            "key_vault_key.",
            option="key_vault_key",
        )
    if secrets and wanted.get("encrypted") is False:
        raise InvalidOption(
            f"encrypted=false and {secrets[0]} contradict each other: leave one of them out.", option="encrypted"
        )
    if wanted.get("key_vault") and not wanted.get("key_vault_key"):
        raise InvalidOption("key_vault says where a key is: give key_vault_key too.", missing=["key_vault_key"])
    if wanted.get("auto_create_tiers") and wanted.get("storage_tier"):
        raise InvalidOption(
            "auto_create_tiers makes a repository for each access tier: leave storage_tier out, or give the one tier "
            "alone.",
            option="storage_tier",
        )


def _refined_password(task: Task, found: Found, wanted: State) -> State:
    if not found.get("enableEncryption"):
        return wanted
    if found.get("status") in UNFINISHED:
        # It gets the password in this moment; there is none to compare with.
        return {option: value for option, value in wanted.items() if option != "encryption_password"}
    if found.get("encryptionMethod") == BY_KEY_VAULT:
        # The change from a key to a password shows in these two.
        return {**wanted, "key_vault": None, "key_vault_key": None}
    if task.client.post_read(filled(CHECK_PASSWORD, str(found["id"])), wanted["encryption_password"]):
        return {option: value for option, value in wanted.items() if option != "encryption_password"}
    if task.params.get("update_secrets") != "always":
        hint = found.get("hint")
        raise WrongPassword(
            "The repository '{}' is encrypted with another password than encryption_password{}. Correct it, or give "
            "update_secrets=always to make this the password from now on.".format(
                found.get("name"), f" (its hint is '{hint}')" if hint else ""
            ),
            name=found.get("name"),
            hint=hint,
        )
    return wanted


def _key_uri(task: Task, found: Found | None, wanted: State) -> str:
    """The address of the key that the task names, or gives the address of."""
    given = str(wanted["key_vault_key"])
    same_vault = found is not None and wanted.get("key_vault", found.get("keyVaultId")) == found.get("keyVaultId")
    if found is not None and same_vault and given in (found.get("keyName"), found.get("keyUri")):
        # Whatever its version: a key that is rotated stays the same key.
        return str(found["keyUri"])
    vault = wanted.get("key_vault") or (found or {}).get("keyVaultId")
    if not vault:
        raise InvalidOption("key_vault_key needs key_vault, the vault that the key is in.", missing=["key_vault"])
    account = wanted.get("service_account") or (found or {}).get("azureAccountId")
    keys = list(task.client.pages(filled(KEYS, str(vault)), {"ServiceAccountId": account}))
    uris = [str(one["uri"]) for one in keys if given in (one.get("name"), one.get("uri"))]
    if not uris:
        raise ObjectNotFound(
            "There is no key '{}' in the key vault '{}', or the service account may not see it. It shows: {}.".format(
                given, task.params.get("key_vault") or vault, listed(sorted({str(one.get("name")) for one in keys}))
            ),
            name=given,
            noun="key",
        )
    if len(uris) > 1:
        raise InvalidOption(
            f"The key '{given}' has {len(uris)} versions: give the address of one as key_vault_key. "
            f"There are {', '.join(uris)}.",
            option="key_vault_key",
            candidates=uris,
        )
    return uris[0]


# --- What an earlier run left ---


def settle(task: Task, found: Found, operation: str) -> bool:
    """Wait for what the server does to a repository already, where it is not done or comes before ``operation``."""
    if operation == NONE and found.get("status") not in UNFINISHED:
        return False
    ids = {str(one) for one in found.get("tierIds") or [found["id"]]}
    asked = {"Types": [CREATION, CHANGE, REMOVAL]}
    busy = [one for one in task.client.pages(SESSIONS, asked) if _is_running(task, one) and ids & set(_about(one))]
    if not busy:
        # What was at work when the repository was read may be done since.
        return True
    try:
        wait_for_sessions(task.client, task.clock, busy, Waiting.of(task.params), task.progress)
    except SessionTimedOut:
        raise
    except SessionFailed as failure:
        # How that ended shows in the repository; what this task has to do is decided by that.
        task.warnings.append(failure.message)
    return True


def _is_running(task: Task, session: Mapping[str, Any]) -> bool:
    return adapter_of(task.client.product).verdict(session).status == RUNNING


def _about(session: Mapping[str, Any]) -> Iterator[str]:
    about = session.get("repositoryJobInfo") or {}
    if about.get("repositoryId"):
        yield str(about["repositoryId"])


def one_of_tiers(task: Task, similar: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The repositories that auto_create_tiers made, as one of the task's name; None where there are none."""
    name = str(task.params["name"])
    if not task.params.get("auto_create_tiers") or task.params["state"] == "absent":
        return None
    tiers = [one for one in similar if str(one.get("name")).startswith(name) and _in_place(task, one)]
    if not tiers:
        return None
    # The one that matters: what is not finished has to be waited for, what failed has to be said.
    tiers.sort(key=lambda one: (one.get("status") not in UNFINISHED, one.get("status") != FAILED))
    return {
        **tiers[0],
        "name": name,
        "tierIds": [one["id"] for one in tiers],
        "tierNames": [one["name"] for one in tiers],
    }


def _in_place(task: Task, found: Found) -> bool:
    places = (("container", "azureStorageContainer"), ("folder", "azureStorageFolder"))
    return all(
        task.params.get(option) in (None, (found.get(key) or {}).get("name")) for option, key in places
    ) and task.params.get("storage_account") in (
        None,
        found.get("azureStorageAccountId"),
        found.get("azureStorageAccountName"),
    )


# --- What speaks against an operation ---


def ensure_folder_is_free(task: Task, _found: Found | None, body: Found | None) -> None:
    """Raise FolderHoldsRepository where the folder is a repository already that the task cannot take over."""
    asked = {key: value for key, value in (body or {}).items() if key != "password"}
    held = task.client.post_read(METADATA, asked)
    if not held.get("repositoryExists"):
        return
    problem = _takeover_problem(task, body or {}, held)
    if problem:
        raise FolderHoldsRepository(
            "The folder '{}' in the container '{}' holds a repository already ({}). {}".format(
                task.params["folder"], task.params["container"], _described(held), problem
            ),
            encryption_method=held.get("encryptionMethod"),
            hint=held.get("hint"),
            storage_tier=held.get("storageTier"),
            key_vault=held.get("keyVaultName"),
            key=held.get("keyUri"),
        )


def _described(held: Found) -> str:
    parts = ["access tier {}".format(held.get("storageTier") or "unknown")]
    if held.get("encryptionMethod") == BY_KEY_VAULT:
        parts.append(
            "encrypted with the key '{}' of the key vault '{}'".format(
                held.get("keyName") or held.get("keyUri"), held.get("keyVaultName") or held.get("keyVaultId")
            )
        )
    elif held.get("isEncrypted"):
        hint = held.get("hint")
        parts.append("encrypted with a password" + (f", whose hint is '{hint}'" if hint else ""))
    else:
        parts.append("not encrypted")
    return ", ".join(parts)


def _takeover_problem(task: Task, body: Found, held: Found) -> str:
    """What the task lacks to take the repository over, with what to do; empty where it lacks nothing."""
    if not task.params.get("import_if_folder_has_backup"):
        return (
            "It may belong to another appliance. Give import_if_folder_has_backup=true to take it over with its "
            "backups, or another folder."
        )
    tier, wanted = held.get("storageTier"), task.params.get("storage_tier")
    if wanted and wanted != INFERRED and tier not in (None, INFERRED, wanted):
        return f"It cannot be taken over with storage_tier={wanted}: leave that out, or give {tier}."
    if held.get("encryptionMethod") == BY_KEY_VAULT:
        if body.get("keyVaultKeyUri") != held.get("keyUri"):
            return "To take it over, give that key as key_vault and key_vault_key."
    elif held.get("isEncrypted") and not body.get("password"):
        return "To take it over, give its password as encryption_password."
    return ""


def ensure_unused(task: Task, found: Found | None, _body: Found | None) -> None:
    """Raise RepositoryInUse where the server says that something uses the repository."""
    identifier = str((found or {})["id"])
    for one in uses_of(task, [identifier]).values():
        used = [_in_words(noun, [str(each["name"]) for each in one[key]]) for key, noun in USERS if one[key]]
        used += [sentence(str(each["message"])).rstrip(".") for each in one["other"]]
        if used:
            raise RepositoryInUse(
                "The repository '{}' is in use and cannot be removed: {}. Let them use another repository first, then "
                "run this again.".format((found or {}).get("name"), "; ".join(used)),
                **one,
            )


USERS = (("policies", "policy"), ("storage_templates", "storage template"))


def _in_words(noun: str, names: Sequence[str]) -> str:
    return f"it is used by the {noun} {listed(names, limit=30)}"


def uses_of(task: Task, ids: Sequence[str]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """What uses each repository, by its id: ``policies``, ``storage_templates`` and ``other``."""
    response = task.client.get(VALIDATE_DELETE, {"RepositoryId": list(ids)}) if ids else {}
    return {
        str(one["repository"]["id"]): {
            "policies": [
                {"id": each["id"], "name": each["name"], "type": each["policyType"]}
                for each in one.get("usedInPolicies") or []
            ],
            "storage_templates": [
                {"id": each["id"], "name": each["name"]} for each in one.get("usedInStorageTemplates") or []
            ],
            "other": [
                {"code": each["code"], "message": each["message"]}
                for each in one.get("additionalUsagesAndErrors") or []
            ],
        }
        for one in response.get("results") or []
    }


def ensure_usable(task: Task, found: Found | None, _body: Found | None) -> None:
    """Raise RepositoryNotReady for a repository that failed; warn of one that another appliance owns."""
    if found is None:
        return
    if found.get("status") == FAILED:
        raise RepositoryNotReady(
            "The repository '{}' is there, but its status is Failed. Look into its sessions with "
            "opendr.veeam.veeam_azure_session_info; to add it again, remove it first with state=absent.".format(
                found.get("name")
            ),
            id=found.get("id"),
            status=FAILED,
        )
    owner = found.get("repositoryOwnership") or {}
    if owner.get("hasAnotherOwner"):
        task.warnings.append(
            "The repository '{}' belongs to another appliance, {}: this one only reads it.".format(
                found.get("name"), owner.get("currentOwnerName") or owner.get("currentOwnerIdentifier")
            )
        )


def ensure_changeable(_task: Task, found: Found | None, _body: Found | None) -> None:
    """Raise for a change of what is not this appliance's, or not one repository."""
    found = found or {}
    owner = found.get("repositoryOwnership") or {}
    if owner.get("hasAnotherOwner"):
        raise RepositoryOfAnother(
            "The repository '{}' belongs to another appliance, {}, and can only be read here. Change it there, or "
            "remove it here, and add it again with import_if_folder_has_backup=true to take it over.".format(
                found.get("name"), owner.get("currentOwnerName") or owner.get("currentOwnerIdentifier")
            ),
            owner=owner.get("currentOwnerName"),
            owner_id=owner.get("currentOwnerIdentifier"),
        )
    if found.get("tierNames"):
        raise InvalidOption(
            "auto_create_tiers has made {} of '{}'. Change each of them by its own name, without "
            "auto_create_tiers.".format(listed(found["tierNames"]), found.get("name")),
            option="auto_create_tiers",
        )


REPOSITORY = Resource(
    product=AZURE,
    noun="repository",
    path=PATH,
    name_filter="SearchPattern",
    fields=FIELDS,
    whole_update=False,
    create=Operation("POST", PATH, "sessions", session_type=CREATION),
    update=Operation("PUT", ITEM, "session", session_type=CHANGE),
    delete=Operation("DELETE", ITEM, "session", session_type=REMOVAL),
    more=(
        More(("encryption_password", "key_vault", "key_vault_key"), read_encryption, kept=True),
        More(("storage_tier",), read_tier),
    ),
    refined=refined,
    secrets_with=("encrypted", "key_vault_key"),
    settle=settle,
    stand_in=one_of_tiers,
    told_names={"azureStorageAccountId": "azureStorageAccountName"},
    checks=(
        Check((CREATE,), ensure_folder_is_free),
        Check((NONE,), ensure_usable),
        Check((UPDATE,), ensure_changeable),
        Check((DELETE,), ensure_unused),
    ),
    reads=(VALIDATE_DELETE, KEYS, SESSIONS),
    post_reads=(METADATA, CHECK_PASSWORD),
)

MODULE = resource_module(REPOSITORY)
