# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365, as awkward as real servers are said to be: tokens, pages, repositories, sessions and errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.seeds.m365_infrastructure import (
    OFFLINE_PROXY,
    OTHER_PROXY,
    POOL,
    PROXY,
    account_id,
    organization_id,
    pool_id,
    proxy_id,
)
from simulator.seeds.m365_repositories import ARCHIVE, COMPATIBLE, DEFAULT, EMPTY, repository_id

from .conftest import Client

REPOSITORIES = "/v8/BackupRepositories"
LOCAL: dict[str, Any] = {
    "name": "New",
    "retentionType": "ItemLevel",
    "path": "D:\\New",
    "proxyId": proxy_id(PROXY),
    "dailyTime": "7:30",
}
GLACIER: dict[str, Any] = {
    "name": "Cold",
    "retentionType": "SnapshotBased",
    "proxyPoolId": pool_id(POOL),
    "objectStorage": {"type": "AmazonS3Glacier", "accountId": account_id("Amazon storage"), "s3Folder": "cold"},
}


def at(name: str, end: str = "") -> str:
    return f"{REPOSITORIES}/{repository_id(name)}{end}"


@pytest.fixture
def m365(login: Callable[..., Client]) -> Client:
    return login("m365", "v8")


# --- Tokens. ---


@pytest.mark.parametrize("revision", ["v7", "v8"])
def test_a_refresh_token_works_once_and_ends_the_token_before(login: Callable[..., Client], revision: str) -> None:
    client = login("m365", revision)
    form = {"grant_type": "refresh_token", "refresh_token": client.token["refresh_token"]}
    refreshed = client.send("POST", f"/{revision}/token", data=form)
    assert refreshed.status_code == 200
    assert {"access_token", "refresh_token", "token_type", "expires_in", ".issued", ".expires"} <= set(refreshed.json())
    assert client.send("GET", f"/{revision}/BackupRepositories").status_code == 401
    client.session.headers["Authorization"] = f"Bearer {refreshed.json()['access_token']}"
    assert client.send("GET", f"/{revision}/BackupRepositories").status_code == 200
    assert client.send("POST", f"/{revision}/token", data=form).status_code == 401


def test_a_token_is_given_for_json_as_well_and_for_no_unknown_grant(m365: Client) -> None:
    account = {"username": m365.connection.username, "password": m365.connection.password}
    assert m365.send("POST", "/v8/token", json={"grant_type": "password", **account}).status_code == 200
    assert m365.send("POST", "/v8/token", json=account).status_code == 400
    operator = {"grant_type": "operator", "client_id": "user.tenant", "assertion": "x"}
    assert m365.send("POST", "/v8/token", data=operator).status_code == 400


@pytest.mark.parametrize(("revision", "status"), [("v7", 200), ("v8", 204)])
def test_a_log_out_ends_both_tokens(login: Callable[..., Client], revision: str, status: int) -> None:
    client = login("m365", revision)
    assert client.send("POST", f"/{revision}/token/logout").status_code == status
    form = {"grant_type": "refresh_token", "refresh_token": client.token["refresh_token"]}
    assert client.send("POST", f"/{revision}/token", data=form).status_code == 401


# --- Pages. ---


def test_pages_have_thirty_objects_and_neither_a_total_nor_a_next_one(simulator: Simulator, m365: Client) -> None:
    simulator.seed("BackupRepositories", 54, product="m365")
    first, last, after = (m365.get(REPOSITORIES, offset=offset) for offset in (0, 30, 60))
    assert [len(page["results"]) for page in (first, last, after)] == [30, 30, 0]
    for page in (first, last):
        assert (set(page), set(page["_links"])) == ({"offset", "limit", "results", "_links"}, {"self"})


# --- Repositories. ---


def test_what_has_no_value_is_null_or_left_out_as_it_happens(simulator: Simulator, m365: Client) -> None:
    simulator.settings(product="m365", nulls_at_random=True)
    shown = [m365.get(at(DEFAULT)) for _time in range(40)]
    for name in ("encryptionKeyId", "yearlyRetentionPeriod", "proxyPoolId"):
        assert {name in one for one in shown} == {True, False}
        assert {one.get(name) for one in shown} == {None}
    listed = [m365.get(REPOSITORIES)["results"][0] for _time in range(40)]
    assert {"encryptionKeyId" in one for one in listed} == {True, False}


def test_a_long_term_storage_is_shown_under_its_family_with_an_organization(m365: Client) -> None:
    made = m365.send("POST", REPOSITORIES, json=GLACIER)
    assert made.status_code == 201
    shown = made.json()
    assert (shown["objectStorage"]["type"], shown["isLongTerm"]) == ("AmazonS3", True)
    assert shown["organizationId"] == organization_id("dr.example")


