# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore sessions of Microsoft 365: opened, used again, stopped, and listed with what they did."""

from __future__ import annotations

import itertools
from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.m365.restore_sessions import verdict
from simulator.seeds.m365_infrastructure import organization_id
from simulator.seeds.m365_jobs import PAST
from simulator.seeds.m365_mailboxes import restore_point
from simulator.seeds.m365_repositories import COMPATIBLE
from support.killing import end_after_request, kills
from support.m365 import FOLDER, open_sessions
from support.races import before_the_write
from support.running import Controller

MODULE, INFO = "veeam_m365_restore_session", "veeam_m365_restore_session_info"
RESTORE = "veeam_m365_mailbox_restore"
ORGANIZATION = {"organization": "dr.example", "type": "Exchange"}
GONE = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({**ORGANIZATION, "repository": COMPATIBLE}, "BackupRepositories/"),
        (ORGANIZATION, "Organizations/"),
        ({"job": "All of dr.example", "type": "Teams"}, "Jobs/"),
    ],
)
@pytest.mark.parametrize("revision", ["v7", "v8"])
def test_a_session_is_opened_used_again_and_stopped(controller, given, path, revision):
    given = {**given, "api_version": revision, "show_deleted": True, "point_in_time": "2026-01-14T23:00:00+01:00"}
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, given, check=True)["changed"]
    assert controller.writes(start) == []
    opened = controller.succeed(MODULE, given)
    session = opened["session"]
    assert opened["changed"]
    assert f"/{revision}/{path}" in controller.writes(start)[0][1]
    # It calls itself a success from the beginning.
    assert (session["state"], session["result"], session["type"]) == ("Working", None, given["type"])
    again = controller.succeed(MODULE, {**given, "id": session["id"]})
    assert (again["changed"], again["session"]["id"]) == (False, session["id"])
    stop = {"id": session["id"], "state": "absent", "api_version": revision}
    assert controller.succeed(MODULE, stop, check=True)["changed"]
    stopped = controller.succeed(MODULE, stop)
    assert (stopped["changed"], stopped["session"]["state"], stopped["session"]["result"]) == (
        True,
        "Stopped",
        "Success",
    )
    assert not controller.succeed(MODULE, stop)["changed"]
    assert len(controller.writes(start)) == 2
    assert open_sessions(controller) == []


@pytest.mark.parametrize(
    ("given", "body"),
    [
        # Neither a time nor a flag has a default in the document.
        ({}, {"type": "Vex"}),
        ({"show_deleted": False, "type": "OneDrive"}, {"type": "Veod", "showDeleted": False}),
        (
            {"point_in_time": "2026-01-14T23:00:00+01:00", "show_all_versions": True, "type": "SharePoint"},
            {"type": "Vesp", "dateTime": "2026-01-14T22:00:00Z", "showAllVersions": True},
        ),
    ],
)
def test_a_request_says_what_the_task_says(controller, given, body):
    with mock.patch.object(Client, "write", autospec=True, side_effect=Client.write) as write:
        controller.succeed(MODULE, {**ORGANIZATION, "repository": COMPATIBLE, **given})
    (sent,) = write.call_args_list
    assert sent.args[3:] == (body, {"organizationId": organization_id("dr.example")})


def test_a_storage_that_cannot_be_explored_is_refused_by_the_server(controller):
    storage = {"type": "AmazonS3", "glacierDeepArchiveEnabled": True}
    deep = {"name": "Deep", "retentionType": "ItemLevel", "objectStorage": storage}
    controller.simulator.seed("BackupRepositories", objects=[deep], product="m365")
    failed = controller.fail(MODULE, {**ORGANIZATION, "repository": "Deep"})
    assert "The backups in Deep have to be retrieved first" in failed["msg"]
    assert open_sessions(controller) == []


def test_a_session_that_has_stopped_or_is_forgotten_is_not_used_again(controller):
    for identifier, kind in ((PAST["id"], "Exchange"), (GONE, "Teams")):
        result = controller.succeed(MODULE, {**ORGANIZATION, "type": kind, "id": identifier})
        assert result["changed"]
        assert result["session"]["id"] not in (PAST["id"], GONE)
    assert not controller.succeed(MODULE, {"id": GONE, "state": "absent"})["changed"]


