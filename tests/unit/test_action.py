# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the action plugin adds to a module: progress, its switch, the invocation, and the signal that it hands on."""

from __future__ import annotations

import os
import signal
from collections import UserList
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.utils.display import Display

from ansible_collections.opendr.veeam.plugins.action import veeam_repository
from ansible_collections.opendr.veeam.plugins.module_utils.engine.invocation import known_options
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import Outcome
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import Refusal
from ansible_collections.opendr.veeam.plugins.plugin_utils import action, in_process, module_logins
from support.fakes import FakeClock, connection

SECRET = "the-password-of-an-account"
MISSPELT = "the-value-of-a-misspelt-option"
ARGUMENTS = {"url": "veeam.example.com", "username": "admin", "password": SECRET, "name": "Main"}


class Controller:
    """Runs a task through its action plugin; what it would do on the server is up to the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: list[tuple[str, dict[str, Any]]] = []
        self.warned: list[str] = []
        self.asked: dict[str, Any] = {}
        self.outcome = Outcome()
        self.outcome.result = {"changed": False}
        monkeypatch.setattr(Display, "display", lambda _self, text, **how: self.shown.append((text, how)))
        monkeypatch.setattr(Display, "warning", lambda _self, text, **_how: self.warned.append(text))
        monkeypatch.setattr(in_process, "execute", self._execute)

    def _execute(self, *_declared: Any, progress: Any, **asked: Any) -> Outcome:
        self.asked = {"progress": progress, **asked}
        if progress is not None:
            progress(f"Adding Main: 20 %, with {SECRET}")
        return self.outcome

    def run(
        self,
        arguments: dict[str, Any] = ARGUMENTS,
        variables: dict[str, Any] | None = None,
        no_log: bool = False,
        delegate_to: str | None = None,
    ) -> dict[str, Any]:
        task = SimpleNamespace(
            action="opendr.veeam.veeam_repository",
            args=arguments,
            async_val=0,
            check_mode=False,
            diff=False,
            become=False,
            environment=[],
            no_log=no_log,
            delegate_to=delegate_to,
        )
        connection = SimpleNamespace(transport="local", _shell=SimpleNamespace(tmpdir=None))
        plugin = veeam_repository.ActionModule(
            task=task,
            connection=connection,
            play_context=SimpleNamespace(),
            loader=None,
            templar=SimpleNamespace(template=lambda value: value),
            shared_loader_obj=None,
        )
        return plugin.run(task_vars={"inventory_hostname": "veeam01", **(variables or {})})


@pytest.fixture
def controller(monkeypatch: pytest.MonkeyPatch) -> Controller:
    return Controller(monkeypatch)


# --- Progress ---


def test_what_validates_the_arguments_is_made_when_the_plugin_is_loaded(controller):
    made = in_process.validator_of.cache_info().misses
    controller.run()
    assert in_process.validator_of.cache_info().misses == made
    validator = in_process.validator_of(veeam_repository.MODULE)
    assert validator.argument_spec is veeam_repository.MODULE.argument_spec


def test_progress_goes_to_stderr_with_the_name_of_the_host_and_without_secrets(controller):
    controller.run()
    assert controller.shown == [("  [veeam01] Adding Main: 20 %, with ********", {"stderr": True})]


def test_progress_of_a_delegated_task_names_its_host(controller):
    controller.run(delegate_to="localhost")
    assert controller.shown[0][0].startswith("  [localhost] ")


@pytest.mark.parametrize("off", [False, "false", "no", "off", 0])
def test_a_variable_switches_progress_off(controller, off):
    controller.run(variables={"ansible_veeam_progress": off})
    assert controller.shown == []
    # So that nothing is read from the server for it either.
    assert controller.asked["progress"] is None


def test_a_task_with_no_log_shows_no_progress(controller):
    controller.run(no_log=True)
    assert controller.shown == []
    assert controller.asked["progress"] is None


# --- Invocation ---


@pytest.fixture(params=[True, False, None], ids=["asked for", "not asked for", "no such setting"])
def setting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool | None:
    """INJECT_INVOCATION of ansible-core 2.21; before, there is no such setting and the invocation always comes."""
    value: bool | None = request.param
    definition = None if value is None else {"default": False}
    monkeypatch.setattr(action.C.config, "get_configuration_definition", lambda name: definition)
    monkeypatch.setattr(action.C.config, "get_config_value", lambda name, variables: value)
    return value


def test_the_invocation_comes_where_ansible_core_itself_returns_it(controller, setting):
    result = controller.run()
    assert ("invocation" in result) is (setting is not False)
    if setting is not False:
        assert result["invocation"]["module_args"]["name"] == "Main"
    assert SECRET not in str(result)


def test_a_failure_returns_it_in_the_same_way(controller, setting):
    result = controller.run({**ARGUMENTS, "type": "WinLokal"})
    assert result["failed"] is True
    assert ("invocation" in result) is (setting is not False)


@pytest.mark.parametrize(
    "arguments",
    [{"pasword": MISSPELT}, {"share": {"path": "nas:/x", "pasword": MISSPELT}}],
    ids=["option", "suboption"],
)
def test_the_value_of_an_option_that_does_not_exist_is_never_returned(controller, setting, arguments):
    result = controller.run({**ARGUMENTS, **arguments})
    assert result["failed"] is True
    assert "pasword" in result["msg"]
    assert MISSPELT not in str(result)


def test_options_that_exist_stay_at_every_level():
    spec = {"one": {}, "group": {"options": {"two": {}}}, "list": {"options": {"three": {}}}, "free": {"type": "dict"}}
    given = {"one": 1, "group": {"two": 2}, "list": [{"three": 3}, "odd"], "free": {"any": 4}}
    assert known_options(spec, given) == given
    more = {"x": 1, "one": 1, "group": {"two": 2, "x": 1}, "list": [{"three": 3, "x": 1}, "odd"], "free": {"any": 4}}
    assert known_options(spec, more) == given


# --- Rejected logins of ordinary modules. ---


class Modules:
    """What ordinary modules return, and how many were started."""

    def __init__(self, controller: Controller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self._controller = controller
        self.started = 0
        self.result: dict[str, Any] = {"changed": False}
        monkeypatch.setattr(veeam_repository.ActionModule, "_execute_module", self._execute)
        monkeypatch.setattr(veeam_repository.ActionModule, "_remove_tmp_path", lambda *_given: None)
        monkeypatch.setattr(action, "run_token", lambda connection: RunTokens(str(tmp_path), connection))

    def _execute(self, *_given: Any, **_named: Any) -> dict[str, Any]:
        self.started += 1
        return self.result

    def run(self, **changes: Any) -> dict[str, Any]:
        return self._controller.run({**ARGUMENTS, **changes}, {"ansible_veeam_in_process": False})


@pytest.fixture
def modules(controller: Controller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Modules:
    return Modules(controller, monkeypatch, tmp_path)


FACTS = {"username": "admin", "status": 401, "url": "https://veeam.example.com:9419"}
REJECTED = {"failed": True, "msg": "It was rejected.", "error": {"kind": "AuthenticationFailed", **FACTS}}


def test_a_rejected_login_of_an_ordinary_module_is_not_tried_again_in_the_run(modules, tmp_path):
    modules.result = REJECTED
    assert modules.run() == REJECTED
    again = modules.run(name="Other")
    assert modules.started == 1
    assert again["msg"].startswith("It was rejected. This login was rejected earlier in this run")
    assert (again["failed"], again["error"]) == (True, REJECTED["error"])
    assert SECRET not in "".join(path.read_text("utf-8") + path.name for path in tmp_path.iterdir())
    # Another account, and a token, are others.
    modules.run(password="the-right-one")
    modules.run(username=None, password=None, access_token="a-token")
    assert modules.started == 3


@pytest.mark.parametrize("error", [{"kind": "ApiError", **FACTS}, {"kind": "AuthenticationFailed", "status": 401}])
def test_another_failure_is_no_rejected_login(modules, error):
    modules.result = {"failed": True, "msg": "no", "error": error}
    for _unused in range(2):
        modules.run()
    assert modules.started == 2


def test_of_ordinary_modules_that_begin_together_one_logs_in_first(tmp_path):
    tokens = [RunTokens(str(tmp_path), connection()) for _unused in range(3)]
    order, slept = [], []

    def second(seconds):
        slept.append(seconds)
        if len(slept) == 3:
            tokens[0].remember_refusal(Refusal("It was rejected.", {"username": "admin"}))

    with tokens[0].first_login(10, lambda: 0.0, slept.append, 0.1) as is_first:
        assert is_first
        result = run_with_login_of(tokens[1], second, order)
    assert result["error"]["kind"] == "AuthenticationFailed"
    assert (order, len(slept)) == ([], 3)


def test_a_first_task_that_takes_long_holds_the_others_up_once(tmp_path):
    tokens = [RunTokens(str(tmp_path), connection()) for _unused in range(3)]
    clock = FakeClock()
    with tokens[0].first_login(10, clock.now, clock.sleep, 0.5):
        for waiting in tokens[1:]:
            with waiting.first_login(10, clock.now, clock.sleep, 0.5) as is_first:
                assert not is_first
    assert 10 <= sum(clock.sleeps) <= 11


def run_with_login_of(tokens, sleep, order):
    """What a module returns that waits with ``sleep``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module_logins.time, "sleep", sleep)
        return module_logins.run_with_login(tokens, lambda: order.append("started") or {"changed": False})


