# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Responses that lack a property, and what the code looks at in them.

Nobody lists the properties: the tasks of operation_sequences.py are run once, and what they look at beside their
fields is recorded, with the line that looks. Then each of these properties is taken out of every response of its
operation in turn; once for each line, for many modules share one. Where no earlier task has looked at the property, the
task alone runs, on what servers and controller were before it, and only what that finds is tried from the beginning.
"""

from __future__ import annotations

import functools
import itertools
import re
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import VeeamError
from ansible_collections.opendr.veeam.plugins.module_utils.http import response_object, responses
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import ResponseObject
from support.killing import kept
from support.operation_cases import acted_on, begin, impatient
from support.operation_sequences import Sequence, Task, sequences_of
from support.running import Controller

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


@functools.cache
def pattern_of(operation: str) -> str:
    """An operation without the ids in its path."""
    return re.sub(r"(?<=/)([0-9a-f]{8}-[0-9a-f-]{27}|[^/]*(%|\.dr\.)[^/]*)(?=/|$)", "*", operation)


@dataclass
class Recorder:
    """Stands in the place of ``response_type``: records the looks, and takes the properties of ``lost`` out.

    ``lost`` are operations and the names of the properties that their responses lack. ``first`` has the number of the
    first task that looks at a property, by operation and name.
    """

    lost: Collection[tuple[str, str]] = ()
    task: int = 0
    looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    first: dict[tuple[str, str], int] = field(default_factory=dict)

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
            recorder, operation = self.recorder, pattern_of(self.operation)
            recorder.looks.setdefault((line, name), Look(operation, name, line, recorder.task))
            recorder.first.setdefault((operation, name), recorder.task)
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
    """What each task said, how often the server acted on it, and what failed without a reason.

    ``moments`` are the tasks, each with what brings back the moment before it.
    """

    said: tuple[Mapping[str, Any], ...]
    acts: tuple[int, ...]
    problems: tuple[str, ...]
    moments: tuple[tuple[Task, Callable[[], int]], ...] = ()


def run_of(controller: Controller, sequence: Sequence, recorder: Recorder, tasks: int | None = None) -> Run:
    """The first ``tasks`` tasks of a sequence, up to the first that fails; all of them with their moments."""
    begin(controller)
    return _run(controller, itertools.islice(sequence(controller), tasks), recorder, keep=tasks is None)


def _run(controller: Controller, tasks: Iterable[Task], recorder: Recorder, keep: bool = False) -> Run:
    said, acts, problems, moments = [], [], [], []
    try:
        for number, task in enumerate(tasks):
            recorder.task = number
            if keep:
                moments.append((task, kept(controller)))
            start = controller.simulator.mark()
            result = controller.run(task.module, impatient(task))
            acts.append(sum(acted_on(controller, start, reads=False).values()))
            if result.get("failed"):
                problems += [result["msg"]] if result["error"]["kind"] == "Unexpected" else []
                break
            said.append({key: result.get(key) for key in SAID})
    except (VeeamError, AssertionError):
        # What the sequence itself sends between its tasks.
        pass
    except Exception as error:  # noqa: BLE001  (any exception is what is looked for)
        problems.append(f"{type(error).__name__}: {error} {_origin(error)}")
    return Run(tuple(said), tuple(acts), tuple(problems), tuple(moments))


def _problems_of_moment(controller: Controller, usual: Run, look: Look) -> list[str]:
    """The problems of the task that looks, where only it lacks the property."""
    task, bring_back = usual.moments[look.task]
    bring_back()
    with recording([(look.operation, look.name)]) as recorder:
        return list(
            _problems(look, _run(controller, [task], recorder), usual.said[look.task :], usual.acts[look.task :])
        )


def _problems_of_sequence(controller: Controller, sequence: Sequence, usual: Run, look: Look) -> Iterator[str]:
    """The problems of a sequence up to the task that looks, whose tasks all lack the property."""
    with recording([(look.operation, look.name)]) as recorder:
        yield from _problems(look, run_of(controller, sequence, recorder, look.task + 1), usual.said, usual.acts)


def _problems(look: Look, run: Run, said: tuple[Mapping[str, Any], ...], acts: tuple[int, ...]) -> Iterator[str]:
    """What is wrong with a run, whose tasks usually say ``said``, and have the server act ``acts`` times."""
    yield from (f"without {look}: {problem}" for problem in run.problems)
    # A task that fails may stop what it has begun.
    if any(count > before for _said, count, before in zip(run.said, run.acts, acts)):
        yield f"without {look}: the server acted {run.acts} times instead of {acts}"
    if run.said != said[: len(run.said)]:
        yield f"without {look}: {run.said} instead of {said}"


def _origin(error: Exception) -> str:
    """Where in the collection an exception comes from."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "module_utils" in frame.filename]
    return f"({frames[-1].filename.rpartition('module_utils/')[2]}:{frames[-1].lineno})" if frames else ""


def lost_property_problems(controller: Controller, module: str, done: set[tuple[str, str]]) -> Iterator[str]:
    """Each property without which a task of the module breaks, acts more often, or says something else was done.

    ``done`` are the looks that were tried, by line and name; those of this module are added.
    """
    for sequence in sequences_of(module):
        with recording() as recorder:
            usual = run_of(controller, sequence, recorder)
        yield from usual.problems
        for key, look in recorder.looks.items():
            if key in done:
                continue
            done.add(key)
            if recorder.first[look.operation, look.name] < look.task or _problems_of_moment(controller, usual, look):
                yield from _problems_of_sequence(controller, sequence, usual, look)
