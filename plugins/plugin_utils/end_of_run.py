# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tokens of a run of Ansible: kept while it lasts, and ended with it, however it ends. Private to the collection.

At the end of the run, and when it is ended by SIGTERM, the server is asked to end each token. A run that was killed
can do neither, so a later run does it. Only the process that started the run does so, not the forks of its tasks.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal
import threading
import time
from types import FrameType
from typing import Callable

from ansible import constants as C

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.core.clock import SystemClock
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import user_agent
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_directory import RunDirectory
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens, connections_left
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import TaskTokens

LOGOUT_TIMEOUT = 5
# Seconds in which tasks that were interrupted close what they have open, before the run logs out.
CLOSING = 30

# Ansible makes the directory above for one run, mode 0700, and removes it at the end.
# Ansible reads its constants from the configuration at run time, so a type checker does not know them.
_DIRECTORY = RunDirectory(os.path.join(C.DEFAULT_LOCAL_TMP, "opendr.veeam"))  # type: ignore[attr-defined]
_OWNER = os.getpid()


def run_token(connection: Connection) -> RunTokens:
    """The tokens that the tasks of this run share for a server."""
    return RunTokens(_DIRECTORY.path, connection)


def log_out(directory: RunDirectory) -> None:
    """End the tokens of a run, and remove their files."""
    for connection in connections_left(directory.path, LOGOUT_TIMEOUT, PRODUCTS):
        client = Client(connection, TaskTokens(), SystemClock(), user_agent("logout"))
        try:
            client.logout()
        except Exception:  # noqa: S112, BLE001
            # The result of the run stays as it is; an unused token expires by itself within minutes.
            continue
        finally:
            client.close()
    directory.remove()


def _end() -> None:
    if os.getpid() != _OWNER:
        return
    _wait_for_tasks()
    log_out(_DIRECTORY)
    for abandoned in _DIRECTORY.abandoned():
        log_out(abandoned)


def _wait_for_tasks() -> None:
    """Wait for forks that still close what their tasks have open; after an ordinary run there are none."""
    deadline = time.monotonic() + CLOSING
    for task in multiprocessing.active_children():
        task.join(max(0.0, deadline - time.monotonic()))


class _Termination:
    """What SIGTERM does: the tasks end, the run logs out, and then whatever it did before, which ends the process."""

    def __init__(self, before: Callable[[int, FrameType | None], object] | int) -> None:
        self._before = before

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        signal.signal(number, self._before)
        if os.getpid() == _OWNER:
            for task in multiprocessing.active_children():
                task.terminate()
            _wait_for_tasks()
            log_out(_DIRECTORY)
        os.kill(os.getpid(), number)


def _watch() -> None:
    _DIRECTORY.claim()
    atexit.register(_end)
    before = signal.getsignal(signal.SIGTERM)
    # None is a handler that Python did not set and cannot set again, and only the main thread may set one.
    if before not in (None, signal.SIG_IGN) and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _Termination(before))


_watch()
