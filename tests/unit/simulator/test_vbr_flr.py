# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""File-level restore on the simulated server: awkward where the real one is said to be."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.documents import REVISIONS
from simulator.seeds.vbr_backups import PROJECTS
from simulator.seeds.vbr_credentials import LINUX_CREDENTIALS, WINDOWS_CREDENTIALS
from simulator.seeds.vbr_files import (
    CHANGED,
    DELETED,
    DRAFT,
    HALF_MOUNTED,
    HOSTS,
    LOCKED,
    NOT_COMPARED,
    PLAN,
    RECENT,
    SAME,
    SITE,
)
from simulator.seeds.vbr_restore_points import point_id
from support.recoveries import API, slowly

START, BROWSER = f"{API}/restore/flr", f"{API}/backupBrowser/flr"
revisions = pytest.mark.parametrize("revision", REVISIONS["vbr"])
default = pytest.mark.parametrize("revision", ["1.3-rev1"])
newest = pytest.mark.parametrize("revision", ["1.3-rev2"])


@pytest.fixture
def client(login: Callable[..., Any], revision: str, simulator: Simulator) -> Iterator[Any]:
    """A client of the revision; every answer must keep to the document."""
    start = simulator.mark()
    yield login(revision=revision)
    assert simulator.violations(start) == []


def post(client: Any, path: str, body: Any = None, expected: int = 200) -> Any:
    answer = client.send("POST", path, json=body)
    assert answer.status_code == expected, answer.text
    return answer.json()


def mounted(client: Any, point: str = "", kind: str = "Windows", minutes: int = 30) -> dict[str, Any]:
    """A mount, with what its revision demands."""
    revision = client.session.headers["x-api-version"]
    unmount = {"isEnabled": True, "noActivityPeriodInMinutes": minutes}
    body: dict[str, Any] = {"restorePointId": point or point_id("web01", 2), "type": kind, "autoUnmount": unmount}
    if revision != "1.2-rev1":
        body["mountMode"] = "Automatic"
    if revision == "1.3-rev2" and kind == "Linux":
        record = {"credentialsId": LINUX_CREDENTIALS}
        body |= {"mountMode": "Manual", "mountServer": {"mountServerType": "OriginalHost", "originalHost": record}}
    return dict(post(client, START, body, 201))


@pytest.fixture
def files(client: Any) -> str:
    """The address of the files of a mounted Windows machine."""
    return f"{BROWSER}/{mounted(client)['sessionId']}"


def ended(client: Any, task: dict[str, Any]) -> dict[str, Any]:
    path = f"{API}/tasks/{task['id']}"
    return dict(client.until(lambda: client.get(path), lambda one: one["state"] == "Stopped"))


# --- Mounts. ---


@revisions
def test_a_mount_takes_its_time_and_may_be_a_part(client: Any, simulator: Simulator, revision: str) -> None:
    with slowly(simulator):
        before = simulator.now()
        mount = mounted(client, point_id(HALF_MOUNTED, 1, "HyperV"))
        assert (simulator.now() - before).total_seconds() > 0.3
    errors = [error["type"] for error in mount.get("mountErrors") or ()]
    assert errors == ([] if revision == "1.2-rev1" else ["Warning"])
    assert ("restorePointId" in mount) is (revision != "1.2-rev1")


@default
@pytest.mark.parametrize(
    "change",
    [
        {"mountMode": None},
        {"mountMode": None, "helperHost": {"hostId": point_id("x")}},
        {"mountServer": {"mountServerType": "OriginalHost", "originalHost": {}}},
        {"mountMode": "Manual"},
    ],
)
def test_a_body_of_the_oldest_revision_is_refused(
    login: Callable[..., Any], change: dict[str, Any], revision: str
) -> None:
    body = {"restorePointId": point_id("app01", 2), "type": "Linux", "mountMode": "Automatic"}
    body |= {"autoUnmount": {"isEnabled": True}, **change}
    post(login(revision=revision), START, {key: value for key, value in body.items() if value is not None}, 400)


@revisions
def test_files_of_linux_machines_are_not_compared(client: Any) -> None:
    path = f"{BROWSER}/{mounted(client, point_id('app01', 2), 'Linux')['sessionId']}"
    post(client, f"{path}/compareToProduction", {"isEnabled": True, "paths": [HOSTS]}, 405)
    post(client, f"{path}/compareAttributes", {"path": HOSTS}, 405)


@default
def test_a_mount_that_nobody_uses_disappears_and_is_then_refused_in_more_than_one_way(client: Any) -> None:
    session = mounted(client, minutes=5)["sessionId"]
    browse = {"path": "C:\\"}
    client.pass_time(200)
    post(client, f"{BROWSER}/{session}/browse", browse)
    client.pass_time(200)
    # Browsing has begun the time again.
    assert [mount["sessionId"] for mount in client.get(BROWSER)["data"]] == [session]
    client.pass_time(400)
    assert client.get(BROWSER)["data"] == []
    answers = [client.send("POST", f"{BROWSER}/{session}/browse", json=browse).status_code for _time in range(2)]
    assert sorted(answers) == [400, 500]
    assert client.get(f"{API}/sessions/{session}")["state"] == "Stopped"


