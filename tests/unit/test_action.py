# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the action plugin adds to a module: progress, its switch, the invocation, and the signal that it hands on."""

from __future__ import annotations

import os
import signal
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.utils.display import Display

from ansible_collections.opendr.veeam.plugins.action import veeam_repository
from ansible_collections.opendr.veeam.plugins.module_utils.engine.invocation import known_options
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import Outcome
from ansible_collections.opendr.veeam.plugins.plugin_utils import action, in_process

SECRET = "the-password-of-an-account"
MISSPELT = "the-value-of-a-misspelt-option"
ARGUMENTS = {"url": "veeam.example.com", "username": "admin", "password": SECRET, "name": "Main"}


class Bench:
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
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(monkeypatch)


# --- Progress ---


def test_progress_goes_to_stderr_with_the_name_of_the_host_and_without_secrets(bench):
    bench.run()
    assert bench.shown == [("  [veeam01] Adding Main: 20 %, with ********", {"stderr": True})]


def test_progress_of_a_delegated_task_names_its_host(bench):
    bench.run(delegate_to="localhost")
    assert bench.shown[0][0].startswith("  [localhost] ")


@pytest.mark.parametrize("off", [False, "false", "no", "off", 0])
def test_a_variable_switches_progress_off(bench, off):
    bench.run(variables={"ansible_veeam_progress": off})
    assert bench.shown == []
    # So that nothing is read from the server for it either.
    assert bench.asked["progress"] is None


def test_a_task_with_no_log_shows_no_progress(bench):
    bench.run(no_log=True)
    assert bench.shown == []
    assert bench.asked["progress"] is None


# --- Invocation ---


@pytest.fixture(params=[True, False, None], ids=["asked for", "not asked for", "no such setting"])
def setting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool | None:
    """INJECT_INVOCATION of ansible-core 2.21; before, there is no such setting and the invocation always comes."""
    value: bool | None = request.param
    definition = None if value is None else {"default": False}
    monkeypatch.setattr(action.C.config, "get_configuration_definition", lambda name: definition)
    monkeypatch.setattr(action.C.config, "get_config_value", lambda name, variables: value)
    return value


def test_the_invocation_comes_where_ansible_core_itself_returns_it(bench, setting):
    result = bench.run()
    assert ("invocation" in result) is (setting is not False)
    if setting is not False:
        assert result["invocation"]["module_args"]["name"] == "Main"
    assert SECRET not in str(result)


def test_a_failure_returns_it_in_the_same_way(bench, setting):
    result = bench.run({**ARGUMENTS, "type": "WinLokal"})
    assert result["failed"] is True
    assert ("invocation" in result) is (setting is not False)


@pytest.mark.parametrize(
    "arguments",
    [{"pasword": MISSPELT}, {"share": {"path": "nas:/x", "pasword": MISSPELT}}],
    ids=["option", "suboption"],
)
def test_the_value_of_an_option_that_does_not_exist_is_never_returned(bench, setting, arguments):
    result = bench.run({**ARGUMENTS, **arguments})
    assert result["failed"] is True
    assert "pasword" in result["msg"]
    assert MISSPELT not in str(result)


def test_options_that_exist_stay_at_every_level():
    spec = {"one": {}, "group": {"options": {"two": {}}}, "list": {"options": {"three": {}}}, "free": {"type": "dict"}}
    given = {"one": 1, "group": {"two": 2}, "list": [{"three": 3}, "odd"], "free": {"any": 4}}
    assert known_options(spec, given) == given
    more = {"x": 1, "one": 1, "group": {"two": 2, "x": 1}, "list": [{"three": 3, "x": 1}, "odd"], "free": {"any": 4}}
    assert known_options(spec, more) == given


# --- The end. ---


def test_warnings_are_shown_and_returned_without_secrets(bench):
    bench.outcome.warnings = {f"It mentions {SECRET}."}
    assert bench.run()["warnings"] == ["It mentions ********."]
    assert bench.warned == ["It mentions ********."]


def test_a_signal_is_handed_on_when_all_is_closed(bench, monkeypatch):
    sent = []
    monkeypatch.setattr(os, "kill", lambda process, number: sent.append((process, number, list(bench.warned))))
    bench.outcome.signal = signal.SIGTERM
    bench.outcome.warnings = {"It is still open."}
    bench.run()
    assert sent == [(os.getpid(), signal.SIGTERM, ["It is still open."])]


def test_arguments_of_the_templating_engine_become_plain_values():
    class Text(str):
        __slots__ = ()

    plain = in_process.plain({Text("a"): (Text("b"), [Text("c")]), "d": None})
    assert plain == {"a": ["b", ["c"]], "d": None}
    assert type(plain["a"][0]) is str
