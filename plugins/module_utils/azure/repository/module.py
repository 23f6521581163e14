# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A repository of Azure in the desired state: the declaration of M(opendr.veeam.veeam_azure_repository).

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ...core.errors import SessionFailed, SessionTimedOut
from ...engine.plan import ABSENT, CREATE, DELETE, NONE, UPDATE, Body, Plan
from ...engine.reconciler import Reconciler
from ...engine.resource_module import resource_module
from ...engine.task import Reader
from ...http.response_object import like
from ...schema.state import State
from ...sessions.adapter import RUNNING, adapter_of
from ...sessions.watcher import wait_for_sessions
from .checks import described, ensure_changeable, ensure_folder_is_free, ensure_unused, ensure_usable
from .encryption import address_of, desired_encryption, read_encryption
from .schema import (
    CHANGE,
    CHECK_PASSWORD,
    CREATION,
    FAILED,
    INFERRED,
    KEYS,
    METADATA,
    REMOVAL,
    REPOSITORY,
    SESSIONS,
    UNFINISHED,
    VALIDATE_DELETE,
)
from .usage import use_of

ENCRYPTION = ("encryption_password", "key_vault", "key_vault_key")


class RepositoryReconciler(Reconciler):
    """With its encryption, which only the folder knows, and the repositories of several tiers as a single one."""

    readers: ClassVar[Mapping[str, Reader]] = {
        VALIDATE_DELETE: use_of,
        KEYS: address_of,
        "POST " + METADATA: described,
        "POST " + CHECK_PASSWORD: bool,
    }

    def find(self) -> Body | None:
        """The repository of that name or id, else those of its tiers."""
        if self.task.params.get("id"):
            return super().find()
        candidates = self.candidates()
        return self.select(candidates) or self._tiers(candidates)

    def expand(self, current: Body, for_update: bool) -> Body:
        """An update has to send the encryption again; the tier is returned in the word of the task."""
        given = any(option in self.task.raw for option in ENCRYPTION)
        if given or for_update:
            current = like(current, {**current, **read_encryption(self.client, current)})
        if current.get("isStorageTierInferred") and self.task.params.get("storage_tier") == INFERRED:
            current = like(current, {**current, "storageTier": INFERRED})
        return current

    def desired(self, current: Body | None) -> State:
        """The key by its address, and no password that is in use already."""
        return desired_encryption(self.task, current, super().desired(current))

    def wait_for_pending(self, current: Body, operation: str) -> bool:
        """Wait for the sessions of an unfinished repository, and for all that run before ``operation``."""
        if operation == NONE and current.get("status") not in UNFINISHED:
            return False
        ids = {str(identifier) for identifier in current.get("tierIds") or [current["id"]]}
        sessions = self.client.pages(SESSIONS, {"Types": [CREATION, CHANGE, REMOVAL]})
        busy = [session for session in sessions if self._is_running(session) and _repository_of(session) in ids]
        if not busy:
            # What was at work when the repository was read may have ended since.
            return True
        try:
            wait_for_sessions(self.client, self.task.clock, busy, self.waiting, self.task.progress)
        except SessionTimedOut:
            raise
        except SessionFailed as failure:
            # How that ended shows in the repository; what this task has to do is decided by that.
            self.task.warnings.append(failure.message)
        return True

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise what speaks against the operation."""
        if plan.operation == CREATE:
            ensure_folder_is_free(self.task, plan.body)
        elif plan.operation == NONE:
            ensure_usable(self.task, current)
        elif plan.operation == UPDATE:
            ensure_changeable(current)
        elif plan.operation == DELETE:
            ensure_unused(self.task, current)

    def _is_running(self, session: Body) -> bool:
        return adapter_of(self.client.product).verdict(session).status == RUNNING

    def _tiers(self, candidates: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
        """The repositories that auto_create_tiers made, as a single one of the name in the task; None without any."""
        params = self.task.params
        name = str(params["name"])
        if not params.get("auto_create_tiers") or params["state"] == ABSENT:
            return None
        tiers = [body for body in candidates if str(body.get("name")).startswith(name) and self._is_in_place(body)]
        if not tiers:
            return None
        # The one that matters: what is not finished has to be waited for, what failed has to be reported.
        tiers.sort(key=lambda tier: (tier.get("status") not in UNFINISHED, tier.get("status") != FAILED))
        whole = {
            **tiers[0],
            "name": name,
            "tierIds": [tier["id"] for tier in tiers],
            "tierNames": [tier["name"] for tier in tiers],
        }
        return like(tiers[0], whole)

    def _is_in_place(self, body: Body) -> bool:
        params = self.task.params
        places = (("container", "azureStorageContainer"), ("folder", "azureStorageFolder"))
        accounts = (None, body.get("azureStorageAccountId"), body.get("azureStorageAccountName"))
        return params.get("storage_account") in accounts and all(
            params.get(option) in (None, (body.get(key) or {}).get("name")) for option, key in places
        )


def _repository_of(session: Body) -> str:
    return str((session.get("repositoryJobInfo") or {}).get("repositoryId") or "")


MODULE = resource_module(REPOSITORY, RepositoryReconciler)