@revisions
def test_a_restore_point_is_mounted_as_often_as_somebody_asks(client: Any, simulator: Simulator) -> None:
    first, second = (mounted(client)["sessionId"] for _time in range(2))
    assert [mount["sessionId"] for mount in client.get(BROWSER)["data"]] == [first, second]
    with slowly(simulator):
        stopping = post(client, f"{START}/{first}/unmount", None, 201)
        assert (stopping["id"], stopping["state"]) == (first, "Stopping")
        assert client.wait(stopping)["state"] == "Stopped"
    assert [mount["sessionId"] for mount in client.get(BROWSER)["data"]] == [second]
    post(client, f"{START}/{first}/unmount", None, 404)


@default
@pytest.mark.parametrize(("number", "size"), [(1, 2048), (2, 2048), (3, 1990)])
def test_each_restore_point_has_the_files_of_its_time(client: Any, number: int, size: int) -> None:
    path = f"{BROWSER}/{mounted(client, point_id('web01', number))['sessionId']}"
    found = {item["name"]: item["size"] for item in post(client, f"{path}/browse", {"path": SITE})["items"]}
    assert found["web.config"] == size
    post(client, f"{path}/prepareDownload", {"sourcePath": [DRAFT]}, 201 if number == 3 else 400)
    post(client, f"{path}/prepareDownload", {"sourcePath": [RECENT]}, 400 if number == 3 else 201)


@default
@pytest.mark.parametrize(("number", "expected"), [(1, 201), (3, 400)])
def test_a_share_has_the_files_of_the_time_too(client: Any, number: int, expected: int) -> None:
    point = {"restorePointId": point_id(PROJECTS, number, "UnstructuredData")}
    session = post(client, f"{START}/unstructuredData", point, 201)["sessionId"]
    body = {"sourcePath": [PLAN], "restoreType": "Overwrite"}
    post(client, f"{BROWSER}/unstructuredData/{session}/restore", body, expected)


# --- Files. ---


@revisions
def test_items_are_shown_with_their_folder_and_without_their_owner(client: Any, files: str, revision: str) -> None:
    page = post(client, f"{files}/browse", {"path": SITE})
    item = next(item for item in page["items"] if item["name"] == "index.html")
    assert item["location"] == SITE
    assert item.get("owner") is None
    assert item["itemState"] == ("NotAvailable" if revision == "1.3-rev2" else "NotAvaliable")
    assert ("displayName" in item) is (revision != "1.2-rev1")
    for time in (item["creationDate"], item["modifiedDate"]):
        assert re.fullmatch(r".*:\d\d\.\d{7}\+01:00", time), time
    assert [drive["name"] for drive in post(client, f"{files}/browse", {"path": ""})["items"]] == ["C:\\", "E:\\"]
    post(client, f"{files}/browse", {"path": "C:\\nothing"}, 400)


@revisions
def test_a_comparison_takes_its_time_and_fails_for_one_file(client: Any, files: str, simulator: Simulator) -> None:
    def states() -> dict[str, str]:
        found = [*post(client, f"{files}/browse", {"path": SITE})["items"]]
        found += post(client, f"{files}/browse", {"path": "C:\\Data"})["items"]
        return {f"{item['location']}\\{item['name']}": item["itemState"] for item in found}

    compared = {"isEnabled": True, "paths": [DELETED, CHANGED, NOT_COMPARED]}
    with slowly(simulator):
        assert post(client, f"{files}/compareToProduction", compared) == {}
        assert {states()[path] for path in compared["paths"]} == {"Comparing"}
        client.pass_time(5)
    assert [states()[path] for path in compared["paths"]] == ["Deleted", "Changed", "FailedToCompare"]
    assert post(client, f"{files}/compareToProduction", {**compared, "isEnabled": False}) == {}
    assert {states()[path] for path in compared["paths"]} <= {"NotAvailable", "NotAvaliable"}


# --- Tasks. ---


def restored(client: Any, files: str, *paths: str, kind: str = "Overwrite") -> dict[str, Any]:
    return dict(post(client, f"{files}/restore", {"sourcePath": list(paths), "restoreType": kind}, 201))


