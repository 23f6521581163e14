# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the tasks of one controller from acting on the same object at the same moment.

Whoever acts holds the lock of the object, and reads the state once more when it has it: another task may have acted in
the meantime. Reading alone, and check mode, take no lock. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from ..core.errors import ObjectBusy
from ..core.lock_files import FileLock
from ..core.locks import Locks
from ..core.polling import Waiting, poll
from .task import Task

# Seconds between two attempts to take a lock, at the most.
LOCK_POLL = 1.0


@contextmanager
def locked(task: Task, keys: Iterable[str], title: str) -> Iterator[ExitStack]:
    """Hold the locks for ``keys`` while the block runs; closing what it returns releases them earlier.

    ``title`` is the object in messages. Waits for another task that has a lock, and says so. Raises ObjectBusy where
    that takes longer than ``wait_timeout``.
    """
    deadline = task.clock.now() + Waiting.of(task.params).timeout
    with ExitStack() as held:
        # In the same order everywhere, so that no two tasks wait for each other.
        for key in sorted(set(keys)):
            _acquire(task, key, title, deadline, held)
        yield held


def _acquire(task: Task, key: str, title: str, deadline: float, held: ExitStack) -> None:
    try:
        lock = task.locks.of(key)
        if lock is not None and not lock.acquire():
            _wait(task, lock, title, deadline)
    except OSError as error:
        task.warnings.append(
            f"No lock can be taken on this machine ({error}), so another run that does the same at the same moment is "
            "not waited for."
        )
        # Nobody can tell whether others are at work, so the task must not take what is open for left by the dead.
        task.locks = Locks()
        return
    if lock is not None:
        held.callback(lock.release)


def _wait(task: Task, lock: FileLock, title: str, deadline: float) -> None:
    holder, began = lock.holder(), task.clock.now()
    if task.progress is not None:
        task.progress(f"Waiting for another task that works on the {title} ({holder})")
    if not poll(lambda: lock.acquire() or None, task.clock, max(deadline - began, 0.0), LOCK_POLL):
        raise _busy(task, title, lock.holder())
    task.warnings.append(
        f"Another task was working on the {title} ({holder}). This task waited {task.clock.now() - began:.0f} seconds "
        "for it, and then read the state again. If it was the same task for another host of the play, set run_once."
    )


def _busy(task: Task, title: str, holder: str) -> ObjectBusy:
    advice = " or set a longer wait_timeout" if "wait_timeout" in task.params else ""
    return ObjectBusy(
        f"Another task is working on the {title} ({holder}), and was not done after "
        f"{Waiting.of(task.params).timeout:g} seconds of waiting. This task has changed nothing. Rerun it when the "
        f"other one has ended{advice}.",
        holder=holder,
    )
