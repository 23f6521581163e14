# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restoring files and folders of Azure VMs to the machine they are from, once.

What was restored before is told by the sessions of the machine and the items they list. Private to the
collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from ...core.errors import InvalidOption, NotConverged, ObjectNotFound, RecoveryBlocked, listed
from ...core.timestamps import parse_time
from ...engine.references import ReferenceResolver
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.fields import Field, argument_spec
from ...workflow.rerun_guard import pins_recovery
from .. import flr_files, flr_sessions, restore_points
from ..flr_sessions import SessionSpec, about, close_leftovers, is_marked, marker_of, opened, sessions_of
from ..product import AZURE
from ..references import SERVICE_ACCOUNT
from ..restore_points import Choice, choice_facts, chosen_point
from . import tasks as flr_tasks
from .items import KEEP, OVERWRITE, RestoreMode, Row, left_over, outermost
from .tasks import SUCCESS, WARNING, Restored, restore_items, rows_of

# How an item stands in the result, besides the server's words.
PRESENT, TO_RESTORE = "Present", "ToRestore"

START_FIELDS = (
    Field("reason"),
    Field("service_account", api="serviceAccountId", reference=SERVICE_ACCOUNT),
)
RESTORE_FIELDS = (
    Field("restore_type", choices=(KEEP, OVERWRITE), default=KEEP),
    Field("alternative_path"),
)


def _declaration() -> Declaration:
    """The declaration of veeam_azure_flr_restore."""
    options = argument_spec((*START_FIELDS, *RESTORE_FIELDS))
    options["service_account"]["required"] = True
    options["restore_type"]["default"] = KEEP
    return Declaration(
        product=AZURE,
        options={
            "restore_point": restore_points.OPTION,
            "items": {"type": "list", "elements": "str"},
            "search": flr_files.SEARCH_OPTION,
            "since": {"type": "str"},
            **options,
            **flr_sessions.WAIT_OPTIONS,
        },
        run=_run,
        constraints={"required_one_of": [["items", "search"]]},
        api=ApiUsage(
            operations=(*flr_sessions.OPERATIONS, *flr_files.SEARCHING, *flr_tasks.OPERATIONS),
            reads=tuple(
                dict.fromkeys(
                    (
                        *restore_points.READS,
                        *flr_sessions.READS,
                        flr_files.RESULTS,
                        flr_tasks.STATUS,
                        flr_tasks.RESTORED_ITEMS,
                        SERVICE_ACCOUNT.path,
                    )
                )
            ),
            post_reads=(flr_tasks.LOGS,),
            bodies=(
                RequestBody(flr_sessions.START, START_FIELDS, extra_properties=("flrRto",)),
                RequestBody(flr_tasks.RESTORE, RESTORE_FIELDS, extra_properties=("itemPaths",)),
                RequestBody(flr_files.SEARCH_START, flr_files.SEARCH_FIELDS),
            ),
        ),
    )


def _run(task: Task) -> Result:
    items, search = task.params["items"] or [], task.params["search"]
    _validate_input(task.params)
    account = ReferenceResolver(task.client).to_id(SERVICE_ACCOUNT, task.params["service_account"])
    work = FileRestore(task, chosen_point(task.client, task.params["restore_point"]), outermost(items))
    left = close_leftovers(task, work.sessions, work.marker)
    done: list[Restored] = []
    named = missing = work.missing(work.items)
    work.ensure_not_repeated(missing)
    if (missing or search) and not task.check_mode:
        session_spec = SessionSpec(work.choice, work.marker, task.params["reason"] or "", account, to_original=True)
        with opened(task, session_spec) as session:
            work.session = session
            missing = work.add_hits(session)
            if missing:
                done = restore_items(task, session, missing, work.mode_of_restore)
                _ensure_all_restored(done)
    task.warnings.extend(_warning(one) for one in done if one.status == WARNING)
    foreseen = task.check_mode and (missing or (search and not work.was_done))
    return {
        "changed": bool(left or done or foreseen),
        "restore_point": choice_facts(work.choice, task.client.server_time),
        "session_id": work.session,
        "items": work.item_results(missing, done),
        "diff": work.difference(named, missing),
    }


def _validate_input(params: Mapping[str, Any]) -> None:
    items, search = params["items"] or [], params["search"]
    if not items and search is None:
        raise InvalidOption("items is empty, and there is no search: name at least one file or folder to restore.")
    flr_files.validate_absolute("items", items)
    flr_files.validate_search(search)
    if params["alternative_path"]:
        flr_files.validate_absolute("alternative_path", [params["alternative_path"]])
    if params["since"]:
        parse_time(params["since"])


