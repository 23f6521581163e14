# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unstructured data servers: what each type is known by, what follows from what, sessions, and what is rejected."""

from __future__ import annotations

import pytest
import yaml

from simulator.seeds.vbr_recovery_targets import UNSTRUCTURED_SERVERS
from simulator.values import stable_id
from support.modules import FULL_NAME

MODULE, INFO, KEY = "veeam_unstructured_data_server", "veeam_unstructured_data_server_info", "unstructured_data_server"
PROJECTS, HOME = "\\\\nas01.dr.example\\projects", "nas01.dr.example:/exports/home"
SHARE, HOST = "\\\\nas03.dr.example\\projects", "win-repo01.dr.example"
FILER = stable_id("storage host")
CACHE = {"cache_repository": "NFS Share 01"}
SMB = {"name": SHARE, "type": "SMBShare", **CACHE}
FILE_SERVER = {"name": HOST, "type": "FileServer", **CACHE}
NAS = {"name": FILER, "type": "NASFiler", **CACHE}
S3 = {"name": "Documents", "type": "S3Compatible", "credentials": "S3 and compatible storage", **CACHE}
AZURE = {"name": "Documents", "type": "AzureBlob", "credentials": "Azure DR", "region_type": "Global", **CACHE}
EVERY = [SMB, {**SMB, "name": "nas03:/home", "type": "NFSShare"}, FILE_SERVER, NAS, S3, AZURE]


def server_of(controller, name, revision="1.3-rev1"):
    client = controller.client("vbr", revision)
    identifier = controller.succeed(MODULE, {"name": name, "api_version": revision})[KEY]["id"]
    return client.get(f"/inventory/unstructuredDataServers/{identifier}")


def operations(controller, start):
    records = controller.simulator.requests(start)
    return [record["operation_id"] for record in records if record["method"] != "GET" and "inventory" in record["path"]]


@pytest.mark.parametrize(
    ("new", "revision"),
    [*((new, "1.3-rev1") for new in EVERY), *((new, "1.3-rev2") for new in (SMB, FILE_SERVER))],
    ids=lambda given: given if isinstance(given, str) else given["type"],
)
def test_each_type_is_found_by_its_name_with_and_without_its_type(controller, new, revision):
    new = {**new, "api_version": revision}
    start = controller.simulator.mark()
    created = controller.succeed(MODULE, new)
    assert (created["operation"], created["session"]["result"]) == ("create", "Success")
    assert created[KEY]["name"] == new["name"]
    assert not controller.succeed(MODULE, new)["changed"]
    named = {"name": new["name"], "api_version": revision}
    assert controller.succeed(MODULE, {**named, "backup_io_control": "Low"})["operation"] == "update"
    removed = controller.succeed(MODULE, {**named, "state": "absent"})
    # The newest revision removes a host at once.
    at_once = revision == "1.3-rev2" and new["type"] in ("FileServer", "NASFiler")
    assert (removed["operation"], "session" in removed) == ("delete", not at_once)
    assert not controller.succeed(MODULE, {**named, "state": "absent"})["changed"]
    create, update, delete = operations(controller, start)
    assert create.startswith("Create")
    assert update.startswith("Update")
    assert delete.startswith("Delete")


def test_a_file_server_is_found_by_its_host_and_not_by_what_its_host_is_called_there(controller):
    controller.succeed(MODULE, FILE_SERVER)
    server = server_of(controller, HOST)
    assert "name" in server
    controller.simulator.seed(UNSTRUCTURED_SERVERS, objects=[{**server, "name": "renamed.dr.example"}])
    assert not controller.succeed(MODULE, FILE_SERVER)["changed"]
    assert not controller.succeed(MODULE, {**FILE_SERVER, "name": server["hostId"]})["changed"]
    for name in (HOST, "renamed.dr.example"):
        found = controller.succeed(INFO, {"name": name})["unstructured_data_servers"]
        assert [item["name"] for item in found] == ([HOST] if name == "renamed.dr.example" else [])


def test_a_nas_filer_is_also_found_by_the_name_that_the_server_shows(controller):
    shown = controller.succeed(MODULE, NAS)[KEY]["display_name"]
    assert not controller.succeed(MODULE, {"name": shown, **CACHE})["changed"]
    assert not controller.succeed(MODULE, {**NAS, "name": FILER.upper()})["changed"]
    assert controller.succeed(MODULE, {"name": shown, "state": "absent"})["changed"]
    start = controller.simulator.mark()
    assert "is not an id" in controller.fail(MODULE, {**NAS, "name": shown})["msg"]
    assert controller.writes(start) == []


