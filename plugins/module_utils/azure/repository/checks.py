# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What speaks against creating, changing or removing a repository of Azure: reads only. Private to the collection.

``POST /repositories/settings/getMetadata`` returns what a folder holds before it becomes a repository.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...core.errors import InvalidOption, listed, readable
from ...engine.plan import Body
from ...engine.task import Task
from .schema import (
    BY_KEY_VAULT,
    FAILED,
    INFERRED,
    METADATA,
    FolderHoldsRepository,
    RepositoryInUse,
    RepositoryNotReady,
    RepositoryOfAnother,
)
from .usage import USERS, uses_of


def ensure_folder_is_free(task: Task, body: Body | None) -> None:
    """Raise FolderHoldsRepository where the folder is a repository already that the task cannot take over."""
    asked = {key: value for key, value in (body or {}).items() if key != "password"}
    held = task.client.post_read(METADATA, asked)
    if not held.get("repositoryExists"):
        return
    problem = _takeover_problem(task, body or {}, held)
    if problem:
        raise FolderHoldsRepository(
            "The folder '{}' in the container '{}' holds a repository already ({}). {}".format(
                task.params["folder"], task.params["container"], described(held), problem
            ),
            encryption_method=held.get("encryptionMethod"),
            hint=held.get("hint"),
            storage_tier=held.get("storageTier"),
            key_vault=held.get("keyVaultName"),
            key=held.get("keyUri"),
        )


def described(held: Body) -> str:
    """What a folder holds, in words."""
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


def _takeover_problem(task: Task, body: Body, held: Body) -> str:
    """What the task lacks to take the repository over, with what to do; empty where it lacks nothing."""
    if not task.params.get("import_if_folder_has_backup"):
        return (
            "It may belong to another appliance. Give import_if_folder_has_backup=true to take it over with its "
            "backups, or another folder."
        )
    tier, desired = held.get("storageTier"), task.params.get("storage_tier")
    if desired and desired != INFERRED and tier not in (None, INFERRED, desired):
        return f"It cannot be taken over with storage_tier={desired}: leave that out, or give {tier}."
    if held.get("encryptionMethod") == BY_KEY_VAULT:
        if body.get("keyVaultKeyUri") != held.get("keyUri"):
            return "To take it over, give that key as key_vault and key_vault_key."
    elif held.get("isEncrypted") and not body.get("password"):
        return "To take it over, give its password as encryption_password."
    return ""


def ensure_unused(task: Task, current: Body | None) -> None:
    """Raise RepositoryInUse where the server says that something uses the repository."""
    identifier = str((current or {})["id"])
    for uses in uses_of(task.client, [identifier]).values():
        used = [
            _in_words(noun, [str(user["name"] or user["id"]) for user in uses[key]]) for key, noun in USERS if uses[key]
        ]
        used += [readable(str(other["message"] or other["code"])).rstrip(".") for other in uses["other"]]
        if used:
            raise RepositoryInUse(
                "The repository '{}' is in use and cannot be removed: {}. Let them use another repository first, then "
                "run the task again.".format((current or {}).get("name"), "; ".join(used)),
                **uses,
            )


def ensure_usable(task: Task, current: Body | None) -> None:
    """Raise RepositoryNotReady for a repository that failed; warn of one that another appliance owns."""
    if current is None:
        return
    if current.get("status") == FAILED:
        raise RepositoryNotReady(
            "The repository '{}' is there, but its status is Failed. Look into its sessions with "
            "opendr.veeam.veeam_azure_session_info; to add it again, remove it first with state=absent.".format(
                current.get("name")
            ),
            id=current.get("id"),
            status=FAILED,
        )
    owner = current.get("repositoryOwnership") or {}
    if owner.get("hasAnotherOwner"):
        task.warnings.append(
            "The repository '{}' belongs to another appliance, {}: this one only reads it.".format(
                current.get("name"), owner.get("currentOwnerName") or owner.get("currentOwnerIdentifier")
            )
        )


def ensure_changeable(current: Body | None) -> None:
    """Raise RepositoryOfAnother, or InvalidOption for a change of the repositories of several tiers at once."""
    current = current or {}
    owner = current.get("repositoryOwnership") or {}
    if owner.get("hasAnotherOwner"):
        raise RepositoryOfAnother(
            "The repository '{}' belongs to another appliance, {}, and can only be read here. Change it there, or "
            "remove it here, and add it again with import_if_folder_has_backup=true to take it over.".format(
                current.get("name"), owner.get("currentOwnerName") or owner.get("currentOwnerIdentifier")
            ),
            owner=owner.get("currentOwnerName"),
            owner_id=owner.get("currentOwnerIdentifier"),
        )
    if current.get("tierNames"):
        raise InvalidOption(
            "auto_create_tiers has made {} of '{}'. Change each of them by its own name, without "
            "auto_create_tiers.".format(listed(current["tierNames"]), current.get("name")),
            option="auto_create_tiers",
        )


def _in_words(noun: str, names: Sequence[str]) -> str:
    return f"it is used by the {noun} {listed(names, limit=30)}"
