# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an answer says: three products' errors, pages, and what is no answer at all."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, ResponseLost
from ansible_collections.opendr.veeam.plugins.module_utils.http.responses import body_of, quoted, server_date
from ansible_collections.opendr.veeam.plugins.module_utils.http.vendor_errors import vendor_words
from ansible_collections.opendr.veeam.plugins.module_utils.m365.product import M365
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR

HTML = "<html>\n<body>\n  <h1>Sign in</h1>\n</body></html>"


@pytest.mark.parametrize(
    ("product", "body", "code", "words"),
    [
        (VBR, {"errorCode": "NotFound", "message": "No such thing", "resourceId": "x"}, "NotFound", "No such thing"),
        (VBR, {"error": "x", "error_description": "Bad grant"}, None, "Bad grant"),
        (AZURE, {"title": "Conflict", "detail": "It exists", "status": 409}, None, "It exists"),
        (AZURE, {"title": "Conflict", "status": 409}, None, "Conflict"),
        (
            AZURE,
            {"title": "Bad", "detail": "Wrong", "errors": {"name": ["too long", "taken"], "size": "odd"}},
            None,
            "Wrong name: too long, taken size: odd",
        ),
        (AZURE, {"error": "invalid_grant", "error_description": "No"}, "invalid_grant", "No"),
        (M365, {"errorCode": "HttpError", "message": "Broken", "stackTrace": "at Veeam.X()"}, "HttpError", "Broken"),
    ],
)
def test_an_error_shows_the_vendors_words(product, body, code, words):
    assert vendor_words(product, json.dumps(body)) == (code, words)


def test_a_stack_trace_is_never_shown():
    with pytest.raises(ApiError) as error:
        body_of(M365, "GET", "/v8/jobs", 500, json.dumps({"message": "Broken", "stackTrace": "at Veeam.X()"}))
    assert "Veeam.X" not in json.dumps([error.value.message, error.value.facts])


@pytest.mark.parametrize("text", [HTML, '"a string"', "[1, 2]", "{broken"])
def test_what_is_not_the_vendors_format_is_quoted(text):
    assert vendor_words(VBR, text) == (None, f'"{" ".join(text.split())}"')


def test_a_quotation_is_one_short_line():
    assert quoted("a\n\n b\t c") == '"a b c"'
    assert quoted("x" * 500) == '"' + "x" * 200 + '..."'
    assert quoted(" \n") == "an empty body"


ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07 up\x1b[2A\r\nover \u202e\x9b5m\x00 end"


def test_the_vendors_words_have_no_escape_codes_and_an_end():
    code, words = vendor_words(VBR, json.dumps({"errorCode": "Odd\x1b[1m", "message": ESCAPES + "x" * 5000}))
    assert code == "Odd"
    assert words.startswith("red up over 5m endxxx")
    assert len(words) <= 503
    assert words.isprintable()
    assert quoted(ESCAPES) == '"red up over 5m end"'


@pytest.mark.parametrize(
    "body",
    [{"errorCode": 5, "message": ["x"]}, {"message": {"a": 1}}, {"errorCode": [], "message": None}, {"message": 7}],
)
@pytest.mark.parametrize("product", PRODUCTS.values(), ids=list(PRODUCTS))
def test_an_error_of_an_odd_form_is_one_all_the_same(product, body):
    with pytest.raises(ApiError, match="GET /x was answered with 500"):
        body_of(product, "GET", "/x", 500, json.dumps(body))


def test_a_redirect_is_shown_without_escape_codes():
    with pytest.raises(ApiError, match="a redirect to https://x.example.com/a b"):
        body_of(VBR, "GET", "/x", 302, "", "https://x.example.com/a\x1b[2J\nb")


@pytest.mark.parametrize(
    ("product", "text", "elsewhere"),
    [
        (VBR, '{"errorCode": "NotFound", "message": "x"}', False),
        (VBR, '{"title": "Not Found", "status": 404}', True),
        (VBR, HTML, True),
        (VBR, "{}", True),
        (AZURE, '{"title": "Not Found", "status": 404}', False),
        (AZURE, "", True),
    ],
)
def test_what_does_not_exist_in_another_form_may_be_another_product(product, text, elsewhere):
    with pytest.raises(ApiError) as error:
        body_of(product, "GET", "/x", 404, text)
    assert ("url is the address of this product" in error.value.message) is elsewhere


def test_an_error_shows_method_path_status_and_the_vendors_words():
    with pytest.raises(ApiError) as error:
        body_of(VBR, "PUT", "/api/v1/x", 400, json.dumps({"errorCode": "UnexpectedContent", "message": "in use"}))
    assert error.value.message == "PUT /api/v1/x was answered with 400 UnexpectedContent: in use."
    assert error.value.facts == {
        "method": "PUT",
        "path": "/api/v1/x",
        "status": 400,
        "error_code": "UnexpectedContent",
        "server_message": "in use",
    }


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=list(PRODUCTS))
@pytest.mark.parametrize(
    ("status", "parts"),
    [(401, ("access token",)), (302, ("a redirect to", "not followed"))],
)
def test_some_errors_say_what_to_look_at(product, status, parts):
    with pytest.raises(ApiError) as error:
        body_of(product, "GET", "/x", status, "", "https://elsewhere.example.com/")
    for part in parts:
        assert part in error.value.message
    if status == 302:
        assert "https://elsewhere.example.com/" in error.value.message


