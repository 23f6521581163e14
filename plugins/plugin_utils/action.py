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

from typing import Any, cast

from ansible import constants as C
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible.utils.vars import merge_hash

from ansible_collections.opendr.veeam.plugins.module_utils.core.polling import Progress
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import HAS_REQUESTS
from ansible_collections.opendr.veeam.plugins.plugin_utils.end_of_run import run_token
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import run_in_process, validator_of
from ansible_collections.opendr.veeam.plugins.plugin_utils.module_logins import login_of, run_with_login

# The variables that make a play run ordinary modules, and keep the progress of sessions out of its output.
IN_PROCESS, PROGRESS = "ansible_veeam_in_process", "ansible_veeam_progress"
# The setting of ansible-core 2.21 and later for results with the arguments of the task. Before, all have them.
INJECT_INVOCATION = "INJECT_INVOCATION"


class ModuleAction(ActionBase):
    """The action plugin of every module: each module has a file in plugins/action that sets its declaration."""

    declaration: Declaration

    _supports_check_mode = True
    _supports_async = True
    _supports_diff = True

    def __init_subclass__(cls) -> None:
        """Ansible loads the plugin before it forks: what all tasks validate their arguments with is made here, once."""
        super().__init_subclass__()
        validator_of(cls.declaration)

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the result of the task, computed here or by the module on its host."""
        result = super().run(tmp, task_vars)
        name = str(self._task.action).rsplit(".", maxsplit=1)[-1]
        if self.declaration.returns_token:
            return self._run_hidden(result, name, task_vars)
        return self._run_anywhere(result, name, task_vars)

    def _run_anywhere(self, result: dict[str, Any], name: str, task_vars: dict[str, Any] | None) -> dict[str, Any]:
        if not self._can_run_here(task_vars or {}):
            return self._run_as_module(result, name, task_vars)
        return cast("dict[str, Any]", merge_hash(result, self._run_here(name, task_vars or {})))

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
        return (
            HAS_REQUESTS
            and self._is_on(IN_PROCESS, task_vars)
            and self._connection.transport == "local"
            and not self._task.async_val
            and not self._task.become
            and not any(self._task.environment or [])
        )

    def _run_as_module(self, result: dict[str, Any], name: str, task_vars: dict[str, Any] | None) -> dict[str, Any]:
        wrap_async = self._task.async_val and not self._connection.has_native_async
        login = None if self.declaration.returns_token else login_of(self.declaration, self._task.args)

        def execute() -> dict[str, Any]:
            module = "opendr.veeam." + name
            returned = self._execute_module(module_name=module, task_vars=task_vars, wrap_async=wrap_async)
            if not wrap_async:
                self._remove_tmp_path(self._connection._shell.tmpdir)
            return cast("dict[str, Any]", returned)

        returned = execute() if login is None else run_with_login(run_token(login), execute)
        return cast("dict[str, Any]", merge_hash(result, returned))

    def _run_here(self, name: str, task_vars: dict[str, Any]) -> dict[str, Any]:
        return run_in_process(
            self.declaration,
            "opendr.veeam." + name,
            self._task.args,
            check_mode=self._task.check_mode,
            diff=self._task.diff,
            progress=self._progress(task_vars),
            returns_invocation=_returns_invocation(task_vars),
        )

    def _progress(self, task_vars: dict[str, Any]) -> Progress | None:
        """What shows a line of progress; None where nobody is to see one."""
        if self._task.no_log or not self._is_on(PROGRESS, task_vars):
            return None
        # The name of the host in Ansible's own output, not its address.
        host = self._task.delegate_to or task_vars.get("inventory_hostname", "localhost")

        def show(line: str) -> None:
            # Callbacks write JSON or XML to stdout.
            Display().display(f"  [{host}] {line}", stderr=True)

        return show

    def _is_on(self, variable: str, task_vars: dict[str, Any]) -> bool:
        """Whether a variable of ours is true, as it is without being set."""
        value = self._templar.template(task_vars.get(variable, True))
        return str(value).lower() not in ("false", "no", "0", "off")


def _returns_invocation(task_vars: dict[str, Any]) -> bool:
    if C.config.get_configuration_definition(INJECT_INVOCATION) is None:
        return True
    return bool(C.config.get_config_value(INJECT_INVOCATION, variables=task_vars))
