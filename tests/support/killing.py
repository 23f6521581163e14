# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills, ends or interrupts a module in the middle of its work, and counts what the server was asked to do."""

from __future__ import annotations

import itertools
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ansible_collections.opendr.veeam.plugins.module_utils.engine.local_file import UNFINISHED
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import Transport
from support.modules import declaration
from support.running import Controller, SimulatedTime


def kill_after_request(controller: Controller, module: str, arguments: dict[str, Any], number: int) -> bool:
    """Run a module in a process of its own and kill it (SIGKILL) when its n-th request has been answered.

    The server has acted on that request, and the module knows nothing of it. False where the module was done before,
    with success.
    """
    child = os.fork()
    if child == 0:
        _run_in_child(controller, module, arguments, number)
    _child, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, f"{module} failed, see above"
    return False


def end_after_request(controller: Controller, module: str, arguments: dict[str, Any], number: int) -> bool:
    """Run a module in this process, and end its work when its n-th request has been answered, as a kill would.

    From then on it sends nothing, does not wait, and what it changes on the controller is undone: so its clean-up,
    which a process that was killed does not do, has no effect. False where the module was done before, with success.
    tests/behaviour/test_ended.py shows that it leaves the same behind as ``kill_after_request``, which costs much more.
    """
    ending = _Ending(controller.directory)
    return ending.comes_in(controller, module, arguments, lambda answered: ending.end() if answered == number else None)


def end_after_replacing(controller: Controller, module: str, arguments: dict[str, Any]) -> None:
    """Run a module as ``end_after_request`` does, and end its work when a file it downloads has taken its place.

    The file is not to be in the directory of the controller, whose files are brought back.
    """
    ending, replace = _Ending(controller.directory), os.replace

    def replaced(source: str, target: str) -> None:
        replace(source, target)
        if source.endswith(UNFINISHED):
            ending.end()

    with patch("os.replace", replaced):
        assert ending.comes_in(controller, module, arguments), f"{module} has downloaded nothing"


class _Ended(BaseException):
    """A process that was killed would not exist any more."""


class _Ending:
    """The end of a module's work, from which on it does nothing, with the files of the controller as they were then."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.kept: dict[Path, bytes] | None = None

    def end(self) -> None:
        self.kept = _files(self.directory)
        raise _Ended

    def alive(self) -> None:
        if self.kept is not None:
            raise _Ended

    def comes_in(
        self, controller: Controller, module: str, arguments: dict[str, Any], act: Callable[[int], object] = bool
    ) -> bool:
        """Whether a run ends before it is done; ``act`` follows each request. The run must not fail."""
        try:
            with after_each_response(act, before=self.alive), patch.object(SimulatedTime, "sleep", _while(self.alive)):
                result = controller.run(module, arguments)
        except _Ended:
            _bring_back(self.directory, self.kept or {})
            return True
        assert not result.get("failed"), result
        return False


def _while(alive: Callable[[], None]) -> Callable[[SimulatedTime, float], None]:
    """How a clock waits for a process that may have ended."""
    sleep = SimulatedTime.sleep

    def wait(clock: SimulatedTime, seconds: float) -> None:
        alive()
        sleep(clock, seconds)

    return wait


def _files(directory: Path) -> dict[Path, bytes]:
    """Everything in a directory, by path."""
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def _bring_back(directory: Path, files: dict[Path, bytes]) -> None:
    """Make the files of a directory what they were."""
    for path, content in _files(directory).items():
        if path not in files:
            path.unlink()
        elif files[path] != content:
            path.write_bytes(files[path])
    for path in files.keys() - _files(directory).keys():
        path.write_bytes(files[path])


def interrupt_after_request(
    controller: Controller, module: str, arguments: dict[str, Any], number: int, sent: int
) -> bool:
    """Run a module in this process, and send it a signal when its n-th request has been answered.

    False where the module was done before, with success.
    """
    interrupt = partial(os.kill, os.getpid(), sent)
    with after_each_response(lambda answered: interrupt() if answered == number else None):
        result = controller.run(module, arguments)
    if result.get("failed"):
        assert result["error"]["kind"] == "TaskInterrupted", result
        return True
    return False


@dataclass(frozen=True)
class Kill:
    """A run that was killed after its n-th request; ``start`` is the mark after which its requests come."""

    number: int
    start: int


def kills(controller: Controller, module: str, arguments: dict[str, Any], begin: Callable[[], int]) -> Iterator[Kill]:
    """A run of a module to its end, and then what it would have left behind, killed after each of its requests.

    ``begin`` brings the simulator to where the run starts, and returns its mark. What server and controller were after
    each request of the run is kept, and brought back: tests/behaviour/test_ended.py shows that a kill leaves the same.
    After a request that changed nothing on the server this is what it was a request earlier, so only one of them is
    given. The number of the run to its end, which comes first, is that of a request never sent.
    """
    start = begin()
    product, before, left = declaration(module).product.name, -1, []

    def keep(number: int) -> None:
        nonlocal before
        changes = controller.simulator.changes(product)
        if changes != before:
            left.append((number, kept(controller, start)))
        before = changes

    with after_each_response(keep) as numbers:
        controller.succeed(module, arguments)
    yield Kill(next(numbers), start)
    for number, bring_back in left:
        yield Kill(number, bring_back())


def kept(controller: Controller, start: int | None = None) -> Callable[[], int]:
    """Keep what servers and controller are; the result brings it back.

    It returns the mark after which the log has the requests since ``start`` until now; without ``start``, none.
    """
    restore, files = controller.simulator.snapshot(start), _files(controller.directory)

    def bring_back() -> int:
        _bring_back(controller.directory, files)
        return restore()

    return bring_back


@contextmanager
def after_each_response(act: Callable[[int], object], before: Callable[[], object] = bool) -> Iterator[Iterator[int]]:
    """Within the block, ``act`` follows each request that was answered, with its number; ``before`` comes before it.

    Gives the numbers of the requests to come.
    """
    send, numbers = Transport.send, itertools.count(1)

    def observed(*arguments: Any, **options: Any) -> Any:
        before()
        response = send(*arguments, **options)
        act(next(numbers))
        return response

    Transport.send = observed  # type: ignore[method-assign]
    try:
        yield numbers
    finally:
        Transport.send = send  # type: ignore[method-assign]


def _run_in_child(controller: Controller, module: str, arguments: dict[str, Any], number: int) -> None:
    """Never returns: what pytest would do at the end of this process is not for a child to do."""
    code = 1
    kill = partial(os.kill, os.getpid(), signal.SIGKILL)
    try:
        with after_each_response(lambda answered: kill() if answered == number else None):
            result = controller.run(module, arguments)
        code = 1 if result.get("failed") else 0
        if code:
            os.write(2, f"{module}: {result['msg']}\n".encode())
    finally:
        os._exit(code)


def acts(controller: Controller, since: int) -> Counter[str]:
    """How often the server acted on each operation that writes, by operation id; what it refused does not count."""
    writes = {path for _method, path in controller.writes(since)}
    return Counter(
        str(record["operation_id"])
        for record in controller.simulator.requests(since)
        if record["method"] != "GET" and record["path"] in writes and (record["status"] or 0) < 400
    )
