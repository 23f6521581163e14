# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists read page by page, reads by POST, files, and responses that a server defers."""

from __future__ import annotations

import weakref
from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
)
from ansible_collections.opendr.veeam.plugins.module_utils.http import pages as pages_file
from ansible_collections.opendr.veeam.plugins.module_utils.http.pages import PagedList
from ansible_collections.opendr.veeam.plugins.module_utils.m365.product import M365
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.clients import TokenServer, client_of
from support.fakes import Answer


def paged(page, clamp=500):
    """A server of 1203 objects that hands out at most ``clamp`` at a time, in the form of ``page``."""
    objects = [{"id": number} for number in range(1203)]

    def serve(request):
        if request["path"].endswith("/token"):
            return Answer(200, {"access_token": "t", "expires_in": 900})
        query = {key.lower(): value for key, value in request["query"].items()}
        start = query.get("skip", query.get("offset"))
        limit = min(query["limit"], clamp)
        return Answer(200, page(objects[start : start + limit], limit))

    return serve


PAGES = {
    "vbr": (VBR, lambda cut, limit: {"data": cut, "pagination": {"total": 1203}}),
    "vbr without total": (VBR, lambda cut, limit: {"data": cut}),
    "azure": (AZURE, lambda cut, limit: {"results": cut, "totalCount": 1203}),
    "azure, total apart": (AZURE, lambda cut, limit: {"results": cut, "pagination": {"totalCount": 1203}}),
    "azure, total null": (AZURE, lambda cut, limit: {"results": cut, "totalCount": None}),
    # The limit is the one that was asked for, or a lower one of the server.
    "m365": (M365, lambda cut, limit: {"results": cut, "limit": limit, "_links": {"self": {}}}),
    "m365, limit as a text": (M365, lambda cut, limit: {"results": cut, "limit": str(limit)}),
    "m365 without limit": (M365, lambda cut, limit: {"results": cut}),
}


