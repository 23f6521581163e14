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
def test_a_share_in_every_revision(bench, revision):
    share = {**SHARE, "api_version": revision}
    mounted = bench.do(MODULE, share)
    assert mounted["mount"]["spec"]["restore_options"][0]["permissions"] == SHARE["permissions"]
    assert bench.do(MODULE, {**share, "state": "absent"})["steps"] == ["unmount"]
    assert bench.do(MODULE, {**share, "state": "switched_over"})["steps"] == ["mount", "migrate", "switchover"]
    assert bench.do(INFO, {"api_version": revision})["mounts"] == []


def test_a_share_that_was_taken_back_after_its_migration_is_published_again_as_the_message_says(bench):
    """The sessions are the same as after a switchover, so a person has to look."""
    bench.do(MODULE, {**SHARE, "state": "migrated"})
    assert bench.do(MODULE, {**SHARE, "state": "absent"})["steps"] == ["unmount"]
    bench.simulator.later()
    start = bench.simulator.mark()
    failed = bench.fail(MODULE, SHARE)
    assert failed["error"]["kind"] == "RecoveryBlocked"
    assert "no session shows whether users were switched over or the share was taken back" in failed["msg"]
    assert bench.writes(start) == []
    line = re.search('add this line to the task: since: "(.*?)"', failed["msg"])[1]
    assert bench.do(MODULE, {**SHARE, "since": line})["steps"] == ["mount"]
    assert bench.do(MODULE, {**SHARE, "since": line})["changed"] is False


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev0"])
def test_a_revision_that_has_none_is_named(bench, revision):
    start = bench.simulator.mark()
    for module, arguments in ((MODULE, SHARE), (INFO, {})):
        assert "needs api_version 1.3-rev1" in bench.fail(module, {**arguments, "api_version": revision})["msg"]
    assert [one for one in bench.simulator.requests(start) if "restore" in one["path"]] == []


def test_nothing_is_asked_about_switchover_settings_where_they_do_not_matter(bench):
    bench.do(MODULE, {**SHARE, "state": "migrated"})
    start = bench.simulator.mark()
    assert bench.do(MODULE, SHARE)["phase"] == "ready to switch"
    assert bench.do(MODULE, {**SHARE, "state": "absent"})["steps"] == ["unmount"]
    assert [one for one in bench.simulator.requests(start) if "switchoverSettings" in one["path"]] == []


def test_a_switchover_that_fails_is_told_and_tried_again_when_asked_to(bench):
    bench.do(MODULE, {**SHARE, "state": "migrated"})
    bench.simulator.outcome(SWITCHOVER, "fail", "Users have files open", times=1)
    failed = bench.fail(MODULE, {**SHARE, "state": "switched_over"})
    assert "Users have files open" in failed["msg"]
    assert bench.do(MODULE, {**SHARE, "state": "migrated"})["phase"] == "ready to switch"
    assert bench.do(MODULE, {**SHARE, "state": "switched_over"})["steps"] == ["switchover"]


def test_a_switchover_of_the_server_that_fails_is_told(bench):
    bench.simulator.outcome(SWITCHOVER, "fail", "Users have files open", times=1)
    by_itself = {**SHARE, "state": "switched_over", "switchover_settings": {"type": "Auto"}}
    assert "Users have files open" in bench.fail(MODULE, by_itself)["msg"]
    # The server does not try again by itself.
    assert bench.do(MODULE, by_itself)["steps"] == ["switchover"]


def test_a_migration_that_fails_is_told_and_can_be_tried_again(bench):
    bench.simulator.outcome({"type": "FileInstantRecoveryMigration"}, "fail", "The target is read-only", times=1)
    assert "The target is read-only" in bench.fail(MODULE, {**SHARE, "state": "migrated"})["msg"]
    assert bench.do(MODULE, {**SHARE, "state": "migrated"})["steps"] == ["migrate"]


def test_a_migration_that_hangs_is_gone_on_with_later(bench):
    bench.simulator.outcome({"type": "FileInstantRecoveryMigration"}, "hang")
    failed = bench.fail(MODULE, {**SHARE, "state": "migrated", "wait_timeout": 1})
    assert failed["error"]["kind"] == "SessionTimedOut"
    again = bench.fail(MODULE, {**SHARE, "state": "switched_over", "wait_timeout": 1})
    assert again["error"]["session"]["id"] == failed["error"]["session"]["id"]
    assert "being copied" in bench.fail(MODULE, {**SHARE, "state": "absent"})["msg"]
    start = bench.simulator.mark()
    settings = {"switchover_settings": {"type": "Auto"}}
    assert bench.do(MODULE, {**SHARE, **settings})["steps"] == ["change switchover settings"]
    assert acts(bench, start) == {CHANGE: 1}


def test_a_share_that_cannot_be_unpublished_is_tried_again(bench):
    bench.do(MODULE, SHARE)
    bench.simulator.outcome({"name": "Unpublishing*"}, "fail", "The mount server is busy", times=1)
    assert "The mount server is busy" in bench.fail(MODULE, {**SHARE, "state": "absent"})["msg"]
    assert "state=absent" in bench.fail(MODULE, SHARE)["msg"]
    assert bench.do(MODULE, {**SHARE, "state": "absent"})["steps"] == ["unmount"]


def test_the_restore_point_of_a_mount_stays(bench):
    old = {"id": point_id(PROJECTS, 2, platform="UnstructuredData")}
    bench.do(MODULE, {**SHARE, "restore_point": old})
    result = bench.do(MODULE, SHARE)
    assert result["changed"] is False
    assert result["restore_point"]["id"] == old["id"]


def test_a_share_that_was_published_together_with_others_is_found(bench):
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
    bench.simulator.seed("restore/instantRecovery/unstructuredData", objects=[together])
    result = bench.do(MODULE, SHARE)
    assert result["changed"] is False
    assert result["restore_point"]["id"] == points[1]
    (listed,) = bench.do(INFO, {})["mounts"]
    assert listed["shares"] == list(names)
