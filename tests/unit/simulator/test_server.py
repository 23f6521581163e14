# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins, roles, TLS, revisions, the log, faults and the process itself."""

from __future__ import annotations

import json
import os
import shlex
import signal
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3
from cryptography import x509

from simulator.control import Simulator, SimulatorError

from .conftest import Client

SESSIONS = "/api/v1/sessions"


@pytest.mark.parametrize(
    ("product", "revision", "path"),
    [
        ("vbr", "1.3-rev1", "/api/v1/serverInfo"),
        ("azure", "", "/api/v8/repositories"),
        ("m365", "v8", "/v8/BackupRepositories"),
        ("m365", "v7", "/v7/BackupRepositories"),
    ],
)
def test_every_product_lets_its_administrator_in(
    login: Callable[..., Client], product: str, revision: str, path: str
) -> None:
    client = login(product, revision)
    assert client.send("GET", path).status_code == 200
    client.session.headers["Authorization"] = "Bearer nonsense"
    assert client.send("GET", path).status_code == 401


def test_the_certificate_is_verified_and_needs_the_authority(simulator: Simulator) -> None:
    session = requests.Session()
    session.trust_env = False
    with pytest.raises(requests.exceptions.SSLError):
        session.get(simulator.vbr.url + "/api/v1/serverTime", timeout=5)


def test_a_wrong_password_is_refused_in_the_vendors_format(vbr: Client) -> None:
    answer = vbr.send(
        "POST",
        "/api/oauth2/token",
        data={"grant_type": "password", "username": vbr.connection.username, "password": "wrong"},
    )
    assert answer.status_code == 401
    assert set(answer.json()) == {"errorCode", "message", "resourceId"}


def test_wrong_passwords_lock_the_account(vbr: Client) -> None:
    form = {"grant_type": "password", "username": vbr.connection.username, "password": "wrong"}
    for _attempt in range(5):
        assert vbr.send("POST", "/api/oauth2/token", data=form).json()["message"] == "Authentication failed"
    form["password"] = vbr.connection.password
    answer = vbr.send("POST", "/api/oauth2/token", data=form)
    assert answer.status_code == 401
    assert answer.json()["message"].startswith("Your account has been locked out for 00:30:00")


@pytest.mark.parametrize("works", [False, True])
def test_a_refresh_gives_a_token_that_nothing_is_allowed_with(simulator: Simulator, vbr: Client, works: bool) -> None:
    simulator.settings(refresh_works=works)
    form = {"grant_type": "refresh_token", "refresh_token": vbr.token["refresh_token"]}
    answer = vbr.send("POST", "/api/oauth2/token", data=form)
    assert answer.status_code == 200
    bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert vbr.send("GET", SESSIONS, headers=bearer).status_code == (200 if works else 403)


def test_a_fresh_installation_has_a_certificate_for_no_host(simulator: Simulator) -> None:
    address = simulator.vbr.self_signed_url.removeprefix("https://").split(":")
    text = ssl.get_server_certificate((address[0], int(address[1])))
    found = x509.load_pem_x509_certificate(text.encode())
    assert found.subject == found.issuer
    assert found.subject.rfc4514_string() == "CN=Veeam Backup Server Certificate"
    with pytest.raises(x509.ExtensionNotFound):
        found.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    # The same server, and the same state.
    control = f"{simulator.vbr.self_signed_url}/_simulator/ping"
    with pytest.warns(urllib3.exceptions.InsecureRequestWarning):
        assert requests.get(control, verify=False, timeout=5).json()["product"] == "vbr"  # noqa: S501


def test_refresh_tokens_work_once(vbr: Client) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": vbr.token["refresh_token"]}
    first = vbr.send("POST", "/api/oauth2/token", data=form)
    assert first.status_code == 200
    assert vbr.send("POST", "/api/oauth2/token", data=form).status_code == 401
    assert vbr.send("GET", SESSIONS).status_code == 401, "the old access token went with it"


