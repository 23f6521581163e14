# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replication jobs: inventory objects by name and path, lists that are merged, and what is rejected."""

from __future__ import annotations

import pytest

from support.lost_properties import without

MODULE, JOB = "veeam_replica_job", "Sample replication job"
VCENTER = "vcenter01.dr.example"
HERE = {"path": f"{VCENTER}/Datacenter01/VM Network"}
THERE = {"path": f"{VCENTER}/Datacenter02/VM Network"}
SETTINGS = {"metadata_repository": "NFS Share 01", "replica_name_suffix": "_replica", "restore_points_to_keep": 7}
PLACE = {
    "host": {"name": "esx03.dr.example"},
    "resource_pool": {"path": f"{VCENTER}/Cluster02/Recovered"},
    "folder": {"path": f"{VCENTER}/Datacenter02/Recovered"},
    "datastore": {"name": "datastore03"},
}
STORE = {"name": "datastore02"}
NEW = {"name": JOB, "type": "VSphereReplica", "objects": [{"name": "app02"}], **PLACE, "settings": SETTINGS}


def rule(address, target="198.51.100.1"):
    ipv4 = {
        "source_ip_address": address,
        "source_subnet_mask": "255.255.255.0",
        "target_ip_address": target,
        "target_subnet_mask": "255.255.255.0",
        "target_default_gateway": "198.51.100.254",
    }
    return {"type": "IPv4", "ipv4": ipv4}


RULE = rule("192.0.2.1")


def test_a_new_job_is_not_to_process_applications_unless_a_task_says_so(controller):
    credentials = {"guest_credentials": {"credentials": "Linux hosts", "credentials_type": "Standard"}}
    job = controller.succeed(MODULE, {**NEW, "guest_processing": credentials})["job"]
    assert job["guest_processing"]["application_aware"]["enabled"] is False


def job_of(controller, revision="1.3-rev1"):
    (job,) = controller.client("vbr", revision).get("/jobs", {"nameFilter": JOB})["data"]
    return job


@pytest.mark.parametrize(("revision", "platform"), [("1.2-rev1", "VMware"), ("1.3-rev2", "VSphere")])
def test_the_place_of_replicas_is_found_in_the_inventory(controller, revision, platform):
    new = {**NEW, "api_version": revision}
    predicted = controller.succeed(MODULE, new, check=True)["diff"]
    assert controller.succeed(MODULE, new)["diff"] == predicted
    sent = job_of(controller, revision)["destination"]
    found = {place: (item["type"], item["objectId"], item["platform"]) for place, item in sent.items()}
    assert found == {
        "host": ("Host", "host-52", platform),
        "resourcePool": ("ResourcePool", "resgroup-61", platform),
        "folder": ("Folder", "group-v71", platform),
        "datastore": ("Datastore", "datastore-73", platform),
    }
    assert not controller.succeed(MODULE, new)["changed"]


def test_what_the_job_has_is_not_looked_up_again(controller):
    controller.succeed(MODULE, NEW)
    start = controller.simulator.mark()
    same = {"name": JOB, "host": {"name": "ESX03.dr.example"}, "folder": {"name": "Recovered"}}
    assert not controller.succeed(MODULE, {**same, "resource_pool": {"name": "Recovered"}})["changed"]
    assert [request for request in controller.simulator.requests(start) if "/inventory" in request["path"]] == []


def test_networks_and_rules_are_merged_replaced_and_removed(controller):
    controller.succeed(MODULE, {**NEW, "networks": [{"source": HERE, "target": THERE}], "re_ip_rules": [RULE]})
    isolated = {"networks": [{"source": HERE, "target": {"name": "Isolated"}}]}
    changed = controller.succeed(MODULE, {"name": JOB, **isolated, "re_ip_rules": [rule("192.0.2.2")]})["job"]
    (network,) = changed["networks"]
    assert (network["source"]["object_id"], network["target"]["object_id"]) == ("network-81", "dvportgroup-82")
    assert [one["ipv4"]["source_ip_address"] for one in changed["re_ip_rules"]] == ["192.0.2.1", "192.0.2.2"]
    moved = controller.succeed(MODULE, {"name": JOB, "re_ip_rules": [rule("192.0.2.2", "198.51.100.9")]})["job"][
        "re_ip_rules"
    ]
    assert [one["ipv4"]["target_ip_address"] for one in moved] == ["198.51.100.1", "198.51.100.9"]
    only = {"name": JOB, "re_ip_rules": [rule("192.0.2.2", "198.51.100.9")], "re_ip_rules_mode": "replace"}
    assert len(controller.succeed(MODULE, only)["job"]["re_ip_rules"]) == 1
    less = {"name": JOB, **isolated, "networks_mode": "remove"}
    assert controller.succeed(MODULE, less)["job"]["networks"] == []
    assert not controller.succeed(MODULE, less)["changed"]


