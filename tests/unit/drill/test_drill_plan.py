# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery plan in order, and everything that is wrong with it at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opendr.veeam.plugins.filter.drill_approval import drill_approval
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.approval import all_problems, left_over, plan_lines
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.checks import normalized_check, what
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.plan import prepared, tier_order


def tier(name: str, *machines: Any, **keys: Any) -> dict[str, Any]:
    return {"name": name, "machines": [{"name": item} if isinstance(item, str) else item for item in machines], **keys}


def plan(*tiers: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"name": "Shop", "tiers": list(tiers), **keys}


def problems(*tiers: dict[str, Any], mode: str = "drill", **keys: Any) -> list[str]:
    return list(prepared(plan(*tiers, **keys), mode=mode)["problems"])


def test_machines_come_in_the_order_of_their_tiers_and_each_tier_is_a_batch():
    drill = prepared(plan(tier("web", "w1", after=["apps"]), tier("db", "d1", after=[]), tier("apps", "a1", "a2")))
    assert drill["problems"] == []
    assert [machine["name"] for machine in drill["machines"]] == ["d1", "a1", "a2", "w1"]
    assert drill["batches"] == [1, 2, 1]


def test_a_copy_has_another_name_no_network_and_its_own_options_over_the_defaults():
    defaults = {"recovery": {"reason": "drill", "power_up": False}, "rpo_hours": 24}
    machine = {"name": "db01", "restore_point": {"job": "Nightly"}, "recovery": {"reason": "mine"}}
    (found,) = prepared(plan(tier("db", machine)), defaults)["machines"]
    assert found["options"] == {
        "platform": "vsphere",
        "restore_point": {"name": "db01", "job": "Nightly"},
        "vm_name": "db01-drill",
        "again": "new_restore_point",
        "reason": "mine",
        "power_up": False,
        "nics_enabled": False,
    }
    assert found["rpo_hours"] == 24


def test_other_platforms_get_only_the_options_they_have():
    hyperv = {"name": "h", "platform": "hyperv", "isolation": "no route"}
    azure = {"name": "a", "platform": "azure", "isolation": "no route"}
    first, second = prepared(plan(tier("all", hyperv, azure)))["machines"]
    assert first["options"]["power_up"] is True
    assert "nics_enabled" not in first["options"]
    assert not {"power_up", "nics_enabled"} & set(second["options"])


def test_a_failover_recovers_the_machine_itself_on_the_network_and_from_before_the_incident():
    machine = {"name": "db01", "failover": {"migration": {"host": {"name": "esx01"}}}}
    defaults = {"failover": {"destination": {"host": {"name": "esx01"}}}}
    drill = prepared(plan(tier("db", machine)), defaults, mode="failover", since="2026-05-04T13:30:00Z")
    assert drill["problems"] == []
    options = drill["machines"][0]["options"]
    assert options["vm_name"] == "db01"
    assert options["nics_enabled"] is True
    assert options["since"] == options["restore_point"]["before"] == "2026-05-04T13:30:00Z"
    assert set(options) >= {"migration", "destination"}
    assert "again" not in options


def test_only_some_machines_are_taken():
    drill = prepared(plan(tier("db", "d1"), tier("web", "w1", "w2")), only=["w2", "other"])
    assert [machine["name"] for machine in drill["machines"]] == ["w2"]
    assert drill["batches"] == [1]
    assert [machine["name"] for machine in prepared(plan(tier("db", "d1", "d11")), only="d11, x")["machines"]] == [
        "d11"
    ]
    assert [machine["name"] for machine in prepared(plan(tier("db", "d1")), only=None)["machines"]] == ["d1"]


@pytest.mark.parametrize("only", [["x"], [], ""])
def test_a_run_that_takes_no_machine_is_a_problem_and_does_not_take_all(only):
    drill = prepared(plan(tier("db", "d1")), only=only)
    assert drill["machines"] == []
    assert drill["problems"] == ["The plan has no machine of this run. Check which machines are to be taken."]


def test_what_the_plan_decides_is_no_option_of_the_defaults_either():
    defaults = {"recovery": {"mount_id": "x"}, "failover": {"state": "mounted"}}
    machine = {"name": "m", "recovery": {"reason": "r"}, "failover": {"overwrite": True}}
    assert prepared(plan(tier("t", machine)), defaults)["problems"] == [
        "m: mount_id is not an option of recovery, because the plan itself decides it.",
        "m: state is not an option of failover, because the plan itself decides it.",
    ]
    assert prepared(plan(tier("t", machine)), {"recovery": "x"})["problems"] == ["m: recovery is not a dictionary."]


def test_null_does_not_replace_what_is_safe():
    machine = {"name": "m", "recovery": {"nics_enabled": None, "power_up": None, "reason": None}}
    (found,) = prepared(plan(tier("t", machine)), {"recovery": {"nics_enabled": True, "reason": "drill"}})["machines"]
    assert (found["options"]["nics_enabled"], found["options"]["power_up"]) == (False, True)
    assert "reason" not in found["options"]
    real = {"name": "m", "failover": {"nics_enabled": None}}
    (found,) = prepared(plan(tier("t", real)), mode="failover")["machines"]
    assert found["options"]["nics_enabled"] is True


