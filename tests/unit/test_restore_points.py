# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which restore point is chosen, why the others are not, and in which backups it is looked for."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    ApiError,
    NoRestorePoint,
    ObjectNotFound,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import parse_time
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_listing import newest_first
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_point_info import usable
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_points import (
    backups_named,
    choice_facts,
    choose,
    chosen_point,
    contents_of,
    select_object,
)
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.restore_point_choice import RestorePointChoice
from support.fakes import DictServer, FakeClock
from support.modules import declaration

NOW = datetime(2026, 5, 4, tzinfo=timezone.utc)
NIGHTLY, OFFSITE = "00000000-0000-4000-8000-0000000000b1", "00000000-0000-4000-8000-0000000000b2"
JOB = "00000000-0000-4000-8000-0000000000d1"
MACHINE, TWIN = "00000000-0000-4000-8000-0000000000f1", "00000000-0000-4000-8000-0000000000f2"


def point(name: str, created: str, **values: Any) -> dict[str, Any]:
    return {
        "id": name,
        "name": "app01",
        "creationTime": created,
        "backupId": NIGHTLY,
        "malwareStatus": "Clean",
        "type": "Increment",
        "allowedOperations": ["Start"],
        **values,
    }


OLD = point("old", "2026-05-01T01:00:00Z", type="Full")
MIDDLE = point("middle", "2026-05-02T01:00:00+00:00", backupId=OFFSITE)
NEW = point("new", "2026-05-03T01:00:00.123456789Z")
POINTS = [MIDDLE, NEW, OLD]


def test_the_newest_is_chosen():
    assert choose(POINTS, {}, "Start", "app01").point["id"] == "new"


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ({"before": "2026-05-02T12:00:00Z"}, "middle"),
        ({"before": "2026-05-02T01:00:00Z"}, "old"),
        ({"before": "2026-05-03T02:30:00+02:00"}, "middle"),
        ({"type": ["Full"]}, "old"),
        ({"after": "2026-05-03T00:00:00Z"}, "new"),
    ],
)
def test_rules_leave_out_newer_ones(wanted, chosen):
    assert choose(POINTS, wanted, "Start", "app01").point["id"] == chosen


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"malwareStatus": "Infected"}, "its malware status is Infected"),
        ({"malwareStatus": "Suspicious"}, "its malware status is Suspicious"),
        ({"allowedOperations": []}, "it does not allow Start"),
    ],
)
def test_what_is_unfit_is_passed_over_and_said(values, reason):
    choice = choose([OLD, {**NEW, **values}], {}, "Start", "app01")
    assert choice.point["id"] == "old"
    assert choice.passed_over == (("new", NEW["creationTime"], reason),)


def test_an_infected_one_can_be_asked_for_and_an_unknown_status_is_no_reason():
    assert choose([{**NEW, "malwareStatus": "Infected"}], {"malware_status": ["Infected"]}, "Start", "app01")
    assert choose([{**NEW, "malwareStatus": None}], {}, "Start", "app01")


def test_where_no_point_can_be_used_each_reason_is_given():
    with pytest.raises(NoRestorePoint, match="None of the 2 restore points.*it does not allow Other") as caught:
        choose([OLD, NEW], {}, "Other", "app01")
    assert [one["id"] for one in caught.value.facts["passed_over"]] == ["new", "old"]
    with pytest.raises(NoRestorePoint, match="'app01' has no restore point"):
        choose([], {}, "Start", "app01")


def test_the_facts_of_a_choice_contain_its_age():
    choice = choose(POINTS, {"type": ["Full"]}, "Start", "app01")
    facts = choice_facts(choice, datetime(2026, 5, 1, 13, 0, tzinfo=timezone.utc))
    assert (facts["id"], facts["age_hours"], len(facts["passed_over"])) == ("old", 12.0, 2)
    assert choice_facts(choice, None)["age_hours"] is None
    assert choice_facts(choice, parse_time("2026-05-01T00:00:00Z"))["age_hours"] == 0


# --- In which backups ---


@pytest.fixture
def server() -> DictServer:
    server = DictServer()
    server.lists = {
        "/backups": [
            {"id": NIGHTLY, "name": "Nightly", "jobId": JOB},
            {"id": OFFSITE, "name": "Offsite", "jobId": "another"},
        ],
        "/jobs/states": [{"id": JOB, "name": "Nightly"}, {"id": "spare", "name": "Spare"}],
        f"/backups/{NIGHTLY}/objects": [{"id": MACHINE}],
        f"/backups/{OFFSITE}/objects": [{"id": TWIN}],
        "/backupObjects": [
            {"id": MACHINE, "name": "app01", "platformName": "VMware"},
            {"id": TWIN, "name": "app01", "platformName": "VMware"},
        ],
        "/restorePoints": POINTS,
    }
    return server


