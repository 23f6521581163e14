# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A simulator in the process of the tests: they reach it without a connection, everybody else over the network."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .application import Application
from .control import Simulator, SimulatorError
from .direct import DirectResponse, send
from .process import Servers
from .snapshot import Snapshot


class LocalSimulator(Simulator):
    """A Simulator without a process of its own; there is one clock for all of them in a process.

    In a process that was forked from this one it is reached over the network: what happened here after the fork is not
    known there.
    """

    def __init__(
        self, speed: float = 1.0, products: tuple[str, ...] = ("vbr", "azure", "m365"), state_dir: Path | None = None
    ) -> None:
        super().__init__(speed, products, state_dir)
        self._servers: Servers | None = None
        self._owner = os.getpid()
        # Whether every fault comes over a connection, not only those that need one.
        self.faults_need_connections = False

    def application(self, url: str) -> Application | None:
        """What serves ``url``, where it can be reached without a connection now; None elsewhere.

        While a fault is due that only a connection can show, every request goes over one.
        """
        if self._servers is None or os.getpid() != self._owner:
            return None
        for name, application in self._servers.applications.items():
            if url.startswith(self._connections[name].url + "/"):
                faults = application.backend.faults
                broken = faults.due if self.faults_need_connections else faults.need_connection
                return None if broken else application
        return None

    def snapshot(self, since: int | None = None) -> Callable[[], int]:
        """Keep the state of all servers and the time; the result brings them back to it, as often as it is called.

        The log stays, and ends with another copy of its records after ``since`` until now: the result returns the mark
        after which these come.
        """
        if self._servers is None or os.getpid() != self._owner:
            raise SimulatorError("only the process of the servers can keep their state")
        log, kept = self._servers.log, Snapshot(found.backend for found in self._servers.applications.values())
        records = [] if since is None else log.since(since)

        def restore() -> int:
            kept.restore()
            mark = log.newest()
            for record in records:
                log.add({**record})
            # What is known here of the time has to be as it was, too.
            self._clock()
            return mark

        return restore

    def requests(self, since: int = 0) -> list[dict[str, Any]]:
        if self._servers is None or os.getpid() != self._owner:
            return super().requests(since)
        return self._servers.log.since(since)

    def mark(self) -> int:
        if self._servers is None or os.getpid() != self._owner:
            return super().mark()
        return self._servers.log.newest()

    def _launch(self) -> None:
        self._servers = Servers(self.state_dir, dict.fromkeys(self.products, 0), self.speed)
        self._servers.start()
        self._connections = self._read_connections()

    def _end(self) -> None:
        if self._servers is not None:
            self._servers.stop()
            self._servers = None

    def _get(self, action: str, product: str) -> Any:
        application, url = self._control(action, product)
        if application is None:
            return super()._get(action, product)
        return _body(action, send(application, "GET", url, {}))

    def _post(self, product: str, action: str, body: Any) -> Any:
        application, url = self._control(action, product)
        if application is None:
            return super()._post(product, action, body)
        return _body(action, send(application, "POST", url, {}, json.dumps(body).encode()))

    def _control(self, action: str, product: str) -> tuple[Application | None, str]:
        owned = self._servers is not None and os.getpid() == self._owner
        application = self._servers.applications[product] if owned and self._servers is not None else None
        return application, f"{self._connections[product].control_url}/{action}"


def _body(action: str, response: DirectResponse) -> Any:
    if response.status != 200:
        raise SimulatorError(f"control {action} answered {response.status}: {response.content.decode()}")
    return json.loads(response.content)
