# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines that jobs leave out: several with one name, and what the server leaves out of one."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.whole_lists import whole_list
from ansible_collections.opendr.veeam.plugins.module_utils.vbr import backup_copy_job, content_scan_job

FIELDS = [
    next(field for field in fields if field.option == "excluded_objects")
    for fields in (backup_copy_job.FIELDS, content_scan_job.FIELDS)
]


def machine(object_id, name="app"):
    machine = {"platform": "VSphere", "name": name, "type": "VirtualMachine", "host_name": "vcenter01.dr.example"}
    return {**machine, "object_id": object_id} if object_id else machine


FIRST, SECOND = machine("vm-1"), machine("vm-2")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    ("mode", "given", "current", "whole"),
    [
        ("merge", [SECOND], [FIRST], [FIRST, SECOND]),
        ("remove", [SECOND], [FIRST], [FIRST]),
        ("remove", [FIRST], [FIRST, SECOND], [SECOND]),
        ("replace", [FIRST, SECOND], [FIRST], [FIRST, SECOND]),
        # A server may show the name alone.
        ("merge", [machine("", "b")], [machine("", "a")], [machine("", "a"), machine("", "b")]),
    ],
)
def test_machines_of_one_server_with_one_name_are_distinguished(field, mode, given, current, whole):
    assert whole_list(field, mode, given, current) == whole