def test_times_of_the_day_always_have_seconds(simulator: Simulator, m365: Client) -> None:
    made = m365.send("POST", REPOSITORIES, json=LOCAL).json()
    assert made["dailyTime"] == "7:30:00"
    (other,) = simulator.seed("BackupRepositories", objects=[{**LOCAL, "name": "Other"}], product="m365")
    assert m365.get(f"{REPOSITORIES}/{other}")["dailyTime"] == "7:30:00"


@pytest.mark.parametrize("resets", [False, True])
def test_an_update_keeps_or_resets_what_it_leaves_out(simulator: Simulator, m365: Client, resets: bool) -> None:
    simulator.settings(product="m365", resets_omitted=resets)
    before = m365.get(at(DEFAULT))
    body = {"retentionType": "ItemLevel", "retentionPeriodType": "Monthly", "monthlyRetentionPeriod": 3}
    answer = m365.send("PUT", at(DEFAULT), json=body)
    assert (answer.status_code, answer.text) == (204, "")
    after = m365.get(at(DEFAULT))
    assert after["retentionPeriodType"] == "Monthly"
    # The number of days, which means nothing any more, stays where anything stays.
    kept = {name: after.get(name) for name in ("name", "dailyRetentionPeriod", "dailyTime")}
    assert kept == {name: None if resets else before[name] for name in kept}


@pytest.mark.parametrize("body", [{"name": "x"}, {"name": "x", "retentionType": None}])
def test_nothing_is_written_without_a_retention_type(m365: Client, body: dict[str, Any]) -> None:
    assert m365.send("PUT", at(DEFAULT), json=body).status_code == 400
    added = {name: value for name, value in {**LOCAL, **body}.items() if name in body or name != "retentionType"}
    assert m365.send("POST", REPOSITORIES, json=added).status_code == 400


def test_flags_are_written_and_never_shown(m365: Client) -> None:
    flags = {"attachUsedRepository": True, "ignoreProxyPoolApplianceAccessValidation": True}
    made = m365.send("POST", REPOSITORIES, json={**LOCAL, **flags}).json()
    assert not flags.keys() & made.keys()
    assert not flags.keys() & m365.get(f"{REPOSITORIES}/{made['id']}").keys()


@pytest.mark.parametrize(
    "body",
    [
        {"isOutdated": False},
        {"capacityBytes": 1},
        {"objectStorage": {"usedSpaceBytes": 1}},
        {"proxyId": proxy_id(OTHER_PROXY)},
        {"proxyPoolId": pool_id(POOL), "proxyId": proxy_id(PROXY)},
        {"retentionType": "SnapshotBased"},
        {"path": "D:\\Elsewhere"},
    ],
)
def test_an_update_takes_nothing_that_only_the_server_sets_and_moves_nothing(
    m365: Client, body: dict[str, Any]
) -> None:
    assert m365.send("PUT", at(DEFAULT), json={"retentionType": "ItemLevel", **body}).status_code == 400


# --- Sessions. ---


def states(client: Client, path: str, name: str, seconds: float = 30) -> list[Any]:
    """What a session shows, one after another."""
    seen: list[Any] = []
    for _second in range(int(seconds)):
        value = client.get(path)[name]
        if not seen or seen[-1] != value:
            seen.append(value)
        client.pass_time(1)
    return seen


@pytest.mark.parametrize(
    ("outcome", "shown", "end"),
    [("success", ["None", "Synchronizing", "None"], 100), ("fail", ["None", "Synchronizing", "Failed"], 0)],
)
def test_a_synchronization_begins_and_succeeds_in_the_same_state(
    simulator: Simulator, m365: Client, outcome: str, shown: list[str], end: int
) -> None:
    simulator.settings(product="m365", speed=1)
    simulator.outcome({"name": "*"}, outcome, "The storage is not available", seconds=20, product="m365")
    begun = m365.send("POST", at(COMPATIBLE, "/Sync"))
    assert (begun.status_code, begun.json()["state"], begun.json()["progressPercent"]) == (200, "None", 0)
    path = f"/v8/RepositorySynchronizeSessions/{begun.json()['id']}"
    assert states(m365, path, "state") == shown
    ended = m365.get(path)
    assert (ended["progressPercent"], bool(ended.get("error"))) == (end, outcome == "fail")


