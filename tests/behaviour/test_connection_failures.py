# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that is not there, not trusted, or does not let in: one clear message, and nothing done."""

from __future__ import annotations

import socket

import pytest

from support.examples import own_tasks
from support.modules import declaration, module_names
from support.running import Controller

# A module that reads once, and one that would change something.
READ, WRITE = "veeam_repository_info", "veeam_repository"
ABSENT = {"name": "NFS Share 01", "state": "absent"}
NO_RETRIES = {"retries": 0}


@pytest.fixture
def closed_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def says(result, *parts):
    for part in parts:
        assert part in result["msg"], result["msg"]


@pytest.mark.parametrize("module", module_names())
def test_a_closed_port(controller, closed_port, module):
    (arguments, *_others) = [arguments for _title, name, arguments in own_tasks(module) if name == module]
    result = controller.fail(module, {**arguments, **NO_RETRIES, "url": f"https://127.0.0.1:{closed_port}"})
    port = str(declaration(module).product.port)
    says(result, f"https://127.0.0.1:{closed_port} was not reached", "refused", "Check url", port)
    assert result["error"]["kind"] == "ConnectionFailed"
    assert result["msg"].count("\n") == 0


def test_a_host_that_does_not_exist(controller):
    result = controller.fail(READ, {**NO_RETRIES, "url": "nowhere.invalid"})
    says(result, "https://nowhere.invalid:9419 was not reached", "Check url")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://veeam.example.com/api/v1", "holds a path"),
        ("ftp://veeam.example.com", "is not the address of a server"),
        ("https://user:hidden@veeam.example.com", "holds an account"),
        ("https://[::1", "is not the address of a server"),
        ("http://veeam.example.com", "without encryption"),
        ("", "VEEAM_VBR_URL"),
    ],
)
def test_an_address_that_is_none(controller, url, words):
    result = controller.fail(READ, {"url": url})
    says(result, words)
    assert "hidden" not in str(result)
    assert result["error"]["kind"] == "InvalidOption"


def test_a_port_that_speaks_no_tls(controller):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        result = controller.fail(READ, {**NO_RETRIES, "timeout": 1, "url": f"https://127.0.0.1:{port}"})
    says(result, f"https://127.0.0.1:{port}")
    assert result["error"]["kind"] == "ConnectionFailed"


def test_a_certificate_that_is_not_trusted(controller):
    start = controller.simulator.mark()
    result = controller.fail(WRITE, {**ABSENT, "ca_path": None})
    says(result, "No trusted TLS connection", controller.simulator.vbr.url, "certificate verify failed", "ca_path")
    assert result["error"]["kind"] == "CertificateRefused"
    # Not even a login was sent.
    assert controller.simulator.requests(start) == []


@pytest.mark.parametrize("module", [READ, "veeam_azure_session_info"])
def test_a_fresh_installation_is_reached_by_the_fingerprint_that_the_first_message_shows(controller, module):
    server = controller.simulator.azure if "azure" in module else controller.simulator.vbr
    fresh = {"url": server.self_signed_url, "ca_path": None}
    start = controller.simulator.mark()
    result = controller.fail(module, fresh)
    says(result, "certificate verify failed", "certificate_fingerprint", "certifi")
    assert controller.simulator.requests(start) == []
    for kind in ("fingerprint_sha256", "fingerprint_sha1"):
        shown = result["error"][kind]
        says(result, shown)
        controller.succeed(module, {**fresh, "certificate_fingerprint": shown})
    # Neither the name nor the authority could be checked.
    says(
        controller.fail(module, {"url": server.self_signed_url}),
        "certificate verify failed",
        f"ca_path={server.ca_path}",
    )
    start = controller.simulator.mark()
    result = controller.fail(module, {**fresh, "certificate_fingerprint": "ab" * 32})
    says(result, "is not the one that certificate_fingerprint names", shown)
    assert controller.simulator.requests(start) == []


def test_a_certificate_made_out_to_another_name(controller):
    # Another way to write the same address, which the certificate does not name.
    port = controller.simulator.vbr.url.rsplit(":", 1)[1]
    start = controller.simulator.mark()
    result = controller.fail(READ, {"url": f"https://127.1:{port}", **NO_RETRIES})
    says(result, "No trusted TLS connection", "127.1", "Hostname mismatch", "made out to")
    assert result["error"]["kind"] == "CertificateRefused"
    assert controller.simulator.requests(start) == []


def test_a_ca_file_that_does_not_exist(controller):
    result = controller.fail(READ, {"ca_path": "/no/such/ca.pem"})
    says(result, "/no/such/ca.pem", "ca_path")
    assert result["error"]["kind"] == "CertificateRefused"


def test_without_verification_it_works_and_nobody_complains(controller, recwarn):
    assert controller.succeed(READ, {"ca_path": None, "validate_certs": False})["repositories"]
    assert [str(one.message) for one in recwarn] == []


@pytest.mark.parametrize("password", ["wrong", "Rehearse&Restore+100%=securite", "Rehearse"])
def test_a_wrong_password(controller, password):
    start = controller.simulator.mark()
    result = controller.fail(WRITE, {**ABSENT, "password": password})
    says(result, "rejected the login of 'administrator'", "401", "username and password", "multi-factor")
    assert result["error"]["kind"] == "AuthenticationFailed"
    assert password not in str(result["error"])
    assert controller.logins(start) == 1
    assert controller.writes(start) == []


