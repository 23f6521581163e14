# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in mounted backups: paths, patterns, tasks of the server however odd, and what a machine remembers."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta, timezone

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
    AuthenticationFailed,
    ConnectionFailed,
    InvalidOption,
    RecoveryBlocked,
    ResponseLost,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.locks import Locks
from ansible_collections.opendr.veeam.plugins.module_utils.core.records import Record
from ansible_collections.opendr.veeam.plugins.module_utils.engine.local_file import (
    FileNotWritten,
    Stored,
    sha256_of,
    store_file,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.archive import Archive
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mount_record import MountRecord
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.paths import (
    is_below,
    joined,
    key_of,
    normalized,
    outermost,
    parent_of,
    validate_path,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_restore.selection import pattern_of, text_to_search
from support.fakes import FakeClock

W, L = "\\", "/"
AT = datetime(2026, 1, 15, 12, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("given", "separator", "expected"),
    [
        ("C:/Data//x\\", W, "C:\\Data\\x"),
        ("c:", W, "c:\\"),
        ("C:\\", W, "C:\\"),
        ("/", W, ""),
        ("//srv///x/", L, "/srv/x"),
        ("/srv/back\\slash", L, "/srv/back\\slash"),
        ("/", L, "/"),
        ("/srv/ü ä+[1]", L, "/srv/ü ä+[1]"),
    ],
)
def test_a_path_is_brought_to_the_spelling_of_the_server(given, separator, expected):
    assert normalized(given, separator) == expected
    assert normalized(expected, separator) == expected


def test_joining_does_not_double_a_separator():
    assert joined("C:\\", "Data", W) == "C:\\Data"
    assert joined("", "C:\\", W) == "C:\\"
    assert joined("/", "etc", L) == "/etc"
    assert joined("/srv", "back\\slash", L) == "/srv/back\\slash"
    assert (parent_of("C:\\Data", W), parent_of("C:\\", W), parent_of("/etc", L)) == ("C:\\", "", "/")


def test_what_is_in_a_folder():
    assert is_below("c:\\data\\x", "C:\\Data", W)
    assert not is_below("C:\\Database", "C:\\Data", W)
    assert not is_below("/Srv/x", "/srv", L)
    assert key_of("/Srv", L) != key_of("/srv", L)
    assert outermost(["/a/b", "/a", "/a/", "/ab"], L) == ["/a", "/ab"]


@pytest.mark.parametrize("path", ["C:\\Data\\..\\x", "\\\\server\\share", "\\\\?\\C:\\x", "Data", "C:x", "C:\\a\x1fb"])
def test_a_path_that_leaves_the_backup_or_is_odd_is_refused(path):
    with pytest.raises(InvalidOption, match="paths="):
        validate_path("paths", path, W)


def test_a_newline_in_a_name_is_possible_on_linux():
    assert validate_path("paths", "/srv/a\nb", L) == "/srv/a\nb"


@pytest.mark.parametrize(
    ("pattern", "separator", "fits", "others"),
    [
        ("/srv/*.pdf", L, ["/srv/a.pdf", "/srv/.pdf"], ["/srv/x/a.pdf", "/srv/a.pdfx"]),
        ("/srv/**/*.pdf", L, ["/srv/a.pdf", "/srv/x/y/a.pdf"], ["/srvx/a.pdf"]),
        ("/srv/**", L, ["/srv/a", "/srv/a/b"], ["/srvx"]),
        ("/a.b/?", L, ["/a.b/x"], ["/aXb/x", "/a.b/xy", "/a.b/"]),
        ("C:\\Da*\\x[1].txt", W, ["c:\\data\\x[1].txt"], ["c:\\data\\x1.txt", "c:\\data\\sub\\x[1].txt"]),
    ],
)
def test_patterns_match_names_and_not_separators(pattern, separator, fits, others):
    matches = pattern_of(pattern, separator)
    assert [path for path in fits if not matches.fullmatch(path)] == []
    assert [path for path in others if matches.fullmatch(path)] == []


@pytest.mark.parametrize(("name", "text"), [("*+1.xlsx", "*?1.xlsx"), ("**", "*"), ("Q?.PDF", "Q?.PDF")])
def test_what_the_server_searches_for_is_no_narrower_than_the_pattern(name, text):
    assert text_to_search(name) == text


# --- What a machine remembers. ---


@pytest.fixture
def task(tmp_path):
    return Task(None, FakeClock(), {}, {}, locks=Locks("https://server", lambda: str(tmp_path)))


def test_a_record_outlives_its_run_and_is_private(task, tmp_path):
    record = MountRecord(task, "files of x")
    record.opened("s1", "p1")
    record.working("s1", {"paths": ["/a"], "to": "original"})
    again = MountRecord(task, "files of x")
    assert again.open == {"s1": {"point": "p1", "work": {"paths": ["/a"], "to": "original"}}}
    again.closed(["s1", "unknown"])
    last = MountRecord(task, "files of x")
    assert (last.open, last.restored) == ({}, [{"paths": ["/a"], "to": "original", "session": "s1", "unsure": True}])
    assert list(last.sessions) == ["s1"]
    (name,) = os.listdir(tmp_path)
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert MountRecord(task, "files of y").open == {}


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"open": [], "restored": [1], "asked": 5, "sessions": {}}'])
def test_a_record_that_somebody_has_spoiled_is_empty(task, tmp_path, text):
    MountRecord(task, "k").opened("s1", "p1")
    (name,) = os.listdir(tmp_path)
    (tmp_path / name).write_text(text)
    record = MountRecord(task, "k")
    assert (record.open, record.restored, record.asked, list(record.sessions)) == ({}, [], None, [])


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (ApiError("POST", "/x", 500, None, "no"), False),
        (ConnectionFailed("refused"), False),
        (AuthenticationFailed("refused"), False),
        (ResponseLost("gone"), True),
        (KeyboardInterrupt(), True),
    ],
)
def test_a_request_that_opened_nothing_is_forgotten(task, error, kept):
    record = MountRecord(task, "k")
    record.asking("p", AT, ())
    with pytest.raises(type(error)), record.requesting():
        raise error
    assert (MountRecord(task, "k").asked is not None) is kept


