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


def job_of(bench, revision="1.3-rev1"):
    (job,) = bench.client("vbr", revision).get("/jobs", {"nameFilter": JOB})["data"]
    return job


def test_sources_are_merged_replaced_and_removed(bench):
    bench.do(MODULE, NEW)
    more = {"name": JOB, "source_jobs": ["Hyper-V Servers"], "source_repositories": [{"repository": "NFS Share 01"}]}
    added = bench.do(MODULE, more)["job"]
    assert added["source_jobs"] == ["Nightly Servers", "Hyper-V Servers"]
    assert added["source_repositories"] == [{"repository": "NFS Share 01", "type": "Nfs"}]
    start = bench.simulator.mark()
    assert not bench.do(MODULE, more)["changed"]
    # The type of a repository that the job has already is not read again: the job, and the names of five objects.
    assert len(bench.simulator.requests(start)) <= 6
    less = {"name": JOB, "source_jobs": ["Nightly Servers", "Hyper-V Servers"], "source_jobs_mode": "remove"}
    assert bench.do(MODULE, less)["job"]["source_jobs"] == []
    only = {"name": JOB, "source_repositories": [], "source_repositories_mode": "replace"}
    assert "needs something to process" in bench.fail(MODULE, only)["msg"]


def test_sources_that_are_not_there_any_more_are_removed_all_the_same(bench):
    bench.do(MODULE, {**NEW, "source_repositories": [{"repository": "NFS Share 01"}], "excluded_jobs": ["Tenant VMs"]})
    modes = {"source_jobs_mode": "remove", "source_repositories_mode": "remove", "excluded_jobs_mode": "remove"}
    gone = {"source_jobs": ["Gone"], "source_repositories": [{"repository": "Gone"}], "excluded_jobs": ["Gone"]}
    assert not bench.do(MODULE, {"name": JOB, **modes, **gone})["changed"]
    both = {**gone, "source_repositories": [{"repository": "Gone"}, {"repository": "NFS Share 01"}]}
    assert bench.do(MODULE, {"name": JOB, **modes, **both})["job"]["source_repositories"] == []
    failed = bench.fail(MODULE, {"name": JOB, "source_jobs": ["Gone"]})
    assert "Job 'Gone' not found. Available: " in failed["msg"]


def test_an_update_sends_back_what_the_server_says_of_a_source(bench):
    bench.do(MODULE, NEW)
    job = job_of(bench)
    (source,) = job["sourceObjects"]["includes"]["jobs"]
    source = {**source, "name": "Nightly Servers", "type": "VSphereBackup"}
    job = {**job, "sourceObjects": {"includes": {"jobs": [source]}}}
    bench.simulator.seed("jobs", objects=[job])
    bench.do(MODULE, {"name": JOB, "source_jobs": ["Hyper-V Servers"]})
    assert job_of(bench)["sourceObjects"]["includes"]["jobs"][0] == source


def test_machines_are_excluded_by_name_or_path(bench):
    for excluded in ({"name": "app02"}, {"path": "vcenter01.dr.example/Datacenter01/Cluster01/app02"}):
        created = bench.do(MODULE, {**NEW, "excluded_objects": [excluded]})
        (item,) = created["job"]["excluded_objects"]
        assert (item["name"], item["platform"], item["host_name"]) == ("app02", "VSphere", "vcenter01.dr.example")
    start = bench.simulator.mark()
    assert not bench.do(MODULE, {"name": JOB, "excluded_objects": [{"name": "app02"}]})["changed"]
    assert [one for one in bench.simulator.requests(start) if "/inventory" in one["path"]] == []


@pytest.mark.parametrize("revision", ["1.3-rev0", "1.3-rev2"])
def test_each_mode_has_a_schedule_of_its_own(bench, revision):
    new = {**NEW, "api_version": revision, "periodic_schedule": DAILY}
    created = bench.do(MODULE, new)["job"]
    assert not bench.do(MODULE, new)["changed"]
    assert created["periodic_schedule"]["daily"]["local_time"] == "04:00:00"
    assert not created.get("immediate_schedule")
    assert job_of(bench, revision)["schedule"]["type"] == "Periodic"
    other = {"name": JOB, "api_version": revision, "immediate_schedule": {"mode": "Continuous"}}
    message = bench.fail(MODULE, other)["msg"]
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
def test_what_is_wrong_is_rejected_before_anything_is_sent(bench, given, words):
    start = bench.simulator.mark()
    assert words in bench.fail(MODULE, {**NEW, **given})["msg"]
    assert bench.writes(start) == []