@pytest.mark.parametrize("clamp", [500, 200, 7])
@pytest.mark.parametrize("kind", PAGES)
def test_every_list_is_read_to_its_end(clock, kind, clamp):
    product, page = PAGES[kind]
    client = client_of(clock, paged(page, clamp), product=product, revision=product.default_revision)
    assert [item["id"] for item in client.pages("/things", {"nameFilter": "x"})] == list(range(1203))
    reads = [request for request in client._transport.sent if request["method"] == "GET"]
    assert all(request["query"]["nameFilter"] == "x" for request in reads)
    # Another request where the server returns no total.
    needed = -(-1203 // clamp)
    assert len(reads) == needed + (kind in ("vbr without total", "azure, total null", "m365 without limit"))


def test_a_list_is_read_as_far_as_it_is_used(clock):
    client = client_of(clock, paged(PAGES["vbr"][1]))
    assert next(client.pages("/things"))["id"] == 0
    assert len([request for request in client._transport.sent if request["method"] == "GET"]) == 1


@pytest.mark.parametrize(
    "body", [{"data": [], "pagination": {"total": 0}}, {"data": None, "pagination": {"total": 0}}, {"data": []}, []]
)
def test_an_empty_list(clock, body):
    client = client_of(clock, TokenServer(Answer(200, body)))
    assert list(client.pages("/things")) == []


NO_LISTS = ("{}", '{"data": null}', '{"data": {}}', '{"data": "x"}', '{"results": []}', "null", "", "5", '"x"', "true")


@pytest.mark.parametrize("text", NO_LISTS)
def test_a_response_without_its_list_is_no_empty_list(clock, text):
    client = client_of(clock, TokenServer(*[Answer(200, text=text)] * 3))
    with pytest.raises(ApiError, match="GET /api/v1/things was answered with 200: .* in place of a list with 'data'"):
        list(client.pages("/things"))
    with pytest.raises(ApiError, match="POST /api/v1/things .* in place of a list with 'data'"):
        list(client.post_read_pages("/things"))
    whole = client_of(clock, TokenServer(Answer(200, text=text)), revision="1.2-rev1")
    with pytest.raises(ApiError, match="in place of a list with 'data'"):
        list(whole.nested_pages("/things/1/parts"))


@pytest.mark.parametrize("item", [None, 5, "x", [], True])
@pytest.mark.parametrize("enveloped", [True, False])
def test_a_list_of_something_else_is_an_error(clock, item, enveloped):
    body = {"data": [{"id": 1}, item]} if enveloped else [{"id": 1}, item]
    with pytest.raises(ApiError, match="a list that holds .* in place of an object"):
        list(client_of(clock, TokenServer(Answer(200, body))).pages("/things"))


@pytest.mark.parametrize("pagination", [None, [], "x", {"total": None}, {"total": "2"}, {"total": -1}, {"total": 1.5}])
def test_a_total_that_is_none_is_read_without(clock, pagination):
    pages = [Answer(200, {"data": [{"id": 1}], "pagination": pagination}), Answer(200, {"data": []})]
    assert list(client_of(clock, TokenServer(*pages)).pages("/things")) == [{"id": 1}]


def test_a_list_without_pages(clock):
    client = client_of(clock, TokenServer(Answer(200, [{"id": 1}, {"id": 2}])))
    assert [item["id"] for item in client.pages("/things")] == [1, 2]


def numbered(*ids, total=None):
    return Answer(200, {"data": [{"id": number} for number in ids], "pagination": {"total": total}})


def test_a_list_that_ends_before_its_total_is_an_error(clock):
    client = client_of(clock, TokenServer(numbered(1, 2, total=5), numbered(total=5)))
    with pytest.raises(ApiError, match="ends after 2 objects although the server has 5 objects. Run the task again"):
        list(client.pages("/things"))


@pytest.mark.parametrize(("count", "reads"), [(499, 1), (500, 2), (1000, 3)])
def test_a_last_page_that_is_full_is_followed_by_an_empty_one(clock, count, reads):
    def serve(request):
        if request["path"].endswith("/token"):
            return Answer(200, {"access_token": "t", "expires_in": 900})
        start, limit = request["query"]["offset"], request["query"]["limit"]
        numbers = range(start, min(start + limit, count))
        return Answer(200, {"offset": start, "limit": limit, "results": [{"id": number} for number in numbers]})

    client = client_of(clock, serve, product=M365, revision="v8")
    assert len(list(client.pages("/things"))) == count
    assert len([request for request in client._transport.sent if request["method"] == "GET"]) == reads


def test_a_page_of_known_objects_that_look_different_is_the_same_page(clock):
    pages = [Answer(200, {"data": [{"id": 1, "free": free}]}) for free in range(9)]
    with pytest.raises(ApiError, match="the same page again"):
        list(client_of(clock, TokenServer(*pages)).pages("/things"))


def test_a_list_that_has_no_pages_is_asked_for_none(clock):
    client = client_of(clock, TokenServer(Answer(200, [{"id": 1}])), product=M365, revision="v8")
    assert list(client.pages("/EncryptionKeys", {"description": "x"})) == [{"id": 1}]
    assert client._transport.sent[-1]["query"] == {"description": "x"}
    v7 = client_of(clock, TokenServer(Answer(200, [{"id": 1}])), product=M365, revision="v7")
    assert list(v7.pages("/BackupRepositories")) == [{"id": 1}]
    assert not v7._transport.sent[-1]["query"]


def test_a_list_of_any_length_is_read_in_the_memory_of_a_page(clock):
    """Objects of earlier pages are gone, of 120,000 objects as of 30."""
    alive: set[int] = set()
    most = 0

    class Item(dict):
        def __init__(self, number):
            super().__init__(id=number)
            alive.add(number)

        def __del__(self):
            alive.discard(self["id"])

    def read(skip):
        return {"limit": 30, "results": [Item(number) for number in range(skip, min(skip + 30, 120_000))]}

    count = 0
    for _item in PagedList(M365.paging, "GET", "/v8/things").pages(read):
        count += 1
        most = max(most, len(alive))
    assert count == 120_000
    assert most <= 3 * 30


@pytest.mark.parametrize("name", ["id", "name"])
@pytest.mark.parametrize("around", [2, 3, 10])
def test_pages_that_come_round_again_are_an_error(name, around):
    """Also where the objects have no ID, and whatever the number of the pages."""
    reads = 0

    def read(skip):
        nonlocal reads
        reads += 1
        return {"limit": 30, "results": [{name: f"{skip // 30 % around} {number}"} for number in range(30)]}

    with pytest.raises(ApiError, match="pages that were read before, after [0-9]+ objects"):
        list(PagedList(M365.paging, "GET", "/v8/things").pages(read))
    assert reads < 4 * around


def test_a_list_that_shrinks_while_it_is_read_ends_with_its_new_total(clock):
    client = client_of(clock, TokenServer(numbered(1, 2, total=5), numbered(total=2)))
    assert [item["id"] for item in client.pages("/things")] == [1, 2]


@pytest.mark.parametrize("total", [None, 100])
def test_a_server_that_ignores_what_was_asked_for_is_an_error(clock, total):
    client = client_of(clock, TokenServer(*[numbered(1, 2, total=total)] * 9))
    with pytest.raises(ApiError, match="the same page again"):
        list(client.pages("/things"))
    assert len([request for request in client._transport.sent if request["method"] == "GET"]) == 2


@pytest.mark.parametrize("total", [None, 100])
def test_the_same_page_of_objects_without_an_id_is_an_error_too(clock, total):
    page = Answer(200, {"data": [{"name": "a"}, {"name": "a"}], "pagination": {"total": total}})
    client = client_of(clock, TokenServer(*[page] * 9))
    with pytest.raises(ApiError, match="the same page again"):
        list(client.pages("/things"))
    assert len([request for request in client._transport.sent if request["method"] == "GET"]) == 2


def test_an_object_that_moves_to_the_next_page_comes_once(clock):
    # Before the second page was read, an object was added at the front.
    client = client_of(clock, TokenServer(numbered(1, 2, 3, total=5), numbered(3, 4, 5, total=6)))
    assert [item["id"] for item in client.pages("/things")] == [1, 2, 3, 4, 5]


def test_an_object_that_a_page_holds_twice_comes_once(clock):
    client = client_of(clock, TokenServer(numbered(1, 1, total=2)))
    assert [item["id"] for item in client.pages("/things")] == [1]


def test_versions_of_a_document_have_one_id_and_are_all_listed():
    versions = [{"id": "d", "versionId": number} for number in (1, 2)]
    listed = list(PagedList(M365.paging, "GET", "/Versions").pages(lambda skip: {"limit": 5, "results": versions}))
    assert listed == versions


def test_objects_without_an_id_are_all_different(clock):
    client = client_of(
        clock, TokenServer(Answer(200, {"data": [{"name": "a"}, {"name": "a"}, {"id": None}]}), Answer(200, []))
    )
    assert len(list(client.pages("/things"))) == 3


class Item(dict):
    """An object whose end can be seen."""


def test_an_object_of_a_page_is_kept_no_longer_than_its_reader_keeps_it(clock):
    ended = []

    def read(skip):
        items = [Item(id=skip + number) for number in range(3)]
        for item in items:
            weakref.finalize(item, ended.append, item["id"])
        return {"data": items, "pagination": {"total": 6}}

    for item in PagedList(VBR.paging, "GET", "/things").pages(read):
        assert ended == list(range(item["id"]))


def endless(total):
    """A server whose list always has another page; ``total`` makes its total from what was asked for."""

    def serve(request):
        if request["form"]:
            return Answer(200, {"access_token": "t", "expires_in": 900})
        skip = (request["json"] or {}).get("pagination", request["query"])["skip"]
        assert skip < 150_000, "it is not given up"
        ids = range(skip, skip + 500)
        return Answer(200, {"data": [{"id": number} for number in ids], "pagination": {"total": total(skip)}})

    return serve


@pytest.mark.parametrize("by_post", [False, True])
@pytest.mark.parametrize("total", [lambda skip: None, lambda skip: skip + 1000], ids=["no total", "growing total"])
def test_a_list_without_end_is_given_up(clock, total, by_post):
    client = client_of(clock, endless(total))
    fewer = mock.patch.object(pages_file, "LONGEST_WITHOUT_TOTAL", 100_000)
    with fewer, pytest.raises(ApiError, match=r"a list without end: .*\. Narrow the list with a filter, then run"):
        for _item in client.post_read_pages("/things") if by_post else client.pages("/things"):
            pass
    assert len(client._transport.sent) <= 202


# --- Reads by POST, files, and answers that come later ---

OPERATION = {"id": "77777777-0000-4000-8000-000000000007", "startTime": "2026-01-15T12:00:00Z"}


def test_a_read_by_post_may_be_repeated_and_has_its_pages_in_the_query(clock):
    pages = [
        Answer(200, {"results": [{"name": "a"}], "totalCount": 2}),
        Answer(200, {"results": [{"name": "b"}], "totalCount": 2}),
    ]
    client = client_of(clock, TokenServer(*pages), product=AZURE)
    assert [item["name"] for item in client.pages("/flr/1/browse", post_body={"path": "/"})] == ["a", "b"]
    first, second = client._transport.sent[1:]
    assert (first["method"], first["repeatable"], first["json"]) == ("POST", True, {"path": "/"})
    assert (first["query"], second["query"]) == ({"Offset": 0, "Limit": 500}, {"Offset": 1, "Limit": 500})


def test_a_list_whose_parameters_have_a_small_initial(clock):
    client = client_of(clock, TokenServer(Answer(200, {"results": [], "totalCount": 0})), product=AZURE)
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
    paths = [request["path"] for request in client._transport.sent[1:]]
    assert paths[1:] == ["/api/v8/operations/" + OPERATION["id"]] * 2


def test_a_page_that_comes_later_is_a_page(clock):
    page = {"results": [{"n": 1}], "totalCount": 1}
    responses = [Answer(202, {**OPERATION, "status": "Running"}), later("Success", result=page)]
    client = client_of(clock, TokenServer(*responses), product=AZURE)
    assert list(client.pages("/accounts/azure/service")) == [{"n": 1}]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ({"status": "Error", "error": {"status": 404, "detail": "No such vault"}}, "answered with 404: No such vault"),
        ({"status": "Error", "error": {"detail": "\x1b[31mNo\nvault " + "x" * 5000}}, r"500: No vault x{491}\.\.\."),
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


@pytest.mark.parametrize("body", [{"status": "Running"}, {"id": ""}, [], None, "x"])
def test_an_answer_that_comes_later_and_does_not_say_where_is_an_error(clock, body):
    with pytest.raises(ApiError, match="GET /api/v8/x was answered"):
        client_of(clock, TokenServer(Answer(202, body)), product=AZURE).get("/x")


def test_what_a_write_answers_with_202_is_its_answer(clock):
    responses = [Answer(202, [{"id": "session", "status": "Pending"}])]
    client = client_of(clock, TokenServer(*responses), product=AZURE)
    assert client.write("POST", "/repositories", {}) == [{"id": "session", "status": "Pending"}]
    assert len(client._transport.sent) == 2
