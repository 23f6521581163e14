# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of the modules' examples, as data that can be run without a playbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support.modules import FULL_NAME, declaration, examples, module_names

# For what examples write.
_SCRATCH = tempfile.TemporaryDirectory()
# Where they write by what they say.
TEMPORARY = "/tmp/"  # noqa: S108  (nothing is written there)
BLOCKS = ("block", "rescue", "always")
# Values for what the examples take from variables, by the option it is given to; the connection is the tests' own.
TEMPLATED: dict[str, Any] = {
    "id": "0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e",
    "api_version": "1.3-rev1",
    "created_after": "2026-01-14T00:00:00Z",
    "after": "2026-01-14T00:00:00Z",
    "before": "2100-01-01T00:00:00Z",
    "started_after": "2026-01-14T00:00:00Z",
    "access_token": "a-token-from-a-variable",
    "url": "https://veeam.example.com",
    "username": "a-user-from-a-variable",
    "password": "a-password-from-a-variable",
    "encryption_password": "an-encryption-password",
    "account_password": "an-account-password",
    "private_key": "a-private-key",
    "network": "/subscriptions/x/virtualNetworks/vnet-dr",
    "subnet": "/subscriptions/x/virtualNetworks/vnet-dr/subnets/machines",
    "passphrase": "a-passphrase",
    "default_user_password": "an-initial-password",
    "application_certificate": "a-certificate",
    "application_certificate_password": "a-password-of-a-certificate",
    "client_secret": "a-client-secret",
    "community_string": "a-community-string",
    "server_certificate": "a-server-certificate",
    "client_certificate": "a-client-certificate",
    "client_certificate_password": "a-password-of-a-file",
    "secret_key": "a-secret-key",
    "shared_key": "a-shared-key",
    "key_file": "a-key-file",
    "session_id": "0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e",
    "user_code": "SEED-CODE",
    "expires_on": "2100-01-01T00:00:00Z",
}


def tasks_of(module: str) -> list[dict[str, Any]]:
    """Every task of a module's examples, those inside blocks too."""
    return list(_flat(examples(module)))


def _flat(tasks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for task in tasks:
        inner = [name for name in BLOCKS if name in task]
        if not inner:
            yield task
        for name in inner:
            yield from _flat(task[name])


def action_of(task: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Full name of the module that a task runs, and its arguments as they are written."""
    for key, arguments in task.items():
        if "." in key:
            return key, dict(arguments or {})
    raise ValueError(f"no module in the task {task.get('name')!r}")


def own_tasks(module: str, directory: Path | None = None) -> list[tuple[str, str, dict[str, Any]]]:
    """Name, module and arguments of each task in a module's examples that runs a module of this collection.

    Variables are replaced by values. What they write is in a directory of its own for each call, in ``directory`` where
    that is given: tests that run side by side may run the same example.
    """
    tasks = []
    scratch = tempfile.mkdtemp(dir=directory or _SCRATCH.name)
    values = {**TEMPLATED, "directory": f"{scratch}/export", TEMPORARY: scratch}
    for task in tasks_of(module):
        action, arguments = action_of(task)
        if action.startswith(FULL_NAME):
            filled = {option: _filled(option, value, values) for option, value in arguments.items()}
            tasks.append((task["name"], action.removeprefix(FULL_NAME), filled))
    return tasks


def _filled(option: str, value: Any, values: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(key, item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(option, item, values) for item in value]
    if isinstance(value, str) and "{{" in value:
        if option not in values:
            raise KeyError(f"give a value for the option {option} in TEMPLATED; the example has {value!r}")
        return values[option]
    if isinstance(value, str) and value.startswith(TEMPORARY):
        return f"{values[TEMPORARY]}/{value.removeprefix(TEMPORARY)}"
    return value


def all_own_tasks() -> list[tuple[str, str, str, dict[str, Any]]]:
    """``own_tasks`` of every module, each with the module that documents it."""
    return [(module, *task) for module in module_names() for task in own_tasks(module)]


def with_connection(module: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments of an example, with an address and an account where it leaves them to the environment."""
    given = {"url": TEMPLATED["url"], "username": "u", "password": "p"}
    known = declaration(module).argument_spec
    return {**{key: value for key, value in given.items() if key in known}, **arguments}
