# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The restore of files of a share or bucket: what is asked for, what is there already, and what was restored before.

The server compares files with production where it can, and keeps no list of what it has restored: the record of this
machine does. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import datetime
from typing import Any

from ...core.errors import InvalidOption, NotConverged, ObjectNotFound, RecoveryBlocked, listed
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...workflow.rerun_guard import NEVER, how_to_repeat, pins_recovery
from ..backup_browser import files
from ..backup_browser.files import FileItem
from ..backup_browser.paths import key_of, normalized, outermost, parent_of
from .mount import CUSTOM, DataMount
from .tasks import write_files

KEEP = "Keep"
UNCHANGED = "Unchanged"
# The status of an item in a result, beside how the server compares it.
RESTORED, PRESENT, MISSING, TO_RESTORE, DOWNLOADED = "Restored", "Present", "Missing", "ToRestore", "Downloaded"
ABSENT = "Deleted"


@dataclass
class ItemState:
    """An item that the task names: its status, and the word of the comparison, empty where there was none.

    ``parts`` are the paths in it that have to be restored, each with its state, as far as they were compared.
    """

    path: str
    status: str = TO_RESTORE
    state: str = ""
    parts: list[tuple[str, str]] = field_of(default_factory=list)


def validate_missing(task: Task, missing: Sequence[str]) -> None:
    """Raise ObjectNotFound for what the restore point does not have, unless the task ignores that. Pure."""
    if missing and task.params["missing"] == "fail":
        raise ObjectNotFound(
            f"The restore point does not have {listed(missing)}. Nothing was restored. To restore the others, set "
            "missing=ignore.",
            missing=list(missing),
        )


