# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of Azure VMs: which stored items are copies of which items, paths, and markers."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure import flr_files
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_files import (
    is_absolute,
    item_facts,
    joined,
    normalized,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_restore.file_restore import (
    confirmed,
    warning_about,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_restore.items import (
    KEEP,
    OVERWRITE,
    RestoreMode,
    evidence,
    is_inside,
    outermost,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_restore.tasks import (
    LOGS,
    NOT_LISTED,
    READERS,
    UNCONFIRMED,
    Restored,
    all_ended,
    outcomes,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_sessions import (
    OpenSession,
    SessionSpec,
    is_marked,
    is_of,
    is_open,
    marker_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.restore_points import Choice
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    InvalidOption,
    NotConverged,
)

BESIDE, OVER = RestoreMode(KEEP, ""), RestoreMode(OVERWRITE, "")
ELSEWHERE = RestoreMode(KEEP, "/audit/")


# --- Items and the list of what a session restored: the directory of each file. ---


@pytest.mark.parametrize(
    ("item", "directory", "mode", "expected"),
    [
        ("/data", "/data", OVER, True),
        ("/data/", "/data/2025/q1", OVER, True),
        ("/data", "/data2", OVER, False),
        ("/data", "/restored-data", OVER, False),
        ("/data", "/restored-data/2025", BESIDE, True),
        ("/data", "/data", BESIDE, True),
        ("/data", "/data_RESTORED_20241003_095150", BESIDE, True),
        ("/data.d", "/data_RESTORED_20241003_095150.d/x", BESIDE, True),
        ("/data", "/restored-data.bak", BESIDE, False),
        ("/gone/x", "/audit/restored-x", ELSEWHERE, True),
        ("/gone/x", "/audit/restored-x", BESIDE, False),
        ("/gone/x", "/gone/restored-x/y", ELSEWHERE, True),
        ("/gone/x", "/audit/x", RestoreMode(OVERWRITE, "/audit"), True),
        ("C:\\Data", "c:/restored-DATA/x", BESIDE, True),
        ("/Data", "/data", OVER, False),
        ("/a/x+y (1)", "/a/restored-x+y (1)", BESIDE, True),
        ("/", "/etc", OVER, True),
        ("C:", "C:/Data", OVER, True),
        ("C:", "D:/Data", OVER, False),
        ("/etc/hosts", "/etc", OVER, False),
        # Where the server lists whole paths after all.
        ("/etc/hosts", "/etc/restored-hosts", BESIDE, True),
    ],
)
def test_a_folder_is_known_by_the_files_that_are_listed_in_it(item, directory, mode, expected):
    assert is_inside(directory, item, mode) is expected


HOSTS, FSTAB, MOTD = "/etc/hosts", "/etc/fstab", "/run/motd"


@pytest.mark.parametrize(
    ("items", "directories", "mode", "restored", "unclear"),
    [
        ([HOSTS], ["/etc"], OVER, [HOSTS], []),
        ([HOSTS], ["/etc/"], BESIDE, [HOSTS], []),
        ([HOSTS], ["/etc/app", "/"], OVER, [], []),
        ([HOSTS, FSTAB], ["/etc", "/etc"], OVER, [HOSTS, FSTAB], []),
        ([HOSTS, FSTAB], ["/etc"], OVER, [], [HOSTS, FSTAB]),
        ([HOSTS, FSTAB, MOTD], ["/etc", "/run"], OVER, [MOTD], [HOSTS, FSTAB]),
        ([HOSTS, MOTD], ["/run"], OVER, [MOTD], []),
        (["/etc/app", HOSTS], ["/etc/app", "/etc/app", "/etc"], OVER, ["/etc/app", HOSTS], []),
        (["/etc/app", HOSTS], ["/etc/app", "/etc/app"], OVER, ["/etc/app"], []),
        # A folder itself is not listed, and those in it that hold files are.
        (["/etc/app"], ["/etc/app/conf.d", "/etc/app/keys/old"], OVER, ["/etc/app"], []),
        (["/gone/x", "/lost/x"], ["/audit", "/audit"], ELSEWHERE, ["/gone/x", "/lost/x"], []),
        (["/gone/x", "/lost/x"], ["/audit"], ELSEWHERE, [], ["/gone/x", "/lost/x"]),
        ([HOSTS], [], OVER, [], []),
        ([], ["/etc"], OVER, [], []),
    ],
)
def test_what_the_list_of_a_session_says(items, directories, mode, restored, unclear):
    assert evidence(items, directories, mode) == (restored, unclear)


# --- The status of a restore. ---


@pytest.mark.parametrize(
    ("statuses", "ended"),
    [
        ({}, False),
        ({HOSTS: "Success"}, False),
        ({HOSTS: "Success", FSTAB: "Running"}, False),
        ({HOSTS: "Success", FSTAB: "Failed"}, True),
        ({HOSTS: "Success", "/etc//fstab/": "Success"}, True),
        # Items under another path, such as their directory.
        ({"/etc": "Success"}, False),
        ({"/etc": "Success", "/etc/": "Success"}, True),
    ],
)
def test_a_list_of_some_items_is_not_the_end_of_all(statuses, ended):
    assert all_ended([HOSTS, FSTAB], statuses) is ended


def test_an_item_under_another_path_shares_the_status_of_the_others():
    listed = {"/a": "Success", "/b": "Success"}
    assert outcomes([HOSTS, FSTAB], listed) == [(HOSTS, "Success"), (FSTAB, "Success")]
    assert outcomes([HOSTS, FSTAB], {**listed, "/b": "Failed"}) == [(HOSTS, NOT_LISTED), (FSTAB, NOT_LISTED)]
    assert outcomes([HOSTS, FSTAB], {"/etc/hosts/": "Failed"}) == [("/etc/hosts/", "Failed"), (FSTAB, NOT_LISTED)]


def test_what_the_server_logs_of_an_item_has_no_escape_codes():
    """It becomes a part of the message for items that were not restored."""
    line = READERS["POST " + LOGS]
    assert line({"status": "Failed", "message": "\x1b[31mno\nspace\x1b[0m"}) == "[Failed] no space"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["/a", "/a/b", "/a/b/c", "/ab"], ["/a", "/ab"]),
        (["/a/b", "/a"], ["/a"]),
        (["/a", "/a/", "//a"], ["/a"]),
        (["/", "/a"], ["/"]),
        (["C:\\Data", "c:/data/x", "D:/x"], ["C:\\Data", "D:/x"]),
        ([], []),
    ],
)
def test_items_inside_a_named_folder_are_left_out(paths, expected):
    assert outermost(paths) == expected


# --- The end of the session in which items were restored. ---


def ended(status: str) -> OpenSession:
    return OpenSession("s1", {"id": "s1", "status": status, "executionStartTime": "2026-05-04T13:30:00Z"})


@pytest.mark.parametrize(
    ("status", "complete", "words"),
    [
        ("Success", True, ""),
        ("Canceled", False, ""),
        ("Error", False, ""),
        ("Canceled", True, "All items were restored, but their session s1 has ended as Canceled"),
        ("Error", True, "a rerun of this task restores them again"),
        ("Warning", True, ""),
        ("Warning", False, "a rerun may take a folder that was restored in part for complete"),
        ("Success", False, "set since to a time after 2026-05-04T13:30:00Z"),
    ],
)
def test_a_session_that_ends_otherwise_than_its_restore_is_warned_of(status, complete, words):
    warning = warning_about(ended(status), complete)
    assert (words in warning, bool(warning)) == (True, bool(words))


def test_nothing_is_known_of_a_session_that_was_not_seen_to_end():
    assert warning_about(OpenSession("s1"), complete=True) == ""


def test_items_without_a_status_were_restored_where_their_session_ended_in_success():
    unconfirmed = [Restored(HOSTS, UNCONFIRMED)]
    assert confirmed(unconfirmed, ended("Success")) == [Restored(HOSTS, "Success")]
    with pytest.raises(NotConverged, match="its session s1 has ended as Canceled, so it is not known whether"):
        confirmed(unconfirmed, ended("Canceled"))
    known = [Restored(HOSTS, "Success")]
    assert confirmed(known, ended("Canceled")) == known


# --- Paths. ---


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", True), ("/etc", True), ("C:/x", True), ("c:\\x", True), ("etc", False), ("", False), ("./x", False)],
)
def test_absolute_paths(path, expected):
    assert is_absolute(path) is expected


