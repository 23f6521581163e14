# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names for ids and back."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    ApiError,
    ConnectionFailed,
    ObjectNotFound,
    listed,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import NO_ID, camel_case, is_id
from ansible_collections.opendr.veeam.plugins.module_utils.engine.references import Names, ReferenceResolver
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field, Reference

RECORD = Reference("record", "/records", ("name", "title"))
ONE, TWO, THREE, FOUR = (f"{number}0000000-0000-4000-8000-000000000000" for number in (1, 2, 3, 4))
OBJECTS = [
    {"id": ONE, "name": "svc", "title": "hosts"},
    {"id": TWO, "name": "svc", "title": "shares"},
    {"id": THREE, "name": "cloud", "title": None},
]


@pytest.fixture
def resolver(server):
    server.lists["/records"] = OBJECTS
    return ReferenceResolver(server)


def test_a_name_means_the_object_that_has_it():
    names = Names(RECORD, OBJECTS)
    assert names.id_of("cloud") == THREE
    assert names.id_of("shares") == TWO


def test_an_ambiguous_name_lists_the_ids_and_says_what_to_do():
    with pytest.raises(AmbiguousName) as refusal:
        Names(RECORD, OBJECTS).id_of("svc")
    assert refusal.value.facts == {"name": "svc", "candidates": [ONE, TWO]}
    for part in ("2 objects of kind 'record'", "'svc'", ONE, TWO, "Give the id"):
        assert part in refusal.value.message


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(ObjectNotFound) as refusal:
        Names(RECORD, OBJECTS).id_of("cluod")
    assert refusal.value.facts == {"name": "cluod", "object_type": "record"}
    assert "Record 'cluod' not found" in refusal.value.message
    assert "'cloud', 'hosts', 'shares', 'svc'" in refusal.value.message


def test_the_server_knows_the_full_name_of_an_id(resolver):
    assert resolver.to_id(RECORD, "shares") == TWO
    assert resolver.full_name(RECORD, TWO) == "svc"
    assert resolver.full_name(RECORD, THREE.upper()) == "cloud"
    with pytest.raises(ObjectNotFound, match=f"Record '{FOUR}' not found. Available: 'cloud'"):
        resolver.full_name(RECORD, FOUR)


def test_names_that_an_object_shows_are_not_looked_up(server):
    resolver = ReferenceResolver(server)
    one = Field("record", api="record.id", reference=RECORD, name_from="record.name")
    many = Field("records", "list", elements="str", item_property="id", name_from="name", reference=RECORD)
    body = {"record": {"id": ONE, "name": "first"}, "records": [{"id": TWO, "name": "second"}, {"id": THREE}]}
    resolver.remember_shown((one, many), body)
    resolver.remember_shown((one, many), {"records": None})
    assert [resolver.to_name(RECORD, identifier) for identifier in (ONE, TWO)] == ["first", "second"]
    assert server.reads == []


def test_names_differ_by_the_case_of_their_letters():
    with pytest.raises(ObjectNotFound):
        Names(RECORD, OBJECTS).id_of("Cloud")


def test_an_object_has_the_name_that_no_other_object_has():
    names = Names(RECORD, OBJECTS)
    assert [names.name_of(identifier) for identifier in (ONE, TWO, THREE)] == ["hosts", "shares", "cloud"]


def test_an_object_without_a_name_of_its_own_is_called_by_its_id():
    names = Names(RECORD, [{"id": ONE, "name": "svc"}, {"id": TWO, "name": "svc"}])
    assert names.name_of(ONE) == ONE
    assert names.name_of("unheard of") == "unheard of"


def test_an_object_with_the_same_value_as_two_names_is_not_ambiguous():
    assert Names(RECORD, [{"id": ONE, "name": "svc", "title": "svc"}]).id_of("svc") == ONE


def test_a_list_of_names_is_cut_where_it_would_be_long():
    assert listed([str(number) for number in range(13)]) == ", ".join(f"'{n}'" for n in range(10)) + " and 3 more"
    assert listed([]) == "none"


def test_each_kind_is_read_once_and_only_when_asked_for(resolver, server):
    assert server.reads == []
    assert resolver.to_id(RECORD, "hosts") == ONE
    assert resolver.to_id(RECORD, "shares") == TWO
    assert resolver.to_name(RECORD, THREE) == "cloud"
    assert server.reads == ["/records"]


def test_an_id_is_taken_as_it_is_without_asking(resolver, server):
    assert resolver.to_id(RECORD, THREE) == THREE
    assert server.reads == []


def test_an_object_is_shown_by_the_name_the_task_used(resolver):
    resolver.to_id(RECORD, "shares")
    resolver.to_id(RECORD, "hosts")
    assert resolver.to_name(RECORD, TWO) == "shares"
    assert resolver.to_name(RECORD, ONE) == "hosts"


def test_an_id_stays_one_where_the_account_may_not_read_the_names(server):
    def refuse(path, query=None):
        raise ApiError("GET", path, 403, "AccessDenied", "no")

    server.pages = refuse
    assert ReferenceResolver(server).to_name(RECORD, ONE) == ONE


def test_a_server_that_is_gone_is_not_taken_for_a_missing_right(server):
    def refuse(path, query=None):
        raise ConnectionFailed("gone")

    server.pages = refuse
    with pytest.raises(ConnectionFailed):
        ReferenceResolver(server).to_name(RECORD, ONE)


@pytest.mark.parametrize(
    ("value", "expected"), [(ONE, True), (ONE.upper(), True), (ONE[:-1], False), ("x", False), (3, False)]
)
def test_what_looks_like_an_id(value, expected):
    assert is_id(value) is expected


def test_camel_case():
    assert camel_case("make_recent_backups_immutable_days") == "makeRecentBackupsImmutableDays"


