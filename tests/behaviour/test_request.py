# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request of any kind: pages, sessions, files, lost responses, and secrets that no option holds."""

from __future__ import annotations

import json

import pytest

MODULE = "veeam_request"
UUID = "0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e"
START = {"method": "POST", "path": "/configBackup/backup"}
PASSWORD = {"method": "POST", "path": "/encryptionPasswords", "body": {"hint": "New", "password": "very-hidden"}}


def says(result, *parts):
    for part in parts:
        assert part in result["msg"], result["msg"]


@pytest.mark.parametrize(
    ("product", "path", "collection", "key"),
    [
        ("vbr", "/credentials", "credentials", "data"),
        ("azure", "/repositories", "repositories", "results"),
        ("m365", "/BackupRepositories", "BackupRepositories", "results"),
    ],
)
@pytest.mark.parametrize("totals", [True, False])
def test_a_list_is_read_to_its_end(controller, product, path, collection, key, totals):
    controller.simulator.settings(product=product, totals=totals)
    controller.simulator.seed(collection, count=260, product=product)
    result = controller.succeed(MODULE, {"product": product, "path": path})
    assert len(result["objects"]) >= 260
    assert result["response"][key] == result["objects"]
    assert len({item["id"] for item in result["objects"]}) == len(result["objects"])
    assert result["changed"] is False


def test_a_page_of_its_own_is_the_page(controller):
    result = controller.succeed(MODULE, {"path": "/credentials", "query": {"limit": 2}})
    assert len(result["objects"]) == 2
    assert controller.warnings == set()


def test_a_list_that_is_read_by_post(controller):
    search = {"method": "POST", "path": "/inventory", "body": {}, "reads_only": True}
    whole = controller.succeed(MODULE, {**search, "paging": "body"})
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, {**search, "paging": "body"}, check=True) == whole
    assert whole["changed"] is False
    assert controller.writes(start) == []
    cut = {**search, "body": {"pagination": {"skip": 0, "limit": 1}}}
    assert len(controller.succeed(MODULE, cut)["objects"]) == 1
    assert any("one page of a longer list" in warning for warning in controller.warnings)
    assert controller.succeed(MODULE, {**cut, "paging": "body"})["objects"] == whole["objects"]
    controller.succeed(MODULE, {**cut, "reads_only": False})
    assert any("set reads_only=true" in warning for warning in controller.warnings)


def test_check_mode_says_what_would_be_sent(controller):
    start = controller.simulator.mark()
    result = controller.succeed(MODULE, PASSWORD, check=True)
    assert controller.writes(start) == []
    assert result["changed"] is True
    assert result["request"]["path"] == "/api/v1/encryptionPasswords"
    assert result["request"]["body"]["hint"] == "New"
    assert "response" not in result
    sent = controller.succeed(MODULE, PASSWORD)
    assert sent["request"] == result["request"]
    assert sent["changed"] is True
    assert "very-hidden" in controller.secrets
    assert controller.shown_secrets(result, sent, *controller.progress) == []


def test_a_session_is_waited_for(controller):
    (session,) = controller.succeed(MODULE, START)["sessions"]
    assert session["state"] == "Stopped"
    controller.simulator.outcome({"name": "*"}, "fail")
    assert controller.fail(MODULE, START)["error"]["kind"] == "SessionFailed"
    controller.simulator.outcome({"name": "*"}, "hang")
    assert controller.fail(MODULE, {**START, "wait_timeout": 5})["error"]["kind"] == "SessionTimedOut"
    controller.simulator.reset()
    controller.simulator.outcome({"name": "*"}, "hang")
    assert controller.succeed(MODULE, {**START, "wait": False})["sessions"][0]["state"] != "Stopped"


def test_a_response_that_comes_later_is_waited_for(controller):
    controller.simulator.settings(product="azure", asynchronous=True)
    result = controller.succeed(MODULE, {"product": "azure", "path": "/cloudInfrastructure/tenants", "query": {}})
    assert result["objects"]


@pytest.mark.parametrize("kind", ["lost_answer", "reset"])
def test_a_change_whose_response_is_lost_is_not_sent_twice(controller, kind):
    controller.simulator.faults({"match": {"method": "POST", "template": "*Passwords"}, "fault": {"kind": kind}})
    start = controller.simulator.mark()
    result = controller.fail(MODULE, PASSWORD)
    assert result["error"]["kind"] == "ResponseLost"
    says(result, "Nothing was sent twice", "run the task again")
    assert len(controller.writes(start)) == 1


