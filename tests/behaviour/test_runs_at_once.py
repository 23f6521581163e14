# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same task at the same moment, on one controller and on two: the server is asked to act once."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine import task_lock
from simulator.seeds.azure_policies import LONG_TERM
from simulator.seeds.azure_virtual_machines import LINUX
from support.killing import acts, kill_after_request
from support.races import after_the_write, at_once, before_the_lock, before_the_write
from support.racing_tasks import (
    CASES,
    CREDENTIAL,
    FILES,
    NFS,
    POLICY,
    REPOSITORY,
)
from support.recovery_tasks import AZURE, VSPHERE
from support.running import Controller

each_case = pytest.mark.parametrize("name", CASES)
# The four races that were seen: two mounts, a machine restored twice, a live file restore stopped, a create sent twice.
SEEN = ("a repository", "a mount", "a machine", "files of Azure")


@pytest.fixture
def elsewhere(simulator, tmp_path):
    """Another controller, which sees neither the locks nor the token of the first."""
    return Controller(simulator, tmp_path / "elsewhere")


def hold_to(controller, start, writes):
    assert acts(controller, start) == Counter(writes)


@pytest.mark.parametrize("name", SEEN)
def test_two_runs_that_have_both_looked_act_once(simulator, tmp_path, name):
    module, arguments, writes = CASES[name]
    simulator.release_clock()
    runs = [Controller(simulator, tmp_path / "controller", in_real_time=True) for _unused in range(2)]
    start = simulator.mark()
    results = at_once(runs, module, arguments)
    assert not any(result.get("failed") for result in results), results
    assert sorted(result["changed"] for result in results) == [False, True]
    hold_to(runs[0], start, writes)
    waited = [controller for controller in runs if any("This task waited" in text for text in controller.warnings)]
    assert len(waited) == 1
    assert any("Waiting for another task that works on" in line for line in waited[0].progress)


@pytest.mark.parametrize("name", [name for name in CASES if name != "a run of a policy"])
def test_what_another_run_did_after_the_first_look_is_seen(controller, name):
    module, arguments, writes = CASES[name]
    start = controller.simulator.mark()
    with before_the_lock(lambda: controller.succeed(module, arguments)):
        result = controller.succeed(module, arguments)
    assert result["changed"] is False
    hold_to(controller, start, writes)


@each_case
def test_while_another_run_is_about_to_act_a_run_waits_and_then_fails_clearly(controller, name, monkeypatch):
    monkeypatch.setattr(task_lock, "LOCK_POLL", 60.0)
    module, arguments, writes = CASES[name]
    second = []
    start = controller.simulator.mark()
    with before_the_write(lambda: second.append(controller.run(module, {**arguments, **short(module)}))):
        first = controller.succeed(module, arguments)
    assert first["changed"] is True
    assert second[0]["error"]["kind"] == "ObjectBusy"
    assert "Another task is working on the" in second[0]["msg"]
    assert "This task has changed nothing. Rerun it" in second[0]["msg"]
    hold_to(controller, start, writes)


def short(module):
    """A short time to wait, where the module has the option."""
    return {} if module == CREDENTIAL else {"wait_timeout": 5}


@each_case
def test_check_mode_and_a_run_with_nothing_to_do_take_no_lock(controller, name, monkeypatch):
    module, arguments, _writes = CASES[name]
    controller.succeed(module, arguments)

    def fail(self, key):
        raise AssertionError(f"a lock for {key}")

    monkeypatch.setattr("support.races.Locks.of", fail)
    if name != "a run of a policy":
        assert controller.succeed(module, arguments)["changed"] is False
    controller.simulator.reset()
    controller.forget()
    assert controller.succeed(module, arguments, check=True)["changed"] is True


def test_a_run_of_a_policy_that_another_run_started_after_the_first_look_is_joined(controller):
    task = {"name": LONG_TERM, "state": "started"}
    controller.simulator.settings("azure", speed=1)
    start = controller.simulator.mark()
    with before_the_lock(lambda: controller.succeed(POLICY, {**task, "wait": False})):
        assert controller.succeed(POLICY, task)["changed"] is False
    hold_to(controller, start, {"Policy_StartPolicy": 1})