class FileRestore:
    """The files that a task restores, in an open mount."""

    def __init__(self, task: Task, mount: DataMount, target: str, since: datetime | None) -> None:
        """``target`` is where to restore to, empty for the original.

        What was restored before ``since`` does not count.
        """
        self.task = task
        self.mount = mount
        self.target = target
        self.items: list[ItemState] = []
        self._since = since
        # What is compared with production is not documented where the task names another restore point of the mount.
        self._compares = not target and task.params["restore_mode"] != CUSTOM

    def select(self, paths: Sequence[str], results: Sequence[FileItem]) -> None:
        """Find what to restore: the paths, and what a search has found. Raises ObjectNotFound for all missing."""
        separator = self.mount.separator
        wanted = outermost(
            [*(normalized(path, separator) for path in paths), *(item.path for item in results)], separator
        )
        there = {
            key_of(item.path, separator): item for folder in self._folders(wanted) for item in self._browsed(folder)
        }
        missing = [path for path in wanted if key_of(path, separator) not in there]
        validate_missing(self.task, missing)
        self._found = there
        self.items = [ItemState(path, MISSING if path in missing else TO_RESTORE) for path in wanted]

    def _folders(self, paths: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(parent_of(path, self.mount.separator) for path in paths))

    def _browsed(self, folder: str) -> list[FileItem]:
        try:
            return files.browse(self.task, self.mount, folder)
        except ObjectNotFound:
            return []

    def examine(self) -> None:
        """Find out what need not be restored. Raises RecoveryBlocked where a later change would be undone."""
        before = {str(one.get("path")): one for one in self._record() if self._is_same(one)}
        if self._compares and self.items:
            self._compare(self._to_restore())
        if not self._compares:
            for item in self._to_restore():
                one = before.get(item.path)
                if one is not None and self._counts(one) and not one.get("unsure"):
                    item.status = PRESENT
        # What is gone again can be restored without undoing anything.
        repeated = [
            item.path
            for item in self._to_restore()
            if item.path in before and (not self._compares or any(state != ABSENT for _path, state in item.parts))
        ]
        unsure = [path for path in repeated if before[path].get("unsure") and self._counts(before[path])]
        if unsure and self.task.params["again"] == NEVER:
            words = "may have been restored by an earlier run of this task, which did not see the end of it, at"
            raise self._blocked(unsure, words, before)
        if repeated and not pins_recovery(self.task.params):
            raise self._blocked(repeated, "was restored before, at", before)

    def _blocked(self, paths: Sequence[str], words: str, before: Mapping[str, Mapping[str, Any]]) -> RecoveryBlocked:
        return RecoveryBlocked(
            f"{listed(paths)} {words} {before[paths[0]].get('at')}. "
            + how_to_repeat(self.task, to_original=not self.target),
            items=list(paths),
        )

    def _compare(self, wanted: Sequence[ItemState]) -> None:
        """Set the status of what is in production as in the backup, or is kept there."""
        try:
            for item in wanted:
                item.state, item.parts = self._compared(item.path)
                if not item.parts:
                    item.status = PRESENT
        except InvalidOption as problem:
            if problem.facts.get("status") != 405:
                raise
            self._compares = False
            self.task.warnings.append(
                "The server does not compare this backup with production, so only what runs on this machine have "
                "restored before is known, and everything else is restored."
            )

    def _compared(self, path: str) -> tuple[str, list[tuple[str, str]]]:
        """How an item compares with production, and the paths in it that have to be restored, itself included.

        The state of a folder is that of something in it that differs.
        """
        separator = self.mount.separator
        inner = self._inner(path)
        paths = [path, *(item.path for item in inner)]
        files.compare(self.task, self.mount, paths)
        states = files.compared_items(self.task, self.mount, self._folders(paths))
        own = states[key_of(path, separator)].state
        if own == ABSENT or not inner:
            return own, [(path, own)] if self._differs(own) else []
        found = [(item, states[key_of(item.path, separator)].state) for item in inner]
        # Of a folder it is only known whether it exists: what is in it is compared by itself.
        needed = [
            (item.path, state)
            for item, state in found
            if self._differs(state) and (state == ABSENT or not item.is_folder)
        ]
        other = [state for item, state in found if state != UNCHANGED and not item.is_folder]
        return next(iter([*(state for _path, state in needed), *other]), UNCHANGED), needed

    def _inner(self, path: str) -> list[FileItem]:
        """What is restored with a folder."""
        if not self._found[key_of(path, self.mount.separator)].is_folder:
            return []
        if self.task.params["recursive"]:
            return list(files.below(self.task, self.mount, path))
        return files.browse(self.task, self.mount, path)

    def _differs(self, state: str) -> bool:
        """Whether something in this state has to be restored."""
        return state == ABSENT if self._keeps else state != UNCHANGED

    def _to_restore(self) -> list[ItemState]:
        return [item for item in self.items if item.status == TO_RESTORE]

    @property
    def missing(self) -> list[str]:
        """The paths that the restore point does not have."""
        return [item.path for item in self.items if item.status == MISSING]

    @property
    def left(self) -> list[str]:
        """The paths that have to be restored."""
        return [item.path for item in self._to_restore()]

    def carry_out(self) -> None:
        """Restore what has to be, and confirm it where the server can. Raises SessionFailed, NotConverged."""
        wanted = self._to_restore()
        at = self.task.client.server_time
        restored = [
            {"path": item.path, "target": self.target, "how": self.how, "at": at.isoformat() if at else ""}
            for item in wanted
        ]
        end = write_files(self.task, self.mount, self._sent(wanted), self.target, restored)
        if end.reason:
            self.task.warnings.append(f"The restore ended with a warning: {end.reason}")
        if self._compares:
            self._confirm(wanted)
        self.mount.done(restored)
        for item in wanted:
            item.status = RESTORED

    def set_downloaded(self) -> None:
        """Note that everything is in the archive."""
        for item in self._to_restore():
            item.status = DOWNLOADED

    def _sent(self, wanted: Sequence[ItemState]) -> list[str]:
        """The paths to send: what exists must not come beside itself, so of a kept folder only what is missing."""
        if not self._keeps or not self._compares:
            return [item.path for item in wanted]
        return outermost([part for item in wanted for part, _state in item.parts], self.mount.separator)

    def _confirm(self, wanted: Sequence[ItemState]) -> None:
        """Raise NotConverged where something in production is not as in the backup."""
        different = [item.path for item in wanted if self._compared(item.path)[1]]
        if different:
            raise NotConverged(
                f"{listed(different)} still differs from the restore point. Fix what the log of the restore in the "
                "console says and rerun: what is restored is skipped.",
                items=different,
            )

    # --- What was restored before. ---

    @property
    def _keeps(self) -> bool:
        """Whether files that exist are left alone."""
        return bool(self.task.params["restore_type"] == KEEP)

    @property
    def how(self) -> str:
        """The way of the restore, which a rerun has to have in common to skip what was restored."""
        params = self.task.params
        chosen = [params[option] for option in ("restore_type", "restore_mode", "to_date_time")]
        return " ".join(str(value) for value in chosen if value)

    def _record(self) -> Sequence[Mapping[str, Any]]:
        return self.mount.restored

    def _is_same(self, one: Mapping[str, Any]) -> bool:
        return one.get("target") == self.target and one.get("how") == self.how

    def _counts(self, one: Mapping[str, Any]) -> bool:
        """Whether what was restored is what this task restores, and not what was before ``since``."""
        at = str(one.get("at") or "")
        return bool(at) and (self._since is None or parse_time(at) >= self._since)

    def facts(self) -> list[dict[str, Any]]:
        """What a result reports of the items."""
        return [{"path": item.path, "status": item.status, "state": item.state or None} for item in self.items]
