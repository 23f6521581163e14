# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One simulator for all of these tests, in their process, and clients that are logged in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from simulator.control import Connection, Simulator
from simulator.local import LocalSimulator
from support.direct import sessions_without_connections

# How far the clock is moved between two looks.
STEP = 0.05


class Client:
    """A logged-in user of one simulated server, with nothing of the collection in it."""

    def __init__(
        self, connection: Connection, product: str = "vbr", revision: str = "1.3-rev2", viewer: bool = False
    ) -> None:
        self.connection = connection
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = connection.ca_path
        self.session.headers["User-Agent"] = "opendr.veeam/0.0.0 (unit_test; run=r1)"
        if product == "vbr":
            self.session.headers["x-api-version"] = revision
        path = {"vbr": "/api/oauth2/token", "azure": "/api/oauth2/token"}.get(product, f"/{revision}/token")
        self.token = self.session.post(
            connection.url + path,
            timeout=10,
            data={
                "grant_type": "Password" if product == "azure" else "password",
                "username": connection.viewer_username if viewer else connection.username,
                "password": connection.viewer_password if viewer else connection.password,
            },
        ).json()
        self.session.headers["Authorization"] = f"Bearer {self.token['access_token']}"

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.connection.url + path, timeout=10, **options)

    def get(self, path: str, **query: Any) -> Any:
        answer = self.send("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pass_time(self, seconds: float) -> None:
        """Move the servers' clock."""
        answer = self.session.post(f"{self.connection.control_url}/clock", json={"advance": seconds}, timeout=10)
        assert answer.status_code == 200, answer.text

    def until(self, observe: Callable[[], Any], wanted: Callable[[Any], bool], seconds: float = 5.0) -> Any:
        """What is seen once it is as wanted, at the latest after some seconds of the servers' time."""
        found = observe()
        passed = 0.0
        while not wanted(found):
            assert passed < seconds, f"after {seconds} s it is still {found}"
            self.pass_time(STEP)
            passed += STEP
            found = observe()
        return found

    def wait(self, session: dict[str, Any]) -> dict[str, Any]:
        """The session once it has stopped."""
        path = f"/api/v1/sessions/{session['id']}"
        found: dict[str, Any] = self.until(lambda: self.get(path), lambda one: one["state"] == "Stopped")
        return found


@pytest.fixture(scope="session")
def running() -> Iterator[Simulator]:
    with LocalSimulator(speed=0.1) as simulator, sessions_without_connections(simulator):
        yield simulator


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    """The simulator, back at its seeds, with a clock that moves when a client moves it."""
    running.hold_clock()
    running.reset()
    return running


@pytest.fixture
def vbr(simulator: Simulator) -> Client:
    return Client(simulator.vbr)


@pytest.fixture
def login(simulator: Simulator) -> Callable[..., Client]:
    """Make a client: product, revision, viewer."""

    def make(product: str = "vbr", revision: str = "1.3-rev2", viewer: bool = False) -> Client:
        return Client(getattr(simulator, product), product, revision, viewer)

    return make
