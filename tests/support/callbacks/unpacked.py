# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ordinary modules in the process of their task: neither packed nor started as a process of their own.

To pack a module, and to compile it once more where it runs, takes over a second; its task, a few hundredths of one.
What is left is what a module does: it reads its arguments as JSON from Ansible, and prints its result. For the tests
that are not about packing (support/unpacked.py).
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import sys
import traceback

from ansible.executor.module_common import _BuiltModule
from ansible.module_utils import basic
from ansible.module_utils.common.json import Direction, get_module_encoder
from ansible.plugins.action import ActionBase
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: unpacked
type: notification
short_description: Run modules without packing them
description: For the tests of this collection only.
"""

# Where modules are, by how the names of those that are run so begin.
PACKAGES = {
    "ansible.builtin.": "ansible.modules.",
    "ansible.legacy.": "ansible.modules.",
    "opendr.veeam.": "ansible_collections.opendr.veeam.plugins.modules.",
}
# How arguments and results are written: the one for modules that ask for no other.
PROFILE = "legacy"

_configure_module = ActionBase._configure_module
_low_level_execute_command = ActionBase._low_level_execute_command


class Arguments(bytes):
    """What Ansible hands to the interpreter: the arguments alone, and the name to import the module by."""

    module = ""


def _importable(name):
    return next(
        (package + name.removeprefix(start) for start, package in PACKAGES.items() if name.startswith(start)), ""
    )


def _without_packing(self, module_name, module_args, task_vars):
    module = _importable(module_name)
    here = self._connection.transport == "local" and self._is_pipelining_enabled("new")
    # Its environment is part of the command that would start it.
    if not module or not here or self._task.async_val or any(self._task.environment or []):
        return _configure_module(self, module_name, module_args, task_vars)
    encoder = get_module_encoder(PROFILE, Direction.CONTROLLER_TO_MODULE)
    arguments = Arguments(json.dumps({"ANSIBLE_MODULE_ARGS": module_args}, cls=encoder).encode())
    arguments.module = module
    shebang = f"#!{sys.executable}"
    return _BuiltModule(
        b_module_data=arguments, module_style="new", shebang=shebang, serialization_profile=PROFILE
    ), module


def _in_this_process(self, cmd, sudoable=True, in_data=None, **settings):
    if not isinstance(in_data, Arguments):
        return _low_level_execute_command(self, cmd, sudoable=sudoable, in_data=in_data, **settings)
    basic._ANSIBLE_ARGS, basic._ANSIBLE_PROFILE = bytes(in_data), PROFILE
    code, output, errors = 0, io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            importlib.import_module(in_data.module).main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        except Exception:  # noqa: BLE001
            traceback.print_exc()
            code = 1
    stdout, stderr = output.getvalue(), errors.getvalue()
    lines = {"stdout_lines": stdout.splitlines(), "stderr_lines": stderr.splitlines()}
    return {"rc": code, "stdout": stdout, "stderr": stderr, **lines}


class CallbackModule(CallbackBase):
    """Takes the place of what packs a module and of what starts it, from before the first task is forked."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "unpacked"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        super().__init__()
        ActionBase._configure_module = _without_packing
        ActionBase._low_level_execute_command = _in_this_process