def test_an_own_session_is_used_again_for_the_same(controller, tmp_path):
    start = controller.simulator.mark()
    session = controller.succeed(MODULE, ORGANIZATION)["session"]["id"]
    by_id = {**ORGANIZATION, "organization": organization_id("dr.example")}
    for given, check in ((ORGANIZATION, True), (ORGANIZATION, False), (by_id, False)):
        again = controller.succeed(MODULE, given, check=check)
        assert (again["changed"], again["session"]["id"]) == (False, session)
    assert len(controller.writes(start)) == 1
    for other in ({"show_deleted": True}, {"point_in_time": "2026-01-14T22:00:00Z"}, {"repository": COMPATIBLE}):
        assert controller.succeed(MODULE, {**ORGANIZATION, **other})["changed"]
    # Another machine knows nothing of it.
    assert Controller(controller.simulator, tmp_path / "elsewhere").succeed(MODULE, ORGANIZATION)["changed"]
    # It explores what was the newest backup when it began.
    controller.simulator.advance(60)
    newer = restore_point(controller.simulator.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    controller.simulator.seed("RestorePoints", objects=[newer], product="m365")
    controller.simulator.advance(60)
    later = controller.succeed(MODULE, ORGANIZATION)
    assert (later["changed"], later["session"]["id"] != session) == (True, True)
    assert controller.succeed(MODULE, ORGANIZATION)["session"]["id"] == later["session"]["id"]


@pytest.mark.parametrize(
    ("session", "status"),
    [
        ({"state": "Working", "result": "Success"}, "running"),
        ({"state": "Working", "result": "Failed"}, "running"),
        ({"state": "Stopped", "result": "Success"}, "succeeded"),
        ({"state": "Stopped", "result": "Warning"}, "warned"),
        ({"state": "Stopped", "result": "Failed"}, "failed"),
    ],
)
def test_a_result_says_something_only_when_the_session_has_stopped(session, status):
    assert verdict(session).status == status


def test_killed_anywhere_it_opens_one_session(controller):
    def begin() -> int:
        controller.simulator.reset()
        controller.forget()
        controller.simulator.settings(product="m365", speed=0)
        return controller.simulator.mark()

    for kill in kills(controller, MODULE, ORGANIZATION, begin):
        session = controller.succeed(MODULE, ORGANIZATION)["session"]["id"]
        assert open_sessions(controller) == [session], kill
        assert controller.succeed(MODULE, ORGANIZATION)["changed"] is False


@pytest.fixture
def elsewhere(controller, tmp_path):
    """Another machine, with the same account."""
    return Controller(controller.simulator, tmp_path / "elsewhere")


@pytest.mark.parametrize(("module", "given"), [(MODULE, ORGANIZATION), (RESTORE, FOLDER)])
@pytest.mark.parametrize("status", [403, 500])
def test_a_request_that_was_refused_makes_no_session_of_others_ours(controller, elsewhere, module, given, status):
    fault = {"match": {"operation_id": "Organization_Explore"}, "fault": {"kind": "status", "status": status}}
    controller.simulator.faults(fault, product="m365")
    assert controller.fail(module, {**given, "retries": 0})["error"]["status"] == status
    # Soon after, as a session of our own request would begin.
    theirs = elsewhere.succeed(MODULE, ORGANIZATION)["session"]["id"]
    done = controller.succeed(module, given)
    assert (done["changed"], controller.warnings) == (True, set())
    assert theirs in open_sessions(controller)
    assert done.get("session", {}).get("id") != theirs


def killed_after_explore(controller, module, given) -> str:
    """The session that a run has opened which was killed before it had the response."""
    for number in itertools.count(1):
        controller.simulator.reset()
        controller.forget()
        assert end_after_request(controller, module, given, number)
        if opened := open_sessions(controller):
            return opened[0]
    raise AssertionError


@pytest.mark.parametrize(("module", "given"), [(MODULE, ORGANIZATION), (RESTORE, FOLDER)])
def test_a_session_that_began_much_later_is_not_that_of_a_killed_run(controller, elsewhere, module, given):
    ours = killed_after_explore(controller, module, given)
    elsewhere.succeed(MODULE, {"id": ours, "state": "absent"})
    controller.simulator.advance(24 * 3600)
    theirs = elsewhere.succeed(MODULE, ORGANIZATION)["session"]["id"]
    done = controller.succeed(module, given)
    assert any(theirs in warning and "They were left open" in warning for warning in controller.warnings)
    assert theirs in open_sessions(controller)
    assert done.get("session", {}).get("id") != theirs
    # The request is forgotten.
    controller.succeed(module, given)
    assert controller.warnings == set()


def test_where_the_account_is_not_known_no_session_is_taken_for_that_of_a_killed_run(controller):
    left = killed_after_explore(controller, RESTORE, FOLDER)
    token = controller.client("m365", "v8").token().access
    assert controller.succeed(RESTORE, {**FOLDER, "access_token": token, "username": None, "password": None})["changed"]
    assert any(left in warning and "They were left open" in warning for warning in controller.warnings)
    assert open_sessions(controller) == [left]


@pytest.mark.parametrize(("module", "given"), [(MODULE, ORGANIZATION), (RESTORE, FOLDER)])
@pytest.mark.parametrize("arrives", [True, False])
def test_where_the_account_is_not_known_no_session_is_taken_for_that_of_a_lost_response(
    controller, elsewhere, module, given, arrives
):
    """The one that is there may be of somebody else, who opened it at the same moment and works in it."""
    token = controller.client("m365", "v8").token().access
    fault = {"kind": "lost_answer" if arrives else "reset"}
    controller.simulator.faults({"match": {"operation_id": "Organization_Explore"}, "fault": fault}, product="m365")

    def somebody() -> None:
        if not arrives:
            elsewhere.succeed(MODULE, {**ORGANIZATION, "repository": COMPATIBLE})

    with before_the_write(somebody, "/explore"):
        failed = controller.fail(module, {**given, "access_token": token, "username": None, "password": None})
    assert failed["error"]["kind"] == "NotConverged"
    assert "Nothing says which session the request opened, or whether it did" in failed["msg"]
    assert len(open_sessions(controller)) == 1
    assert failed["error"]["sessions"] == open_sessions(controller)


def test_an_open_session_is_used_again_where_the_task_wants_that(controller):
    first = controller.succeed(MODULE, ORGANIZATION)["session"]["id"]
    reused = {**ORGANIZATION, "use_open": True}
    result = controller.succeed(MODULE, reused)
    assert (result["changed"], result["session"]["id"]) == (False, first)
    # Of another type or organization, or of somebody else, it is another session.
    assert controller.succeed(MODULE, {**reused, "type": "Teams"})["changed"]
    assert controller.succeed(MODULE, {**reused, "organization": "branch.example"})["changed"]
    controller.succeed(MODULE, {"id": first, "state": "absent"})
    other = {**PAST, "id": GONE, "state": "Working", "initiatedBy": "DR\\somebody"}
    controller.simulator.seed("RestoreSessions", objects=[other], product="m365")
    assert controller.succeed(MODULE, reused)["session"]["id"] != GONE
    assert len(open_sessions(controller)) == 4


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"organization": "dr.example"}, "Give type: what to explore"),
        ({"type": "Teams"}, "Give organization, with or without repository, or job"),
        ({"type": "Teams", "repository": COMPATIBLE}, "Give organization, with or without repository, or job"),
        ({**ORGANIZATION, "repository": COMPATIBLE, "job": "x"}, "Give job or repository, and not both"),
        ({"type": "Teams", "job": "x", "use_open": True}, "use_open=true also needs organization"),
        ({**ORGANIZATION, "point_in_time": "2026-01-14T22:00:00"}, "has no offset"),
        ({**ORGANIZATION, "point_in_time": "soon"}, "is not a date and time"),
        ({**ORGANIZATION, "organization": "none.example"}, "Organization 'none.example' not found"),
        ({"type": "Teams", "job": "Nothing"}, "Backup job 'Nothing' not found"),
    ],
)
def test_what_cannot_be_explored(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, given)["msg"]
    assert controller.writes(start) == []


