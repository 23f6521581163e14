# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of an appliance of Azure: listed with what belongs to them, waited for, and stopped."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.session_items import ITEMS
from simulator.seeds.azure_restore_points import policy_id
from simulator.seeds.azure_sessions import CREATION, EDIT
from support.azure import POLICY, start_backup

INFO, SESSION = "veeam_azure_session_info", "veeam_azure_session"
ANY = {"type": "*"}
NO_SESSION = "00000000-1111-4222-8333-444444444444"
# What each kind of session worked on, as the server tells it.
ITEM = {
    "deleted_items": {"backupSizeBytes": 5, "repositoryName": "Store", "resource": {"name": "app01"}},
    "protected_items": {"resource": {"name": "app01"}, "successCount": 1, "runs": [{"status": "Success"}]},
    "checked_items": {"id": "7", "resource": {"name": "app01"}, "status": "Error", "error": "A file is damaged"},
    "restored_items": {"name": "app01", "resourceGroupName": "rg-a", "regionName": "West Europe"},
    "restored_databases": {"name": "orders", "sqlServerName": "sql-01"},
    "restored_files": {"filePath": "/etc/app.conf", "virtualMachineName": "app01"},
    "restored_share_files": {"name": "plan.xlsx", "filePath": "/plan.xlsx"},
    "restored_network_items": {"name": "vnet-a", "status": "Success"},
    "restored_cosmos_db_accounts": {"name": "cosmos-a", "subscriptionName": "Production"},
}
READ = {
    "deleted_items": {"backup_size": 5, "repository": "Store", "resource": {"name": "app01"}},
    "protected_items": {"resource": {"name": "app01"}, "success_count": 1, "runs": [{"state": "Success"}]},
    "checked_items": {"resource": {"name": "app01"}, "state": "Error", "error": "A file is damaged"},
    "restored_items": {"name": "app01", "resource_group": "rg-a", "region": "West Europe"},
    "restored_databases": {"name": "orders", "sql_server": "sql-01"},
    "restored_files": {"path": "/etc/app.conf", "vm_name": "app01"},
    "restored_share_files": {"name": "plan.xlsx", "path": "/plan.xlsx"},
    "restored_network_items": {"name": "vnet-a", "state": "Success"},
    "restored_cosmos_db_accounts": {"name": "cosmos-a", "subscription": "Production"},
}


def says(result, *parts):
    for part in parts:
        assert part in result["msg"], result["msg"]


def ids(result):
    return [one["id"] for one in result["sessions"]]


def add(controller, **values):
    session = {"type": "PolicyBackup", "status": "Success", "executionStartTime": "2026-02-01T10:00:00+00:00"}
    return controller.simulator.seed("jobSessions", objects=[{**session, **values}], product="azure")[0]


# --- Listing ---


def test_the_newest_come_first(controller):
    times = [one["start_time"] for one in controller.succeed(INFO, {})["sessions"]]
    assert times == sorted(times, reverse=True)
    assert len(times) > 3


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"type": "RepositoryCreation"}, [CREATION]),
        ({"type": ["RepositoryCreation", "RepositoryEdit"]}, [EDIT, CREATION]),
        ({"type": ["RepositoryCreation", "RepositoryEdit"], "state": ["Error", "Warning"]}, [EDIT]),
        ({"text": "Cold Store"}, [CREATION]),
        ({"started_after": "2026-01-14T09:00:00Z", "started_before": "2026-01-14T12:00:00Z"}, [EDIT]),
        ({"started_after": "2026-01-14T10:00:00+01:00", "started_before": "2026-01-14T13:00:00+01:00"}, [EDIT]),
        ({"started_before": "2026-01-14T12:00:00Z", "limit": 1}, [EDIT]),
        ({"id": CREATION}, [CREATION]),
        ({"id": NO_SESSION}, []),
        ({"policy": "No such*"}, []),
        ({"policy_id": NO_SESSION}, []),
    ],
)
def test_a_filter_lets_through_what_fits(controller, given, found):
    for revision in ("v8", "v8.1"):
        assert ids(controller.succeed(INFO, {**given, "api_version": revision})) == found


