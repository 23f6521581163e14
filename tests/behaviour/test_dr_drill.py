# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drill and the failover: refused as a whole, killed in the middle and run again, and never a copy left behind."""

from __future__ import annotations

import json
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from support.killing import acts
from support.playbooks import Playbook, Run, kill_workers, press_ctrl_c
from support.running import Controller

MOUNT, UNMOUNT, MIGRATE = (f"InstantViVMRecovery{step}" for step in ("Mount", "Unmount", "Migrate"))
DESTINATION = {
    "destination": {
        "host": {"name": "esx02.dr.example"},
        "resource_pool": {"path": "vcenter01.dr.example/Cluster02/Recovered"},
    },
}


@pytest.fixture
def port() -> Iterator[int]:
    """A port at which something listens, as the recovered machine would."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


def tcp(port: int) -> dict[str, Any]:
    return {"type": "tcp", "host": "127.0.0.1", "port": port, "timeout": 1}


def run(
    controller: Controller,
    directory: Path,
    name: str,
    tiers: list[dict[str, Any]],
    forked: bool = False,
    **variables: Any,
) -> Run:
    return playbook(controller, directory, name, tiers, **variables).run(forked=forked)


def playbook(
    controller: Controller, directory: Path, name: str, tiers: list[dict[str, Any]], **variables: Any
) -> Playbook:
    plan = {"name": "Shop", "tiers": tiers}
    return Playbook(
        controller.simulator,
        name,
        {
            "dr_drill_plan": plan,
            "dr_drill_defaults": {"recovery": DESTINATION},
            "dr_drill_report_directory": str(directory / "report"),
            "dr_drill_poll_interval": 1,
            **variables,
        },
        directory,
    )


def mounts(controller: Controller) -> list[str]:
    return [mount["vm_name"].lower() for mount in controller.succeed("veeam_instant_recovery_info", {})["mounts"]]


def wait_for_mount(controller: Controller, name: str) -> None:
    """What a session that runs has begun is there when that ends."""
    deadline = time.monotonic() + 10
    while mounts(controller) != [name]:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_everything_against_a_plan_is_reported_at_once_and_nothing_is_recovered(
    controller: Controller, tmp_path: Path
) -> None:
    start = controller.simulator.mark()
    tiers = [
        {"name": "a", "after": ["b"], "machines": [{"name": "nowhere01"}]},
        {"name": "b", "after": ["a"], "machines": [{"name": "app01", "rpo_hours": 2}]},
        {
            "name": "c",
            "machines": [
                {"name": "app02", "restore_point": {"type": ["Rollback"]}},
                {"name": "web01", "recovery": {"nics_enabled": True}},
            ],
        },
    ]
    refused = run(controller, tmp_path, "dr_drill", tiers)
    assert refused.code == 2
    text = " ".join(refused.output.split())
    for problem in (
        "The tiers a -> b -> a wait for each other.",
        "nowhere01: No backup contains a machine or object 'nowhere01'.",
        "app01: the target cannot be met. rpo_hours is 2, and the newest restore point that can be used is",
        "app02: None of the 3 restore points of 'app02' can be used.",
        "web01: nics_enabled is true, so the copy could reach production.",
        "Nothing was recovered.",
    ):
        assert problem in text
    assert controller.writes(start) == []


def test_no_copy_is_made_for_a_file_that_is_missing_nor_for_a_failover_by_the_wrong_playbook(
    controller: Controller, tmp_path: Path
) -> None:
    start = controller.simulator.mark()
    missing = {"type": "tasks", "file": str(tmp_path / "missing.yml")}
    tiers = [{"name": "all", "machines": [{"name": "app02", "checks": [missing]}]}]
    refused = run(controller, tmp_path, "dr_drill", tiers)
    assert refused.code == 2
    assert "missing.yml" in refused.output
    tiers[0]["machines"] = [{"name": "app02"}]
    wrong = run(controller, tmp_path, "dr_drill", tiers, dr_drill_mode="failover")
    assert wrong.code == 2
    assert "use the playbook opendr.veeam.dr_failover for a failover" in " ".join(wrong.output.split())
    assert controller.writes(start) == []


def test_checks_from_a_host_that_is_gone_fail_and_a_secret_of_a_task_is_not_shown(
    controller: Controller, tmp_path: Path
) -> None:
    own = tmp_path / "check.yml"
    own.write_text(
        "- name: Log in\n"
        "  ansible.builtin.fail:\n"
        "    msg: the password is hunter2-of-the-shop\n"
        "  when: dr_drill_machine.vm_name == 'app02-drill'\n"
        "  no_log: true\n",
        "utf-8",
    )
    page = {"type": "http", "url": "http://127.0.0.1:1/", "timeout": 1}
    tiers = [
        {"name": "all", "machines": [{"name": "app02", "checks": [tcp(1), page, {"type": "tasks", "file": str(own)}]}]}
    ]
    drill = run(controller, tmp_path, "dr_drill", tiers, dr_drill_check_from="gone.invalid")
    assert drill.code == 2
    assert mounts(controller) == []
    (machine,) = json.loads((tmp_path / "report" / "report.json").read_text("utf-8"))["machines"]
    tcp_check, page_check, own_check = machine["checks"]
    assert not tcp_check["passed"]
    assert not page_check["passed"]
    assert "connect" in tcp_check["message"]
    assert "connect" in page_check["message"]
    assert own_check["message"] == "A task with no_log failed."
    written = [path.read_text("utf-8") for path in (tmp_path / "report").iterdir()]
    # ansible-core itself prints the error of such a task where it fails.
    shown = drill.output.partition("Note that it failed")[2]
    assert "A task with no_log failed." in shown
    assert not [text for text in (*written, shown) if "hunter2" in text]


def test_two_plans_in_one_run_do_not_mix(controller: Controller, tmp_path: Path) -> None:
    start = controller.simulator.mark()
    both = tmp_path / "both.yml"
    both.write_text(
        "- name: Drill one machine\n"
        "  import_playbook: opendr.veeam.dr_drill\n"
        "  vars: {dr_drill_only: [app02]}\n"
        "- name: Fail over the other\n"
        "  import_playbook: opendr.veeam.dr_failover\n"
        "  vars: {dr_drill_only: [web01]}\n",
        "utf-8",
    )
    migration = {"migration": {"host": {"name": "esx02.dr.example"}, "datastore": {"name": "datastore02"}}}
    # It accepts a connection and never answers, so one request takes all the time of the check.
    silent = socket.create_server(("127.0.0.1", 0))
    silent.setblocking(False)
    page = {"type": "http", "url": f"http://127.0.0.1:{silent.getsockname()[1]}/", "timeout": 3, "interval": 1}
    tiers: list[dict[str, Any]] = [
        {
            "name": "all",
            "machines": [{"name": "app02", "checks": [page]}, {"name": "web01", "failover": {"vm_name": "web01-dr"}}],
        }
    ]
    done = run(
        controller,
        tmp_path,
        str(both),
        tiers,
        # The machines side by side.
        forked=True,
        dr_drill_defaults={"recovery": DESTINATION, "failover": migration},
        dr_drill_fail=False,
        dr_failover_confirm="Shop",
        dr_failover_incident=(controller.simulator.now() - timedelta(minutes=5)).isoformat(timespec="seconds"),
    )
    assert done.code == 0, done.output
    assert acts(controller, start) == Counter({MOUNT: 2, UNMOUNT: 1, MIGRATE: 1})
    with silent, silent.accept()[0], pytest.raises(BlockingIOError):
        silent.accept()
    assert "0 of 1 machines passed" in done.output
    assert "1 of 1 machines passed" in done.output


def test_killed_with_copies_mounted_and_run_again_it_ends_with_none(
    controller: Controller, tmp_path: Path, port: int
) -> None:
    start = controller.simulator.mark()
    own = tmp_path / "check.yml"
    own.write_text(
        "- name: Look at the machine\n"
        "  ansible.builtin.assert:\n"
        "    that: dr_drill_machine.vm_name == 'web01-drill'\n"
        "    fail_msg: '{{ dr_drill_machine.vm_name }} is another machine'\n",
        "utf-8",
    )
    check = {"type": "tasks", "file": str(own)}
    tiers = [
        {"name": "apps", "machines": [{"name": "app02", "checks": [tcp(port), check]}]},
        {"name": "web", "machines": [{"name": "web01", "rto_minutes": 10, "checks": [check]}]},
    ]
    drill = playbook(controller, tmp_path, "dr_drill", tiers)
    controller.simulator.settings(speed=5.0)
    drill.kill_once(lambda: acts(controller, start)[MOUNT] == 2)
    controller.simulator.settings(speed=0.0)
    # The server makes the second one all the same.
    assert "app02-drill" in mounts(controller)

    again = drill.run()

    assert mounts(controller) == []
    assert acts(controller, start) == Counter({MOUNT: 4, UNMOUNT: 4})
    assert "left over from an earlier drill, removed first: app02-drill, web01-drill" in again.output
    # The last task of one machine fails, so the drill does.
    assert again.code == 2
    report = json.loads((tmp_path / "report" / "report.json").read_text("utf-8"))
    app02, web01 = report["machines"]
    assert (app02["passed"], web01["passed"]) == (False, True)
    assert [check["passed"] for check in app02["checks"]] == [True, False]
    assert app02["checks"][1]["message"] == "app02-drill is another machine"
    assert web01["rto"]["met"] is True
    assert web01["sessions"][0]["logs"]
    # The second tier begins when the first has been checked.
    assert app02["times"]["booted"] < web01["times"]["started"]
    written = [path.read_text("utf-8") for path in (tmp_path / "report").iterdir()]
    assert len(written) == 3
    assert not [text for text in (*written, again.output) if controller.simulator.vbr.password in text]


def kill_workers_and_press_ctrl_c(process: int) -> None:
    """In a play with the strategy free, ansible-core waits without end for a task whose process was killed."""
    kill_workers(process)
    press_ctrl_c(process)


@pytest.mark.parametrize("end", [press_ctrl_c, kill_workers_and_press_ctrl_c])
def test_interrupted_with_a_copy_mounted_and_run_again_it_ends_with_none(
    controller: Controller, tmp_path: Path, end: Callable[[int], None]
) -> None:
    start = controller.simulator.mark()
    controller.simulator.settings(speed=2.0)
    drill = playbook(controller, tmp_path, "dr_drill", [{"name": "all", "machines": [{"name": "app02"}]}])
    shown = tmp_path / "ended.out"
    # A worker that is killed while it hands over its progress keeps the lock of Ansible's queue for ever.
    ended = drill.run_until(
        lambda: acts(controller, start)[MOUNT] == 1 and "Reading the restore point" in shown.read_text("utf-8"), end
    )
    assert ended.code != 0
    controller.simulator.settings(speed=0.0)
    # The server makes it all the same.
    wait_for_mount(controller, "app02-drill")

    again = drill.run()

    assert again.code == 0, again.output
    assert mounts(controller) == []
    assert acts(controller, start) == Counter({MOUNT: 2, UNMOUNT: 2})
    assert "left over from an earlier drill, removed first: app02-drill" in again.output


def test_with_the_server_away_while_a_copy_is_mounted_the_next_drill_ends_with_none(
    controller: Controller, tmp_path: Path
) -> None:
    start = controller.simulator.mark()
    controller.simulator.settings(speed=1.0)
    tiers = [{"name": "all", "machines": [{"name": "app02"}]}]
    drill = playbook(controller, tmp_path, "dr_drill", tiers, __dr_drill_pause=1, dr_drill_connection={"retries": 1})
    away = {"match": {"path": "/api/*"}, "times": None, "fault": {"kind": "reset"}}
    # It does not come back before the end of the drill.
    ended = drill.run_until(
        lambda: acts(controller, start)[MOUNT] == 1, lambda _process: controller.simulator.faults(away)
    )
    assert ended.code == 2
    assert "0 of 1 machines passed" in ended.output
    controller.simulator.faults()
    controller.simulator.settings(speed=0.0)
    wait_for_mount(controller, "app02-drill")

    again = drill.run()

    assert again.code == 0, again.output
    assert mounts(controller) == []


def test_a_failover_migrates_what_works_and_is_not_repeated(controller: Controller, tmp_path: Path, port: int) -> None:
    start = controller.simulator.mark()
    incident = (controller.simulator.now() - timedelta(minutes=5)).isoformat(timespec="seconds")
    migration = {"migration": {"host": {"name": "esx02.dr.example"}, "datastore": {"name": "datastore02"}}}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = int(listener.getsockname()[1])
    tiers: list[dict[str, Any]] = [{"name": "all", "machines": [{"name": "app02"}, {"name": "web01"}]}]
    for machine, where in zip(tiers[0]["machines"], (port, closed), strict=True):
        # The originals are still there.
        machine.update(checks=[tcp(where)], failover={"vm_name": f"{machine['name']}-dr"})
    given = {"dr_drill_defaults": {"recovery": DESTINATION, "failover": migration}, "dr_failover_incident": incident}

    unconfirmed = run(controller, tmp_path, "dr_failover", tiers, **given, dr_failover_confirm="shop")
    assert unconfirmed.code == 2
    assert "set dr_failover_confirm to the name of the plan, 'Shop'" in " ".join(unconfirmed.output.split())
    assert acts(controller, start) == Counter()

    first = run(controller, tmp_path, "dr_failover", tiers, **given, dr_failover_confirm="Shop")
    assert first.code == 2
    assert acts(controller, start) == Counter({MOUNT: 2, MIGRATE: 1})
    # The machine that failed its check stays published, so that somebody can look at it.
    assert mounts(controller) == ["web01-dr"]

    tiers[0]["machines"][1]["checks"] = [tcp(port)]
    second = run(controller, tmp_path, "dr_failover", tiers, **given, dr_failover_confirm="Shop")
    assert second.code == 0, second.output
    assert acts(controller, start) == Counter({MOUNT: 2, MIGRATE: 2})
    assert mounts(controller) == []
