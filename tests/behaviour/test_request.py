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
def test_a_list_is_read_to_its_end(bench, product, path, collection, key, totals):
    bench.simulator.settings(product=product, totals=totals)
    bench.simulator.seed(collection, count=260, product=product)
    result = bench.do(MODULE, {"product": product, "path": path})
    assert len(result["objects"]) >= 260
    assert result["response"][key] == result["objects"]
    assert len({item["id"] for item in result["objects"]}) == len(result["objects"])
    assert result["changed"] is False


def test_a_page_of_its_own_is_the_page(bench):
    result = bench.do(MODULE, {"path": "/credentials", "query": {"limit": 2}})
    assert len(result["objects"]) == 2
    assert bench.warnings == set()


def test_a_list_that_is_read_by_post(bench):
    search = {"method": "POST", "path": "/inventory", "body": {}, "reads_only": True}
    whole = bench.do(MODULE, {**search, "paging": "body"})
    start = bench.simulator.mark()
    assert bench.do(MODULE, {**search, "paging": "body"}, check=True) == whole
    assert whole["changed"] is False
    assert bench.writes(start) == []
    cut = {**search, "body": {"pagination": {"skip": 0, "limit": 1}}}
    assert len(bench.do(MODULE, cut)["objects"]) == 1
    assert any("one page of a longer list" in warning for warning in bench.warnings)
    assert bench.do(MODULE, {**cut, "paging": "body"})["objects"] == whole["objects"]
    bench.do(MODULE, {**cut, "reads_only": False})
    assert any("set reads_only=true" in warning for warning in bench.warnings)


def test_check_mode_says_what_would_be_sent(bench):
    start = bench.simulator.mark()
    result = bench.do(MODULE, PASSWORD, check=True)
    assert bench.writes(start) == []
    assert result["changed"] is True
    assert result["request"]["path"] == "/api/v1/encryptionPasswords"
    assert result["request"]["body"]["hint"] == "New"
    assert "response" not in result
    sent = bench.do(MODULE, PASSWORD)
    assert sent["request"] == result["request"]
    assert sent["changed"] is True
    assert "very-hidden" in bench.secrets
    assert bench.shown_secrets(result, sent, *bench.progress) == []


def test_a_session_is_waited_for(bench):
    (session,) = bench.do(MODULE, START)["sessions"]
    assert session["state"] == "Stopped"
    bench.simulator.outcome({"name": "*"}, "fail")
    assert bench.fail(MODULE, START)["error"]["kind"] == "SessionFailed"
    bench.simulator.outcome({"name": "*"}, "hang")
    assert bench.fail(MODULE, {**START, "wait_timeout": 5})["error"]["kind"] == "SessionTimedOut"
    bench.simulator.reset()
    bench.simulator.outcome({"name": "*"}, "hang")
    assert bench.do(MODULE, {**START, "wait": False})["sessions"][0]["state"] != "Stopped"


def test_a_response_that_comes_later_is_waited_for(bench):
    bench.simulator.settings(product="azure", asynchronous=True)
    result = bench.do(MODULE, {"product": "azure", "path": "/cloudInfrastructure/tenants", "query": {}})
    assert result["objects"]


@pytest.mark.parametrize("kind", ["lost_answer", "reset"])
def test_a_change_whose_response_is_lost_is_not_sent_twice(bench, kind):
    bench.simulator.faults({"match": {"method": "POST", "template": "*Passwords"}, "fault": {"kind": kind}})
    start = bench.simulator.mark()
    result = bench.fail(MODULE, PASSWORD)
    assert result["error"]["kind"] == "ResponseLost"
    says(result, "Nothing was sent twice", "run the task again")
    assert len(bench.writes(start)) == 1


def test_a_read_whose_response_is_lost_is_sent_again(bench):
    fault = {"match": {"method": "POST", "template": "*/inventory"}, "fault": {"kind": "lost_answer"}}
    bench.simulator.faults(fault)
    search = {"method": "POST", "path": "/inventory", "body": {}, "reads_only": True}
    assert bench.do(MODULE, search)["status"] == 200


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
def test_a_request_that_is_none_is_rejected_before_anything_is_sent(bench, arguments, words):
    start = bench.simulator.mark()
    says(bench.fail(MODULE, arguments), words)
    assert bench.simulator.requests(start) == []


def test_odd_characters_are_encoded(bench):
    result = bench.do(
        MODULE,
        {"method": "DELETE", "path": "/jobs/{id}/x y", "path_parameters": {"id": "a/b ä?#%2e;+"}},
        check=True,
    )
    assert result["request"]["path"] == "/api/v1/jobs/a%2Fb%20%C3%A4%3F%23%252e%3B%2B/x%20y"


def test_the_prefix_of_the_reference_may_be_given(bench):
    for path in ("/license", "/api/v1/license"):
        assert bench.do(MODULE, {"path": path})["request"]["path"] == "/api/v1/license"
    given = {"product": "azure", "path": "/api/v8.1/system/about"}
    assert bench.do(MODULE, given)["request"]["path"] == "/api/v8/system/about"


def test_an_object_that_does_not_exist_is_reported_in_the_words_of_the_server(bench):
    result = bench.fail(MODULE, {"path": "/credentials/{id}", "path_parameters": {"id": UUID}})
    assert result["error"]["status"] in (400, 404)
    says(result, f"GET /api/v1/credentials/{UUID}")


