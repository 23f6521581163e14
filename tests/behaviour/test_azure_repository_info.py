# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of Azure's repositories: every filter, who uses them, and the file with the appliance's list."""

from __future__ import annotations

import pytest

from simulator.seeds.azure_repositories import (
    COLD_STORE,
    DEFAULT_STORE,
    ENCRYPTED_STORE,
    FOREIGN_STORE,
    IMMUTABLE_STORE,
    REPOSITORY_SEEDS,
    VAULT_STORE,
    repository_id,
)

MODULE = "veeam_azure_repository_info"
EVERY_ONE = {one["name"] for one in REPOSITORY_SEEDS}


def names(controller, **filters):
    return {one["name"] for one in controller.succeed(MODULE, filters)["repositories"]}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, EVERY_ONE),
        ({"id": repository_id(COLD_STORE)}, {COLD_STORE}),
        ({"name": COLD_STORE}, {COLD_STORE}),
        ({"name": "Cold"}, set()),
        ({"name": "*Store"}, EVERY_ONE - {DEFAULT_STORE}),
        ({"name": "?old Store"}, {COLD_STORE}),
        ({"status": "ReadOnly"}, {FOREIGN_STORE}),
        ({"status": ["ReadOnly", "Failed"]}, {FOREIGN_STORE}),
        ({"storage_tier": ["Cool", "Archive"]}, {COLD_STORE, IMMUTABLE_STORE}),
        ({"encrypted": True}, {ENCRYPTED_STORE, VAULT_STORE}),
        ({"encrypted": False, "storage_tier": "Cool"}, {IMMUTABLE_STORE}),
        ({"immutability_enabled": True}, {IMMUTABLE_STORE}),
        ({"service_account": "DR Backup Account"}, EVERY_ONE),
        ({"service_account": "DR Restore Account"}, set()),
        ({"tenant": "dr.example"}, EVERY_ONE),
    ],
)
@pytest.mark.parametrize("revision", ["v8", "v8.1"])
def test_filters(controller, filters, expected, revision):
    assert names(controller, api_version=revision, **filters) == expected


@pytest.mark.parametrize(("kinds", "expected"), [(["VeeamVault", "Unknown"], set()), ("Backup", EVERY_ONE)])
def test_the_type_of_a_repository_is_new_in_v8_1(controller, kinds, expected):
    assert names(controller, api_version="v8.1", type=kinds) == expected
    refused = controller.fail(MODULE, {"type": kinds})
    assert "type does not exist in API revision v8, which this task uses. It needs api_version v8.1" in refused["msg"]


def test_what_v8_1_adds_is_not_returned_with_v8(controller):
    older, newer = (
        controller.succeed(MODULE, {"api_version": revision})["repositories"][0] for revision in ("v8", "v8.1")
    )
    assert set(newer) - set(older) == {"type", "storage_consumption_limit", "veeam_vault_id"} & set(newer)
    assert "type" in newer
    assert (newer["container_immutability_policy_state"], newer["container_supports_versioning"]) == (
        "NotPresent",
        False,
    )


def test_a_list_without_a_total_is_read_to_its_end(controller):
    template = {key: value for key, value in REPOSITORY_SEEDS[0].items() if key not in ("id", "name")}
    controller.simulator.seed("repositories", 450, template=template, product="azure")
    assert len(controller.succeed(MODULE, {})["repositories"]) == len(EVERY_ONE) + 450


def test_what_uses_them(controller):
    start = controller.simulator.mark()
    found = {one["name"]: one["usage"] for one in controller.succeed(MODULE, {"usage": True})["repositories"]}
    assert [one["name"] for one in found[DEFAULT_STORE]["policies"]] == ["Production VMs"]
    assert [one["name"] for one in found[DEFAULT_STORE]["storage_templates"]] == ["Gold"]
    assert found[DEFAULT_STORE]["other"][0]["code"] == "UsedInConfigurationBackupSetting"
    assert found[VAULT_STORE] == {"policies": [], "storage_templates": [], "other": []}
    assert set(found) == EVERY_ONE
    # The answer is a page, and the server takes no parameter for the next one.
    asked = [one for one in controller.simulator.requests(start) if one["path"].endswith("/validateDelete")]
    assert len(asked) == 2
    assert controller.succeed(MODULE, {"name": "nothing", "usage": True})["repositories"] == []


@pytest.mark.parametrize(("kind", "start"), [("csv", b"name,"), ("xml", b"<?xml")])
def test_the_file_is_written_once_and_not_in_check_mode(controller, tmp_path, kind, start):
    path = tmp_path / f"list.{kind}"
    task = {"export_path": str(path), "export_format": kind, "encrypted": True}
    predicted = controller.succeed(MODULE, task, check=True)
    assert predicted["changed"]
    assert not path.exists()
    done = controller.succeed(MODULE, task)
    assert done["changed"]
    assert (done["export_path"], done["export_size"]) == (str(path), path.stat().st_size)
    assert {key: predicted[key] for key in ("export_path", "export_size")} == {
        key: done[key] for key in ("export_path", "export_size")
    }
    content = path.read_bytes()
    assert content.startswith(start)
    assert VAULT_STORE.encode() in content
    assert COLD_STORE.encode() not in content
    assert path.stat().st_mode & 0o777 == 0o600
    assert not controller.succeed(MODULE, task)["changed"]
    assert not controller.succeed(MODULE, task, check=True)["changed"]


def test_a_file_with_other_content_is_replaced_and_keeps_its_mode(controller, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("old")
    path.chmod(0o644)
    task = {"export_path": str(path)}
    assert controller.succeed(MODULE, task, check=True)["changed"]
    assert path.read_text() == "old"
    assert controller.succeed(MODULE, task)["changed"]
    assert path.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("tmp")] == []


def test_a_list_of_nothing_is_no_list_of_all(controller, tmp_path):
    path = tmp_path / "list.csv"
    controller.succeed(MODULE, {"export_path": str(path), "name": "nothing"})
    assert path.read_bytes().count(b"\n") == 1


@pytest.mark.parametrize(
    ("where", "words"), [("", "is a directory"), ("gone/list.csv", "There is no directory"), ("file/x", "no directory")]
)
def test_a_file_that_cannot_be_is_refused_in_check_mode_too(controller, tmp_path, where, words):
    (tmp_path / "file").write_text("")
    for check in (True, False):
        failed = controller.fail(MODULE, {"export_path": str(tmp_path / where)}, check=check)
        assert words in failed["msg"]
        assert failed["error"]["kind"] == "FileNotWritten"


def test_unknown_names_are_refused(controller):
    assert "Service account 'nobody' not found" in controller.fail(MODULE, {"service_account": "nobody"})["msg"]
    assert "Tenant 'nothing' not found" in controller.fail(MODULE, {"tenant": "nothing"})["msg"]
