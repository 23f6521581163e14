# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a machine are restored to another folder or another machine, once to each place."""

from __future__ import annotations

import pytest

from simulator.seeds.vbr_files import SAME, SITE

RESTORE = "veeam_flr_restore"
WINDOWS = {"restore_point": {"name": "web01"}, "restore_type": "Overwrite"}


def test_another_folder_and_another_machine(controller, no_mounts):
    folder = {**WINDOWS, "paths": [SAME], "target": {"folder": "D:\\Restored"}}
    assert controller.succeed(RESTORE, folder)["changed"]
    assert "D:\\Restored\\logo.png" in controller.simulator.files("web01")
    assert not controller.succeed(RESTORE, folder)["changed"]
    machine = {"vsphere": {"machine": {"name": "app02"}}, "folder": "C:\\Restored"}
    other = {**WINDOWS, "paths": [SITE], "target": machine, "credentials": "DR\\svc-backup"}
    assert controller.succeed(RESTORE, other)["changed"]
    assert "C:\\Restored\\wwwroot\\web.config" in controller.simulator.files("app02")
    assert not controller.succeed(RESTORE, other)["changed"]
    assert controller.succeed(RESTORE, {**other, "target": {**machine, "folder": "C:\\Other"}})["changed"]


@pytest.mark.parametrize("revision", ["1.3-rev0", "1.3-rev1", "1.3-rev2"])
def test_credentials_that_are_refused_by_another_machine_restore_nothing(controller, no_mounts, revision):
    """Those of the mount are for the machine of the restore point, so they say nothing of the other one."""
    target = {"vsphere": {"machine": {"name": "app02"}}, "folder": "C:\\Restored"}
    task = {**WINDOWS, "paths": [SAME], "target": target, "api_version": revision}
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, {**task, "credentials": "svc-backup"})
    assert (error["error"]["kind"], "cannot log in" in error["msg"]) == ("RecoveryBlocked", True)
    acts = [record["operation_id"] for record in controller.simulator.requests(start)]
    assert (acts.count("FlrRestoreValidateCredentials"), acts.count("FlrMountRestoreTo")) == (1, 0)
    if revision == "1.3-rev2":
        # The server looks for an account by itself.
        assert controller.succeed(RESTORE, task)["changed"]


@pytest.mark.parametrize(("platform", "machine"), [("hyperv", "hv-web01"), ("cloud_director", "tenant-db01")])
def test_a_machine_of_another_platform(controller, no_mounts, platform, machine):
    target = {platform: {"machine": {"name": machine}}, "folder": "C:\\Restored"}
    task = {**WINDOWS, "paths": [SAME], "target": target, "credentials": "DR\\svc-backup"}
    assert controller.succeed(RESTORE, task, check=True)["changed"]
    assert controller.succeed(RESTORE, task)["changed"]
    assert "C:\\Restored\\logo.png" in controller.simulator.files(machine)
    assert not controller.succeed(RESTORE, task)["changed"]
    older = controller.run(RESTORE, {**task, "type": "Windows", "api_version": "1.2-rev1"})
    assert (older["error"]["kind"], older["error"]["option"]) == ("InvalidOption", f"target.{platform}")


@pytest.mark.parametrize("computer", ["g74c6a02-e4fc-4a5c-a783-16a9ec783717", "674c6a02-e4fc-4a5c-a783-16a9ec783717"])
def test_a_machine_with_an_agent_is_named_by_its_id_whatever_its_form(controller, no_mounts, computer):
    """The first is the example of the vendor's document, which calls it a UUID."""
    target = {"agent": {"computer_id": computer}, "folder": "C:\\Restored"}
    task = {**WINDOWS, "paths": [SAME], "target": target, "credentials": "DR\\svc-backup"}
    assert controller.succeed(RESTORE, task)["changed"]
    assert "C:\\Restored\\logo.png" in controller.simulator.files(computer)
    assert not controller.succeed(RESTORE, task)["changed"]
