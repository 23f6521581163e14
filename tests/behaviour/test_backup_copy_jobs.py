# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup copy jobs: what they copy, the schedule of each mode, and what is rejected."""

from __future__ import annotations

import pytest

MODULE, JOB = "veeam_backup_copy_job", "Sample copy job"
NEW = {
    "name": JOB,
    "type": "BackupCopy",
    "mode": "Periodic",
    "source_jobs": ["Nightly Servers"],
    "repository": "Amazon S3 01",
}
DAILY = {"run_automatically": True, "daily": {"enabled": True, "local_time": "04:00", "daily_kind": "Everyday"}}


def job_of(controller, revision="1.3-rev1"):
    (job,) = controller.client("vbr", revision).get("/jobs", {"nameFilter": JOB})["data"]
    return job


def test_sources_are_merged_replaced_and_removed(controller):
    controller.succeed(MODULE, NEW)
    more = {"name": JOB, "source_jobs": ["Hyper-V Servers"], "source_repositories": [{"repository": "NFS Share 01"}]}
    added = controller.succeed(MODULE, more)["job"]
    assert added["source_jobs"] == ["Nightly Servers", "Hyper-V Servers"]
    assert added["source_repositories"] == [{"repository": "NFS Share 01", "type": "Nfs"}]
    start = controller.simulator.mark()
    assert not controller.succeed(MODULE, more)["changed"]
    # The type of a repository that the job has already is not read again: the job, and the names of five objects.
    assert len(controller.simulator.requests(start)) <= 6
    less = {"name": JOB, "source_jobs": ["Nightly Servers", "Hyper-V Servers"], "source_jobs_mode": "remove"}
    assert controller.succeed(MODULE, less)["job"]["source_jobs"] == []
    only = {"name": JOB, "source_repositories": [], "source_repositories_mode": "replace"}
    assert "needs something to process" in controller.fail(MODULE, only)["msg"]


def test_sources_that_are_not_there_any_more_are_removed_all_the_same(controller):
    controller.succeed(
        MODULE, {**NEW, "source_repositories": [{"repository": "NFS Share 01"}], "excluded_jobs": ["Tenant VMs"]}
    )
    modes = {"source_jobs_mode": "remove", "source_repositories_mode": "remove", "excluded_jobs_mode": "remove"}
    gone = {"source_jobs": ["Gone"], "source_repositories": [{"repository": "Gone"}], "excluded_jobs": ["Gone"]}
    assert not controller.succeed(MODULE, {"name": JOB, **modes, **gone})["changed"]
    both = {**gone, "source_repositories": [{"repository": "Gone"}, {"repository": "NFS Share 01"}]}
    assert controller.succeed(MODULE, {"name": JOB, **modes, **both})["job"]["source_repositories"] == []
    failed = controller.fail(MODULE, {"name": JOB, "source_jobs": ["Gone"]})
    assert "Job 'Gone' not found. Available: " in failed["msg"]


def test_an_update_sends_back_what_the_server_says_of_a_source(controller):
    controller.succeed(MODULE, NEW)
    job = job_of(controller)
    (source,) = job["sourceObjects"]["includes"]["jobs"]
    source = {**source, "name": "Nightly Servers", "type": "VSphereBackup"}
    job = {**job, "sourceObjects": {"includes": {"jobs": [source]}}}
    controller.simulator.seed("jobs", objects=[job])
    controller.succeed(MODULE, {"name": JOB, "source_jobs": ["Hyper-V Servers"]})
    assert job_of(controller)["sourceObjects"]["includes"]["jobs"][0] == source


def test_machines_are_excluded_by_name_or_path(controller):
    for name, excluded in (
        ("app02", {"name": "app02"}),
        ("web01", {"path": "vcenter01.dr.example/Datacenter01/Cluster01/web01"}),
    ):
        new = {**NEW, "excluded_objects": [excluded], "excluded_objects_mode": "replace"}
        (item,) = controller.succeed(MODULE, new)["job"]["excluded_objects"]
        assert (item["name"], item["platform"], item["host_name"]) == (name, "VSphere", "vcenter01.dr.example")
    start = controller.simulator.mark()
    assert not controller.succeed(MODULE, {"name": JOB, "excluded_objects": [{"name": "web01"}]})["changed"]
    assert [one for one in controller.simulator.requests(start) if "/inventory" in one["path"]] == []


@pytest.mark.parametrize("revision", ["1.3-rev0", "1.3-rev2"])
def test_each_mode_has_a_schedule_of_its_own(controller, revision):
    new = {**NEW, "api_version": revision, "periodic_schedule": DAILY}
    created = controller.succeed(MODULE, new)["job"]
    assert not controller.succeed(MODULE, new)["changed"]
    assert created["periodic_schedule"]["daily"]["local_time"] == "04:00:00"
    assert not created.get("immediate_schedule")
    assert job_of(controller, revision)["schedule"]["type"] == "Periodic"
    other = {"name": JOB, "api_version": revision, "immediate_schedule": {"mode": "Continuous"}}
    message = controller.fail(MODULE, other)["msg"]
    assert "immediate_schedule is for jobs with mode=Immediate, and this one has mode=Periodic." in message


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"source_jobs": ["Nowhere"]}, "Job 'Nowhere' not found. Available:"),
        ({"source_jobs": []}, "needs something to process"),
        (
            {"excluded_objects": [{"name": "nowhere"}]},
            "excluded_objects: the inventory has no virtual machine 'nowhere'",
        ),
        ({"type": "FileBackupCopy"}, "mode does not"),
        ({"source_backups": ["Nightly Servers"]}, "1.3-rev2"),
        ({"wan_acceleration": {"mode": "WANAccelerator", "source": "x"}}, "WAN accelerator 'x' not found. Available:"),
    ],
)
def test_what_is_wrong_is_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**NEW, **given})["msg"]
    assert controller.writes(start) == []
