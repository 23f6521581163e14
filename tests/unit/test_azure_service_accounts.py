# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which service accounts a filter lets through, without a server."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.azure.service_account_info import FILTERS, SERVICE_ACCOUNTS
from ansible_collections.opendr.veeam.plugins.module_utils.engine.listing import matches, server_query
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import read_state

(PURPOSE,) = [list_filter for list_filter in FILTERS if list_filter.option == "purpose"]


@pytest.mark.parametrize(
    ("purpose", "purposes", "fits"),
    [
        (["VirtualMachineRestore"], ["VirtualMachineBackup", "VirtualMachineRestore"], True),
        (["VnetBackup", "VnetRestore"], ["VnetRestore"], True),
        (["VnetBackup"], ["VnetRestore"], False),
        (["VnetBackup"], [], False),
    ],
)
def test_one_purpose_among_several_is_enough(purpose, purposes, fits):
    assert matches(PURPOSE, purpose, {"purposes": purposes}) is fits


def test_the_server_is_asked_for_all_purposes_at_once():
    assert server_query([(PURPOSE, ["VnetBackup", "VnetRestore"])], AZURE.supports, "v8") == {
        "Purpose": ["VnetBackup", "VnetRestore"]
    }


def test_an_account_without_purposes_has_an_empty_list_of_them():
    state = read_state(SERVICE_ACCOUNTS.fields, {"accountId": "7", "purposes": None}, SchemaContext(AZURE, "v8"))
    assert state == {"id": "7", "purposes": []}
