# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The description of a site, what is wrong with it, and the report of a run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins.filter.site_plan import site_plan
from ansible_collections.opendr.veeam.plugins.filter.site_report import site_report
from ansible_collections.opendr.veeam.plugins.filter.site_unlisted import site_unlisted
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import connection_options
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.plugin_utils.site.plan import MODULES
from support.modules import COLLECTION
from tools.paths import ROOT

PRUNABLE = ["veeam_repository", "veeam_vm_backup_job"]
REPOSITORY = {"name": "Fast disk", "type": "LinuxLocal"}


def problems(objects, prune=()):
    return site_plan(objects, prune, PRUNABLE)["problems"]


def test_entries_are_kept_by_module_in_the_order_of_what_they_refer_to():
    found = site_plan({"veeam_repository": [REPOSITORY], "veeam_email_settings": {"enabled": False}})
    assert found == {
        "problems": [],
        "entries": {"veeam_repository": [REPOSITORY], "veeam_email_settings": [{"enabled": False}]},
        "names": {"veeam_repository": ["Fast disk"], "veeam_email_settings": ["veeam_email_settings"]},
    }
    order = list(MODULES)
    chain = ("veeam_credential", "veeam_managed_server", "veeam_repository", "veeam_scale_out_repository")
    places = [order.index(module) for module in (*chain, "veeam_vm_backup_job", "veeam_job")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("objects", "problem"),
    [
        ([], "site_objects has to be a dict of modules"),
        ({"veeam_repositry": []}, "'veeam_repositry' is not a module.*Similar:.* 'veeam_repository'"),
        ({"veeam_flr_restore": []}, "'veeam_flr_restore' is not a module"),
        ({"veeam_repository": "Fast disk"}, "has to be a list of entries"),
        ({"veeam_repository": ["Fast disk"]}, "entry 1: it has to be a dict of options"),
        ({"veeam_repository": [{"type": "Nfs"}]}, "entry 1: it needs name, or the id"),
        ({"veeam_global_exclusion": [{"name": "web01"}]}, "entry 1: it needs host_name, or the id"),
        ({"veeam_repository": [REPOSITORY, {"name": "FAST disk"}]}, "fast disk is listed 2 times"),
        ({"veeam_email_settings": [{"enabled": True}, {"enabled": False}]}, "exist once, and 2 entries are given"),
        (
            {"veeam_repository": [{**REPOSITORY, "type": "Tape drive"}]},
            "value of type must be one of: .*got: Tape drive",
        ),
        ({"veeam_repository": [{**REPOSITORY, "max_task_count": "x"}]}, "max_task_count"),
        ({"veeam_repository": [{**REPOSITORY, "pth": "/x"}]}, "'pth' is not an option.*Similar: 'path'"),
        ({"veeam_repository": [{**REPOSITORY, "state": "absent"}]}, "add veeam_repository to site_prune"),
        ({"veeam_repository": [{**REPOSITORY, "url": "x"}]}, "url belongs to site_connection"),
        ({"veeam_job": [{"name": "Nightly", "state": "started"}]}, "it needs state, which is enabled or disabled"),
    ],
)
def test_what_is_wrong_is_a_sentence(objects, problem):
    (found,) = problems(objects)
    assert re.search(problem, found)
    assert site_plan(objects)["entries"] == {}


def test_all_problems_are_found_at_once():
    wrong = {"veeam_repository": [{"type": "Nfs"}, {**REPOSITORY, "pth": "/x"}], "veeam_things": []}
    assert len(problems(wrong, ["veeam_email_settings"])) == 4


def test_nothing_is_pruned_that_is_not_named_in_both_places():
    assert problems({"veeam_repository": []}, ["veeam_repository"]) == []
    (problem,) = problems({}, ["veeam_repository"])
    assert "all its objects would be removed" in problem
    (problem,) = problems({"veeam_email_settings": {}}, ["veeam_email_settings"])
    assert "has no objects that can be removed" in problem


def test_a_secret_of_the_wrong_type_is_not_shown():
    entry = {"account": "svc", "type": "Standard", "description": "", "account_password": {"a": "very-hidden"}}
    assert "very-hidden" not in str(problems({"veeam_credential": [entry]}))
    entry = {"account": "svc", "type": "very-hidden", "description": "", "account_password": "very-hidden"}
    (problem,) = problems({"veeam_credential": [entry]})
    assert "value of type must be one of" in problem
    assert "very-hidden" not in problem


