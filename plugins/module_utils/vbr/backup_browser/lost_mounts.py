# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which mount a request has made whose response never came: one that is of somebody else must not be taken for it.

A mount shows its source, and its session when it began and, from 1.3-rev0 on, the account that began it. The reason
that a request gives for a mount is shown nowhere. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable

from ...core.accounts import same_account
from ...core.errors import listed
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...schema.resource import filled
from ...workflow.session_record import Asked
from .mount_record import MountRecord

SESSION = "/sessions/{id}"
# Whether a mount is of a source, None where the server does not show it.
IsOf = Callable[[Mapping[str, Any], str], "bool | None"]


def candidates(
    task: Task, record: MountRecord, mounts: Mapping[str, Mapping[str, Any]], is_of: IsOf
) -> dict[str, bool]:
    """The mounts that the request without response may have made, by session; nothing that the server shows is against.

    Each with whether the server shows all of it: that the mount is of the source of the request, and of its account.
    """
    asked = record.asked
    found: dict[str, bool] = {}
    for session, mount in mounts.items():
        if asked is None or session in asked.others or session in record.sessions:
            continue
        of_source = is_of(mount, asked.point)
        began = None if of_source is False else _began_with(task, session, asked)
        ours = None if began is None else is_of_account(task, began)
        if began is not None and ours is not False:
            found[session] = bool(of_source and ours)
    return found


def _began_with(task: Task, session: str, asked: Asked) -> Mapping[str, Any] | None:
    """A session, None where it did not begin soon after a request."""
    found = task.client.find(filled(SESSION, session))
    return found if found is not None and asked.may_have_begun(parse_time(str(found["creationTime"]))) else None


def is_of_account(task: Task, session: Mapping[str, Any]) -> bool | None:
    """Whether the account of the task has begun a session, None where that is not known."""
    return same_account(task.params.get("username"), session.get("initiatedBy"))


def unclear(noun: str, found: Sequence[str]) -> str:
    """The sentences on mounts of which the server does not show whether the task has made them. Pure."""
    return (
        f"The server does not show which {noun} is of this task, if any: {listed(found)}. It was left alone. Unmount "
        "what nobody uses, in the console or with opendr.veeam.veeam_session. From api_version 1.3-rev0 on, the server "
        "shows the account that made a mount: with username and password of an account that no person and no other "
        "machine uses, and with its domain as the server writes it, this task knows its own."
    )
