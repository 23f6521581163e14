# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All modules in real runs of ansible-playbook, in process and as ordinary modules: alike, and without a secret.

All examples run in process. Of each module the first one runs both ways, which shows that the two ways are the same,
and so does all that hands over a secret: from the arguments on both run the same declaration. So the integration
targets run in process alone, but for some. To pack an ordinary module and to start it costs a second and more, so that
only modules of each kind are: of the others their main() runs in the process of the task
(support/callbacks/unpacked.py). One run of all modules in process forks each task, as Ansible does, and so does that of
packed modules; the others do not (support/callbacks/unforked.py).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from simulator.control import Connection, Simulator
from simulator.seeds.azure_infrastructure import network_id
from support.modules import COLLECTION, FULL_NAME, declaration, module_names, text
from support.seeds import A_CREDENTIALS_RECORD, prepare
from support.unpacked import UNPACKED


class Way(NamedTuple):
    """How a run executes its tasks: in process or not, only the first of a module, packed and forked as for users."""

    in_process: bool
    short: bool
    packed: bool
    forked: bool
    modules: tuple[str, ...]

    @property
    def callbacks(self) -> list[str]:
        """What writes down the results, and what takes the place of forking and packing."""
        return ["recorder", *([] if self.forked else ["unforked"]), *([] if self.packed else ["unpacked"])]


# A setting, a list, what has secrets, and what restores, of each product. The failures have a login beside them.
PACKED = (
    "veeam_azure_vm_restore",
    "veeam_credential",
    "veeam_flr_restore",
    "veeam_m365_mailbox_restore",
    "veeam_m365_proxy_info",
    "veeam_traffic_rules",
)
WAYS = {
    "all in process": Way(in_process=True, short=False, packed=False, forked=False, modules=tuple(module_names())),
    "in process": Way(in_process=True, short=True, packed=False, forked=True, modules=tuple(module_names())),
    "as modules": Way(in_process=False, short=True, packed=False, forked=False, modules=tuple(module_names())),
    "as packed modules": Way(in_process=False, short=True, packed=True, forked=True, modules=PACKED),
}
WRONG_PASSWORD = "not-the-password-of-anybody"
REPOSITORY_PASSWORD = "the-password-of-a-repository"
# What examples take from a vault.
VAULT_VARIABLE = re.compile(r"\{\{ (vault_\w+)")
# What the examples take from variables, of passwords and keys.
ACCOUNT_SECRETS = {
    name: f"the-{name.replace('_', '-')}-of-an-account"
    for name in (
        *sorted({name for module in module_names() for name in VAULT_VARIABLE.findall(text(module, "EXAMPLES"))}),
        "windows_password",
        "linux_password",
        "linux_private_key",
        "linux_passphrase",
        "initial_password",
        "backup_password",
        "encryption_password",
        "certificate_as_base64",
        "certificate_password",
    )
}
FORESEEN = "foreseen"
FAILURES = "failures"
# How many of them packed modules run: the last is a refused option. More have the targets `ordinary_module`.
PACKED_FAILURES = 7
# What the documentation calls a server, by product.
ADDRESSES = {
    "vbr": ("https://veeam.example.com:9419", "https://veeam.example.com"),
    "azure": ("https://vbazure.example.com",),
    "m365": ("https://vb365.example.com",),
}
# What the simulator's tokens look like.
TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{32}(?![\w-])")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.:+Z-]*")
# Counters and measures that differ from run to run.
DIFFERENT = {"usn", "duration", "expires_in", "age_hours"}


