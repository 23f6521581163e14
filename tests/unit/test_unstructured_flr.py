# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of shares and buckets: what is sent of a task, and which paths are accepted."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_flr.download import prepare_body
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_flr.mount import (
    DataMount,
    mount_body,
    validate_path,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_flr.tasks import COPY, RESTORE, restore_body
from support.fakes import DictServer

SERVERS = "/inventory/unstructuredDataServers"
PARAMS = {
    "restore_type": "Keep",
    "recursive": True,
    "restore_permissions": False,
    "cold_storage_retrieval": None,
    "destination": None,
    "restore_mode": None,
    "to_date_time": None,
    "auto_unmount": {"enabled": True, "no_activity_minutes": 30},
}


def task(server, clock, **params):
    given = {**PARAMS, **params}
    return Task(server, clock, given, given)


def test_a_restore_to_the_original_says_all_that_has_no_documented_default(server, clock):
    assert restore_body(task(server, clock), ["/a"]) == (
        RESTORE,
        {"sourcePath": ["/a"], "restoreType": "Keep", "isRecursive": True, "restorePermissions": False},
    )


@pytest.mark.parametrize(
    ("destination", "sent"),
    [
        ({"server": "nas", "path": "/x", "backup_server": None}, {"unstructuredDataServerId": "s1", "path": "/x"}),
        ({"server": "nas", "path": "/x", "backup_server": False}, {"unstructuredDataServerId": "s1", "path": "/x"}),
        ({"server": None, "path": "C:/x", "backup_server": True}, {"copyToBackupServer": True, "path": "C:/x"}),
    ],
)
def test_a_copy_has_exactly_one_target(server, clock, destination, sent):
    server.lists[SERVERS] = [{"id": "s1", "path": "nas"}]
    operation, body = restore_body(task(server, clock, destination=destination), ["/a"])
    assert operation is COPY
    targets = ("unstructuredDataServerId", "copyToBackupServer", "path")
    assert {key: value for key, value in body.items() if key in targets} == sent


def test_an_archive_is_packed_with_all_that_has_no_documented_default(clock):
    server = DictServer(revision="1.3-rev2")
    given = task(server, clock, cold_storage_retrieval={"mode": "AmazonBulk"}, recursive=False)
    assert prepare_body(given, ["/a"]) == {
        "sourcePath": ["/a"],
        "isRecursive": False,
        "coldStorageRetrievalSettings": {"coldStorageRetrievalMode": "AmazonBulk"},
    }


def test_the_restore_point_that_a_task_names_is_sent_with_each_request(clock):
    server = DictServer(revision="1.3-rev2")
    given = task(server, clock, restore_mode="Custom", to_date_time="2026-05-04T12:00:00Z")
    for body in (restore_body(given, ["/a"])[1], prepare_body(given, ["/a"])):
        assert (body["restoreMode"], body["toDateTime"]) == ("Custom", "2026-05-04T12:00:00Z")


def test_a_restore_point_is_mounted_without_its_backup(server, clock):
    unmount = {"isEnabled": True, "noActivityPeriodInMinutes": 30}
    assert mount_body(task(server, clock), "p1") == {"restorePointId": "p1", "autoUnmount": unmount}


@pytest.mark.parametrize("path", ["/plans/2026.xlsx", "plans\\x", "/Größe & [1] +2.txt", "/a/..b", "//host/x"])
def test_odd_names_are_accepted(path):
    validate_path("items", path)


@pytest.mark.parametrize("path", ["", "/", "\\", "/a/../b", "..\\b", "./a", "/a\0"])
def test_a_path_that_leaves_the_share_or_is_all_of_it_is_refused(path):
    with pytest.raises(InvalidOption) as refused:
        validate_path("items", path)
    assert refused.value.facts["option"] == "items"


@pytest.mark.parametrize(
    ("properties", "separator"),
    [
        ({"pathSeparator": "\\"}, "\\"),
        ({"pathSeparator": "/"}, "/"),
        (None, "/"),
        ({}, "/"),
        ({"pathSeparator": "?"}, "/"),
    ],
)
def test_what_separates_names(properties, separator):
    mount = DataMount.__new__(DataMount)
    mount.facts = {"properties": properties}
    assert mount.separator == separator