def test_object_storage_of_different_types_may_have_one_name(controller):
    controller.succeed(MODULE, S3)
    assert controller.succeed(MODULE, AZURE)["operation"] == "create"
    message = controller.fail(MODULE, {"name": "Documents", "backup_io_control": "Low"})["msg"]
    assert "Give the id" in message
    assert controller.succeed(MODULE, {**S3, "backup_io_control": "Low"})[KEY]["type"] == "S3Compatible"
    assert controller.succeed(MODULE, {**AZURE, "state": "absent"})["operation"] == "delete"
    assert not controller.succeed(MODULE, {**S3, "backup_io_control": "Low"})["changed"]


def test_what_is_given_decides_what_is_left_out(controller):
    controller.succeed(MODULE, SMB)
    body = server_of(controller, SHARE)
    assert body["processing"]["backupProxies"]["autoSelectEnabled"] is True
    assert "accessCredentialsRequired" not in body
    given = {"name": SHARE, "credentials": "Windows hosts and shares", "proxies": ["Backup Proxy"]}
    changed = controller.succeed(MODULE, given)
    assert {change["option"] for change in changed["changes"]} == {
        "auto_select_proxies",
        "credentials",
        "credentials_required",
        "proxies",
    }
    body = server_of(controller, SHARE)
    assert (body["accessCredentialsRequired"], body["processing"]["backupProxies"]["autoSelectEnabled"]) == (
        True,
        False,
    )
    assert not controller.succeed(MODULE, given)["changed"]
    own = {"name": SHARE, "auto_select_proxies": True, "credentials_required": False}
    assert controller.succeed(MODULE, own)["changed"]
    assert not controller.succeed(MODULE, own)["changed"]


@pytest.mark.parametrize("new", [S3, NAS])
def test_the_server_chooses_the_proxies_of_a_new_server_without_any(controller, new):
    assert controller.succeed(MODULE, new)[KEY]["auto_select_proxies"] is True


def test_with_its_id_a_share_moves_and_object_storage_gets_another_name(controller):
    for new, other in ((SMB, "\\\\nas04.dr.example\\projects"), (S3, "Papers")):
        made = controller.succeed(MODULE, new)[KEY]
        moved = controller.succeed(MODULE, {"id": made["id"], "name": other})
        assert moved["changes"] == [{"option": "name", "before": new["name"], "after": other}]
        assert controller.succeed(MODULE, {"name": other})[KEY]["id"] == made["id"]
    made = controller.succeed(MODULE, FILE_SERVER)[KEY]
    message = controller.fail(MODULE, {"id": made["id"], "name": "lnx-repo01.dr.example"})["msg"]
    assert f"server '{HOST}' has name='{HOST}', and the task wants 'lnx-repo01.dr.example'" in message


def test_a_migration_goes_with_the_update_and_changes_nothing_by_itself(controller):
    controller.succeed(MODULE, SMB)
    given = {"name": SHARE, "cache_repository": "Wasabi 01", "migration_type": "DownloadMetaFromArchive"}
    session = controller.succeed(MODULE, given)["session"]["id"]
    logs = controller.client("vbr", "1.3-rev1").get(f"/sessions/{session}/logs")["records"]
    assert "Moving the metadata: DownloadMetaFromArchive" in [record["title"] for record in logs]
    assert not controller.succeed(MODULE, given)["changed"]
    retrieval = {**given, "cold_storage_retrieval_mode": "AmazonBulk"}
    message = controller.fail(MODULE, retrieval)["msg"]
    assert message.startswith("cold_storage_retrieval_mode does not exist in API revision 1.3-rev1")
    assert not controller.succeed(MODULE, {**retrieval, "api_version": "1.3-rev2"})["changed"]


def test_what_others_use_is_not_removed(controller):
    controller.succeed(MODULE, FILE_SERVER)
    controller.succeed(MODULE, SMB)
    job = {"name": "Shares", "type": "FileBackup", "objects": [{"server": SHARE}], "storage": {}}
    controller.succeed("veeam_file_backup_job", {**job, "storage": {"repository": "NFS Share 01"}})
    message = controller.fail(MODULE, {"name": SHARE, "state": "absent"})["msg"]
    assert f"Unable to remove {SHARE} because it is in use by: Shares" in message
    assert "is in use" in controller.fail("veeam_managed_server", {"name": HOST, "state": "absent"})["msg"]
    controller.succeed("veeam_file_backup_job", {"name": "Shares", "state": "absent"})
    assert controller.succeed(MODULE, {"name": SHARE, "state": "absent"})["changed"]


