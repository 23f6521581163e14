# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of every module whose response is lost: the server acts at most once, and the task says what is so.

The tasks that send an operation are found by running the modules' examples (support/operation_cases.py), so that a new
module is tested without being named here.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from pathlib import Path

import pytest

from support.modules import declaration, resource_of
from support.operation_cases import (
    acted_on,
    all_operations,
    cases_of,
    declared,
    impatient,
    operation_id,
    session_problems,
)
from support.running import Controller

# What the server may do twice, since it changes nothing that outlives the task.
REPEATABLE = {
    "POST /flr/{flrSessionId}/search/start": "a search only reads; it ends with its session",
    "POST /flr/{flrSessionId}/search/{searchTaskId}/nextPage": "a search whose page is lost is started again",
    **dict.fromkeys(
        (
            "POST /backupBrowser/flr/{sessionId}/prepareDownload",
            "POST /backupBrowser/flr/unstructuredData/{sessionId}/prepareDownload",
        ),
        "it packs files, and ends with its mount",
    ),
    **dict.fromkeys(
        (
            "POST /backupBrowser/flr/{sessionId}/search",
            "POST /backupBrowser/flr/unstructuredData/{sessionId}/search",
        ),
        "a search only reads; it ends with its mount",
    ),
    **dict.fromkeys(
        (
            "POST /backupBrowser/flr/{sessionId}/compareToProduction",
            "POST /backupBrowser/flr/unstructuredData/{sessionId}/compareToProduction",
        ),
        "it switches a comparison on, which ends with its mount",
    ),
}
# The tests of a module one after the other: they share its cases.
each_operation = pytest.mark.parametrize(("module", "operation"), all_operations(), scope="module")


@pytest.fixture(scope="module")
def cases(running, tmp_path_factory):
    """Finds the cases of a module, and keeps them until another module is asked for."""

    @functools.lru_cache(1)
    def found(module):
        return cases_of(Controller(running, tmp_path_factory.mktemp(module)), module)

    return found


@pytest.fixture
def case_of(simulator, cases):
    """Finds the case of an operation."""

    def case(module, operation):
        assert operation in cases(module), (
            f"No example of {module} sends {operation}. Add one, or tasks to EXTRA in support/operation_sequences.py."
        )
        return cases(module)[operation]

    return case


def prepared(case, operation, kind):
    """The simulator just before the task of the case, with the fault for its operation: the controller, the mark."""
    case.bring_back()
    method, _space, path = operation.partition(" ")
    rule = {"match": {"method": method, "template": "*" + path}, "fault": {"kind": kind}}
    case.controller.simulator.faults(rule, product=declaration(case.task.module).product.name)
    return case.controller, case.controller.simulator.mark()


def ensure_clear(result, operation):
    """The failure says which request got no response, and to run the task again."""
    assert result["error"]["kind"] in ("NotConverged", "ResponseLost"), result
    assert f"the connection during {operation.partition(' ')[0]} /" in result["msg"], result["msg"]
    assert re.search("[Rr]erun|run .* again", result["msg"]), result["msg"]


@each_operation
def test_a_response_that_is_lost_after_the_server_acted(case_of, module, operation):
    case = case_of(module, operation)
    task, (controller, start) = case.task, prepared(case, operation, "lost_answer")
    result = controller.run(module, impatient(task))
    assert any(record["fault"] == "lost_answer" for record in controller.simulator.requests(start))
    assert acted_on(controller, start)[operation] <= case.sent + (operation in REPEATABLE)
    if result.get("failed"):
        ensure_clear(result, operation)
    else:
        assert facts(result) == facts(case.result)
    again = controller.succeed(module, task.arguments)
    assert acted_on(controller, start)[operation] <= case.sent + case.again + (operation in REPEATABLE)
    if not result.get("failed") and not case.again:
        assert again["changed"] is False


@each_operation
def test_a_connection_that_is_lost_before_the_server_acted(case_of, module, operation):
    case = case_of(module, operation)
    task, (controller, start) = case.task, prepared(case, operation, "reset")
    result = controller.run(module, impatient(task))
    assert any(record["fault"] == "reset" for record in controller.simulator.requests(start))
    acted = acted_on(controller, start)[operation]
    if result.get("failed"):
        ensure_clear(result, operation)
    else:
        assert facts(result) == facts(case.result)
    assert acted <= case.sent
    if declared(module, operation).responds_when_done:
        settle(controller, task, start)
    controller.succeed(module, task.arguments)
    assert case.sent <= acted_on(controller, start)[operation] <= case.sent + case.again


def settle(controller, task, start):
    """Nobody can see whether such an operation is at work, so it is sent again only when a person has settled that."""
    before = acted_on(controller, start)
    refused = controller.fail(task.module, task.arguments)
    assert refused["error"]["kind"] == "RecoveryBlocked"
    assert acted_on(controller, start) == before
    Path(re.search("remove the file (.*?) and rerun", refused["msg"])[1]).unlink()


def facts(result):
    """What a result says of what was done."""
    return {key: result.get(key) for key in ("changed", "operation", "phase", "changes", "steps")}


@each_operation
def test_the_session_that_an_operation_starts_is_of_the_declared_type(case_of, module, operation):
    case = case_of(module, operation)
    assert list(session_problems(declared(module, operation), {operation: case})) == []


@pytest.mark.parametrize(("kind", "words"), [("RestoreVm", "and starts Infrastructure"), ("Infrastructure", "")])
def test_a_wrong_session_type_is_found(case_of, kind, words):
    creation = dataclasses.replace(resource_of("veeam_repository").create, session_type=kind)
    case = case_of("veeam_repository", operation_id(creation))
    problems = list(session_problems(creation, {operation_id(creation): case}))
    assert len(problems) == bool(words)
    assert all(words in problem for problem in problems)


def test_a_session_type_where_no_session_starts_is_found(case_of):
    removal = dataclasses.replace(resource_of("veeam_repository").delete, session_type="Infrastructure")
    case = case_of("veeam_repository", operation_id(removal))
    assert list(session_problems(removal, {operation_id(removal): case}))
