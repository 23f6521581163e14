# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs modules against the simulator in this process, the way the action plugin does."""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.core.clock import SystemClock
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import connection_from, connection_options
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import execute
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import TaskTokens
from simulator.control import Simulator
from support.documented import undocumented_keys
from support.modules import declaration, module_names, returned

# What sends nothing that could change the server: reads, and logging in and out.
HARMLESS = ("/api/oauth2/token", "/api/oauth2/logout", "/token", "/token/logout")


@functools.cache
def _asked() -> re.Pattern[str]:
    """The templates that some module reads by POST, such as those of the inventory browser."""
    paths = {path for name in module_names() for path in declaration(name).api.post_reads}
    patterns = sorted(re.sub(r"\{\w+\}", r"\\{[^}]+\\}", path) for path in paths)
    return re.compile("/(api/)?v[0-9.]+({})".format("|".join(patterns)))


def is_read_by_post(record: dict[str, Any]) -> bool:
    """Whether a record of the log is of a POST that only reads."""
    return record["method"] == "POST" and bool(_asked().fullmatch(record["template"] or ""))


@functools.cache
def _validation(module: str) -> tuple[dict[str, Any], ArgumentSpecValidator]:
    """The options of a module, and what checks arguments against them: a declaration makes both at each look."""
    declared = declaration(module)
    spec = declared.argument_spec
    return spec, ArgumentSpecValidator(spec, **declared.constraints)


class SimulatedTime:
    """A module's clock: waiting moves the time of the simulated servers on, and takes none."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._now = simulator.time()
        self.slept = 0.0

    def now(self) -> float:
        """Seconds since the epoch by the servers' clock, as of the last wait."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let the servers' time pass."""
        self.slept += seconds
        self._now = self._simulator.advance(seconds)


class Controller:
    """A controller: it runs the tasks of one run, against a simulator."""

    def __init__(self, simulator: Simulator, directory: Path, in_real_time: bool = False) -> None:
        """``directory`` is for the controller's tokens and locks."""
        self.simulator = simulator
        self.warnings: set[str] = set()
        self.secrets: set[str] = set()
        self.progress: list[str] = []
        # The clock of the last task.
        self.clock = SimulatedTime(simulator)
        self._in_real_time = in_real_time
        # The log of the simulator has the requests of all tests before.
        self._start = simulator.mark()
        # What belongs to the controller.
        self.directory = directory
        self._tokens, self._locks = str(directory / "tokens"), str(directory / "locks")
        os.makedirs(self._locks, exist_ok=True)

    def forget(self) -> None:
        """Remove what the controller has noted of earlier runs, as for a server that is set up anew."""
        for file in Path(self._locks).glob("*.json"):
            file.unlink()

    def arguments(self, module: str, product: str = "") -> dict[str, Any]:
        """Address and account of the module's product, or of ``product`` for a module that serves several."""
        server = getattr(self.simulator, product or declaration(module).product.name)
        return {
            "url": server.url,
            "username": server.username,
            "password": server.password,
            "ca_path": server.ca_path,
            "poll_interval": 1,
        }

    def client(self, product: str, revision: str) -> Client:
        """A conversation of the test's own, for what no module of the collection does."""
        server = getattr(self.simulator, product)
        given = {"url": server.url, "username": server.username, "password": server.password, "ca_path": server.ca_path}
        options = connection_options(PRODUCTS[product])
        params = {name: option.get("default") for name, option in options.items()}
        connection = connection_from(PRODUCTS[product], {**params, **given, "api_version": revision})
        return Client(connection, TaskTokens(), self.clock, "test")

    def run(
        self, module: str, arguments: dict[str, Any], check: bool = False, watch: Callable[[str], None] | None = None
    ) -> dict[str, Any]:
        """The task's result, with its difference; arguments given as None are left out of the connection."""
        declared = declaration(module)
        product = arguments.get("product") or declared.product.name
        connection = self.arguments(module, product)
        spec, validator = _validation(module)
        raw = {key: value for key, value in {"product": product, **connection}.items() if key in spec}
        raw.update(arguments)
        raw = {key: value for key, value in raw.items() if value is not None or key not in connection}
        validation = validator.validate(raw)
        assert validation.error_messages == [], validation.error_messages
        # Asked for the time anew: it may have been moved by others than the last task.
        self.clock = SimulatedTime(self.simulator)
        outcome = execute(
            declared,
            "opendr.veeam." + module,
            raw,
            validation.validated_parameters,
            check_mode=check,
            diff=True,
            keep_token=lambda connection: RunTokens(self._tokens, connection),
            progress=watch or self.progress.append,
            clock=SystemClock() if self._in_real_time else self.clock,
            locks_in=lambda: self._locks,
        )
        self.warnings = outcome.warnings
        self.secrets |= outcome.secrets | set(validation._no_log_values)
        return outcome.result

    def succeed(self, module: str, arguments: dict[str, Any], check: bool = False) -> dict[str, Any]:
        """``run`` for a task that has to succeed, and return nothing that its module does not document."""
        result = self.run(module, arguments, check)
        assert not result.get("failed"), result
        assert list(undocumented_keys(returned(module), result)) == []
        return result

    def fail(self, module: str, arguments: dict[str, Any], check: bool = False) -> dict[str, Any]:
        """``run`` for a task that has to fail: with a message, the facts behind it, and no secret."""
        result = self.run(module, arguments, check)
        assert result.get("failed") is True, result
        assert set(result) <= {"failed", "msg", "error", "diff"}, result
        assert result["msg"].strip()
        assert "Traceback" not in result["msg"]
        assert result["error"]["kind"]
        assert self.shown_secrets(result) == []
        return result

    def writes(self, since: int | None = None) -> list[tuple[str, str]]:
        """Method and path of every request since then that could change a server, log-ins and log-outs left out."""
        return [
            (record["method"], record["path"])
            for record in self.simulator.requests(self._start if since is None else since)
            if record["method"] != "GET" and not record["path"].endswith(HARMLESS) and not is_read_by_post(record)
        ]

    def logins(self, since: int | None = None) -> int:
        """How many tokens were asked for, since this was made unless something else is said."""
        requests = self.simulator.requests(self._start if since is None else since)
        return len([request for request in requests if request["path"].endswith("/token")])

    def shown_secrets(self, *texts: Any) -> list[str]:
        """The secrets of the tasks so far that stand somewhere in ``texts``, which may be results too."""
        readable = "\n".join(
            text if isinstance(text, str) else json.dumps(text, ensure_ascii=False, default=str) for text in texts
        )
        return [secret for secret in self.secrets if secret in readable or json.dumps(secret)[1:-1] in readable]
