# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Entra ID on the simulated server: mounts, sign-in, items; awkward where the real one is said to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.documents import REVISIONS
from simulator.seeds.vbr_backups import backup_id
from simulator.seeds.vbr_entra_id import COPY_BACKUP, LOG_BACKUP, TENANT_BACKUP, entra_point
from simulator.seeds.vbr_entra_id_items import ALEX, BOB, CAROL, HUGO, item_id, principal
from support.recoveries import API, slowly

revisions = pytest.mark.parametrize("revision", REVISIONS["vbr"])
newest = pytest.mark.parametrize("revision", ["1.3-rev2"])
RESTORE, BROWSER = f"{API}/restore/entraId", f"{API}/backupBrowser/entraIdTenant"
BACKUP = backup_id(TENANT_BACKUP)
BOBS, CAROLS, HUGOS = (item_id("User", principal(name)) for name in (BOB, CAROL, HUGO))


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


@pytest.fixture
def mount(client: Any) -> str:
    """The session of a mounted tenant."""
    return str(post(client, f"{RESTORE}/tenant", {"backupId": BACKUP}, 201)["sessionId"])


@revisions
def test_a_mount_is_listed_until_it_is_stopped(client: Any, mount: str, simulator: Simulator) -> None:
    other = post(client, f"{RESTORE}/tenant", {"backupId": BACKUP}, 201)["sessionId"]
    assert [one["sessionId"] for one in client.get(BROWSER)["data"]] == [mount, other]
    with slowly(simulator):
        stopping = post(client, f"{RESTORE}/tenant/{mount}/stop", None, 201)
        assert (stopping["id"], stopping["state"], stopping["sessionType"]) == (mount, "Stopping", "EntraIdRestore")
        assert client.wait(stopping)["result"]["result"] == "Success"
    assert [one["sessionId"] for one in client.get(BROWSER)["data"]] == [other]
    post(client, f"{RESTORE}/tenant/{mount}/stop", None, 404)


@newest
def test_audit_logs_have_an_address_of_their_own(client: Any) -> None:
    backup = {"backupId": backup_id(LOG_BACKUP)}
    session = post(client, f"{RESTORE}/auditLog", backup, 201)["sessionId"]
    files = f"{API}/backupBrowser/flr/unstructuredData/{session}"
    assert post(client, f"{files}/browse", {"path": "/SignInLogs"})["items"][0]["itemState"] == "NotAvailable"
    post(client, f"{files}/compareToProduction", {"isEnabled": True, "paths": ["/SignInLogs"]}, 405)
    post(client, f"{API}/restore/unstructuredData/{session}/unmount", None, 404)
    post(client, f"{RESTORE}/auditLog/{session}/unmount", None, 201)
    post(client, f"{RESTORE}/auditLog", {**backup, "restorePointId": entra_point(1, LOG_BACKUP)}, 400)


@revisions
def test_items_are_browsed_in_pages_whose_totals_say_nothing(client: Any, mount: str, revision: str) -> None:
    assert mount
    path = f"{BROWSER}/{BACKUP}/browse"
    asked = {"type": "User", "skip": 2, "limit": 3}
    page = post(client, path, asked)
    assert (len(page["data"]), page["pagination"]["total"]) == (3, 3)
    assert (page["pagination"].get("skip"), page["pagination"].get("limit")) == (None, None)
    assert len(post(client, path, {"type": "User", "filter": {"displayName": ALEX.upper()}})["data"]) == 2
    hugo = post(client, f"{path}/{HUGOS}", {"type": "User"})
    assert hugo["restorePointId"] == entra_point(3)
    points = post(client, f"{path}/{BOBS}/restorePoints", {})["data"]
    assert [point["id"] for point in points] == [entra_point(3), entra_point(2), entra_point(1)]


@pytest.mark.parametrize(
    ("revision", "sorting"),
    [
        ("1.3-rev0", {"property": "DisplayName", "direction": "Ascending"}),
        ("1.3-rev1", {"property": "displayName", "direction": "ascending"}),
    ],
)
def test_a_property_to_sort_by_is_refused_in_another_case(
    login: Callable[..., Any], revision: str, sorting: dict[str, str]
) -> None:
    other = login(revision=revision)
    session = post(other, f"{RESTORE}/tenant", {"backupId": BACKUP}, 201)["sessionId"]
    post(other, f"{BROWSER}/{BACKUP}/browse", {"type": "User", "sorting": sorting}, 400)
    post(other, f"{RESTORE}/tenant/{session}/stop", None, 201)