@pytest.mark.parametrize(("seconds", "fits"), [(-2, False), (-1, True), (0, True), (300, True), (301, False)])
def test_a_session_begins_soon_after_its_request(task, seconds, fits):
    record = MountRecord(task, "k")
    record.asking("p", AT, ())
    assert record.asked.may_have_begun(AT + timedelta(seconds=seconds)) is fits


def test_a_record_that_cannot_be_written_becomes_one_warning(task, tmp_path):
    record = MountRecord(task, "k")
    os.mkdir(tmp_path / "sub")
    record._record = Record(str(tmp_path / "sub" / "no" / "where.json"))
    record.opened("s1", "p1")
    record.closed(["s1"])
    assert len(task.warnings) == 1
    assert "cannot be written down" in task.warnings[0]


def test_a_record_does_not_grow_for_ever(task, tmp_path):
    record = MountRecord(task, "k")
    for number in range(5):
        record.done("s", [{"paths": [f"/{number}/{file}" for file in range(6000)]}])
    assert [entry["paths"][0] for entry in record.restored] == ["/2/0", "/3/0", "/4/0"]
    (name,) = os.listdir(tmp_path)
    assert len(json.loads((tmp_path / name).read_text())["restored"]) == 3


# --- Files that are stored. ---


def test_a_file_is_stored_whole_or_not_at_all(tmp_path):
    path = str(tmp_path / "x.zip")
    stored = store_file(path, lambda write: (write(b"ab"), write(b"c")), lambda beside, stored: None)
    assert (stored.size, stored.sha256) == (3, sha256_of(path))

    def broken(write):
        write(b"new")
        raise OSError(28, "No space left on device")

    with pytest.raises(FileNotWritten, match="No space left on device"):
        store_file(path, broken, lambda beside, stored: None)

    def refuse(beside, stored):
        raise ValueError(beside)

    with pytest.raises(ValueError, match="part"):
        store_file(path, lambda write: write(b"bad"), refuse)
    assert os.listdir(tmp_path) == ["x.zip"]
    assert (tmp_path / "x.zip").read_bytes() == b"abc"
    assert sha256_of(str(tmp_path / "none")) == ""


# --- Archives that are known. ---


def known_archive(task, tmp_path, source="p1"):
    return Archive(str(tmp_path / "x.zip"), ("/a",), source)


def test_an_archive_is_known_by_its_digest_though_a_later_one_never_took_its_place(task, tmp_path):
    task.params["download"] = {"force": False}
    archive, record = known_archive(task, tmp_path), MountRecord(task)
    stored = store_file(archive.path, lambda write: write(b"abc"), lambda beside, stored: None)
    entry = archive.entry(stored, "s1", ["/a"])
    record.note([entry, archive.entry(Stored(4, "other"), "s2", [])])
    assert archive.remembered(task, record) == entry
    with pytest.raises(RecoveryBlocked, match="from another restore point or mount, p1"):
        known_archive(task, tmp_path, "p2").remembered(task, record)
    with pytest.raises(RecoveryBlocked, match="is there already"):
        Archive(archive.path, ("/b",), "p1").remembered(task, record)


def test_a_file_is_accepted_before_it_takes_its_place_and_an_interruption_after_that_stays_one(tmp_path, monkeypatch):
    path, replace, seen = str(tmp_path / "x.zip"), os.replace, []

    def interrupted(source, target):
        replace(source, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store_file(
            path, lambda write: write(b"abc"), lambda beside, stored: seen.append((os.path.exists(path), stored))
        )
    assert seen == [(False, Stored(3, sha256_of(path)))]
