# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which restore point of an Azure VM is chosen, why the others are not, and whose it is."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.restore_points import (
    Choice,
    Policy,
    choice_facts,
    choose,
    chosen_point,
    machine_of,
    select_machine,
    unusable,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    InvalidOption,
    NoRestorePoint,
    ObjectNotFound,
)

MACHINE = {"id": "vm-1", "name": "app", "resourceGroup": {"name": "rg-prod"}}
TWIN = {"id": "vm-2", "name": "app", "resourceGroup": {"name": "rg-test"}}
OTHER = {"id": "vm-3", "name": "app-old", "resourceGroup": None}


def point(name: str, created: str, **values: Any) -> dict[str, Any]:
    return {
        "id": name,
        "vmName": "app",
        "pointInTime": created,
        "isCorrupted": False,
        "state": "Ok",
        "backupDestination": "AzureBlob",
        "accessTier": "Hot",
        "dataRetrievalStatus": "None",
        "jobSessionId": f"session of {name}",
        "type": "Incremental",
        **values,
    }


OLD = point("old", "2026-05-01T01:00:00Z", accessTier="Cool", type="Full")
MIDDLE = point("middle", "2026-05-02T01:00:00+00:00", backupDestination="Snapshot", accessTier=None)
NEW = point("new", "2026-05-03T01:00:00.123456789Z")
POINTS = [MIDDLE, NEW, OLD]


class Appliance:
    """As much of a client as choosing asks for."""

    def __init__(self, machines: list[dict[str, Any]], points: dict[str, list[dict[str, Any]]]) -> None:
        self.machines, self.points = machines, points
        self.asked: list[str] = []

    def pages(self, path: str, query: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        self.asked.append(path)
        if path == "/protectedItem/virtualMachines":
            return [one for one in self.machines if (query or {}).get("SearchPattern", "") in one["name"]]
        return self.points[(query or {})["VirtualMachineId"]]

    def find(self, path: str) -> dict[str, Any] | None:
        self.asked.append(path)
        kind, _unused, key = path.rpartition("/")
        if kind == "/jobSessions":
            known = {"session of new": "Nightly", "session of old": "Weekly"}
            return (
                {"backupJobInfo": {"policyId": "P-" + known[key], "policyName": known[key]}} if key in known else None
            )
        return next((one for held in self.points.values() for one in held if one["id"] == key), None)


def test_the_newest_is_chosen():
    found = choose(POINTS, {}, MACHINE)
    assert (found.point["id"], found.machine, found.passed_over) == ("new", MACHINE, ())


@pytest.mark.parametrize(
    ("wanted", "chosen", "reasons"),
    [
        ({"before": "2026-05-03T01:00:00Z"}, "middle", ["not before 2026-05-03T01:00:00Z"]),
        ({"before": "2026-05-02T03:00:00+02:00"}, "old", ["not before", "not before"]),
        ({"after": "2026-05-02T12:00:00Z"}, "new", []),
        ({"destination": ["Snapshot"]}, "middle", ["its destination is AzureBlob"]),
        ({"access_tier": ["Cool"]}, "old", ["its access tier is Hot", "its access tier is none"]),
        ({"policy": "Weekly"}, "old", ["it was made by the policy 'Nightly'", "no policy is known to have made it"]),
        ({"policy": "p-nightly"}, "new", []),
    ],
)
def test_rules_pass_points_over(wanted, chosen, reasons):
    client = Appliance([MACHINE], {"vm-1": POINTS})
    found = chosen_point(client, {"name": "app", **wanted})
    assert found.point["id"] == chosen
    assert len(found.passed_over) == len(reasons)
    for (_id, _when, reason), expected in zip(found.passed_over, reasons, strict=True):
        assert reason.startswith(expected)


def test_policies_are_asked_for_only_where_one_is_wanted_and_until_one_fits():
    client = Appliance([MACHINE], {"vm-1": POINTS})
    chosen_point(client, {"name": "app"})
    assert not [path for path in client.asked if "jobSessions" in path]
    chosen_point(client, {"name": "app", "policy": "Nightly"})
    assert [path for path in client.asked if "jobSessions" in path] == ["/jobSessions/session of new"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"isCorrupted": True}, "it is corrupted"),
        ({"isCorrupted": None, "state": "Corrupted"}, "it is corrupted"),
        ({"accessTier": "Archive"}, "its data is in the archive and must be retrieved first"),
        (
            {"accessTier": "Archive", "dataRetrievalStatus": "Retrieving"},
            "its data is still being retrieved from the archive",
        ),
        ({"accessTier": "Archive", "dataRetrievalStatus": "Retrieved"}, None),
        ({"state": "NotApplicable"}, None),
        ({}, None),
    ],
)
def test_what_cannot_be_restored_from(values, reason):
    assert unusable(point("any", "2026-05-01T01:00:00Z", **values)) == reason


