# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of every odd kind: each ends in one message without a secret, never in a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ConnectionFailed
from ansible_collections.opendr.veeam.plugins.module_utils.engine.masking import every_form, masked
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import execute
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import Transport
from support.fakes import Answer, FakeClock
from support.modules import declaration

CONNECTION = {"url": "https://veeam.example.com", "username": "admin", "password": "the-password"}
POINT = {"restore_point": {"name": "app01"}}
# Modules of every kind: they list, work on an object, recover, and look into a restore point.
TASKS: dict[str, dict[str, Any]] = {
    "veeam_repository_info": {},
    "veeam_repository": {"name": "Main", "description": "changed"},
    "veeam_session": {"id": "00000000-0000-4000-8000-000000000001", "state": "stopped"},
    "veeam_server_info": {},
    "veeam_instant_recovery": {**POINT, "platform": "vsphere", "state": "absent"},
    "veeam_vm_restore": {**POINT, "platform": "vsphere"},
    "veeam_azure_session_info": {},
    "veeam_azure_repository": {"name": "none", "state": "absent"},
    "veeam_azure_flr_info": {**POINT, "paths": ["/etc"]},
    "veeam_azure_vm_policy": {"name": "Daily", "state": "started"},
    "veeam_flr_info": {**POINT},
    "veeam_flr_restore": {**POINT, "paths": ["C:/Data/a.txt"]},
    "veeam_unstructured_flr": {"restore_point": {"name": "share01"}, "paths": ["/a.txt"]},
    "veeam_job": {"name": "Nightly", "state": "started"},
    "veeam_job_info": {},
    "veeam_managed_server": {"name": "esx01", "state": "absent"},
    "veeam_configuration_backup": {"state": "started"},
    "veeam_entra_id_mount": {"backup": "Tenant"},
    "veeam_entra_id_restore": {"backup": "Tenant", "source": "backup", "items": [{"type": "User", "name": "ann"}]},
    "veeam_m365_repository_info": {},
    "veeam_m365_repository": {"name": "Default", "description": "changed"},
    "veeam_m365_job": {"name": "Mail", "state": "started"},
    "veeam_m365_restore_session": {"organization": "example.com"},
    "veeam_m365_mailbox_restore": {"mailbox": "ann@example.com", "organization": "example.com"},
    "veeam_m365_repository_sync": {"repository": "Default"},
    "veeam_object": {"product": "vbr", "path": "/credentials", "identity": ["username"], "body": {"username": "ann"}},
    "veeam_request": {"product": "azure", "path": "/repositories"},
}
BODIES = {
    "nothing": "",
    "white space": "  \n ",
    "null": "null",
    "true": "true",
    "a number": "17",
    "a huge number": "1" * 5000,
    "not a number": "NaN",
    "a text": '"ok"',
    "an empty list": "[]",
    "a list of nulls": "[null, null]",
    "a list of numbers": "[1, 2]",
    "an empty object": "{}",
    "null for the list": '{"data": null, "results": null, "pagination": null}',
    "a number for the list": '{"data": 7, "results": 7}',
    "an object for the list": '{"data": {"x": 1}, "results": {"x": 1}}',
    "a list of nulls in the list": '{"data": [null], "results": [null], "pagination": {"total": 1}, "totalCount": 1}',
    "a list of texts in the list": '{"data": ["x"], "results": ["x"], "pagination": {"total": 1}, "totalCount": 1}',
    "objects without anything": '{"data": [{}], "results": [{}], "pagination": {"total": 1}, "totalCount": 1}',
    "a text for the total": '{"data": [{}], "results": [{}], "pagination": {"total": "many"}, "totalCount": "many"}',
    "half an object": '{"data": [{"id": "',
    "deep nesting": "[" * 2_500_000 + "]" * 2_500_000,
    "a deeply nested object": '{"data":' * 100_000 + "1" + "}" * 100_000,
    "half a character": '{"data": [{"name": "\\ud800"}], "results": [{"name": "\\ud800"}]}',
    "a page of a firewall": "<html>Sign in</html>",
}
SECRET = "a-token-that-nobody-may-see"
TOKENS = {
    "null": None,
    "a number": 12345678901,
    "a list": [SECRET],
    "an object": {"token": SECRET},
    "with a line break": SECRET + "\r\nX-Other: 1",
    "with white space": f" {SECRET} ",
    "not of ASCII": SECRET + "\u20ac",
    "half a character": SECRET + "\ud800",
    "empty": "",
}
LIFETIMES = {"a text": "soon", "null": None, "a list": [900], "negative": -5, "endless": 1e308, "not a number": "NaN"}


LOGIN = {"access_token": "a-good-token", "refresh_token": "another", "expires_in": 900}
MOST_REQUESTS = 60


class Server:
    """Answers every login with one body and every other request with another; goes away where it never ends."""

    def __init__(self, body: str, login: object = LOGIN) -> None:
        self._body = body
        self._login = json.dumps(login)
        self._left = MOST_REQUESTS

    def send(self, method: str, path: str, *_arguments: Any, **_options: Any) -> Answer:
        self._left -= 1
        if self._left < 0:
            raise ConnectionFailed("The server is gone.")
        return Answer(200, text=self._login if path.endswith("/token") and method == "POST" else self._body)


def hold(monkeypatch: pytest.MonkeyPatch, module: str, server: Server) -> None:
    """The task ends, whatever in; where it fails, in one message."""
    monkeypatch.setattr(Transport, "send", lambda _self, *arguments, **options: server.send(*arguments, **options))
    declared = declaration(module)
    raw = {**CONNECTION, **TASKS[module]}
    validation = ArgumentSpecValidator(declared.argument_spec, **declared.constraints).validate(raw)
    assert validation.error_messages == []
    outcome = execute(declared, module, raw, validation.validated_parameters, clock=FakeClock())
    result = masked(outcome.result, outcome.secrets | validation._no_log_values)
    if result.get("failed"):
        assert result["error"]["kind"]
        assert 10 < len(result["msg"]) < 2000
        assert "Traceback" not in result["msg"]
    written = json.dumps(result)
    assert SECRET not in written
    assert CONNECTION["password"] not in written


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("module", TASKS)
def test_an_odd_answer_ends_in_one_message(monkeypatch, module, body):
    hold(monkeypatch, module, Server(BODIES[body]))


@pytest.mark.parametrize("module", ["veeam_repository_info", "veeam_azure_session_info"])
@pytest.mark.parametrize("token", TOKENS)
def test_an_odd_token_ends_in_one_message_and_is_not_shown(monkeypatch, module, token):
    login = {"access_token": TOKENS[token], "refresh_token": TOKENS[token], "expires_in": 900}
    hold(monkeypatch, module, Server("{}", login))


@pytest.mark.parametrize("lifetime", LIFETIMES)
def test_an_odd_lifetime_of_a_token_ends_in_one_message(monkeypatch, lifetime):
    login = {"access_token": SECRET, "refresh_token": SECRET + "-2", "expires_in": LIFETIMES[lifetime]}
    hold(monkeypatch, "veeam_repository_info", Server("{}", login))


@pytest.mark.parametrize("token", ["with a line break", "with white space", "not of ASCII", "half a character"])
def test_a_token_that_no_header_can_carry_is_not_quoted(token):
    """As ``requests`` refuses it, with its words."""
    text = TOKENS[token]
    problems = []
    try:
        text.encode("latin-1")
        problems.append(f"Invalid header value: 'Bearer {text!r}'")
    except UnicodeEncodeError as problem:
        problems.append(str(problem))
    assert SECRET not in masked(problems, every_form([text]))[0]