LISTED = [
    {"id": "1", "name": "Fast disk", "type": "LinuxLocal"},
    {"id": "2", "name": "Old", "type": "Nfs"},
    {"id": "3", "name": "Of another kind", "type": "SanSnapshotOnly"},
]


def test_what_no_task_was_about_is_unlisted():
    applied = [{"repository": {"id": "1"}}]
    assert site_unlisted(LISTED, "veeam_repository", applied) == [{"id": "2", "name": "Old"}]


@pytest.mark.parametrize("result", [{"failed": True, "operation": "create"}, {"repository": {"name": "Old"}}])
def test_nothing_is_unlisted_if_the_object_of_a_task_is_not_known(result):
    assert site_unlisted(LISTED, "veeam_repository", [{"repository": {"id": "1"}}, result]) == []


def test_what_is_created_is_none_of_those_that_were_there():
    created = {"repository": {"name": "New"}, "operation": "create"}
    assert site_unlisted(LISTED, "veeam_repository", [created])[0]["id"] == "1"


def test_an_entry_with_the_state_of_a_job_is_about_the_job():
    job = {"id": "7", "name": "Old servers", "type": "VSphereBackup"}
    assert site_unlisted([job], "veeam_vm_backup_job", [{"job": {"id": "7"}, "operation": "update"}]) == []


ENTRIES = {
    "veeam_managed_server": [{"name": "lnx02"}],
    "veeam_repository": [{"name": "New"}, {"name": "Changed"}, {"name": "Same"}, {"name": "Wrong"}],
}
NOT_FOUND = {"kind": "ObjectNotFound", "name": "LNX02"}
MISSING = {"failed": True, "msg": "Managed server 'LNX02' not found.", "error": NOT_FOUND}
CHANGE = {"option": "max_task_count", "before": None, "after": 4}
APPLIED = {
    "veeam_managed_server": [{"site_number": 0, "operation": "create", "changed": True}],
    "veeam_repository": [
        {"site_number": 0, **MISSING},
        {"site_number": 1, "operation": "update", "changed": True, "changes": [CHANGE]},
        {"site_number": 2, "operation": "none", "changed": False},
        {"site_number": 3, "failed": True, "msg": "Refused", "error": {"kind": "ApiError"}},
    ],
}
PRUNED = {"veeam_repository": [{"site_object": {"id": "2", "name": "Old"}, "operation": "delete", "changed": True}]}


def test_what_refers_to_what_is_to_be_created_cannot_be_predicted():
    report = site_report(ENTRIES, APPLIED, PRUNED, ["veeam_repository"], check_mode=True)
    assert report["pending"] == {"veeam_repository": {"New": MISSING["msg"]}}
    assert report["failed"] == {"veeam_repository": {"Wrong": "Refused"}}
    assert report["lines"] == [
        "Check mode, nothing was changed. Objects that differ from the lists: 4. Failed: 1.",
        "would be created: veeam_managed_server: lnx02",
        "would be changed: veeam_repository: Changed",
        "    max_task_count: (not set) -> 4",
        "would be removed: veeam_repository: Old",
        "cannot be predicted yet: veeam_repository: New: Managed server 'LNX02' not found.",
        "failed: veeam_repository: Wrong: Refused",
        "nothing is removed for veeam_repository, because of what could not be applied",
        "unchanged: veeam_repository: 1",
    ]


def test_an_object_that_is_not_removed_keeps_none_of_the_others():
    refused = {"site_object": {"id": "3", "name": "Used"}, "failed": True, "msg": "In use"}
    pruned = {"veeam_repository": [*PRUNED["veeam_repository"], refused]}
    report = site_report({"veeam_repository": []}, {}, pruned, ["veeam_repository"])
    assert report["lines"] == [
        "Objects that differed from the lists: 1. Failed: 1.",
        "removed: veeam_repository: Old",
        "failed: veeam_repository: Used: In use",
    ]


def test_a_list_that_fails_is_a_failure_beside_what_was_applied():
    listed = {"veeam_repository": {"failed": True, "msg": "Forbidden"}, "veeam_proxy": {"skipped": True}}
    applied = {"veeam_repository": [{"site_number": 1, "operation": "none", "changed": False}]}
    report = site_report(ENTRIES, applied, {}, ["veeam_repository"], listed=listed)
    assert report["failed"] == {"veeam_repository": {"list of its objects": "Forbidden"}}
    assert report["lines"] == [
        "Objects that differed from the lists: none. Failed: 1.",
        "failed: veeam_repository: list of its objects: Forbidden",
        "nothing is removed for veeam_repository, because what the server has could not be listed",
        "unchanged: veeam_repository: 1",
    ]


