# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters: what the server is asked, and what is matched here."""

from __future__ import annotations

import dataclasses
import sys

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.engine.info import Detail, info_module
from ansible_collections.opendr.veeam.plugins.module_utils.engine.listing import filter_options, matches, server_query
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field, Form, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter, Listing
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.fakes import DictServer
from support.gadgets import HOST, HOST_IDS

NAME = Filter("name", "nameFilter", field="name", match="pattern")
TYPES = Filter("type", "typeFilter", "list", "str", ("Box", "Bag"), field="kind", many_since="1.3-rev0")
HOST_FILTER = Filter("host", "hostFilter", reference=HOST, field="host")
LOCAL = Filter("folder", field="folder")
LATE = Filter("late", "lateFilter", "bool", since="1.3-rev1")
LISTING = Listing(
    VBR,
    "gadget",
    "/gadgets",
    (
        Field("id", mode="computed"),
        Field("name", mode="computed"),
        Field("kind", mode="computed"),
        Field("host", api="hostId", reference=HOST),
        Field("folder", mode="computed"),
        Field("lid", mode="computed", variants=("Box",)),
    ),
    (NAME, TYPES, HOST_FILTER, LOCAL, LATE),
    variant="kind",
)
GADGETS = {
    "1": {"id": "1", "name": "alpha", "kind": "Box", "hostId": HOST_IDS["alpha"], "folder": "/x", "lid": "oak"},
    "2": {"id": "2", "name": "alpha-2", "kind": "Bag", "hostId": HOST_IDS["beta"], "folder": "/y", "lid": "none"},
    "3": {"id": "3", "name": "Alpha", "kind": "Bag", "hostId": HOST_IDS["beta"], "folder": "/x"},
}


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ("alpha", "alpha"),
        ("alpha*", "alpha*"),
        ("*alpha", "*alpha"),
        ("*alpha*", "*alpha*"),
        ("al*pha", None),
        ("alph?", None),
        ("?lpha", None),
        ("*al?ha*", None),
    ],
)
def test_the_server_filters_names_as_far_as_it_can(given, query):
    expected = {} if query is None else {"nameFilter": query}
    assert server_query([(NAME, given)], VBR.supports, "1.3-rev1") == expected


@pytest.mark.parametrize(
    ("revision", "given", "query"),
    [
        ("1.2-rev1", ["Box"], {"typeFilter": "Box"}),
        ("1.2-rev1", ["Box", "Bag"], {}),
        ("1.3-rev0", ["Box"], {"typeFilter": ["Box"]}),
        ("1.3-rev0", ["Box", "Bag"], {"typeFilter": ["Box", "Bag"]}),
    ],
)
def test_several_values_are_asked_for_where_the_revision_takes_them(revision, given, query):
    assert server_query([(TYPES, given)], VBR.supports, revision) == query


def test_what_the_server_cannot_filter_is_not_asked_of_it():
    assert server_query([(LOCAL, "/x"), (LATE, False)], VBR.supports, "1.3-rev1") == {"lateFilter": False}


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("alpha", "alpha", True),
        ("alpha", "alpha-2", False),
        ("alpha", "Alpha", False),
        ("alpha*", "alpha-2", True),
        ("*-2", "alpha-2", True),
        ("a*2", "alpha-2", True),
        ("alph?", "alpha", True),
        ("alph?", "alph", False),
        ("a.pha", "alpha", False),
        ("a(", "a(", True),
        ("*", "", True),
        ("C:\\x*", "C:\\xyz", True),
    ],
)
def test_patterns_match_whole_names(pattern, name, fits):
    assert matches(NAME, pattern, {"name": name}) is fits


def test_the_case_of_a_pattern_matters_unless_the_filter_says_otherwise():
    any_case = dataclasses.replace(NAME, any_case=True)
    assert matches(any_case, "ALPH*", {"name": "Alpha"})
    assert not matches(any_case, "BET*", {"name": "Alpha"})


def test_values_match_exactly_or_any_of_several():
    assert matches(TYPES, ["Box", "Bag"], {"kind": "Bag"})
    assert not matches(TYPES, ["Box"], {"kind": "Bag"})
    assert not matches(TYPES, ["Box"], {})
    assert matches(LATE, True, {"anything": 1})


def test_the_options_of_filters():
    assert filter_options((NAME, TYPES)) == {
        "name": {"type": "str"},
        "type": {"type": "list", "elements": "str", "choices": ["Box", "Bag"]},
    }


def listed(server, clock, **params):
    server.objects = GADGETS
    server.lists["/hosts"] = [{"id": key, "name": name} for name, key in HOST_IDS.items()]
    return listed_in(server, clock, **params)


def listed_in(server, clock, **params):
    declaration = info_module(LISTING, "gadgets")
    given = {**dict.fromkeys(declaration.options), **params}
    result = declaration.run(Task(server, clock, given, params))
    assert result["changed"] is False
    return result["gadgets"]


