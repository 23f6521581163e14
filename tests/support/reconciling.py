# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a reconciler on a server in a dict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ResponseLost
from ansible_collections.opendr.veeam.plugins.module_utils.engine.reconciler import Reconciler
from ansible_collections.opendr.veeam.plugins.module_utils.engine.resource_module import resource_module
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Result, Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource
from support.fakes import DictServer, FakeClock
from support.gadgets import HOST_IDS, gadget

GADGET = gadget()
ONE = {"name": "one", "kind": "Box", "host": "alpha"}
LOST = ResponseLost("The line broke.", method="POST", path="/gadgets")


def with_hosts(server: DictServer) -> DictServer:
    """The server, with the hosts that gadgets may name."""
    server.lists["/hosts"] = [{"id": key, "name": name} for name, key in HOST_IDS.items()]
    return server


def run(
    server: DictServer,
    raw: Mapping[str, Any],
    resource: Resource = GADGET,
    clock: FakeClock | None = None,
    reconciler: type[Reconciler] = Reconciler,
    check_mode: bool = False,
) -> tuple[Result, Task]:
    """The result of a task with these arguments, and the task."""
    params = {name: option.get("default") for name, option in resource_module(resource, reconciler).options.items()}
    params.update(raw)
    task = Task(server, clock or FakeClock(), params, raw, check_mode)  # type: ignore[arg-type]
    return reconciler(resource, task).run(), task


def losing(acts: bool) -> Callable[[Callable[[], Any]], Any]:
    """What a server does with a write whose response is lost, after it acted or before."""

    def on_write(act: Callable[[], Any]) -> Any:
        if acts:
            act()
        raise LOST

    return on_write
