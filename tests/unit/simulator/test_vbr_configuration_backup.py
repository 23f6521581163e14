# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration backup: one document of settings, checked as a whole, and a run that a session follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simulator import documents
from simulator.control import Simulator

from .conftest import Client

BASE = "/api/v1/configBackup"
REPOSITORIES = "/api/v1/backupInfrastructure/repositories"
UNKNOWN = "11111111-1111-4111-8111-111111111111"


@pytest.mark.parametrize("revision", documents.REVISIONS["vbr"])
def test_settings_are_read_and_replaced(simulator: Simulator, login: Callable[..., Client], revision: str) -> None:
    since = simulator.mark()
    client = login(revision=revision)
    settings = client.get(BASE)
    repository = client.get(REPOSITORIES, nameFilter="NFS Share 01")["data"][0]["id"]
    password = client.get("/api/v1/encryptionPasswords")["data"][0]["id"]
    changed = {
        **settings,
        "isEnabled": False,
        "restorePointsToKeep": 30,
        "backupRepositoryId": repository,
        "encryption": {"isEnabled": True, "passwordId": password},
    }
    answer = client.send("PUT", BASE, json=changed)
    assert (answer.status_code, answer.json()) == (200, changed)
    assert client.get(BASE) == changed
    assert simulator.violations(since) == []


def test_times_and_days_are_in_the_words_of_each_revision(login: Callable[..., Client]) -> None:
    old, new = login(revision="1.3-rev0"), login(revision="1.3-rev1")
    daily = {revision: client.get(BASE)["schedule"]["daily"] for revision, client in (("old", old), ("new", new))}
    assert (daily["old"]["localTime"], daily["old"]["days"][0]) == ("10:00", "monday")
    assert (daily["new"]["localTime"], daily["new"]["days"][0]) == ("10:00:00", "Monday")
    settings = old.get(BASE)
    settings["schedule"]["daily"].update(localTime="22:30", days=["friday"], dailyKind="SelectedDays")
    old.send("PUT", BASE, json=settings)
    shown = new.get(BASE)["schedule"]["daily"]
    assert (shown["localTime"], shown["days"], shown["dailyKind"]) == ("22:30:00", ["Friday"], "SelectedDays")


def test_what_the_body_leaves_out_is_off(vbr: Client) -> None:
    settings = vbr.get(BASE)
    settings["notifications"] = {"SNMPEnabled": True}
    settings["schedule"] = {"isEnabled": True}
    shown = vbr.send("PUT", BASE, json=settings).json()
    assert shown["notifications"]["SMTPSettings"]["isEnabled"] is False
    assert [shown["schedule"][part]["isEnabled"] for part in ("daily", "monthly")] == [False, False]


def test_the_last_backup_cannot_be_written(vbr: Client) -> None:
    settings = vbr.get(BASE)
    body = {**settings, "lastSuccessfulBackup": {"sessionId": UNKNOWN}}
    assert vbr.send("PUT", BASE, json=body).json() == settings


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"backupRepositoryId": UNKNOWN}, "Repository with ID"),
        ({"encryption": {"isEnabled": True, "passwordId": UNKNOWN}}, "Encryption password with ID"),
        ({"restorePointsToKeep": 0}, "at least 1"),
    ],
)
def test_bad_settings_are_refused(vbr: Client, values: dict[str, Any], text: str) -> None:
    settings = vbr.get(BASE)
    answer = vbr.send("PUT", BASE, json={**settings, **values})
    assert answer.status_code == 400
    assert text in answer.json()["message"]
    assert vbr.get(BASE) == settings


def test_a_password_matters_only_where_it_is_used(vbr: Client) -> None:
    settings = {**vbr.get(BASE), "encryption": {"isEnabled": False, "passwordId": UNKNOWN}}
    assert vbr.send("PUT", BASE, json=settings).status_code == 200


@pytest.mark.parametrize("revision", documents.REVISIONS["vbr"])
def test_a_run_is_followed_by_its_session(simulator: Simulator, login: Callable[..., Client], revision: str) -> None:
    since = simulator.mark()
    client = login(revision=revision)
    before = client.get(BASE)["lastSuccessfulBackup"]
    answer = client.send("POST", f"{BASE}/backup")
    assert answer.status_code == 200
    session = answer.json()
    assert (session["sessionType"], session["name"]) == ("ConfigurationBackup", "Backup Configuration Job")
    assert client.wait(session)["result"]["result"] == "Success"
    after = client.get(BASE)["lastSuccessfulBackup"]
    assert (after["sessionId"], after != before) == (session["id"], True)
    assert simulator.violations(since) == []


@pytest.mark.parametrize("outcome", ["fail", "cancel"])
def test_a_run_that_fails_is_not_the_last_successful_one(simulator: Simulator, vbr: Client, outcome: str) -> None:
    simulator.outcome({"type": "ConfigurationBackup"}, outcome)
    before = vbr.get(BASE)
    vbr.wait(vbr.send("POST", f"{BASE}/backup").json())
    assert vbr.get(BASE) == before


def test_a_second_run_is_refused_while_one_goes_on(simulator: Simulator, vbr: Client) -> None:
    simulator.outcome({"type": "ConfigurationBackup"}, "hang", times=1)
    session = vbr.send("POST", f"{BASE}/backup").json()
    answer = vbr.send("POST", f"{BASE}/backup")
    assert (answer.status_code, answer.json()["resourceId"]) == (400, session["id"])
    vbr.send("POST", f"/api/v1/sessions/{session['id']}/stop")
    vbr.wait(session)
    assert vbr.send("POST", f"{BASE}/backup").status_code == 200


def test_the_repository_of_the_backup_is_in_use(vbr: Client) -> None:
    share = vbr.get(REPOSITORIES, nameFilter="NFS Share 01")["data"][0]["id"]
    vbr.send("PUT", BASE, json={**vbr.get(BASE), "backupRepositoryId": share})
    answer = vbr.send("DELETE", f"{REPOSITORIES}/{share}")
    assert answer.status_code == 400
    assert "in use by: Backup Configuration Job" in answer.json()["message"]
