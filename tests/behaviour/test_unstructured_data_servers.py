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


def server_of(bench, name, revision="1.3-rev1"):
    client = bench.client("vbr", revision)
    identifier = bench.do(MODULE, {"name": name, "api_version": revision})[KEY]["id"]
    return client.get(f"/inventory/unstructuredDataServers/{identifier}")


def operations(bench, start):
    records = bench.simulator.requests(start)
    return [record["operation_id"] for record in records if record["method"] != "GET" and "inventory" in record["path"]]


@pytest.mark.parametrize(
    ("new", "revision"),
    [*((new, "1.3-rev1") for new in EVERY), *((new, "1.3-rev2") for new in (SMB, FILE_SERVER))],
    ids=lambda given: given if isinstance(given, str) else given["type"],
)
def test_each_type_is_found_by_its_name_with_and_without_its_type(bench, new, revision):
    new = {**new, "api_version": revision}
    start = bench.simulator.mark()
    created = bench.do(MODULE, new)
    assert (created["operation"], created["session"]["result"]) == ("create", "Success")
    assert created[KEY]["name"] == new["name"]
    assert not bench.do(MODULE, new)["changed"]
    named = {"name": new["name"], "api_version": revision}
    assert bench.do(MODULE, {**named, "backup_io_control": "Low"})["operation"] == "update"
    removed = bench.do(MODULE, {**named, "state": "absent"})
    # The newest revision removes a host at once.
    at_once = revision == "1.3-rev2" and new["type"] in ("FileServer", "NASFiler")
    assert (removed["operation"], "session" in removed) == ("delete", not at_once)
    assert not bench.do(MODULE, {**named, "state": "absent"})["changed"]
    create, update, delete = operations(bench, start)
    assert create.startswith("Create")
    assert update.startswith("Update")
    assert delete.startswith("Delete")


def test_a_file_server_is_found_by_its_host_and_not_by_what_its_host_is_called_there(bench):
    bench.do(MODULE, FILE_SERVER)
    server = server_of(bench, HOST)
    assert "name" in server
    bench.simulator.seed(UNSTRUCTURED_SERVERS, objects=[{**server, "name": "renamed.dr.example"}])
    assert not bench.do(MODULE, FILE_SERVER)["changed"]
    assert not bench.do(MODULE, {**FILE_SERVER, "name": server["hostId"]})["changed"]
    for name in (HOST, "renamed.dr.example"):
        found = bench.do(INFO, {"name": name})["unstructured_data_servers"]
        assert [item["name"] for item in found] == ([HOST] if name == "renamed.dr.example" else [])


def test_a_nas_filer_is_also_found_by_the_name_that_the_server_shows(bench):
    shown = bench.do(MODULE, NAS)[KEY]["display_name"]
    assert not bench.do(MODULE, {"name": shown, **CACHE})["changed"]
    assert not bench.do(MODULE, {**NAS, "name": FILER.upper()})["changed"]
    assert bench.do(MODULE, {"name": shown, "state": "absent"})["changed"]
    start = bench.simulator.mark()
    assert "is not an id" in bench.fail(MODULE, {**NAS, "name": shown})["msg"]
    assert bench.writes(start) == []


def test_object_storage_of_different_types_may_have_one_name(bench):
    bench.do(MODULE, S3)
    assert bench.do(MODULE, AZURE)["operation"] == "create"
    message = bench.fail(MODULE, {"name": "Documents", "backup_io_control": "Low"})["msg"]
    assert "Give the id" in message
    assert bench.do(MODULE, {**S3, "backup_io_control": "Low"})[KEY]["type"] == "S3Compatible"
    assert bench.do(MODULE, {**AZURE, "state": "absent"})["operation"] == "delete"
    assert not bench.do(MODULE, {**S3, "backup_io_control": "Low"})["changed"]


def test_what_is_given_decides_what_is_left_out(bench):
    bench.do(MODULE, SMB)
    body = server_of(bench, SHARE)
    assert body["processing"]["backupProxies"]["autoSelectEnabled"] is True
    assert "accessCredentialsRequired" not in body
    given = {"name": SHARE, "credentials": "Windows hosts and shares", "proxies": ["Backup Proxy"]}
    changed = bench.do(MODULE, given)
    assert {change["option"] for change in changed["changes"]} == {
        "auto_select_proxies",
        "credentials",
        "credentials_required",
        "proxies",
    }
    body = server_of(bench, SHARE)
    assert (body["accessCredentialsRequired"], body["processing"]["backupProxies"]["autoSelectEnabled"]) == (
        True,
        False,
    )
    assert not bench.do(MODULE, given)["changed"]
    own = {"name": SHARE, "auto_select_proxies": True, "credentials_required": False}
    assert bench.do(MODULE, own)["changed"]
    assert not bench.do(MODULE, own)["changed"]


def test_with_its_id_a_share_moves_and_object_storage_gets_another_name(bench):
    for new, other in ((SMB, "\\\\nas04.dr.example\\projects"), (S3, "Papers")):
        made = bench.do(MODULE, new)[KEY]
        moved = bench.do(MODULE, {"id": made["id"], "name": other})
        assert moved["changes"] == [{"option": "name", "before": new["name"], "after": other}]
        assert bench.do(MODULE, {"name": other})[KEY]["id"] == made["id"]
    made = bench.do(MODULE, FILE_SERVER)[KEY]
    message = bench.fail(MODULE, {"id": made["id"], "name": "lnx-repo01.dr.example"})["msg"]
    assert f"server '{HOST}' has name='{HOST}', and the task wants 'lnx-repo01.dr.example'" in message


