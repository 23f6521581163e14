# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing files of a machine back: what is chosen, compared, restored once, and reported.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import RecoveryBlocked, listed
from ...engine.local_file import Stored
from ...engine.task import Result, Task
from ...engine.task_lock import locked
from ...workflow.rerun_guard import validate_again
from ...workflow.temporary_session import opened
from ..backup_browser.archive import Archive, download, warn_of
from ..backup_browser.files import FileItem
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.mounts import Mount
from ..backup_browser.paths import is_below, key_of, outermost
from ..backup_source import machine_name
from ..flr_mount import SEPARATORS, chosen_for_files, machine_key, machine_mount, mount_body, type_of
from ..platform_words import platform_of
from ..restore_points import choice_facts
from . import tasks
from .comparison import CHANGED, DELETED, UNCHANGED, compared
from .destination import KEEP, destination_of
from .download import FETCHED_BY, archive_of, fetch_body
from .evidence import Evidence, entry_of
from .selection import Selection, Wanted, ensure_found, select, wanted_paths
from .target_path import ensure_places_known
from .work import RestoreWork

# The status of an item in a result, in addition to the server's own words.
PRESENT, TO_RESTORE, MISSING, DOWNLOADED = "Present", "ToRestore", "Missing", "Downloaded"
# What nothing was done about.
UNTOUCHED = (PRESENT, UNCHANGED, tasks.SKIPPED)
NOT_COMPARED = (
    "In check mode nothing is mounted, so it is not known whether the files differ from production: those that this "
    "machine has not restored before are reported as to be restored."
)


