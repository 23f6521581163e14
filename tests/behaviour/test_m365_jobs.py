# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs of Microsoft 365: schedules that contradict themselves, what an update keeps, runs, sessions."""

from __future__ import annotations

from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.m365.session_adapter import job_verdict
from simulator.seeds.m365_infrastructure import organization_id
from simulator.seeds.m365_jobs import JOB, OTHER_JOB, job_id
from simulator.seeds.m365_repositories import EMPTY
from support.m365 import outcome

MODULE, INFO = "veeam_m365_job", "veeam_m365_job_session_info"
NEW = {"name": "New Job", "organization": "dr.example", "repository": EMPTY}
START = "Job_StartAction"


def starts(controller, since):
    return len([path for _method, path in controller.writes(since) if path.endswith("/start")])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**NEW, "schedule": {"type": "Daily"}}, "schedule.type=Daily also needs schedule.daily_type and schedule.dai"),
        ({**NEW, "schedule": {"type": "Periodically"}}, "schedule.type=Periodically also needs schedule.periodically_"),
        ({**NEW, "schedule": {"daily_time": "22:00"}}, "only with schedule.type=Daily, and the type is not given"),
        ({**NEW, "schedule": {"type": "ManualOnly", "daily_type": "Monday"}}, "schedule.daily_type has a meaning only"),
        ({"name": JOB, "schedule": {"periodically_every": "Hours1"}}, "and the type is Daily. Give schedule.type=Peri"),
        (
            {**NEW, "schedule": {"type": "Periodically", "periodically_every": "Minutes5", "schedule_enabled": True}},
            "schedule.schedule_enabled has a meaning only with schedule.periodically_every of an hour or more",
        ),
        (
            {
                **NEW,
                "schedule": {
                    "type": "Periodically",
                    "periodically_every": "Minutes30",
                    "periodically_offset_minutes": 5,
                },
            },
            "schedule.periodically_offset_minutes has a meaning only with schedule.periodically_every of an",
        ),
        ({"name": JOB, "schedule": {"schedule_enabled": True}}, "the job runs Daily. Leave schedule.schedule_ena"),
        ({**NEW, "schedule": {"daily_time": "24:01"}}, "schedule.daily_time='24:01' is not a time of the day"),
        ({"name": "New Job", "organization": "dr.example"}, "also needs: repository"),
        ({**NEW, "repository": "Nowhere"}, "Backup repository 'Nowhere' not found. Available:"),
        (
            {**NEW, "api_version": "v7", "schedule": {"type": "Periodically", "periodically_every": "Hours12"}},
            "schedule.periodically_every=Hours12 is not known in API revision v7",
        ),
        ({"name": "New Job", "repository": EMPTY, "api_version": "v7"}, "also needs: organization"),
        ({"name": JOB, "organization": "branch.example"}, "has organization='"),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_what_does_not_go_together_is_rejected_before_anything_is_sent(controller, given, words, check):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, given, check=check)["msg"]
    assert controller.writes(start) == []


def test_an_update_keeps_what_the_job_backs_up_and_when_it_may_run(controller):
    client = controller.client("m365", "v8")
    paths = [f"/Jobs/{job_id(OTHER_JOB)}{part}" for part in ("", "/SelectedItems", "/ExcludedItems")]
    before, selected, excluded = (client.get(path) for path in paths)
    hourly = {"type": "Periodically", "periodically_every": "Hours4"}
    assert controller.succeed(MODULE, {"name": OTHER_JOB, "schedule": hourly, "description": "changed"})["changed"]
    after, *items = (client.get(path) for path in paths)
    kept = ("backupType", "organizationId", "repositoryId", "isEnabled")
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert len(after["schedulePolicy"]["backupWindowSettings"]["backupWindow"]) == 168
    # What describes the schedule that the job had before is not sent.
    assert not {"dailyTime", "dailyType"} & set(after["schedulePolicy"])
    assert [[item["user"] for item in page["results"]] for page in items] == [
        [item["user"] for item in page["results"]] for page in (selected, excluded)
    ]
    assert not controller.succeed(MODULE, {"name": OTHER_JOB, "schedule": hourly})["changed"]


