# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of a server: login, renewal of the token, logout, and what is never shown."""

from __future__ import annotations

import json
import weakref

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
    AuthenticationFailed,
    ConnectionFailed,
    InvalidOption,
)
from ansible_collections.opendr.veeam.plugins.module_utils.http import client as client_file
from ansible_collections.opendr.veeam.plugins.module_utils.http.login import LONGEST_LIFETIME
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import EXPIRY_MARGIN
from support.clients import TokenServer, client_of
from support.fakes import Answer, connection


def grants(client):
    return [request["form"].get("grant_type") for request in client._transport.sent if request["form"]]


def test_one_login_for_many_requests(clock):
    client = client_of(clock, TokenServer())
    client.get("/a")
    client.write("PUT", "/b", {"x": 1}, {"force": True})
    assert grants(client) == ["password"]
    login, read, write = client._transport.sent
    assert login["form"] == {"grant_type": "password", "username": "administrator", "password": "A&b+c%d=é"}
    assert (login["path"], login["repeatable"], login["token"]) == ("/api/oauth2/token", True, None)
    assert (read["method"], read["path"], read["token"], read["repeatable"]) == ("GET", "/api/v1/a", "access-1", True)
    assert (write["json"], write["query"], write["repeatable"]) == ({"x": 1}, {"force": True}, False)
    assert read["headers"] == {"x-api-version": "1.3-rev1"}


def test_a_token_about_to_end_is_replaced_by_the_account(clock):
    client = client_of(clock, TokenServer())
    client.get("/a")
    clock.time += 900 - EXPIRY_MARGIN - 1
    client.get("/b")
    assert grants(client) == ["password"]
    clock.time += 2
    # With the token of a refresh, this server would respond with 403.
    client.get("/c")
    assert grants(client) == ["password", "password"]
    assert client._transport.sent[-1]["token"] == "access-2"


@pytest.mark.parametrize(("lifetime", "used"), [(900, 870), (90, 60), (60, 30), (20, 10), (2, 1)])
def test_half_the_life_of_a_short_token_is_used(clock, lifetime, used):
    client = client_of(clock, TokenServer(lifetime=lifetime))
    start = clock.time
    client.get("/a")
    clock.time = start + used - 0.1
    client.get("/b")
    assert len(grants(client)) == 1
    clock.time = start + used
    client.get("/c")
    assert len(grants(client)) == 2


@pytest.mark.parametrize("expires_in", [None, "", "soon", "nan", "inf", -5, 0, [], {}, "1e999"])
def test_a_lifetime_that_makes_no_sense_is_short(clock, expires_in):
    server = TokenServer()
    server.lifetime = expires_in
    client = client_of(clock, server)
    start = clock.time
    assert start < client.token().expires <= start + LONGEST_LIFETIME


def test_a_token_the_server_ended_is_replaced_and_the_request_sent_again(clock):
    server = TokenServer()
    client = client_of(clock, server)
    client.get("/a")
    server.valid.clear()
    assert client.write("PUT", "/b", {"x": 1}) == {"asked": "/api/v1/b"}
    assert grants(client) == ["password", "password"]
    assert [request["token"] for request in client._transport.sent if request["method"] == "PUT"] == [
        "access-1",
        "access-2",
    ]


def test_a_token_that_ends_on_the_way_twice_is_replaced_twice(clock):
    server = TokenServer(Answer(401), Answer(401), Answer(200, {"done": True}), lifetime=2)
    client = client_of(clock, server)
    assert client.get("/a") == {"done": True}
    assert grants(client) == ["password"] * 3


def test_a_server_that_accepts_no_token_at_all_is_an_error_after_two_more_tries(clock):
    server = TokenServer()
    client = client_of(clock, lambda request: server(request) if request["form"] else Answer(401, {"message": "no"}))
    with pytest.raises(ApiError, match="401.*access token"):
        client.get("/a")
    assert len([request for request in client._transport.sent if request["path"] == "/api/v1/a"]) == 3
    assert grants(client) == ["password"] * 3


