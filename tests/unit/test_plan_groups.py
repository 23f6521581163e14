# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan says of groups of options: what a new one lacks, and which options of it are for other types."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import CREATE, NONE, UPDATE, plan_present
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repository import REPOSITORY

HOST = "5bdb39d2-412f-55a9-8fba-b3b48e9077c7"


def plan(desired, current=None, variant=None, revision="1.3-rev1"):
    variant = variant or (current or desired).get("type")
    return plan_present(REPOSITORY, SchemaContext(VBR, revision, variant), desired, current)


def disk(**more):
    return {"id": "1", "name": "one", "type": "WinLocal", "hostId": HOST, "repository": {"path": "D:\\"}, **more}


def windows(**more):
    return {"mountServerId": HOST, "writeCacheFolder": "C:\\Cache", "vPowerNFSEnabled": True, **more}


def test_a_group_that_the_object_does_not_have_needs_what_it_requires():
    current = disk(mountServer={"mountServerSettingsType": "Windows", "windows": windows()})
    with pytest.raises(InvalidOption) as caught:
        plan({"name": "one", "mount_server": {"linux": {"server": HOST}}}, current)
    assert caught.value.facts["missing"] == [
        "mount_server.linux.write_cache_folder",
        "mount_server.linux.vpower_nfs_enabled",
    ]


def test_a_group_that_the_object_has_can_be_given_in_part():
    current = disk(mountServer={"mountServerSettingsType": "Windows", "windows": windows()})
    made = plan({"name": "one", "mount_server": {"windows": {"write_cache_folder": "E:\\"}}}, current)
    assert made.operation == UPDATE
    assert made.body["mountServer"]["windows"] == windows(writeCacheFolder="E:\\")


def test_without_a_type_only_the_type_is_asked_for():
    with pytest.raises(InvalidOption) as caught:
        plan({"name": "one", "account": {"region_type": "Germany"}})
    assert caught.value.facts["missing"] == ["type"]


def test_an_option_that_a_group_has_for_another_type_is_refused_with_what_it_knows():
    current = {"id": "1", "name": "one", "type": "AmazonS3Glacier", "bucket": {"immutabilityEnabled": True}}
    with pytest.raises(InvalidOption, match="immutability.days_count does not exist for type=") as caught:
        plan({"name": "one", "immutability": {"days_count": 3}}, current)
    assert "'is_enabled'" in caught.value.message


def test_a_choice_of_another_type_is_refused_with_the_choices_of_this_one():
    current = {"id": "1", "name": "one", "type": "AmazonS3", "account": {"regionType": "Global"}}
    with pytest.raises(InvalidOption, match=r"region_type=Germany does not go with type=AmazonS3, which knows Global"):
        plan({"name": "one", "account": {"region_type": "Germany"}}, current)


def test_the_system_of_mount_servers_is_spelt_as_the_revision_does():
    desired = {
        "name": "one",
        "type": "WinLocal",
        "host": HOST,
        "path": "D:\\",
        "mount_server": {
            "type": "Windows",
            "windows": {"server": HOST, "write_cache_folder": "C:\\Cache", "vpower_nfs_enabled": True},
        },
    }
    for revision, spelt in (("1.3-rev0", "windows"), ("1.3-rev1", "Windows"), ("1.3-rev2", "Windows")):
        made = plan(desired, revision=revision)
        assert made.operation == CREATE
        assert made.body["mountServer"]["mountServerSettingsType"] == spelt
        assert made.after["mount_server"]["type"] == "Windows"
        assert plan(desired, {**made.body, "id": "1"}, revision=revision).operation == NONE


def test_the_settings_of_a_share_are_sent_even_where_there_are_none():
    desired = {
        "name": "one",
        "type": "Nfs",
        "share": {"path": "nas:/one"},
        "mount_server": {
            "type": "Windows",
            "windows": {"server": HOST, "write_cache_folder": "C:\\Cache", "vpower_nfs_enabled": True},
        },
    }
    assert plan(desired).body["repository"] == {}
