# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a declaration, as an ordinary module or inside the controller, with the same result.

The only place that knows AnsibleModule, and the only one that turns an exception into a failed task.
Private to the collection.
"""

from __future__ import annotations

import copy
import gc
from collections.abc import Mapping
from typing import Any, Callable

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ..core.clock import Clock, SystemClock
from ..core.connection import Connection, connection_from
from ..core.errors import VeeamError
from ..core.polling import Progress
from ..core.version import VERSION
from ..http.client import Client
from ..http.tokens import TaskTokens
from ..http.transport import HAS_REQUESTS, REQUESTS_IMPORT_ERROR
from ..schema.values import accepted_values
from .task import Declaration, Task


class Outcome:
    """A task's result, its warnings, and the secrets that it must not show."""

    def __init__(self) -> None:
        self.result: dict[str, Any] = {}
        self.warnings: set[str] = set()
        self.secrets: set[str] = set()


def run_module(declaration: Declaration) -> None:
    """The ``main()`` of every module: run as a process of its own, logging in and out."""
    # The process ends in a moment: looking for garbage in all it has imported, now and at its end, only costs time.
    gc.disable()
    gc.freeze()
    module = _Module(argument_spec=declaration.argument_spec, supports_check_mode=True, **declaration.constraints)
    if not HAS_REQUESTS:
        module.fail_json(msg=missing_required_lib("requests"), exception=REQUESTS_IMPORT_ERROR)
    outcome = execute(
        declaration, module._name, module.raw, module.params, check_mode=module.check_mode, diff=module._diff
    )
    for warning in sorted(outcome.warnings):
        module.warn(warning)
    module.no_log_values.update(outcome.secrets)
    if outcome.result.get("failed"):
        module.fail_json(**outcome.result)
    module.exit_json(**outcome.result)


class _Module(AnsibleModule):
    """Keeps the arguments as they were written, to distinguish an option left out from one given as null."""

    def _load_params(self) -> None:
        super()._load_params()
        self.raw = copy.deepcopy(self.params)


def execute(
    declaration: Declaration,
    module_name: str,
    raw: Mapping[str, Any],
    params: Mapping[str, Any],
    *,
    check_mode: bool = False,
    diff: bool = False,
    keep_token: Callable[[Connection], TaskTokens] | None = None,
    progress: Progress | None = None,
    clock: Clock | None = None,
) -> Outcome:
    """Run ``declaration``; failures come back as a result too.

    ``keep_token`` makes what the tasks of one run share their token in; without it the task logs in
    and out by itself. ``clock`` takes the place of the time of this machine.
    """
    outcome = Outcome()
    client = None
    try:
        params = accepted_values(declaration.options, raw, params)
        connection = connection_from(declaration.product, params)
        if keep_token and not declaration.returns_token:
            tokens = keep_token(connection)
        else:
            tokens = TaskTokens(outlives_task=declaration.returns_token)
        clock = clock or SystemClock()
        client = Client(connection, tokens, clock, user_agent(module_name))
        task = Task(client, clock, params, raw, check_mode, progress)
        try:
            outcome.result = declaration.run(task)
        finally:
            outcome.warnings.update(task.warnings)
            client.close()
    except VeeamError as error:
        outcome.result = failure(error)
    if not diff:
        outcome.result.pop("diff", None)
    outlives_task = declaration.returns_token and not outcome.result.get("failed")
    if client is not None and not outlives_task:
        outcome.secrets.update(client.secrets)
    return outcome


def failure(error: VeeamError) -> dict[str, Any]:
    """A failed result: the sentence as ``msg``, the facts behind it under ``error``."""
    return {"failed": True, "msg": error.message, "error": dict(error.facts, kind=type(error).__name__)}


def user_agent(module_name: str) -> str:
    """How requests name themselves to the server, so that its log shows what a module did."""
    return "opendr.veeam/{} ({})".format(VERSION, module_name.rsplit(".", 1)[-1])
