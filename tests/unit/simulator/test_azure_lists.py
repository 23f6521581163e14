# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure's lists: without their length where a test wants that, and filled by hand where they stand under an object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.control import Simulator
from simulator.seeds.azure_sessions import CREATION


def test_a_list_may_keep_its_length_to_itself(simulator: Simulator, login: Callable[..., Any]) -> None:
    azure, start = login("azure"), simulator.mark()
    told = azure.get("/api/v8/jobSessions")
    simulator.settings(product="azure", totals=False)
    untold = azure.get("/api/v8/jobSessions")
    assert told["totalCount"] == len(told["results"])
    assert untold == {**told, "totalCount": None}
    assert simulator.violations(start) == []


def test_a_list_under_an_object_holds_what_it_is_given(simulator: Simulator, login: Callable[..., Any]) -> None:
    azure, start = login("azure"), simulator.mark()
    simulator.seed(f"jobSessions/{CREATION}/restoredItems", objects=[{"name": "vm1"}, {"name": "vm2"}], product="azure")
    page = azure.get(f"/api/v8/jobSessions/{CREATION}/restoredItems", Limit=1, Offset=1)
    assert ([one["name"] for one in page["results"]], page["totalCount"]) == (["vm2"], 2)
    assert simulator.violations(start) == []
