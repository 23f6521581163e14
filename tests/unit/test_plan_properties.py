# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every plan: made-up objects and made-up desired states."""

from __future__ import annotations

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import NONE, plan_present
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import project, read_state
from support.fakes import DictServer
from support.gadgets import FIELDS, HOST_IDS, context
from support.reconciling import GADGET, run, with_hosts

IDS = list(HOST_IDS.values())
TEXT = st.text("abc/ é", max_size=4)
WANTED = st.fixed_dictionaries(
    {"name": st.just("one")},
    optional={
        "description": TEXT,
        "size": st.integers(0, 3),
        "is_open": st.booleans(),
        "colours": st.lists(st.sampled_from("abc"), max_size=3),
        "steps": st.lists(st.sampled_from("abc"), max_size=3),
        "hosts": st.lists(st.sampled_from(IDS), max_size=2, unique=True),
        "folder": TEXT,
        "limits": st.one_of(
            st.none(),
            # A group that the object does not have yet can only be added with what it requires.
            st.fixed_dictionaries(
                {"count": st.integers(0, 3)}, optional={"unit": st.sampled_from(["TB", "PB"]), "pin": TEXT}
            ),
        ),
        "ports": st.lists(
            st.fixed_dictionaries(
                {"name": st.sampled_from("abc")},
                optional={"number": st.integers(0, 3), "host": st.sampled_from(["", *IDS])},
            ),
            max_size=3,
            unique_by=lambda port: port["name"],
        ),
        "flat": st.fixed_dictionaries({}, optional={"depth": st.integers(0, 3), "width": st.integers(0, 3)}),
    },
)
EXISTING = st.fixed_dictionaries(
    {"id": st.just("x"), "name": st.just("one"), "kind": st.just("Box"), "hostId": st.sampled_from(IDS)},
    optional={
        "description": st.one_of(st.none(), TEXT),
        "size": st.integers(0, 3),
        "colours": st.one_of(st.none(), st.lists(st.sampled_from("abc"), max_size=3)),
        "settings": st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {"other": st.integers()},
                optional={
                    "limits": st.one_of(
                        st.none(),
                        st.fixed_dictionaries({"vendorOnly": st.integers()}, optional={"count": st.integers(0, 3)}),
                    )
                },
            ),
        ),
        "ports": st.lists(
            st.fixed_dictionaries({"name": st.sampled_from("abc"), "note": st.integers()}),
            max_size=3,
            unique_by=lambda port: port["name"],
        ),
        "vendorOnly": st.integers(),
    },
)


@settings(max_examples=200)
@given(current=EXISTING, desired=WANTED)
def test_what_a_plan_makes_needs_no_further_plan(current, desired):
    original = copy.deepcopy(current)
    plan = plan_present(GADGET, context(), desired, current)
    assert current == original
    made = current if plan.body is None else plan.body
    assert plan_present(GADGET, context(), desired, made).operation == NONE


@settings(max_examples=200)
@given(current=EXISTING, desired=WANTED)
def test_a_plan_keeps_what_the_server_added(current, desired):
    body = plan_present(GADGET, context(), desired, current).body
    if body is None:
        return
    assert body.get("vendorOnly") == current.get("vendorOnly")
    there = current.get("settings") or {}
    assert {"other": there.get("other")} == {"other": (body.get("settings") or {}).get("other")}
    notes = {port["name"]: port["note"] for port in current.get("ports", [])}
    for port in body.get("ports", []):
        assert port.get("note") == notes.get(port["name"])


@settings(max_examples=200)
@given(current=EXISTING, desired=WANTED)
def test_the_state_before_has_the_options_of_the_desired_state(current, desired):
    plan = plan_present(GADGET, context(), desired, current)
    assert plan.before == project(read_state(FIELDS, current, context()), plan.after) or plan.operation == NONE
    if plan.operation == NONE:
        assert plan.before == plan.after


@settings(max_examples=100)
@given(current=EXISTING, desired=WANTED)
def test_the_whole_engine_is_idempotent_and_predicts_itself(current, desired):
    server = with_hosts(DictServer())
    server.objects["x"] = {**current, "id": "x"}
    predicted, _unused = run(copy.deepcopy(server), desired, check_mode=True)
    first, _unused = run(server, desired)
    again, _unused = run(server, desired)
    assert (predicted["changed"], predicted["diff"]) == (first["changed"], first["diff"])
    assert not again["changed"]
    assert len(server.writes) == first["changed"]
