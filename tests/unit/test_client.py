# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation with a server: tokens, pages, and what is never told."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
    AuthenticationFailed,
    ConnectionFailed,
    ResponseLost,
)
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.login import EXPIRY_MARGIN
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import TaskTokens
from ansible_collections.opendr.veeam.plugins.module_utils.m365.product import M365
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.plugin_utils.products import PRODUCTS
from support.fakes import Answer, FakeTransport, connection


class TokenServer:
    """Issues numbered tokens; a refresh token works once; ``answers`` come first, then whatever is asked is fine."""

    def __init__(self, *responses, lifetime=900):
        self.responses = list(responses)
        self.lifetime = lifetime
        self.issued = 0
        self.refreshable = set()
        self.refuse_refresh = False
        self.valid = set()
        self.lost_refresh = False

    def __call__(self, request):
        if request["path"].endswith("/token") and request["method"] == "POST":
            return self._token(request["form"])
        if request["token"] not in self.valid:
            return Answer(401, {"errorCode": "InvalidToken", "message": "no such token"})
        return self.responses.pop(0) if self.responses else Answer(200, {"asked": request["path"]})

    def _token(self, form):
        if form["grant_type"].lower() == "refresh_token":
            if self.lost_refresh:
                raise ResponseLost("lost")
            if self.refuse_refresh or form["refresh_token"] not in self.refreshable:
                return Answer(401, {"errorCode": "InvalidToken", "message": "used before"})
            self.refreshable.discard(form["refresh_token"])
        self.issued += 1
        self.valid.add(f"access-{self.issued}")
        self.refreshable.add(f"refresh-{self.issued}")
        return Answer(
            200,
            {
                "access_token": f"access-{self.issued}",
                "refresh_token": f"refresh-{self.issued}",
                "expires_in": self.lifetime,
            },
        )


def client_of(clock, serve, tokens=None, **settings):
    return Client(connection(**settings), tokens or TaskTokens(), clock, "test", FakeTransport(serve))


def grants(client):
    return [one["form"].get("grant_type") for one in client._transport.sent if one["form"]]


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


def test_a_token_about_to_end_is_renewed_with_its_refresh_token(clock):
    client = client_of(clock, TokenServer())
    client.get("/a")
    clock.time += 900 - EXPIRY_MARGIN - 1
    client.get("/b")
    assert grants(client) == ["password"]
    clock.time += 2
    client.get("/c")
    assert grants(client) == ["password", "refresh_token"]
    assert client._transport.sent[-1]["token"] == "access-2"


def test_a_refresh_is_not_sent_again_by_the_transport_for_it_works_once(clock):
    client = client_of(clock, TokenServer())
    client.get("/a")
    clock.time += 1000
    client.get("/b")
    refresh = next(one for one in client._transport.sent if one["form"].get("grant_type") == "refresh_token")
    assert refresh["repeatable"] is False


def test_each_refresh_token_is_used_once(clock):
    server = TokenServer()
    client = client_of(clock, server)
    for _unused in range(4):
        client.get("/a")
        clock.time += 1000
    used = [one["form"]["refresh_token"] for one in client._transport.sent if "refresh_token" in one["form"]]
    assert used == ["refresh-1", "refresh-2", "refresh-3"]


@pytest.mark.parametrize("fault", ["refused", "lost"])
def test_where_a_refresh_fails_the_account_logs_in_once(clock, fault):
    server = TokenServer()
    client = client_of(clock, server)
    client.get("/a")
    server.refuse_refresh, server.lost_refresh = fault == "refused", fault == "lost"
    clock.time += 1000
    client.get("/b")
    assert grants(client) == ["password", "refresh_token", "password"]


def test_a_token_the_server_ended_is_renewed_and_the_request_sent_again(clock):
    server = TokenServer()
    client = client_of(clock, server)
    client.get("/a")
    server.valid.clear()
    assert client.write("PUT", "/b", {"x": 1}) == {"asked": "/api/v1/b"}
    assert grants(client) == ["password", "refresh_token"]
    assert [one["token"] for one in client._transport.sent if one["method"] == "PUT"] == ["access-1", "access-2"]


def test_a_server_that_accepts_no_token_at_all_is_an_error_after_one_more_try(clock):
    server = TokenServer()
    client = client_of(clock, lambda request: server(request) if request["form"] else Answer(401, {"message": "no"}))
    with pytest.raises(ApiError, match="401.*access token"):
        client.get("/a")
    assert len([one for one in client._transport.sent if one["path"] == "/api/v1/a"]) == 2
    assert grants(client) == ["password", "refresh_token"]


def test_a_fork_takes_the_token_that_another_renewed(clock, tmp_path):
    server = TokenServer()
    first = client_of(clock, server, RunTokens(str(tmp_path), connection()))
    second = client_of(clock, server, RunTokens(str(tmp_path), connection()))
    first.get("/a")
    second.get("/a")
    server.valid.clear()
    first.get("/b")
    stale = second._login._tokens.load()
    assert stale.access == "access-2"
    # The second fork had read the old token before the first renewed it.
    assert second._login.access_token_instead_of("access-1", "") == "access-2"
    assert server.issued == 2