def test_log_out_ends_the_token(vbr: Client) -> None:
    assert vbr.send("POST", "/api/oauth2/logout").status_code == 200
    assert vbr.send("GET", SESSIONS).status_code == 401


def test_a_token_runs_out(simulator: Simulator, login: Callable[..., Client]) -> None:
    simulator.settings(token_lifetime=0)
    answer = login().send("GET", SESSIONS)
    assert answer.status_code == 401
    assert answer.json()["errorCode"] == "ExpiredToken"


def test_a_second_factor_is_asked_for(simulator: Simulator, login: Callable[..., Client]) -> None:
    simulator.settings("azure", mfa=True)
    answer = requests.Session()
    answer.trust_env = False
    connection = simulator.azure
    form = {"grant_type": "Password", "username": connection.username, "password": connection.password}
    url = connection.url + "/api/oauth2/token"
    first = answer.post(url, data=form, verify=connection.ca_path, timeout=5).json()
    assert first["mfa_enabled"] is True
    assert "access_token" not in first
    second = answer.post(
        url,
        verify=connection.ca_path,
        timeout=5,
        data={"grant_type": "Mfa", "mfa_token": first["mfa_token"], "mfa_code": "123456"},
    )
    assert second.json()["access_token"]


def test_a_viewer_reads_and_does_not_write(login: Callable[..., Client]) -> None:
    viewer = login(viewer=True)
    assert viewer.send("GET", SESSIONS).status_code == 200
    refused = viewer.send("DELETE", "/api/v1/backupInfrastructure/repositories/88788f9e-d8f5-4eb4-bc4f-9b3f5403bcec")
    assert refused.status_code == 403
    assert refused.json()["errorCode"] == "AccessDenied"


@pytest.mark.parametrize(
    ("build", "revision", "status"),
    [
        ("12.3.1.1139", "1.2-rev1", 200),
        ("12.3.1.1139", "1.3-rev0", 400),
        ("13.0.0.4967", "1.3-rev0", 200),
        ("13.0.1.180", "1.3-rev2", 400),
        ("13.0.2.29", "1.3-rev1", 200),
        ("13.0.2.29", "1.3-rev2", 400),
        ("13.0.3.63", "1.3-rev1", 200),
        ("13.0.3.63", "1.3-rev2", 400),
        ("13.1.0.411", "1.3-rev2", 200),
        ("13.1.0.411", "7.0-rev1", 400),
    ],
)
def test_a_build_speaks_its_revisions(
    simulator: Simulator, vbr: Client, build: str, revision: str, status: int
) -> None:
    simulator.settings(build_version=build)
    answer = vbr.send("GET", "/api/v1/serverInfo", headers={"x-api-version": revision})
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["buildVersion"] == build
    else:
        words = "Unsupported RESTAPI version. The following versions are supported: v1.0-rev1, v1.0-rev2, v1.1-rev0, "
        assert answer.json()["message"].startswith(words)
        assert revision not in answer.json()["message"]
        assert answer.json()["errorCode"] == ("BadRequest" if build.startswith("12") else "NotImplemented")
        # The same before any login.
        form = {"grant_type": "password", "username": vbr.connection.username, "password": "wrong"}
        login = vbr.send("POST", "/api/oauth2/token", data=form, headers={"x-api-version": revision})
        assert (login.status_code, login.json()) == (400, answer.json())
    assert simulator.violations() == [] or simulator.violations()[-1]["revision"] != revision


def test_time_and_certificate_need_no_token(simulator: Simulator, vbr: Client) -> None:
    del vbr.session.headers["Authorization"]
    now = vbr.get("/api/v1/serverTime")
    assert (now["timeZone"], now["serverTime"][-6:]) == ("(UTC-05:00)", "-05:00")
    assert vbr.get("/api/v1/serverCertificate")["subject"] == "CN=localhost"
    assert vbr.send("GET", "/api/v1/serverInfo").status_code == 401