@pytest.mark.parametrize(
    ("folder", "name", "expected"),
    [
        ("/", "etc", "/etc"),
        ("/etc/", "hosts", "/etc/hosts"),
        ("/", "C:", "C:"),
        ("C:\\", "Data", "C:\\Data"),
        ("C:/Data", "x", "C:/Data/x"),
    ],
)
def test_paths_of_items(folder, name, expected):
    assert joined(folder, name) == expected


def test_spellings_of_one_path():
    assert normalized("/etc//hosts/") == normalized("/etc/hosts") == "/etc/hosts"
    assert normalized("C:\\Data\\X") == normalized("c:/data/x/") == "c:/data/x"
    assert normalized("/A") != normalized("/a")
    assert normalized("/odd\\name") == "/odd\\name"
    assert normalized("/") == "/"


def test_an_item_has_its_whole_path():
    item = {"itemPath": "/data", "name": "x", "type": "File", "size": 3, "lastModificationTime": "2026-01-01T00:00:00Z"}
    facts = {"path": "/data/x", "name": "x", "type": "File", "size": 3, "modified": "2026-01-01T00:00:00Z"}
    assert item_facts(item) == facts
    assert item_facts({**item, "itemPath": "/wrong"}, "/data") == facts


def test_a_search_in_a_path_that_is_not_absolute_is_refused():
    with pytest.raises(InvalidOption, match="search"):
        flr_files.validate_search({"path": "x", "pattern": "y", "limit": 1})


