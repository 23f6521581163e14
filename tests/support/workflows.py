# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery of two steps, and a server that shows its phases."""

from __future__ import annotations

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.runner import run_workflow
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.state_machine import (
    NONE,
    Blocked,
    Done,
    Lifecycle,
    Observation,
    Step,
    Wait,
)

MOUNT = Step(
    "mount", Operation("POST", "/mounts", "session"), "mounting", lambda recovery, observation: {"of": recovery}
)
MOVE = Step(
    "move",
    Operation("POST", "/mounts/{mountId}/move", "session"),
    "moving",
    settles={"mounted": "moving", NONE: "moved"},
)
LIFE = Lifecycle(
    "recovery",
    {
        "there": {
            NONE: MOUNT,
            "mounting": Wait("mounted"),
            "mounted": Done(),
            "moving": Done(),
            "moved": Done(),
            "failed": Blocked("Remove it first."),
        },
        "moved": {
            NONE: MOUNT,
            "mounting": Wait("mounted"),
            "mounted": MOVE,
            "moving": Wait("moved"),
            "moved": Done(),
            "failed": Blocked("Remove it first."),
        },
    },
)
A_MOUNT = {"id": "m1"}


class Server:
    """Shows one phase after the other, a new one at each observation; the last one stays."""

    product = VBR

    def __init__(self, *phases):
        self.left = [phase if isinstance(phase, Observation) else Observation(phase, A_MOUNT) for phase in phases]
        self.writes = []
        self.on_write = lambda: {"id": "s1", "name": "session", "state": "Working"}
        self.session = {"id": "s1", "name": "session", "state": "Working", "result": {"result": "None"}}

    def observe(self):
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]

    def write(self, method, path, body=None, timeout=None):
        self.writes.append((method, path, body))
        return self.on_write()

    def get(self, path, query=None):
        return (
            {"records": [{"id": 1, "title": "Copying", "status": "Failed"}]} if path.endswith("logs") else self.session
        )


def run(server, clock, goal="moved", check=False, warnings=None, **params):
    task = Task(server, clock, {"wait_timeout": 100, **params}, {}, check, None, [] if warnings is None else warnings)
    return run_workflow(LIFE, task, goal, "app01", "app01", server.observe)


def in_turn(*sessions):
    """Reads of a session: one state after the other, the last one stays."""
    left = list(sessions)
    return lambda path, query=None: (
        {"records": []} if path.endswith("logs") else left.pop(0) if len(left) > 1 else left[0]
    )


def ended(result, message=""):
    return {"id": "s1", "name": "session", "state": "Stopped", "result": {"result": result, "message": message}}
