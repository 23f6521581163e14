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
from contextlib import suppress
from typing import Any, Callable

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ..core.clock import Clock, SystemClock
from ..core.connection import Connection
from ..core.errors import TaskInterrupted, VeeamError
from ..core.garbage import rarely_collected
from ..core.interrupts import Interrupted, raised_as_exceptions, shielded
from ..core.locks import Locks, own_directory
from ..core.polling import Progress
from ..core.version import VERSION
from ..http.client import Client
from ..http.tokens import TaskTokens
from ..http.transport import HAS_REQUESTS, REQUESTS_IMPORT_ERROR
from ..schema.values import accepted_values
from .invocation import known_options
from .masking import every_form, masked, register_secrets
from .revisions import validate_declared
from .task import Declaration, Task


class Outcome:
    """A task's result, its warnings, the secrets that it must not show, and the signal that ended it, if any."""

    def __init__(self) -> None:
        self.result: dict[str, Any] = {}
        self.warnings: set[str] = set()
        self.secrets: set[str] = set()
        self.signal: int | None = None


def run_module(declaration: Declaration) -> None:
    """The ``main()`` of every module: run as a process of its own, logging in and out."""
    # What has been imported stays until the end: nobody need look for garbage in it. What the task makes is another
    # matter, since it may poll for hours: the module file turned the collector off only for the imports.
    gc.freeze()
    gc.enable()
    module = _Module(declaration)
    if not HAS_REQUESTS:
        module.fail_json(msg=missing_required_lib("requests"), exception=REQUESTS_IMPORT_ERROR)
    outcome = execute(
        declaration, module._name, module.raw, module.params, check_mode=module.check_mode, diff=module._diff
    )
    module.secrets |= outcome.secrets
    register_secrets(outcome.secrets)
    for warning in sorted(outcome.warnings):
        module.warn(masked(warning, module.secrets))
    if outcome.result.get("failed"):
        module.fail_json(**outcome.result)
    module.exit_json(**outcome.result)


class _Module(AnsibleModule):
    """An AnsibleModule that returns no secret and no unknown option, and keeps the arguments as they were written.

    Those distinguish an option left out from one given as null.
    """

    def __init__(self, declaration: Declaration) -> None:
        self._declaration = declaration
        super().__init__(argument_spec=declaration.argument_spec, supports_check_mode=True, **declaration.constraints)

    def _load_params(self) -> None:
        super()._load_params()
        self.raw = copy.deepcopy(self.params)
        self.secrets = every_form(self._declaration.secrets_of(self.raw))
        # So that the log of the host does not show them either.
        self.no_log_values |= self.secrets

    def _return_formatted(self, kwargs: dict[str, Any]) -> None:
        self.secrets |= self.no_log_values
        # What ansible-core returns as invocation for invalid arguments has the unknown ones in it.
        self.params = masked(known_options(self.argument_spec, self.params), self.secrets)
        super()._return_formatted(masked(kwargs, self.secrets))


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
    locks_in: Callable[[], str] = own_directory,
) -> Outcome:
    """Run ``declaration``; failures come back as a result too.

    ``keep_token`` makes what the tasks of one run share their token in; without it the task logs in
    and out by itself. ``clock`` takes the place of the time of this machine; ``locks_in`` finds the directory for the
    locks.
    """
    outcome = Outcome()
    outcome.secrets.update(every_form(declaration.secrets_of(raw)))
    connection: Connection | None = None
    client: Client | None = None
    try:
        with raised_as_exceptions(), rarely_collected():
            params = accepted_values(declaration.options, raw, params)
            connection = declaration.connection(raw, params)
            if keep_token and not declaration.returns_token:
                tokens = keep_token(connection)
            else:
                tokens = TaskTokens(outlives_task=declaration.returns_token)
            clock = clock or SystemClock()
            client = Client(connection, tokens, clock, user_agent(module_name), progress=progress)
            locks = Locks(connection.url, locks_in)
            validate_declared(client, declaration)
            task = Task(client, clock, params, raw, check_mode, progress, locks=locks, secrets=outcome.secrets)
            try:
                outcome.result = declaration.run(task)
            finally:
                outcome.warnings.update(task.warnings)
                _close(client)
    except VeeamError as error:
        outcome.result = failure(error)
    except Interrupted as interrupt:
        outcome.signal = interrupt.number
        outcome.result = failure(_interrupted(interrupt))
    except Exception as problem:  # noqa: BLE001
        from .unexpected import unexpected  # noqa: PLC0415

        # An answer of a kind that nobody has thought of, or a mistake of ours: a message, and never a traceback.
        changes = declaration.api.changes_server and not check_mode
        product = connection.product if connection else declaration.product
        request = client.last_request if client else ""
        url = connection.url if connection else "url"
        outcome.result = failure(unexpected(problem, product.title, url, request, changes))
    if not diff:
        outcome.result.pop("diff", None)
    outlives_task = declaration.returns_token and not outcome.result.get("failed")
    if client is not None and not outlives_task:
        outcome.secrets.update(every_form(client.secrets))
    return outcome


def _close(client: Client) -> None:
    # The outcome of the task is known; however odd the answer to a log-out is, it must not take its place.
    with shielded(), suppress(Exception):
        client.close()


def _interrupted(interrupt: Interrupted) -> TaskInterrupted:
    return TaskInterrupted(
        f"The task was {interrupt}. It has closed what it had opened on the server; run it again to continue.",
    )


def failure(error: VeeamError) -> dict[str, Any]:
    """A failed result: the sentence as ``msg``, the facts behind it under ``error``."""
    return {"failed": True, "msg": error.message, "error": dict(error.facts, kind=type(error).__name__)}


def user_agent(module_name: str) -> str:
    """How requests name themselves to the server, so that its log shows what a module did."""
    return "opendr.veeam/{} ({})".format(VERSION, module_name.rsplit(".", 1)[-1])