@pytest.mark.parametrize(
    ("wanted", "backups"),
    [
        ({}, None),
        ({"backup": "Offsite"}, [OFFSITE]),
        ({"backup": OFFSITE.upper()}, [OFFSITE]),
        ({"job": "Nightly"}, [NIGHTLY]),
        ({"job": JOB}, [NIGHTLY]),
        ({"job": "Nightly", "backup": "Nightly"}, [NIGHTLY]),
    ],
)
def test_backup_and_job_narrow_together(server, wanted, backups):
    assert backups_named(server, wanted) == backups


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"backup": "Night"}, "Backup 'Night' not found"),
        ({"job": "Nobody"}, "Job 'Nobody' not found. Available: 'Nightly'"),
        ({"job": "Nigthly"}, "Job 'Nigthly' not found. Similar: 'Nightly'"),
        ({"job": "Spare"}, "The job 'Spare' has made no backup"),
        ({"job": "Nightly", "backup": "Offsite"}, "has made no backup with the name or id 'Offsite'"),
    ],
)
def test_what_is_not_there_is_named(server, wanted, words):
    with pytest.raises(ObjectNotFound, match=words):
        backups_named(server, wanted)


def test_two_backups_of_one_name_are_no_choice(server):
    server.lists["/backups"][1]["name"] = "Nightly"
    with pytest.raises(AmbiguousName, match="2 objects of kind 'backup'"):
        backups_named(server, {"backup": "Nightly"})


def test_of_two_machines_of_one_name_the_backup_decides(server):
    with pytest.raises(AmbiguousName, match="Set platform, backup or job, or give the object_id in place of the name."):
        select_object(server, {"name": "app01"})
    assert select_object(server, {"name": "app01", "backup": "Offsite"})["id"] == TWIN
    assert select_object(server, {"name": "app01", "job": "Nightly"})["id"] == MACHINE


@pytest.mark.parametrize("word", ["VMware", "VmWare", "VSphere"])
def test_the_words_of_servers_for_a_platform_are_understood(server, word):
    server.lists["/backupObjects"][0]["platformName"] = word
    server.lists["/backupObjects"][1]["platformName"] = "Vcd"
    assert select_object(server, {"name": "app01", "platform": "VMware"})["id"] == MACHINE
    assert select_object(server, {"name": "app01", "platform": "CloudDirector"})["id"] == TWIN


def test_a_name_is_found_in_another_case_unless_one_is_exactly_the_same(server):
    server.lists["/backupObjects"][1]["name"] = "APP01"
    assert select_object(server, {"name": "app01"})["id"] == MACHINE
    assert select_object(server, {"name": "APP01"})["id"] == TWIN
    with pytest.raises(AmbiguousName):
        select_object(server, {"name": "App01"})
    del server.lists["/backupObjects"][1]
    assert select_object(server, {"name": "App01"})["id"] == MACHINE


def test_what_is_known_of_a_point_that_is_gone_is_reported():
    facts = choice_facts(RestorePointChoice({"id": "gone", "name": "app01", "creationTime": None}), NOW)
    assert (facts["id"], facts["creation_time"], facts["age_hours"]) == ("gone", None, None)
    vcloud = choice_facts(RestorePointChoice({**NEW, "platformName": "Vcd"}), NOW)
    assert vcloud["platform"] == "CloudDirector"


def test_a_point_of_another_backup_is_not_chosen(server):
    task = Task(server, FakeClock(), {}, {})
    assert chosen_point(task, {"name": "app01", "job": "Nightly"}, "Start").point["id"] == "new"
    assert chosen_point(task, {"name": "app01", "backup": "Offsite"}, "Start").point["id"] == "middle"


def test_lists_below_an_object_have_pages_since_1_3_rev1(server):
    assert contents_of(server, [NIGHTLY, OFFSITE]) == {MACHINE, TWIN}
    old = DictServer(revision="1.3-rev0")
    old.details["/backups/x/objects"] = lambda: {"data": [{"id": "a"}]}
    assert [one["id"] for one in old.nested_pages("/backups/x/objects")] == ["a"]


def test_listed_points_are_filtered_and_sorted_here():
    states = [
        {"id": one["id"], "creation_time": one["creationTime"], "backup_id": one["backupId"], "allowed_operations": ops}
        for one, ops in ((MIDDLE, ["Start"]), (OLD, None), (NEW, ["Start"]))
    ]
    assert [one["id"] for one in newest_first(states)] == ["new", "middle", "old"]
    assert [one["id"] for one in usable(states, None, "Start")] == ["middle", "new"]
    assert [one["id"] for one in usable(states, [NIGHTLY], None)] == ["old", "new"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("ap01", "Similar: 'app01', 'app02'"), ("nothing", "Available: 'app01', 'app02', 'web01'")],
)
def test_a_machine_that_does_not_exist(server, name, hint):
    server.lists["/backupObjects"] = [{"id": one, "name": one} for one in ("web01", "app02", "app01")]
    with pytest.raises(ObjectNotFound, match=f"No backup contains a machine or object '{name}'. {hint}"):
        select_object(server, {"name": name})


