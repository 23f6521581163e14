# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that scan the content of backups: what they link and exclude, each revision, and what is rejected."""

from __future__ import annotations

import pytest
import yaml

from support.modules import FULL_NAME

MODULE, JOB = "veeam_content_scan_job", "Sample scan"
NEW = {
    "name": JOB,
    "type": "SureBackupContentScan",
    "linked_jobs": ["Azure Policy"],
    "verification": {"malware_scan": True, "yara_scan": False},
}
FILES = {
    **{key: value for key, value in NEW.items() if key != "linked_jobs"},
    "api_version": "1.3-rev2",
    "unstructured_jobs": ["File Shares"],
}
OTHER_APP = {
    "platform": "VSphere",
    "hostName": "vcenter02.dr.example",
    "name": "app02",
    "type": "VirtualMachine",
    "objectId": "vm-999",
}


def job_of(controller, revision="1.3-rev1"):
    (job,) = controller.client("vbr", revision).get("/jobs", {"nameFilter": JOB})["data"]
    return job


def names(items):
    return [item["name"] for item in items]


def test_linked_jobs_are_merged_replaced_and_removed(controller):
    controller.succeed(MODULE, NEW)
    assert controller.succeed(MODULE, {"name": JOB, "linked_jobs": ["AWS Policy"]})["job"]["linked_jobs"] == [
        "Azure Policy",
        "AWS Policy",
    ]
    assert not controller.succeed(MODULE, NEW)["changed"]
    less = {"name": JOB, "linked_jobs": ["Azure Policy"], "linked_jobs_mode": "remove"}
    assert controller.succeed(MODULE, less)["job"]["linked_jobs"] == ["AWS Policy"]
    only = {"name": JOB, "linked_jobs": ["Azure Policy"], "linked_jobs_mode": "replace"}
    assert controller.succeed(MODULE, only)["job"]["linked_jobs"] == ["Azure Policy"]
    none = {"name": JOB, "linked_jobs": [], "linked_jobs_mode": "replace"}
    assert "needs something to process" in controller.fail(MODULE, none)["msg"]


def test_machines_are_excluded_and_an_update_keeps_what_the_task_does_not_give(controller):
    settings = {"max_concurrent_machines": 3, "process_random_machines": True, "max_random_machines": 10}
    created = controller.succeed(MODULE, {**NEW, **settings, "excluded_objects": [{"name": "app02"}]})["job"]
    assert [(item["name"], item["object_id"]) for item in created["excluded_objects"]] == [("app02", "vm-102")]
    more = controller.succeed(MODULE, {"name": JOB, "excluded_objects": [{"name": "web01"}], "max_random_machines": 5})[
        "job"
    ]
    assert names(more["excluded_objects"]) == ["app02", "web01"]
    assert (more["max_concurrent_machines"], more["max_random_machines"]) == (3, 5)
    less = {"name": JOB, "excluded_objects": [{"name": "app02"}], "excluded_objects_mode": "remove"}
    assert names(controller.succeed(MODULE, less)["job"]["excluded_objects"]) == ["web01"]


def test_a_machine_that_the_inventory_does_not_show_is_written_whole(controller):
    whole = {"name": "i-0abc", "host_name": "aws.dr.example", "type": "VirtualMachine", "object_id": "i-0abc"}
    controller.succeed(MODULE, {**NEW, "excluded_objects": [whole]})
    # The job says the rest of what it has already.
    assert not controller.succeed(MODULE, {**NEW, "excluded_objects": [{"name": "i-0abc"}]})["changed"]


def test_of_two_excluded_machines_with_one_name_none_is_taken(controller):
    controller.succeed(MODULE, {**NEW, "excluded_objects": [{"name": "app02"}]})
    job = job_of(controller)
    job["linkedJobs"]["excludes"].append(OTHER_APP)
    controller.simulator.seed("jobs", objects=[job])
    less = {"name": JOB, "excluded_objects_mode": "remove"}
    message = controller.fail(MODULE, {**less, "excluded_objects": [{"name": "app02"}]})["msg"]
    assert "vcenter01.dr.example/app02" in message
    assert "Also set host_name or object_id in excluded_objects." in message
    given = {"name": "app02", "host_name": "vcenter02.dr.example"}
    (left,) = controller.succeed(MODULE, {**less, "excluded_objects": [given]})["job"]["excluded_objects"]
    assert left["host_name"] == "vcenter01.dr.example"


def test_a_machine_that_is_not_there_any_more_is_no_longer_excluded(controller):
    gone = {"name": "gone01", "host_name": "vcenter01.dr.example", "type": "VirtualMachine", "object_id": "vm-900"}
    controller.succeed(MODULE, {**NEW, "excluded_objects": [gone, {"name": "app02"}]})
    less = {"name": JOB, "excluded_objects_mode": "remove"}
    once = {**less, "excluded_objects": [{"name": "GONE01"}]}
    assert names(controller.succeed(MODULE, once)["job"]["excluded_objects"]) == ["app02"]
    assert not controller.succeed(MODULE, once)["changed"]
    assert not controller.succeed(MODULE, {**less, "excluded_objects": [{"path": "vcenter01.dr.example/gone01"}]})[
        "changed"
    ]
    failed = controller.fail(MODULE, {**less, "excluded_objects": [{"host_name": "vcenter02.dr.example"}]})
    assert "excluded_objects names no virtual machine" in failed["msg"]
    path = {"path": "vcenter01.dr.example/Datacenter01/Cluster01/app02"}
    assert names(controller.succeed(MODULE, {**less, "excluded_objects": [path]})["job"]["excluded_objects"]) == []


