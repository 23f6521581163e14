# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recoveries of file shares on the simulator: in every revision that has them, and where sessions go wrong."""

from __future__ import annotations

import re

import pytest

from simulator.seeds.vbr_recovery_targets import RECOVERED
from simulator.seeds.vbr_restore_points import point_id
from support.killing import acts
from support.seeds import NO_ID

MODULE, INFO = "veeam_file_share_recovery", "veeam_file_share_recovery_info"
PROJECTS = "\\\\nas01.dr.example\\projects"
SHARE = {
    "restore_point": {"name": PROJECTS},
    "permissions": {"owner": "DR\\svc-files", "type": "AllowSelected", "accounts": ["DR\\projects"]},
    "migration": {"destination": {"server": RECOVERED, "path": "projects"}, "overwrite_mode": "Overwrite"},
}
SWITCHOVER = {"name": "Switchover of*"}
CHANGE = "UpdateUnstructuredDataShareIRSwitchoverSettings"


@pytest.mark.parametrize("revision", ["1.3-rev1", "1.3-rev2"])
def test_a_share_in_every_revision(controller, revision):
    share = {**SHARE, "api_version": revision}
    for server in ({"mount_server": "win-repo01.dr.example"}, {}):
        shown = controller.succeed(MODULE, {**share, **server})["mount"]["spec"]
        assert shown["auto_select_mount_servers"] is not bool(server)
        (options,) = shown["restore_options"]
        assert {**server, "permissions": SHARE["permissions"]}.items() <= options.items()
        assert options["restore_point_id"]
        assert controller.succeed(MODULE, {**share, "state": "absent"})["steps"] == ["unmount"]
    assert controller.succeed(MODULE, {**share, "state": "switched_over"})["steps"] == [
        "mount",
        "migrate",
        "switchover",
    ]
    assert controller.succeed(INFO, {"api_version": revision})["mounts"] == []


def test_a_share_that_was_taken_back_after_its_migration_is_published_again_as_the_message_says(controller):
    """The sessions are the same as after a switchover, so a person has to look."""
    controller.succeed(MODULE, {**SHARE, "state": "migrated"})
    assert controller.succeed(MODULE, {**SHARE, "state": "absent"})["steps"] == ["unmount"]
    controller.simulator.later()
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, SHARE)
    assert failed["error"]["kind"] == "RecoveryBlocked"
    assert "no session shows whether users were switched over or the share was taken back" in failed["msg"]
    assert controller.writes(start) == []
    line = re.search('add this line to the task: since: "(.*?)"', failed["msg"])[1]
    assert controller.succeed(MODULE, {**SHARE, "since": line})["steps"] == ["mount"]
    assert controller.succeed(MODULE, {**SHARE, "since": line})["changed"] is False


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev0"])
def test_a_revision_that_has_none_is_named(controller, revision):
    start = controller.simulator.mark()
    for module, arguments in ((MODULE, SHARE), (INFO, {})):
        assert "need api_version 1.3-rev1" in controller.fail(module, {**arguments, "api_version": revision})["msg"]
    assert [one for one in controller.simulator.requests(start) if "restore" in one["path"]] == []


def test_nothing_is_asked_about_switchover_settings_where_they_do_not_matter(controller):
    controller.succeed(MODULE, {**SHARE, "state": "migrated"})
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, SHARE)["phase"] == "ready to switch"
    assert controller.succeed(MODULE, {**SHARE, "state": "absent"})["steps"] == ["unmount"]
    assert [one for one in controller.simulator.requests(start) if "switchoverSettings" in one["path"]] == []


def test_a_switchover_that_fails_is_told_and_tried_again_when_asked_to(controller):
    controller.succeed(MODULE, {**SHARE, "state": "migrated"})
    controller.simulator.outcome(SWITCHOVER, "fail", "Users have files open", times=1)
    failed = controller.fail(MODULE, {**SHARE, "state": "switched_over"})
    assert "Users have files open" in failed["msg"]
    assert controller.succeed(MODULE, {**SHARE, "state": "migrated"})["phase"] == "ready to switch"
    assert controller.succeed(MODULE, {**SHARE, "state": "switched_over"})["steps"] == ["switchover"]