def test_a_fork_takes_the_token_that_another_replaced(clock, tmp_path):
    server = TokenServer()
    first = client_of(clock, server, RunTokens(str(tmp_path), connection()))
    second = client_of(clock, server, RunTokens(str(tmp_path), connection()))
    first.get("/a")
    second.get("/a")
    server.valid.clear()
    first.get("/b")
    stale = second._login._tokens.load()
    assert stale.access == "access-2"
    # The second fork had read the old token before the first replaced it.
    assert second._login.access_token_instead_of("access-1", "") == "access-2"
    assert server.issued == 2


def test_a_given_token_is_used_and_neither_renewed_nor_ended(clock):
    server = TokenServer()
    server.valid.add("given")
    client = client_of(clock, server, access_token="given")
    client.get("/a")
    client.close()
    assert [request["token"] for request in client._transport.sent] == ["given"]


def test_a_given_token_that_ended_is_said_so(clock):
    client = client_of(clock, TokenServer(), access_token="given-token")
    with pytest.raises(AuthenticationFailed) as error:
        client.get("/a")
    for part in ("access_token", "no such token", "Log in again"):
        assert part in error.value.message
    assert "given-token" not in json.dumps([error.value.message, error.value.facts])
    assert len(client._transport.sent) == 1


def test_a_refused_login_says_what_to_look_at_and_no_password(clock):
    client = client_of(clock, lambda request: Answer(401, {"errorCode": "AccessDenied", "message": "wrong."}))
    with pytest.raises(AuthenticationFailed) as error:
        client.get("/a")
    for part in (
        "'administrator'",
        "401",
        "wrong",
        "username and password",
        "role",
        "multi-factor",
        "api_version 1.3-rev1",
    ):
        assert part in error.value.message
    assert error.value.facts["error_code"] == "AccessDenied"
    assert connection().password not in json.dumps([error.value.message, error.value.facts], ensure_ascii=False)
    assert len(client._transport.sent) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"access_token": "half-a-tok',
        "<html>half-a-tok</html>",
        '"half-a-tok"',
        '{"refresh_token": "half-a-tok"}',
        '{"access_token": ["half-a-tok"]}',
        '{"access_token": {"half-a-tok": 1}}',
        '{"access_token": "half-a-tok\\r\\nX-Header: 1"}',
        '{"access_token": "half-a-tok\\u00e9"}',
        '{"access_token": " half-a-tok "}',
        '{"access_token": 5}',
        "null",
        "[" * 100_000,
    ],
    ids=range(12),
)
def test_a_login_that_brings_no_token_is_never_quoted(clock, text):
    client = client_of(clock, lambda request: Answer(200, text=text))
    with pytest.raises(AuthenticationFailed, match="no access token") as error:
        client.get("/a")
    assert "half-a-tok" not in json.dumps([error.value.message, error.value.facts])


@pytest.mark.parametrize("key", ["mfa_token", "mfaToken"])
def test_the_message_for_an_account_with_a_second_factor_says_so(clock, key):
    client = client_of(clock, lambda request: Answer(200, {key: "m"}))
    with pytest.raises(AuthenticationFailed, match="multi-factor"):
        client.get("/a")


WORDS = (
    "Unsupported RESTAPI version. The following versions are supported: v1.0-rev1, v1.0-rev2, v1.1-rev0, v1.1-rev1, "
    "v1.1-rev2"
)


@pytest.mark.parametrize("code", ["BadRequest", "NotImplemented"])
def test_a_revision_that_the_server_does_not_support_is_no_matter_of_the_account(clock, tmp_path, code):
    client = client_of(
        clock,
        lambda request: Answer(400, {"errorCode": code, "message": WORDS}),
        RunTokens(str(tmp_path), connection()),
    )
    for _unused in range(2):
        with pytest.raises(InvalidOption) as error:
            client.get("/a")
        for part in ("does not support api_version 1.3-rev1", "v1.1-rev1, v1.1-rev2", "Set api_version"):
            assert part in error.value.message
        assert "password" not in error.value.message
    assert len(client._transport.sent) == 2