def test_a_given_token_is_used_and_neither_renewed_nor_ended(clock):
    server = TokenServer()
    server.valid.add("given")
    client = client_of(clock, server, access_token="given")
    client.get("/a")
    client.close()
    assert [one["token"] for one in client._transport.sent] == ["given"]


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
    ['{"access_token": "half-a-tok', "<html>half-a-tok</html>", '"half-a-tok"', '{"refresh_token": "half-a-tok"}'],
)
def test_a_login_that_brings_no_token_is_never_quoted(clock, text):
    client = client_of(clock, lambda request: Answer(200, text=text))
    with pytest.raises(AuthenticationFailed, match="no access token") as error:
        client.get("/a")
    assert "half-a-tok" not in json.dumps([error.value.message, error.value.facts])


@pytest.mark.parametrize("key", ["mfa_token", "mfaToken"])
def test_an_account_with_a_second_factor_is_told_so(clock, key):
    client = client_of(clock, lambda request: Answer(200, {key: "m"}))
    with pytest.raises(AuthenticationFailed, match="multi-factor"):
        client.get("/a")


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


def test_azure_has_capital_letters_in_its_grant_types(clock):
    client = client_of(clock, TokenServer(), product=AZURE)
    client.get("/a")
    clock.time += 1000
    client.get("/a")
    assert grants(client) == ["Password", "Refresh_token"]


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
    assert {"access-1", "refresh-1"} <= other.secrets


def test_the_clock_of_the_server(clock):
    client = client_of(clock, TokenServer(Answer(200, {}, Date="Thu, 15 Jan 2026 12:00:00 GMT"), Answer(200, {})))
    assert client.server_time is None
    client.get("/a")
    client.get("/a")
    assert client.server_time is not None
    assert client.server_time.isoformat() == "2026-01-15T12:00:00+00:00"


def test_what_is_not_there_is_none_and_what_fails_is_not(clock):
    client = client_of(clock, TokenServer(Answer(404, {"errorCode": "NotFound", "message": "x"}), Answer(500, {})))
    assert client.find("/a") is None
    with pytest.raises(ApiError):
        client.find("/a")


# --- Pages ---


def paged(page, clamp=500):
    """A server of 1203 objects that hands out at most ``clamp`` at a time, in the form of ``page``."""
    objects = [{"id": number} for number in range(1203)]

    def serve(request):
        if request["path"].endswith("/token"):
            return Answer(200, {"access_token": "t", "expires_in": 900})
        query = {key.lower(): value for key, value in request["query"].items()}
        start = query.get("skip", query.get("offset"))
        cut = objects[start : start + min(query["limit"], clamp)]
        return Answer(200, page(cut, start + len(cut) < len(objects)))

    return serve


PAGES = {
    "vbr": (VBR, lambda cut, more: {"data": cut, "pagination": {"total": 1203}}),
    "vbr without total": (VBR, lambda cut, more: {"data": cut}),
    "azure": (AZURE, lambda cut, more: {"results": cut, "totalCount": 1203}),
    "azure, total null": (AZURE, lambda cut, more: {"results": cut, "totalCount": None}),
    "m365": (M365, lambda cut, more: {"results": cut, "_links": {"self": {}, **({"next": {}} if more else {})}}),
    "m365 without links": (M365, lambda cut, more: {"results": cut}),
}