@pytest.mark.parametrize("revision", ["1.3-rev0", "1.3-rev1", "1.3-rev2"])
def test_the_mount_of_a_copy_appears_some_time_after_the_end_of_its_session(
    client: Any, mount: str, simulator: Simulator
) -> None:
    def listed() -> list[str]:
        return [one["sessionId"] for one in client.get(BROWSER)["data"]]

    with slowly(simulator):
        body = {"restorePointId": entra_point(1, COPY_BACKUP)}
        session = post(client, f"{RESTORE}/tenant/fromCopy", body, 201)
        assert session["sessionType"] == "EntraIdRestoreFromCopy"
        assert client.wait(session)["result"]["result"] == "Success"
        assert listed() == [mount]
        client.pass_time(5)
    assert len(listed()) == 2
    assert session["id"] not in listed()


@newest
def test_a_backup_that_is_not_mounted_cannot_be_browsed(client: Any) -> None:
    post(client, f"{BROWSER}/{BACKUP}/browse", {"type": "User"}, 400)


@revisions
def test_one_check_lists_what_is_missing_and_the_other_what_exists(client: Any, mount: str) -> None:
    body = {"restorePointId": entra_point(1), "itemIds": [BOBS, HUGOS]}
    assert [one["itemId"] for one in post(client, f"{BROWSER}/{mount}/validate", body)["data"]] == [HUGOS]
    alex = item_id("User", principal(ALEX))
    items = [{"itemId": key, "restorePointId": entra_point(1)} for key in (BOBS, alex)]
    found = post(client, f"{BROWSER}/{mount}/checkProductionItems", {"items": items})["items"]
    assert [one["itemId"] for one in found] == [alex]


@revisions
def test_the_recycle_bin_leaves_out_what_is_not_in_it_without_a_word(
    client: Any, mount: str, revision: str, simulator: Simulator
) -> None:
    items = [{"itemId": key, "restorePointId": entra_point(1)} for key in (BOBS, CAROLS)]
    body = {"items": items, "skipRecycleBinRestore": False}
    with slowly(simulator):
        path = f"{BROWSER}/{mount}/restoreItems"
        restore = post(client, path, body, 200 if revision == "1.2-rev1" else 201)
        assert (restore["state"], restore["endTime"]) == ("Pending", "0001-01-01T00:00:00")
        path = f"{BROWSER}/{mount}/restoreSessions/{restore['id']}"
        ended = client.until(lambda: client.get(path), lambda one: one["state"] == "Success")
    assert not ended["endTime"].startswith("0001")
    assert [one["status"] for one in client.get(f"{path}/logs")["records"]][-1] == "Success"
    check = {"items": items}
    found = post(client, f"{BROWSER}/{mount}/checkProductionItems", check)["items"]
    assert [one["itemId"] for one in found] == [BOBS]


@newest
def test_a_restore_ends_when_it_or_its_mount_is_stopped(client: Any, mount: str, simulator: Simulator) -> None:
    simulator.outcome({"type": "EntraIdItemRestore"}, "hang")
    body = {"items": [{"itemId": BOBS, "restorePointId": entra_point(1)}], "skipRecycleBinRestore": True}
    first, second = (post(client, f"{BROWSER}/{mount}/restoreItems", body, 201)["id"] for _time in range(2))
    path = f"{BROWSER}/{mount}/restoreSessions"
    post(client, f"{path}/{first}/stop")
    client.until(lambda: client.get(f"{path}/{first}"), lambda one: one["state"] == "Canceled")
    assert client.get(f"{path}/{second}")["state"] == "Running"
    post(client, f"{RESTORE}/tenant/{mount}/stop", None, 201)
    client.pass_time(1)
    assert client.send("GET", f"{path}/{second}").status_code in (404, 500)


@pytest.mark.parametrize("revision", ["1.3-rev1", "1.3-rev2"])
def test_an_authorization_that_is_refused_is_a_good_response(client: Any, mount: str) -> None:
    body = {"sessionId": mount, "code": "bad", "state": "seed-state"}
    refused = post(client, f"{RESTORE}/tenant/authCode/authorize", body)
    assert (refused["successful"], refused["error"]) == (False, "invalid_grant")


@revisions
def test_a_device_code_is_pending_granted_or_expired(
    client: Any, mount: str, revision: str, simulator: Simulator, login: Callable[..., Any]
) -> None:
    granted, expired = f"{RESTORE}/tenant/deviceCode", {"sessionId": mount}
    with slowly(simulator):
        code = post(client, granted, expired, 201)
        asked = {"sessionId": mount, "userCode": code["userCode"]}
        assert post(client, f"{granted}/state", asked) == {"status": "Pending"}
        client.pass_time(10)
    assert set(post(client, f"{granted}/state", asked)) == {"status", "credentialsId", "username"}
    simulator.outcome({"type": "EntraIdDeviceCode"}, "hang")
    code = post(client, granted, expired, 201)
    client.pass_time(1000)
    # The token has expired too.
    state = post(login(revision=revision), f"{granted}/state", {"sessionId": mount, "userCode": code["userCode"]})
    assert state == {"status": "Failure", "errorMessage": "The code has expired"}