def test_a_copy_must_not_have_the_name_of_another_machine_even_of_one_that_is_not_taken():
    shop = plan(tier("t", {"name": "a", "vm_name": "B"}, "b"))
    expected = ["a: vm_name 'B' is the name of another machine of the plan. Set another one."]
    assert prepared(shop)["problems"] == prepared(shop, only=["a"])["problems"] == expected


@pytest.mark.parametrize(
    ("before", "used"),
    [
        ("2026-05-04T16:00:00+02:00", "2026-05-04T13:30:00Z"),
        ("2026-05-04T12:00:00Z", "2026-05-04T12:00:00Z"),
        # The module refuses it.
        ("yesterday", "yesterday"),
    ],
)
def test_no_restore_point_of_a_failover_is_later_than_the_incident(before, used):
    machine = {"name": "m", "restore_point": {"before": before}}
    (found,) = prepared(plan(tier("t", machine)), mode="failover", since="2026-05-04T13:30:00Z")["machines"]
    assert found["options"]["restore_point"]["before"] == used


def test_a_name_that_is_no_name_of_a_host_gets_another_host():
    hosts = [machine["host"] for machine in prepared(plan(tier("t", "db01", "My VM [2]", "a:b")))["machines"]]
    assert hosts == ["db01", "machine-2", "machine-3"]


@pytest.mark.parametrize(
    "broken", [None, {}, [], {"name": "x"}, {"name": "x", "tiers": []}, {"name": "x", "tiers": [1]}]
)
def test_what_is_no_plan_is_one_problem(broken):
    drill = prepared(broken)
    assert len(drill["problems"]) == 1
    assert drill["machines"] == []


def test_tiers_that_wait_for_each_other():
    found = problems(tier("a", "m1", after=["c"]), tier("b", "m2", after=["a"]), tier("c", "m3", after=["b"]))
    assert found == ["The tiers a -> c -> b -> a wait for each other. Remove one 'after'."]


@pytest.mark.parametrize(
    ("machine", "problem"),
    [
        ({"name": ""}, "has no name"),
        ({"name": "m", "colour": "red"}, "m: 'colour' is not known there. Available: name, platform"),
        ({"name": "m", "platform": "kvm"}, "platform 'kvm' not found. Available: vsphere, hyperv, azure."),
        ({"name": "m", "recovery": {"state": "migrated"}}, "m: state is not an option of recovery"),
        ({"name": "m", "recovery": "x"}, "m: recovery is not a dictionary."),
        ({"name": "m", "rto_minutes": 0}, "rto_minutes is 0. Set a number greater than 0."),
        ({"name": "m", "rpo_hours": "24h"}, "rpo_hours is '24h'."),
        ({"name": "m", "rto_minutes": 10, "expected_minutes": 12}, "m: the target cannot be met. rto_minutes is 10"),
        ({"name": "m", "checks": {"type": "tcp"}}, "m: checks is not a list."),
        ({"name": "m", "checks": ["tcp"]}, "m: a check is 'tcp'. Set a dictionary with its type: tcp, http, tasks."),
        ({"name": "m", "checks": [{"type": "udp"}]}, "m: check type 'udp' not found. Available: tcp, http, tasks."),
        ({"name": "m", "checks": [{"type": ""}]}, "m: check type '' not found. Available: tcp, http, tasks."),
        ({"name": "m", "checks": [{"type": "tcp", "port": 1}]}, "a check of the type tcp has no host."),
        ({"name": "m", "checks": [{"type": "tcp", "host": "h", "port": 70000}]}, "port is 70000."),
        ({"name": "m", "checks": [{"type": "http", "url": "ftp://x"}]}, "does not begin with http:// or https://."),
        ({"name": "m", "checks": [{"type": "http", "url": "http://x", "status": 99}]}, "status has 99."),
        ({"name": "m", "checks": [{"type": "http", "url": "http://x", "interval": 0}]}, "interval is 0."),
        ({"name": "m", "checks": [{"type": "tcp", "host": "h", "port": 1, "timeout": 0}]}, "timeout is 0."),
        ({"name": "m", "checks": [{"type": "tasks", "file": "x", "url": "y"}]}, "has 'url', which is not known there."),
        ({"name": "m", "recovery": {"nics_enabled": True}}, "m: nics_enabled is true, so the copy could reach"),
        ({"name": "m", "platform": "hyperv"}, "m: network_mappings is missing, so the copy could reach"),
        ({"name": "m", "platform": "azure"}, "m: A machine in Azure is connected to a network"),
        ({"name": "m", "recovery": {"type": "OriginalLocation"}}, "would replace the original"),
        ({"name": "m", "recovery": {"overwrite": True}}, "overwrite=true is not for a drill."),
        ({"name": "m", "vm_name": "M"}, "vm_name 'M' is the name of the original."),
    ],
)
def test_a_mistake_in_a_machine(machine, problem):
    drill = prepared(plan(tier("t", machine)))
    (only,) = drill["problems"]
    assert problem in only
    # Nor is it in the way of what the server has to say.
    refused = {"failed": True, "msg": "refused"}
    approval = drill_approval(drill, [refused])
    assert (approval["problems"], approval["lines"]) == ([only, f"{machine['name']}: refused"], [])


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://drill:p%40ss@app01/health?x=@y", "https://***@app01/health?x=@y"),
        ("http://app01/@b", "http://app01/@b"),
    ],
)
def test_the_account_in_the_address_of_a_check_is_not_shown(url, shown):
    assert what(normalized_check({"type": "http", "url": url})) == f"{shown} answers 200"


