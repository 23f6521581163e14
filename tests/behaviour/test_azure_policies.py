# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies of Azure VMs on the simulator: written whole or not at all, put in their place, run once at a time."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import without_nulls
from simulator.seeds.azure_infrastructure import BACKUP_ACCOUNT, service_account_id
from simulator.seeds.azure_policies import CHOSEN, LONG_TERM, PRODUCTION, SNAPSHOTS, TEST
from simulator.seeds.azure_restore_points import policy_id
from simulator.seeds.azure_virtual_machines import TENANT
from support.killing import acts, kills

MODULE, INFO = "veeam_azure_vm_policy", "veeam_azure_policy_info"
ORDER = [PRODUCTION, TEST, LONG_TERM, SNAPSHOTS]
NEW = {
    "name": "Web servers",
    "tenant": "dr.example",
    "service_account": "DR Backup Account",
    "regions": ["West Europe"],
    "backup_type": "SelectedItems",
    "selected_items": {"virtual_machines": ["app-linux01", "sql-win01"], "tags": [{"name": "role", "value": "web"}]},
    "daily_schedule": {"daily_type": "Everyday", "snapshot_schedule": {"hours": [1, 2], "snapshots_to_keep": 3}},
}
NEW_TAGS = [{"name": "role", "value": "web"}]
EVERYTHING = {"regions": True, "selected_items": True, "excluded_items": True}
START = {"name": LONG_TERM, "state": "started"}


def policies(controller):
    return {one["name"]: one for one in controller.succeed(INFO, EVERYTHING)["policies"]}


def names(controller):
    return [one["name"] for one in controller.succeed(INFO, {})["policies"]]


def slowly(controller):
    controller.simulator.settings("azure", speed=0.6)


def outcome(controller, result, kind="PolicyBackup", **more):
    controller.simulator.outcome({"type": kind}, result, product="azure", **more)


def operations(controller, start):
    return dict(acts(controller, start))


def test_a_small_change_loses_nothing_of_what_only_further_reads_tell(controller):
    before = policies(controller)[PRODUCTION]
    result = controller.succeed(MODULE, {"name": PRODUCTION, "daily_schedule": {"runs_per_hour": 4}})
    assert [one["option"] for one in result["changes"]] == ["daily_schedule.runs_per_hour"]
    after = policies(controller)[PRODUCTION]
    assert after.pop("daily_schedule") == {**before.pop("daily_schedule"), "runs_per_hour": 4}
    # What is null was not set, and is not sent back.
    assert without_nulls(after) == without_nulls(before)


def items_of(controller, kind):
    """The items of the new policy, as the appliance has them."""
    (policy,) = controller.succeed(INFO, {"name": NEW["name"]})["policies"]
    return controller.client("azure", "v8.1").get(f"/policies/virtualMachines/{policy['id']}/{kind}")["results"]


def test_items_are_named_sent_by_their_ids_and_emptied(controller):
    selected = {"virtual_machines": ["app-linux01"], "resource_groups": ["rg-dr-prod"]}
    group = {"name": "Web", "subscription": "DR Production", "resource_group": "rg-dr-prod", "tags": NEW_TAGS}
    items = {**selected, "tag_groups": [group]}
    new = {**NEW, "selected_items": items, "excluded_items": {"virtual_machines": ["sql-win01"]}}
    controller.succeed(MODULE, new)
    assert not controller.succeed(MODULE, new)["changed"]
    named = [item for item in items_of(controller, "selectedItems") if "resourceGroup" in item]
    (identifier,) = [item["resourceGroup"]["id"] for item in named]
    assert identifier.startswith("/subscriptions/")
    assert identifier.endswith("/rg-dr-prod")
    (excluded,) = items_of(controller, "excludedItems")
    assert excluded["virtualMachine"]["id"] != excluded["virtualMachine"]["name"] == "sql-win01"

    everywhere = {**items, "tag_groups": [{**group, "resource_group": ""}]}
    emptied = {"name": NEW["name"], "selected_items": everywhere, "excluded_items": None}
    assert controller.succeed(MODULE, emptied)["changed"]
    assert not controller.succeed(MODULE, emptied)["changed"]
    (of_tags,) = [item["tagGroup"] for item in items_of(controller, "selectedItems") if "tagGroup" in item]
    assert not of_tags.get("resourceGroup")
    assert items_of(controller, "excludedItems") == []


@pytest.mark.parametrize("pattern", ["Test*", "*est VM?", TEST])
def test_policies_are_found_by_a_pattern_although_the_server_takes_a_whole_name(controller, pattern):
    assert [policy["name"] for policy in controller.succeed(INFO, {"name": pattern})["policies"]] == [TEST]


