# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs of file shares and object storage: what they process, masks in each revision, and what is rejected."""

from __future__ import annotations

import pytest
import yaml

from support.modules import FULL_NAME

MODULE, JOB = "veeam_file_backup_job", "Sample file job"
PROJECTS, RECOVERED, HOME = (
    "\\\\nas01.dr.example\\projects",
    "\\\\nas02.dr.example\\recovered",
    "nas01.dr.example:/exports/home",
)
NEW = {
    "name": JOB,
    "type": "FileBackup",
    "objects": [{"server": PROJECTS, "exclusion_masks": [{"path": "*.tmp"}]}],
    "storage": {"repository": "NFS Share 01", "retention_policy": {"type": "Days", "quantity": 28}},
}
LATER = {
    **NEW,
    "api_version": "1.3-rev2",
    "objects": [
        {"server": PROJECTS, "type": "FileServerShare", "exclusion_masks": [{"path": "*.tmp", "type": "Wildcard"}]}
    ],
}


def job_of(controller, revision="1.3-rev1"):
    (job,) = controller.client("vbr", revision).get("/jobs", {"nameFilter": JOB})["data"]
    return job


def test_objects_are_merged_replaced_and_removed(controller):
    controller.succeed(MODULE, NEW)
    more = {"name": JOB, "objects": [{"server": HOME}, {"server": PROJECTS, "path": f"{PROJECTS}\\current"}]}
    added = controller.succeed(MODULE, more)["job"]["objects"]
    assert [(item["server"], item.get("path") or "") for item in added] == [
        (PROJECTS, ""),
        (HOME, ""),
        (PROJECTS, f"{PROJECTS}\\current"),
    ]
    # What the task does not give of an object stays.
    assert added[0]["exclusion_masks"] == [{"path": "*.tmp"}]
    assert not controller.succeed(MODULE, more)["changed"]
    less = controller.succeed(MODULE, {"name": JOB, "objects": [{"server": PROJECTS}], "objects_mode": "remove"})["job"]
    assert [item["server"] for item in less["objects"]] == [HOME, PROJECTS]
    only = controller.succeed(MODULE, {"name": JOB, "objects": [{"server": RECOVERED}], "objects_mode": "replace"})[
        "job"
    ]
    assert [item["server"] for item in only["objects"]] == [RECOVERED]
    none = {"name": JOB, "objects": [], "objects_mode": "replace"}
    assert "needs something to process" in controller.fail(MODULE, none)["msg"]


def test_no_path_is_the_same_as_the_empty_path_of_a_server(controller):
    controller.succeed(MODULE, LATER)
    job = job_of(controller, "1.3-rev2")
    controller.simulator.seed("jobs", objects=[{**job, "objects": [{**job["objects"][0], "path": ""}]}])
    assert not controller.succeed(MODULE, LATER)["changed"]
    assert not controller.succeed(MODULE, {**LATER, "objects": [{"server": PROJECTS}]})["changed"]


@pytest.mark.parametrize(
    ("new", "revision", "sent"),
    [(NEW, "1.3-rev1", ["*.tmp"]), (LATER, "1.3-rev2", [{"path": "*.tmp", "type": "Wildcard"}])],
)
def test_masks_are_written_as_the_revision_has_them(controller, new, revision, sent):
    controller.succeed(MODULE, new)
    assert job_of(controller, revision)["objects"][0]["exclusionMask"] == sent
    assert not controller.succeed(MODULE, new)["changed"]
    masks = [{"path": "*.tmp"}, {"path": "*.iso"}]
    changed = {"name": JOB, "api_version": revision, "objects": [{"server": PROJECTS, "exclusion_masks": masks}]}
    assert controller.succeed(MODULE, changed)["changed"]
    # The mask that was there keeps its type.
    first, _second = job_of(controller, revision)["objects"][0]["exclusionMask"]
    assert first == sent[0]
    assert not controller.succeed(MODULE, changed)["changed"]


def test_objects_with_and_without_types_of_masks_do_not_disturb_each_other(controller):
    controller.succeed(MODULE, LATER)
    other = {"server": HOME, "type": "FileServerShare", "exclusion_masks": [{"path": "*.iso"}]}
    controller.succeed(MODULE, {"name": JOB, "api_version": "1.3-rev2", "objects": [other]})
    given = {"server": PROJECTS, "exclusion_masks": [{"path": "*.tmp"}]}
    again = {"name": JOB, "api_version": "1.3-rev2", "objects": [given, other]}
    assert not controller.succeed(MODULE, again)["changed"]