def test_a_switchover_of_the_server_that_fails_is_told(controller):
    controller.simulator.outcome(SWITCHOVER, "fail", "Users have files open", times=1)
    by_itself = {**SHARE, "state": "switched_over", "switchover_settings": {"type": "Auto"}}
    assert "Users have files open" in controller.fail(MODULE, by_itself)["msg"]
    # The server does not try again by itself.
    assert controller.succeed(MODULE, by_itself)["steps"] == ["switchover"]


def test_a_migration_that_fails_is_told_and_can_be_tried_again(controller):
    controller.simulator.outcome({"type": "FileInstantRecoveryMigration"}, "fail", "The target is read-only", times=1)
    assert "The target is read-only" in controller.fail(MODULE, {**SHARE, "state": "migrated"})["msg"]
    assert controller.succeed(MODULE, {**SHARE, "state": "migrated"})["steps"] == ["migrate"]


def test_a_migration_that_hangs_is_gone_on_with_later(controller):
    controller.simulator.outcome({"type": "FileInstantRecoveryMigration"}, "hang")
    failed = controller.fail(MODULE, {**SHARE, "state": "migrated", "wait_timeout": 1})
    assert failed["error"]["kind"] == "SessionTimedOut"
    again = controller.fail(MODULE, {**SHARE, "state": "switched_over", "wait_timeout": 1})
    assert again["error"]["session"]["id"] == failed["error"]["session"]["id"]
    assert "being copied" in controller.fail(MODULE, {**SHARE, "state": "absent"})["msg"]
    start = controller.simulator.mark()
    settings = {"switchover_settings": {"type": "Auto"}}
    assert controller.succeed(MODULE, {**SHARE, **settings})["steps"] == ["change switchover settings"]
    assert acts(controller, start) == {CHANGE: 1}


def test_a_share_that_cannot_be_unpublished_is_tried_again(controller):
    controller.succeed(MODULE, SHARE)
    controller.simulator.outcome({"name": "Unpublishing*"}, "fail", "The mount server is busy", times=1)
    assert "The mount server is busy" in controller.fail(MODULE, {**SHARE, "state": "absent"})["msg"]
    assert "state=absent" in controller.fail(MODULE, SHARE)["msg"]
    assert controller.succeed(MODULE, {**SHARE, "state": "absent"})["steps"] == ["unmount"]


def test_the_restore_point_of_a_mount_stays(controller):
    old = {"id": point_id(PROJECTS, 2, platform="UnstructuredData")}
    controller.succeed(MODULE, {**SHARE, "restore_point": old})
    result = controller.succeed(MODULE, SHARE)
    assert result["changed"] is False
    assert result["restore_point"]["id"] == old["id"]


def test_a_share_that_was_published_together_with_others_is_found(controller):
    names = ("nas01.dr.example:/exports/home", PROJECTS)
    points = [point_id(name, platform="UnstructuredData") for name in names]
    together = {
        "id": "0a4e7c4e-6f0c-4b7c-9f3d-5f6a5d7b8c90",
        "sessionId": NO_ID,
        "state": "Published",
        "unstructuredServerId": NO_ID,
        "unstructuredServerName": "nas01.dr.example",
        "spec": {"restoreOptions": [{"restorePointId": point, "permissions": {"owner": "o"}} for point in points]},
        "phase": "",
        "held": False,
        "switchover": {"type": "Manual"},
    }
    controller.simulator.seed("restore/instantRecovery/unstructuredData", objects=[together])
    result = controller.succeed(MODULE, SHARE)
    assert result["changed"] is False
    assert result["restore_point"]["id"] == points[1]
    (listed,) = controller.succeed(INFO, {})["mounts"]
    assert listed["shares"] == list(names)