def test_a_run_of_a_policy_is_joined_while_it_runs(controller):
    """The lock is not held for the hours that a backup takes: the run itself shows."""
    task = {"name": LONG_TERM, "state": "started"}
    controller.simulator.outcome({"type": "PolicyBackup"}, "hang", product="azure")
    start = controller.simulator.mark()
    assert controller.succeed(POLICY, {**task, "wait": False})["changed"] is True
    joined = controller.fail(POLICY, {**task, "wait_timeout": 5})
    assert joined["error"]["kind"] == "SessionTimedOut"
    hold_to(controller, start, {"Policy_StartPolicy": 1})


# --- File-level restores: whose session is it? ---


def test_the_session_of_a_live_run_is_not_stopped(controller, appliance):
    second = []

    def run_again(line):
        if line.startswith("Restoring") and not second:
            second.append(controller.run("veeam_azure_flr_restore", {**FILES, "wait_timeout": 5}))

    controller.simulator.settings("azure", speed=1)
    first = controller.run("veeam_azure_flr_restore", FILES, watch=run_again)
    assert first.get("failed") is None, first
    assert second[0]["error"]["kind"] == "ObjectBusy"
    assert len(appliance.restored()) == 2


def test_the_session_of_a_killed_run_is_stopped_at_once(controller, appliance):
    controller.simulator.settings("azure", speed=0.2)
    assert kill_after_request(controller, "veeam_azure_flr_restore", FILES, 8)
    (left,) = appliance.open_sessions()
    result = controller.succeed("veeam_azure_flr_restore", FILES)
    assert result["session_id"] != left
    assert len(appliance.restored()) == 2


def test_the_session_of_a_run_on_another_machine_is_waited_for(controller, elsewhere, appliance):
    second = []

    def run_elsewhere(line):
        if line.startswith("Restoring") and not second:
            second.append(elsewhere.run("veeam_azure_flr_restore", {**FILES, "wait_timeout": 5}))

    controller.simulator.outcome({"type": "FileLevelRestore"}, "success", seconds=1, product="azure")
    controller.simulator.settings("azure", speed=20)
    first = controller.run("veeam_azure_flr_restore", {**FILES, "wait_timeout": 600}, watch=run_elsewhere)
    assert first.get("failed") is None, first
    assert second[0]["error"]["kind"] == "SessionTimedOut"
    assert "was opened by the same task on another machine" in second[0]["msg"]
    assert second[0]["error"]["session"]["id"] == first["session_id"]
    assert len(appliance.restored()) == 2
    assert elsewhere.succeed("veeam_azure_flr_restore", FILES)["changed"] is False


def test_of_two_sessions_on_two_machines_the_older_restores(controller, appliance):
    reason, other = reason_of_the_other(controller, appliance), []
    with before_the_write(lambda: other.append(appliance.open_session(reason)), "/restoreFile"):
        failed = controller.fail("veeam_azure_flr_restore", {**FILES, "wait_timeout": 5})
    assert failed["error"] == {"kind": "SessionTimedOut", "session": {"id": other[0]}}
    assert appliance.open_sessions() == other
    assert appliance.restored() == []
    appliance.stop(other[0])
    assert controller.succeed("veeam_azure_flr_restore", FILES)["changed"] is True


def test_a_session_that_only_reads_is_left_alone_and_named_on_another_machine(controller, elsewhere, appliance):
    look = {"restore_point": {"name": LINUX}, "paths": ["/etc"]}
    controller.simulator.settings("azure", speed=0.2)
    assert kill_after_request(controller, "veeam_azure_flr_info", look, 8)
    (left,) = appliance.open_sessions()
    assert elsewhere.succeed("veeam_azure_flr_info", look)["items"]
    assert appliance.open_sessions() == [left]
    assert any(left in text and "it occupies a worker" in text for text in elsewhere.warnings)
    controller.succeed("veeam_azure_flr_info", look)
    assert controller.warnings == set()


