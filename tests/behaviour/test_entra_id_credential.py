# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-in of a person at Microsoft Entra ID: pending, granted, refused, expired; with both flows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from simulator.behaviours.vbr_entra_id_sign_in import PERSON
from support.entra_id import TENANT_MOUNT

MOUNT, MODULE = "veeam_entra_id_mount", "veeam_entra_id_credential"
DEVICE_CODE = {"type": "EntraIdDeviceCode"}
STATE = "GetEntraIdTenantRestoreDeviceCodeState"
BROWSER = {"vdc_session_id": "a-session", "redirect_uri": "https://portal.example/callback"}


@pytest.fixture
def mounted(controller):
    """The arguments of a sign-in for a mounted tenant."""
    return {"session_id": controller.succeed(MOUNT, TENANT_MOUNT)["mount"]["session_id"]}


@pytest.fixture
def browser(mounted):
    return {**mounted, "flow": "authorization_code"}


def code_of(controller, mounted):
    """A code that was requested, as the next task gives it."""
    requested = controller.succeed(MODULE, mounted)
    return {**mounted, "user_code": requested["user_code"], "expires_on": requested["expires_on"]}


def state_reads(controller, start):
    return [one for one in controller.simulator.requests(start) if one["operation_id"] == STATE]


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"])
def test_a_person_signs_in_with_a_device_code(controller, mounted, revision):
    mounted = {**mounted, "api_version": revision}
    requested = controller.succeed(MODULE, mounted)
    assert (requested["changed"], requested["status"]) == (True, "pending")
    assert requested["user_code"] in requested["message"]
    assert set(requested) == {"changed", "status", "user_code", "verification_url", "message", "expires_on"}
    given = {**mounted, "user_code": requested["user_code"], "expires_on": requested["expires_on"]}
    signed_in = controller.succeed(MODULE, given)
    assert (signed_in["changed"], signed_in["status"], signed_in["username"]) == (False, "success", PERSON)
    assert controller.succeed(MODULE, given) == signed_in


def test_the_device_code_is_shown_nowhere(controller, mounted):
    given = code_of(controller, mounted)
    shown = [controller.succeed(MODULE, given), *controller.progress]
    assert "device-" not in str(shown)


def test_each_task_without_a_code_requests_one_and_check_mode_none(controller, mounted):
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, mounted, check=True) == {"changed": True, "status": "pending"}
    assert controller.writes(start) == []
    assert code_of(controller, mounted)["user_code"] != code_of(controller, mounted)["user_code"]


def test_a_code_is_waited_for(controller, mounted):
    controller.simulator.outcome(DEVICE_CODE, "success", seconds=90)
    controller.simulator.settings(speed=1)
    given = code_of(controller, mounted)
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, {**given, "wait": False})["status"] == "pending"
    assert controller.succeed(MODULE, given, check=True)["status"] == "pending"
    assert len(state_reads(controller, start)) == 2
    assert controller.succeed(MODULE, {**given, "poll_interval": 10})["status"] == "success"
    assert controller.clock.slept < 110


def test_a_sign_in_that_is_refused_says_why(controller, mounted):
    controller.simulator.outcome(DEVICE_CODE, "fail", "The person is not an administrator")
    failed = controller.fail(MODULE, code_of(controller, mounted))
    assert failed["error"]["kind"] == "AuthenticationFailed"
    assert "The person is not an administrator" in failed["msg"]


@pytest.mark.parametrize("told", [True, False])
def test_a_code_that_expires_is_waited_for_no_longer(controller, mounted, told):
    controller.simulator.outcome(DEVICE_CODE, "hang")
    given = {**code_of(controller, mounted), "wait_timeout": 5000, "poll_interval": 60}
    failed = controller.fail(MODULE, given if told else {**given, "expires_on": None})
    assert failed["error"]["kind"] == "AuthenticationFailed"
    assert "The code has expired" in failed["msg"]
    assert 800 < controller.clock.slept < 1000


def test_nobody_signs_in(controller, mounted):
    controller.simulator.outcome(DEVICE_CODE, "hang")
    failed = controller.fail(MODULE, {**code_of(controller, mounted), "wait_timeout": 60})
    assert failed["error"]["kind"] == "SessionTimedOut"
    assert "rerun this task" in failed["msg"]


def test_a_code_is_for_one_mount(controller, mounted):
    given = code_of(controller, mounted)
    controller.succeed(MOUNT, {"session_id": mounted["session_id"], "state": "absent"})
    assert controller.fail(MODULE, given)["error"]["status"] == 400
    assert controller.fail(MODULE, mounted)["error"]["status"] == 400


@pytest.mark.parametrize("revision", ["1.3-rev1", "1.3-rev2"])
def test_a_person_signs_in_with_an_authorization_code(controller, browser, revision):
    browser = {**browser, "api_version": revision}
    started = controller.succeed(MODULE, {**browser, **BROWSER})
    assert (started["changed"], started["status"]) == (False, "pending")
    query = parse_qs(urlsplit(started["authorization_uri"]).query)
    assert query["redirect_uri"] == [BROWSER["redirect_uri"]]
    given = {**browser, "code": "a-code-of-microsoft", "authorization_state": query["state"][0]}
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, given, check=True)["changed"] is True
    assert controller.writes(start) == []
    finished = controller.succeed(MODULE, given)
    assert (finished["changed"], finished["status"]) == (True, "success")
    assert controller.shown_secrets(finished, controller.progress) == []
    failed = controller.fail(MODULE, given)
    assert failed["error"]["kind"] == "AuthenticationFailed"
    assert "invalid_state: The state is not known" in failed["msg"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"code": "bad", "authorization_state": "seed-state"}, "invalid_grant: The code is not valid"),
        ({"sign_in_error": "access_denied", "sign_in_error_description": "No consent"}, "access_denied: No consent"),
    ],
)
def test_an_authorization_that_is_refused_says_why(controller, browser, given, words):
    failed = controller.fail(MODULE, {**browser, **given})
    assert failed["error"]["kind"] == "AuthenticationFailed"
    assert words in failed["msg"]


@pytest.mark.parametrize("fault", ["lost_answer", "reset"])
def test_an_authorization_whose_response_is_lost_is_not_repeated(controller, browser, fault):
    controller.simulator.faults({"match": {"operation_id": "EntraIdTenantRestoreAuthorize"}, "fault": {"kind": fault}})
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {**browser, "code": "a-code", "authorization_state": "seed-state"})
    assert "start a new sign-in" in failed["msg"]
    assert len(controller.writes(start)) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"flow": "authorization_code"}, "needs vdc_session_id and redirect_uri"),
        ({"flow": "authorization_code", "code": "a-code"}, "set code and authorization_state"),
        ({"code": "a-code"}, "code does not go with flow=device_code"),
        ({"flow": "authorization_code", "user_code": "x"}, "user_code does not go with flow=authorization_code"),
        ({"user_code": "x", "expires_on": "later"}, "expires_on='later' is not a date"),
        ({"flow": "authorization_code", **BROWSER, "api_version": "1.3-rev0"}, "needs api_version 1.3-rev1"),
        ({"session_id": "tenant"}, "is not an id"),
    ],
)
def test_bad_input_sends_nothing(controller, mounted, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**mounted, **given})["msg"]
    assert [one for one in controller.simulator.requests(start) if "entraId" in one["path"]] == []