class Run:
    """One run of the playbook: its output, the results that callbacks saw, and what must not be in either."""

    def __init__(self, simulator: Simulator, directory: Path, way: Way) -> None:
        self.simulator = simulator
        self.directory = directory
        self.way = way
        start = simulator.mark()
        # Ansible and its modules wait in real time.
        simulator.release_clock()
        simulator.reset()
        prepare(simulator)
        # A module that writes nothing does the same in check mode. Packed, check mode is one argument more.
        self.foreseen = [
            name for name in way.modules if not way.packed and (not way.short or declaration(name).api.operations)
        ]
        self.output, self.code = self._play()
        self.requests = simulator.requests(start)
        self.results = [json.loads(line) for line in self._read("record").splitlines()]
        self.tokens = [one for name in ("record.tokens", "token") for one in self._read(name).split()]

    def _read(self, name: str) -> str:
        path = self.directory / name
        return path.read_text("utf-8") if path.exists() else ""

    def _play(self) -> tuple[str, int]:
        server = self.simulator.vbr
        playbook = self.directory / "playbook.yml"
        playbook.write_text(yaml.safe_dump(self._plays(), allow_unicode=True, sort_keys=False), "utf-8")
        variables = {
            "ansible_connection": "local",
            "ansible_python_interpreter": sys.executable,
            "ansible_veeam_in_process": self.way.in_process,
            "veeam_password": server.password,
            "wrong_password": WRONG_PASSWORD,
            **{
                f"veeam_{product}_{name}": getattr(getattr(self.simulator, product), name)
                for product in ADDRESSES
                for name in ("url", "username", "password")
            },
            "repository_password": REPOSITORY_PASSWORD,
            **ACCOUNT_SECRETS,
            "credential_id": A_CREDENTIALS_RECORD["id"],
            "network_id": network_id(),
            "export_directory": str(self.directory / "export"),
        }
        (self.directory / "variables.yml").write_text(json.dumps(variables), "utf-8")
        command = [str(Path(sys.executable).with_name("ansible-playbook")), "-vvvv", "--diff", "-i", "localhost,"]
        command += ["-e", f"@{self.directory / 'variables.yml'}", str(playbook)]
        done = subprocess.run(  # noqa: S603
            command, env=self._environment(), cwd=self.directory, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr, done.returncode

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "VEEAM_"))}
        return {
            **kept,
            **self.simulator.environment(),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join([str(COLLECTION.parents[2])]),
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTION.parents[2]),
            "ANSIBLE_HOME": str(self.directory / "home"),
            "ANSIBLE_LOCAL_TEMP": str(self.directory / "local"),
            "ANSIBLE_REMOTE_TMP": str(self.directory / "remote"),
            "VEEAM_LOCK_DIRECTORY": str(self.directory / "locks"),
            **UNPACKED,
            "ANSIBLE_CALLBACKS_ENABLED": ",".join(self.way.callbacks),
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_NOCOLOR": "true",
            "RECORD": str(self.directory / "record"),
            # For the examples' uri task.
            "SSL_CERT_FILE": self.simulator.vbr.ca_path,
        }

    def _plays(self) -> list[dict[str, Any]]:
        # Not on all hosts: examples add some to the inventory.
        plays = [
            {"name": name, "hosts": "localhost", "gather_facts": False, "tasks": self._tasks(name)}
            for name in self.way.modules
        ]
        failures = self._failures()[: PACKED_FAILURES if self.way.packed else None]
        plays.append({"name": FAILURES, "hosts": "localhost", "gather_facts": False, "tasks": failures})
        return plays

    def _tasks(self, name: str) -> list[dict[str, Any]]:
        """A module's examples, and the first of them in check mode before it is done.

        The first that is sure to run. A short run ends with it, but for all that hand over a secret; it has it in check
        mode only where that is different.
        """
        tasks: list[dict[str, Any]] = yaml.safe_load(self._examples(name))
        first = next(number for number, task in enumerate(tasks) if FULL_NAME + name in task and "when" not in task)
        foreseen = {key: value for key, value in tasks[first].items() if key != "register"}
        foreseen |= {"name": f"{tasks[first]['name']}, {FORESEEN}", "check_mode": True}
        chosen = [
            task
            for number, task in enumerate(tasks)
            if not self.way.short
            or number <= first
            or "_password }}" in json.dumps(task)
            or VAULT_VARIABLE.search(json.dumps(task))
        ]
        return [*chosen[:first], *([foreseen] if name in self.foreseen else []), *chosen[first:]]

    def _examples(self, name: str) -> str:
        """A module's examples, with the simulator's address and account in the place of the documentation's."""
        found = text(name, "EXAMPLES")
        product = declaration(name).product.name
        server: Connection = getattr(self.simulator, product)
        for address in ADDRESSES[product]:
            found = found.replace(address, server.url)
        return found.replace("EXAMPLE\\automation", server.username)

    def _failures(self) -> list[dict[str, Any]]:
        """What has to fail, and the token of a login kept for the test."""
        tasks: list[dict[str, Any]] = [
            {"opendr.veeam.veeam_login": {}, "register": "login"},
            {
                "ansible.builtin.copy": {
                    "content": "{{ login.access_token }}",
                    "dest": str(self.directory / "token"),
                    "mode": "0600",
                },
                "no_log": True,
                "diff": False,
            },
            {
                "opendr.veeam.veeam_repository_info": {"access_token": "{{ login.access_token }}", "name": "none"},
            },
            {"opendr.veeam.veeam_logout": {"access_token": "{{ login.access_token }}"}},
            {"opendr.veeam.veeam_repository_info": {"access_token": "{{ login.access_token }}"}},
            {"opendr.veeam.veeam_repository_info": {"password": "{{ wrong_password }}"}},
            {"opendr.veeam.veeam_repository": {"name": "x", "type": "WinLokal"}},
            {"opendr.veeam.veeam_login": {"password": "{{ wrong_password }}"}},
            {"opendr.veeam.veeam_repository_info": {"url": "https://127.0.0.1:1", "retries": 0}},
            {"opendr.veeam.veeam_repository": {"name": "NFS Share 01", "type": "Smb"}},
            {"opendr.veeam.veeam_repository": {"name": "Linux Repository 01", "state": "absent"}},
            {"opendr.veeam.veeam_repository": {"name": None}},
            {"opendr.veeam.veeam_azure_service_account_info": {"password": "{{ wrong_password }}"}},
            {"opendr.veeam.veeam_azure_service_account_info": {"purpose": "Backup"}},
        ]
        return [{"name": f"Failure {number}", "ignore_errors": True, **task} for number, task in enumerate(tasks)]