def test_a_job_is_disabled_and_enabled(controller):
    for enabled in (False, True):
        given = {"name": JOB, "enabled": enabled}
        predicted, done = controller.succeed(MODULE, given, check=True), controller.succeed(MODULE, given)
        assert (predicted["diff"], done["changed"], done["job"]["enabled"]) == (done["diff"], True, enabled)
        assert not controller.succeed(MODULE, given)["changed"]
        assert controller.client("m365", "v8").get(f"/Jobs/{job_id(JOB)}")["isEnabled"] is enabled


def test_a_job_runs_once_and_a_run_is_joined(controller):
    controller.simulator.settings(product="m365", speed=1)
    outcome(controller, "success", seconds=600)
    start = controller.simulator.mark()
    run = {"name": JOB, "state": "started", "poll_interval": 60}
    predicted = controller.succeed(MODULE, run, check=True)
    begun = controller.succeed(MODULE, {**run, "wait": False})
    assert (predicted["changed"], begun["changed"], begun["session"]["state"]) == (True, True, "Queued")
    assert predicted["diff"] == begun["diff"]
    joined = controller.succeed(MODULE, run)
    assert (joined["changed"], joined["session"]["id"]) == (False, begun["session"]["id"])
    assert joined["session"]["result"] == "Success"
    assert starts(controller, start) == 1
    (listed,) = controller.succeed(INFO, {"id": begun["session"]["id"]})["sessions"]
    assert (listed["job"], listed["status"]) == (JOB, "Success")


# --- In v7, where a job does not show its organization, and a start does not name its session. ---


def test_a_job_of_v7_is_one_of_its_organization(controller):
    start = controller.simulator.mark()
    group = {"group": {"name": "sales@branch.example"}, "members": True}
    new = {"name": "Old", "organization": "branch.example", "repository": EMPTY, "selected_items": [group]}
    new["api_version"] = "v7"
    predicted = controller.succeed(MODULE, new, check=True)
    created = controller.succeed(MODULE, new)
    assert predicted["diff"] == created["diff"]
    path = f"/v7/Organizations/{organization_id('branch.example')}/Jobs"
    assert controller.writes(start) == [("POST", path)]
    assert created["job"]["organization"] == "branch.example"
    assert not controller.succeed(MODULE, new)["changed"]
    # Without the organization, the lists of all of them say whose it is, and its items are among those of that.
    user = {"user": {"name": "bob@branch.example"}}
    added = {"name": "Old", "api_version": "v7", "description": "Before the upgrade", "selected_items": [user]}
    changed = controller.succeed(MODULE, added)
    assert [item["type"] for item in changed["job"]["selected_items"]] == ["Group", "User"]
    assert changed["job"]["organization"] == "branch.example"
    assert not controller.succeed(MODULE, added)["changed"]
    failed = controller.fail(MODULE, {**new, "organization": "dr.example"})
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("ImmutableOption", "organization")
    assert controller.succeed(MODULE, {"name": "Old", "api_version": "v7", "state": "absent"})["changed"]


def test_a_run_of_v7_is_found_among_the_sessions_of_the_job(controller):
    outcome(controller, "success", seconds=30)
    start = controller.simulator.mark()
    run = {"name": JOB, "state": "started", "api_version": "v7"}
    done = controller.succeed(MODULE, run)
    assert (done["changed"], done["session"]["result"]) == (True, "Success")
    assert starts(controller, start) == 1
    outcome(controller, "fail", "The organization does not respond")
    assert "failed: The organization does not respond" in controller.fail(MODULE, run)["msg"]