def test_six_hosts_with_a_wrong_password_do_not_lock_the_account(controller):
    start = controller.simulator.mark()
    first, *others = [controller.fail(READ, {"password": "wrong"}) for _host in range(6)]
    says(first, "rejected the login of 'administrator'", "401", "Authentication failed")
    for result in others:
        says(result, "Authentication failed", "was not tried again")
        assert result["error"] == first["error"]
    assert controller.logins(start) == 1
    assert controller.succeed(READ, {})["repositories"]


def test_a_token_that_a_refresh_would_give_is_not_needed(controller):
    # With that, this server refuses everything with 403.
    controller.succeed(READ, {})
    controller.simulator.advance(1000)
    start = controller.simulator.mark()
    assert controller.succeed(READ, {})["repositories"]
    assert controller.logins(start) == 1


def test_tokens_with_a_short_life_do(controller):
    controller.simulator.settings(token_lifetime=2)
    start = controller.simulator.mark()
    for _task in range(20):
        assert controller.succeed(READ, {})["repositories"]
        controller.simulator.advance(0.6)
    assert 401 not in [request["status"] for request in controller.simulator.requests(start)]


@pytest.mark.parametrize(("status", "words"), [(503, "Nobody can log in"), (404, "no login"), (500, "services run")])
def test_a_login_that_fails_names_the_server(controller, status, words):
    controller.simulator.faults(
        {"match": {"template": "/api/oauth2/token"}, "times": None, "fault": {"kind": "status", "status": status}}
    )
    says(controller.fail(READ, NO_RETRIES), controller.simulator.vbr.url, str(status), words)


def test_the_address_of_another_product(unrecorded, tmp_path):
    # The documents of the servers that get these requests do not have them.
    unrecorded.hold_clock()
    unrecorded.reset()
    controller = Controller(unrecorded, tmp_path)
    here = {product: getattr(controller.simulator, product).url for product in ("vbr", "azure", "m365")}
    start = controller.simulator.mark()
    for module, url in (
        (READ, here["azure"]),
        (READ, here["m365"]),
        ("veeam_azure_session_info", here["vbr"]),
        ("veeam_azure_session_info", here["m365"]),
    ):
        says(controller.fail(module, {"url": url}), url, "another product", "port")
    assert controller.writes(start) == []


def test_the_right_password_with_every_awkward_character(controller):
    assert {"&", "+", "%", "=", "é"} <= set(controller.simulator.vbr.password)
    assert controller.succeed(READ, {})["repositories"]


def test_an_account_with_a_second_factor(controller):
    controller.simulator.settings(mfa=True)
    says(controller.fail(READ, {}), "ulti-factor", "cannot log in to the REST API")


@pytest.mark.parametrize(
    "arguments", [ABSENT, {"name": "NFS Share 01", "description": "changed"}], ids=["absent", "changed"]
)
def test_a_user_who_may_only_read(controller, arguments):
    viewer = {
        "username": controller.simulator.vbr.viewer_username,
        "password": controller.simulator.vbr.viewer_password,
    }
    before = controller.succeed(READ, {"name": "NFS Share 01"})["repositories"]
    result = controller.fail(WRITE, {**arguments, **viewer})
    says(result, "403", "AccessDenied", "lacks the role", "Veeam Backup & Replication")
    assert result["error"]["status"] == 403
    assert controller.succeed(READ, {"name": "NFS Share 01"})["repositories"] == before
    # The same account can see what would change.
    assert controller.succeed(WRITE, {**arguments, **viewer}, check=True)["changed"]


def test_a_revision_the_server_does_not_speak(controller):
    controller.simulator.settings(build_version="12.3.2.3617")
    result = controller.fail(READ, {"api_version": "1.3-rev1"})
    says(result, "does not support api_version 1.3-rev1", "Unsupported RESTAPI version", "v1.2-rev1", "Set api_version")
    assert "password" not in result["msg"]
    assert result["error"]["kind"] == "InvalidOption"
    assert controller.succeed(READ, {"api_version": "1.2-rev1"})["repositories"]


def test_a_token_that_does_not_exist(controller):
    arguments = {"access_token": "made-up-token", "username": None, "password": None}
    start = controller.simulator.mark()
    result = controller.fail(WRITE, {**ABSENT, **arguments})
    says(result, "does not accept the access_token", "Log in again")
    assert "made-up-token" not in str(result)
    assert controller.logins(start) == 0


def test_a_token_of_the_playbook_is_used_and_not_ended(controller):
    token = controller.succeed("veeam_login", {})["access_token"]
    mine = {"access_token": token, "username": None, "password": None}
    start = controller.simulator.mark()
    for _unused in range(2):
        assert controller.succeed(READ, mine)["repositories"]
    assert controller.logins(start) == 0
    assert controller.succeed("veeam_logout", mine)["changed"]
    says(controller.fail(READ, mine), "does not accept the access_token")
    assert not controller.succeed("veeam_logout", mine)["changed"]


def test_a_token_that_ends_in_the_middle_is_renewed(controller):
    controller.succeed(READ, {})
    start = controller.simulator.mark()
    controller.simulator.faults(
        {"match": {"method": "PUT"}, "fault": {"kind": "expire_token"}},
    )
    result = controller.succeed(WRITE, {"name": "NFS Share 01", "description": "changed"})
    assert result["changed"]
    puts = [one for one in controller.simulator.requests(start) if one["method"] == "PUT"]
    assert [one["status"] for one in puts] == [401, 201]
    assert controller.logins(start) == 1


def test_the_token_of_a_run_that_was_ended_elsewhere_is_renewed(controller):
    controller.succeed(READ, {})
    controller.simulator.faults({"match": {"method": "GET"}, "fault": {"kind": "expire_token"}})
    assert controller.succeed(READ, {})["repositories"]