# --- Sessions. ---

MACHINE = {"id": "vm-1", "name": "app", "resourceGroup": {"name": "rg"}}
CHOICE = Choice({"id": "p1", "vmName": "app", "pointInTime": "2026-05-01T00:00:00Z"}, machine=MACHINE)


def session(**info: Any) -> dict[str, Any]:
    return {"id": "s1", "status": "Running", "fileLevelRestoreJobInfo": info}


def test_a_marker_stands_for_what_a_task_does():
    marker = marker_of("restore", "vm-1", [KEEP, ""], ["/a"], None)
    assert marker == marker_of("restore", "vm-1", [KEEP, ""], ["/a"], None)
    assert marker != marker_of("restore", "vm-1", [KEEP, ""], ["/b"], None)
    assert is_marked(session(reason=f"why {marker}"), marker)
    assert not is_marked(session(reason="why"), marker)
    assert not is_marked({"id": "s1", "status": "Running"}, marker)
    assert SessionSpec(CHOICE, marker, "why").body() == {"reason": f"why {marker}", "flrRto": False}
    assert SessionSpec(CHOICE, marker, "", "account", to_original=True).body() == {
        "reason": marker,
        "flrRto": True,
        "serviceAccountId": "account",
    }


def test_sessions_of_a_machine():
    assert is_of(session(vmId="vm-1", vmName="renamed"), CHOICE)
    assert not is_of(session(vmId="vm-2", vmName="app"), CHOICE)
    assert is_of(session(vmName="app"), CHOICE)
    assert is_of(session(vmId="vm-2", vmName="app"), Choice(CHOICE.point))


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Pending", True), ("Running", True), ("Canceling", True), ("RunningWithError", True), ("Unheard", True)]
    + [(status, False) for status in ("Success", "Warning", "Error", "Canceled")],
)
def test_open_sessions(status, expected):
    assert is_open({"status": status}) is expected