def test_a_machine_that_is_gone_stays_selected(controller):
    gone = "0f4b5a2e-4c2d-4b5e-8f63-0d5d0a5e9c11"
    created = controller.succeed(MODULE, NEW)["policy"]
    stored = {
        "id": created["id"],
        "name": "Web servers",
        "isEnabled": True,
        "priority": 5,
        "tenantId": TENANT,
        "serviceAccountId": service_account_id(BACKUP_ACCOUNT),
        "backupType": "SelectedItems",
        "snapshotSettings": {},
        **dict.fromkeys(("snapshotStatus", "backupStatus", "archiveStatus", "healthCheckStatus"), "Success"),
        CHOSEN: {"regions": [{"regionId": "westeurope"}], "selectedItems": {"virtualMachines": [{"id": gone}]}},
    }
    controller.simulator.seed("policies/virtualMachines", objects=[stored], product="azure")
    assert policies(controller)["Web servers"]["selected_items"] == {"virtual_machines": [gone]}
    controller.succeed(MODULE, {"name": "Web servers", "description": "changed"})
    assert policies(controller)["Web servers"]["selected_items"] == {"virtual_machines": [gone]}


@pytest.mark.parametrize(
    ("name", "enabled", "operation"), [(PRODUCTION, False, "disable"), (SNAPSHOTS, True, "enable")]
)
def test_only_to_be_enabled_it_is_not_written_again(controller, name, enabled, operation):
    arguments = {"name": name, "enabled": enabled}
    start = controller.simulator.mark()
    foreseen = controller.succeed(MODULE, arguments, check=True)
    assert controller.writes(start) == []
    result = controller.succeed(MODULE, arguments)
    assert (foreseen["diff"], foreseen["changes"]) == (result["diff"], result["changes"])
    assert (result["changed"], result["policy"]["enabled"]) == (True, enabled)
    assert [path.rsplit("/", 1)[-1] for _method, path in controller.writes(start)] == [operation]
    assert controller.succeed(MODULE, arguments)["changed"] is False
    assert policies(controller)[name]["enabled"] is enabled


@pytest.mark.parametrize(
    ("name", "priority", "expected"),
    [
        (SNAPSHOTS, 1, [SNAPSHOTS, PRODUCTION, TEST, LONG_TERM]),
        (PRODUCTION, 3, [TEST, LONG_TERM, PRODUCTION, SNAPSHOTS]),
        (PRODUCTION, 99, [TEST, LONG_TERM, SNAPSHOTS, PRODUCTION]),
        (TEST, 2, ORDER),
    ],
)
def test_a_policy_is_put_in_its_place(controller, name, priority, expected):
    arguments = {"name": name, "priority": priority}
    start = controller.simulator.mark()
    foreseen = controller.succeed(MODULE, arguments, check=True)
    assert controller.writes(start) == []
    result = controller.succeed(MODULE, arguments)
    assert (foreseen["diff"], foreseen["changes"]) == (result["diff"], result["changes"])
    assert result["changed"] is (expected != ORDER)
    assert names(controller) == expected
    assert result["policy"]["priority"] == expected.index(name) + 1
    assert controller.succeed(MODULE, arguments)["changed"] is False


def test_a_new_policy_takes_its_place_at_once(controller):
    arguments = {**NEW, "priority": 1}
    foreseen = controller.succeed(MODULE, arguments, check=True)
    result = controller.succeed(MODULE, arguments)
    assert foreseen["diff"] == result["diff"]
    assert names(controller) == ["Web servers", *ORDER]


@pytest.mark.parametrize("speed", [0, 0.5])
def test_killed_after_any_request_it_goes_on(controller, speed):
    arguments = {**NEW, "enabled": True, "priority": 2, "state": "started"}

    def begin():
        controller.simulator.reset()
        controller.simulator.settings("azure", speed=speed)
        return controller.simulator.mark()

    requests = 0
    for kill in kills(controller, MODULE, arguments, begin):
        controller.succeed(MODULE, {**arguments, "state": "present"})
        assert names(controller) == [PRODUCTION, "Web servers", TEST, LONG_TERM, SNAPSHOTS]
        done = operations(controller, kill.start)
        assert done["Policy_CreatePolicy"] == done["Policy_OrderPriorityOfPolicies"] == 1
        assert done.get("Policy_StartPolicy", 0) <= 1
        requests = max(requests, kill.number)
    assert requests > 5


def test_a_run_is_joined_and_not_doubled(controller):
    slowly(controller)
    start = controller.simulator.mark()
    first = controller.succeed(MODULE, {**START, "wait": False})
    assert (first["changed"], first["sessions"][0]["result"]) == (True, None)
    joined = controller.succeed(MODULE, START)
    assert (joined["changed"], joined["diff"]["before"]["running"]) == (False, True)
    assert joined["sessions"][0]["id"] == first["sessions"][0]["id"]
    assert (joined["sessions"][0]["result"], joined["policy"]["backup_status"]) == ("Success", "Success")
    assert operations(controller, start) == {"Policy_StartPolicy": 1}


