# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: one Microsoft Entra ID tenant: its backups, its items in production, and what is being restored in it.

Nothing runs in the background: restores and comparisons are where they should be by now when somebody asks.
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .clock import CLOCK
from .messages import Refusal
from .seeds.vbr_entra_id import HOURS, entra_point
from .seeds.vbr_entra_id_items import IN_BIN, READ_ONLY, backed_up, in_production
from .state import Item
from .vbr_sessions import CANCEL_SECONDS, Rule, now

if TYPE_CHECKING:
    from .backend import Backend

MOUNTS = "backupBrowser/entraIdTenant"
# What messages of the control API call a restore of items, and how long it takes at the speed 1.
RESTORE, RESTORE_NAME, SECONDS = "EntraIdItemRestore", "RestoreTenant", 0.4
COMPARISON = 0.2
# A restore that has not ended has this time of its end.
NO_END = "0001-01-01T00:00:00"
_STATES = {"success": "Success", "warn": "Warning", "fail": "Failed", "cancel": "Canceled"}


@dataclass
class Restore:
    """A restore of items, or of properties of an item, in a mount."""

    mount: str
    body: Item
    rule: Rule
    started: float
    seconds: float
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    created: str = field(default_factory=now)
    state: str = "Pending"
    end: str = NO_END
    stop_at: float | None = None
    records: list[Item] = field(default_factory=list)

    @property
    def has_ended(self) -> bool:
        return self.state in _STATES.values()

    def note(self, title: str, status: str = "Success") -> None:
        self.records.append(
            {
                "id": str(uuid.uuid4()),
                "title": title,
                "description": "",
                "startTime": now(),
                "updateTime": now(),
                "status": status,
                "style": "None",
            }
        )

    def shown(self) -> Item:
        return {
            "id": self.key,
            "name": RESTORE_NAME,
            "creationTime": self.created,
            "endTime": self.end,
            "state": self.state,
            "reason": self.body.get("reason", ""),
            "parentSessionId": self.mount,
        }