@pytest.mark.parametrize("new", [FILE_SERVER, NAS, AZURE], ids=lambda new: new["type"])
def test_a_job_names_a_server_as_its_task_does(controller, new):
    made = controller.succeed(MODULE, new)[KEY]
    is_storage = new in (S3, AZURE)
    item = {"server": made["display_name"] if new is NAS else new["name"], **({"container": "x"} if is_storage else {})}
    job = {"name": "Files", "type": "ObjectStorageBackup" if is_storage else "FileBackup", "objects": [item]}
    job["storage"] = {"repository": "NFS Share 01"}
    assert controller.succeed("veeam_file_backup_job", job)["job"]["objects"][0]["server"] == item["server"]
    assert not controller.succeed("veeam_file_backup_job", job)["changed"]
    key = "objectStorageServerId" if is_storage else "fileServerId"
    (found,) = controller.client("vbr", "1.3-rev1").get("/jobs", {"nameFilter": "Files"})["data"]
    assert found["objects"][0][key] == made["id"]


def test_a_session_that_fails_is_a_failure(controller):
    controller.simulator.outcome({"type": "Infrastructure"}, "fail", message="No route to host")
    failed = controller.fail(MODULE, SMB)
    assert failed["error"]["kind"] == "SessionFailed"
    assert "No route to host" in failed["msg"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"type": None}, "type"),
        ({"cache_repository": "Nowhere"}, "Backup repository 'Nowhere' not found. Available:"),
        ({"credentials": "nobody"}, "Credentials record 'nobody' not found. Available:"),
        ({"proxies": ["nowhere"]}, "General-purpose backup proxy 'nowhere' not found. Available:"),
        ({"service_point": "https://s3"}, "service_point does not go with type=SMBShare"),
        ({"type": "NFSShare", "processing_mode": "VSSSnapshot"}, "processing_mode=VSSSnapshot"),
        ({"type": "SANSMBShare"}, "type=SANSMBShare is not known in API revision 1.3-rev1"),
        ({"type": "FileServer"}, "Managed server"),
        ({"type": "NASFiler"}, "is not an id"),
        ({"type": "AzureBlob"}, "credentials, region_type"),
        ({"api_version": "1.3-rev0"}, "They need api_version 1.3-rev1 or newer"),
        ({"name": PROJECTS, "type": "NFSShare"}, "type"),
    ],
)
def test_what_is_wrong_is_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    arguments = {key: value for key, value in {**SMB, **given}.items() if value is not None}
    assert words in controller.fail(MODULE, arguments)["msg"]
    assert controller.writes(start) == []


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"])
def test_every_revision_lists_them(controller, revision):
    listed = controller.succeed(INFO, {"api_version": revision})["unstructured_data_servers"]
    assert [item["name"] for item in listed][:2] == [PROJECTS, HOME]
    assert listed[0]["cache_repository"] == "Default Backup Repository"
    (one,) = controller.succeed(INFO, {"api_version": revision, "name": "*\\projects"})["unstructured_data_servers"]
    assert one["name"] == PROJECTS


def test_servers_are_exported_in_the_terms_of_the_module(controller, tmp_path):
    for new in EVERY:
        controller.succeed(MODULE, new)
    controller.succeed("veeam_export", {"product": "vbr", "directory": str(tmp_path / "site"), "modules": [MODULE]})
    tasks = yaml.safe_load((tmp_path / "site" / "tasks" / f"{MODULE}.yml").read_text(encoding="utf-8"))
    exported = [task[FULL_NAME + MODULE] for task in tasks if FULL_NAME + MODULE in task]
    assert {new["name"] for new in EVERY} <= {arguments.get("name") for arguments in exported}
    assert not any(controller.succeed(MODULE, arguments)["changed"] for arguments in exported)


def test_a_file_server_without_its_host_is_absent(controller):
    gone = {"name": "gone.dr.example", "type": "FileServer", "state": "absent"}
    assert not controller.succeed(MODULE, gone)["changed"]