def test_a_start_that_no_session_follows_is_no_success(controller):
    fault = {"match": {"operation_id": START}, "fault": {"kind": "status", "status": 204}}
    controller.simulator.faults(fault, product="m365")
    failed = controller.fail(MODULE, {"name": JOB, "state": "started", "api_version": "v7"})
    assert failed["error"]["kind"] == "NotConverged"
    assert "has accepted the start of the backup job, and shows no session of it" in failed["msg"]


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("Queued", "running"),
        ("Running", "running"),
        ("Success", "succeeded"),
        ("Warning", "warned"),
        ("Failed", "failed"),
        ("Disconnected", "failed"),
        ("NotConfigured", "failed"),
        ("Stopped", "canceled"),
        # In no document.
        ("Suspended", "running"),
    ],
)
def test_what_a_run_has_come_to(status, verdict):
    assert job_verdict({"status": status, "details": None}).status == verdict


def test_times_have_seconds_and_a_run_is_an_ordinary_one(controller):
    sent, write = [], Client.write

    def noted(self, method, path, body=None, *rest, **more):
        sent.append(body)
        return write(self, method, path, body, *rest, **more)

    with mock.patch.object(Client, "write", noted):
        controller.succeed(MODULE, {"name": JOB, "state": "started", "schedule": {"daily_time": "7:30"}})
    change, run = sent
    assert change["schedulePolicy"]["dailyTime"] == "07:30:00"
    assert run == {"full": False}


@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        ("fail", "SessionFailed", "failed: The organization does not respond"),
        ("cancel", "SessionFailed", "was canceled"),
        (
            "hang",
            "SessionTimedOut",
            "is still Running after wait_timeout=5 seconds. It continues on the",
        ),
    ],
)
def test_a_run_that_ends_badly_or_not_at_all(controller, how, kind, words):
    outcome(controller, how, "The organization does not respond")
    failed = controller.fail(MODULE, {"name": JOB, "state": "started", "wait_timeout": 5})
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]


def test_a_warning_of_a_run_is_one_of_the_task(controller):
    outcome(controller, "warn", "One mailbox was skipped")
    assert controller.succeed(MODULE, {"name": JOB, "state": "started"})["changed"]
    assert controller.warnings == {"Session 'Backup session': One mailbox was skipped"}


def test_a_run_is_stopped(controller):
    outcome(controller, "hang")
    controller.succeed(MODULE, {"name": JOB, "state": "started", "wait": False})
    stopped = {"name": JOB, "state": "stopped"}
    predicted = controller.succeed(MODULE, stopped, check=True)
    result = controller.succeed(MODULE, stopped)
    assert (predicted["changed"], result["changed"]) == (True, True)
    assert predicted["diff"] == result["diff"]
    assert result["session"]["state"] == "Stopped"
    assert not controller.succeed(MODULE, stopped)["changed"]


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, 3),
        ({"job": JOB}, 2),
        ({"status": ["Warning", "Failed"]}, 1),
        ({"type": "Copy"}, 0),
        ({"after": "2026-01-13T23:10:00+01:00"}, 2),
        ({"after": "2026-01-13T00:00:00Z", "before": "2026-01-14T00:00:00Z"}, 1),
    ],
)
def test_which_sessions_are_listed(controller, given, count):
    assert len(controller.succeed(INFO, given)["sessions"]) == count


@pytest.mark.parametrize(("revision", "begin"), [("v8", "Found"), ("v7", "[Success] Found")])
def test_the_log_of_a_session(controller, revision, begin):
    (warned,) = controller.succeed(INFO, {"api_version": revision, "status": ["Warning"], "log": True})["sessions"]
    assert [record["number"] for record in warned["log"]] == [1, 2]
    assert warned["log"][0]["message"].startswith(begin)


# --- What a job backs up. ---

