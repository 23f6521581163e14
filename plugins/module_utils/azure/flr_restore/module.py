# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_azure_flr_restore). Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ...core.errors import InvalidOption, ObjectBusy
from ...engine.references import ReferenceResolver
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...engine.task_lock import locked
from ...schema.fields import Field, argument_spec
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from ...workflow.rerun_guard import validate_again
from .. import flr_files, flr_sessions, restore_points
from ..flr_leftovers import close_leftovers, open_for, others_open, wait_for_others
from ..flr_sessions import OpenSession, Session, SessionSpec, Withdrawn, opened, origin_of
from ..product import AZURE
from ..references import SERVICE_ACCOUNT
from ..restore_points import choice_facts, chosen_point
from . import tasks as flr_tasks
from .file_restore import FileRestore, confirmed, ensure_all_restored, reason_of, warning_about
from .items import KEEP, OVERWRITE, outermost
from .tasks import WARNING, Restored, restore_items

# How often a session is opened where runs on other machines open theirs first.
ATTEMPTS = 5

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
            **RERUN_OPTIONS,
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
            readers={**restore_points.READERS, **flr_files.READERS, **flr_tasks.READERS},
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
    restore = FileRestore(task, chosen_point(task.client, task.params["restore_point"]), outermost(items))
    named = restore.missing(restore.items)
    restore.ensure_not_repeated(named)
    done = Done(named, named, leftovers=open_for(restore.sessions, restore.marker))
    if (named or search or done.leftovers) and not task.check_mode:
        # A run that holds the lock is at work, so its session was not left open.
        with locked(task, [restore.marker], f"files of '{restore.choice.point.get('vmName')}'"):
            done = _restore_alone(task, restore, account)
    task.warnings.extend(
        f"{item.path} was restored with a warning: {reason_of(item)}"
        for item in done.restored
        if item.status == WARNING
    )
    predicted = task.check_mode and (done.missing or (search and not restore.was_done))
    return {
        "changed": bool(done.leftovers or done.restored or predicted),
        "restore_point": choice_facts(restore.choice, task.client.server_time),
        "session_id": restore.session,
        "items": restore.item_results(done.missing, done.restored),
        "diff": restore.difference(done.named, done.missing),
    }


class Done(NamedTuple):
    """What a task has to restore, and has restored: ``named`` are the missing items among those that it names."""

    named: Sequence[str]
    missing: Sequence[str]
    restored: Sequence[Restored] = ()
    leftovers: Sequence[Session] = ()


def _restore_alone(task: Task, restore: FileRestore, account: str) -> Done:
    """Restore what is still missing, in a session of its own. The caller has the lock of this restore.

    Raises ObjectBusy where runs on other machines are faster again and again.
    """
    origin = origin_of(task)
    reason, leftovers = task.params["reason"] or "", list[Session]()
    spec = SessionSpec(restore.choice, restore.marker, reason, account, to_original=True, origin=origin, alone=True)
    for _attempt in range(ATTEMPTS):
        restore.refresh()
        leftovers += close_leftovers(task, restore.sessions, restore.marker, origin)
        others = others_open(restore.sessions, restore.marker, origin)
        if others:
            wait_for_others(task, others)
            restore.refresh()
        named = restore.missing(restore.items)
        restore.ensure_not_repeated(named)
        if not named and not task.params["search"]:
            return Done(named, named, (), leftovers)
        with suppress(Withdrawn):
            missing, restored = _restored(task, restore, spec)
            return Done(named, missing, restored, leftovers)
    raise ObjectBusy(
        f"Runs of this task on other machines opened their sessions first, {ATTEMPTS} times. Nothing was restored by "
        "this task. Rerun it when the others have ended."
    )


def _restored(task: Task, restore: FileRestore, spec: SessionSpec) -> tuple[list[str], list[Restored]]:
    """The items that were missing, and how they were restored, in a session that is closed again."""
    restored: list[Restored] = []
    ours: OpenSession | None = None
    begun = complete = False
    try:
        with opened(task, spec) as ours:
            restore.session = ours.id
            missing = restore.add_search_results(ours)
            begun = bool(missing)
            if missing:
                restored = restore_items(task, ours.id, missing, restore.mode)
                ensure_all_restored(restored)
        restored = confirmed(restored, ours)
        complete = True
        return missing, restored
    finally:
        warning = warning_about(ours, complete) if ours is not None and begun else ""
        task.warnings.extend([warning] if warning else [])


def _validate_input(params: Mapping[str, Any]) -> None:
    items, search = params["items"] or [], params["search"]
    if not items and search is None:
        raise InvalidOption("items is empty and search is not set. Set items to at least one file or folder.")
    flr_files.validate_absolute("items", items)
    flr_files.validate_search(search)
    if params["alternative_path"]:
        flr_files.validate_absolute("alternative_path", [params["alternative_path"]])
    validate_again(params, to_original=not params["alternative_path"])


MODULE = _declaration()
