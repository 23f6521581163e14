# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_azure_flr_info). Private to the collection.

Reading files takes a session, which is closed before the task ends; in check mode none is opened.
"""

from __future__ import annotations

from ..core.errors import InvalidOption
from ..engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ..engine.task_lock import locked
from . import flr_files, flr_sessions, restore_points
from .flr_leftovers import close_leftovers, left_alone, others_open
from .flr_sessions import SessionSpec, marker_of, opened, origin_of, sessions_of
from .product import AZURE
from .restore_points import choice_facts, chosen_point

NOT_IN_CHECK_MODE = (
    "In check mode no file-level restore session is opened and the restore point is not read: items and "
    "search_results are empty."
)


def _run(task: Task) -> Result:
    paths, search = task.params["paths"] or [], task.params["search"]
    if not paths and search is None:
        raise InvalidOption("paths is empty and search is not set. Set paths to a folder to list, such as /.")
    flr_files.validate_absolute("paths", paths)
    flr_files.validate_search(search)
    choice = chosen_point(task.client, task.params["restore_point"])
    items, search_results = [], []
    if task.check_mode:
        task.warnings.append(NOT_IN_CHECK_MODE)
    else:
        marker = marker_of("look", choice.machine.get("id") or choice.point.get("vmName"), paths, search)
        with locked(task, [marker], f"files of '{choice.point.get('vmName')}'"):
            origin, reason = origin_of(task), task.params["reason"] or ""
            sessions = sessions_of(task.client, choice)
            close_leftovers(task, sessions, marker, origin)
            # Two sessions that only read do no harm, so those of other machines are left alone.
            task.warnings.extend(map(left_alone, others_open(sessions, marker, origin)))
            with opened(task, SessionSpec(choice, marker, reason, origin=origin)) as session:
                items = [item for path in paths for item in flr_files.browse(task, session.id, path)]
                search_results = flr_files.search(task, session.id, search) if search else []
    return {
        "changed": False,
        "restore_point": choice_facts(choice, task.client.server_time),
        "items": items,
        "search_results": search_results,
    }


MODULE = Declaration(
    product=AZURE,
    options={
        "restore_point": restore_points.OPTION,
        "paths": {"type": "list", "elements": "str"},
        "search": flr_files.SEARCH_OPTION,
        "reason": {"type": "str"},
        **flr_sessions.WAIT_OPTIONS,
    },
    run=_run,
    constraints={"required_one_of": [["paths", "search"]]},
    api=ApiUsage(
        opens=(*flr_sessions.OPERATIONS, *flr_files.SEARCHING),
        reads=tuple(dict.fromkeys((*restore_points.READS, *flr_sessions.READS, flr_files.RESULTS))),
        post_reads=(flr_files.BROWSE,),
        bodies=(RequestBody(flr_files.SEARCH_START, flr_files.SEARCH_FIELDS),),
    ),
)
