# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules that list objects cost beside a bare loop over the same pages: a process of its own.

Usage: python -m bench.lists NUMBER (of objects) [MODULE ...]. Prints, as JSON, the times of each module and of its bare
loop.

The time is that of the processor in this process, and the pages come ready from another one: no server counts. Both
take turns, so that what slows the machine down meets both.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import run_in_process
from bench.canned import CannedAnswers
from bench.page_server import serving_answers
from simulator.control import Connection
from simulator.local import LocalSimulator
from support.modules import declaration, module_names
from support.running import Controller

_ROUNDS = 5
# Modules whose list is not in their declaration, or that list something else without further options.
_OTHER_LISTS = {"veeam_instant_recovery_info": "/restore/instantRecovery/vSphere/vm"}
# Modules that list nothing, or only what an open session of theirs shows.
_NO_LISTS = ("veeam_server_info", "veeam_azure_flr_info", "veeam_flr_info")


def listing_modules() -> list[str]:
    """The modules of all products that list objects."""
    return [name for name in module_names() if name.endswith("_info") and name not in _NO_LISTS]


def compare(module: str, simulator: LocalSimulator, controller: Controller, number: int) -> tuple[float, float]:
    """The seconds of a module, and of a bare loop over what the module reads: the medians of several rounds."""
    declared = declaration(module)
    product = declared.product
    path = _OTHER_LISTS.get(module, declared.api.listings[0].path)
    server: Connection = getattr(simulator, product.name)
    client = controller.client(product.name, product.default_revision)
    headers = {**product.headers(product.default_revision), "Authorization": f"Bearer {client.token().access}"}
    arguments = {"url": server.url, "access_token": client.token().access, "ca_path": server.ca_path}
    if not list(client.pages(path)):
        simulator.seed(path.strip("/"), count=3, product=product.name)
    answers = CannedAnswers(simulator, product, path, number)
    with answers.being_made():
        _run(module, arguments)
    with TemporaryDirectory() as directory, serving_answers(answers.known, Path(directory)) as (url, ca_path):
        arguments |= {"url": url, "ca_path": ca_path}

        def run_bare() -> None:
            with requests.Session() as session:
                session.trust_env, session.verify = False, ca_path
                session.headers.update(headers)
                pages = []
                for method, asked in answers.known:
                    response = session.request(method, url + asked)
                    pages.append(response.json())

        gc.collect()
        gc.freeze()
        rounds = [(_seconds(lambda: _run(module, arguments)), _seconds(run_bare)) for _round in range(_ROUNDS)]
    return statistics.median(ours for ours, _bare in rounds), statistics.median(bare for _ours, bare in rounds)


def _run(module: str, arguments: dict[str, Any]) -> None:
    result = run_in_process(declaration(module), "opendr.veeam." + module, arguments)
    assert not result.get("failed"), result


def _seconds(run: Callable[[], Any]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def main(number: int, modules: Sequence[str]) -> None:
    """Compare the modules and print what came of it."""
    with TemporaryDirectory() as directory, LocalSimulator(speed=0) as simulator:
        controller = Controller(simulator, Path(directory))
        print(json.dumps({module: compare(module, simulator, controller, number) for module in modules}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or listing_modules())
