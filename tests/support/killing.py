# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills or interrupts a module in the middle of its work, and counts what the server was asked to do."""

from __future__ import annotations

import itertools
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import Transport
from support.modules import declaration
from support.running import Bench

# The exit code of a run that failed because of a signal.
INTERRUPTED = 3


def kill_after_request(bench: Bench, module: str, arguments: dict[str, Any], number: int) -> bool:
    """Run a module in a process of its own and kill it (SIGKILL) when its n-th request has been answered.

    The server has acted on that request, and the module knows nothing of it. False where the module was done before,
    with success.
    """
    child = os.fork()
    if child == 0:
        _run_in_child(bench, module, arguments, number)
    _child, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, f"{module} failed, see above"
    return False


def interrupt_after_request(bench: Bench, module: str, arguments: dict[str, Any], number: int, sent: int) -> bool:
    """Run a module in a process of its own and send it a signal when its n-th request has been answered.

    As with ``kill_after_request``, but the module may act on the signal. False where the module was done before.
    """
    child = os.fork()
    if child == 0:
        _run_in_child(bench, module, arguments, number, sent)
    _child, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, INTERRUPTED), f"{module} ended with {code}, see above"
    return code == INTERRUPTED


@dataclass(frozen=True)
class Kill:
    """A run that was killed after its n-th request; ``start`` is the mark after which its requests come."""

    number: int
    start: int


def kills(bench: Bench, module: str, arguments: dict[str, Any], begin: Callable[[], int]) -> Iterator[Kill]:
    """Runs of a module, each begun anew: one to its end, and one for each request after which it was killed.

    ``begin`` brings the simulator to where a run starts, and returns its mark. A run that is killed after a request
    that changed nothing on the server leaves the same behind as one killed a request earlier, so only one of them is
    made. The run to its end, which comes first, shows which those are; its number is that of a request never sent.
    """
    start = begin()
    changes = _changes_after_requests(bench, module, arguments)
    yield Kill(len(changes) + 1, start)
    for number, after in enumerate(changes, 1):
        if number > 1 and after == changes[number - 2]:
            continue
        start = begin()
        assert kill_after_request(bench, module, arguments, number), f"{module} was done before request {number}"
        yield Kill(number, start)


def _changes_after_requests(bench: Bench, module: str, arguments: dict[str, Any]) -> list[int]:
    """How often the server had changed after each request of a run that comes to its end, with success."""
    product, changes = declaration(module).product.name, []
    with _after_each_response(lambda _number: changes.append(bench.simulator.changes(product))):
        bench.do(module, arguments)
    return changes


@contextmanager
def _after_each_response(act: Callable[[int], object]) -> Iterator[None]:
    """Within the block, ``act`` follows each request that was answered, with its number."""
    send, numbers = Transport.send, itertools.count(1)

    def observed(*arguments: Any, **options: Any) -> Any:
        response = send(*arguments, **options)
        act(next(numbers))
        return response

    Transport.send = observed  # type: ignore[method-assign]
    try:
        yield
    finally:
        Transport.send = send  # type: ignore[method-assign]


def _run_in_child(
    bench: Bench, module: str, arguments: dict[str, Any], number: int, sent: int = signal.SIGKILL
) -> None:
    """Never returns: what pytest would do at the end of this process is not for a child to do."""
    code = 1
    try:
        with _after_each_response(lambda answered: os.kill(os.getpid(), sent) if answered == number else None):
            result = bench.run(module, arguments)
        code = 1 if result.get("failed") else 0
        if result.get("error", {}).get("kind") == "TaskInterrupted":
            code = INTERRUPTED
        elif code:
            os.write(2, f"{module}: {result['msg']}\n".encode())
    finally:
        os._exit(code)


def acts(bench: Bench, since: int) -> Counter[str]:
    """How often the server acted on each operation that writes, by operation id; what it refused does not count."""
    writes = {path for _method, path in bench.writes(since)}
    return Counter(
        str(record["operation_id"])
        for record in bench.simulator.requests(since)
        if record["method"] != "GET" and record["path"] in writes and (record["status"] or 0) < 400
    )
