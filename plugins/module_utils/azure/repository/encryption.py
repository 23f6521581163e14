# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a repository of Azure is encrypted: by a password or by a key of a key vault.

``POST /repositories/settings/getMetadata`` returns the method and the key, ``POST
/repositories/{repositoryId}/checkPassword`` whether a password is the right one. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.errors import InvalidOption, ObjectNotFound, listed
from ...engine.plan import Body
from ...engine.task import Task
from ...http.client import Client
from ...schema.resource import filled
from ...schema.state import State
from .schema import BY_KEY_VAULT, CHECK_PASSWORD, KEYS, METADATA, UNFINISHED, WrongPassword


def read_encryption(client: Client, current: Body) -> Mapping[str, Any]:
    """How a repository is encrypted, from what its folder says; nothing for one that is not."""
    if not current.get("enableEncryption"):
        return {}
    place = {
        "azureAccountId": current["azureAccountId"],
        "azureStorageAccountId": current["azureStorageAccountId"],
        "azureStorageContainer": (current.get("azureStorageContainer") or {}).get("name"),
        "azureStorageFolder": (current.get("azureStorageFolder") or {}).get("name"),
    }
    metadata = client.post_read(METADATA, place)
    return {key: metadata.get(key) for key in ("encryptionMethod", "keyVaultId", "keyUri", "keyName", "keyVersion")}


def desired_encryption(task: Task, current: Body | None, desired: State) -> State:
    """The desired state with the address of the key in the place of its name, and without a password that is in use."""
    desired = dict(desired)
    _validate_combination(desired)
    by_password, by_key = bool(desired.get("encryption_password")), bool(desired.get("key_vault_key"))
    if by_password or by_key:
        # Never unencrypted because an option was omitted.
        desired.setdefault("encrypted", True)
    if by_key:
        desired["key_vault_key"] = _key_uri(task, current, desired)
    if current is not None and current.get("keyUri") and desired.get("encrypted") is False:
        desired.update(key_vault=None, key_vault_key=None)
    if current is None or not current.get("keyUri"):
        for option in ("key_vault", "key_vault_key"):
            if not desired.get(option):
                desired.pop(option, None)
    if current is None:
        if desired.get("encrypted") and not by_password and not by_key:
            raise InvalidOption(
                "An encrypted repository needs encryption_password, or key_vault and key_vault_key.",
                missing=["encryption_password", "key_vault_key"],
            )
        return desired
    return _desired_password(task, current, desired) if by_password else desired


def _validate_combination(desired: State) -> None:
    secrets = [option for option in ("encryption_password", "key_vault_key") if desired.get(option)]
    if len(secrets) > 1:
        raise InvalidOption(
            "A repository is encrypted with a password or with a key: give either encryption_password or "
            "key_vault_key.",
            option="key_vault_key",
        )
    if secrets and desired.get("encrypted") is False:
        raise InvalidOption(
            f"encrypted=false and {secrets[0]} contradict each other: leave one of them out.", option="encrypted"
        )
    if desired.get("key_vault") and not desired.get("key_vault_key"):
        raise InvalidOption("key_vault says where a key is: give key_vault_key too.", missing=["key_vault_key"])
    if desired.get("auto_create_tiers") and desired.get("storage_tier"):
        raise InvalidOption(
            "auto_create_tiers makes a repository for each access tier: leave storage_tier out, or give the one tier "
            "alone.",
            option="storage_tier",
        )


def _desired_password(task: Task, current: Body, desired: State) -> State:
    if not current.get("enableEncryption"):
        return desired
    if current.get("status") in UNFINISHED:
        # It gets its password right now; there is none to compare with yet.
        return {option: value for option, value in desired.items() if option != "encryption_password"}
    if current.get("encryptionMethod") == BY_KEY_VAULT:
        # The change from a key to a password shows in these two.
        return {**desired, "key_vault": None, "key_vault_key": None}
    if task.client.post_read(filled(CHECK_PASSWORD, str(current["id"])), desired["encryption_password"]):
        return {option: value for option, value in desired.items() if option != "encryption_password"}
    if task.params.get("update_secrets") != "always":
        hint = current.get("hint")
        raise WrongPassword(
            "The repository '{}' is encrypted with another password than encryption_password{}. Correct it, or give "
            "update_secrets=always to make this the password from now on.".format(
                current.get("name"), f" (its hint is '{hint}')" if hint else ""
            ),
            name=current.get("name"),
            hint=hint,
        )
    return desired


def _key_uri(task: Task, current: Body | None, desired: State) -> str:
    """The address of the key that the task names, or gives the address of."""
    given = str(desired["key_vault_key"])
    same_vault = current is not None and desired.get("key_vault", current.get("keyVaultId")) == current.get(
        "keyVaultId"
    )
    if current is not None and same_vault and given in (current.get("keyName"), current.get("keyUri")):
        # Whatever its version: a key that is rotated stays the same key.
        return str(current["keyUri"])
    vault = desired.get("key_vault") or (current or {}).get("keyVaultId")
    if not vault:
        raise InvalidOption("key_vault_key needs key_vault, the vault that the key is in.", missing=["key_vault"])
    account = desired.get("service_account") or (current or {}).get("azureAccountId")
    keys = list(task.client.pages(filled(KEYS, str(vault)), {"ServiceAccountId": account}))
    uris = [address_of(key) for key in keys if given in (key.get("name"), key.get("uri"))]
    if not uris:
        raise ObjectNotFound(
            "There is no key '{}' in the key vault '{}', or the service account may not see it. It shows: {}.".format(
                given, task.params.get("key_vault") or vault, listed(sorted({str(key.get("name")) for key in keys}))
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


def address_of(key: Mapping[str, Any]) -> str:
    """The address of a key in a key vault."""
    return str(key["uri"])