def test_a_file_is_kept_whole(bench, tmp_path):
    bench.simulator.settings(examples_only=True)
    export = {"method": "GET", "path": f"/exportlogs/{UUID}/download"}
    says(bench.fail(MODULE, export), "Give dest")
    path = tmp_path / "logs.zip"
    kept = {**export, "dest": str(path)}
    predicted = bench.do(MODULE, kept, check=True)
    assert not path.exists()
    assert bench.do(MODULE, kept) == predicted
    assert path.stat().st_size == predicted["file"]["size"] > 0
    assert bench.do(MODULE, kept)["changed"] is False


PACKED = "/backupBrowser/flr/{sessionId}/prepareDownload/{taskId}/download"
PACKED_FILE = {"method": "POST", "path": PACKED, "path_parameters": {"sessionId": UUID, "taskId": UUID}}


def files(directory):
    """What a task wrote; the directory of the tests for themselves is no file."""
    return [found.name for found in directory.iterdir() if found.is_file()]


def test_an_existing_file_is_replaced_only_by_force(bench, tmp_path):
    bench.simulator.settings(examples_only=True)
    path = tmp_path / "logs.zip"
    path.write_bytes(b"something else")
    export = {"path": f"/exportlogs/{UUID}/download", "dest": str(path)}
    for check in (True, False):
        says(bench.fail(MODULE, export, check=check), "other content", "force")
    start = bench.simulator.mark()
    for check in (True, False):
        says(bench.fail(MODULE, {**PACKED_FILE, "dest": str(path)}, check=check), "Nothing was sent")
    assert bench.writes(start) == []
    assert path.read_bytes() == b"something else"
    assert bench.do(MODULE, {**export, "force": True})["changed"] is True
    assert path.read_bytes() != b"something else"
    assert files(tmp_path) == ["logs.zip"]


def test_a_change_that_returns_a_file_is_not_failed_for_it(bench, tmp_path):
    bench.simulator.settings(examples_only=True)
    result = bench.do(MODULE, PACKED_FILE)
    assert (result["changed"], result["status"], result["response"]) == (True, 200, None)
    assert any("do not send it again" in warning for warning in bench.warnings)
    path = tmp_path / "packed.zip"
    kept = bench.do(MODULE, {**PACKED_FILE, "dest": str(path)})
    assert kept["changed"] is True
    assert path.stat().st_size == kept["file"]["size"] > 0


def test_a_session_is_waited_for_with_dest_too(bench, tmp_path):
    path = tmp_path / "none"
    (session,) = bench.do(MODULE, {**START, "dest": str(path)})["sessions"]
    assert session["state"] == "Stopped"
    assert files(tmp_path) == []


@pytest.mark.parametrize("kind", ["lost_answer", "reset"])
def test_a_change_whose_file_is_lost_may_have_been_made(bench, tmp_path, kind):
    bench.simulator.faults({"match": {"method": "POST", "template": "*configBackup*"}, "fault": {"kind": kind}})
    start = bench.simulator.mark()
    result = bench.fail(MODULE, {**START, "dest": str(tmp_path / "file")})
    assert result["error"]["kind"] == "ResponseLost"
    says(result, "Nothing was sent twice")
    assert len(bench.writes(start)) == 1
    assert files(tmp_path) == []


def test_a_path_outside_the_prefix_is_the_same_with_dest(bench, tmp_path):
    logout = {"method": "POST", "path": "/api/oauth2/logout", "dest": str(tmp_path / "none")}
    start = bench.simulator.mark()
    assert bench.run(MODULE, logout)["request"]["path"] == "/api/oauth2/logout"
    assert ("POST", "/api/oauth2/logout") in [(one["method"], one["path"]) for one in bench.simulator.requests(start)]


def test_a_text_as_body_is_not_shown(bench):
    text = '{"password": "very-hidden", "pin": 918273}'
    result = bench.fail(MODULE, {"method": "POST", "path": "/jobs", "body": text})
    says(result, "text that holds JSON", "from_json")
    assert "very-hidden" not in json.dumps(result)
    assert {text, "very-hidden"} <= bench.secrets
    plain = bench.do(MODULE, {"method": "POST", "path": "/jobs", "body": "very-hidden"}, check=True)
    assert "very-hidden" not in json.dumps(plain)


def test_secrets_are_hidden_wherever_they_are(bench, monkeypatch):
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
    result = bench.run(MODULE, arguments, check=True)
    text = json.dumps(result)
    assert "shown" in text
    for secret in ("hidden-code", "918273", "hidden-by-name"):
        assert secret not in text
        assert secret in bench.secrets
    refused = bench.run(MODULE, {**arguments, "path": "/jobs/hidden-code/.."})
    assert refused["failed"] is True


def test_each_product_has_its_own_environment(bench, monkeypatch):
    server = bench.simulator.azure
    for option in ("url", "username", "password", "ca_path"):
        monkeypatch.setenv(f"VEEAM_AZURE_{option.upper()}", getattr(server, option))
        monkeypatch.setenv(f"VEEAM_VBR_{option.upper()}", "nowhere.invalid")
    nothing = dict.fromkeys(("url", "username", "password", "ca_path"))
    result = bench.do(MODULE, {"product": "azure", "path": "/system/about", **nothing})
    assert result["status"] == 200
    assert server.password in bench.secrets