def test_a_synchronization_may_be_forgotten_at_its_end(simulator: Simulator, m365: Client) -> None:
    simulator.settings(product="m365", forgets_sessions=True)
    begun = m365.send("POST", at(COMPATIBLE, "/Sync")).json()
    m365.pass_time(60)
    assert m365.send("GET", f"/v8/RepositorySynchronizeSessions/{begun['id']}").status_code == 404
    assert m365.get("/v8/RepositorySynchronizeSessions") == []


def test_a_change_of_owner_waits_runs_and_fails_with_nothing_but_details(simulator: Simulator, m365: Client) -> None:
    simulator.settings(product="m365", speed=1)
    simulator.outcome({"name": "*"}, "fail", "Canceled: sessions did not end", seconds=20, product="m365")
    begun = m365.send("POST", at(EMPTY, "/changeOwner"), params={"proxyId": proxy_id(OTHER_PROXY)}).json()
    # Integers on the way in.
    assert (begun["waitForSessionsTimeout"], begun["forceStopSessionsTimeout"]) == ("60", "10")
    path = f"/v8/RepositoryOwnerChangeSessions/{begun['id']}"
    assert states(m365, path, "status") == ["Waiting", "Running", "Failed"]
    assert m365.get(path)["details"] == "Canceled: sessions did not end"


def test_a_change_of_owner_may_wait_under_a_word_of_no_document(simulator: Simulator, m365: Client) -> None:
    simulator.settings(product="m365", speed=1, unforeseen_status="Suspended")
    simulator.outcome({"name": "*"}, "success", seconds=20, product="m365")
    begun = m365.send("POST", at(EMPTY, "/changeOwner"), params={"proxyId": proxy_id(OTHER_PROXY)}).json()
    path = f"/v8/RepositoryOwnerChangeSessions/{begun['id']}"
    assert states(m365, path, "status") == ["Suspended", "Running", "Succeeded"]


def test_a_restore_session_calls_itself_a_success_while_it_works(m365: Client) -> None:
    opened = m365.send(
        "POST", at(ARCHIVE, "/explore"), params={"organizationId": organization_id("dr.example")}, json={"type": "Vex"}
    )
    assert (opened.status_code, opened.json()["state"], opened.json()["result"]) == (201, "Working", "Success")


@pytest.mark.parametrize("body", [{"type": "Vex"}, {"type": "Vex", "organizationId": organization_id("dr.example")}])
def test_the_organization_of_a_repository_to_explore_is_in_the_query(m365: Client, body: dict[str, Any]) -> None:
    assert m365.send("POST", at(ARCHIVE, "/explore"), json=body).status_code == 400


# --- Errors. ---


def test_errors_have_the_codes_of_the_document_and_a_stack_trace_that_nobody_should_see(
    simulator: Simulator, m365: Client
) -> None:
    offline = m365.send("POST", REPOSITORIES, json={**LOCAL, "proxyId": proxy_id(OFFLINE_PROXY)}).json()
    assert offline["errorCode"] == "ProxyOffline"
    assert len(offline["stackTrace"]) > 1000
    assert "password" in offline["stackTrace"]
    simulator.settings(product="m365", speed=1)
    simulator.outcome({"name": "*"}, "hang", product="m365")
    first, second = (m365.send("POST", at(COMPATIBLE, "/Sync")) for _time in range(2))
    assert (first.status_code, second.status_code, second.json()["errorCode"]) == (200, 409, "OperationConflict")
    m365.session.headers["Authorization"] = "Bearer nonsense"
    assert m365.send("GET", REPOSITORIES).json()["errorCode"] is None


def test_version_7_knows_one_code(login: Callable[..., Client]) -> None:
    client = login("m365", "v7")
    offline = {**LOCAL, "proxyId": proxy_id(OFFLINE_PROXY)}
    assert client.send("POST", "/v7/BackupRepositories", json=offline).json()["errorCode"] == "ProxyOffline"
    gone = client.send("GET", "/v7/BackupRepositories/00000000-0000-4000-8000-000000000000")
    assert (gone.status_code, gone.json().get("errorCode")) == (404, None)
    assert "stackTrace" not in gone.json()


def test_a_session_that_has_ended_is_not_stopped(m365: Client) -> None:
    ended = m365.send("POST", at(COMPATIBLE, "/Sync")).json()
    m365.pass_time(60)
    refused = m365.send("POST", f"/v8/RepositorySynchronizeSessions/{ended['id']}/StopSynchronize")
    assert (refused.status_code, refused.json()["errorCode"]) == (400, None)


def test_something_in_front_of_the_server_may_answer_with_a_page(simulator: Simulator, m365: Client) -> None:
    simulator.faults({"match": {"path": REPOSITORIES}, "fault": {"kind": "html"}}, product="m365")
    answer = m365.send("GET", REPOSITORIES)
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (502, "text/html")
