# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""For every operation that a module may send, a task that sends it, and the tasks that have to come before.

Nobody lists them: the tasks of operation_sequences.py are run on the simulator, and its log shows which sends what.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from support.killing import kept
from support.modules import declaration, module_names
from support.operation_sequences import OUT_OF_REACH, Task, sequences_of
from support.running import Controller, is_read_by_post
from support.seeds import prepare

# Enough on a simulator whose sessions end at once. What never comes is waited for to the end, with a request for each
# look at the server.
SECONDS_TO_WAIT = 20


@dataclass(frozen=True)
class OperationCase:
    """The first task that sends an operation, and what comes of it and of its repetition where nothing goes wrong.

    ``bring_back`` makes the servers and ``controller`` what they were just before the task. ``sent``
    counts how often the task has the server act on the operation, ``again`` how often its repetition has. ``sessions``
    are the types of the sessions that the operation starts, the first one first.
    """

    controller: Controller
    task: Task
    bring_back: Callable[[], int]
    result: dict[str, Any]
    sent: int
    again: int
    sessions: tuple[str, ...]


def impatient(task: Task) -> dict[str, Any]:
    """The arguments of a task that does not wait long for what may never come."""
    waits = "wait_timeout" in declaration(task.module).argument_spec
    return {**task.arguments, "wait_timeout": SECONDS_TO_WAIT} if waits else dict(task.arguments)


def operation_id(operation: Operation) -> str:
    """How tests call an operation."""
    return f"{operation.method} {operation.path}"


def all_operations() -> list[tuple[str, str]]:
    """Module and operation, for every one that changes the server, what a task undoes itself included."""
    pairs = [
        (name, operation_id(operation))
        for name in module_names()
        for operation in (*declaration(name).api.operations, *declaration(name).api.opens)
    ]
    return [pair for pair in dict.fromkeys(pairs) if pair[1] not in OUT_OF_REACH.get(pair[0], {})]


def declared(module: str, operation: str) -> Operation:
    """The operation of a module that has this id."""
    api = declaration(module).api
    return next(found for found in (*api.operations, *api.opens) if operation_id(found) == operation)


def begin(controller: Controller) -> None:
    """The simulator at its seeds, and what the examples suppose."""
    controller.simulator.reset()
    controller.forget()
    prepare(controller.simulator)


def acted_on(controller: Controller, since: int, reads: bool = True) -> Counter[str]:
    """How often the server acted on each operation, by method and path without its prefix; refusals do not count.

    Without ``reads``, those are left out that are sent by POST.
    """
    return Counter(_operation_of(record) for record in _acts(controller, since) if reads or not is_read_by_post(record))


def _acts(controller: Controller, since: int) -> Iterator[dict[str, Any]]:
    for record in controller.simulator.requests(since):
        if record["method"] != "GET" and record["template"] and (record["status"] or 500) < 400:
            yield record


def _operation_of(record: dict[str, Any]) -> str:
    path = re.sub(r"^/(api/)?v[0-9.]+(?=/)", "", record["template"])
    return f"{record['method']} {path}"


def cases_of(controller: Controller, module: str) -> dict[str, OperationCase]:
    """A case for each operation that the module's tasks send, by the operation."""
    cases: dict[str, OperationCase] = {}
    for sequence in sequences_of(module):
        begin(controller)
        for task in sequence(controller):
            if task.module == module:
                cases.update(_new_cases(controller, task, cases))
            else:
                controller.succeed(task.module, task.arguments)
    return cases


def _new_cases(controller: Controller, task: Task, known: Collection[str]) -> dict[str, OperationCase]:
    """Run a task: a case for each operation that it sends, and that is not known."""
    before, start = kept(controller), controller.simulator.mark()
    result = controller.succeed(task.module, task.arguments)
    sent = list(_acts(controller, start))
    # Of an operation that is sent several times, the first.
    new = {operation: record for record in reversed(sent) if (operation := _operation_of(record)) not in known}
    if not new:
        return {}
    after, middle = kept(controller), controller.simulator.mark()
    controller.run(task.module, task.arguments)
    counts, again = Counter(map(_operation_of, sent)), acted_on(controller, middle)
    # The next task comes after one that ran once.
    after()
    return {
        operation: OperationCase(
            controller, task, before, result, counts[operation], again[operation], tuple(record["sessions"])
        )
        for operation, record in new.items()
    }


def session_problems(operation: Operation, cases: Mapping[str, OperationCase]) -> Iterator[str]:
    """Where the type of the session that an operation is declared to start is not that of the one it starts."""
    name, case = operation_id(operation), cases.get(operation_id(operation))
    if not operation.session_type or case is None:
        return
    if not case.sessions:
        yield f"{name} is declared to start a session of type {operation.session_type}, and starts none"
    elif case.sessions[0] != operation.session_type:
        yield f"{name} is declared to start {operation.session_type}, and starts {case.sessions[0]}"