def test_a_read_whose_response_is_lost_is_sent_again(controller):
    fault = {"match": {"method": "POST", "template": "*/inventory"}, "fault": {"kind": "lost_answer"}}
    controller.simulator.faults(fault)
    search = {"method": "POST", "path": "/inventory", "body": {}, "reads_only": True}
    assert controller.succeed(MODULE, search)["status"] == 200


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"path": "https://elsewhere.example/api/v1/jobs"}, "is an address"),
        ({"path": "//elsewhere.example/jobs"}, "is an address"),
        ({"path": "/jobs/../../oauth2/token"}, "leads out of the API"),
        ({"path": "/jobs/%2e%2E/x"}, "leads out of the API"),
        ({"path": "/jobs/%252e%252e/x"}, "leads out of the API"),
        ({"path": "/jobs/%2f..%2fx"}, "leads out of the API"),
        ({"path": "/jobs/./x"}, "leads out of the API"),
        ({"path": "/jobs//x"}, "empty part"),
        ({"path": "jobs"}, "begin it with /"),
        ({"path": "/"}, "begin it with /"),
        ({"path": "/jobs?limit=1"}, "give its parameters as query"),
        ({"path": "/jobs#x"}, "give its parameters as query"),
        ({"path": "/jobs\\..\\x"}, "backslash"),
        ({"path": "/jobs\r\nHost: x"}, "control character"),
        ({"path": "/jobs/{id}"}, "no value for it"),
        ({"path": "/jobs/{id}", "path_parameters": {"id": ".."}}, "no value that a path can hold"),
        ({"path": "/jobs/{id}", "path_parameters": {"id": ""}}, "no value that a path can hold"),
        ({"path": "/jobs", "path_parameters": {"id": "1"}}, "no names in braces"),
        ({"path": "/jobs/{id}", "path_parameters": {"id": "1", "name": "2"}}, "which has id"),
        ({"path": "/jobs", "method": "DELETE", "reads_only": True}, "DELETE changes something"),
        ({"path": "/jobs", "method": "POST", "src": "/no/such/file"}, "src=/no/such/file cannot be read"),
        ({"path": "/jobs", "method": "POST", "body": [1], "body_format": "form"}, "names and values"),
        ({"path": "/jobs", "method": "POST", "body": {}, "src": "x"}, "one body"),
        ({"path": "/jobs", "dest": "/no/such/directory/file"}, "There is no directory"),
        ({"path": "/jobs", "method": "POST", "dest": "x", "src": "x"}, "dest cannot be used with src"),
        ({"path": "/jobs", "method": "POST", "dest": "x", "body": {}, "body_format": "form"}, "dest cannot be used"),
        ({"path": "/jobs", "method": "POST", "body": 5}, "neither a dictionary nor a list nor a text"),
        ({"path": "/jobs", "api_version": "v8"}, "The options do not fit Veeam Backup & Replication: "),
    ],
)
def test_a_request_that_is_none_is_rejected_before_anything_is_sent(controller, arguments, words):
    start = controller.simulator.mark()
    says(controller.fail(MODULE, arguments), words)
    assert controller.simulator.requests(start) == []


def test_odd_characters_are_encoded(controller):
    result = controller.succeed(
        MODULE,
        {"method": "DELETE", "path": "/jobs/{id}/x y", "path_parameters": {"id": "a/b ä?#%2e;+"}},
        check=True,
    )
    assert result["request"]["path"] == "/api/v1/jobs/a%2Fb%20%C3%A4%3F%23%252e%3B%2B/x%20y"


def test_the_prefix_of_the_reference_may_be_given(controller):
    for path in ("/license", "/api/v1/license"):
        assert controller.succeed(MODULE, {"path": path})["request"]["path"] == "/api/v1/license"
    given = {"product": "azure", "path": "/api/v8.1/system/about"}
    assert controller.succeed(MODULE, given)["request"]["path"] == "/api/v8/system/about"


def test_an_object_that_does_not_exist_is_reported_in_the_words_of_the_server(controller):
    result = controller.fail(MODULE, {"path": "/credentials/{id}", "path_parameters": {"id": UUID}})
    assert result["error"]["status"] in (400, 404)
    says(result, f"GET /api/v1/credentials/{UUID}")


def test_a_file_is_kept_whole(controller, tmp_path):
    controller.simulator.settings(examples_only=True)
    export = {"method": "GET", "path": f"/exportlogs/{UUID}/download"}
    says(controller.fail(MODULE, export), "Give dest")
    path = tmp_path / "logs.zip"
    kept = {**export, "dest": str(path)}
    predicted = controller.succeed(MODULE, kept, check=True)
    assert not path.exists()
    assert controller.succeed(MODULE, kept) == predicted
    assert path.stat().st_size == predicted["file"]["size"] > 0
    assert controller.succeed(MODULE, kept)["changed"] is False


PACKED = "/backupBrowser/flr/{sessionId}/prepareDownload/{taskId}/download"
PACKED_FILE = {"method": "POST", "path": PACKED, "path_parameters": {"sessionId": UUID, "taskId": UUID}}


def files(directory):
    """What a task wrote; the directory of the tests for themselves is no file."""
    return [found.name for found in directory.iterdir() if found.is_file()]