class Restoring:
    """The restore that a task describes, and how far it is."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.choice = chosen_for_files(task)
        self.kind = type_of(task, self.choice)
        self.separator = SEPARATORS[self.kind]
        self.wanted: list[Wanted] = wanted_paths("paths", task.params["paths"], self.separator)
        self.destination = destination_of(task, self.kind)
        self._archive = archive_of(self.destination, self.choice, self._names)
        validate_again(task.params, self.destination.to_original)
        self.mount_body = mount_body(
            task, self.kind, str(self.choice.point["id"]), compares=not self.destination.to_machine
        )
        self.machine = machine_name(task.client, task.params["restore_point"])
        self._key = machine_key(self.machine, platform_of(self.choice.point.get("platformName")))
        self._compares = bool(task.params["compare"]) and self.destination.comparable
        self._record = MountRecord(task, self._key)
        self._evidence = self._new_evidence()
        self._work = self._new_work()
        self._file: dict[str, Any] | None = None
        # Of what the archive of an earlier run holds, what the restore point lacks, as the task names it.
        self._missing: list[str] = []

    @property
    def _names(self) -> list[str]:
        return [one.path for one in self.wanted]

    def run(self) -> Result:
        """Restore what has to be restored. The only place that orders the steps."""
        if self.task.check_mode:
            return self._predicted()
        # A mount that a killed run has left is used or removed, whatever is left to do, and that needs the lock.
        if not self._record.open and self._record.asked is None and not self._left_to_do():
            return self._result(None, self._known_statuses([]))
        keys = [self._key, *([self._archive.key] if self._archive else [])]
        with locked(self.task, keys, f"files of '{self.machine}'"):
            # Another run may have written it since.
            self._record = MountRecord(self.task, self._key)
            self._evidence = self._new_evidence()
            self._work = self._new_work()
            mount = self._new_mount()
            with mount.closing_leftovers_on_failure():
                left = self._left_to_do()
            if not left:
                mount.close_leftovers()
                return self._result(None, self._known_statuses([]))
            with opened(mount):
                return self._run_in(mount)

    def _run_in(self, mount: Mount) -> Result:
        selection = select(self.task, mount, self.wanted)
        self._check_missing(selection)
        sources = self._sources(mount, selection)
        now = self._carried_out(mount, selection, sources)
        statuses = {item.path: self._status_of(item, now) for found in selection.items.values() for item in found}
        return self._result(selection, {**statuses, **now}, mount.id)

    def _check_missing(self, selection: Selection) -> None:
        """Raise ObjectNotFound for what the restore point lacks, or warn of it, as the task says."""
        if self.task.params["missing"] == "fail":
            ensure_found(selection, len(self.wanted))
        elif selection.missing:
            self.task.warnings.append(
                f"Not in the restore point, and left out: {listed(selection.missing, limit=100)}."
            )

    # --- What is to be done. ---

    def _left_to_do(self) -> list[str]:
        """The named paths that may have to be restored, as far as is known without a mount."""
        if self._archive:
            stored = self._archive.remembered(self.task, self._record)
            if stored is None:
                return self._names
            self._file = self._archive.facts(stored.get("size"), stored.get("sha256"))
            lacking = stored.get("missing") or ()
            self._missing = [one.given for one in self.wanted if key_of(one.path, self.separator) in lacking]
            self._check_missing(Selection({given: [] for given in self._missing}))
            return []
        if self._compares:
            return self._names
        left = [path for path in self._names if not self._evidence.is_done(path)]
        if left:
            self._evidence.ensure_not_repeated(left)
            if not self._record.open:
                self._evidence.ensure_clear(left)
        return left

    def _sources(self, mount: Mount, selection: Selection) -> list[str]:
        """The paths to send to the server. Raises RecoveryBlocked where something speaks against it."""
        items = [item for found in selection.items.values() for item in found]
        if not items:
            return []
        if self._compares:
            return self._differing(mount, items)
        named = [one for one in self.wanted if selection.items.get(one.given)]
        if self.destination.file:
            return outermost([item.path for item in items], self.separator)
        left = [one for one in named if not self._evidence.is_done(one.path)]
        self._evidence.ensure_clear([one.path for one in left])
        paths = [item.path for one in left for item in selection.items[one.given]]
        return [path for path in outermost(paths, self.separator) if not self._evidence.is_done(path)]

    def _differing(self, mount: Mount, items: Sequence[FileItem]) -> list[str]:
        """The paths of what differs from production, and was not restored and then changed by somebody."""
        comparison = compared(self.task, mount, items)
        differing = {item.path: comparison.differing(item) for item in items}
        found = {one.path: one.state for group in differing.values() for one in group}
        changed = [path for path, state in found.items() if state == CHANGED]
        unclear = [path for path, state in found.items() if state not in (CHANGED, DELETED)]
        # A kept file stays beside the original, which differs as before; and what cannot be compared may be the same.
        settled = [*(changed if self.destination.restore_type == KEEP else []), *unclear]
        done = {path for path in settled if self._evidence.is_done(path)}
        self._evidence.ensure_not_repeated([path for path in (*changed, *unclear) if path not in done])
        self._evidence.ensure_unchanged_since([path for path in changed if path not in done])
        self._evidence.ensure_clear([path for path in unclear if path not in done])
        sources = [
            path
            for item in items
            for path in comparison.to_send(item, [one for one in differing[item.path] if one.path not in done])
        ]
        return outermost(sources, self.separator)

    # --- Doing it. ---

    def _carried_out(self, mount: Mount, selection: Selection, sources: Sequence[str]) -> dict[str, str]:
        if self._archive:
            return self._downloaded(mount, self._archive, selection, sources) if sources else {}
        if sources:
            self._restore(mount, sources)
        self._remember_named(mount, selection)
        return dict(self._work.statuses)

    def _downloaded(
        self, mount: Mount, archive: Archive, selection: Selection, sources: Sequence[str]
    ) -> dict[str, str]:
        missing = [key_of(one.path, self.separator) for one in self.wanted if one.given in selection.missing]

        def note(stored: Stored) -> None:
            self._record.done(mount.id, [archive.entry(stored, mount.id, missing)])

        body = {"sourcePath": list(sources)}
        fetched_with = fetch_body(self.task, body)
        stored, end = download(self.task, mount, archive.path, FETCHED_BY, body, note, fetched_with)
        self._file = archive.facts(stored.size, stored.sha256)
        warn_of(self.task, end)
        self._work.statuses.update(dict.fromkeys(sources, DOWNLOADED))
        return dict(self._work.statuses)

    def _restore(self, mount: Mount, sources: Sequence[str]) -> None:
        """Restore items and wait for the end. Raises NotConverged where not all were restored."""
        problem = tasks.problem_with_credentials(self.task, mount, self.destination, self.mount_body)
        if problem:
            raise RecoveryBlocked(
                f"The server cannot log in to the machine that the files are restored to: {problem.rstrip('.')}. "
                "Nothing was restored. Set credentials to a credentials record of an account of that machine.",
                server_message=problem,
            )
        ensure_places_known(self.task, mount, self.destination, sources)
        self._work.carry_out(mount, self.destination, self.choice, sources)

    def _remember_named(self, mount: Mount, selection: Selection) -> None:
        """Remember the paths as the task names them, so that a rerun need not look for what matches them."""
        if not self._work.statuses:
            return
        named = [one.path for one in self.wanted if selection.items.get(one.given)]
        new = [path for path in named if not self._evidence.is_done(path)]
        if new:
            entry = entry_of(self.destination, self.choice, new, self.task.server_time)
            ended = self.task.server_time.isoformat()
            self._record.done(mount.id, [{**entry, "session": mount.id, "ended": ended}])

    def _new_mount(self) -> Mount:
        return machine_mount(self.task, self._record, self.mount_body, self.kind, self._work.settle)

    def _new_work(self) -> RestoreWork:
        return RestoreWork(self.task, self._record, self.separator)

    def _new_evidence(self) -> Evidence:
        return Evidence(self.task, self.choice, self.machine, self.destination, self._record)

    # --- What the result reports. ---

    def _predicted(self) -> Result:
        left = self._left_to_do()
        if self._compares:
            self.task.warnings.append(NOT_COMPARED)
            left = [path for path in left if not self._evidence.is_done(path)]
        return self._result(None, self._known_statuses(left))

    def _known_statuses(self, left: Sequence[str]) -> dict[str, str]:
        """The statuses that are known without a mount, where ``left`` has to be restored."""
        there = [one.path for one in self.wanted if one.given not in self._missing]
        return {path: TO_RESTORE if path in left else PRESENT for path in there}

    def _status_of(self, item: FileItem, now: Mapping[str, str]) -> str:
        """The status of a selected item: its own, or of a folder that of what was restored in it."""
        inside = (
            [status for path, status in now.items() if is_below(path, item.path, self.separator)]
            if (item.is_folder and item.path not in now)
            else []
        )
        unchanged = UNCHANGED if self._compares else PRESENT
        return now.get(item.path) or (tasks.worst(inside) if inside else unchanged)

    def _result(self, selection: Selection | None, statuses: Mapping[str, str], session: str | None = None) -> Result:
        """``statuses`` are those of the selected items, and of what was restored in folders among them."""
        missing = selection.missing if selection else self._missing
        after = [one.given for one in self.wanted if one.given not in missing]
        items = [{"path": path, "status": status} for path, status in statuses.items()]
        touched = {one.given: self._touched(one, selection, statuses) for one in self.wanted if one.given in after}
        return {
            "changed": any(
                status not in UNTOUCHED for status in (*self._work.statuses.values(), *self._foreseen(statuses))
            ),
            "restore_point": choice_facts(self.choice, self.task.client.server_time),
            "session_id": session,
            "items": [*items, *({"path": path, "status": MISSING} for path in missing)],
            "file": self._file,
            "diff": {
                "before": {"restored": [given for given in after if not touched[given]]},
                "after": {"restored": after},
            },
        }

    def _foreseen(self, statuses: Mapping[str, str]) -> Sequence[str]:
        return list(statuses.values()) if self.task.check_mode else ()

    def _touched(self, one: Wanted, selection: Selection | None, statuses: Mapping[str, str]) -> bool:
        """Whether something of a named path was restored now, or in check mode would be."""
        if selection is None:
            return statuses[one.path] not in UNTOUCHED
        return any(statuses[item.path] not in UNTOUCHED for item in selection.items.get(one.given, []))