def test_an_id_that_is_no_uuid_is_known_by_the_list_and_so_is_another_key():
    account = Reference("service account", "/accounts", key="accountId")
    names = Names(account, [{"accountId": "S/1", "name": "backup"}, {"accountId": "S/2", "name": "restore"}])
    assert names.id_of("backup") == "S/1"
    assert names.id_of("S/2") == "S/2"
    assert names.name_of("S/2") == "restore"
    with pytest.raises(ObjectNotFound):
        names.id_of("S/3")


def test_objects_that_tell_of_the_same_thing_do_not_make_its_name_ambiguous():
    tenant = Reference("tenant", "/accounts", ("tenantName",), key="tenantId")
    names = Names(tenant, [{"tenantId": "T", "tenantName": "dr"}, {"tenantId": "T", "tenantName": "dr"}])
    assert names.id_of("dr") == "T"
    assert names.name_of("T") == "dr"


def test_a_list_is_read_once_for_all_kinds_in_it(resolver, server):
    resolver.to_id(RECORD, "shares")
    resolver.to_name(Reference("other record", RECORD.path, RECORD.names), ONE)
    assert server.reads == [RECORD.path]


def test_the_id_of_nothing_has_no_name_and_asks_for_none(resolver, server):
    assert resolver.to_name(RECORD, "00000000-0000-0000-0000-000000000000") == ""
    assert server.reads == []


SERVER = Reference("server", "/servers", query="nameFilter")


@pytest.fixture
def queries(server, monkeypatch):
    """The filters that the list of servers is asked with; it is longer than a page."""
    others = [{"id": f"{number:08}-0000-4000-8000-00000000000f", "name": f"host{number}"} for number in range(500)]
    named = [{"id": ONE, "name": "web"}, {"id": TWO, "name": "web-2"}, {"id": THREE, "name": "db"}]
    server.lists["/servers"] = [*others, *named]
    sent, pages = [], server.pages

    def recorded(path, query=None):
        sent.append((query or {}).get("nameFilter"))
        return pages(path, query)

    monkeypatch.setattr(server, "pages", recorded)
    return sent


def test_a_name_is_found_without_reading_a_long_list(server, queries):
    resolver = ReferenceResolver(server)
    assert [resolver.to_id(SERVER, name) for name in ("web", "db", "web")] == [ONE, THREE, ONE]
    assert resolver.to_name(SERVER, ONE) == "web"
    # The first page says how long the list is.
    assert queries == [None, "web", "db"]


def test_all_names_come_from_a_short_list(server, queries):
    del server.lists["/servers"][:500]
    resolver = ReferenceResolver(server)
    assert [resolver.to_id(SERVER, name) for name in ("web", "web-2", "db")] == [ONE, TWO, THREE]
    assert queries == [None]


def test_a_name_that_the_server_does_not_find_is_reported_with_all_names(server, queries):
    with pytest.raises(ObjectNotFound, match="Available: 'db', 'host0'"):
        ReferenceResolver(server).to_id(SERVER, "wbe")
    assert queries == [None, "wbe", None]


def test_two_objects_of_the_name_are_ambiguous(server, queries):
    server.lists["/servers"].append({"id": FOUR, "name": "web"})
    with pytest.raises(AmbiguousName):
        ReferenceResolver(server).to_id(SERVER, "web")


def test_an_object_is_meant_only_where_it_has_the_properties_of_its_kind(server):
    kinds = [Reference(kind, "/proxies", query="nameFilter", only={"type": kind}) for kind in ("near", "far")]
    server.lists["/proxies"] = [
        {"id": ONE, "name": "host", "type": "near"},
        {"id": TWO, "name": "host", "type": "far"},
        {"id": THREE, "name": "other", "type": "far"},
    ]
    resolver = ReferenceResolver(server)
    near, far = kinds
    assert [resolver.to_id(kind, "host") for kind in kinds] == [ONE, TWO]
    assert resolver.to_name(far, THREE) == "other"
    with pytest.raises(ObjectNotFound, match="Near 'other' not found. Available: 'host'"):
        resolver.to_id(near, "other")
    # An id needs no name, and both kinds are in one list.
    assert resolver.to_id(near, THREE) == THREE
    assert server.reads == ["/proxies"]


def test_what_is_removed_keeps_a_name_that_nothing_has(resolver):
    assert resolver.to_id_or_name(RECORD, "shares") == TWO
    assert resolver.to_id_or_name(RECORD, "gone") == "gone"
    with pytest.raises(AmbiguousName):
        resolver.to_id_or_name(RECORD, "svc")


def test_a_name_that_is_known_later_is_used_from_then_on(resolver, server):
    assert resolver.to_name(RECORD, THREE) == "cloud"
    assert resolver.to_name(RECORD, TWO) == "shares"
    resolver.remember(THREE, "shown")
    resolver.remember(THREE, "shown later")
    assert resolver.to_name(RECORD, THREE) == "shown"
    assert resolver.to_id(RECORD, "shares") == TWO
    assert resolver.to_name(RECORD, TWO) == "shares"
    assert server.reads == ["/records"]
    assert resolver.to_id(RECORD, "cloud") == THREE
    # The result of a task uses the name that the task gave.
    assert resolver.to_name(RECORD, THREE) == "cloud"
    assert resolver.to_name(RECORD, NO_ID) == ""


def test_an_id_is_looked_up_once_where_its_list_cannot_be_read(server):
    resolver, asked = ReferenceResolver(server), []

    def refuse(path):
        asked.append(path)
        raise ApiError("GET", path, 403, "AccessDenied", "not for you")

    server.pages = refuse
    assert [resolver.to_name(RECORD, ONE) for _number in range(3)] == [ONE] * 3
    assert asked == ["/records"]
