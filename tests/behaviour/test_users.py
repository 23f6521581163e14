# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and groups of VBR: roles by name and by id, service accounts, multi-factor authentication, rules, exports."""

from __future__ import annotations

import pytest

MODULE = "veeam_user"
USERS = "/api/v1/security/users"
ADMINISTRATORS = {"name": "DR\\admins", "type": "ExternalGroup", "roles": ["Veeam Backup Administrator"]}
GROUP = {"name": "DR\\restore-operators", "type": "ExternalGroup", "roles": ["Veeam Restore Operator"]}


def role_id(controller, name):
    return next(
        role["id"] for role in controller.client("vbr", "1.3-rev1").pages("/security/roles") if role["name"] == name
    )


def written(controller, start):
    """Method and last part of the path of every request that may change something."""
    return [
        (record["method"], record["path"].rpartition("/")[2])
        for record in controller.simulator.requests(start)
        if record["method"] != "GET" and record["path"].startswith(USERS)
    ]


def test_a_role_is_sent_with_its_id_and_its_name_however_the_task_gives_it(controller):
    """The simulator refuses a role whose name is not the one of its id."""
    operator, viewer = role_id(controller, "Veeam Restore Operator"), role_id(controller, "Veeam Backup Viewer")
    for given in ("Veeam Restore Operator", operator):
        created = controller.succeed(MODULE, {**GROUP, "roles": [given]})
        assert created["user"]["roles"] == ["Veeam Restore Operator"]
        assert not controller.succeed(MODULE, {**GROUP, "roles": [given]})["changed"]
        controller.succeed(MODULE, {"name": GROUP["name"], "state": "absent"})
    controller.succeed(MODULE, GROUP)
    start = controller.simulator.mark()
    task = {"name": GROUP["name"], "roles": ["Veeam Backup Viewer", operator]}
    changed = controller.succeed(MODULE, task)
    assert written(controller, start) == [("PUT", "roles")]
    assert changed["diff"]["before"]["roles"] == ["Veeam Restore Operator"]
    # Their order means nothing.
    assert not controller.succeed(MODULE, {**task, "roles": ["Veeam Restore Operator", viewer]})["changed"]


def test_a_role_that_does_not_exist_is_found_out_before_anything_is_sent(controller):
    for check in (True, False):
        start = controller.simulator.mark()
        failed = controller.fail(MODULE, {**GROUP, "roles": ["Veeam Operator"]}, check=check)
        assert failed["msg"].startswith("Role 'Veeam Operator' not found. Available: ")
        assert written(controller, start) == []
    unknown = "0b7d5c1e-58a4-4d0f-9c8b-3f4a0d6f2a10"
    start = controller.simulator.mark()
    assert f"Role '{unknown}' not found" in controller.fail(MODULE, {**GROUP, "roles": [unknown]})["msg"]
    assert written(controller, start) == []


@pytest.mark.parametrize("check", [True, False])
def test_the_account_that_a_task_uses_is_not_removed(controller, check):
    # The server itself would remove it.
    controller.succeed(MODULE, ADMINISTRATORS)
    start = controller.simulator.mark()
    message = controller.fail(MODULE, {"name": "administrator", "state": "absent"}, check=check)["msg"]
    assert "is the account that this task uses (administrator), so it is not removed" in message
    assert written(controller, start) == []


def test_a_group_of_the_name_of_the_account_is_no_account(controller):
    controller.succeed(MODULE, {**GROUP, "name": "DR\\administrator"})
    assert controller.succeed(MODULE, {"name": "DR\\administrator", "state": "absent"})["changed"]


def test_a_service_account_is_an_operation_of_its_own(controller):
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, {"name": "DR\\alice", "is_service_account": True})["changed"]
    assert written(controller, start) == [("POST", "changeServiceAccountMode")]
    assert not controller.succeed(MODULE, {"name": "DR\\alice", "is_service_account": True})["changed"]


def test_multi_factor_authentication_is_reset_each_time(controller):
    task = {"name": "DR\\alice", "state": "mfa_reset"}
    assert controller.succeed(MODULE, task, check=True)["changed"]
    for _again in range(2):
        start = controller.simulator.mark()
        assert controller.succeed(MODULE, task)["changed"]
        assert written(controller, start) == [("POST", "resetMFA")]


def test_the_last_administrator_stays(controller):
    controller.succeed(MODULE, ADMINISTRATORS)
    controller.succeed(MODULE, {"name": "administrator", "roles": ["Veeam Backup Viewer"]})
    failed = controller.fail(MODULE, {"name": ADMINISTRATORS["name"], "state": "absent"})
    assert "last administrator" in failed["msg"]


def test_an_older_server_has_no_users(controller):
    for module in (MODULE, "veeam_user_info"):
        failed = controller.fail(module, {**(GROUP if module == MODULE else {}), "api_version": "1.3-rev0"})
        assert "1.3-rev1" in failed["msg"]


def test_users_are_exported_with_the_names_of_their_roles(controller, tmp_path):
    controller.succeed(MODULE, GROUP)
    controller.succeed("veeam_export", {"product": "vbr", "directory": str(tmp_path / "site"), "modules": [MODULE]})
    text = (tmp_path / "site" / "tasks" / "veeam_user.yml").read_text("utf-8")
    assert "restore-operators" in text
    assert "Veeam Restore Operator" in text
    assert role_id(controller, "Veeam Restore Operator") not in text
