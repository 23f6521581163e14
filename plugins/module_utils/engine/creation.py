# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server may be creating already, for a run that was killed or on another machine. Private to the collection.

An object that a session creates is listed only at its end, so a missing object need not be created again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Callable

from ..core.errors import SessionTimedOut
from ..core.polling import Waiting, poll
from ..schema.resource import Operation
from ..sessions.adapter import RUNNING, adapter_of
from ..sessions.watcher import SessionWatcher
from .plan import Body
from .task import Task

# How long ago a session may have begun that still does something, in seconds, where wait_timeout is shorter.
CREATION = 3600.0


def wait_for_creation(task: Task, operation: Operation, name: str) -> bool:
    """Wait for the running sessions that may be creating the object called ``name``; False where there are none.

    How they end does not matter: the object shows that. Raises SessionTimedOut where one still runs then.
    """
    may_create = adapter_of(task.client.product).may_create
    return wait_for_running(
        task, operation.session_type, lambda session: may_create(session, name), f"may be creating '{name}' already"
    )


def wait_for_running(task: Task, session_type: str, is_meant: Callable[[Body], bool], doing: str) -> bool:
    """Wait for the running sessions of a type that are meant; False where there are none.

    ``doing`` is what they do, for the message. How they end does not matter. Raises SessionTimedOut where one still
    runs then.
    """
    now = task.client.server_time
    if not session_type or now is None:
        return False
    adapter, waiting = adapter_of(task.client.product), Waiting.of(task.params)
    since = now - timedelta(seconds=max(CREATION, waiting.timeout))
    path, query = adapter.since(since.strftime("%Y-%m-%dT%H:%M:%SZ"), session_type)
    running = [session for session in task.client.pages(path, query) if adapter.verdict(session).status == RUNNING]
    watchers = [SessionWatcher(task.client, session, task.progress) for session in running if is_meant(session)]
    left = list(watchers)

    def observe() -> bool | None:
        left[:] = [watcher for watcher in left if watcher.refresh().status == RUNNING]
        return None if left else True

    if watchers and not poll(observe, task.clock, waiting.timeout, waiting.interval):
        raise SessionTimedOut(
            f"The session '{adapter.name(left[0].latest)}' ({left[0].latest['id']}) {doing}, and still runs after "
            f"wait_timeout={waiting.timeout:g} seconds. Nothing was sent. Rerun this task when it has ended.",
            session=adapter.facts(left[0].latest),
        )
    return bool(watchers)
