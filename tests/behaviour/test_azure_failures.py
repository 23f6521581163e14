# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An appliance of Azure that does not let in, is busy, answers later or not at all: one clear message, nothing lost."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.http.deferred_responses import DEFERRED_RESPONSE
from support.flr import Appliance

INFO, POLICY_INFO = "veeam_azure_service_account_info", "veeam_azure_policy_info"
SESSION_INFO, POLICY = "veeam_azure_session_info", "veeam_azure_vm_policy"
CHANGE = {"name": "Test VMs", "description": "changed"}
PRODUCT = "Veeam Backup for Microsoft Azure"
ACCOUNTS = "/api/v8/accounts/azure/service"


def says(result, *parts):
    for part in parts:
        assert part in result["msg"], result["msg"]


def fault(controller, kind, match, times=1, **values):
    rule = {"match": match, "times": times, "fault": {"kind": kind, **values}}
    controller.simulator.faults(rule, product="azure")


def post_reads(controller, start, path):
    return [one for one in controller.simulator.requests(start) if one["path"].startswith(path)]


def description(controller):
    (policy,) = controller.succeed(POLICY_INFO, {"name": CHANGE["name"]})["policies"]
    return policy["description"]


# --- Logging in ---


@pytest.mark.parametrize("password", ["wrong", "Rehearse&Restore+100%=securite"])
def test_a_wrong_password(controller, password):
    start = controller.simulator.mark()
    result = controller.fail(POLICY, {**CHANGE, "password": password})
    says(result, PRODUCT, "rejected the login of", "401", "username and password", "multi-factor", "api_version v8")
    assert result["error"]["kind"] == "AuthenticationFailed"
    assert password not in str(result["error"])
    assert (controller.logins(start), controller.writes(start)) == (1, [])


def test_an_account_with_a_second_factor(controller):
    controller.simulator.settings(product="azure", mfa=True)
    start = controller.simulator.mark()
    result = controller.fail(INFO, {})
    says(result, f"{PRODUCT} at", "did not log", "multi-factor authentication: use an account without it")
    assert result["error"]["kind"] == "AuthenticationFailed"
    assert "mfa_token" not in str(result)
    # The code is asked of nobody, and the half login is not tried again.
    assert len(controller.simulator.requests(start)) == 1


def test_a_user_who_may_only_read(controller):
    server = controller.simulator.azure
    viewer = {"username": server.viewer_username, "password": server.viewer_password}
    before = description(controller)
    result = controller.fail(POLICY, {**CHANGE, **viewer})
    says(result, "403", f"The account lacks the role in {PRODUCT}")
    assert result["error"]["status"] == 403
    assert description(controller) == before
    assert controller.succeed(POLICY, {**CHANGE, **viewer}, check=True)["changed"]


def test_a_token_that_does_not_exist(controller):
    mine = {"access_token": "made-up-token", "username": None, "password": None}
    start = controller.simulator.mark()
    result = controller.fail(INFO, mine)
    says(result, PRODUCT, "does not accept the access_token", "Log in again")
    assert "made-up-token" not in str(result)
    assert controller.logins(start) == 0


def test_a_token_that_ends_in_the_middle_is_renewed(controller):
    controller.succeed(INFO, {})
    fault(controller, "expire_token", {"template": ACCOUNTS})
    start = controller.simulator.mark()
    assert controller.succeed(INFO, {})["service_accounts"]
    assert controller.logins(start) == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://vbazure.example.com/api/v8", "holds a path"),
        ("ftp://vbazure.example.com", "is not the address of a server"),
        ("https://user:hidden@vbazure.example.com", "holds an account"),
    ],
)
def test_an_address_that_is_none(controller, url, words):
    result = controller.fail(INFO, {"url": url})
    says(result, words)
    assert "hidden" not in str(result)


