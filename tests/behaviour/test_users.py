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


def role_id(bench, name):
    return next(role["id"] for role in bench.client("vbr", "1.3-rev1").pages("/security/roles") if role["name"] == name)


def written(bench, start):
    """Method and last part of the path of every request that may change something."""
    return [
        (record["method"], record["path"].rpartition("/")[2])
        for record in bench.simulator.requests(start)
        if record["method"] != "GET" and record["path"].startswith(USERS)
    ]


def test_a_role_is_sent_with_its_id_and_its_name_however_the_task_gives_it(bench):
    """The simulator refuses a role whose name is not the one of its id."""
    operator, viewer = role_id(bench, "Veeam Restore Operator"), role_id(bench, "Veeam Backup Viewer")
    for given in ("Veeam Restore Operator", operator):
        created = bench.do(MODULE, {**GROUP, "roles": [given]})
        assert created["user"]["roles"] == ["Veeam Restore Operator"]
        assert not bench.do(MODULE, {**GROUP, "roles": [given]})["changed"]
        bench.do(MODULE, {"name": GROUP["name"], "state": "absent"})
    bench.do(MODULE, GROUP)
    start = bench.simulator.mark()
    task = {"name": GROUP["name"], "roles": ["Veeam Backup Viewer", operator]}
    changed = bench.do(MODULE, task)
    assert written(bench, start) == [("PUT", "roles")]
    assert changed["diff"]["before"]["roles"] == ["Veeam Restore Operator"]
    # Their order means nothing.
    assert not bench.do(MODULE, {**task, "roles": ["Veeam Restore Operator", viewer]})["changed"]


def test_a_role_that_does_not_exist_is_found_out_before_anything_is_sent(bench):
    for check in (True, False):
        start = bench.simulator.mark()
        failed = bench.fail(MODULE, {**GROUP, "roles": ["Veeam Operator"]}, check=check)
        assert failed["msg"].startswith("Role 'Veeam Operator' not found. Available: ")
        assert written(bench, start) == []
    unknown = "0b7d5c1e-58a4-4d0f-9c8b-3f4a0d6f2a10"
    start = bench.simulator.mark()
    assert f"Role '{unknown}' not found" in bench.fail(MODULE, {**GROUP, "roles": [unknown]})["msg"]
    assert written(bench, start) == []


@pytest.mark.parametrize("check", [True, False])
def test_the_account_that_a_task_uses_is_not_removed(bench, check):
    # The server itself would remove it.
    bench.do(MODULE, ADMINISTRATORS)
    start = bench.simulator.mark()
    message = bench.fail(MODULE, {"name": "administrator", "state": "absent"}, check=check)["msg"]
    assert "is the account that this task uses (administrator), so it is not removed" in message
    assert written(bench, start) == []


def test_a_group_of_the_name_of_the_account_is_no_account(bench):
    bench.do(MODULE, {**GROUP, "name": "DR\\administrator"})
    assert bench.do(MODULE, {"name": "DR\\administrator", "state": "absent"})["changed"]


def test_a_service_account_is_an_operation_of_its_own(bench):
    start = bench.simulator.mark()
    assert bench.do(MODULE, {"name": "DR\\alice", "is_service_account": True})["changed"]
    assert written(bench, start) == [("POST", "changeServiceAccountMode")]
    assert not bench.do(MODULE, {"name": "DR\\alice", "is_service_account": True})["changed"]


def test_multi_factor_authentication_is_reset_each_time(bench):
    task = {"name": "DR\\alice", "state": "mfa_reset"}
    assert bench.do(MODULE, task, check=True)["changed"]
    for _again in range(2):
        start = bench.simulator.mark()
        assert bench.do(MODULE, task)["changed"]
        assert written(bench, start) == [("POST", "resetMFA")]


def test_the_last_administrator_stays(bench):
    bench.do(MODULE, ADMINISTRATORS)
    bench.do(MODULE, {"name": "administrator", "roles": ["Veeam Backup Viewer"]})
    failed = bench.fail(MODULE, {"name": ADMINISTRATORS["name"], "state": "absent"})
    assert "last administrator" in failed["msg"]


def test_an_older_server_has_no_users(bench):
    for module in (MODULE, "veeam_user_info"):
        failed = bench.fail(module, {**(GROUP if module == MODULE else {}), "api_version": "1.3-rev0"})
        assert "1.3-rev1" in failed["msg"]


def test_users_are_exported_with_the_names_of_their_roles(bench, tmp_path):
    bench.do(MODULE, GROUP)
    bench.do("veeam_export", {"product": "vbr", "directory": str(tmp_path / "site"), "modules": [MODULE]})
    text = (tmp_path / "site" / "tasks" / "veeam_user.yml").read_text("utf-8")
    assert "restore-operators" in text
    assert "Veeam Restore Operator" in text
    assert role_id(bench, "Veeam Restore Operator") not in text
