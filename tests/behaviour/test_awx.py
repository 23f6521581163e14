# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drill as AWX runs it, by ansible-runner in three phases, and the message that follows in its workflow."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible_runner import interface

from ansible_collections.opendr.veeam.plugins.inventory.backups import NAME
from ansible_collections.opendr.veeam.plugins.module_utils.engine.masking import every_form
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.plan import prepared
from simulator.control import Simulator
from support.awx import DIRECTORY, injected, load, slices
from support.inventories import read_inventory
from support.modules import COLLECTION
from support.playbooks import Playbook, ansible_environment
from support.running import Controller

WORKER = Path(sys.executable).parent / "ansible-runner"
DESTINATION = {
    "host": {"name": "esx02.dr.example"},
    "resource_pool": {"path": "vcenter01.dr.example/Cluster02/Recovered"},
}
PLAN = {"name": "Shop", "tiers": [{"name": "applications", "machines": [{"name": "app02"}]}]}
IDENT = "42"
# The files that ansible-runner writes the environment of a job to. AWX removes both directories with the job.
OF_RUNNER = {"runner/env/envvars", *(f"{side}/artifacts/{IDENT}/command" for side in ("runner", "back"))}


def has_secret(text: str, secret: str) -> bool:
    """Whether a secret is in a text, in any way in which it may be escaped."""
    return any(form in text for form in every_form([secret]))


class Job:
    """A job of AWX: what its dispatcher packs, what the execution node does with it, and what comes back.

    ``control`` is the private data directory of AWX, ``node`` that of the execution node, which is the container's
    /runner.
    """

    def __init__(self, simulator: Simulator, directory: Path) -> None:
        self.control, self.node, self._directory = directory / "control", directory / "runner", directory
        self._simulator = simulator
        self.events: list[dict[str, Any]] = []
        for name in ("env", "inventory", "project/playbooks"):
            (self.control / name).mkdir(parents=True)

    def run(self, template: str) -> Any:
        """Run the playbook of a job template; the result is that of ansible-runner."""
        described = load(DIRECTORY / "job_templates" / f"{template}.yml")
        self._write(described)
        package, answers = self._directory / "package", self._directory / "answers"
        with package.open("wb") as stream:
            interface.run(
                streamer="transmit",
                _output=stream,
                private_data_dir=str(self.control),
                playbook=described["playbook"],
                ident=IDENT,
                envvars=self._environment(),
                settings={"suppress_ansible_output": True, "suppress_env_files": True},
            )
        with package.open("rb") as source, answers.open("wb") as target:
            command = [WORKER, "worker", "--private-data-dir", str(self.node)]
            on_node = ansible_environment(self._directory) | {"VEEAM_LOCK_DIRECTORY": str(self._directory / "locks")}
            subprocess.run(command, stdin=source, stdout=target, env=on_node, check=False)  # noqa: S603
        back = self._directory / "back"
        back.mkdir()
        with answers.open("rb") as stream:
            return interface.run(
                streamer="process",
                _input=stream,
                private_data_dir=str(back),
                ident=IDENT,
                quiet=True,
                event_handler=self._keep,
            )

    def _keep(self, event: dict[str, Any]) -> bool:
        self.events.append(event)
        return True

    def _write(self, described: dict[str, Any]) -> None:
        """What AWX puts into the directory: the project, the inventory as a script, extra variables, a CA file."""
        project = self.control / "project" / "playbooks"
        for path in (COLLECTION / "playbooks").glob("*.yml"):
            shutil.copy(path, project)
        variables = {"dr_drill_plan": PLAN, "dr_drill_defaults": {"recovery": {"destination": DESTINATION}}}
        inventory = {"all": {"hosts": [], "vars": variables}, "_meta": {"hostvars": {}}}
        script = self.control / "inventory" / "hosts"
        script.write_text(f"#!/usr/bin/env python3\nprint({json.dumps(inventory)!r})\n", "utf-8")
        script.chmod(0o700)
        # The answers of the survey, as somebody leaves them.
        answers = {question["variable"]: question["default"] for question in described["survey_spec"]["spec"]}
        (self.control / "env" / "extravars").write_text(yaml.safe_dump(answers), "utf-8")
        shutil.copy(self._simulator.vbr.ca_path, self.control / "env" / "template.ca")

    def _environment(self) -> dict[str, str]:
        """What a credential of the type for Backup & Replication injects, and what AWX sets for every job."""
        server = self._simulator.vbr
        given = {"url": server.url, "username": server.username, "password": server.password}
        return {
            **injected("vbr", {**given, "ca_certificates": "-----BEGIN"}, str(self.node / "env")),
            "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True",
            "ANSIBLE_PARAMIKO_RECORD_HOST_KEYS": "False",
            "ANSIBLE_FORCE_COLOR": "True",
            "JOB_ID": IDENT,
        }

    def files_with(self, secret: str) -> set[str]:
        """The files that hold a text, on the execution node and in what comes back from it."""
        sides = (self.node, self._directory / "back")
        kept = [path for side in sides for path in side.rglob("*") if path.is_file()]
        return {
            str(path.relative_to(self._directory))
            for path in kept
            if has_secret(path.read_text("utf-8", "replace"), secret)
        }


