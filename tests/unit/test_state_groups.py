# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups that share a property, and objects that stand for texts, between an API object and the state of a task."""

from __future__ import annotations

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import read_state
from ansible_collections.opendr.veeam.plugins.module_utils.schema.writing import write_state
from support.gadgets import context

WEEKLY, DAILY = (
    Field(
        option, "dict", api="plan", fields=(Field("kind", mode="constant", choices=(kind,), default=kind), Field("at"))
    )
    for option, kind in (("weekly", "Weekly"), ("daily", "Daily"))
)


def test_of_several_groups_for_one_property_the_one_of_its_kind_is_read():
    state = read_state((WEEKLY, DAILY), {"plan": {"kind": "daily", "at": "22:00"}}, context())
    assert state == {"weekly": None, "daily": {"at": "22:00"}}
    # A server that does not say the kind leaves it open.
    assert read_state((DAILY,), {"plan": {"at": "22:00"}}, context()) == {"daily": {"at": "22:00"}}
    body = {}
    write_state((DAILY,), {"daily": {"at": "22:00"}}, body, context())
    assert body == {"plan": {"kind": "Daily", "at": "22:00"}}


def test_an_object_that_stands_for_a_text_is_sent_back_as_it_was_read():
    jobs = Field("jobs", "list", elements="str", item_property="id")
    body = {"jobs": [{"id": "1", "name": "one"}, {"id": "2", "name": "two"}]}
    write_state((jobs,), {"jobs": ["2", "3"]}, body, context())
    assert body == {"jobs": [{"id": "2", "name": "two"}, {"id": "3"}]}
