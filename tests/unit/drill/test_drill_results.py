# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a drill has shown: times, targets, checks and what was left behind."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.evidence import as_html, as_junit, timeline
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.results import outcome_of, results, summary_lines
from support.drills import HOSTILE, HTTP, START, drill, outcome, recovered, template


def report(*outcomes: dict[str, Any], mode: str = "drill") -> dict[str, Any]:
    names = [f"vm{number}" for number in range(len(outcomes))]
    return results(drill(*names, mode=mode), outcomes)


def only(**keys: Any) -> dict[str, Any]:
    machine: dict[str, Any] = report(outcome(**keys))["machines"][0]
    return machine


def test_a_machine_that_passed():
    machine = only()
    assert machine["passed"]
    assert machine["seconds"] == {"mount": 60.0, "boot": 90.0, "service": 30.0, "total": 180.0}
    assert machine["rto"] == {"target_minutes": 15, "minutes": 3.0, "met": True}
    assert machine["rpo"] == {"target_hours": 24, "hours": 3.5, "met": True}
    assert [check["passed"] for check in machine["checks"]] == [True, True, True]
    assert machine["sessions"][0]["logs"] == [
        {
            "status": "Succeeded",
            "start_time": "2026-05-04T08:00:00Z",
            "title": "Mounting the disks",
            "description": None,
        }
    ]


def test_the_whole_drill_is_from_the_first_start_to_the_last_service():
    whole = report(outcome(), outcome(START + 200), outcome(START + 200))
    assert whole["passed"]
    assert whole["seconds"] == 380.0
    assert whole["rto"]["minutes"] == 6.33
    assert whole["started"] == "2026-05-04T13:06:40.000+00:00"
    assert summary_lines(whole)[-1] == "3 of 3 machines passed in 380.0 s"


@pytest.mark.parametrize(
    ("keys", "reached", "words"),
    [
        (
            {"tcp": {"results": [{"msg": "Timeout when waiting for 10.99.0.1:5432", "state": None}]}},
            "mounted",
            "Timeout",
        ),
        ({"tcp": None, "http": None, "tasks": None, "error": "A task failed."}, "mounted", "It was not reached."),
        ({"http": {"results": [{"status": 500, "content": "ready"}]}}, "booted", "The answer has status 500."),
        ({"http": {"results": [{"status": 200, "content": "no"}]}}, "booted", "and not the text 'ready'."),
        ({"http": {"results": [{"status": -1, "msg": "Connection refused"}]}}, "booted", "Connection refused"),
        ({"tasks": {"results": [{"passed": False, "msg": "wrong count"}]}}, "booted", "wrong count"),
    ],
)
def test_a_failed_check_means_that_the_service_was_not_reached(keys, reached, words):
    machine = only(**keys)
    assert not machine["passed"]
    assert not machine["ready"]
    assert [name for name, time in machine["times"].items() if time][-1] == reached
    assert machine["seconds"]["total"] is None
    assert machine["rto"] == {"target_minutes": 15, "minutes": None, "met": False}
    assert words in " ".join(check["message"] for check in machine["checks"])


def test_a_machine_that_was_not_recovered():
    machine = only(
        marks={"started": START, "mounted": START + 2},
        recovered={"failed": False, "error": {"kind": "SessionFailed"}, "msg": "Not enough space."},
    )
    assert machine["problems"] == ["Not enough space."]
    assert machine["times"]["mounted"] is None
    assert machine["restore_point"] is None


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"marks": {"started": START, "mounted": START + 900, "booted": START + 901, "served": START + 902}}, "rto"),
        ({"recovered": recovered(restore_point={"age_hours": 25.0, "passed_over": []})}, "rpo"),
    ],
)
def test_a_target_that_was_not_met_fails_the_machine(keys, key):
    machine = only(**keys)
    assert machine["ready"]
    assert machine[key]["met"] is False
    assert not machine["passed"]
    assert f"its {key.upper()} target was not met" in "\n".join(summary_lines(report(outcome(**keys))))


@pytest.mark.parametrize(
    ("keys", "ready", "problem"),
    [
        (
            {"recovered": recovered(phase="migrated")},
            False,
            "The copy 'vm0-drill' is migrated, not mounted by this drill.",
        ),
        ({"finished": {"phase": "migrated"}}, True, "'vm0-drill' was not removed, because it is migrated."),
    ],
)
def test_a_copy_that_somebody_has_migrated_fails_the_drill(keys, ready, problem):
    machine = only(**keys)
    assert machine["ready"] is ready
    assert not machine["passed"]
    assert machine["problems"][0].startswith(problem)


