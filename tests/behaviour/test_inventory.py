# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin: hosts, variables and groups of what the server protects, with reads alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleParserError

from simulator.control import Simulator
from simulator.seeds.vbr_restore_points import RESTORE_POINTS, point_id
from support.inventories import groups_of, read_inventory
from support.playbooks import environment
from support.running import Controller


@pytest.fixture(autouse=True)
def _server(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is in the environment, and no token of an earlier test is used."""
    for name, value in simulator.environment().items():
        monkeypatch.setenv(name, value)


def reads(controller: Controller, start: int) -> Counter[str]:
    """How often each path was read, the number of an object left out.

    Without what was refused: the inventory first tries the token that another test of this process has left.
    """
    seen = [record for record in controller.simulator.requests(start) if record["status"] != 401]
    assert {record["method"] for record in seen if not record["path"].endswith("token")} == {"GET"}
    return Counter(record["path"].rpartition("/")[2] for record in seen if record["method"] == "GET")


def test_the_machines_of_a_backup_server(controller: Controller, tmp_path: Path) -> None:
    start = controller.simulator.mark()
    inventory = read_inventory(
        tmp_path,
        keyed_groups=[{"key": "veeam_repositories", "prefix": "repository"}],
        groups={"failed": "veeam_last_run_failed"},
        compose={"age": "veeam_last_restore_point.age_hours"},
    )
    groups = groups_of(inventory)
    vmware = ["app01", "app02", "db01", "intranet01_VMware", "web01"]
    assert groups["platform_VMware"] == groups["job_Nightly_Servers"] == vmware
    assert groups["malware_Infected"] == ["app01"]
    assert groups["older_than_rpo"] == ["app01", "web01"]
    assert groups["failed"] == ["web01"]
    assert "intranet01_HyperV" in groups["repository_Windows_Repository_01"]
    assert "no_clean_restore_point" not in groups
    app01 = inventory.get_host("app01").vars
    assert app01["age"] == pytest.approx(1, abs=0.1)
    assert app01["veeam_last_restore_point"]["id"] == point_id("app01")
    assert app01["veeam_last_clean_restore_point"]["id"] == point_id("app01", 2)
    # The points of an agent are named after its job too.
    assert inventory.get_host("lnx-phys01").vars["veeam_last_restore_point"] is not None
    # No share, bucket or tenant.
    assert len(inventory.hosts) == 11
    assert reads(controller, start) == Counter(
        dict.fromkeys(("backupObjects", "backups", "states", "repositories", "restorePoints"), 1)
    )


def test_protected_azure_vms(controller: Controller, tmp_path: Path) -> None:
    start = controller.simulator.mark()
    inventory = read_inventory(tmp_path, product="azure", keyed_groups=[{"key": "veeam_os_type", "prefix": "os"}])
    groups = groups_of(inventory)
    assert groups["os_Windows"] == ["sql-win01"]
    assert groups["job_Long_term_VMs"] == ["archive-linux01"]
    assert len([host for host in inventory.hosts if host.startswith("web-linux02_AzureCompute_")]) == 2
    archived = inventory.get_host("archive-linux01").vars["veeam_last_restore_point"]
    assert "archive" in archived["unusable_reason"]
    corrupted = inventory.get_host("app-linux01").vars
    assert corrupted["veeam_last_restore_point"]["unusable_reason"] == "it is corrupted"
    assert corrupted["veeam_last_clean_restore_point"]["unusable_reason"] is None
    assert reads(controller, start)


def test_filters_select_machines_and_narrow_what_is_read(controller: Controller, tmp_path: Path) -> None:
    assert list(read_inventory(tmp_path, filters={"name": ["app0?"]}).hosts) == ["app01", "app02"]
    start = controller.simulator.mark()
    by_job = read_inventory(tmp_path, filters={"job": ["Hyper-V*"], "platform": ["HyperV"]})
    assert list(by_job.hosts) == ["hv-sql01", "hv-web01", "intranet01"]
    objects = [record for record in controller.simulator.requests(start) if record["path"].endswith("backupObjects")]
    assert len(objects) == 1
    with pytest.raises(AnsibleParserError, match="Unknown filter: color. Available: name, platform"):
        read_inventory(tmp_path, filters={"color": ["red"]})


def test_a_machine_without_a_clean_restore_point(controller: Controller, tmp_path: Path) -> None:
    inventory = read_inventory(tmp_path, malware_status=["Infected"], default_groups=True)
    groups = groups_of(inventory)
    assert "app01" not in groups["no_clean_restore_point"]
    assert "app02" in groups["no_clean_restore_point"]
    assert inventory.get_host("app02").vars["veeam_last_clean_restore_point"] is None


def test_old_restore_points_are_left_out_where_the_file_says_so(controller: Controller, tmp_path: Path) -> None:
    machine = {"name": "old01", "platformName": "VMware"}
    (identifier,) = controller.simulator.seed("backupObjects", objects=[{**machine, "objectId": "vm-1"}])
    created = (controller.simulator.now() - timedelta(days=9)).isoformat()
    controller.simulator.seed(RESTORE_POINTS, objects=[{**machine, "objectId": identifier, "creationTime": created}])
    points = {
        days: read_inventory(tmp_path, restore_points_days=days).get_host("old01").vars["veeam_last_restore_point"]
        for days in (8, 10)
    }
    assert points[8] is None
    assert points[10]["age_hours"] == pytest.approx(9 * 24, abs=0.1)


def test_a_text_of_the_server_is_never_a_template_nor_a_group_of_its_own(
    controller: Controller, tmp_path: Path
) -> None:
    name = "{{ lookup('pipe', 'id') }}"
    controller.simulator.seed("backupObjects", objects=[{"name": name, "platformName": "VMware", "objectId": "vm-1"}])
    point = {"name": name, "platformName": "VMware", "malwareStatus": "{{ 1 + 1 }}"}
    controller.simulator.seed(
        RESTORE_POINTS, objects=[{**point, "creationTime": controller.simulator.now().isoformat()}]
    )
    inventory = read_inventory(tmp_path, compose={"copy": "veeam_name"}, keyed_groups=[{"key": "veeam_name"}])
    assert inventory.get_host(name).vars["copy"] == name
    assert all(group.replace("_", "").isalnum() for group in groups_of(inventory))


def test_the_list_is_kept_until_it_is_asked_for_anew(controller: Controller, tmp_path: Path) -> None:
    kept: dict[str, Any] = {
        "cache": True,
        "cache_plugin": "jsonfile",
        "cache_connection": str(tmp_path / "kept"),
    }
    first = read_inventory(tmp_path, **kept)
    start = controller.simulator.mark()
    second = read_inventory(tmp_path, **kept)
    assert controller.simulator.requests(start) == []
    assert list(first.hosts) == list(second.hosts)
    secrets = [controller.simulator.vbr.password, "Bearer"]
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "kept").iterdir())
    assert "app01" in written
    assert not [secret for secret in secrets if secret in written]
    # What is kept of one server is not shown for another, nor for other rules.
    read_inventory(tmp_path, malware_status=["Clean"], **kept)
    assert reads(controller, start)["restorePoints"] == 1
    read_inventory(tmp_path, fresh=True, **kept)
    assert reads(controller, start)["restorePoints"] == 2


def test_a_refused_connection_is_a_message_of_the_plugin(controller: Controller, tmp_path: Path) -> None:
    with pytest.raises(AnsibleParserError, match=r"opendr\.veeam\.backups: .*not-a-revision"):
        read_inventory(tmp_path, api_version="not-a-revision")


@pytest.mark.parametrize("form", ["--list", "--graph"])
def test_ansible_inventory_shows_it(controller: Controller, tmp_path: Path, form: str) -> None:
    path = tmp_path / "backups.veeam.yml"
    path.write_text("plugin: opendr.veeam.backups\nfilters: {name: [app*]}\n", "utf-8")
    program = str(Path(sys.executable).with_name("ansible-inventory"))
    controller.simulator.release_clock()
    shown = subprocess.run(  # noqa: S603
        [program, "-i", str(path), form],
        env=environment(controller.simulator, tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "WARNING" not in shown.stderr
    if form == "--graph":
        assert "  |--@job_Nightly_Servers:\n  |  |--app01\n  |  |--app02\n" in shown.stdout
    else:
        hosts = json.loads(shown.stdout)["_meta"]["hostvars"]
        # Ansible marks text that is no template in its own way.
        assert "Infected" in json.dumps(hosts["app01"]["veeam_malware_status"])