def test_mappings_of_what_is_not_there_any_more_are_removed_all_the_same(controller):
    gone = {"type": "Network", "host_name": VCENTER, "object_id": "network-900", "name": "Gone"}
    controller.succeed(
        MODULE, {**NEW, "networks": [{"source": gone, "target": {**THERE}}, {"source": HERE, "target": THERE}]}
    )
    # The target is not part of what identifies a mapping.
    less = {
        "networks": [{"source": {"name": "Gone"}, "target": {"name": "Gone too", "type": "Network"}}],
        "networks_mode": "remove",
    }
    (network,) = controller.succeed(MODULE, {"name": JOB, **less})["job"]["networks"]
    assert network["source"]["name"] == "VM Network"
    assert not controller.succeed(MODULE, {"name": JOB, **less})["changed"]


def test_an_update_sends_back_what_a_task_cannot_give(controller):
    controller.succeed(
        MODULE, {**NEW, "file_locations": [{"machine": {"name": "app02"}, "configuration_datastore": STORE}]}
    )
    job = job_of(controller)
    for item in (job["virtualMachines"]["includes"][0], job["destination"]["host"]):
        item["size"] = "60 GB"
    controller.simulator.seed("jobs", objects=[job])
    controller.succeed(MODULE, {"name": JOB, "settings": {"restore_points_to_keep": 9}, "objects": [{"name": "web01"}]})
    after = job_of(controller)
    assert after["virtualMachines"]["includes"][0] == job["virtualMachines"]["includes"][0]
    assert after["destination"] == job["destination"]
    assert after["jobSettings"] == {**job["jobSettings"], "restorePointsToKeep": 9}


def test_what_a_place_of_the_first_revision_lacks_is_named(controller):
    new = {option: value for option, value in NEW.items() if option != "datastore"}
    assert controller.fail(MODULE, {**new, "api_version": "1.2-rev1"})["error"]["missing"] == ["datastore"]


def test_a_new_item_of_an_existing_job_has_to_be_complete(controller):
    controller.succeed(MODULE, {**NEW, "re_ip_rules": [RULE]})
    start = controller.simulator.mark()
    short = {key: value for key, value in rule("192.0.2.2")["ipv4"].items() if key != "target_subnet_mask"}
    given = {"name": JOB, "re_ip_rules": [{"type": "IPv4", "ipv4": short}]}
    assert controller.fail(MODULE, given)["error"]["missing"] == ["re_ip_rules.ipv4.target_subnet_mask"]
    assert controller.writes(start) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"objects": []}, "needs something to process"),
        ({"host": {"name": "nowhere"}}, "host: the inventory has no host 'nowhere'"),
        ({"folder": {"name": "Recovered"}}, "Also set host_name, path or object_id in folder."),
        (
            {"networks": [{"source": {"name": "VM Network"}, "target": THERE}]},
            "2 objects of kind 'network' are named 'VM Network'",
        ),
        ({"settings": {**SETTINGS, "restore_points_to_keep": 29}}, "give a number from 0 to 28"),
        ({"settings": {**SETTINGS, "metadata_repository": "Nowhere"}}, "'Nowhere' not found. Available:"),
        ({"re_ip_rules": [{"type": "IPv6", "ipv4": RULE["ipv4"]}]}, "a rule of type IPv6 without addresses. Give ipv6"),
    ],
)
def test_what_is_wrong_is_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    message = controller.fail(MODULE, {**NEW, **given})["msg"]
    assert words in message
    assert controller.writes(start) == []


def test_each_family_of_jobs_keeps_to_its_own(controller):
    controller.succeed(MODULE, NEW)
    assert "Use veeam_replica_job" in controller.fail("veeam_vm_backup_job", {"name": JOB, "description": "x"})["msg"]
    taken = controller.fail(MODULE, {"name": "Nightly Servers", "description": "x"})["msg"]
    assert "is of type VSphereBackup" in taken
    assert controller.succeed("veeam_job", {"name": JOB, "state": "started"})["session"]["result"] == "Success"


@pytest.mark.parametrize("mode", ["merge", "replace", "remove"])
@pytest.mark.parametrize("lost", ["virtualMachines", "includes"])
def test_a_job_whose_objects_are_not_shown_is_not_taken_for_an_empty_one(controller, lost, mode):
    controller.succeed(MODULE, NEW)
    less = {"name": JOB, "objects": [{"name": "app02"}], "objects_mode": mode}
    start = controller.simulator.mark()
    with without(lost, "GET /api/v1/jobs", "GET /api/v1/jobs/*"):
        failed = controller.fail(MODULE, less)
    assert (failed["error"]["kind"], failed["error"]["property"]) == ("UnexpectedResponse", "virtualMachines.includes")
    assert controller.writes(start) == []
    # Where no decision rests on them, the job is as it was.
    with without(lost, "GET /api/v1/jobs", "GET /api/v1/jobs/*"):
        assert controller.run(MODULE, {"name": JOB, "description": NEW.get("description", "")})["changed"] is False