@revisions
@pytest.mark.parametrize("kind", ["search", "restore", "prepareDownload"])
def test_a_task_works_at_0_percent_until_it_stops(client: Any, files: str, kind: str, simulator: Simulator) -> None:
    simulator.outcome({"type": "Flr*"}, "warn", "Not all is well")
    body = {
        "search": {"path": "C:\\", "searchString": "x"},
        "restore": {"sourcePath": [SAME], "restoreType": "Overwrite"},
        "prepareDownload": {"sourcePath": [SAME]},
    }[kind]
    with slowly(simulator):
        task = post(client, f"{files}/{kind}", body, 201)
        path, seen = f"{API}/tasks/{task['id']}", [task]
        while seen[-1]["state"] != "Stopped":
            client.pass_time(0.2)
            seen.append(client.get(path))
    assert list(dict.fromkeys(one["state"] for one in seen)) == ["Starting", "Working", "Stopped"]
    assert {one["progressPercent"] for one in seen} == {0}
    # While it runs, it has neither an end nor a message.
    for one in seen[:-1]:
        assert (one.get("endTime"), one.get("additionalInfo"), one["result"]) == (None, None, "None")
    last = seen[-1]
    assert (last["result"], last["additionalInfo"]["message"]) == ("Warning", "Not all is well")
    # Nothing says in which mount it works.
    assert not [value for value in last.values() if value == files.rpartition("/")[2]]


@default
def test_a_task_can_be_stopped(client: Any, files: str, simulator: Simulator) -> None:
    simulator.outcome({"type": "FlrSearch"}, "hang")
    task = post(client, f"{files}/search", {"path": "C:\\", "searchString": "x"}, 201)
    client.pass_time(10)
    post(client, f"{API}/tasks/{task['id']}/stop")
    assert ended(client, task)["result"] == "Cancelled"


@default
def test_what_a_search_finds_is_refused_before_its_end(client: Any, files: str, simulator: Simulator) -> None:
    with slowly(simulator):
        task = post(client, f"{files}/search", {"path": "C:\\", "searchString": "*docx"}, 201)
        post(client, f"{files}/search/{task['id']}/browse", {}, 400)
        ended(client, task)
    assert post(client, f"{files}/search/{task['id']}/browse", {})["searchString"] == "*docx"


@revisions
def test_an_archive_is_refused_before_it_is_packed_and_has_neither_size_nor_name(
    client: Any, files: str, revision: str, simulator: Simulator
) -> None:
    with slowly(simulator):
        task = post(client, f"{files}/prepareDownload", {"sourcePath": [SAME]}, 201)
        path = f"{files}/prepareDownload/{task['id']}/download"
        # The oldest revision wants the paths once more.
        body = {"sourcePath": [SAME]} if revision == "1.2-rev1" else None
        assert client.send("POST", path, json=body).status_code == 400
        ended(client, task)
    answer = client.send("POST", path, json=body)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert not {"Content-Length", "Content-Disposition"} & set(answer.headers)
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == ["logo.png"]
    if revision == "1.3-rev2":
        assert zipfile.is_zipfile(io.BytesIO(client.send("GET", path).content))


@default
def test_before_the_newest_revision_an_archive_is_not_fetched_by_get(login: Callable[..., Any], revision: str) -> None:
    client = login(revision=revision)
    path = f"{BROWSER}/{mounted(client)['sessionId']}"
    task = post(client, f"{path}/prepareDownload", {"sourcePath": [SAME]}, 201)
    ended(client, task)
    assert client.send("GET", f"{path}/prepareDownload/{task['id']}/download").status_code in (404, 405)


# --- The audit, and credentials. ---


@newest
def test_the_audit_is_in_one_piece_with_times_that_have_no_offset(client: Any, files: str) -> None:
    end = ended(client, restored(client, files, SAME, LOCKED))
    # A task says in words what has failed, and the audit does not.
    assert (end["result"], end["logs"]["records"][0]["status"]) == ("Warning", "Failed")
    audit = client.get(f"{files}/audit")
    assert set(audit["pagination"]) >= {"total", "count"}
    assert not {audit["pagination"].get("skip"), audit["pagination"].get("limit")} - {None}
    same, locked = audit["items"]
    assert (same["sourcePath"], same["name"], same["restoreStatus"]) == (f"{SITE}\\images\\", "logo.png", "Succeeded")
    assert (locked["restoreStatus"], same["targetHost"]) == ("Failed", "localhost")
    for time in (same["restoreStartTime"], same["restoreFinishTime"]):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}", time), time
    assert not {"message", "errorMessage"} & set(locked)


@pytest.mark.parametrize("revision", ["1.3-rev0", "1.3-rev1", "1.3-rev2"])
def test_credentials_that_are_refused_are_a_good_response(client: Any, files: str) -> None:
    path = files.replace(BROWSER, START)
    for record, good in ((WINDOWS_CREDENTIALS, True), (LINUX_CREDENTIALS, False)):
        body = {"restoreMode": "OriginalLocation", "credentialsId": record}
        response = post(client, f"{path}/validateCredentials", body)
        assert response["isSuccessful"] is good
    assert "denied" in response["message"]
