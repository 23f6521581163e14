# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of Microsoft 365: addresses, paths, numbers of statistics, and which events are of a mailbox."""

from __future__ import annotations

from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    InvalidOption,
    ObjectNotFound,
    UnexpectedResponse,
)
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import response_object
from ansible_collections.opendr.veeam.plugins.module_utils.m365.item_restore.evidence import is_of
from ansible_collections.opendr.veeam.plugins.module_utils.m365.item_restore.items import address, names_along
from ansible_collections.opendr.veeam.plugins.module_utils.m365.item_restore.moment import backup_times
from ansible_collections.opendr.veeam.plugins.module_utils.m365.item_restore.outcome import (
    Counts,
    counts_of,
    statistics_counts,
)
from ansible_collections.opendr.veeam.plugins.module_utils.m365.mailbox_restore.mailbox import find_mailbox
from ansible_collections.opendr.veeam.plugins.module_utils.m365.onedrive_restore.onedrive import found_item


def test_ids_may_hold_any_sign():
    assert address("/a/{first}/b/{second}", first="x/y+z=", second="ä b?") == "/a/x%2Fy%2Bz%3D/b/%C3%A4%20b%3F"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Inbox/Projects", ["Inbox", "Projects"]),
        ("/Inbox/", ["Inbox"]),
        ("In\\/Out", ["In/Out"]),
        ("C:\\x\\\\/y", ["C:\\x\\", "y"]),
    ],
)
def test_names_along_a_path(path, names):
    assert names_along("folders", path) == names


@pytest.mark.parametrize("path", ["", "/", "a//b", " / "])
def test_a_path_with_an_empty_name(path):
    with pytest.raises(InvalidOption, match="in which a name is empty"):
        names_along("folders", path)


def test_numbers_of_all_kinds_of_restores():
    exchange = {"createdItemsCount": 2, "mergedItemsCount": "3", "skippedItemsCount": 1, "exceptions": ["no", ""]}
    assert counts_of(exchange) == Counts(5, 1, 0, ("no",))
    files = {"restoredItemsCount": "4", "failedItemsCount": 1, "skippedItemsByNoChangesCount": 2, "warnings": None}
    assert counts_of(files) == Counts(4, 2, 1, ())
    # What was skipped because of errors was not restored.
    errors = {"restoredItemsCount": 1, "skippedItemsByErrorCount": 2, "skippedItemsByNoChangesCount": 3}
    assert counts_of(errors) == Counts(1, 3, 2, ())
    assert Counts(5, 1, 0, ("no", "new")).since(Counts(2, 1, 0, ("no",))) == Counts(3, 0, 0, ("new",))


def test_statistics_without_numbers_are_no_success():
    with pytest.raises(UnexpectedResponse, match="failedItemsCount"):
        statistics_counts(response_object("GET /Statistics", {"restoredItemsCount": 1, "skippedItemsCount": 0}))


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Restoring ann@dr.example/Inbox", True),
        ("ANN@DR.EXAMPLE", True),
        ("joann@dr.example", False),
        ("mary.ann@dr.example", False),
        ("ann@dr.examples", False),
    ],
)
def test_events_name_what_was_restored(text, ours):
    assert is_of({"message": text}, ["", "ann@dr.example"]) is ours


# --- Truth values that a server writes as texts, where no field reads them. ---


@pytest.mark.parametrize(("written", "kind"), [("true", "folder"), (True, "folder"), ("false", "document")])
def test_what_a_search_has_found_may_say_in_words_that_it_is_a_folder(written, kind):
    assert found_item({"id": "1", "name": "a", "isFolder": written}).type == kind


@pytest.mark.parametrize(("written", "archive"), [("true", True), ("false", False), (False, False)])
def test_a_mailbox_may_say_in_words_that_it_is_an_archive(written, archive):
    task = mock.Mock(params={"archive": archive})
    task.client.pages.return_value = [{"id": "1", "name": "ann", "email": "ann@dr.example", "isArchive": written}]
    assert find_mailbox(task, "session", "ann").id == "1"
    task.params["archive"] = not archive
    with pytest.raises(ObjectNotFound):
        find_mailbox(task, "session", "ann")


@pytest.mark.parametrize(("written", "count"), [("true", 1), ("false", 0), (None, 1)])
def test_a_backup_may_say_in_words_what_it_has(written, count):
    task = mock.Mock()
    task.client.pages.return_value = [{"backupTime": "2026-01-15T12:00:00Z", "isExchange": written}]
    scope = mock.Mock(type="Exchange", organization="o", job="", repository="")
    assert len(list(backup_times(task, scope))) == count