def test_sessions_of_a_policy_by_name_pattern_and_id(controller):
    by_name = ids(controller.succeed(INFO, {"policy": POLICY}))
    assert by_name
    assert ids(controller.succeed(INFO, {"policy": POLICY[:4] + "*"})) == by_name
    assert ids(controller.succeed(INFO, {"policy_id": policy_id(POLICY)})) == by_name
    removed = {"policyId": NO_SESSION, "policyName": "Old policy", "policyRemoved": True}
    gone = add(controller, backupJobInfo=removed)
    assert ids(controller.succeed(INFO, {"policy": "Old policy"})) == [gone]


def test_sessions_on_a_resource(controller):
    repository = controller.succeed(INFO, {"id": CREATION})["sessions"][0]["repository"]
    assert repository["name"] == "Cold Store"
    assert CREATION in ids(controller.succeed(INFO, {"resource_id": repository["id"]}))


def test_a_session_tells_only_the_facts_of_its_kind(controller):
    (session,) = controller.succeed(INFO, {"id": EDIT})["sessions"]
    assert set(session) == {"id", "type", "title", "state", "start_time", "end_time", "duration", "repository"}


def test_logs_all_of_them_or_those_of_a_status(controller):
    (session,) = controller.succeed(INFO, {"id": EDIT, "logs": True})["sessions"]
    assert [one["message"] for one in session["logs"]] == [
        "Checking the storage account",
        "The storage account does not answer",
    ]
    (session,) = controller.succeed(INFO, {"id": EDIT, "logs": True, "log_status": ["Error"]})["sessions"]
    assert [one["status"] for one in session["logs"]] == ["Error"]


@pytest.mark.parametrize("key", ITEMS)
def test_each_kind_of_session_has_its_items(controller, key):
    types, listing = ITEMS[key]
    session = add(controller, type=types[0])
    collection = listing.path.rpartition("/")[2]
    controller.simulator.seed(f"jobSessions/{session}/{collection}", objects=[ITEM[key]], product="azure")
    (found,) = controller.succeed(INFO, {"id": session, "session_items": True})["sessions"]
    (item,) = found[key]
    assert READ[key].items() <= item.items()
    assert set(found) & set(ITEMS) == {key}
    assert not set(controller.succeed(INFO, {"id": session})["sessions"][0]) & set(ITEMS)


def test_all_items_of_a_long_list_are_read(controller):
    session = add(controller, type="RestoreVms")
    items = [{"id": str(number), "name": f"vm{number}"} for number in range(1201)]
    controller.simulator.seed(f"jobSessions/{session}/restoredItems", objects=items, product="azure")
    (found,) = controller.succeed(INFO, {"id": session, "session_items": True})["sessions"]
    assert len({one["name"] for one in found["restored_items"]}) == 1201


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ({"limit": 0}, ("limit=0 is out of range", "1 or more")),
        ({"log_status": ["Error"]}, ("set logs to true",)),
        ({"id": " "}, ("id is empty", "give a value")),
        ({"started_after": "yesterday"}, ("started_after='yesterday'", "Write it like 2026-05-04T13:30:00Z")),
        ({"policy_id": "Production"}, ("policy_id='Production' is not an id",)),
    ],
)
def test_what_would_list_nothing_is_refused(controller, given, parts):
    result = controller.fail(INFO, given)
    says(result, *parts)
    assert result["error"]["kind"] == "InvalidOption"


# --- Waiting and stopping ---


def test_a_session_is_waited_for_and_told(controller):
    controller.simulator.settings(product="azure", speed=1.0)
    session = start_backup(controller.simulator)["id"]
    result = controller.succeed(SESSION, {"id": session, "state": "finished"})
    assert not result["changed"]
    assert result["session"]["state"] == "Success"
    assert result["session"]["backup"]["policy_name"] == POLICY
    assert any(POLICY in line for line in controller.progress)