def test_objects_are_listed_as_options_with_names_for_ids(server, clock):
    found = listed(server, clock, name="alpha")
    assert found == [{"id": "1", "name": "alpha", "kind": "Box", "host": "alpha", "folder": "/x", "lid": "oak"}]


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({}, ["1", "2", "3"]),
        ({"name": "alpha*"}, ["1", "2"]),
        ({"type": ["Bag"]}, ["2", "3"]),
        ({"type": []}, ["1", "2", "3"]),
        ({"host": "beta", "folder": "/x"}, ["3"]),
        ({"host": HOST_IDS["alpha"]}, ["1"]),
        ({"name": "nothing like it"}, []),
    ],
)
def test_filters_work_together(server, clock, params, ids):
    assert [item["id"] for item in listed(server, clock, **params)] == ids


def calls_of_ours(run):
    """How many functions of the collection a function calls, itself or through others; the first call warms caches."""
    run()
    count = 0

    def observe(frame, event, _argument):
        nonlocal count
        count += event == "call" and "/module_utils/" in frame.f_code.co_filename

    sys.setprofile(observe)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def test_what_an_object_is_read_by_is_chosen_once_for_a_list(clock):
    """As work that is counted and not as time: how many calls one more object of a long list takes."""

    def listing(number):
        server = DictServer()
        server.objects = {str(key): {**GADGETS["1"], "id": str(key)} for key in range(number)}
        server.pages = lambda path, *_rest, **_given: list(server.objects.values() if path == server.path else hosts)
        return lambda: listed_in(server, clock)

    hosts = [{"id": key, "name": name} for name, key in HOST_IDS.items()]
    per_object = (calls_of_ours(listing(300)) - calls_of_ours(listing(100))) / 200
    assert per_object <= 11


def test_a_filter_the_revision_lacks_is_refused(server, clock):
    server.revision = "1.3-rev0"
    with pytest.raises(InvalidOption, match="late does not exist in API revision 1.3-rev0.*1.3-rev1 or newer"):
        listed(server, clock, late=True)


def test_details_are_added_where_asked_for(server, clock):
    server.objects = GADGETS
    added = []
    detail = Detail("weights", lambda task, resolver, states: added.extend(states), reads=("/weights",))
    declaration = info_module(LISTING, "gadgets", (detail,))
    assert declaration.options["weights"] == {"type": "bool", "default": False}
    assert declaration.api.reads == ("/weights",)
    for asked in (False, True):
        declaration.run(Task(server, clock, {**dict.fromkeys(declaration.options), "weights": asked}, {}))
    assert [item["id"] for item in added] == ["1", "2", "3"]


def test_a_detail_that_the_revision_lacks_is_refused_before_anything_is_read(server, clock):
    detail = Detail("weights", lambda task, resolver, states: None, reads=("/weights",), since="1.3-rev1")
    declaration = info_module(LISTING, "gadgets", (detail,))
    assert declaration.api.since == {"/weights": "1.3-rev1"}
    server.revision = "1.3-rev0"
    params = dict.fromkeys(declaration.options)
    with pytest.raises(InvalidOption, match="weights does not exist in API revision 1.3-rev0.*1.3-rev1 or newer"):
        declaration.run(Task(server, clock, {**params, "weights": True}, {}))
    assert server.reads == []
    declaration.run(Task(server, clock, {**params, "weights": False}, {}))


def test_a_reference_of_a_filter_is_looked_up_once(server, clock):
    # As in declarations, where a filter and a field may have a reference each, of the same kind.
    assert Reference("host", "/hosts") is not HOST
    listed(server, clock, host="beta")
    assert server.reads.count("/hosts") == 1


def test_a_server_that_is_asked_for_one_value_at_the_most():
    one = Filter("status", "Status", "list", elements="str", field="status", single=True)
    assert server_query([(one, ["Ready"])], VBR.supports, "1.3-rev1") == {"Status": "Ready"}
    assert server_query([(one, ["Ready", "Failed"])], VBR.supports, "1.3-rev1") == {}
    assert matches(one, ["Ready", "Failed"], {"status": "Failed"})
    with pytest.raises(ValueError, match="single is for several values that are compared here"):
        Filter("status", "Status", "list", elements="str", single=True)


def test_a_list_that_newer_revisions_have_says_so_for_its_module():
    declaration = info_module(dataclasses.replace(LISTING, since="1.3-rev1"), "gadgets")
    assert (declaration.since, declaration.api.since) == ("1.3-rev1", {LISTING.path: "1.3-rev1"})


def test_only_what_a_form_reads_says_what_is_missing_in_it(clock):
    """A list has thousands of objects, and no field asks for what may be missing; a form is a function of its own."""
    form = Form(lambda items: [item["id"] for item in items], lambda items, _current: items, "list", "dict")
    asked = []
    for fields in (LISTING.fields, (*LISTING.fields, Field("ids", "list", elements="str", form=form))):
        server = DictServer()
        server.pages = lambda *_given, plain: asked.append(plain) or []
        declaration = info_module(dataclasses.replace(LISTING, fields=fields), "gadgets")
        declaration.run(Task(server, clock, dict.fromkeys(declaration.options), {}))
    group = Field("group", "dict", mode="computed", fields=(Field("ids", "list", elements="str", form=form),))
    assert asked == [True, False]
    assert not dataclasses.replace(LISTING, fields=(group,)).is_plain
