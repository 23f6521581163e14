# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which object a task means: singletons, identities of several options, names beside ids."""

from __future__ import annotations

import dataclasses

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    InvalidOption,
    ObjectNotFound,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.reconciler import Reconciler
from ansible_collections.opendr.veeam.plugins.module_utils.engine.resource_module import resource_module
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from support.fakes import DictServer, FakeClock
from support.gadgets import FIELDS, HOST, HOST_IDS, gadget
from support.reconciling import ONE, run, with_hosts


@pytest.fixture
def server():
    return with_hosts(DictServer())


SETTINGS = gadget(
    noun="gadget settings",
    identity={},
    create=None,
    delete=None,
    path="/settings",
    variant="",
    fields=(Field("size", "int"),),
    update=Operation("PUT", "/settings", "nothing"),
)


def test_a_singleton_has_neither_name_nor_id_and_is_only_changed():
    options = resource_module(SETTINGS).options
    assert not {"id", "state", "wait"} & set(options)
    assert resource_module(SETTINGS).constraints == {}
    assert resource_module(SETTINGS).api.reads == ("/settings",)


def test_a_singleton_is_read_compared_and_changed():
    server = DictServer(path="/none")
    server.details["/settings"] = lambda: server.objects["settings"]
    server.objects["settings"] = {"size": 1, "vendorOnly": 5, "kind": "Box"}
    server.lists["/hosts"] = []
    assert not run(server, {"size": 1}, SETTINGS)[0]["changed"]
    result, _unused = run(server, {"size": 2}, SETTINGS)
    assert (result["changed"], result["gadget_settings"]) == (True, {"size": 2})
    assert server.writes[0][:2] == ("PUT", "/settings")
    assert server.writes[0][2]["vendorOnly"] == 5


ACCOUNTS = gadget(
    noun="account",
    fields=(
        Field("id", mode="computed"),
        Field("login", required=True),
        Field("host", api="hostId", reference=HOST),
        Field("description", default=""),
        Field("size", "int"),
    ),
    variant="",
    identity={"login": "", "host": "", "description": ""},
)


@pytest.fixture
def accounts(server):
    server.objects = {
        "x": {"id": "x", "login": "svc", "description": "first", "hostId": HOST_IDS["alpha"], "name": "svc"},
        "y": {"id": "y", "login": "svc", "description": "second", "hostId": HOST_IDS["alpha"], "name": "svc"},
    }
    return server


def test_several_options_identify_an_object_together(accounts):
    result, _unused = run(accounts, {"login": "svc", "description": "second", "size": 3}, ACCOUNTS)
    assert (result["operation"], result["account"]["id"]) == ("update", "y")
    result, _unused = run(accounts, {"login": "svc", "description": "third"}, ACCOUNTS)
    assert result["operation"] == "create"
    assert accounts.objects["x"]["description"] == "first"


def test_an_identity_that_several_objects_have_is_not_guessed(accounts):
    with pytest.raises(AmbiguousName, match="x, y"):
        run(accounts, {"login": "svc"}, ACCOUNTS)
    with pytest.raises(AmbiguousName, match="x, y"):
        run(accounts, {"login": "svc", "host": "alpha"}, ACCOUNTS)
    assert run(accounts, {"login": "svc", "host": "beta"}, ACCOUNTS)[0]["operation"] == "create"
    assert run(accounts, {"login": "svc", "description": "first", "state": "absent"}, ACCOUNTS)[0]["changed"]
    assert "x" not in accounts.objects


def test_what_cannot_be_created_is_said_so(server):
    with pytest.raises(ObjectNotFound, match="no gadget 'one', and the API cannot create one"):
        run(server, ONE, gadget(create=None))


def test_a_name_beside_the_id_needs_no_look_up(server):
    fields = tuple(
        dataclasses.replace(field, name_from="hostName") if field.option == "host" else field for field in FIELDS
    )
    run(server, ONE)
    next(iter(server.objects.values()))["hostName"] = "alpha's own name"
    server.reads.clear()
    result, _unused = run(server, {"name": "one"}, gadget(fields=fields))
    assert result["gadget"]["host"] == "alpha's own name"
    assert "/hosts" not in server.reads


class Whole(Reconciler):
    """Takes no object for another by a part of what identifies it."""

    def validate(self):
        super().validate()
        self.validate_whole_identity()


def test_where_the_whole_identity_counts_a_part_of_it_is_refused(accounts):
    for raw in ({"login": "svc"}, {"login": "svc", "host": "beta"}, {"login": "svc", "state": "absent"}):
        reads = len(accounts.reads)
        with pytest.raises(InvalidOption, match="identified by login, host and description together") as refusal:
            run(accounts, raw, ACCOUNTS, reconciler=Whole)
        assert "description" in refusal.value.facts["missing"]
        assert len(accounts.reads) == reads
    whole = {"login": "svc", "host": "beta", "description": ""}
    assert run(accounts, whole, ACCOUNTS, reconciler=Whole)[0]["operation"] == "create"
    assert run(accounts, {"id": "x", "state": "absent"}, ACCOUNTS, reconciler=Whole)[0]["changed"]


def test_a_list_is_narrowed_by_ids_and_by_choices_that_the_revision_knows(server):
    fields = (
        Field("id", mode="computed"),
        Field("host", api="hostId", reference=HOST, required=True),
        Field("type", choices=("Old", "New"), choice_spans={"New": ("1.3-rev2", "")}, api_choices={"Old": "old"}),
    )
    resource = gadget(fields=fields, variant="", identity={"host": "hostIdFilter", "type": "typeFilter"})
    queries = []
    for kind in ("Old", "New"):
        raw = {"host": "alpha", "type": kind}
        queries.append(Reconciler(resource, Task(server, FakeClock(), raw, raw)).identity_query())
    assert queries == [{"hostIdFilter": HOST_IDS["alpha"], "typeFilter": "old"}, {"hostIdFilter": HOST_IDS["alpha"]}]


def test_a_title_may_come_from_another_option_than_the_identity():
    resource = gadget(title_option="kind")
    assert resource.title({"name": "one", "kind": "Box"}) == "gadget 'Box'"
    assert resource.title({"name": "one"}) == "gadget"


def test_a_title_has_all_that_identifies_an_object_but_ids():
    state = {"login": "svc", "host": HOST_IDS["beta"], "description": "second"}
    assert ACCOUNTS.title(state) == "account 'svc' (second)"
    assert ACCOUNTS.title({"login": "svc"}) == "account 'svc'"
