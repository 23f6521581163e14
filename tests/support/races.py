# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the same task more than once at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from unittest import mock

from ansible_collections.opendr.veeam.plugins.module_utils.core.locks import Locks
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from support.running import Controller

Result = dict[str, Any]
# Seconds that a task waits before its first write for the others to come to theirs. Where locks work they never come.
TOGETHER = 0.3


def at_once(controllers: Sequence[Controller], module: str, arguments: dict[str, Any]) -> list[Result]:
    """The results of one task, run by each controller in a thread: all have looked before the first of them writes."""
    meeting, seen = threading.Barrier(len(controllers)), threading.local()
    write, results = Client.write, dict[int, Result]()

    def write_together(self: Client, *given: Any, **named: Any) -> Any:
        if not getattr(seen, "met", False):
            seen.met = True
            with suppress(threading.BrokenBarrierError):
                meeting.wait(TOGETHER)
        return write(self, *given, **named)

    def work(number: int) -> None:
        results[number] = controllers[number].run(module, dict(arguments))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(controllers))]
    with mock.patch.object(Client, "write", write_together):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return [results[number] for number in sorted(results)]


@contextmanager
def before_the_lock(action: Callable[[], object]) -> Iterator[None]:
    """``action`` happens once, after a task has looked at the server and before it takes its lock."""
    of, pending = Locks.of, [action]

    def acting(self: Locks, key: str) -> Any:
        if pending:
            pending.pop()()
        return of(self, key)

    with mock.patch.object(Locks, "of", acting):
        yield
    assert not pending, "no task wanted a lock"


@contextmanager
def before_the_write(action: Callable[[], object], path: str = "") -> Iterator[None]:
    """``action`` happens once, when a task is about to send its first write to a path that ends in ``path``."""
    write, pending = Client.write, [action]

    def acting(self: Client, method: str, to: str, *given: Any, **named: Any) -> Any:
        if pending and to.endswith(path):
            pending.pop()()
        return write(self, method, to, *given, **named)

    with mock.patch.object(Client, "write", acting):
        yield
    assert not pending, f"no task wrote to {path or 'anything'}"


@contextmanager
def after_the_write(action: Callable[[], object]) -> Iterator[None]:
    """``action`` happens once, when the server has responded to the first write of a task."""
    write, pending = Client.write, [action]

    def acting(self: Client, *given: Any, **named: Any) -> Any:
        response = write(self, *given, **named)
        if pending:
            pending.pop()()
        return response

    with mock.patch.object(Client, "write", acting):
        yield
    assert not pending, "no task wrote anything"
