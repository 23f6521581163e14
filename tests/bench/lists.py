# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules that list objects cost beside a bare loop over the same pages: a process of its own.

Usage: python -m bench.lists NUMBER (of objects). Prints, as JSON, the times of each module and of its bare loop.

The time is that of the processor in this process, for the server takes most of the time on the clock. Both take turns,
so that what slows the machine down meets both.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import requests

from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import Transport, wire_query
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import run_in_process
from simulator.control import Connection, Simulator
from support.modules import declaration
from support.running import Bench

_ROUNDS = 9
# Modules, and the collections of the simulator that they list.
MODULES = {
    "veeam_session_info": "sessions",
    "veeam_backup_info": "backups",
    "veeam_backup_object_info": "backupObjects",
    "veeam_credential_info": "credentials",
    "veeam_restore_point_info": "restorePoints",
    "veeam_azure_vm_info": "protectedItem/virtualMachines",
    "veeam_azure_session_info": "jobSessions",
    "veeam_azure_policy_info": "policies/virtualMachines",
    "veeam_azure_repository_info": "repositories",
}
Read = tuple[str, str, dict[str, Any]]


def compare(module: str, simulator: Simulator, bench: Bench) -> tuple[float, float]:
    """The seconds of a module, and of a bare loop over what the module reads: the medians of several rounds."""
    product = declaration(module).product
    server: Connection = getattr(simulator, product.name)
    client = bench.client(product.name, product.default_revision)
    headers = {**product.headers(product.default_revision), "Authorization": f"Bearer {client.token().access}"}
    arguments = {"url": server.url, "access_token": client.token().access, "ca_path": server.ca_path}

    def run_module() -> None:
        result = run_in_process(declaration(module), "opendr.veeam." + module, arguments)
        assert not result.get("failed"), result

    reads = _reads_of(run_module)

    def run_bare() -> None:
        with requests.Session() as session:
            session.trust_env, session.verify = False, server.ca_path
            session.headers.update(headers)
            pages = []
            for method, path, query in reads:
                response = session.request(method, server.url + path, params=query)
                response.raise_for_status()
                pages.append(response.json())

    rounds = [(_seconds(run_module), _seconds(run_bare)) for _round in range(_ROUNDS)]
    return statistics.median(ours for ours, _bare in rounds), statistics.median(bare for _ours, bare in rounds)


def _reads_of(run: Callable[[], None]) -> list[Read]:
    """The requests that a module sends: method, path and query."""
    reads: list[Read] = []
    send = Transport.send

    def observed(self: Transport, method: str, path: str, *arguments: Any, **options: Any) -> Any:
        query = options.get("query", arguments[3] if len(arguments) > 3 else None)
        reads.append((method, path, wire_query(query)))
        return send(self, method, path, *arguments, **options)

    with mock.patch.object(Transport, "send", observed):
        run()
    return reads


def _seconds(run: Callable[[], None]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def main(number: int) -> None:
    """Compare every module and print what came of it."""
    with TemporaryDirectory() as directory, Simulator(speed=0) as simulator:
        bench = Bench(simulator, Path(directory))
        for module, collection in MODULES.items():
            simulator.seed(collection, count=number, product=declaration(module).product.name)
        print(json.dumps({module: compare(module, simulator, bench) for module in MODULES}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
