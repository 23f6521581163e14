# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules on the simulator, which is in the process of the tests and back at its seeds for each of them.

Modules that run here reach it without a connection (support/direct.py); playbooks and processes over the network.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

# So that a failure there shows the values too.
pytest.register_assert_rewrite("support.lifecycles")

from simulator.control import Simulator  # noqa: E402
from simulator.local import LocalSimulator  # noqa: E402
from support.direct import without_connections  # noqa: E402
from support.flr import Appliance  # noqa: E402
from support.m365 import open_sessions  # noqa: E402
from support.running import Controller  # noqa: E402


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """The simulator. Sessions end at once unless a test says otherwise."""
    directory = tmp_path_factory.mktemp("simulator")
    with (
        LocalSimulator(speed=0, state_dir=directory) as simulator,
        without_connections(simulator),
        # No test switches the power off, and to wait for the disk takes a twentieth of the time of many.
        patch.object(os, "fsync", lambda _file: None),
    ):
        yield simulator


@pytest.fixture(scope="session")
def unrecorded() -> Iterator[Simulator]:
    """A simulator whose log is not held to the vendor's documents, for requests that break them on purpose."""
    with LocalSimulator(speed=0) as simulator, without_connections(simulator):
        yield simulator


@pytest.fixture
def simulator(running: Simulator) -> Iterator[Simulator]:
    """The simulator at its seeds; at the end no request may have strayed from the vendor's documents.

    Its time is held: it passes as a module waits, and a little with each request.
    """
    running.hold_clock()
    running.reset()
    start = running.mark()
    yield running
    assert running.violations(start) == []


@pytest.fixture
def controller(simulator: Simulator, tmp_path: Path) -> Controller:
    """Runs modules against the simulator as one run of a playbook would, with one token."""
    return Controller(simulator, tmp_path / "controller")


@pytest.fixture
def appliance(controller: Controller) -> Iterator[Appliance]:
    """The appliance; at the end no session and no search may be left of what the modules opened."""
    start = controller.simulator.mark()
    found = Appliance(controller.simulator)
    yield found
    assert found.open_sessions() == []
    assert found.searches_left(start) == 0


@pytest.fixture
def no_mounts(controller: Controller) -> Iterator[None]:
    """At the end no backup may be left mounted of what the modules mounted."""
    yield
    for kind in ("flr", "flr/unstructuredData"):
        assert list(controller.client("vbr", "1.3-rev1").pages(f"/backupBrowser/{kind}")) == []


@pytest.fixture
def no_restore_sessions(controller: Controller) -> Iterator[None]:
    """At the end no restore session of Microsoft 365 may be open that a module has opened."""
    yield
    assert open_sessions(controller) == []