@pytest.mark.parametrize(
    ("status", "parts"),
    [
        (400, ("another product", "9419")),
        (404, ("There is no login of Veeam Backup & Replication", "another product", "9419")),
        (405, ("another product",)),
        (429, ("too many logins", "later")),
        (503, ("Nobody can log in", "services run")),
        (500, ("Nobody can log in",)),
    ],
)
def test_a_login_that_fails_names_the_server_and_what_to_look_at(clock, status, parts):
    with pytest.raises((ApiError, AuthenticationFailed)) as error:
        client_of(clock, lambda request: Answer(status, text="<html>x</html>")).get("/a")
    for part in (*parts, connection().url, str(status)):
        assert part in error.value.message


def test_a_rejected_login_is_tried_once_in_a_run(clock, tmp_path):
    attempts = []

    def serve(request):
        attempts.append(request)
        return Answer(401, {"errorCode": "AccessDenied", "message": "Authentication failed"})

    messages = []
    for _host in range(6):
        with pytest.raises(AuthenticationFailed) as error:
            client_of(clock, serve, RunTokens(str(tmp_path), connection())).get("/a")
        messages.append(error.value.message)
        assert error.value.facts["error_code"] == "AccessDenied"
        assert connection().password not in json.dumps([error.value.message, error.value.facts], ensure_ascii=False)
    assert len(attempts) == 1
    assert "not tried again" not in messages[0]
    assert all("rejected earlier in this run and was not tried again" in message for message in messages[1:])
    with pytest.raises(AuthenticationFailed):
        client_of(clock, serve, RunTokens(str(tmp_path), connection(password="other")), password="other").get("/a")
    assert len(attempts) == 2, "another password is another login"


def test_a_server_that_is_busy_is_asked_again_in_the_same_run(clock, tmp_path):
    for _host in range(2):
        client = client_of(clock, lambda request: Answer(503), RunTokens(str(tmp_path), connection()))
        with pytest.raises(ApiError):
            client.get("/a")
        assert len(client._transport.sent) == 1


def test_a_login_that_is_redirected_names_the_target(clock):
    client = client_of(clock, lambda request: Answer(301, text="", Location="https://elsewhere.example.com/"))
    with pytest.raises(ApiError, match="https://elsewhere.example.com/"):
        client.get("/a")


def test_a_server_error_to_a_login_is_not_called_a_refusal(clock):
    client = client_of(clock, lambda request: Answer(500, {"message": "down"}))
    with pytest.raises(ApiError, match="POST /api/oauth2/token was answered with 500: down"):
        client.get("/a")


def test_a_task_logs_out_of_what_it_logged_in_to(clock):
    client = client_of(clock, TokenServer())
    client.get("/a")
    client.close()
    assert (client._transport.sent[-1]["method"], client._transport.sent[-1]["path"]) == ("POST", "/api/oauth2/logout")
    assert client._transport.sent[-1]["token"] == "access-1"
    assert client._transport.closed


def test_a_task_that_never_logged_in_does_not_log_out(clock):
    client = client_of(clock, TokenServer())
    client.close()
    assert client._transport.sent == []


def test_a_run_keeps_its_token(clock, tmp_path):
    client = client_of(clock, TokenServer(), RunTokens(str(tmp_path), connection()))
    client.get("/a")
    client.close()
    assert client._transport.sent[-1]["path"] == "/api/v1/a"


