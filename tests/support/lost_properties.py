# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Responses that lack a property, and what the code looks at in them.

Nobody lists the properties: the tasks of operation_sequences.py are run once, and what they look at beside their
fields is recorded, with the line that looks. Then each of these properties is taken out of every response of its
operation in turn; once for each line, for many modules share one.
"""

from __future__ import annotations

import functools
import re
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import VeeamError
from ansible_collections.opendr.veeam.plugins.module_utils.http import response_object, responses
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import ResponseObject
from support.operation_cases import acted_on, begin, impatient
from support.operation_sequences import Sequence, sequences_of
from support.running import Bench

# Fields take what is there: what a response lacks, the result lacks as well. What is no page, http/ refuses itself.
NOT_LOOKED_AT = ("schema/state.py", "http/pages.py")
SAID = ("changed", "operation", "phase", "steps")


@dataclass(frozen=True)
class Look:
    """A look at a property of the responses to an operation, whose path has ``*`` for each id.

    ``line`` is where in the collection it is, ``task`` the number of the task of the sequence that looks first.
    """

    operation: str
    name: str
    line: str
    task: int

    def __str__(self) -> str:
        return f"{self.name} of {self.operation} ({self.line})"


def pattern_of(operation: str) -> str:
    """An operation without the ids in its path."""
    return re.sub(r"(?<=/)([0-9a-f]{8}-[0-9a-f-]{27}|[^/]*(%|\.dr\.)[^/]*)(?=/|$)", "*", operation)


@dataclass
class Recorder:
    """Stands in the place of ``response_type``: records the looks, and takes the properties of ``lost`` out.

    ``lost`` are operations and the names of the properties that their responses lack.
    """

    lost: Collection[tuple[str, str]] = ()
    task: int = 0
    looks: dict[tuple[str, str], Look] = field(default_factory=dict)

    def __call__(self, operation: str) -> Callable[[Mapping[str, Any]], ResponseObject]:
        watched = type("_Watched", (_Watched,), {"__slots__": (), "operation": operation, "recorder": self})
        return functools.partial(self._object, watched, operation)

    def _object(self, watched: type[_Watched], operation: str, values: Mapping[str, Any]) -> ResponseObject:
        if self.lost:
            pattern = pattern_of(operation)
            values = {key: value for key, value in values.items() if (pattern, key) not in self.lost}
        return watched(values)


class _Watched(ResponseObject):
    __slots__ = ()

    recorder: ClassVar[Recorder]

    def get(self, name: str, default: Any = None) -> Any:
        frame = sys._getframe(1)
        while frame.f_code.co_filename == response_object.__file__ and frame.f_back is not None:
            frame = frame.f_back
        file = frame.f_code.co_filename
        if name in self and "/module_utils/" in file and not file.endswith(NOT_LOOKED_AT):
            line = f"{file.rpartition('/module_utils/')[2]}:{frame.f_lineno}"
            recorder = self.recorder
            recorder.looks.setdefault((line, name), Look(pattern_of(self.operation), name, line, recorder.task))
        return super().get(name, default)


@contextmanager
def recording(lost: Collection[tuple[str, str]] = ()) -> Iterator[Recorder]:
    """A recorder at work."""
    recorder, original = Recorder(lost), response_object.response_type
    users = (response_object, responses)
    for user in users:
        user.response_type = recorder  # type: ignore[assignment, attr-defined]
    try:
        yield recorder
    finally:
        for user in users:
            user.response_type = original  # type: ignore[attr-defined]


def without(name: str, *operations: str) -> AbstractContextManager[Recorder]:
    """Responses to some operations, whose paths have ``*`` for each id, without a property."""
    return recording([(operation, name) for operation in operations])


@dataclass(frozen=True)
class Run:
    """What each task of a sequence said, how often the server had acted by then, and what failed without a reason."""

    said: tuple[Mapping[str, Any], ...]
    acts: tuple[int, ...]
    problems: tuple[str, ...]


def run_of(bench: Bench, sequence: Sequence, recorder: Recorder, tasks: int | None = None) -> Run:
    """The first ``tasks`` tasks of a sequence, up to the first that fails."""
    begin(bench)
    said, acts, problems, start = [], [], [], bench.simulator.mark()
    try:
        for number, task in enumerate(sequence(bench)):
            recorder.task = number
            result = bench.run(task.module, impatient(task))
            acts.append(sum(acted_on(bench, start, reads=False).values()))
            if result.get("failed"):
                problems += [result["msg"]] if result["error"]["kind"] == "Unexpected" else []
                break
            said.append({key: result.get(key) for key in SAID})
            if number + 1 == tasks:
                break
    except (VeeamError, AssertionError):
        # What the sequence itself sends between its tasks.
        pass
    except Exception as error:  # noqa: BLE001  (any exception is what is looked for)
        problems.append(f"{type(error).__name__}: {error} {_origin(error)}")
    return Run(tuple(said), tuple(acts), tuple(problems))


def _origin(error: Exception) -> str:
    """Where in the collection an exception comes from."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "module_utils" in frame.filename]
    return f"({frames[-1].filename.rpartition('module_utils/')[2]}:{frames[-1].lineno})" if frames else ""


def lost_property_problems(bench: Bench, module: str, done: set[tuple[str, str]]) -> Iterator[str]:
    """Each property without which a task of the module breaks, acts more often, or says something else was done.

    ``done`` are the looks that were tried, by line and name; those of this module are added.
    """
    for sequence in sequences_of(module):
        with recording() as recorder:
            usual = run_of(bench, sequence, recorder)
        yield from usual.problems
        for key, look in recorder.looks.items():
            if key in done:
                continue
            done.add(key)
            with recording([(look.operation, look.name)]) as recorder_without:
                run = run_of(bench, sequence, recorder_without, look.task + 1)
            yield from (f"without {look}: {problem}" for problem in run.problems)
            # A task that fails may stop what it has begun.
            if any(acts > before for _said, acts, before in zip(run.said, run.acts, usual.acts)):
                yield f"without {look}: the server acted {run.acts} times instead of {usual.acts}"
            if run.said != usual.said[: len(run.said)]:
                yield f"without {look}: {run.said} instead of {usual.said}"