def test_a_copy_that_may_still_be_mounted_fails_the_drill():
    machine = only(finished={"failed": False, "error": {}, "msg": "The server does not respond."})
    assert machine["problems"] == [
        "'vm0-drill' may still be mounted. Run the drill again, or remove it. The server does not respond."
    ]
    assert not machine["passed"]


@pytest.mark.parametrize(
    ("keys", "problems"),
    [
        ({"finished": {"phase": "migrated"}}, []),
        ({"finished": {"error": {}, "msg": "No space."}}, ["It was not migrated to production. No space."]),
        # It is not migrated, and that is not a second problem.
        ({"http": {"results": [{"status": 500}]}, "finished": {"skipped": True}}, []),
    ],
)
def test_a_failover_ends_with_the_migration(keys, problems):
    machine = report(outcome(**keys), mode="failover")["machines"][0]
    assert machine["problems"] == problems
    assert machine["passed"] is (keys["finished"] == {"phase": "migrated"})


def test_warnings_are_shown_once():
    machine = only(recovered=recovered(warnings=["w", "v"]), finished={"phase": "none", "warnings": ["w"]})
    assert machine["warnings"] == ["w", "v"]


def test_what_the_role_registers_is_found_under_its_names():
    variables = {"dr_drill_marks": {"started": 1}, "dr_drill_sessions": {"sessions": [1]}, "other": 2}
    assert outcome_of(variables) == {**dict.fromkeys(outcome()), "marks": {"started": 1}, "sessions": [1]}
    assert outcome_of({"dr_drill_sessions": {"skipped": True}})["sessions"] is None


def hostile() -> dict[str, Any]:
    """A report in which every text tries to break out."""
    done = outcome(
        recovered=recovered(warnings=[HOSTILE]),
        http={"results": [{"status": -1, "msg": HOSTILE}]},
        sessions=[{"id": HOSTILE, "logs": [{"title": HOSTILE, "status": HOSTILE}]}],
        finished={"error": {}, "msg": HOSTILE},
    )
    return results(drill(HOSTILE), [done], {"name": HOSTILE, "build_version": HOSTILE})


def test_hostile_names_stay_text_in_the_page():
    page = as_html(hostile(), template())
    assert page.count("<script") == 0
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    page.encode("utf-8")
    assert not [sign for sign in page if ord(sign) < 32 and sign != "\n"]


def test_the_page_needs_nothing_from_the_network():
    page = as_html(report(outcome(), outcome(), outcome()), template())
    for word in ("src=", "href=", "@import", "url(", "http-equiv"):
        assert word not in page


def test_junit_has_a_case_for_each_recovery_check_and_target():
    text = as_junit(hostile())
    root = ElementTree.fromstring(text)  # noqa: S314
    cases = list(root.iter("testcase"))
    assert [case.get("name") for case in cases][-2:] == ["RTO", "RPO"]
    assert len(cases) == 6
    failed = [case.get("name") for case in cases if case.find("failure") is not None]
    assert failed == ["recovery", f"{HTTP['url']} answers 200 with the text 'ready'", "RTO"]
    assert root.get("tests") == "6"
    assert root.get("failures") == "3"


def test_the_report_is_json():
    whole = report(outcome(), outcome())
    assert json.loads(json.dumps(whole)) == whole


def test_the_bars_are_within_the_drawing_and_in_order():
    drawn = timeline(report(outcome(), outcome(START + 200), outcome(START + 200, marks={})))
    bars = [bar for row in drawn["rows"] for bar in row["bars"]]
    assert [bar["stage"] for bar in bars] == ["mount", "boot", "service"] * 2
    assert all(bar["x"] >= 0 and bar["x"] + bar["width"] <= drawn["width"] for bar in bars)
    assert drawn["rows"][2]["bars"] == []
    assert [tick["label"] for tick in drawn["ticks"]][-1] == "6.3 min"


def test_a_drill_that_nothing_was_reached_in_is_drawn_too():
    empty = report(outcome(marks={}, recovered={"msg": "x"}))
    assert not empty["passed"]
    assert "not started" in as_html(empty, template())


def test_times_may_be_texts_as_of_ansible_core_2_18():
    times = {"started": START, "mounted": START + 2, "booted": START + 5, "served": START + 9.5}
    of_texts = report(outcome(marks={name: str(time) for name, time in times.items()}))
    assert of_texts == report(outcome(marks=times))
    assert of_texts["machines"][0]["seconds"]["total"] == 9.5