@pytest.fixture(scope="module")
def runs(running: Simulator, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Every run."""
    return {way: Run(running, tmp_path_factory.mktemp("run"), settings) for way, settings in WAYS.items()}


each_way = pytest.mark.parametrize("way", WAYS)


@each_way
def test_the_examples_of_all_modules_run_in_one_playbook(runs, way):
    run = runs[way]
    failed = [one["task"] for one in run.results if one["outcome"] == "failed"]
    assert run.code == 0, f"{run.results[-1]} {run.output[-4000:]}"
    assert failed == [f"Failure {number}" for number in range(4, PACKED_FAILURES if run.way.packed else 14)]
    assert {one["module"] for one in run.requests if one["module"]} >= set(run.way.modules)
    assert len([one for one in run.results if one["task"].endswith(FORESEEN)]) == len(run.foreseen)


@each_way
def test_no_password_is_anywhere_in_output_or_results(runs, way):
    run = runs[way]
    readable = run.output + json.dumps(run.results, ensure_ascii=False)
    passwords = {getattr(run.simulator, product).password for product in ADDRESSES}
    for secret in (*passwords, WRONG_PASSWORD, REPOSITORY_PASSWORD, *ACCOUNT_SECRETS.values()):
        for form in (secret, json.dumps(secret)[1:-1], json.dumps(json.dumps(secret))[3:-3]):
            assert form not in readable


@each_way
def test_no_token_is_anywhere_in_output_or_results(runs, way):
    run = runs[way]
    # That of veeam_login, and in process those that the run shares.
    assert len(run.tokens) > (1 if run.way.in_process else 0)
    assert all(TOKEN.fullmatch(token) for token in run.tokens)
    readable = run.output + json.dumps(run.results)
    assert [token for token in run.tokens if token in readable] == []
    assert TOKEN.findall(readable) == []
    assert "Bearer " not in readable.replace("Authorization: Bearer {{ login.access_token }}", "")


def _logins(requests: list[dict[str, Any]], status: int = 200) -> list[dict[str, Any]]:
    return [
        one
        for one in requests
        if one["method"] == "POST" and one["path"].endswith("/token") and one["status"] == status
    ]


def _logouts(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ends = (("POST", "logout"), ("DELETE", "token"))
    return [one for one in requests if (one["method"], one["path"].rpartition("/")[2]) in ends]


def _spoken(requests: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """The products and revisions that were spoken; the appliance of Azure has its revision in the path."""
    answered = [one for one in requests if one["status"] < 300 and not one["path"].endswith(("/token", "/logout"))]
    return {
        (one["product"], one["path"].split("/")[2] if one["product"] == "azure" else one["revision"])
        for one in answered
    }


@pytest.mark.parametrize("way", ["all in process", "in process"])
def test_a_run_in_process_logs_in_once_for_all_its_tasks_and_out_at_its_end(runs, way):
    requests = runs[way].requests
    shared = [one for one in requests if one["module"] != "veeam_login"]
    # One for each API revision that the examples speak.
    ours = len(_spoken(requests))
    assert len(_logins(shared)) == ours
    # One of each product was refused for the wrong password.
    assert len(_logins(shared, 401) + _logins(shared, 400)) == 2
    assert len(_logouts(requests[-ours:])) == ours
    assert {one["module"] for one in requests[-ours:]} == {"logout"}


def test_ordinary_modules_log_out_of_what_they_log_in_to(runs):
    requests = [one for one in runs["as modules"].requests if not (one["module"] or "").startswith("veeam_log")]
    assert _logins(requests)
    assert len(_logins(requests)) == len(_logouts(requests))


@pytest.mark.parametrize("way", ["as modules", "as packed modules"])
def test_both_ways_give_the_same_results_key_for_key(runs, way):
    results = list(_comparable(runs[way]))
    common = {(one["play"], one["task"]) for one in results}
    expected = [one for one in _comparable(runs["in process"]) if (one["play"], one["task"]) in common]
    assert [one["task"] for one in results] == [one["task"] for one in expected]
    for one, other in zip(results, expected, strict=True):
        # Line by line, so that a failure shows the difference and not two whole results.
        assert _lines(one) == _lines(other), one["task"]


def _lines(result: dict[str, Any]) -> list[str]:
    return json.dumps(result, indent=1, sort_keys=True, ensure_ascii=False).splitlines()


def _comparable(run: Run) -> Iterator[dict[str, Any]]:
    """Results without what differs from run to run: ids of new objects, times, places of scratch files."""
    for one in run.results:
        if one["task"] == "Failure 1":
            continue  # ansible.builtin.copy
        yield one | {"result": _steady(one["result"], str(run.directory))}


def _steady(value: Any, directory: str) -> Any:
    if isinstance(value, dict):
        return {key: _steady(item, directory) for key, item in value.items() if key not in DIFFERENT}
    if isinstance(value, list):
        return [_steady(item, directory) for item in value]
    if not isinstance(value, str):
        return value
    return TIME.sub("TIME", UUID.sub("ID", value.replace(directory, "DIRECTORY")))


def test_requests_keep_to_the_documents(runs):
    for run in runs.values():
        assert [one for one in run.requests if one["violations"]] == []
