# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locks between threads, forks and processes: who has one, how it becomes free, and where its file is."""

from __future__ import annotations

import os
import signal
import stat
import threading

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core import lock_files
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ObjectBusy
from ansible_collections.opendr.veeam.plugins.module_utils.core.lock_files import lock_directory
from ansible_collections.opendr.veeam.plugins.module_utils.core.locks import Locks
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task_lock import locked
from support.fakes import FakeClock

URL = "https://veeam.example.com:9419"


@pytest.fixture
def locks(tmp_path):
    return Locks(URL, lambda: str(tmp_path))


def task(locks, clock=None, **params):
    lines: list[str] = []
    made = Task(None, clock or FakeClock(), {"wait_timeout": 60, **params}, {}, progress=lines.append, locks=locks)  # type: ignore[arg-type]
    return made, lines


def test_only_one_has_a_lock_until_it_is_released(locks, tmp_path):
    first, second = locks.of("machine app01"), locks.of("machine app01")
    assert first.acquire()
    assert not second.acquire()
    assert f"process {os.getpid()}, since " in second.holder()
    first.release()
    first.release()
    assert second.acquire()
    second.release()
    assert os.listdir(tmp_path) == []


def test_locks_of_other_objects_and_servers_are_others(locks, tmp_path):
    elsewhere = Locks("https://b", lambda: str(tmp_path))
    held = [locks.of("machine app01"), locks.of("machine app02"), elsewhere.of("machine app01")]
    assert [lock.acquire() for lock in held] == [True, True, True]
    for lock in held:
        lock.release()


def test_a_lock_of_a_killed_process_is_free(locks):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        locks.of("machine").acquire()
        os.write(writing, b"x")
        signal.pause()
    os.read(reading, 1)
    assert not locks.of("machine").acquire()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    lock = locks.of("machine")
    assert lock.acquire()
    assert f"process {os.getpid()}," in lock.holder()
    lock.release()


def test_a_child_that_inherited_the_file_does_not_keep_the_lock(locks):
    lock = locks.of("machine")
    assert lock.acquire()
    child = os.fork()
    if child == 0:
        signal.pause()
    try:
        lock.release()
        again = locks.of("machine")
        assert again.acquire()
        again.release()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_file_that_its_holder_removes_at_that_moment_is_not_locked(locks, monkeypatch):
    """A lock on a file that is gone would keep nobody out."""
    lock, other = locks.of("machine"), locks.of("machine")
    flock = lock_files.fcntl.flock

    def late(handle, how):
        monkeypatch.setattr(lock_files.fcntl, "flock", flock)
        os.unlink(lock._path)
        flock(handle, how)

    monkeypatch.setattr(lock_files.fcntl, "flock", late)
    assert lock.acquire()
    assert not other.acquire()
    lock.release()


def test_many_threads_never_hold_it_together(locks):
    inside, most = [], []

    def work():
        for _unused in range(50):
            lock = locks.of("machine")
            while not lock.acquire():
                pass
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            lock.release()

    threads = [threading.Thread(target=work) for _unused in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (200, 1)


def test_the_directory_is_that_of_the_user_and_nobody_else_reads_it(tmp_path, monkeypatch):
    monkeypatch.setattr(lock_files, "_candidates", lambda uid: [str(tmp_path / "home" / "locks")])
    before = os.umask(0)
    try:
        directory = lock_directory()
        assert lock_directory() == directory
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(directory).st_mode) == 0o700
    lock = Locks(URL, lock_directory).of("machine")
    lock.acquire()
    (name,) = os.listdir(directory)
    assert stat.S_IMODE(os.stat(os.path.join(directory, name)).st_mode) == 0o600
    assert "machine" not in name
    lock.release()


def test_a_directory_that_others_may_read_is_made_private(tmp_path, monkeypatch):
    tmp_path.chmod(0o755)
    monkeypatch.setattr(lock_files, "_candidates", lambda uid: [str(tmp_path)])
    assert lock_directory() == str(tmp_path)
    assert stat.S_IMODE(os.stat(tmp_path).st_mode) == 0o700


def test_without_a_home_the_next_directory_is_used(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path)
    candidates = [str(tmp_path / "file" / "locks"), str(tmp_path / "link"), str(tmp_path / "own")]
    monkeypatch.setattr(lock_files, "_candidates", lambda uid: candidates)
    assert lock_directory() == str(tmp_path / "own")
    monkeypatch.setattr(lock_files, "_candidates", lambda uid: candidates[:1])
    with pytest.raises(OSError, match="file"):
        lock_directory()