def test_an_existing_file_is_replaced_only_by_force(controller, tmp_path):
    controller.simulator.settings(examples_only=True)
    path = tmp_path / "logs.zip"
    path.write_bytes(b"something else")
    export = {"path": f"/exportlogs/{UUID}/download", "dest": str(path)}
    for check in (True, False):
        says(controller.fail(MODULE, export, check=check), "other content", "force")
    start = controller.simulator.mark()
    for check in (True, False):
        says(controller.fail(MODULE, {**PACKED_FILE, "dest": str(path)}, check=check), "Nothing was sent")
    assert controller.writes(start) == []
    assert path.read_bytes() == b"something else"
    assert controller.succeed(MODULE, {**export, "force": True})["changed"] is True
    assert path.read_bytes() != b"something else"
    assert files(tmp_path) == ["logs.zip"]


def test_a_change_that_returns_a_file_is_not_failed_for_it(controller, tmp_path):
    controller.simulator.settings(examples_only=True)
    result = controller.succeed(MODULE, PACKED_FILE)
    assert (result["changed"], result["status"], result["response"]) == (True, 200, None)
    assert any("do not send it again" in warning for warning in controller.warnings)
    path = tmp_path / "packed.zip"
    kept = controller.succeed(MODULE, {**PACKED_FILE, "dest": str(path)})
    assert kept["changed"] is True
    assert path.stat().st_size == kept["file"]["size"] > 0


def test_a_session_is_waited_for_with_dest_too(controller, tmp_path):
    path = tmp_path / "none"
    (session,) = controller.succeed(MODULE, {**START, "dest": str(path)})["sessions"]
    assert session["state"] == "Stopped"
    assert files(tmp_path) == []


@pytest.mark.parametrize("kind", ["lost_answer", "reset"])
def test_a_change_whose_file_is_lost_may_have_been_made(controller, tmp_path, kind):
    controller.simulator.faults({"match": {"method": "POST", "template": "*configBackup*"}, "fault": {"kind": kind}})
    start = controller.simulator.mark()
    result = controller.fail(MODULE, {**START, "dest": str(tmp_path / "file")})
    assert result["error"]["kind"] == "ResponseLost"
    says(result, "Nothing was sent twice")
    assert len(controller.writes(start)) == 1
    assert files(tmp_path) == []


def test_a_path_outside_the_prefix_is_the_same_with_dest(controller, tmp_path):
    logout = {"method": "POST", "path": "/api/oauth2/logout", "dest": str(tmp_path / "none")}
    start = controller.simulator.mark()
    assert controller.run(MODULE, logout)["request"]["path"] == "/api/oauth2/logout"
    assert ("POST", "/api/oauth2/logout") in [
        (one["method"], one["path"]) for one in controller.simulator.requests(start)
    ]


def test_a_text_as_body_is_not_shown(controller):
    text = '{"password": "very-hidden", "pin": 918273}'
    result = controller.fail(MODULE, {"method": "POST", "path": "/jobs", "body": text})
    says(result, "text that holds JSON", "from_json")
    assert "very-hidden" not in json.dumps(result)
    assert {text, "very-hidden"} <= controller.secrets
    plain = controller.succeed(MODULE, {"method": "POST", "path": "/jobs", "body": "very-hidden"}, check=True)
    assert "very-hidden" not in json.dumps(plain)


def test_secrets_are_hidden_wherever_they_are(controller, monkeypatch):
    monkeypatch.setenv("VEEAM_VBR_RETRIES", "0")
    body = {
        "items": [{"code": "hidden-code", "name": "shown"}],
        "nested": {"any": {"pin": 918273}},
        "clientSecret": "hidden-by-name",
    }
    arguments = {
        "method": "POST",
        "path": "/jobs",
        "body": body,
        "secret_paths": ["items.code", "nested.*.pin"],
    }
    result = controller.run(MODULE, arguments, check=True)
    text = json.dumps(result)
    assert "shown" in text
    for secret in ("hidden-code", "918273", "hidden-by-name"):
        assert secret not in text
        assert secret in controller.secrets
    refused = controller.run(MODULE, {**arguments, "path": "/jobs/hidden-code/.."})
    assert refused["failed"] is True


def test_each_product_has_its_own_environment(controller, monkeypatch):
    server = controller.simulator.azure
    for option in ("url", "username", "password", "ca_path"):
        monkeypatch.setenv(f"VEEAM_AZURE_{option.upper()}", getattr(server, option))
        monkeypatch.setenv(f"VEEAM_VBR_{option.upper()}", "nowhere.invalid")
    nothing = dict.fromkeys(("url", "username", "password", "ca_path"))
    result = controller.succeed(MODULE, {"product": "azure", "path": "/system/about", **nothing})
    assert result["status"] == 200
    assert server.password in controller.secrets