def test_a_certificate_that_is_not_trusted(controller):
    start = controller.simulator.mark()
    result = controller.fail(POLICY, {**CHANGE, "ca_path": None})
    says(result, "No trusted TLS connection", controller.simulator.azure.url, "ca_path")
    assert result["error"]["kind"] == "CertificateRefused"
    assert controller.simulator.requests(start) == []


# --- Busy ---


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        (409, "It exists already, or another task is changing it"),
        (423, "Another task has locked it: run the task again"),
    ],
)
def test_a_write_that_another_is_in_the_way_of(controller, status, hint):
    before = description(controller)
    fault(controller, "status", {"method": "PUT"}, status=status, body="The policy is being changed by another session")
    start = controller.simulator.mark()
    result = controller.fail(POLICY, CHANGE)
    says(result, "PUT /api/v8/policies/virtualMachines/", str(status), "being changed by another session", hint)
    assert (result["error"]["kind"], result["error"]["status"]) == ("ApiError", status)
    assert len(controller.writes(start)) == 1
    assert description(controller) == before
    assert controller.succeed(POLICY, CHANGE)["changed"]


@pytest.mark.parametrize(("module", "arguments", "method"), [(INFO, {}, "GET"), (POLICY, CHANGE, "PUT")])
def test_a_request_that_was_put_off_is_sent_again_when_the_server_asked(controller, module, arguments, method):
    fault(controller, "rate_limit", {"method": method}, times=2, retry_after=0.3)
    start = controller.simulator.mark()
    assert controller.succeed(module, arguments)
    assert controller.clock.slept >= 0.6
    assert [one["status"] for one in controller.simulator.requests(start) if one["method"] == method].count(429) == 2


def test_a_server_that_stays_busy_is_told(controller):
    fault(controller, "rate_limit", {"method": "PUT"}, times=None, retry_after=0)
    start = controller.simulator.mark()
    says(controller.fail(POLICY, {**CHANGE, "retries": 2}), "PUT", "429")
    assert len(controller.writes(start)) == 3


# --- Lists and answers ---


@pytest.mark.parametrize(
    ("module", "key", "collection"),
    [(INFO, "service_accounts", "accounts/azure/service"), (SESSION_INFO, "sessions", "jobSessions")],
)
def test_a_list_whose_length_the_server_does_not_tell_is_read_to_its_end(controller, module, key, collection):
    controller.simulator.seed(collection, count=1203, product="azure")
    whole = controller.succeed(module, {})[key]
    controller.simulator.settings(product="azure", totals=False)
    start = controller.simulator.mark()
    found = controller.succeed(module, {})[key]
    assert len(found) == len(whole) > 1203
    # Two whole pages, one begun, and one that brings nothing and so tells the end.
    assert len(post_reads(controller, start, "/api/v8/" + collection)) == 4


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "reset"},
        {"kind": "truncate"},
        {"kind": "lost_answer"},
        {"kind": "status", "status": 502},
        {"kind": "status", "status": 503},
        {"kind": "status", "status": 504},
        {"kind": "html"},
    ],
    ids=lambda values: f"{values['kind']} {values.get('status', '')}",
)
def test_a_read_that_failed_once_is_repeated(controller, values):
    fault(controller, match={"template": ACCOUNTS}, **values)
    start = controller.simulator.mark()
    assert controller.succeed(INFO, {})["service_accounts"]
    assert len(post_reads(controller, start, ACCOUNTS)) == 2


def test_something_else_that_answers_is_quoted(controller):
    page = "<html><h1>Sign in to the firewall</h1></html>"
    fault(controller, "html", {"method": "GET"}, times=None, status=200, body=page)
    says(controller.fail(INFO, {}), "GET " + ACCOUNTS, "not JSON", "Sign in to the firewall")


def test_a_half_token_is_never_shown(controller):
    body = '{"access_token": "half-a-token-and-th'
    fault(controller, "html", {"template": "/api/oauth2/token"}, times=None, status=200, body=body)
    result = controller.fail(INFO, {})
    says(result, "did not log", "no access token")
    assert "half-a-token" not in str(result)