def test_what_sessions_did(controller):
    found = controller.succeed(INFO, {"id": PAST["id"], "statistics": True, "events": True})["sessions"]
    (session,) = found
    assert (session["type"], session["result"]) == ("Exchange", "Warning")
    assert {key: session["statistics"][key] for key in ("total", "restored", "skipped")} == {
        "total": 3,
        "restored": 2,
        "skipped": 1,
    }
    assert session["statistics"]["items"][0]["path"] == "ann@dr.example/Inbox"
    assert [event["status"] for event in session["events"]] == ["Success", "Success", "Skipped"]
    assert (
        "statistics does not exist in API revision v7"
        in controller.fail(INFO, {"api_version": "v7", "statistics": True})["msg"]
    )


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, 2),
        ({"started_after": "2026-01-12T03:00:00+01:00"}, 1),
        ({"started_after": "2026-01-12T01:00:00Z", "started_before": "2026-01-13T00:00:00Z"}, 1),
        ({"ended_before": "2026-01-13T00:00:00Z"}, 1),
        ({"ended_after": "2026-01-13T00:00:00Z"}, 0),
        ({"type": "Exchange"}, 1),
        ({"state": "Working"}, 1),
        ({"organization": "branch*"}, 1),
    ],
)
def test_which_sessions_are_listed(controller, given, count):
    controller.succeed(MODULE, {"organization": "branch.example", "type": "Teams"})
    assert len(controller.succeed(INFO, given)["sessions"]) == count
