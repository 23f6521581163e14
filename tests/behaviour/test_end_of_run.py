# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""However a run of Ansible ends, its token is ended and no file with it stays; after a kill, by the next run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.modules import COLLECTION

# As much of a run as matters here: it loads an action plugin, and a fork logs in for a task that takes its time.
RUN = """
import json, multiprocessing, os, signal, sys, time
from ansible_collections.opendr.veeam.plugins.action import veeam_server_info as plugin
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import run_in_process

arguments, closing = json.loads(sys.argv[1]), sys.argv[2]

def task():
    def close(number, frame):
        time.sleep(0.5)
        open(closing, "w").close()
        os._exit(0)

    signal.signal(signal.SIGTERM, close)
    result = run_in_process(plugin.MODULE, "opendr.veeam.veeam_server_info", arguments)
    print("failed" if result.get("failed") else "logged in", flush=True)
    if closing:
        time.sleep(60)

fork = multiprocessing.get_context("fork").Process(target=task)
fork.start()
fork.join()
"""


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Where Ansible makes a directory for each run."""
    return tmp_path / "runs"


@contextmanager
def run(controller, runs: Path, closing: str) -> Iterator[subprocess.Popen[str]]:
    """A run whose task has logged in; with ``closing``, it goes on, and that file shows that its task has closed."""
    arguments = {
        key: value for key, value in controller.arguments("veeam_server_info").items() if key != "poll_interval"
    }
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(COLLECTION.parents[2]), *sys.path]),
        "ANSIBLE_LOCAL_TEMP": str(runs),
        "ANSIBLE_HOME": str(runs.parent / "home"),
    }
    command = [sys.executable, "-c", RUN, json.dumps(arguments), closing]
    with subprocess.Popen(  # noqa: S603
        command, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "logged in\n"
        yield process


def tokens_left(runs: Path) -> list[str]:
    return [path.name for path in runs.glob("*/opendr.veeam/*.token")]


def logouts(controller, start: int) -> list[int]:
    requests = controller.simulator.requests(start)
    return [one["status"] for one in requests if one["path"].endswith("/logout")]


def test_a_run_that_is_terminated_lets_its_tasks_close_and_logs_out(controller, runs, tmp_path):
    start, closed = controller.simulator.mark(), tmp_path / "closed"
    with run(controller, runs, str(closed)) as process:
        assert len(tokens_left(runs)) == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == -signal.SIGTERM
    assert closed.exists()
    assert logouts(controller, start) == [200]
    assert tokens_left(runs) == []


def test_the_tokens_of_a_run_that_was_killed_are_ended_by_the_next_one(controller, runs, tmp_path):
    start = controller.simulator.mark()
    with run(controller, runs, str(tmp_path / "closed")) as process:
        (fork,) = [int(line) for line in _children(process.pid)]
        process.kill()
        assert process.wait(20) == -signal.SIGKILL
    assert len(tokens_left(runs)) == 1
    with run(controller, runs, "") as process:
        assert process.wait(20) == 0
    # A fork of the first run still lives and may need its token.
    assert logouts(controller, start) == [200]
    assert len(tokens_left(runs)) == 1
    os.kill(fork, signal.SIGKILL)
    with run(controller, runs, "") as process:
        assert process.wait(20) == 0
    assert logouts(controller, start) == [200, 200, 200]
    assert tokens_left(runs) == []


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