ANN, BOB = {"user": {"name": "ann@branch.example"}}, {"user": {"name": "bob@branch.example"}}
CAROL = {"user": {"name": "carol@branch.example"}, "mailbox": True}
FIELD_TEAM = {"team": {"display_name": "Field Team"}, "teams_chats": True}
ARCHIVE = {"site": {"url": "https://branch.example/sites/archive"}}
FOLDERS = {"type": "OneDriveFolders", "folders": ["Documents"]}


def items_of(controller, part="SelectedItems"):
    results = controller.client("m365", "v8").get(f"/Jobs/{job_id(OTHER_JOB)}/{part}")["results"]
    return {_title(item): item for item in results}


def _title(item):
    return next((item[kind][key] for kind, key in NAMED.items() if kind in item), item["type"])


NAMED = {"user": "name", "group": "name", "site": "url", "team": "mail"}


def test_items_are_added_changed_and_removed(controller):
    before = items_of(controller)
    added = {"name": OTHER_JOB, "selected_items": [CAROL, FIELD_TEAM, ARCHIVE, FOLDERS, {**ANN, "one_drive": True}]}
    predicted = controller.succeed(MODULE, added, check=True)
    done = controller.succeed(MODULE, added)
    assert (done["changed"], predicted["diff"]) == (True, done["diff"])
    after = items_of(controller)
    added_names = {"carol@branch.example", "field@branch.example", ARCHIVE["site"]["url"], FOLDERS["type"]}
    assert set(after) == {*before, *added_names}
    # What the task does not give of an item stays, and so does its id.
    assert (after["ann@branch.example"]["mailbox"], after["ann@branch.example"]["oneDrive"]) == (True, True)
    assert after["ann@branch.example"]["id"] == before["ann@branch.example"]["id"]
    assert after[ARCHIVE["site"]["url"]]["site"]["title"] == "Archive"
    assert not controller.succeed(MODULE, added)["changed"]

    removed = {"name": OTHER_JOB, "selected_items_mode": "remove", "selected_items": [CAROL, BOB, FOLDERS]}
    assert controller.succeed(MODULE, removed)["changed"]
    assert set(items_of(controller)) == {"ann@branch.example", "field@branch.example", ARCHIVE["site"]["url"]}
    assert not controller.succeed(MODULE, removed)["changed"]

    # Whom the organization has no longer can be removed, too.
    nobody = {**removed, "selected_items": [{"user": {"name": "eve@branch.example"}}]}
    assert not controller.succeed(MODULE, nobody)["changed"]

    only = {"name": OTHER_JOB, "selected_items_mode": "replace", "selected_items": [BOB]}
    assert controller.succeed(MODULE, only)["changed"]
    assert set(items_of(controller)) == {"bob@branch.example"}
    assert not controller.succeed(MODULE, only)["changed"]


def test_excluded_items_are_a_list_of_their_own(controller):
    given = {"name": OTHER_JOB, "excluded_items": [CAROL]}
    assert controller.succeed(MODULE, given)["changed"]
    assert not controller.succeed(MODULE, given)["changed"]
    assert set(items_of(controller, "ExcludedItems")) == {"guest@branch.example", "carol@branch.example"}
    assert set(items_of(controller)) == {"ann@branch.example", "bob@branch.example"}
    none = {"name": OTHER_JOB, "excluded_items": [], "excluded_items_mode": "replace"}
    assert controller.succeed(MODULE, none)["changed"]
    assert items_of(controller, "ExcludedItems") == {}