@pytest.mark.parametrize("kind", ["lost_answer", "truncate"])
def test_an_answer_that_is_lost_does_not_lose_the_write(controller, kind):
    fault(controller, kind, {"method": "PUT"})
    start = controller.simulator.mark()
    assert controller.succeed(POLICY, CHANGE)["operation"] == "update"
    assert len(controller.writes(start)) == 1
    assert not controller.succeed(POLICY, CHANGE)["changed"]


FILES_OF = {"restore_point": {"name": "app-linux01"}}
RESTORED = {**FILES_OF, "items": ["/etc/hosts"], "service_account": "DR Restore Account"}
POINTS = {"offset": 0, "limit": 9, "totalCount": 1, "results": [{"id": "p", "vmName": "app-linux01"}]}


@pytest.mark.parametrize(
    ("module", "arguments", "operation", "body", "name"),
    [
        (
            "veeam_azure_flr_info",
            {**FILES_OF, "search": {"path": "/", "pattern": "x"}},
            "FlrSession_SearchTaskStart",
            {},
            "searchId",
        ),
        ("veeam_azure_flr_restore", RESTORED, "FlrSession_RestoreTaskStart", {"restoreTaskId": None}, "restoreTaskId"),
        (
            "veeam_azure_flr_restore",
            RESTORED,
            "VirtualMachineRestorePoint_GetRestorePointPage",
            POINTS,
            "pointInTime",
        ),
    ],
)
def test_a_response_without_what_the_document_does_not_promise_is_named(
    controller, module, arguments, operation, body, name
):
    fault(controller, "html", {"operation_id": operation}, status=200, body=json.dumps(body))
    result = controller.fail(module, arguments)
    says(result, name, "/api/v8/")
    assert result["error"]["kind"] == "UnexpectedResponse"
    assert Appliance(controller.simulator).open_sessions() == []


# --- Answers that come later ---


def test_an_answer_that_comes_later_is_the_same(controller):
    at_once = controller.succeed(INFO, {})
    controller.simulator.settings(product="azure", asynchronous=True, speed=5.0)
    start = controller.simulator.mark()
    assert controller.succeed(INFO, {}) == at_once
    assert len(post_reads(controller, start, "/api/v8/operations/")) >= 2


def test_an_answer_that_comes_later_is_looked_for_again_where_that_failed(controller):
    controller.simulator.settings(product="azure", asynchronous=True)
    for kind in ("reset", "truncate", "html"):
        fault(controller, kind, {"path": "*/operations/*"})
    assert controller.succeed(INFO, {})["service_accounts"]


def test_an_answer_that_never_comes_is_given_up(controller):
    controller.simulator.settings(product="azure", asynchronous=True, speed=5000.0)
    result = controller.fail(INFO, {})
    says(result, "GET " + ACCOUNTS, "202", f"still working on the response after {DEFERRED_RESPONSE} seconds")
    assert result["error"]["kind"] == "ApiError"


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (
            {"status": "Error", "error": {"title": "Conflict", "status": 409, "detail": "The tenant does not answer"}},
            ("409", "The tenant does not answer"),
        ),
        ({"status": "Error"}, ("500", "the server failed and gives no reason")),
        ({"status": "Canceled"}, ("500", "the server canceled it and gives no reason")),
    ],
)
def test_an_answer_that_fails_later_is_told_as_one_that_fails_at_once(controller, ended, words):
    controller.simulator.settings(product="azure", asynchronous=True)
    operation = {"id": "7", "startTime": "2026-01-14T22:00:00Z", **ended}
    fault(controller, "html", {"path": "*/operations/*"}, times=None, status=200, body=json.dumps(operation))
    result = controller.fail(INFO, {})
    says(result, "GET " + ACCOUNTS, *words)