class FileRestore:
    """What a task restores, and what the server knows of that having been done."""

    def __init__(self, task: Task, choice: Choice, items: Sequence[str]) -> None:
        self.choice = choice
        self.items = list(items)
        self._named = list(items)
        self.session: str | None = None
        self.mode_of_restore = RestoreMode(task.params["restore_type"], task.params["alternative_path"] or "")
        self.marker = marker_of(
            "restore",
            choice.machine.get("id") or choice.point.get("vmName"),
            list(self.mode_of_restore),
            sorted(flr_files.same(one) for one in items),
            task.params["search"],
        )
        self._task = task
        self.sessions = sessions_of(task.client, choice)
        self._rows: dict[str, list[Row]] = {}

    # --- What was done before. ---

    def missing(self, items: Sequence[str]) -> list[str]:
        """The items that were not restored since the time that counts."""
        return left_over(items, self._rows_of(one for one in self.sessions if self._counts(one)), self.mode_of_restore)

    @property
    def was_done(self) -> bool:
        """Whether a run of this task has restored something, and none was left open: as far as that can be told."""
        ours = [one for one in self.sessions if is_marked(one, self.marker) and self._counts(one)]
        return bool(self._rows_of(ours)) and not any(flr_sessions.is_open(one) for one in ours)

    def ensure_not_repeated(self, missing: Sequence[str]) -> None:
        """Raise RecoveryBlocked where items were restored before, and nothing says that this is another restore.

        The next backup after a restore makes a newer restore point, and a playbook that runs again must
        not restore anew because of it.
        """
        if not missing or pins_recovery(self._task.params):
            return
        earlier = [one for one in self.sessions if not self._counts(one)]
        again = [one for one in missing if one not in left_over(missing, self._rows_of(earlier), self.mode_of_restore)]
        if not again:
            return
        last = max(earlier, key=lambda one: str(one.get("executionStartTime") or ""))
        raise RecoveryBlocked(
            f"{listed(again)} was restored before, the last file-level restore of the machine being session "
            f"{last.get('id')} of {last.get('executionStartTime')}, and there is a newer restore point now. If it is "
            "to be restored again, say so with since: the time of the incident; restores that began before it do not "
            "count.",
            session_id=last.get("id"),
            items=again,
        )

    def _rows_of(self, sessions: Any) -> list[Row]:
        found = []
        for one in sessions:
            key = str(one["id"])
            if key not in self._rows:
                self._rows[key] = rows_of(self._task.client, key, is_marked(one, self.marker))
            found += self._rows[key]
        return found

    def _counts(self, session: Mapping[str, Any]) -> bool:
        """Whether what a session restored is what this task is to restore.

        Without since, that is what was restored after the restore point was made; of a restore point
        that is given by its id or an upper limit of time, only what was restored from itself.
        """
        since, point = self._task.params["since"], self._task.params["restore_point"]
        made = restore_points.created(self.choice.point)
        source = about(session).get("restorePointCreatedDateUtc")
        same_point = not source or abs(parse_time(str(source)) - made) <= timedelta(seconds=1)
        if (point.get("id") or (point.get("before") and not since)) and not same_point:
            return False
        began = session.get("executionStartTime")
        return not began or parse_time(str(began)) >= (parse_time(since) if since else made)

    # --- What is to be done. ---

    def add_hits(self, session: str) -> list[str]:
        """What is missing, with what the search finds counted in. Raises ObjectNotFound, RecoveryBlocked."""
        search = self._task.params["search"]
        if search is not None:
            hits = flr_files.search(self._task, session, search)
            self.items = outermost([*self.items, *(one["path"] for one in hits)])
            if not self.items:
                raise ObjectNotFound(
                    "The search for '{}' in '{}' found nothing in the restore point of {}. Look at the path, at "
                    "traverse, and at what is there with opendr.veeam.veeam_azure_flr_info.".format(
                        search["pattern"], search["path"], self.choice.point["pointInTime"]
                    ),
                    **search,
                )
        missing = self.missing(self.items)
        self.ensure_not_repeated(missing)
        return missing

    # --- What the result tells. ---

    def item_results(self, missing: Sequence[str], done: Sequence[Restored]) -> list[dict[str, Any]]:
        """How each item stands, those of the search too, as far as it was made."""
        ended = {one.path: one for one in done}
        waiting = {one: Restored(one, TO_RESTORE) for one in missing}
        return [item_result(ended.get(one) or waiting.get(one) or Restored(one, PRESENT)) for one in self.items]

    def difference(self, named: Sequence[str], missing: Sequence[str]) -> dict[str, Any]:
        """What was restored before and is now; ``named`` are the items missing of those that the task names.

        What a search finds is one entry, for check mode does not know it.
        """
        search = self._task.params["search"]
        before = [one for one in self._named if one not in named]
        after = list(self._named)
        if search is not None:
            found = "what the search for '{}' in '{}' finds".format(search["pattern"], search["path"])
            of_search = [one for one in missing if one not in self._named]
            before += [found] if (self.was_done if self._task.check_mode else not of_search) else []
            after.append(found)
        return {"before": {"restored": before}, "after": {"restored": after}}


def item_result(one: Restored) -> dict[str, Any]:
    """An item as a result tells it. Pure."""
    return {"path": one.path, "status": one.status, "log": list(one.log)}


def _ensure_all_restored(done: Sequence[Restored]) -> None:
    bad = [one for one in done if one.status not in (SUCCESS, WARNING)]
    if not bad:
        return
    why = ". ".join(f"{one.path} ({one.status}): {_said(one)}" for one in bad)
    raise NotConverged(
        f"{len(bad)} of {len(done)} items were not restored. {why}. Mend that and run this again: what is restored is "
        "not restored again.",
        items=[item_result(one) for one in done],
    )


def _warning(one: Restored) -> str:
    return f"{one.path} was restored with a warning: {_said(one)}"


def _said(one: Restored) -> str:
    return "; ".join(one.log) or "the server gives no reason"


MODULE = _declaration()
