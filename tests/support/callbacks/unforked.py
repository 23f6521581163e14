# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs tasks in the process of ansible-playbook: it forks none for them.

To fork a process that has loaded Ansible takes half of the processor's time of a task. What a task does is the same:
its plugin runs in the same executor, and its result goes through the same queue. Hosts of a play run one after the
other. For playbooks of tests that are not about workers (support/unpacked.py).
"""

from __future__ import annotations

from ansible import constants
from ansible._internal._task import TaskContext
from ansible.executor.process.worker import WorkerProcess
from ansible.executor.task_executor import TaskExecutor
from ansible.executor.task_result import _RawTaskResult
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: unforked
type: notification
short_description: Run tasks without a process for each
description: For the tests of this collection only.
"""


def _start(worker):
    # To run a task changes it: a fork has a copy of its own.
    task = worker._task.copy(exclude_parent=True, exclude_tasks=True)
    task._parent = worker._task._parent
    with TaskContext(task):
        executor = TaskExecutor(
            worker._host,
            task,
            worker._task_vars,
            worker._play_context,
            worker._loader,
            worker._shared_loader_obj,
            worker._final_q,
            worker._variable_manager,
        )
        result = _RawTaskResult(host=worker._host, task=task, return_data=executor.run(), task_fields=task.dump_attrs())
        worker._final_q.send_task_result(result)


class CallbackModule(CallbackBase):
    """Takes the place of what starts a worker, from before the first task."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "unforked"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        super().__init__()
        WorkerProcess.start = _start
        # A result is there at once: no look for one is in vain.
        constants.DEFAULT_INTERNAL_POLL_INTERVAL = 0.001
