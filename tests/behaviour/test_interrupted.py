# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl-C and TERM at any moment: what a task has open on the server is closed, and its token ended."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import Transport
from simulator.seeds.azure_virtual_machines import LINUX
from support.flr import Appliance
from support.killing import interrupt_after_request
from support.modules import COLLECTION

POINT = {"restore_point": {"name": LINUX}}
SEARCH = {"path": "/accountingdata", "pattern": "report_1", "limit": 2}
RESTORE = ("veeam_azure_flr_restore", {**POINT, "service_account": "DR Restore Account", "search": SEARCH})


@pytest.fixture(autouse=True)
def _heeded() -> Iterator[None]:
    """A shell makes what it starts in the background ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_interrupted_after_any_request_no_session_stays_open(controller):
    """Also when the signal comes before the answer that names the session."""
    module, arguments = RESTORE
    appliance = Appliance(controller.simulator)
    for number, sent in zip(itertools.count(1), itertools.cycle([signal.SIGTERM, signal.SIGINT])):
        controller.simulator.reset()
        controller.simulator.settings(product="azure", speed=0)
        interrupted = interrupt_after_request(controller, module, arguments, number, sent)
        appliance.login()
        assert appliance.open_sessions() == [], f"after request {number}"
        if not interrupted:
            break
    assert number > 9


def test_a_task_that_exceeds_its_time_limit_closes_its_session_too(controller, monkeypatch):
    """The keyword ``timeout`` of a task raises an exception of Ansible's own, which is none of a failure."""

    class TaskTimeoutError(BaseException):
        pass

    send = Transport.send

    def exceed(self, method, path, *arguments, **options):
        response = send(self, method, path, *arguments, **options)
        if path.endswith("/restoreFile"):
            raise TaskTimeoutError
        return response

    monkeypatch.setattr(Transport, "send", exceed)
    module, arguments = RESTORE
    start = controller.simulator.mark()
    with pytest.raises(TaskTimeoutError):
        controller.run(module, arguments)
    assert any(path.endswith("/restoreFile") for _method, path in controller.writes(start))
    assert Appliance(controller.simulator).open_sessions() == []


def wait_until(condition, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_an_ordinary_module_that_is_interrupted_closes_its_session_logs_out_and_says_so(controller, tmp_path, sent):
    """In a process of its own and real time, as a host runs it."""
    controller.simulator.release_clock()
    controller.simulator.settings(product="azure", speed=5.0)
    appliance, start = Appliance(controller.simulator), controller.simulator.mark()
    module, arguments = RESTORE
    arguments = {**controller.arguments(module), **arguments, "poll_interval": 1}
    arguments_file = tmp_path / "arguments.json"
    arguments_file.write_text(json.dumps({"ANSIBLE_MODULE_ARGS": arguments}), "utf-8")
    name = f"ansible_collections.opendr.veeam.plugins.modules.{module}"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(COLLECTION.parents[2]), *sys.path]),
        "VEEAM_LOCK_DIRECTORY": str(tmp_path / "locks"),
    }
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", name, str(arguments_file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        wait_until(appliance.open_sessions)
        process.send_signal(sent)
        output, errors = process.communicate(timeout=30)
    result = json.loads(output)
    assert (result["failed"], result["error"]) == (True, {"kind": "TaskInterrupted"})
    assert "Traceback" not in output + errors
    assert appliance.open_sessions() == []
    ended = [one["path"] for one in controller.simulator.requests(start) if one["method"] == "DELETE"]
    assert ended == ["/api/oauth2/token"]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_run_of_a_playbook_that_is_interrupted_closes_the_session_and_logs_out(controller, tmp_path, sent):
    """Whatever ansible-playbook and its workers do with signals: seconds, since only they can show it."""
    module, arguments = RESTORE
    arguments = {**arguments, **controller.arguments(module), "poll_interval": 1}
    play = {"hosts": "localhost", "gather_facts": False, "tasks": [{f"opendr.veeam.{module}": arguments}]}
    playbook = tmp_path / "playbook.yml"
    playbook.write_text(yaml.safe_dump([play], allow_unicode=True), "utf-8")
    controller.simulator.release_clock()
    controller.simulator.settings(product="azure", speed=5.0)
    appliance, start = Appliance(controller.simulator), controller.simulator.mark()
    environment = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTION.parents[2]),
        "ANSIBLE_HOME": str(tmp_path / "home"),
        "ANSIBLE_LOCAL_TEMP": str(tmp_path / "runs"),
        "VEEAM_LOCK_DIRECTORY": str(tmp_path / "locks"),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(COLLECTION.parents[2]),
    }
    command = [str(Path(sys.executable).with_name("ansible-playbook")), "-i", "localhost,", str(playbook)]
    command += ["-e", "ansible_connection=local"]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True
    ) as process:
        wait_until(appliance.open_sessions, 30)
        process.send_signal(sent)
        output, _errors = process.communicate(timeout=40)
    assert process.returncode != 0
    assert "Traceback" not in output
    assert appliance.open_sessions() == []
    requests = controller.simulator.requests(start)
    assert [one["path"] for one in requests if one["method"] == "DELETE"] == ["/api/oauth2/token"]
    assert list((tmp_path / "runs").glob("*/opendr.veeam")) == []