def test_a_drill_as_awx_runs_it(controller: Controller, tmp_path: Path) -> None:
    simulator = controller.simulator
    simulator.release_clock()
    job = Job(simulator, tmp_path)
    start = simulator.mark()
    outcome = job.run("dr_drill")
    output = "".join(event.get("stdout", "") + "\n" for event in job.events)
    assert outcome.status == "successful", output
    assert "1 of 1 machines passed" in output
    sent = [path.rpartition("/")[2] for _method, path in controller.writes(start)]
    assert sent == ["vm", "unmount"]
    # What AWX hands over to the next node of a workflow.
    facts = [event["event_data"] for event in job.events]
    (handed_over,) = [event["artifact_data"] for event in facts if "artifact_data" in event]
    assert handed_over["dr_drill_outcome"]["passed"] is True
    assert handed_over["dr_drill_outcome"]["failed"] == []
    assert job.files_with(simulator.vbr.password) == OF_RUNNER
    assert not has_secret(json.dumps(job.events), simulator.vbr.password)


@contextmanager
def webhook() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A webhook of a chat program: its address, and the messages that it gets."""
    messages: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_values: object) -> None:
            """Print nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/secret-hook", messages
        server.shutdown()
        thread.join()


def test_slices_of_a_drill_share_the_machines_of_the_inventory(
    simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in simulator.environment().items():
        monkeypatch.setenv(name, value)
    options = load(DIRECTORY / "protected.veeam.yml")
    assert options.pop("plugin") == NAME
    hosts = list(read_inventory(tmp_path, **options).hosts)
    path = DIRECTORY / "job_templates" / "dr_drill_slices.yml"
    template = DataLoader().load_from_file(str(path), trusted_as_template=True)
    drilled = []
    for part in slices(hosts, 2):
        templar = Templar(loader=DataLoader(), variables={"groups": {"all": part}})
        plan = prepared(templar.template(template["extra_vars"]["dr_drill_plan"]), {})
        assert plan["problems"] == []
        drilled += [(machine["name"], machine["vm_name"]) for machine in plan["machines"]]
    assert sorted(drilled) == [(name, f"{name}-drill") for name in sorted(hosts)]
    assert len(hosts) == 5


OUTCOME = {
    "name": "Shop",
    "mode": "drill",
    "passed": False,
    "text": "1 of 3 machines passed",
    "failed": ["a", "b"],
}


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (OUTCOME, "Drill 'Shop' FAILED: 1 of 3 machines passed. Not passed: a, b."),
        (None, "A recovery drill ended without a result. Look at its job."),
    ],
)
def test_the_message_of_the_workflow(
    controller: Controller, tmp_path: Path, outcome: dict[str, Any] | None, text: str
) -> None:
    handed_over = {"dr_drill_outcome": outcome} if outcome else {}
    with webhook() as (url, messages):
        run = Playbook(controller.simulator, "notify_drill", {"notify_drill_url": url, **handed_over}, tmp_path).run()
    assert run.code == 0, run.output
    assert messages == [{"text": text}]
    assert "secret-hook" not in run.output