def test_every_problem_is_reported_at_once():
    found = problems(
        tier("db", "m", {"name": "n", "platform": "kvm"}, after=["nothing"]),
        tier("db", "M", colour=1, after="x"),
        rto_minutes=-1,
        colour=2,
    )
    text = "\n".join(found)
    for part in (
        "The plan: 'colour' is not known there",
        "The plan: rto_minutes is -1",
        "The tier 'db' is in the plan 2 times.",
        "waits for 'nothing', which is not a tier. Available: db, db.",
        "The tier 'db': 'colour' is not known there",
        "after is a list of names of tiers",
        "platform 'kvm' not found",
        "The machine 'm' is in the plan 2 times.",
    ):
        assert part in text


def test_tiers_one_after_the_other_take_longer_than_the_target():
    slow = {"name": "a", "expected_minutes": 40}
    slower = [{"name": "b", "expected_minutes": 20}, {"name": "c", "expected_minutes": 25}]
    found = problems(tier("db", slow), tier("web", *slower), rto_minutes=60)
    assert found == [
        (
            "The plan: the target cannot be met. rto_minutes is 60, and the tiers are expected to take 65 minutes one "
            "after the other."
        )
    ]


@given(st.lists(st.lists(st.integers(0, 5), max_size=3), min_size=1, max_size=6))
def test_each_tier_comes_after_those_it_waits_for_or_a_cycle_is_named(waits):
    count = len(waits)
    tiers = [{"name": str(number), "after": [str(w) for w in after if w < count]} for number, after in enumerate(waits)]
    order, cycle = tier_order(tiers)
    assert sorted(order) == sorted(item["name"] for item in tiers)
    by_name = {item["name"]: set(item["after"]) for item in tiers}
    if cycle:
        assert cycle[0] == cycle[-1]
        assert all(following in by_name[name] for name, following in zip(cycle, cycle[1:], strict=False))
    else:
        assert all(by_name[name] <= set(order[:place]) for place, name in enumerate(order))


def prediction(age: float = 3.0, **keys: Any) -> dict[str, Any]:
    point = {"creation_time": "2026-05-04T07:51:25Z", "age_hours": age, "malware_status": "Clean", "passed_over": []}
    return {"phase": "mounted", "steps": ["mount"], "restore_point": point, **keys}


def test_what_the_server_says_is_added_to_the_problems_of_the_plan():
    over = {"id": "x", "creation_time": "2026-05-05T07:51:25Z", "reason": "its malware status is Infected"}
    old = prediction(30.0)
    old["restore_point"]["passed_over"] = [over]
    drill = prepared(plan(tier("t", {"name": "a", "rpo_hours": 24}, "b", "c", {"name": "d", "platform": "kvm"})))
    gone = {"failed": False, "error": {"kind": "ObjectNotFound"}, "msg": "No backup contains a machine 'b'."}
    refused = {"failed": False, "msg": "Unsupported parameters"}
    found = all_problems(drill, [old, gone, prediction(), refused])
    assert found == [
        "d: platform 'kvm' not found. Available: vsphere, hyperv, azure.",
        (
            "a: the target cannot be met. rpo_hours is 24, and the newest restore point that can be used is 30.0 hours "
            "old, from 2026-05-04T07:51:25Z. 2026-05-05T07:51:25Z was passed over, because its malware status is "
            "Infected."
        ),
        "b: No backup contains a machine 'b'.",
        "d: Unsupported parameters",
    ]


def test_the_plan_reads_as_text_and_names_what_is_left_over():
    machine = {"name": "a", "rpo_hours": 24, "rto_minutes": 5, "checks": [{"type": "tcp", "host": "h", "port": 80}]}
    drill = prepared(plan(tier("db", machine), tier("web", "b")))
    predictions = [prediction(), prediction(steps=[])]
    assert left_over(drill, predictions) == [1]
    assert plan_lines(drill, predictions) == [
        "Shop: drill of 2 machines in 2 tiers",
        "tier db",
        "  a -> a-drill on vsphere, from 2026-05-04T07:51:25Z (3.0 hours old, Clean)",
        "    check: TCP port 80 of h",
        "    targets: RTO 5 minutes, RPO 24 hours",
        "tier web",
        "  b -> b-drill on vsphere, from 2026-05-04T07:51:25Z (3.0 hours old, Clean)",
        "left over from an earlier drill, removed first: b-drill",
    ]
    failover = prepared(plan(tier("web", "b")), mode="failover")
    assert left_over(failover, predictions[1:]) == []
    assert "    then it is migrated to production" in plan_lines(failover, predictions[1:])