def test_both_sessions_of_a_run_are_waited_for(controller):
    foreseen = controller.succeed(MODULE, {"name": PRODUCTION, "state": "started"}, check=True)
    result = controller.succeed(MODULE, {"name": PRODUCTION, "state": "started"})
    assert (foreseen["changed"], foreseen["sessions"], foreseen["diff"]) == (True, [], result["diff"])
    assert {one["type"] for one in result["sessions"]} == {"PolicySnapshot", "PolicyBackup"}
    assert {one["result"] for one in result["sessions"]} == {"Success"}


def test_a_run_that_ended_is_followed_by_another(controller):
    first, second = controller.succeed(MODULE, START), controller.succeed(MODULE, START)
    assert first["changed"] is second["changed"] is True
    assert first["sessions"][0]["id"] != second["sessions"][0]["id"]


def test_a_run_that_fails_is_told_with_the_reason(controller):
    outcome(controller, "fail", message="no space left", times=1)
    failed = controller.fail(MODULE, START)
    assert "no space left" in failed["msg"]
    assert failed["error"]["session"]["result"] == "Error"


def test_a_run_that_is_canceled_by_others_fails_the_task(controller):
    outcome(controller, "cancel", times=1)
    assert "was canceled" in controller.fail(MODULE, START)["msg"]


def test_a_warning_is_outlives_task(controller):
    outcome(controller, "warn", message="a disk was left out")
    assert controller.succeed(MODULE, START)["changed"] is True
    assert any("a disk was left out" in one for one in controller.warnings)


def test_a_run_that_hangs_goes_on_and_can_be_stopped(controller):
    outcome(controller, "hang", times=1)
    late = controller.fail(MODULE, {**START, "wait_timeout": 1})
    assert late["error"]["kind"] == "SessionTimedOut"
    assert "409" in controller.fail(MODULE, {"name": LONG_TERM, "state": "absent"})["msg"]
    start = controller.simulator.mark()
    stop = {"name": LONG_TERM, "state": "stopped"}
    foreseen = controller.succeed(MODULE, stop, check=True)
    assert controller.writes(start) == []
    stopped = controller.succeed(MODULE, stop)
    assert (foreseen["changed"], foreseen["diff"]) == (stopped["changed"], stopped["diff"])
    assert (stopped["changed"], stopped["sessions"][0]["result"]) == (True, "Canceled")
    assert stopped["policy"]["backup_status"] == "Canceled"
    again = controller.succeed(MODULE, stop)
    assert (again["changed"], again["sessions"]) == (False, [])


@pytest.mark.parametrize(
    ("arguments", "operation"),
    [
        (NEW, "Policy_CreatePolicy"),
        ({"name": TEST, "description": "changed"}, "Policy_UpdatePolicy"),
        ({"name": TEST, "enabled": False}, "Policy_DisablePolicy"),
        ({"name": SNAPSHOTS, "enabled": True}, "Policy_EnablePolicy"),
        ({"name": TEST, "priority": 1}, "Policy_OrderPriorityOfPolicies"),
        (START, "Policy_StartPolicy"),
        ({"name": TEST, "state": "absent"}, "Policy_DeletePolicy"),
    ],
)
def test_an_answer_that_is_lost_after_the_server_acted_is_done_without(controller, arguments, operation):
    start = controller.simulator.mark()
    controller.simulator.faults(
        {"match": {"operation_id": operation}, "fault": {"kind": "lost_answer"}}, product="azure"
    )
    assert controller.succeed(MODULE, arguments)["changed"] is True
    sent = [one for one in controller.simulator.requests(start) if one["operation_id"] == operation]
    assert len(sent) == 1


def test_a_lost_answer_to_a_stop_is_done_without(controller):
    outcome(controller, "hang", times=1)
    controller.succeed(MODULE, {**START, "wait": False})
    controller.simulator.faults(
        {"match": {"operation_id": "Policy_StopPolicy"}, "fault": {"kind": "lost_answer"}}, product="azure"
    )
    assert controller.succeed(MODULE, {"name": LONG_TERM, "state": "stopped"})["sessions"][0]["result"] == "Canceled"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"name": "Unknown"}, "the server also needs"),
        ({"name": ""}, "name is empty"),
        ({"name": TEST, "priority": 0}, "the first policy has 1"),
        ({"name": TEST, "priority": 1, "state": "absent"}, "priority does not go with state=absent"),
        ({"name": TEST, "regions": ["Atlantis"]}, "Region 'Atlantis' not found"),
        ({"name": TEST, "service_account": "nobody"}, "Service account 'nobody' not found"),
        ({"name": TEST, "selected_items": {"virtual_machines": ["web-linux02"]}}, "are named 'web-linux02'"),
        (
            {"name": TEST, "health_check_schedule": {"local_time": "08:00"}},
            "health_check_schedule.local_time: '08:00' is not a date and time",
        ),
        ({"id": policy_id("nothing"), "state": "started"}, "There is no policy with the id"),
        (
            {"name": TEST, "weekly_schedule": {"backup_schedule": {"target_repository": "none"}}},
            "Repository 'none' not found",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_named(controller, arguments, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, arguments)["msg"]
    assert controller.writes(start) == []