# --- The sessions that created them ---

FAILED = {"state": "Stopped", "result": {"result": "Failed", "message": "the disk is full", "isCanceled": None}}
DONE = {"state": "Stopped", "result": {"result": "Success"}}
RUNS = {"state": "Working", "result": None}
TRIED, TRIED_AGAIN = {"creationTime": "2026-05-04T22:00:00"}, {"creationTime": "2026-05-04T22:30:00"}


def behind(server, session, *tasks):
    """Say how the session of the newest point went."""
    server.lists["/restorePoints"] = [{**one, "sessionId": "s1" if one is NEW else None} for one in POINTS]
    server.lists["/sessions/s1/taskSessions"] = list(tasks)
    if session is not None:
        server.details["/sessions/s1"] = lambda: session
    return Task(server, FakeClock(), {}, {})


IN_NIGHTLY = {"name": "app01", "job": "Nightly"}


@pytest.mark.parametrize(
    ("session", "tasks", "words"),
    [
        (FAILED, [], r"the session that created it failed \(the disk is full\), so it may lack data; require_succ"),
        (FAILED, [{"name": "db01", **DONE}], "failed"),
        (DONE, [{"name": "APP01", **FAILED}], "failed"),
        (FAILED, [{"name": "app01", **DONE}, {"name": "app01", "restorePointId": "new", **FAILED}], "failed"),
        ({**FAILED, "result": {"result": "Failed", "isCanceled": True}}, [], "was canceled"),
        (RUNS, [], "still runs"),
        ({**FAILED, "result": {"result": "Failed", "message": "\x1b[31mno\nspace"}}, [], r"failed \(no space\), so"),
    ],
)
def test_a_point_whose_session_failed_is_passed_over(server, session, tasks, words):
    choice = chosen_point(behind(server, session, *tasks), IN_NIGHTLY, "Start")
    assert (choice.point["id"], choice.session_result) == ("old", "unknown")
    assert re.search(words, choice.passed_over[0].reason)
    accepted = chosen_point(behind(server, session, *tasks), {**IN_NIGHTLY, "require_successful_session": False}, "")
    assert (accepted.point["id"], accepted.session_result) == ("new", "")
    server.objects["new"] = {**NEW, "sessionId": "s1"}
    with pytest.raises(NoRestorePoint, match="require_successful_session=false accepts it"):
        chosen_point(Task(server, FakeClock(), {}, {}), {"id": "new"}, "Start")


@pytest.mark.parametrize(
    ("session", "tasks", "result"),
    [
        (DONE, [], "Success"),
        (FAILED, [{"name": "app01", **DONE}], "Success"),
        (FAILED, [{"name": "job name", "restorePointId": "new", **DONE}, {"name": "app01", **FAILED}], "Success"),
        # Of a machine that was tried again, the last try.
        (FAILED, [{"name": "app01", **TRIED, **FAILED}, {"name": "app01", **TRIED_AGAIN, **DONE}], "Success"),
        ({**DONE, "result": {"result": "Warning"}}, [], "Warning"),
        (None, [], "unknown"),
    ],
)
def test_the_result_says_how_the_session_of_the_point_ended(server, session, tasks, result):
    choice = chosen_point(behind(server, session, *tasks), IN_NIGHTLY, "Start")
    assert choice.point["id"] == "new"
    assert choice_facts(choice, NOW)["session_result"] == result


def test_sessions_that_a_role_may_not_read_are_unknown(server):
    task = behind(server, DONE)
    refused = ApiError("GET", "/sessions/s1/taskSessions", 403, "AccessDenied", "no")
    pages = server.pages

    def read(path, query=None):
        if "taskSessions" in path:
            raise refused
        return pages(path, query)

    server.pages = read
    assert chosen_point(task, IN_NIGHTLY, "Start").session_result == "unknown"


def test_only_the_sessions_of_points_that_are_good_otherwise_are_read(server):
    chosen_point(behind(server, FAILED), {**IN_NIGHTLY, "before": "2026-05-02T00:00:00Z"}, "Start")
    assert not [path for path in server.reads if path.startswith("/sessions")]


@pytest.mark.parametrize("word", ["Vcd", "CloudDirector", "vcd", "clouddirector"])
def test_the_filter_by_platform_knows_every_word_of_the_servers(word, clock):
    """The filter of the server takes the documented word, and its answers hold others."""
    server = DictServer("/backupObjects")
    body = {"platformName": word, "cloudDirectorType": "VirtualMachine", "path": "Org01\\tenant01"}
    server.objects = {"1": {"id": "1", "name": "tenant01", **body}, "2": {"id": "2", "platformName": "VmWare"}}
    declared = declaration("veeam_backup_object_info")
    params = {**dict.fromkeys(declared.options), "platform": "CloudDirector"}
    (found,) = declared.run(Task(server, clock, params, {}))["backup_objects"]
    assert (found["platform"], found["inventory_type"]) == ("CloudDirector", "VirtualMachine")