# --- The end. ---


def test_warnings_are_shown_and_returned_without_secrets(controller):
    controller.outcome.warnings = {f"It mentions {SECRET}."}
    assert controller.run()["warnings"] == ["It mentions ********."]
    assert controller.warned == ["It mentions ********."]


def test_ansible_core_learns_the_secrets_that_no_option_holds(controller, monkeypatch):
    """From 2.22 on it masks them in all that it shows."""
    learned = []
    monkeypatch.setattr(in_process, "register_secrets", learned.append)
    controller.outcome.secrets = {"a-token"}
    controller.run()
    assert learned == [{"a-token"}]


def test_a_signal_is_handed_on_when_all_is_closed(controller, monkeypatch):
    sent = []
    monkeypatch.setattr(os, "kill", lambda process, number: sent.append((process, number, list(controller.warned))))
    controller.outcome.signal = signal.SIGTERM
    controller.outcome.warnings = {"It is still open."}
    controller.run()
    assert sent == [(os.getpid(), signal.SIGTERM, ["It is still open."])]


def test_arguments_of_the_templating_engine_become_plain_values():
    class Text(str):
        __slots__ = ()

    plain = in_process.plain({Text("a"): (Text("b"), [Text("c")]), "d": None})
    assert plain == {"a": ["b", ["c"]], "d": None}
    assert type(plain["a"][0]) is str


class Vaulted(UserList):
    """A value with the tag !vault, as ansible-core 2.18 has it: a sequence of its signs."""

    __ENCRYPTED__ = True

    def __str__(self):
        return "".join(self)


def test_a_value_from_a_vault_is_a_text_in_every_version():
    assert in_process.plain({"a": [Vaulted("s3cret")]}) == {"a": ["s3cret"]}
