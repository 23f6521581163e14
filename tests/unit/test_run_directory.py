# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The directories of runs: one that lives is left alone, what a dead one left is found once, and only by its user."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.http.run_directory import RunDirectory

NAME = "opendr.veeam"


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Where Ansible makes a directory for each run."""
    return tmp_path / "runs"


@pytest.fixture
def own(runs: Path) -> RunDirectory:
    directory = RunDirectory(str(runs / "ansible-local-1" / NAME))
    assert directory.claim()
    return directory


def run_that_died(runs: Path, name: str = "ansible-local-2", token: bool = True) -> Path:
    """What a run leaves that was killed."""
    directory = RunDirectory(str(runs / name / NAME))
    assert directory.claim()
    if token:
        Path(directory.path, "0123.token").write_text("{}", "utf-8")
    assert directory._lock is not None
    os.close(directory._lock)
    return Path(directory.path)


def found(own: RunDirectory) -> list[str]:
    return [directory.path for directory in own.abandoned()]


def test_it_is_private(own):
    assert stat.S_IMODE(os.stat(own.path).st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in Path(own.path).iterdir()] == [0o600]


def test_what_a_dead_run_left_is_found_and_removed(runs, own):
    dead = run_that_died(runs)
    (directory,) = own.abandoned()
    assert directory.path == str(dead)
    directory.remove()
    assert not dead.parent.exists()
    assert found(own) == []
    assert Path(own.path).is_dir()


def test_two_runs_do_not_both_take_it(runs, own):
    run_that_died(runs)
    first = list(own.abandoned())
    assert len(first) == 1
    assert found(own) == []


def test_a_run_that_lives_is_left_alone_even_when_only_a_fork_of_it_does(runs, own):
    path = runs / "ansible-local-3" / NAME
    program = (
        "import os, sys, time\n"
        "from ansible_collections.opendr.veeam.plugins.module_utils.http.run_directory import RunDirectory\n"
        "assert RunDirectory(sys.argv[1]).claim()\n"
        "open(os.path.join(sys.argv[1], 'x.token'), 'w').close()\n"
        "if os.fork(): os._exit(0)\n"
        "print('forked', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == b"forked\n"
        assert process.wait() == 0
        assert found(own) == []
        process.stdin.close()
        # The output ends with the fork.
        assert process.stdout.read() == b""
    assert found(own) == [str(path)]


def test_one_without_tokens_is_left_alone(runs, own):
    run_that_died(runs, token=False)
    (runs / "something else").mkdir()
    assert found(own) == []


def test_one_that_others_may_write_to_is_left_alone(runs, own):
    run_that_died(runs).chmod(0o777)
    assert found(own) == []


def test_a_link_is_not_followed(runs, own, tmp_path):
    elsewhere = run_that_died(tmp_path / "elsewhere")
    (runs / "ansible-local-4").mkdir()
    (runs / "ansible-local-4" / NAME).symlink_to(elsewhere)
    assert found(own) == []


def test_what_cannot_be_made_or_read_is_no_failure(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    directory = RunDirectory(str(tmp_path / "file" / "ansible-local-5" / NAME))
    assert not directory.claim()
    assert found(directory) == []
    directory.remove()