def test_where_none_is_left_each_is_named_with_its_reason():
    with pytest.raises(NoRestorePoint, match=r"None of the 2 .* 'app' .*\(a\): it is corrupted; .*\(b\): not after"):
        choose(
            [point("a", "2026-05-03T01:00:00Z", isCorrupted=True), point("b", "2026-05-01T01:00:00Z")],
            {"after": "2026-05-02T00:00:00Z"},
            MACHINE,
        )
    with pytest.raises(NoRestorePoint, match="'app' has no restore point"):
        choose([], {"name": "app"}, {})
    with pytest.raises(InvalidOption, match="not a date and time"):
        choose(POINTS, {"before": "yesterday"}, MACHINE)


def test_by_its_id_the_rules_hold_too():
    client = Appliance([MACHINE, OTHER], {"vm-1": POINTS, "vm-3": []})
    assert chosen_point(client, {"id": "old"}) == Choice(OLD, machine=MACHINE)
    with pytest.raises(NoRestorePoint, match="not after"):
        chosen_point(client, {"id": "old", "after": "2026-05-02T00:00:00Z"})
    with pytest.raises(ObjectNotFound, match="restore point of an Azure VM with the id none"):
        chosen_point(client, {"id": "none"})


def test_machines_of_one_name_are_told_apart():
    client = Appliance([MACHINE, TWIN, OTHER], {"vm-1": [OLD], "vm-2": [NEW]})
    with pytest.raises(AmbiguousName, match=r"vm-1 \(resource group rg-prod\), vm-2 .* resource_group"):
        select_machine(client, {"name": "app"})
    assert select_machine(client, {"name": "app", "resource_group": "RG-test"}) is TWIN
    assert select_machine(client, {"vm_id": "vm-1"}) is MACHINE
    assert machine_of(client, NEW) is TWIN


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"name": "ap"}, "protected Azure VM 'ap'. Similar: 'app', 'app-old'"),
        ({"name": "nothing"}, "There is no protected Azure VM 'nothing'. Available: 'app', 'app-old'"),
        ({"name": "app", "resource_group": "rg-no"}, "in the resource group 'rg-no'. Similar: 'app in rg-prod'"),
        ({"vm_id": "vm-9"}, "no protected Azure VM with the id vm-9"),
    ],
)
def test_a_machine_that_is_not_there(wanted, message):
    with pytest.raises(ObjectNotFound, match=message):
        select_machine(Appliance([MACHINE, OTHER], {}), wanted)


def test_a_point_whose_machine_is_protected_no_more():
    assert machine_of(Appliance([OTHER], {}), NEW) == {}


def test_the_result_tells_the_age_and_what_was_passed_over():
    choice = choose(POINTS, {"destination": ["Snapshot"]}, MACHINE, lambda one: Policy())
    facts = choice_facts(choice, datetime(2026, 5, 2, 13, 0, tzinfo=timezone.utc))
    assert (facts["id"], facts["vm_id"], facts["resource_group"], facts["age_hours"]) == (
        "middle",
        "vm-1",
        "rg-prod",
        12.0,
    )
    assert [one["id"] for one in facts["passed_over"]] == ["new"]
    assert choice_facts(choice, None)["age_hours"] is None