@pytest.mark.parametrize("clamp", [500, 200, 7])
@pytest.mark.parametrize("kind", PAGES)
def test_every_list_is_read_to_its_end(clock, kind, clamp):
    product, page = PAGES[kind]
    client = client_of(clock, paged(page, clamp), product=product, revision=product.default_revision)
    assert [one["id"] for one in client.pages("/things", {"nameFilter": "x"})] == list(range(1203))
    reads = [one for one in client._transport.sent if one["method"] == "GET"]
    assert all(one["query"]["nameFilter"] == "x" for one in reads)
    # One request more where the server does not tell how many there are.
    needed = -(-1203 // clamp)
    assert len(reads) == needed + (kind in ("vbr without total", "azure, total null", "m365 without links"))


def test_a_list_is_read_as_far_as_it_is_used(clock):
    client = client_of(clock, paged(PAGES["vbr"][1]))
    assert next(client.pages("/things"))["id"] == 0
    assert len([one for one in client._transport.sent if one["method"] == "GET"]) == 1


@pytest.mark.parametrize("body", [{"data": [], "pagination": {"total": 0}}, {"data": None}, {}])
def test_an_empty_list(clock, body):
    client = client_of(clock, TokenServer(Answer(200, body)))
    assert list(client.pages("/things")) == []


def test_a_list_without_pages(clock):
    client = client_of(clock, TokenServer(Answer(200, [{"id": 1}, {"id": 2}])))
    assert [one["id"] for one in client.pages("/things")] == [1, 2]


def test_a_total_that_is_too_high_does_not_read_for_ever(clock):
    client = client_of(
        clock,
        TokenServer(
            Answer(200, {"data": [{"id": 1}], "pagination": {"total": 5}}),
            Answer(200, {"data": [], "pagination": {"total": 5}}),
        ),
    )
    assert len(list(client.pages("/things"))) == 1


# --- Reads by POST, files, and answers that come later ---

OPERATION = {"id": "77777777-0000-4000-8000-000000000007", "startTime": "2026-01-15T12:00:00Z"}


def test_a_read_by_post_may_be_repeated_and_has_its_pages_in_the_query(clock):
    pages = [
        Answer(200, {"results": [{"name": "a"}], "totalCount": 2}),
        Answer(200, {"results": [{"name": "b"}], "totalCount": 2}),
    ]
    client = client_of(clock, TokenServer(*pages), product=AZURE)
    assert [one["name"] for one in client.pages("/flr/1/browse", post_body={"path": "/"})] == ["a", "b"]
    first, second = client._transport.sent[1:]
    assert (first["method"], first["repeatable"], first["json"]) == ("POST", True, {"path": "/"})
    assert (first["query"], second["query"]) == ({"Offset": 0, "Limit": 500}, {"Offset": 1, "Limit": 500})


def test_a_list_whose_parameters_have_a_small_initial(clock):
    client = client_of(clock, TokenServer(Answer(200, {"results": []})), product=AZURE)
    assert list(client.pages("/cloudInfrastructure/storageAccounts")) == []
    assert client._transport.sent[-1]["query"] == {"offset": 0, "limit": 500}


def test_a_list_that_names_no_total_is_read_to_its_end(clock):
    pages = [
        Answer(200, {"results": [{"n": 1}, {"n": 2}], "totalCount": None}),
        Answer(200, {"results": [], "totalCount": None}),
    ]
    client = client_of(clock, TokenServer(*pages), product=AZURE)
    assert len(list(client.pages("/repositories"))) == 2


def test_a_file_is_asked_for_in_its_media_type(clock):
    client = client_of(clock, TokenServer(Answer(200, text="Name;Status")), product=AZURE)
    assert client.download("/repositories/export", {"tier": ["Hot"]}, "text/csv") == b"Name;Status"
    assert client._transport.sent[-1]["headers"]["Accept"] == "text/csv"
    refused = client_of(clock, TokenServer(Answer(403, {"title": "Forbidden"})), product=AZURE)
    with pytest.raises(ApiError, match="POST /api/v8/repositories/export was answered with 403"):
        refused.download("/repositories/export", {}, "text/csv")


def later(status, **more):
    return Answer(200, {**OPERATION, "status": status, **more})


def test_an_answer_that_comes_later_is_waited_for(clock):
    responses = [Answer(202, {**OPERATION, "status": "Running"}), later("Running"), later("Success", result=True)]
    client = client_of(clock, TokenServer(*responses), product=AZURE)
    assert client.post_read("/repositories/1/checkPassword", "secret") is True
    asked = [one["path"] for one in client._transport.sent[1:]]
    assert asked[1:] == ["/api/v8/operations/" + OPERATION["id"]] * 2


def test_a_page_that_comes_later_is_a_page(clock):
    page = {"results": [{"n": 1}], "totalCount": 1}
    responses = [Answer(202, {**OPERATION, "status": "Running"}), later("Success", result=page)]
    client = client_of(clock, TokenServer(*responses), product=AZURE)
    assert list(client.pages("/accounts/azure/service")) == [{"n": 1}]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ({"status": "Error", "error": {"status": 404, "detail": "No such vault"}}, "answered with 404: No such vault"),
        ({"status": "Error"}, "answered with 500: the server failed and gives no reason"),
        ({"status": "Canceled"}, "answered with 500: the server canceled it and gives no reason"),
    ],
)
def test_an_answer_that_comes_later_may_be_an_error(clock, end, words):
    responses = [Answer(202, {**OPERATION, "status": "Running"}), later(**end)]
    with pytest.raises(ApiError, match=words):
        client_of(clock, TokenServer(*responses), product=AZURE).get("/cloudInfrastructure/keyVaults")


def test_an_answer_that_never_comes_is_given_up(clock):
    tokens = TokenServer()

    def serve(request):
        response = tokens(request)
        if "/operations/" in request["path"]:
            return later("Running")
        return response if request["form"] else Answer(202, {**OPERATION, "status": "Running"})

    with pytest.raises(ApiError, match="was still working on the response after 300 seconds"):
        client_of(clock, serve, product=AZURE).get("/cloudInfrastructure/keyVaults")


def test_what_a_write_answers_with_202_is_its_answer(clock):
    responses = [Answer(202, [{"id": "session", "status": "Pending"}])]
    client = client_of(clock, TokenServer(*responses), product=AZURE)
    assert client.write("POST", "/repositories", {}) == [{"id": "session", "status": "Pending"}]
    assert len(client._transport.sent) == 2