def test_the_log_names_operation_and_module_and_no_secret(simulator: Simulator, vbr: Client) -> None:
    since = simulator.mark()
    vbr.get(SESSIONS, nameFilter="very-private")
    record = simulator.requests(since)[0]
    assert {key: record[key] for key in ("method", "template", "operation_id", "status", "module", "run", "user")} == {
        "method": "GET",
        "template": SESSIONS,
        "operation_id": "GetAllSessions",
        "status": 200,
        "module": "unit_test",
        "run": "r1",
        "user": "administrator",
    }
    text = (simulator.state_dir / "requests.jsonl").read_text("utf-8")
    assert vbr.token["access_token"] not in text
    assert simulator.vbr.password not in text
    assert "very-private" not in text


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", SESSIONS, {"params": {"typFilter": "x"}}, 400),
        ("GET", "/api/v1/nothing", {}, 404),
        ("PATCH", SESSIONS, {}, 405),
        ("POST", "/api/v1/credentials", {"json": {"nam": 1}}, 400),
        ("POST", "/api/v1/credentials", {"data": "{", "headers": {"Content-Type": "application/json"}}, 400),
        ("GET", SESSIONS, {"headers": {"x-api-version": None}}, 400),
    ],
)
def test_a_violation_is_answered_and_logged(
    simulator: Simulator, vbr: Client, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    since = simulator.mark()
    answer = vbr.send(method, path, **options)
    assert answer.status_code == status
    assert "message" in answer.json()
    assert len(simulator.violations(since)) == 1


def test_status_and_rate_limit_faults_are_counted(simulator: Simulator, vbr: Client) -> None:
    simulator.faults(
        {"match": {"operation_id": "GetAllSessions"}, "times": 2, "fault": {"kind": "rate_limit", "retry_after": 3}}
    )
    simulator.faults({"match": {"path": "/api/v1/server*"}, "fault": {"kind": "status", "status": 503}})
    assert vbr.send("GET", "/api/v1/credentials").status_code == 200
    answers = [vbr.send("GET", SESSIONS) for _unused in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "3"
    assert vbr.send("GET", "/api/v1/serverInfo").status_code == 503
    assert vbr.send("GET", "/api/v1/serverInfo").status_code == 200


def test_broken_answers(simulator: Simulator, vbr: Client) -> None:
    def fault(kind: str, **values: Any) -> None:
        simulator.faults({"match": {"method": "GET"}, "fault": {"kind": kind, **values}})

    fault("html")
    answer = vbr.send("GET", SESSIONS)
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (502, "text/html")
    fault("truncate")
    with pytest.raises(requests.exceptions.RequestException):
        vbr.send("GET", SESSIONS)
    fault("reset")
    with pytest.raises(requests.exceptions.ConnectionError):
        vbr.send("GET", SESSIONS)
    fault("expire_token")
    assert vbr.send("GET", SESSIONS).status_code == 401
    fault("delay", seconds=0.2)
    assert vbr.send("GET", SESSIONS).elapsed.total_seconds() >= 0.2


@pytest.mark.parametrize(("kind", "added"), [("lost_answer", 1), ("broken_tls", 1), ("reset", 0)])
def test_a_lost_answer_was_acted_on_and_a_reset_was_not(
    simulator: Simulator, vbr: Client, kind: str, added: int
) -> None:
    before = vbr.get("/api/v1/credentials")["pagination"]["total"]
    simulator.faults({"match": {"method": "POST"}, "fault": {"kind": kind}})
    with pytest.raises(requests.exceptions.ConnectionError):
        vbr.send(
            "POST",
            "/api/v1/credentials",
            json={"type": "Standard", "username": "new", "description": "", "password": "x"},
        )
    assert vbr.get("/api/v1/credentials")["pagination"]["total"] == before + added


def test_control_refuses_what_makes_no_sense(simulator: Simulator) -> None:
    with pytest.raises(SimulatorError, match="kind 'explode'"):
        simulator.faults({"fault": {"kind": "explode"}})
    with pytest.raises(SimulatorError, match="outcome 'maybe'"):
        simulator.outcome({}, "maybe")
    with pytest.raises(SimulatorError, match="colour"):
        simulator.settings(colour="red")
    with pytest.raises(SimulatorError, match="no document"):
        simulator.seed("nothing/at/all", 1)


def test_reset_goes_back_to_the_seeds(simulator: Simulator, login: Callable[..., Client]) -> None:
    simulator.seed("sessions", 50)
    assert login().get(SESSIONS)["pagination"]["total"] == 53
    simulator.reset()
    assert login().get(SESSIONS)["pagination"]["total"] == 3


def test_a_long_list_comes_page_by_page(simulator: Simulator, vbr: Client) -> None:
    assert len(simulator.seed("sessions", 2500)) == 2500
    seen: set[str] = set()
    for skip in range(0, 3000, 1000):
        page = vbr.get(SESSIONS, skip=skip, limit=1000)
        seen |= {item["id"] for item in page["data"]}
        assert page["pagination"] == {"total": 2503, "count": len(page["data"]), "skip": skip, "limit": 1000}
    assert len(seen) == 2503


@pytest.mark.parametrize(
    ("product", "revision", "collection", "path", "query"),
    [
        ("azure", "", "policies/fileShares", "/api/v8/policies/fileShares", {"Offset": 2, "Limit": 3}),
        ("m365", "v8", "BackupRepositories", "/v8/BackupRepositories", {"offset": 2, "limit": 3}),
    ],
)
def test_the_other_products_page_in_their_own_way(
    simulator: Simulator,
    login: Callable[..., Client],
    product: str,
    revision: str,
    collection: str,
    path: str,
    query: dict[str, int],
) -> None:
    ids = simulator.seed(collection, 40, product=product)
    client = login(product, revision)
    page = client.get(path, **query)
    if product == "azure":
        assert [item["id"] for item in page["results"]] == ids[2:5]
        assert page["totalCount"] == 40
        assert len(client.get(path, Limit=-1)["results"]) == 40
    else:
        everything = client.get(path, limit=20_000)
        assert [item["id"] for item in page["results"]] == [item["id"] for item in everything["results"][2:5]]
        assert set(ids) <= {item["id"] for item in everything["results"]}
        # Neither a total nor a link to the next page; the limit is the one that counts, 30 where none is given.
        assert "totalCount" not in page
        assert list(page["_links"]) == ["self"]
        assert (page["limit"], everything["limit"], client.get(path)["limit"]) == (3, 10_000, 30)
        assert len(client.get(path)["results"]) == 30, "the default page of Microsoft 365"
    assert simulator.violations() == [] or simulator.violations()[-1]["product"] == "vbr"


def test_the_process_writes_its_facts_and_takes_them_away(tmp_path: Path) -> None:
    simulator = Simulator(products=("vbr",), state_dir=tmp_path / "state").start()
    facts_path, process = simulator.state_dir / "simulator.json", simulator._process
    assert process is not None
    facts = json.loads(facts_path.read_text("utf-8"))
    assert facts_path.stat().st_mode & 0o777 == 0o600
    assert simulator.env_file.stat().st_mode & 0o777 == 0o600
    exports = dict(
        word.partition("=")[::2] for word in shlex.split(simulator.env_file.read_text("utf-8")) if word != "export"
    )
    assert exports == simulator.environment()
    assert exports["VEEAM_VBR_PASSWORD"] == facts["vbr"]["password"]
    assert set("&+%=") <= set(facts["vbr"]["password"])
    assert not facts["vbr"]["password"].isascii()
    assert simulator.exit_status is None
    # As somebody ends it who takes its id from that file.
    os.kill(facts["pid"], signal.SIGTERM)
    process.wait(30)
    assert simulator.exit_status == 0
    simulator.stop()
    assert not facts_path.exists()
    assert not simulator.env_file.exists()


def test_a_wrong_product_is_an_error_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SimulatorError, match="vmware"):
        Simulator(products=("vmware",), state_dir=tmp_path).start()