def test_a_migration_goes_with_the_update_and_changes_nothing_by_itself(bench):
    bench.do(MODULE, SMB)
    given = {"name": SHARE, "cache_repository": "Wasabi 01", "migration_type": "DownloadMetaFromArchive"}
    session = bench.do(MODULE, given)["session"]["id"]
    logs = bench.client("vbr", "1.3-rev1").get(f"/sessions/{session}/logs")["records"]
    assert "Moving the metadata: DownloadMetaFromArchive" in [record["title"] for record in logs]
    assert not bench.do(MODULE, given)["changed"]
    retrieval = {**given, "cold_storage_retrieval_mode": "AmazonBulk"}
    message = bench.fail(MODULE, retrieval)["msg"]
    assert message.startswith("cold_storage_retrieval_mode does not exist in API revision 1.3-rev1")
    assert not bench.do(MODULE, {**retrieval, "api_version": "1.3-rev2"})["changed"]


def test_what_others_use_is_not_removed(bench):
    bench.do(MODULE, FILE_SERVER)
    bench.do(MODULE, SMB)
    job = {"name": "Shares", "type": "FileBackup", "objects": [{"server": SHARE}], "storage": {}}
    bench.do("veeam_file_backup_job", {**job, "storage": {"repository": "NFS Share 01"}})
    message = bench.fail(MODULE, {"name": SHARE, "state": "absent"})["msg"]
    assert f"Unable to remove {SHARE} because it is in use by: Shares" in message
    assert "is in use" in bench.fail("veeam_managed_server", {"name": HOST, "state": "absent"})["msg"]
    bench.do("veeam_file_backup_job", {"name": "Shares", "state": "absent"})
    assert bench.do(MODULE, {"name": SHARE, "state": "absent"})["changed"]


@pytest.mark.parametrize("new", [FILE_SERVER, NAS, AZURE], ids=lambda new: new["type"])
def test_a_job_names_a_server_as_its_task_does(bench, new):
    made = bench.do(MODULE, new)[KEY]
    is_storage = new in (S3, AZURE)
    item = {"server": made["display_name"] if new is NAS else new["name"], **({"container": "x"} if is_storage else {})}
    job = {"name": "Files", "type": "ObjectStorageBackup" if is_storage else "FileBackup", "objects": [item]}
    job["storage"] = {"repository": "NFS Share 01"}
    assert bench.do("veeam_file_backup_job", job)["job"]["objects"][0]["server"] == item["server"]
    assert not bench.do("veeam_file_backup_job", job)["changed"]
    key = "objectStorageServerId" if is_storage else "fileServerId"
    (found,) = bench.client("vbr", "1.3-rev1").get("/jobs", {"nameFilter": "Files"})["data"]
    assert found["objects"][0][key] == made["id"]


def test_a_session_that_fails_is_a_failure(bench):
    bench.simulator.outcome({"type": "Infrastructure"}, "fail", message="No route to host")
    failed = bench.fail(MODULE, SMB)
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
        ({"api_version": "1.3-rev0"}, "It needs api_version 1.3-rev1 or newer"),
        ({"name": PROJECTS, "type": "NFSShare"}, "type"),
    ],
)
def test_what_is_wrong_is_rejected_before_anything_is_sent(bench, given, words):
    start = bench.simulator.mark()
    arguments = {key: value for key, value in {**SMB, **given}.items() if value is not None}
    assert words in bench.fail(MODULE, arguments)["msg"]
    assert bench.writes(start) == []


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"])
def test_every_revision_lists_them(bench, revision):
    listed = bench.do(INFO, {"api_version": revision})["unstructured_data_servers"]
    assert [item["name"] for item in listed][:2] == [PROJECTS, HOME]
    assert listed[0]["cache_repository"] == "Default Backup Repository"
    (one,) = bench.do(INFO, {"api_version": revision, "name": "*\\projects"})["unstructured_data_servers"]
    assert one["name"] == PROJECTS


def test_servers_are_exported_in_the_terms_of_the_module(bench, tmp_path):
    for new in EVERY:
        bench.do(MODULE, new)
    bench.do("veeam_export", {"product": "vbr", "directory": str(tmp_path / "site"), "modules": [MODULE]})
    tasks = yaml.safe_load((tmp_path / "site" / "tasks" / f"{MODULE}.yml").read_text(encoding="utf-8"))
    exported = [task[FULL_NAME + MODULE] for task in tasks if FULL_NAME + MODULE in task]
    assert {new["name"] for new in EVERY} <= {arguments.get("name") for arguments in exported}
    assert not any(bench.do(MODULE, arguments)["changed"] for arguments in exported)


def test_a_file_server_without_its_host_is_absent(bench):
    gone = {"name": "gone.dr.example", "type": "FileServer", "state": "absent"}
    assert not bench.do(MODULE, gone)["changed"]