@pytest.mark.parametrize("product", [VBR, AZURE], ids=lambda product: product.name)
def test_an_account_without_the_role_is_named_where_the_document_has_refusals(product):
    with pytest.raises(ApiError, match=f"The account lacks the role in {product.title}"):
        body_of(product, "GET", "/x", 403, "")


@pytest.mark.parametrize("code", ["ResourceAccessDenied", None])
def test_a_refusal_comes_as_it_is_where_the_document_has_none(code):
    with pytest.raises(ApiError) as error:
        body_of(M365, "GET", "/x", 403, json.dumps({"message": "Access is denied", "errorCode": code}))
    assert error.value.message == f"GET /x was answered with 403{' ' + code if code else ''}: Access is denied."


@pytest.mark.parametrize("status", [200, 201, 202, 204])
@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_body_is_none(status, text):
    assert body_of(VBR, "DELETE", "/x", status, text) is None


def test_a_body_is_decoded():
    assert body_of(VBR, "GET", "/x", 200, '{"name": "é"}') == {"name": "é"}


def test_html_in_the_place_of_a_read_names_the_address_as_suspect():
    with pytest.raises(ApiError) as error:
        body_of(VBR, "GET", "/api/v1/x", 200, HTML)
    for part in ("GET /api/v1/x", "200", "not JSON", "<h1>Sign in</h1>", "check url"):
        assert part in error.value.message


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_an_unreadable_answer_to_a_write_is_a_lost_one(method):
    with pytest.raises(ResponseLost) as error:
        body_of(VBR, method, "/api/v1/x", 200, '{"id": "abc')
    assert f"{method} /api/v1/x" in error.value.message


def test_a_date_without_a_zone_can_be_compared():
    date = server_date("Thu, 15 Jan 2026 12:00:00")
    assert date is not None
    assert date.isoformat() == "2026-01-15T12:00:00+00:00"


@pytest.mark.parametrize(("header", "year"), [("Thu, 15 Jan 2026 12:00:00 GMT", 2026), (None, None), ("soon", None)])
def test_the_servers_date(header, year):
    date = server_date(header)
    assert (date.year if date else None) == year


@pytest.mark.parametrize(
    ("product", "body", "total", "limit"),
    [
        (VBR, {"data": [], "pagination": {"total": 7}}, 7, None),
        (VBR, {"data": []}, None, None),
        (VBR, {"data": [], "pagination": None}, None, None),
        (AZURE, {"results": [], "totalCount": 7}, 7, None),
        (AZURE, {"results": [], "totalCount": None}, None, None),
        # Its links say nothing about the next page.
        (M365, {"results": [], "limit": 30, "_links": {"self": {"href": "x"}}}, None, 30),
        (M365, {"results": [], "limit": "30"}, None, 30),
        (M365, {"results": [], "limit": None}, None, None),
        (M365, {"results": [], "limit": -1}, None, None),
        (M365, {"results": []}, None, None),
    ],
)
def test_a_page_shows_how_many_there_are_or_how_many_it_can_hold(product, body, total, limit):
    assert (product.paging.total(body), product.paging.page_limit(body)) == (total, limit)


@pytest.mark.parametrize(
    ("product", "revision", "prefix", "token", "logout"),
    [
        (VBR, "1.3-rev1", "/api/v1", "/api/oauth2/token", ("POST", "/api/oauth2/logout")),
        (AZURE, "v8", "/api/v8", "/api/oauth2/token", ("DELETE", "/api/oauth2/token")),
        (AZURE, "v8.1", "/api/v8.1", "/api/oauth2/token", ("DELETE", "/api/oauth2/token")),
        (M365, "v7", "/v7", "/v7/token", ("POST", "/v7/token/logout")),
        (M365, "v8", "/v8", "/v8/token", ("POST", "/v8/token/logout")),
    ],
)
def test_where_each_product_keeps_what(product, revision, prefix, token, logout):
    assert product.prefix(revision) == prefix
    assert product.token_path(revision) == token
    assert product.logout(revision) == logout
    assert product.default_revision in product.revisions


def test_a_revision_that_the_server_does_not_speak_says_what_to_set():
    body = json.dumps({"errorCode": "BadRequest", "message": "Unsupported RESTAPI version. Supported: v1.2-rev1"})
    with pytest.raises(ApiError) as error:
        body_of(VBR, "GET", "/api/v1/serverInfo", 400, body)
    assert error.value.message.endswith("Supported: v1.2-rev1. Set api_version to one that it supports.")
