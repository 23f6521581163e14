# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write how long each task took: one JSON line with its name and the seconds between its start and its result."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: task_times
type: aggregate
short_description: Write how long each task took
description:
  - Appends one JSON line for each task to the file that the environment variable E(BENCH_TASK_TIMES) names.
requirements:
  - The environment variable E(BENCH_TASK_TIMES).
"""


class CallbackModule(CallbackBase):
    """Times the tasks of a play that runs on one host."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "task_times"
    CALLBACK_NEEDS_ENABLED = True

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        """Note the time."""
        self._started = time.monotonic()

    def v2_runner_on_ok(self, result: Any) -> None:
        """Write the task's name and time."""
        seconds = time.monotonic() - self._started
        with open(os.environ["BENCH_TASK_TIMES"], "a", encoding="utf-8") as times:
            times.write(json.dumps({"task": result.task_name, "seconds": seconds}) + "\n")