def test_a_directory_that_is_given_is_the_only_one(tmp_path, monkeypatch):
    monkeypatch.setenv("VEEAM_LOCK_DIRECTORY", str(tmp_path / "shared"))
    assert lock_directory() == str(tmp_path / "shared")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("VEEAM_LOCK_DIRECTORY", str(tmp_path / "file" / "locks"))
    with pytest.raises(OSError, match="file"):
        lock_directory()


def test_where_the_directories_are(monkeypatch):
    monkeypatch.delenv("VEEAM_LOCK_DIRECTORY", raising=False)
    known, unknown = os.geteuid(), 2**31 - 7
    assert lock_files._candidates(known)[-1] == lock_files.IN_TMP.format(uid=known)
    assert lock_files._candidates(unknown) == [lock_files.IN_TMP.format(uid=unknown)]


def test_locks_that_are_shared_have_one_id(locks, tmp_path):
    domain = locks.domain()
    assert len(domain) == 12
    assert Locks("https://other", lambda: str(tmp_path)).domain() == domain
    assert Locks(URL, lambda: str(tmp_path / "none")).domain() == ""
    assert Locks().domain() == ""


def test_two_that_make_the_id_at_the_same_moment_agree(locks, tmp_path, monkeypatch):
    other = Locks(URL, lambda: str(tmp_path))
    write = lock_files.write_once

    def late(path, text):
        monkeypatch.setattr(lock_files, "write_once", write)
        other.domain()
        return write(path, text)

    monkeypatch.setattr(lock_files, "write_once", late)
    assert locks.domain() == other.domain() != ""
    assert len(os.listdir(tmp_path)) == 1


# --- What a task does with them. ---


def test_a_task_that_finds_it_free_says_nothing(locks):
    one, lines = task(locks)
    with locked(one, ["a", "b", "a"], "machine 'app01'") as held:
        assert not locks.of("a").acquire()
        held.close()
        assert locks.of("a").acquire()
    assert (lines, one.warnings) == ([], [])


def test_a_task_waits_for_the_other_and_says_so(locks):
    other = locks.of("a")
    other.acquire()
    clock = FakeClock()
    slept = clock.sleep

    def sleep(seconds):
        slept(seconds)
        if clock.now() > start + 20:
            other.release()

    start, clock.sleep = clock.now(), sleep  # type: ignore[method-assign]
    one, lines = task(locks, clock)
    with locked(one, ["a"], "machine 'app01'"):
        pass
    assert lines == [f"Waiting for another task that works on the machine 'app01' ({lines[0].partition('(')[2]}"]
    assert "waited 20 seconds" in one.warnings[0] or "waited 21 seconds" in one.warnings[0]
    assert "run_once" in one.warnings[0]


@pytest.mark.parametrize("options", [{"wait_timeout": 60}, {"wait_timeout": 60, "wait": False}])
def test_a_task_does_not_wait_for_ever(locks, options):
    other = locks.of("a")
    other.acquire()
    one, _lines = task(locks, **options)
    start = one.clock.now()
    words = "on the machine 'app01' .process .* after 60 seconds .* changed nothing"
    with pytest.raises(ObjectBusy, match=words), locked(one, ["a"], "machine 'app01'"):
        raise AssertionError("not reached")
    assert 60 <= one.clock.now() - start < 62
    other.release()


def test_a_lock_is_released_whatever_happens(locks):
    one, _lines = task(locks)
    with pytest.raises(KeyError), locked(one, ["a", "b"], "machine"):
        raise KeyError
    assert all(locks.of(key).acquire() for key in ("a", "b"))


def test_where_no_lock_can_be_taken_the_task_says_so_and_goes_on(tmp_path):
    def nowhere():
        raise PermissionError("read-only file system")

    for missing in (nowhere, lambda: str(tmp_path / "gone")):
        one, _lines = task(Locks(URL, missing))
        with locked(one, ["a", "b"], "machine"):
            # What others left open must not count as left by the dead, for nobody can know that.
            assert one.locks.domain() == ""
        assert len(one.warnings) == 1
        assert "not waited for" in one.warnings[0]