def test_what_is_missing_fails_where_nothing_is_predicted():
    report = site_report(ENTRIES, APPLIED, PRUNED)
    assert report["pending"] == {}
    assert list(report["failed"]["veeam_repository"]) == ["New", "Wrong"]
    assert report["created"] == {"veeam_managed_server": ["lnx02"]}
    assert report["removed"] == {"veeam_repository": ["Old"]}
    assert report["lines"][0] == "Objects that differed from the lists: 3. Failed: 2."


def test_a_name_that_nothing_in_the_description_has_fails_in_check_mode_too():
    wrong = {**MISSING, "error": {**NOT_FOUND, "name": "lnx03"}}
    applied = {**APPLIED, "veeam_repository": [{"site_number": 0, **wrong}]}
    report = site_report(ENTRIES, applied, check_mode=True)
    assert list(report["failed"]["veeam_repository"]) == ["New"]


def test_a_machine_may_be_in_the_inventory_of_a_server_that_is_to_be_created():
    in_inventory = {**MISSING, "error": {"kind": "ObjectNotFound", "option": "objects", "name": "web01"}}
    entries = {**ENTRIES, "veeam_vm_backup_job": [{"name": "Web"}]}
    job = {"veeam_vm_backup_job": [{"site_number": 0, **in_inventory}]}
    created = {"veeam_managed_server": APPLIED["veeam_managed_server"], **job}
    assert site_report(entries, created, check_mode=True)["pending"] == {"veeam_vm_backup_job": {"Web": MISSING["msg"]}}
    assert site_report(entries, job, check_mode=True)["pending"] == {}


def test_a_computer_may_be_discovered_in_a_protection_group_that_is_to_be_created_or_changed():
    error = {"kind": "ObjectNotFound", "object_type": "computer", "name": "win01"}
    entries = {"veeam_protection_group": [{"name": "Servers"}], "veeam_agent_backup_job": [{"name": "Agents"}]}

    def pending(operation, **facts):
        missing = {"site_number": 0, "failed": True, "msg": "Computer 'win01' not found.", "error": {**error, **facts}}
        group = {"site_number": 0, "operation": operation, "changed": operation != "none"}
        applied = {"veeam_protection_group": [group], "veeam_agent_backup_job": [missing]}
        assert site_report(entries, applied)["pending"] == {}
        return list(site_report(entries, applied, check_mode=True)["pending"])

    assert pending("create") == pending("update") == ["veeam_agent_backup_job"]
    assert pending("none") == []
    assert pending("none", not_discovered=True) == ["veeam_agent_backup_job"]


def test_objects_of_the_same_name_are_counted_apart_and_a_failed_loop_is_a_failure():
    entries = {"veeam_repository": [{"id": "1", "name": "Same"}, {"id": "2", "name": "Same"}]}
    failed = [{"site_number": number, "failed": True, "msg": "no"} for number in (0, 1)]
    report = site_report(entries, {"veeam_repository": failed, "veeam_proxy": [{"failed": True, "msg": "template"}]})
    assert list(report["failed"]["veeam_repository"]) == ["Same", "Same (2)"]
    assert report["failed"]["veeam_proxy"] == {"veeam_proxy": "template"}
    assert report["lines"][0] == "Objects that differed from the lists: none. Failed: 3."


@pytest.mark.parametrize("role", ["site", "repositories"])
def test_the_connection_of_a_role_has_every_option_of_the_modules(role):
    spec = yaml.safe_load(Path(COLLECTION, "roles", role, "meta", "argument_specs.yml").read_text("utf-8"))
    options = spec["argument_specs"]["main"]["options"][f"{role}_connection"]["options"]
    assert set(options) == set(connection_options(VBR))


def test_the_first_example_of_the_readme_is_a_part_of_the_site():
    shown = re.search(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown is not None
    described = yaml.safe_load((ROOT / "playbooks/vars/site.yml").read_text("utf-8"))["site_objects"]
    for module, entries in yaml.safe_load(shown[1])["site_objects"].items():
        assert [entry for entry in entries if entry not in described[module]] == []