def test_a_machine_that_got_another_name_is_excluded_once(controller):
    controller.succeed(MODULE, {**NEW, "excluded_objects": [{"name": "app02"}]})
    job = job_of(controller)
    job["linkedJobs"]["excludes"][0]["name"] = "earlier02"
    controller.simulator.seed("jobs", objects=[job])
    assert not controller.succeed(MODULE, {"name": JOB, "excluded_objects": [{"name": "app02"}]})["changed"]


def test_backups_of_files_are_scanned_alone_or_too(controller):
    created = controller.succeed(MODULE, FILES)["job"]
    assert created["unstructured_jobs"] == ["File Shares"]
    assert "linkedJobs" not in job_of(controller, "1.3-rev2")
    assert not controller.succeed(MODULE, FILES)["changed"]
    both = {**FILES, "linked_jobs": ["Azure Policy"], "max_concurrent_machines": 2}
    assert controller.succeed(MODULE, both)["job"]["linked_jobs"] == ["Azure Policy"]
    assert not controller.succeed(MODULE, both)["changed"]
    # What an update does not give is sent back, and what the jobs are called is never sent.
    assert [set(item) for item in job_of(controller, "1.3-rev2")["unstructuredLinkedJobs"]["includes"]] == [{"id"}]


def test_each_option_of_linked_jobs_needs_them(controller):
    options = {"max_concurrent_machines": 2, "max_random_machines": 5, "process_random_machines": True}
    for option, value in {**options, "excluded_objects": [{"name": "app02"}]}.items():
        start = controller.simulator.mark()
        assert (
            f"{option} is for the machines of linked_jobs" in controller.fail(MODULE, {**FILES, option: value})["msg"]
        )
        assert controller.writes(start) == []


def test_no_linked_jobs_and_their_settings_are_left_as_they_are(controller):
    controller.succeed(MODULE, FILES)
    linked = {"includes": [], "maxConcurrentMachinesCount": 1}
    controller.simulator.seed("jobs", objects=[{**job_of(controller, "1.3-rev2"), "linkedJobs": linked}])
    exported = {**FILES, "linked_jobs": [], "max_concurrent_machines": 1}
    assert not controller.succeed(MODULE, exported)["changed"]
    assert controller.succeed(MODULE, {**exported, "description": "Every night"})["changed"]
    assert job_of(controller, "1.3-rev2")["linkedJobs"] == linked


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"linked_jobs": ["Nowhere"]}, "Job 'Nowhere' not found."),
        ({"linked_jobs": []}, "needs something to process"),
        ({"excluded_objects": [{"name": "nowhere"}]}, "excluded_objects: the inventory has no virtual machine"),
        ({"excluded_objects": [{"host_name": "vcenter01.dr.example"}]}, "excluded_objects names no virtual machine"),
        ({"unstructured_jobs": ["File Shares"]}, "unstructured_jobs does not exist in API revision 1.3-rev1"),
        ({"verification": {"yara_scan": True}}, "verification.malware_scan"),
        ({"schedule": {"daily": {"local_time": "22:00"}}}, "schedule.daily.enabled"),
        (
            {"api_version": "1.3-rev0"},
            "type=SureBackupContentScan is not known in API revision 1.3-rev0, which this task uses. It needs",
        ),
    ],
)
def test_what_is_wrong_is_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**NEW, **given})["msg"]
    assert controller.writes(start) == []


def test_a_job_of_another_family_is_not_touched(controller):
    message = controller.fail(MODULE, {"name": "Nightly Servers", "state": "absent"})["msg"]
    assert "Use veeam_vm_backup_job, or veeam_job to enable, disable, run or remove it." in message


def test_a_job_is_exported_by_the_names_of_what_it_links(controller, tmp_path):
    controller.succeed(MODULE, {**FILES, "linked_jobs": ["Azure Policy"], "excluded_objects": [{"name": "app02"}]})
    export = {"product": "vbr", "api_version": "1.3-rev2", "directory": str(tmp_path / "site"), "modules": [MODULE]}
    controller.succeed("veeam_export", export)
    tasks = yaml.safe_load((tmp_path / "site" / "tasks" / f"{MODULE}.yml").read_text(encoding="utf-8"))
    (arguments,) = [task[FULL_NAME + MODULE] for task in tasks if FULL_NAME + MODULE in task]
    assert (arguments["linked_jobs"], arguments["unstructured_jobs"]) == (["Azure Policy"], ["File Shares"])
    assert not controller.succeed(MODULE, {**arguments, "api_version": "1.3-rev2"})["changed"]
