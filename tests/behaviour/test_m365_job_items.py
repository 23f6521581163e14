# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Items of a backup job of Microsoft 365 of which the server does not show everything: nothing is missed for that."""

from __future__ import annotations

import pytest

from simulator.seeds.m365_jobs import OTHER_JOB, job_id
from support.lost_properties import without

MODULE = "veeam_m365_job"
BOB = {"user": {"name": "bob@branch.example"}}
REMOVED = {"name": OTHER_JOB, "selected_items": [BOB], "selected_items_mode": "remove"}
ADDED = {"name": OTHER_JOB, "selected_items": [{**BOB, "one_drive": True}]}
SELECTED, USERS = "GET /v8/Jobs/*/SelectedItems", "GET /v8/Organizations/*/Users"
NEW = {"name": OTHER_JOB, "selected_items": [{"user": {"name": "carol@branch.example"}}]}


@pytest.mark.parametrize("given", [REMOVED, ADDED, {"name": OTHER_JOB, "description": "x"}])
@pytest.mark.parametrize(("lost", "revision"), [("type", "v8"), ("type", "v7"), ("user", "v8"), ("id", "v8")])
def test_an_item_that_cannot_be_recognized_fails_the_task(controller, given, lost, revision):
    start = controller.simulator.mark()
    with without(lost, SELECTED.replace("v8", revision)):
        failed = controller.fail(MODULE, {**given, "api_version": revision})
    assert (failed["error"]["kind"], failed["error"]["property"]) == ("UnexpectedResponse", lost)
    assert controller.writes(start) == []


def test_what_a_new_item_names_has_an_id(controller):
    start = controller.simulator.mark()
    with without("id", USERS):
        failed = controller.fail(MODULE, NEW)
    assert (failed["error"]["kind"], failed["error"]["property"]) == ("UnexpectedResponse", "id")
    assert controller.writes(start) == []


def test_an_item_without_a_name_is_removed_by_the_id_that_the_organization_shows(controller):
    with without("name", SELECTED):
        assert controller.succeed(MODULE, REMOVED)["changed"]
        assert not controller.succeed(MODULE, REMOVED)["changed"]
    items = controller.client("m365", "v8").pages(f"/Jobs/{job_id(OTHER_JOB)}/SelectedItems")
    assert [item["user"]["displayName"] for item in items] == ["ann"]
