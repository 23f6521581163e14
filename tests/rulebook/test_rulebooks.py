# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rulebooks of the collection under ansible-rulebook, on the simulator: from the event to what a playbook did."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.local import LocalSimulator
from simulator.seeds.vbr_sessions import NIGHTLY_JOB
from support.direct import without_connections
from support.events import EventSource, cursor_in, malware_event
from support.running import Controller
from tools.paths import stage_environment
from tools.rulebook import ENVIRONMENT

# Seconds for a rulebook to do what it is for: the rule engine starts in five, and a drill of one machine takes ten.
LONGEST = 120
PLAN = {"name": "Shop", "tiers": [{"name": "applications", "machines": [{"name": "app02"}, {"name": "web01"}]}]}
DESTINATION = {
    "host": {"name": "esx02.dr.example"},
    "resource_pool": {"path": "vcenter01.dr.example/Cluster02/Recovered"},
}
Seen = Callable[[], bool]


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSimulator]:
    directory = tmp_path_factory.mktemp("simulator")
    with LocalSimulator(speed=0, state_dir=directory) as running, without_connections(running):
        yield running


@pytest.fixture(autouse=True)
def _at_its_seeds(simulator: LocalSimulator) -> None:
    simulator.reset()


@contextmanager
def rulebook(simulator: LocalSimulator, name: str, directory: Path) -> Iterator[Path]:
    """Run a rulebook of the collection; the result is the file with its output. At the end it is interrupted."""
    inventory = directory / "inventory.yml"
    local = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    plan = {"dr_drill_plan": PLAN, "dr_drill_defaults": {"recovery": {"destination": DESTINATION}}}
    hosts = {"all": {"hosts": {"localhost": local}, "vars": plan}}
    inventory.write_text(yaml.safe_dump(hosts), "utf-8")
    environment: dict[str, str] = stage_environment() | simulator.environment()
    environment |= {
        "PATH": os.pathsep.join([str(ENVIRONMENT / "bin"), environment["PATH"]]),
        "VEEAM_CURSOR_FILE": cursor_in(directory),
    }
    environment.pop("PYTHONPATH")
    command = ["ansible-rulebook", "--rulebook", f"opendr.veeam.{name}", "--inventory", str(inventory)]
    command += ["--env-vars", "VEEAM_CURSOR_FILE"]
    output = directory / "rulebook.out"
    with output.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603
            command, env=environment, cwd=directory, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield output
        process.send_signal(signal.SIGINT)
        process.wait(30)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(seen: Seen, output: Path) -> None:
    deadline = time.monotonic() + LONGEST
    while not seen():
        assert time.monotonic() < deadline, output.read_text("utf-8")
        time.sleep(0.2)


def asked(simulator: LocalSimulator, start: int, method: str, end: str) -> list[dict[str, Any]]:
    return [
        record
        for record in simulator.requests(start)
        if record["method"] == method and record["path"].endswith(end) and record["status"] < 300
    ]


def begin(simulator: LocalSimulator, directory: Path, **given: Any) -> None:
    """Write a cursor, so that the first look of the rulebook finds what happens from now on."""
    source = EventSource(simulator, cursor_file=cursor_in(directory), **given)
    source.look()
    source.watcher.close()


def test_a_failed_backup_is_retried(simulator: LocalSimulator, tmp_path: Path) -> None:
    begin(simulator, tmp_path)
    simulator.outcome({"name": "Nightly Servers"}, "fail", message="The host is not reachable", times=1)
    controller = Controller(simulator, tmp_path / "controller", in_real_time=True)
    controller.fail("veeam_job", {"name": "Nightly Servers", "state": "started"})
    start = simulator.mark()
    with rulebook(simulator, "retry_failed_backups", tmp_path) as output:
        wait_for(lambda: bool(asked(simulator, start, "POST", f"/jobs/{NIGHTLY_JOB}/retry")), output)
        wait_for(lambda: "PLAY RECAP" in output.read_text("utf-8"), output)
    text = output.read_text("utf-8")
    assert "failed=0" in text
    assert simulator.vbr.password not in text
    assert simulator.violations(start) == []
    # One of the source and one of the playbook.
    assert len(asked(simulator, start, "POST", "/token")) == 2


def test_malware_starts_a_drill_of_the_machine(simulator: LocalSimulator, tmp_path: Path) -> None:
    begin(simulator, tmp_path, events=["malware"])
    malware_event(simulator, "app02")
    start = simulator.mark()
    with rulebook(simulator, "drill_infected_machines", tmp_path) as output:
        wait_for(lambda: "PLAY RECAP" in output.read_text("utf-8"), output)
    text = output.read_text("utf-8")
    assert "failed=0" in text
    assert len(asked(simulator, start, "POST", "/restore/instantRecovery/vSphere/vm")) == 1
    assert len(asked(simulator, start, "POST", "/unmount")) == 1
    assert simulator.violations(start) == []
