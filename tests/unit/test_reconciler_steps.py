# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a reconciler that a resource overrides."""

from __future__ import annotations

import json
from typing import ClassVar

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    InvalidOption,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import NONE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.reconciler import Reconciler
from support.fakes import DictServer
from support.gadgets import gadget
from support.reconciling import ONE, run, with_hosts


@pytest.fixture
def server():
    return with_hosts(DictServer())


class Expanding(Reconciler):
    """A gadget whose size only a further read returns."""

    reads: ClassVar[list[str]] = []

    def expand(self, current, for_update):
        if not for_update and "size" not in self.task.raw:
            return current
        self.reads.append(current["id"])
        return {**current, "size": 7}


def test_what_further_reads_return_is_read_where_the_task_gives_it_and_before_every_update(server):
    resource = gadget(expanded=("size",))
    reads = Expanding.reads = []
    run(server, ONE, resource, reconciler=Expanding)
    run(server, ONE, resource, reconciler=Expanding)
    assert reads == []
    result, _unused = run(server, {**ONE, "size": 7}, resource, reconciler=Expanding)
    assert (result["changed"], len(reads)) == (False, 1)
    assert [write[0] for write in server.writes] == ["POST"]
    run(server, {**ONE, "description": "changed"}, resource, reconciler=Expanding)
    assert server.writes[-1][0] == "PUT"
    assert server.writes[-1][2]["size"] == 7
    reads.clear()
    run(server, {"name": "one", "size": 7, "state": "absent"}, resource, reconciler=Expanding)
    assert reads == []


@pytest.mark.parametrize("check_mode", [False, True])
def test_the_preflight_comes_before_anything_is_sent_in_check_mode_too(server, check_mode):
    calls = []

    class Refusing(Reconciler):
        def preflight(self, plan, current):
            calls.append((plan.operation, current, plan.body))
            if plan.operation in ("create", "delete"):
                raise InvalidOption("in use")

    with pytest.raises(InvalidOption):
        run(server, ONE, reconciler=Refusing, check_mode=check_mode)
    assert calls[0][:2] == ("create", None)
    assert calls[0][2]["name"] == "one"
    assert server.writes == []
    run(server, ONE)
    run(server, ONE, reconciler=Refusing)
    with pytest.raises(InvalidOption):
        run(server, {"name": "one", "state": "absent"}, reconciler=Refusing, check_mode=check_mode)
    assert calls[-1][1]["name"] == "one"
    assert len(server.writes) == 1


def test_a_secret_that_is_in_use_is_not_sent_again(server):
    class Knowing(Reconciler):
        def desired(self, current):
            desired = super().desired(current)
            if current is not None and desired.get("passphrase") == "right":
                del desired["passphrase"]
            return desired

    run(server, ONE, reconciler=Knowing)
    again = {**ONE, "update_secrets": "always"}
    assert not run(server, {**again, "passphrase": "right"}, reconciler=Knowing)[0]["changed"]
    assert run(server, {**again, "passphrase": "wrong"}, reconciler=Knowing)[0]["changed"]


def test_secrets_go_along_with_the_change_that_needs_them(server):
    resource = gadget(secrets_with=("is_open",))
    run(server, {**ONE, "is_open": False}, resource)
    run(server, {**ONE, "size": 3, "passphrase": "right"}, resource)
    assert "passphrase" not in server.writes[-1][2]
    result, _unused = run(server, {**ONE, "is_open": True, "passphrase": "right"}, resource)
    assert server.writes[-1][2]["passphrase"] == "right"
    assert "right" not in json.dumps(result)


@pytest.mark.parametrize(("settings", "waits"), [({}, True), ({"check_mode": True}, False)])
def test_what_an_earlier_run_set_off_comes_first(server, settings, waits):
    operations = []

    class Patient(Reconciler):
        def wait_for_pending(self, current, operation):
            operations.append(operation)
            if operation == NONE:
                return False
            next(iter(server.objects.values()))["size"] = 7
            return True

    run(server, ONE)
    writes = len(server.writes)
    result, _unused = run(server, {**ONE, "size": 7}, reconciler=Patient, **settings)
    assert (operations, result["changed"]) == (([NONE, "update"], False) if waits else ([], True))
    assert len(server.writes) == writes


def test_another_object_may_be_the_one_that_is_named(server):
    class Lenient(Reconciler):
        def find(self):
            return {**self.candidates()[0], "name": "o"}

    run(server, ONE)
    assert not run(server, {**ONE, "name": "o"}, reconciler=Lenient)[0]["changed"]