@pytest.mark.parametrize("outcome", [Answer(500, {"message": "x"}), ConnectionFailed("gone")])
def test_a_logout_that_fails_does_not_spoil_the_task(clock, outcome):
    server = TokenServer()

    def serve(request):
        if "logout" in request["path"]:
            if isinstance(outcome, Exception):
                raise outcome
            return outcome
        return server(request)

    client = client_of(clock, serve)
    client.get("/a")
    client.close()
    assert client._transport.closed


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=list(PRODUCTS))
def test_every_product_logs_in_and_out_at_its_own_place(clock, product):
    server = TokenServer()
    client = client_of(clock, server, product=product, revision=product.default_revision)
    client.get("/a")
    client.logout()
    login, read, logout = client._transport.sent
    assert login["path"] == product.token_path(product.default_revision)
    assert read["path"] == product.prefix(product.default_revision) + "/a"
    assert (logout["method"], logout["path"]) == product.logout(product.default_revision)


@pytest.mark.parametrize(("name", "grant"), [("vbr", "password"), ("azure", "Password"), ("m365", "password")])
def test_a_login_sends_what_an_account_is_and_nothing_that_has_a_default(clock, name, grant):
    client = client_of(clock, TokenServer(), product=PRODUCTS[name], revision=PRODUCTS[name].default_revision)
    client.get("/a")
    (form,) = [request["form"] for request in client._transport.sent if request["form"]]
    assert form == {"grant_type": grant, "username": "administrator", "password": "A&b+c%d=é"}


def test_secrets_are_known_so_that_they_can_be_hidden(clock):
    client = client_of(clock, TokenServer())
    client.get("/a")
    clock.time += 1000
    client.get("/a")
    assert client.secrets == {"A&b+c%d=é", "access-1", "refresh-1", "access-2", "refresh-2"}
    assert client_of(clock, TokenServer(), access_token="given").secrets == {"A&b+c%d=é", "given"}


def test_secrets_of_a_shared_token_are_known_too(clock, tmp_path):
    server = TokenServer()
    client_of(clock, server, RunTokens(str(tmp_path), connection())).get("/a")
    other = client_of(clock, server, RunTokens(str(tmp_path), connection()))
    other.get("/a")
    assert "access-1" in other.secrets


def test_the_clock_of_the_server(clock):
    client = client_of(clock, TokenServer(Answer(200, {}, Date="Thu, 15 Jan 2026 12:00:00 GMT"), Answer(200, {})))
    assert client.server_time is None
    client.get("/a")
    client.get("/a")
    assert client.server_time is not None
    assert client.server_time.isoformat() == "2026-01-15T12:00:00+00:00"


@pytest.mark.parametrize("text", ["null", "", "5", '"x"', "[]", "true"])
def test_what_is_no_object_is_a_clear_error(clock, text):
    client = client_of(clock, TokenServer(Answer(200, text=text)))
    with pytest.raises(ApiError, match="GET /api/v1/a was answered with 200: .* in place of an object"):
        client.find("/a")


def test_the_bytes_of_a_response_are_gone_when_its_objects_come(clock, monkeypatch):
    """A page may have tens of megabytes."""
    page = Answer(200, {"id": "1"})
    known = weakref.ref(page)
    client = client_of(clock, TokenServer(page))
    del page
    decode, held = client_file.body_of, []

    def decoded(*given, **named):
        held.append(known())
        return decode(*given, **named)

    monkeypatch.setattr(client_file, "body_of", decoded)
    assert client.find("/a") == {"id": "1"}
    assert held == [None]


def test_what_is_nested_too_deeply_is_no_json(clock):
    client = client_of(clock, TokenServer(Answer(200, text="[" * 100_000), Answer(500, text="[" * 100_000)))
    for words in ("not JSON", "500"):
        with pytest.raises(ApiError, match=words):
            client.get("/a")


def test_what_is_not_there_is_none_and_what_fails_is_not(clock):
    client = client_of(clock, TokenServer(Answer(404, {"errorCode": "NotFound", "message": "x"}), Answer(500, {})))
    assert client.find("/a") is None
    with pytest.raises(ApiError):
        client.find("/a")
