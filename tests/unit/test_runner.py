# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a declaration to a result, whatever happens in between."""

from __future__ import annotations

import gc
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from ansible.module_utils.testing import patch_module_args

from ansible_collections.opendr.veeam.plugins.module_utils.core import errors
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, ImmutableOption, VeeamError
from ansible_collections.opendr.veeam.plugins.module_utils.core.version import VERSION
from ansible_collections.opendr.veeam.plugins.module_utils.engine import runner
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.modules import declaration

PARAMS = {
    "url": "veeam.example.com",
    "username": "admin",
    "password": "s3cret",
    "access_token": None,
    "api_version": "1.3-rev1",
    "validate_certs": True,
    "ca_path": None,
    "timeout": 30,
    "retries": 3,
}


@pytest.fixture(autouse=True)
def _heeded() -> Iterator[None]:
    """A shell makes what it starts in the background ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def run(work, **settings):
    options = {"check_mode": settings.pop("check_mode", False), "diff": settings.pop("diff", False)}
    declaration = Declaration(VBR, {}, work, **settings)
    return runner.execute(declaration, "opendr.veeam.veeam_thing", {}, PARAMS, **options)


def test_a_revision_that_has_nothing_of_what_a_module_works_with_is_refused_before_anything_is_sent():
    outcome = run(lambda task: pytest.fail("it works all the same"), since="1.3-rev2", objects="backup things")
    assert outcome.result["msg"] == (
        "Backup things do not exist in API revision 1.3-rev1, which this task uses. They need "
        "api_version 1.3-rev2 or newer."
    )
    assert outcome.result["error"] == {"kind": "InvalidOption", "option": "api_version"}


@pytest.mark.parametrize(
    ("module", "objects", "verb", "needs"),
    [
        ("veeam_mount_server", "Mount servers", "do", "They need"),
        ("veeam_user_info", "Users or groups", "do", "They need"),
        ("veeam_event_forwarding", "Event forwarding", "does", "It needs"),
        ("veeam_security_settings", "Security settings", "do", "They need"),
        ("veeam_file_share_recovery", "Instant recoveries of file shares", "do", "They need"),
    ],
)
def test_the_refusal_says_what_the_revision_does_not_have(module, objects, verb, needs):
    declared = declaration(module)
    params = dict.fromkeys(declared.argument_spec) | PARAMS | {"api_version": "1.2-rev1"}
    outcome = runner.execute(declared, f"opendr.veeam.{module}", {}, params)
    said = f"{objects} {verb} not exist in API revision 1.2-rev1, which this task uses. {needs} api_version 1.3-"
    assert outcome.result["msg"].startswith(said)


def test_a_declaration_says_what_older_revisions_do_not_have():
    with pytest.raises(ValueError, match="objects"):
        Declaration(VBR, {}, lambda task: {}, since="1.3-rev2")


def test_the_version_is_that_of_the_collection():
    galaxy = yaml.safe_load((Path(__file__).parents[2] / "galaxy.yml").read_text("utf-8"))
    assert galaxy["version"] == VERSION


def test_a_failure_is_a_sentence_and_the_facts_behind_it():
    error = ImmutableOption("gadget", "gadget 'one'", "serial", "S-1", "S-2")
    assert runner.failure(error) == {
        "failed": True,
        "msg": error.message,
        "error": {"kind": "ImmutableOption", "option": "serial", "current": "S-1", "desired": "S-2"},
    }


def test_facts_that_are_not_known_are_left_out():
    assert runner.failure(ApiError("GET", "/x", 500, None, "down"))["error"] == {
        "kind": "ApiError",
        "method": "GET",
        "path": "/x",
        "status": 500,
        "server_message": "down",
    }


@pytest.mark.parametrize(
    "kind", [error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, VeeamError)]
)
def test_every_error_says_which_situation_it_means(kind):
    assert kind.__doc__
    assert kind.__doc__[0].isupper()


def test_a_failure_of_the_work_is_a_failed_result():
    def work(task):
        task.warnings.append("careful")
        raise VeeamError("It broke.", id="x")

    outcome = run(work)
    assert outcome.result == {"failed": True, "msg": "It broke.", "error": {"kind": "VeeamError", "id": "x"}}
    assert outcome.warnings == {"careful"}
    assert "s3cret" in outcome.secrets


def test_a_connection_that_cannot_be_described_is_a_failed_result():
    outcome = runner.execute(Declaration(VBR, {}, dict), "x", {}, {**PARAMS, "password": None})
    assert outcome.result["error"]["kind"] == "InvalidOption"


@pytest.mark.parametrize("diff", [True, False])
def test_a_difference_is_shown_to_those_who_ask_for_it(diff):
    outcome = run(lambda task: {"changed": False, "diff": {"before": {}, "after": {}}}, diff=diff)
    assert ("diff" in outcome.result) is diff


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_work_knows_whether_it_may_change_anything(check_mode):
    seen = []
    run(lambda task: seen.append(task.check_mode) or {}, check_mode=check_mode)
    assert seen == [check_mode]


def test_a_result_that_hands_on_a_token_is_not_altered():
    outcome = run(lambda task: {"changed": True, "access_token": "t"}, returns_token=True)
    assert outcome.result == {"changed": True, "access_token": "t"}
    assert outcome.secrets == set()


def test_a_login_that_failed_has_nothing_to_hand_on_and_secrets_to_hide():
    def work(task):
        raise VeeamError("It broke.")

    assert "s3cret" in run(work, returns_token=True).secrets


def test_a_run_does_not_share_the_token_it_hands_on(tmp_path):
    def work(task):
        return {
            "shared": not task.client._login._tokens.ends_with_task,
            "own": type(task.client._login._tokens).__name__,
        }

    declaration = Declaration(VBR, {}, work, returns_token=True)
    outcome = runner.execute(
        declaration, "x", {}, PARAMS, keep_token=lambda connection: RunTokens(str(tmp_path), connection)
    )
    assert outcome.result["own"] == "TaskTokens"
    assert list(tmp_path.iterdir()) == []


def test_requests_name_collection_version_and_module():
    assert runner.user_agent("opendr.veeam.veeam_repository") == f"opendr.veeam/{VERSION} (veeam_repository)"


def test_whatever_is_raised_is_a_failed_result_with_one_message():
    def work(task):
        task.warnings.append("careful")
        raise TypeError("'NoneType' object is not subscriptable")

    outcome = run(work)
    assert outcome.result["failed"] is True
    assert "TypeError: 'NoneType' object is not subscriptable" in outcome.result["msg"]
    assert "https://veeam.example.com:9419" in outcome.result["msg"]
    assert "Traceback" not in str(outcome.result)
    assert outcome.result["error"]["kind"] == "Unexpected"
    assert outcome.result["error"]["exception"] == "TypeError"
    assert outcome.warnings == {"careful"}


def test_an_address_that_cannot_be_taken_apart_is_a_failed_result():
    outcome = runner.execute(Declaration(VBR, {}, dict), "x", {}, {**PARAMS, "url": "https://me:s3cret@[::1"})
    assert outcome.result["failed"] is True
    assert "s3cret" not in str(outcome.result)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_work_which_closes_what_it_has_open(number):
    closed = []

    def work(task):
        try:
            os.kill(os.getpid(), number)
            time.sleep(10)
        finally:
            closed.append(True)
            task.warnings.append("it is still open")

    outcome = run(work)
    assert closed == [True]
    assert outcome.signal == number
    assert outcome.result["error"] == {"kind": "TaskInterrupted"}
    assert signal.Signals(number).name in outcome.result["msg"]
    assert outcome.warnings == {"it is still open"}


def test_a_signal_does_not_keep_the_client_from_being_closed():
    closed = []

    def work(task):
        def close():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0)
            closed.append(True)

        task.client.close = close
        return {"changed": True}

    outcome = run(work)
    assert closed == [True]
    assert outcome.signal == signal.SIGTERM


@pytest.mark.parametrize("work_fails", [True, False])
def test_the_client_is_closed_on_every_way_out_and_failing_to_changes_nothing(work_fails):
    closed = []

    def work(task):
        def close():
            closed.append(True)
            raise KeyError("an odd answer to the log-out")

        task.client.close = close
        if work_fails:
            raise VeeamError("It broke.")
        return {"changed": True}

    outcome = run(work)
    assert closed == [True]
    assert outcome.result.get("msg") == ("It broke." if work_fails else None)


def returned_by_module(arguments, work, monkeypatch, capsys, **more):
    """What the ``main()`` of an ordinary module writes for Ansible."""
    monkeypatch.setattr(runner.gc, "freeze", lambda: None)
    options = {
        "name": {"type": "str"},
        "group": {"type": "dict", "options": {"secret": {"type": "str", "no_log": True}}},
    }
    connection = {key: value for key, value in PARAMS.items() if value is not None}
    with patch_module_args({**connection, **arguments}), pytest.raises(SystemExit):
        runner.run_module(Declaration(VBR, options, work, **more))
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [{"nmae": "misspelt"}, {"group": {"sceret": "misspelt"}}])
def test_an_ordinary_module_does_not_return_the_value_of_an_option_that_does_not_exist(arguments, monkeypatch, capsys):
    result = returned_by_module(arguments, dict, monkeypatch, capsys)
    assert result["failed"] is True
    assert "Unsupported parameters" in result["msg"]
    assert "misspelt" not in str(result)
    assert "s3cret" not in str(result)


def test_an_ordinary_module_returns_no_secret_whatever_ansible_core_does(monkeypatch, capsys):
    def work(task):
        task.warnings.append("It was s3cret.")
        task.client.secrets.add("a-token")
        return {"changed": False, "text": "s3cret, a-token, hidden", "list": ["hidden"]}

    learned: set[str] = set()
    # From 2.22 on, ansible-core masks what it has learned, in all that it shows.
    monkeypatch.setattr(runner, "register_secrets", learned.update)
    result = returned_by_module({"group": {"secret": "hidden"}, "name": "x"}, work, monkeypatch, capsys)
    assert result["text"] == "********, ********, ********"
    assert result["list"] == ["VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"]
    for secret in ("s3cret", "a-token", "hidden"):
        assert secret not in str(result)
    assert "a-token" in learned


@pytest.mark.parametrize("arguments", [{}, {"nmae": "misspelt"}])
def test_an_ordinary_module_hides_the_secrets_that_no_option_holds(arguments, monkeypatch, capsys):
    logged = []
    monkeypatch.setattr(runner.AnsibleModule, "log", lambda module, text, log_args=None: logged.append(text))

    def work(task):
        task.secrets.add("from-a-response")
        return {"changed": False, "text": "hidden, from-a-response"}

    given = {"name": "hidden", **arguments}
    result = returned_by_module(given, work, monkeypatch, capsys, secrets_of=lambda raw: {raw["name"]})
    assert "hidden" not in str(result) + str(logged)
    assert "from-a-response" not in str(result)
    assert result.get("failed", False) == bool(arguments)
    assert arguments or logged


def test_an_ordinary_module_looks_for_garbage_while_it_works(monkeypatch, capsys):
    """The module file turns that off for what it imports; a task may poll for hours."""
    gc.disable()
    try:
        result = returned_by_module({}, lambda task: {"changed": False, "looks": gc.isenabled()}, monkeypatch, capsys)
    finally:
        gc.enable()
    assert result["looks"] is True


def test_the_machines_clock():
    clock = runner.SystemClock()
    before = clock.now()
    clock.sleep(0.001)
    assert clock.now() > before