@pytest.mark.parametrize(
    ("outcome", "words"), [("fail", "failed: No quota in West Europe."), ("cancel", "was canceled: No quota")]
)
def test_a_session_that_ended_badly_fails_the_task(controller, outcome, words):
    controller.simulator.outcome(ANY, outcome, message="No quota in West Europe", product="azure")
    session = start_backup(controller.simulator)["id"]
    result = controller.fail(SESSION, {"id": session, "state": "finished"})
    says(result, session, words, "Last log records: ", "Processing ")
    assert result["error"]["kind"] == "SessionFailed"
    state = {"fail": "Error", "cancel": "Canceled"}[outcome]
    assert result["error"]["session"]["state"] == state
    lenient = controller.succeed(SESSION, {"id": session, "state": "finished", "fail_on_error": False})
    assert lenient["session"]["state"] == state
    assert controller.fail(SESSION, {"id": session, "state": "finished"}, check=True)["msg"] == result["msg"]


def test_a_warning_is_outlives_task(controller):
    controller.simulator.outcome(ANY, "warn", message="app02 is powered off", product="azure")
    session = start_backup(controller.simulator)["id"]
    assert controller.succeed(SESSION, {"id": session, "state": "finished"})["session"]["state"] == "Warning"
    (warning,) = controller.warnings
    assert warning.endswith(": app02 is powered off")


def test_a_session_that_hangs_is_given_up_and_stopped(controller):
    controller.simulator.outcome(ANY, "hang", product="azure")
    session = start_backup(controller.simulator)["id"]
    result = controller.fail(SESSION, {"id": session, "state": "finished", "wait_timeout": 1})
    says(result, "wait_timeout=1 seconds", "opendr.veeam.veeam_azure_session", f"id: {session}", "state: finished")
    assert result["error"]["kind"] == "SessionTimedOut"
    stopped = {"id": session, "state": "stopped"}
    start = controller.simulator.mark()
    predicted = controller.succeed(SESSION, stopped, check=True)
    assert controller.writes(start) == []
    result = controller.succeed(SESSION, stopped)
    assert (predicted["changed"], result["changed"]) == (True, True)
    assert predicted["diff"]["after"] == result["diff"]["after"]
    assert result["diff"]["after"]["state"] == result["session"]["state"] == "Canceled"
    assert len(controller.writes(start)) == 1
    again = controller.succeed(SESSION, stopped)
    assert not again["changed"]
    assert again["diff"]["before"] == again["diff"]["after"]
    says(controller.fail(SESSION, {"id": session, "state": "finished"}), "was canceled")


def test_a_stop_whose_answer_was_lost_is_not_sent_again(controller):
    controller.simulator.outcome(ANY, "hang", product="azure")
    session = start_backup(controller.simulator)["id"]
    fault = {"match": {"path": "*/stop"}, "fault": {"kind": "lost_answer"}}
    controller.simulator.faults(fault, product="azure")
    start = controller.simulator.mark()
    assert controller.succeed(SESSION, {"id": session, "state": "stopped"})["session"]["state"] == "Canceled"
    assert len(controller.writes(start)) == 1


def test_a_stop_that_the_server_refuses_is_told(controller):
    controller.simulator.outcome(ANY, "hang", product="azure")
    session = start_backup(controller.simulator)["id"]
    fault = {"match": {"path": "*/stop"}, "fault": {"kind": "status", "status": 423}}
    controller.simulator.faults(fault, product="azure")
    result = controller.fail(SESSION, {"id": session, "state": "stopped"})
    says(result, f"POST /api/v8/jobSessions/{session}/stop", "423", "Another task has locked it")
    assert result["error"]["status"] == 423


@pytest.mark.parametrize("state", ["stopped", "finished"])
def test_a_session_that_does_not_exist(controller, state):
    result = controller.fail(SESSION, {"id": NO_SESSION, "state": state})
    says(result, f"no session with the id {NO_SESSION}", "opendr.veeam.veeam_azure_session_info")
    assert result["error"]["kind"] == "ObjectNotFound"


def test_an_empty_id_stops_nothing(controller):
    start = controller.simulator.mark()
    assert controller.fail(SESSION, {"id": "", "state": "stopped"})["error"]["kind"] == "InvalidOption"
    assert controller.simulator.requests(start) == []