def reason_of_the_other(controller, appliance):
    """What another machine writes into the reason of its session for the same files."""
    controller.simulator.settings("azure", speed=0.2)
    assert kill_after_request(controller, "veeam_azure_flr_restore", FILES, 8)
    controller.simulator.settings("azure", speed=0)
    (left,) = [one for one in appliance.sessions() if one["id"] in appliance.open_sessions()]
    appliance.stop(left["id"])
    reason = left["fileLevelRestoreJobInfo"]["reason"]
    return reason.partition("[from ")[0] + "[from 0123456789ab]"


# --- Creations. ---


@pytest.mark.parametrize("number", range(1, 8))
def test_a_run_after_a_killed_one_waits_for_what_that_one_creates(controller, number):
    """The object is listed only when its session has ended, so a rerun at once would create it again."""
    start = controller.simulator.mark()
    controller.simulator.settings(speed=5)
    kill_after_request(controller, REPOSITORY, NFS, number)
    begun = acts(controller, start)["CreateRepository"]
    result = controller.succeed(REPOSITORY, NFS)
    assert acts(controller, start)["CreateRepository"] == 1
    assert result["changed"] is not bool(begun)


def test_a_creation_that_goes_on_for_too_long_is_not_sent_again(controller):
    controller.simulator.outcome({"type": "Infrastructure"}, "hang")
    controller.succeed(REPOSITORY, {**NFS, "wait": False})
    start = controller.simulator.mark()
    failed = controller.fail(REPOSITORY, {**NFS, "wait_timeout": 5})
    assert failed["error"]["kind"] == "SessionTimedOut"
    assert "may be creating 'New share' already" in failed["msg"]
    assert controller.writes(start) == []


def test_a_session_that_changes_another_repository_is_not_waited_for(controller):
    controller.simulator.outcome({"name": "Editing*"}, "hang")
    controller.succeed(REPOSITORY, {"name": "NFS Share 01", "description": "changed", "wait": False})
    assert controller.succeed(REPOSITORY, {**NFS, "wait_timeout": 5})["operation"] == "create"


@pytest.mark.parametrize("name", ["a repository of Azure", "a repository"])
def test_what_another_controller_creates_at_the_same_moment_is_taken_over(controller, elsewhere, name):
    module, arguments, writes = CASES[name]
    start = controller.simulator.mark()
    with before_the_write(lambda: elsewhere.succeed(module, arguments)):
        result = controller.succeed(module, arguments)
    assert (result["changed"], result["operation"]) == (False, "none")
    hold_to(controller, start, writes)


def test_what_another_controller_created_in_another_way_is_changed(controller, elsewhere):
    with before_the_write(lambda: elsewhere.succeed(REPOSITORY, NFS)):
        result = controller.succeed(REPOSITORY, {**NFS, "description": "mine"})
    assert result["operation"] == "update"
    assert result["repository"]["description"] == "mine"


def test_a_refusal_for_another_reason_stays_one(controller):
    controller.simulator.faults(
        {"match": {"operation_id": "CreateRepository"}, "fault": {"kind": "status", "status": 400, "body": "no space"}}
    )
    failed = controller.fail(REPOSITORY, NFS)
    assert (failed["error"]["kind"], failed["error"]["status"]) == ("ApiError", 400)


# --- Restores that two controllers start at the same moment. ---


@pytest.mark.parametrize(("name", "stopped"), [("a machine", "StopSession"), ("disks of Azure", "JobSessions_StopJob")])
def test_of_two_restores_on_two_controllers_the_older_one_goes_on(controller, elsewhere, name, stopped):
    module, arguments, writes = CASES[name]
    product = "vbr" if name == "a machine" else "azure"
    controller.simulator.settings(product, speed=5)
    start = controller.simulator.mark()
    with before_the_write(lambda: elsewhere.succeed(module, {**arguments, "wait": False})):
        result = controller.succeed(module, arguments)
    assert (result["changed"], result["phase"], result["steps"]) == (False, "restored", [])
    assert any("This task stopped its own session" in text for text in controller.warnings)
    (operation,) = writes
    hold_to(controller, start, {operation: 2, stopped: 1})
    assert result["session"]["result"] == "Success"
    assert controller.succeed(module, arguments)["changed"] is False
    assert elsewhere.succeed(module, arguments)["changed"] is False


