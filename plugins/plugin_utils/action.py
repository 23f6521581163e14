# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every module of the collection inside the controller.

A task here costs a tenth of a task whose module is packed, copied and started: ``requests`` is already imported in the
process that Ansible forks, and all tasks of a run share one login. Where a module cannot run on the controller, Ansible
runs it as an ordinary module. Each module has an action plugin of its own name, so that the strategy loads this file
before it forks, and so that playbooks and linters see only the name of the module. Private to the collection.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ansible import constants as C
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.errors import UnsupportedError
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible.utils.vars import merge_hash

from ansible_collections.opendr.veeam.plugins.module_utils.core.clock import SystemClock
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import VeeamError

# Ordinary modules import the executor only when there is something to send; here the forks inherit it.
from ansible_collections.opendr.veeam.plugins.module_utils.engine import executor as _apply  # noqa: F401
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import execute, user_agent
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens, connections_left
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import TaskTokens
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import HAS_REQUESTS
from ansible_collections.opendr.veeam.plugins.plugin_utils.products import PRODUCTS

# The variable that makes a play run ordinary modules.
IN_PROCESS = "ansible_veeam_in_process"
# Ansible makes this directory for one run, mode 0700, and removes it at the end.
# Ansible reads its constants from the configuration at run time, so a type checker does not know them.
TOKENS = os.path.join(C.DEFAULT_LOCAL_TMP, "opendr.veeam")  # type: ignore[attr-defined]
LOGOUT_TIMEOUT = 5


def run_token(connection: Connection) -> RunTokens:
    """The tokens that the tasks of this run share for a server."""
    return RunTokens(TOKENS, connection)


class ModuleAction(ActionBase):
    """The action plugin of every module: each module has a file in plugins/action that sets its declaration."""

    declaration: Declaration

    _supports_check_mode = True
    _supports_async = True
    _supports_diff = True

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the result of the task, computed here or by the module on its host."""
        result = super().run(tmp, task_vars)
        # The name of the host in Ansible's own output, not its address.
        self._host = self._task.delegate_to or (task_vars or {}).get("inventory_hostname", "localhost")
        name = str(self._task.action).rsplit(".", maxsplit=1)[-1]
        if self.declaration.returns_token:
            return self._run_hidden(result, name, task_vars)
        return self._run_anywhere(result, name, task_vars)

    def _run_anywhere(self, result: dict[str, Any], name: str, task_vars: dict[str, Any] | None) -> dict[str, Any]:
        if not self._can_run_here(task_vars or {}):
            return self._run_as_module(result, name, task_vars)
        return cast("dict[str, Any]", merge_hash(result, self._run_here(name)))

    def _run_hidden(self, result: dict[str, Any], name: str, task_vars: dict[str, Any] | None) -> dict[str, Any]:
        """Run a module whose result has a token, and hide the result. A failed result has no token and is shown."""
        if self._task.async_val:
            problem = "does not run with async: Ansible would write the token to a file. Remove async from the task."
            return dict(result, failed=True, msg=f"opendr.veeam.{name} {problem}")
        # Without no_log, connections show the output of the module at -vvv.
        self._play_context.no_log = True
        returned = self._run_anywhere(result, name, task_vars)
        if not returned.get("failed"):
            self._task.no_log = returned["_ansible_no_log"] = True
        return returned

    def _can_run_here(self, task_vars: dict[str, Any]) -> bool:
        in_process = self._templar.template(task_vars.get(IN_PROCESS, True))
        return (
            HAS_REQUESTS
            and str(in_process).lower() not in ("false", "no", "0", "off")
            and self._connection.transport == "local"
            and not self._task.async_val
            and not self._task.become
            and not any(self._task.environment or [])
        )

    def _run_as_module(self, result: dict[str, Any], name: str, task_vars: dict[str, Any] | None) -> dict[str, Any]:
        wrap_async = self._task.async_val and not self._connection.has_native_async
        returned = self._execute_module(module_name="opendr.veeam." + name, task_vars=task_vars, wrap_async=wrap_async)
        if not wrap_async:
            self._remove_tmp_path(self._connection._shell.tmpdir)
        return cast("dict[str, Any]", merge_hash(result, returned))

    def _run_here(self, name: str) -> dict[str, Any]:
        raw = plain(self._task.args)
        validation = ArgumentSpecValidator(self.declaration.argument_spec, **self.declaration.constraints).validate(raw)
        params = validation.validated_parameters
        secrets = set(validation._no_log_values)
        if validation.error_messages:
            returned: dict[str, Any] = {"failed": True, "msg": _validation_message(validation.errors[0], name)}
        else:
            outcome = execute(
                self.declaration,
                name,
                raw,
                params,
                check_mode=self._task.check_mode,
                diff=self._task.diff,
                keep_token=run_token,
                progress=self._show,
            )
            returned = outcome.result
            secrets |= outcome.secrets
            for warning in sorted(outcome.warnings):
                Display().warning(remove_values(warning, secrets))
            if outcome.warnings:
                returned["warnings"] = sorted(outcome.warnings)
        returned["invocation"] = {"module_args": params}
        return cast("dict[str, Any]", remove_values(returned, secrets))

    def _show(self, line: str) -> None:
        Display().display(f"  [{self._host}] {line}")


def _validation_message(error: Any, name: str) -> str:
    """The message of AnsibleModule for invalid arguments, so that both ways to run fail with the same message."""
    if isinstance(error, UnsupportedError):
        return f"Unsupported parameters for (opendr.veeam.{name}) module: {error.msg}"
    return str(error.msg)


def plain(value: Any) -> Any:
    """Plain Python values from those of the templating engine, which may be lazy."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return value


def _log_out_at_end(owner: int) -> None:
    """End the tokens of this run. Only the process that started the run does so, not the forks of its tasks."""
    if os.getpid() != owner:
        return
    for connection in connections_left(TOKENS, LOGOUT_TIMEOUT, PRODUCTS):
        client = Client(connection, TaskTokens(), SystemClock(), user_agent("logout"))
        try:
            client.logout()
        except VeeamError:
            # The result of the run stays as it is; an unused token expires by itself within minutes.
            continue
        finally:
            client.close()


atexit.register(_log_out_at_end, os.getpid())
