# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup proxies: made and changed by sessions, enabled and disabled apart from that, removed at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import without_nulls
from simulator import documents
from simulator.control import Simulator

from .conftest import Client

BASE = "/api/v1/backupInfrastructure/proxies"
KINDS = [("ViProxy", "win-repo01", documents.REVISIONS["vbr"])] + [
    (kind, host, documents.REVISIONS["vbr"][1:])
    for kind, host in (("HvProxy", "win-repo01"), ("GeneralPurposeProxy", "lnx-repo01"))
]
LIVES = [(revision, kind, host) for kind, host, revisions in KINDS for revision in revisions]


def _host(client: Client, name: str) -> str:
    found = client.get("/api/v1/backupInfrastructure/managedServers", nameFilter=name)["data"]
    return str(found[0]["id"])


def _named(client: Client, name: str) -> dict[str, Any]:
    return next(item for item in client.get(BASE)["data"] if item["name"] == name)


def _states(client: Client, **query: Any) -> dict[str, dict[str, Any]]:
    return {item["name"]: item for item in client.get(f"{BASE}/states", **query)["data"]}


def _body(client: Client, kind: str = "ViProxy", host: str = "win-repo01", **values: Any) -> dict[str, Any]:
    return {"type": kind, "description": "made by a test", "server": {"hostId": _host(client, host), **values}}


@pytest.mark.parametrize(("revision", "kind", "host"), LIVES)
def test_the_lifecycle_of_every_type(
    simulator: Simulator, login: Callable[..., Client], revision: str, kind: str, host: str
) -> None:
    since = simulator.mark()
    client = login(revision=revision)
    answer = client.send("POST", BASE, json=_body(client, kind, host, maxTaskCount=3))
    assert answer.status_code == 201, answer.text
    assert answer.json()["sessionType"] == "Infrastructure"
    path = f"{BASE}/{client.wait(answer.json())['resourceId']}"
    item = client.get(path)
    assert (item["type"], item["name"], item["server"]["maxTaskCount"]) == (kind, f"{host}.dr.example", 3)
    changed = {**item, "description": "changed", "server": {**item["server"], "maxTaskCount": 5}}
    answer = client.send("PUT", path, json=changed)
    assert answer.status_code == 201
    client.wait(answer.json())
    assert client.get(path) == changed
    assert client.send("DELETE", path).status_code == 204
    assert client.send("GET", path).status_code == 404
    assert simulator.violations(since) == []


def test_a_vsphere_proxy_has_the_defaults_of_the_server(login: Callable[..., Client]) -> None:
    for revision, mode in (("1.2-rev1", "auto"), ("1.3-rev1", "Auto")):
        server = _named(login(revision=revision), "VMware Backup Proxy")["server"]
        assert (server["transportMode"], server["failoverToNetwork"], server["maxTaskCount"]) == (mode, True, 2)
        assert server["connectedDatastores"] == {"autoSelectEnabled": True, "datastores": []}


def test_the_host_has_its_name_in_the_answer(login: Callable[..., Client]) -> None:
    assert _named(login(), "VMware Backup Proxy")["server"]["hostName"] == "backup01.dr.example"
    assert "hostName" not in _named(login(revision="1.2-rev1"), "VMware Backup Proxy")["server"]


def test_datastores_have_the_platform_word_of_each_revision(login: Callable[..., Client]) -> None:
    old, new = login(revision="1.2-rev1"), login()
    store = {"hostName": "vcenter01.dr.example", "name": "datastore01", "type": "Datastore", "platform": "VMware"}
    settings = {"autoSelectEnabled": False, "datastores": [{"datastore": store, "vmCount": 3}]}
    session = old.send("POST", BASE, json=_body(old, connectedDatastores=settings)).json()
    path = f"{BASE}/{old.wait(session)['resourceId']}"
    for client, platform in ((old, "VMware"), (new, "VSphere")):
        shown = client.get(path)["server"]["connectedDatastores"]["datastores"]
        assert without_nulls(shown) == [{"datastore": {**store, "platform": platform}, "vmCount": 3}]


def test_nothing_exists_before_the_session_ends(simulator: Simulator, vbr: Client) -> None:
    simulator.settings(speed=3)
    session = vbr.send("POST", BASE, json=_body(vbr)).json()
    assert vbr.get(BASE, hostIdFilter=_host(vbr, "win-repo01"), typeFilter="ViProxy")["data"] == []
    vbr.wait(session)
    assert len(vbr.get(BASE, hostIdFilter=_host(vbr, "win-repo01"), typeFilter="ViProxy")["data"]) == 1


@pytest.mark.parametrize("outcome", ["fail", "cancel"])
def test_a_session_that_fails_leaves_nothing(simulator: Simulator, vbr: Client, outcome: str) -> None:
    simulator.outcome({"name": "Adding proxy*"}, outcome)
    before = vbr.get(BASE)
    vbr.wait(vbr.send("POST", BASE, json=_body(vbr)).json())
    assert vbr.get(BASE) == before


@pytest.mark.parametrize(
    ("kind", "host", "text"),
    [
        ("ViProxy", "backup01", "already is a ViProxy"),
        ("HvProxy", "lnx-repo01", "cannot be a HvProxy"),
        ("ViProxy", "vcenter01", "cannot be a ViProxy"),
    ],
)
def test_a_host_that_will_not_do_is_refused(vbr: Client, kind: str, host: str, text: str) -> None:
    answer = vbr.send("POST", BASE, json=_body(vbr, kind, host))
    assert answer.status_code == 400
    assert text in answer.json()["message"]


