# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The restore of items of a Microsoft Entra ID tenant: only what is missing or differs, and only once.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...core.errors import NotConverged, ObjectNotFound, listed
from ...core.polling import poll
from ...engine.task import Result, Task
from .items import Item, Wanted, found_items, validate_points
from .options import KEEP, RECYCLE_BIN, items_body, properties_body
from .production import compared, differences, existing
from .sessions import RESTORE_ITEMS, RESTORE_PROPERTIES, WARNING, Begun, Ended, restore

# The status of an item in a result.
RESTORED, UNCHANGED, EXISTS, TO_RESTORE = "Restored", "Unchanged", "Exists", "ToRestore"
# Seconds in which what was restored shows in production.
APPEARING = 120.0


class ItemRestore:
    """The restore that a task describes, in an open mount."""

    def __init__(self, task: Task, wanted: Sequence[Wanted]) -> None:
        self.task = task
        self.wanted = wanted
        self.items: list[Item] = []
        # By the title of the item, what is known of it.
        self.statuses: dict[str, str] = dict.fromkeys((one.title for one in wanted), TO_RESTORE)
        self.changes: dict[str, list[str]] = {}
        self.ended: list[Ended] = []
        self.begun = Begun()

    def examine(self, mount: str, backup: str) -> None:
        """Find out what has to be restored; nothing is changed.

        Raises ObjectNotFound for all items that are missing, AmbiguousName, InvalidOption.
        """
        self.items = found_items(self.task, backup, self.wanted)
        validate_points(self.task, mount, self.items)
        there = existing(self.task, mount, self.items)
        self._ensure_properties_have_items(there)
        for item in self.items:
            self._set_status(mount, item, item.id in there)

    def _ensure_properties_have_items(self, there: set[str]) -> None:
        gone = [item.wanted.title for item in self.items if item.wanted.properties and item.id not in there]
        if gone:
            raise ObjectNotFound(
                f"{listed(gone)} does not exist in production, so no properties of it can be restored. To restore the "
                "whole item, leave properties out. Nothing was restored.",
                missing=gone,
            )

    def _set_status(self, mount: str, item: Item, exists: bool) -> None:
        title = item.wanted.title
        if exists and not item.wanted.properties and self.task.params["existing"] == KEEP:
            self.statuses[title] = EXISTS
        elif exists:
            self.changes[title] = self._differences(mount, item)
            self.statuses[title] = TO_RESTORE if self.changes[title] else UNCHANGED
        else:
            self.statuses[title] = TO_RESTORE

    def _differences(self, mount: str, item: Item) -> list[str]:
        return differences(item, compared(self.task, mount, item), not self.task.params["skip_relationships"])

    @property
    def to_restore(self) -> list[str]:
        """The titles of the items that have to be restored."""
        return [one.title for one in self.wanted if self.statuses[one.title] == TO_RESTORE]

    def carry_out(self, mount: str) -> None:
        """Restore what has to be, and confirm it. Raises SessionFailed, SessionTimedOut, NotConverged."""
        titles = self.to_restore
        items = [item for item in self.items if item.wanted.title in titles]
        whole = [item for item in items if not item.wanted.properties]
        if whole:
            what = f"The restore of {listed([item.wanted.title for item in whole])}"
            self._note(restore(self.task, mount, RESTORE_ITEMS, items_body(self.task, whole), what, self.begun), what)
        for item in items:
            if item.wanted.properties:
                what = f"The restore of properties of {item.wanted.title}"
                body = properties_body(self.task, item)
                self._note(restore(self.task, mount, RESTORE_PROPERTIES, body, what, self.begun), what)
        self._confirm(mount, items)
        self.statuses.update(dict.fromkeys(titles, RESTORED))

    def _note(self, ended: Ended, what: str) -> None:
        self.ended.append(ended)
        if ended.state == WARNING:
            reasons = "; ".join(ended.problems) or "the server gives no reason"
            self.task.warnings.append(f"{what} ended with a warning: {reasons}")

    def _confirm(self, mount: str, items: Sequence[Item]) -> None:
        """Raise NotConverged where production does not show what was restored: the server reports it for no item."""
        absent = _left(self.task, lambda: self._absent(mount, items))
        if absent:
            hint = ""
            if self.task.params["source"] == RECYCLE_BIN:
                hint = (
                    " With source=recycle_bin, the server skips what is not in the recycle bin of the tenant. Set "
                    "source=backup to restore it from the backup."
                )
            raise self._not_confirmed(f"{listed(absent)} does not exist in production after the restore.{hint}", absent)
        changed = [item for item in items if item.wanted.title in self.changes]
        different = _left(self.task, lambda: [item.wanted.title for item in changed if self._differences(mount, item)])
        if different:
            words = f"{listed(different)} still differs from the backup after the restore."
            raise self._not_confirmed(words, different)

    def _absent(self, mount: str, items: Sequence[Item]) -> list[str]:
        there = existing(self.task, mount, items)
        return [item.wanted.title for item in items if item.id not in there]

    def _not_confirmed(self, words: str, titles: Sequence[str]) -> NotConverged:
        return NotConverged(words, items=list(titles), restore_sessions=[ended.facts() for ended in self.ended])

    def result(self, mount: str) -> Result:
        """What the task reports."""
        by_title = {item.wanted.title: item for item in self.items}
        done = [title for title, status in self.statuses.items() if status in (UNCHANGED, EXISTS)]
        return {
            "session_id": mount or None,
            "items": [self._facts(one, by_title.get(one.title)) for one in self.wanted],
            "restore_sessions": [ended.facts() for ended in self.ended],
            "diff": {"before": {"restored": done}, "after": {"restored": list(self.statuses)}},
        }

    def _facts(self, wanted: Wanted, item: Item | None) -> dict[str, Any]:
        return {
            "type": wanted.type,
            "name": item.name if item else wanted.name or None,
            "id": item.id if item else wanted.id or None,
            "restore_point_id": item.point if item else None,
            "status": self.statuses[wanted.title],
            "differences": self.changes.get(wanted.title, []),
        }


def _left(task: Task, observe: Callable[[], list[str]]) -> list[str]:
    """What ``observe`` still lists when the time is over; Microsoft Entra ID shows a change a little later."""
    latest: list[str] = []

    def look() -> bool | None:
        latest[:] = observe()
        return None if latest else True

    poll(look, task.clock, APPEARING, 10.0)
    return latest