class Tenant:
    """The tenant of a server."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.backup = {str(item["id"]): item for item in backed_up()}
        self.production = {str(item["id"]): item for item in in_production()}
        names = {item["id"]: item["attributes"]["displayName"] for item in self.backup.values()}
        self.bin = {key for key, name in names.items() if name in IN_BIN}
        self.restores: dict[str, Restore] = {}
        self.comparisons: dict[str, tuple[str, float, Item]] = {}
        backend.sessions.watches.append(self.advance)

    def item(self, key: str, kind: str = "") -> Item:
        """An item of the backups; refuses one that does not exist."""
        found = self.backup.get(key)
        if found is None or kind not in ("", found["type"]):
            raise Refusal(400, f"Item {key} was not found", resource=key)
        return found

    def is_in(self, key: str, point: str, backup: str) -> bool:
        """Whether a restore point of a backup has an item."""
        return key in self.backup and point in points_of(self.backup[key], backup)

    # --- Restores ---

    def start(self, mount: str, body: Item) -> Restore:
        """Begin a restore."""
        rule = self._backend.sessions.rule_for(RESTORE_NAME, RESTORE)
        seconds = (SECONDS if rule.seconds is None else rule.seconds) * self._backend.sessions.speed
        restore = Restore(mount, copy.deepcopy(body), rule, CLOCK.monotonic(), seconds)
        restore.note("Connecting to the tenant")
        self.restores[restore.key] = restore
        self._backend.store.touch()
        return restore

    def stop(self, restore: Restore) -> None:
        """Ask a restore to stop."""
        if not restore.has_ended:
            restore.state = "Stopping"
            restore.stop_at = CLOCK.monotonic() + CANCEL_SECONDS * self._backend.sessions.speed
            self._backend.store.touch()

    def advance(self) -> None:
        """Bring every restore to where it should be by now."""
        moment = CLOCK.monotonic()
        for restore in self.restores.values():
            if restore.has_ended:
                continue
            if self._backend.store.get(MOUNTS, restore.mount) is None:
                self._end(restore, "cancel", "The mount was removed")
            elif restore.stop_at is not None:
                if moment >= restore.stop_at:
                    self._end(restore, "cancel", "The restore was stopped")
            elif moment >= restore.started + restore.seconds and restore.rule.outcome != "hang":
                self._finish(restore)
            elif moment > restore.started:
                restore.state = "Running"

    def _finish(self, restore: Restore) -> None:
        outcome = restore.rule.outcome
        if outcome in ("success", "warn"):
            self._apply(restore)
        self._end(restore, outcome, restore.rule.message or "The restore has finished")

    def _end(self, restore: Restore, outcome: str, message: str) -> None:
        restore.state, restore.end = _STATES[outcome], now()
        restore.note(message, {"success": "Success", "warn": "Warning"}.get(outcome, "Failed"))
        self._backend.store.touch()

    def _apply(self, restore: Restore) -> None:
        body = restore.body
        if "itemId" in body:
            self._restore_properties(body)
            return
        for asked in body["items"]:
            key = asked["itemId"]
            name = self.backup[key]["attributes"]["displayName"]
            exists = key in self.production
            if exists and body.get("skipObjectsIfExist"):
                continue
            if not body.get("skipRecycleBinRestore") and key not in self.bin and not exists:
                # As a server does it: nothing says that it was left out.
                continue
            self._put(key, bool(body.get("skipRelationships")))
            restore.note(f"Restored {name}")

    def _put(self, key: str, without_relations: bool) -> None:
        restored = copy.deepcopy(self.backup[key])
        if without_relations:
            restored["memberOf"] = (self.production.get(key) or {"memberOf": []})["memberOf"]
        self.production[key] = restored
        self.bin.discard(key)

    def _restore_properties(self, body: Item) -> None:
        item = self.production.get(body["itemId"])
        if item is None:
            return
        for part in body.get("includedProperties") or ():
            item["attributes"][part["id"]] = self.backup[body["itemId"]]["attributes"][part["id"]]

    # --- Comparisons ---

    def compared(self, body: Item) -> Item:
        """How an item differs between a restore point and production."""
        key = body["itemId"]
        old, new = self.backup.get(key), self.production.get(key)
        everything = bool(body.get("showUnchangedAttributes"))
        return {
            "existsInOldRestorePoint": old is not None,
            "existsInNewRestorePoint": new is not None,
            "properties": list(_properties(old, new, everything)),
            "references": list(_references(old, new, everything)),
            "cacheTimestamp": now(),
        }

    def start_comparison(self, mount: str, body: Item) -> str:
        """Begin a comparison; its id."""
        key = str(uuid.uuid4())
        due = CLOCK.monotonic() + COMPARISON * self._backend.sessions.speed
        self.comparisons[key] = (mount, due, body)
        return key


def tenant_of(backend: Backend) -> Tenant:
    """The tenant of a server, as it was left."""
    found = backend.store.documents.get("entra id tenant")
    if not isinstance(found, Tenant):
        found = backend.store.documents["entra id tenant"] = Tenant(backend)
    return found


def points_of(item: Item, backup: str) -> list[str]:
    """The ids of the restore points of a backup that have an item, the newest first."""
    return [entra_point(number, backup) for number in item["points"]]


def newest(item: Item) -> int:
    """The number of the newest restore point that has an item."""
    return int(min(item["points"]))


def numbers(item: Item | None = None) -> Sequence[int]:
    """The numbers of the restore points that there are, or that have an item, the oldest first."""
    return sorted(item["points"] if item else range(1, len(HOURS) + 1), reverse=True)


def _text(value: Any) -> str:
    return str(value)


def _properties(old: Item | None, new: Item | None, everything: bool) -> Iterable[Item]:
    before, after = (part["attributes"] if part else {} for part in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) == after.get(name) and not everything:
            continue
        values = {"oldValue": before.get(name), "newValue": after.get(name)}
        shown = {key: _text(value) for key, value in values.items() if value is not None}
        yield {"propertyName": name, "readOnly": name in READ_ONLY, **shown}


def _references(old: Item | None, new: Item | None, everything: bool) -> Iterable[Item]:
    before, after = (part["memberOf"] if part else [] for part in (old, new))
    groups = [name for name in dict.fromkeys((*before, *after)) if everything or (name in before) != (name in after)]
    if groups:
        values = [
            {
                "displayName": name,
                "referenceId": name,
                "oldValue": name in before,
                "newValue": name in after,
                "readOnly": False,
            }
            for name in groups
        ]
        yield {"referenceType": "memberOf", "referenceTypeDisplayName": "Member of", "values": values}