def test_an_unknown_host_is_refused(vbr: Client) -> None:
    body = _body(vbr)
    body["server"]["hostId"] = "11111111-1111-4111-8111-111111111111"
    assert "Host with ID" in vbr.send("POST", BASE, json=body).json()["message"]


def test_two_additions_of_one_proxy_end_with_one(simulator: Simulator, vbr: Client) -> None:
    simulator.settings(speed=3)
    sessions = [vbr.send("POST", BASE, json=_body(vbr)).json() for _unused in range(2)]
    assert sorted(vbr.wait(session)["result"]["result"] for session in sessions) == ["Failed", "Success"]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"type": "GeneralPurposeProxy"}, "type of proxy backup01.dr.example cannot be changed"),
        ({"id": "11111111-1111-4111-8111-111111111111"}, "the path names"),
        ({"server": {"hostId": "11111111-1111-4111-8111-111111111111"}}, "server of proxy backup01.dr.example"),
    ],
)
def test_what_cannot_be_changed_is_refused(vbr: Client, values: dict[str, Any], text: str) -> None:
    item = _named(vbr, "backup01.dr.example")
    answer = vbr.send("PUT", f"{BASE}/{item['id']}", json={**item, **values})
    assert answer.status_code == 400
    assert text in answer.json()["message"]


def test_what_a_change_leaves_out_is_back_at_its_default(vbr: Client) -> None:
    item = _named(vbr, "lnx-repo01.dr.example")
    bare = {**item, "server": {"hostId": item["server"]["hostId"]}}
    vbr.wait(vbr.send("PUT", f"{BASE}/{item['id']}", json=bare).json())
    server = vbr.get(f"{BASE}/{item['id']}")["server"]
    assert (server["transportMode"], server["maxTaskCount"]) == ("Auto", 2)


def test_enabling_and_disabling_are_operations_of_their_own(simulator: Simulator, vbr: Client) -> None:
    item = _named(vbr, "VMware Backup Proxy")
    path = f"{BASE}/{item['id']}"
    for operation, disabled in (("disable", True), ("disable", True), ("enable", False)):
        assert vbr.send("POST", f"{path}/{operation}").status_code == 204
        assert _states(vbr)[item["name"]]["isDisabled"] is disabled
        vbr.wait(vbr.send("PUT", path, json=item).json())
        assert _states(vbr)[item["name"]]["isDisabled"] is disabled
        assert vbr.get(path) == item


def test_a_proxy_made_again_is_enabled(vbr: Client) -> None:
    item = _named(vbr, "lnx-repo01.dr.example")
    vbr.send("DELETE", f"{BASE}/{item['id']}")
    vbr.wait(vbr.send("POST", BASE, json=_body(vbr, host="lnx-repo01")).json())
    assert _states(vbr)["lnx-repo01.dr.example"]["isDisabled"] is False


def test_the_oldest_revision_has_neither_states_nor_switches(login: Callable[..., Client]) -> None:
    old = login(revision="1.2-rev1")
    item = _named(old, "VMware Backup Proxy")
    assert {found["type"] for found in old.get(BASE)["data"]} == {"ViProxy"}
    assert old.send("GET", f"{BASE}/states").status_code == 400
    assert old.send("POST", f"{BASE}/{item['id']}/disable").status_code == 404


def test_workers_are_listed_by_the_states_of_the_newest_revision_only(login: Callable[..., Client]) -> None:
    new = login()
    assert "pve-worker01" in _states(new)
    assert "pve-worker01" not in [item["name"] for item in new.get(BASE)["data"]]
    assert "pve-worker01" not in _states(login(revision="1.3-rev1"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"isDisabledFilter": "true"}, {"lnx-repo01.dr.example"}),
        ({"isOnlineFilter": "false"}, {"backup01.dr.example"}),
        ({"isOutOfDateFilter": "true"}, set()),
        ({"typeFilter": "GeneralPurposeProxy"}, {"Backup Proxy"}),
        ({"orderColumn": "HostName", "orderAsc": "false", "limit": 1}, {"lnx-repo01.dr.example"}),
        ({"orderColumn": "Status", "limit": 1}, {"backup01.dr.example"}),
    ],
)
def test_states_are_filtered_and_ordered(vbr: Client, query: dict[str, Any], names: set[str]) -> None:
    assert set(_states(vbr, **query)) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"nameFilter": "backup p"}, ["VMware Backup Proxy", "Backup Proxy"]),
        ({"typeFilter": ["HvProxy", "GeneralPurposeProxy"]}, ["Backup Proxy", "backup01.dr.example"]),
        ({"orderColumn": "HostName", "orderAsc": "false", "limit": 1}, ["lnx-repo01.dr.example"]),
        ({"orderColumn": "Name", "orderAsc": "false", "limit": 1}, ["VMware Backup Proxy"]),
        ({"orderColumn": "Description", "limit": 1}, ["Backup Proxy"]),
    ],
)
def test_proxies_are_filtered_and_ordered(vbr: Client, query: dict[str, Any], names: list[str]) -> None:
    assert [item["name"] for item in vbr.get(BASE, **query)["data"]] == names


def test_proxies_of_one_host_are_found_by_it(vbr: Client) -> None:
    found = vbr.get(BASE, hostIdFilter=_host(vbr, "backup01"))["data"]
    assert [item["type"] for item in found] == ["ViProxy", "GeneralPurposeProxy", "HvProxy"]