def test_a_job_of_object_storage(controller):
    tag = {"name": "backup", "value": "yes", "is_object_tag": True}
    new = {
        "name": JOB,
        "type": "ObjectStorageBackup",
        "objects": [{"server": "s3.dr.example", "container": "reports", "inclusion_tags": [tag]}],
        "storage": {"repository": "NFS Share 01", "advanced": {"versions": {"active_version_retention": 5}}},
        "archive": {"repository": "Amazon S3 01", "previous_versions": True},
    }
    controller.succeed(MODULE, new)
    assert not controller.succeed(MODULE, new)["changed"]
    job = job_of(controller)
    assert job["objects"][0]["container"] == "reports"
    assert job["backupRepository"]["advancedSettings"]["objectVersions"] == {"activeVersionRetention": 5}
    # Another container of the same account is another object.
    more = {"name": JOB, "objects": [{"server": "s3.dr.example", "container": "invoices"}]}
    assert [item["container"] for item in controller.succeed(MODULE, more)["job"]["objects"]] == ["reports", "invoices"]


def test_jobs_that_copy_the_backups_are_sent_back_as_they_are(controller):
    controller.succeed(MODULE, LATER)
    job = job_of(controller, "1.3-rev2")
    copy = {
        "name": "Copy",
        "type": "FileBackupCopy",
        "backupRepositoryId": job["backupRepository"]["backupRepositoryId"],
    }
    controller.simulator.seed("jobs", objects=[{**job, "secondaryTargets": [copy]}])
    controller.succeed(MODULE, {"name": JOB, "api_version": "1.3-rev2", "description": "Every night"})
    assert job_of(controller, "1.3-rev2")["secondaryTargets"] == [copy]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"objects": [{"server": "nowhere"}]}, "Unstructured data server 'nowhere' not found. Available:"),
        ({"objects": [{"server": "nas01.dr.example"}]}, "nas01.dr.example"),
        ({"objects": []}, "needs something to process"),
        ({"objects": [{"server": PROJECTS, "container": "x"}]}, "objects.container does not go with type=FileBackup"),
        ({"objects": [{"server": PROJECTS, "type": "File"}]}, "objects.type does not exist in API revision 1.3-rev1"),
        ({**LATER, "objects": [{"server": PROJECTS}]}, "objects.type"),
        ({**LATER, "objects": [{"server": PROJECTS, "type": "Container"}]}, "objects.type=Container does not go with"),
        ({"api_version": "1.3-rev0"}, "type=FileBackup is not known in API revision 1.3-rev0"),
        ({"storage": {"repository": "Nowhere"}}, "Backup repository 'Nowhere' not found. Available:"),
    ],
)
def test_what_is_wrong_is_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**NEW, **given})["msg"]
    assert controller.writes(start) == []


def test_an_object_that_the_job_does_not_have_needs_a_type(controller):
    controller.succeed(MODULE, LATER)
    start = controller.simulator.mark()
    new = {"name": JOB, "api_version": "1.3-rev2", "objects": [{"server": HOME}]}
    assert "objects.type" in controller.fail(MODULE, new)["msg"]
    assert controller.writes(start) == []


def test_a_job_of_file_shares_is_exported_by_the_names_of_the_shares(controller, tmp_path):
    share = "nas01.dr.example:/exports/home"
    objects = [{"server": share, "exclusion_masks": [{"path": "*.tmp"}]}]
    job = {"name": "Homes", "type": "FileBackup", "objects": objects, "storage": {"repository": "NFS Share 01"}}
    controller.succeed("veeam_file_backup_job", job)
    controller.succeed("veeam_export", {"product": "vbr", "directory": str(tmp_path / "site"), "modules": [MODULE]})
    tasks = yaml.safe_load((tmp_path / "site" / "tasks" / f"{MODULE}.yml").read_text(encoding="utf-8"))
    (arguments,) = [task[FULL_NAME + MODULE] for task in tasks if FULL_NAME + MODULE in task]
    assert arguments["objects"] == objects
    assert not controller.succeed(MODULE, arguments)["changed"]