def test_a_job_of_items_is_created_and_becomes_one_of_everything(controller):
    group = {"group": {"display_name": "Sales", "name": "sales@branch.example"}, "members": True}
    new = {"name": "Sales", "organization": "branch.example", "repository": EMPTY, "selected_items": [group]}
    created = controller.succeed(MODULE, new)
    assert created["job"]["backup_type"] == "SelectedItems"
    assert created["job"]["selected_items"][0]["group"]["name"] == "sales@branch.example"
    assert not controller.succeed(MODULE, new)["changed"]
    assert controller.succeed(MODULE, {"name": "Sales", "backup_type": "EntireOrganization"})["changed"]
    assert controller.succeed(MODULE, new)["job"]["backup_type"] == "SelectedItems"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"selected_items": [{"user": {"name": "eve@branch.example"}}]}, "User 'eve@branch.example' not found."),
        ({"selected_items": [{"user": {"display_name": "carol"}}]}, "shared@branch.example ("),
        ({"selected_items": [{"group": {"display_name": "Sales"}}]}, "Give its id."),
        ({"selected_items": [{"site": {"title": "Branch", "url": "x"}}]}, "Site 'x, Branch' not found. Available:"),
        ({"selected_items": [{"mailbox": True}]}, "An item of selected_items needs user or group or site or team, or"),
        ({"selected_items": [{"type": "Group", **ANN}]}, "with type=Group needs group and no other object, and the"),
        ({"selected_items": [{**ANN, "members": True}]}, "type=User takes mailbox, archive_mailbox, one_"),
        ({"selected_items": [{**ANN, "folders": ["x"]}]}, "and the task gives folders. Leave that out."),
        ({"excluded_items": [{**ARCHIVE, "sites": True}]}, "with type=Site takes nothing beside its object"),
        (
            {"selected_items": [{**FIELD_TEAM, "mailbox": True, "sites": True}]},
            "the task gives mailbox and sites. Leave",
        ),
        ({"selected_items": [{"type": "PersonalSites", **ANN}]}, "names no object, and the task gives user"),
        ({"selected_items": [BOB], "backup_type": "EntireOrganization"}, "does not go with backup_type=EntireOrg"),
        ({"selected_items": [ANN, BOB], "selected_items_mode": "remove"}, "selected_items would be empty"),
        ({"backup_type": "SelectedItems", "selected_items": [], "selected_items_mode": "replace"}, "would be empty"),
    ],
)
def test_items_that_are_wrong_are_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {"name": OTHER_JOB, **given})["msg"]
    assert controller.writes(start) == []


# --- The hours in which a job may run. ---


def test_windows_are_given_by_the_hours_of_days(controller):
    evening = {"backup_window_enabled": True, "backup_window": {"monday": "20-24, 0-6", "sunday": ""}}
    given = {"name": JOB, "schedule": evening}
    done = controller.succeed(MODULE, given)
    assert done["job"]["schedule"]["backup_window"] | {"monday": "0-6,20-24", "sunday": ""} == {
        **dict.fromkeys(("tuesday", "wednesday", "thursday", "friday", "saturday"), "0-24"),
        "monday": "0-6,20-24",
        "sunday": "",
    }
    assert not controller.succeed(MODULE, given)["changed"]
    job = controller.client("m365", "v8").get(f"/Jobs/{job_id(JOB)}")
    window = job["schedulePolicy"]["backupWindowSettings"]["backupWindow"]
    # A week begins on Sunday.
    assert (len(window), window[:24], window[24:30], window[30:44]) == (168, [False] * 24, [True] * 6, [False] * 14)
    hourly = {
        "type": "Periodically",
        "periodically_every": "Hours4",
        "schedule_enabled": True,
        "periodically_window_enabled": True,
        "periodically_window": {"saturday": "", "sunday": ""},
        "periodically_window_minute_offset": 60,
    }
    assert controller.succeed(MODULE, {"name": JOB, "schedule": hourly})["changed"]
    assert not controller.succeed(MODULE, {"name": JOB, "schedule": {**hourly, **evening}})["changed"]


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ({"backup_window": {"monday": "8-30"}}, "schedule.backup_window.monday: '8-30' is not a range of hours."),
        ({"backup_window_minute_offset": 900}, "give a number from -840 to 840"),
    ],
)
def test_windows_that_are_wrong_are_rejected_before_anything_is_sent(controller, schedule, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {"name": JOB, "schedule": schedule})["msg"]
    assert controller.writes(start) == []