@pytest.mark.parametrize(
    ("name", "stops"),
    [
        ("a mount", "StopSession"),
        ("a mount of a share", "StopSession"),
        ("a mount in Azure", "AzureInstantVMRecoveryUnmount"),
    ],
)
@pytest.mark.parametrize("later", [0, 2])
def test_of_two_mounts_on_two_controllers_the_older_one_stays(controller, elsewhere, name, stops, later):
    module, arguments, writes = CASES[name]
    controller.simulator.settings(speed=5)
    start = controller.simulator.mark()

    def mount_too():
        elsewhere.succeed(module, {**arguments, "wait": False})
        controller.simulator.advance(later)

    with before_the_write(mount_too):
        result = controller.succeed(module, arguments)
    assert (result["changed"], result["phase"], result["steps"]) == (False, "mounted", [])
    assert any("This task stopped its own " in text for text in controller.warnings)
    (operation,) = writes
    hold_to(controller, start, {operation: 2, stops: 1})
    controller.simulator.advance(5)
    (mount,) = controller.succeed(f"{module}_info", {})["mounts"]
    assert mount["id"] == result["mount"]["id"]
    assert elsewhere.succeed(module, arguments)["changed"] is False


def test_the_older_of_two_mounts_in_azure_goes_on_with_its_own(controller):
    """Mounts in Azure show no session: the one that a task has begun is known by the response to its request."""
    mounts = "restore/instantRecovery/azure/vm"

    def mount_too():
        (mount,) = controller.succeed("veeam_instant_recovery_info", {"platform": ["azure"]})["mounts"]
        body = controller.client("vbr", "1.3-rev1").get(f"/{mounts}/{mount['id']}")
        machine = {"machine": AZURE["vm_name"], "sessions": [], "switchover": {"type": "Manual"}}
        controller.simulator.seed(mounts, objects=[{**body, **machine, "id": str(uuid.uuid4())}])

    with after_the_write(mount_too):
        result = controller.succeed("veeam_instant_recovery", AZURE)
    assert (result["changed"], result["phase"]) == (True, "mounted")
    assert controller.warnings == set()


def test_a_run_that_gave_way_leaves_the_next_step_to_the_other(controller, elsewhere):
    module, arguments = "veeam_instant_recovery", {**VSPHERE, "state": "migrated"}
    controller.simulator.settings(speed=1)
    start = controller.simulator.mark()
    with before_the_write(lambda: elsewhere.succeed(module, {**VSPHERE, "wait": False})):
        failed = controller.fail(module, {**arguments, "wait_timeout": 20})
    assert failed["error"]["kind"] == "SessionTimedOut"
    hold_to(controller, start, {"InstantViVMRecoveryMount": 2, "StopSession": 1})
    assert controller.succeed(module, arguments)["phase"] == "migrated"


def test_a_restore_that_cannot_be_taken_back_is_reported_with_both_sessions(controller, elsewhere):
    module, arguments, _writes = CASES["a machine"]
    controller.simulator.settings(speed=5)
    controller.simulator.faults(
        {"match": {"operation_id": "StopSession"}, "times": None, "fault": {"kind": "status", "status": 403}}
    )
    with before_the_write(lambda: elsewhere.succeed(module, {**arguments, "wait": False})):
        failed = controller.fail(module, arguments)
    assert failed["error"]["kind"] == "RecoveryBlocked"
    assert failed["error"]["session_id"] != failed["error"]["other_session_id"]
    assert "it is done twice. Stop one of the two sessions" in failed["msg"]
