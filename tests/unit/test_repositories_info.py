# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What veeam_repository_info makes of lists that the simulator does not give."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.info import info_module
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import read_state
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repository import DELL_DATA_DOMAIN, PATH
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repository_info import (
    REPOSITORIES,
    STATES_PATH,
    WITH_STATES,
)
from support.fakes import DictServer, FakeClock

SCALE_OUT = {"id": "1", "name": "SOBR", "description": "", "type": "ExtendableRepository", "someProperty": {"a": 1}}
FROM_TOMORROW = {"id": "2", "name": "New", "description": "", "type": "NotInventedYet", "hostId": "3"}
STATE = {"id": "1", "capacityGB": 10.5, "freeGB": 1, "usedSpaceGB": 9.5, "isOnline": False, "isOutOfDate": True}


@pytest.fixture
def server():
    made = DictServer(PATH)
    made.lists[PATH] = []
    made.objects = {"1": SCALE_OUT, "2": FROM_TOMORROW}
    made.lists[STATES_PATH] = [STATE]
    return made


def listed(server, **given):
    declaration = info_module(REPOSITORIES, "repositories", (WITH_STATES,))
    params = {option: given.get(option) for option in declaration.options}
    params["states"] = given.get("states", False)
    return declaration.run(Task(server, FakeClock(), params, given))["repositories"]


def test_types_that_cannot_be_created_are_listed_with_what_all_have(server):
    assert listed(server) == [
        {"id": "1", "name": "SOBR", "description": "", "type": "ExtendableRepository"},
        {"id": "2", "name": "New", "description": "", "type": "NotInventedYet"},
    ]


def test_a_repository_without_a_state_says_so(server):
    with_state, without = listed(server, states=True)
    assert with_state["status"] == {
        "capacity_gb": 10.5,
        "free_gb": 1,
        "used_space_gb": 9.5,
        "is_online": False,
        "is_out_of_date": True,
    }
    assert without["status"] is None


def test_states_of_nothing_are_not_asked_for(server):
    assert listed(server, name="Nowhere", states=True) == []
    assert STATES_PATH not in server.reads


@pytest.mark.parametrize("revision", VBR.revisions)
@pytest.mark.parametrize("spelling", ["ddServerName", "ddServername"])
def test_the_name_of_a_data_domain_is_read_in_both_spellings_of_the_document(spelling, revision):
    assert read_state(DELL_DATA_DOMAIN, {spelling: "dd01"}, SchemaContext(VBR, revision))["dd_server_name"] == "dd01"
