# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Switchover settings: compared, changed, and the phases and steps that depend on them."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery.lifecycle import (
    LIFECYCLE as FILE_SHARE_LIFECYCLE,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery import azure
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.switchover import (
    SETTINGS,
    automatic,
    phase_with_settings,
    settings_body,
    settings_differ,
    validate_settings,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.state_machine import Observation

CONTEXT = SchemaContext(VBR, "1.3-rev1")
TEN, TEN_ELSEWHERE = "2026-05-04T22:00:00Z", "2026-05-05T00:00:00+02:00"
LATER = {"type": "Scheduled", "schedule_time": TEN}


def test_the_same_moment_in_another_time_zone_is_no_difference():
    assert not settings_differ(SETTINGS, LATER, {"type": "Scheduled", "scheduleTime": TEN_ELSEWHERE}, CONTEXT)
    assert settings_differ(SETTINGS, LATER, {"type": "Scheduled", "scheduleTime": "2026-05-04T23:00:00Z"}, CONTEXT)
    assert settings_differ(SETTINGS, LATER, {"type": "Manual"}, CONTEXT)
    assert not settings_differ(SETTINGS, {"type": "Manual"}, {"type": "Manual", "scheduleTime": TEN}, CONTEXT)


def test_what_is_sent_keeps_what_the_task_does_not_mention():
    assert settings_body(SETTINGS, {"type": "Auto"}, {"type": "Manual", "unknown": 1}, CONTEXT) == {
        "type": "Auto",
        "unknown": 1,
    }
    scheduled = {"type": "Scheduled", "scheduleTime": TEN}
    assert settings_body(SETTINGS, LATER, {"type": "Manual"}, CONTEXT) == scheduled
    # The server shows null for what is not set, and takes none.
    unset = {"type": "Manual", "scheduleTime": None, "verifyVMBoot": None}
    assert settings_body(SETTINGS, LATER, unset, CONTEXT) == scheduled
    # A time without a schedule would be refused.
    assert settings_body(SETTINGS, {"type": "Manual"}, scheduled, CONTEXT) == {"type": "Manual"}


@pytest.mark.parametrize(
    ("given", "goal", "option"),
    [
        (LATER, "switched_over", "switchover_settings.type"),
        ({"type": "Scheduled"}, "migrated", "switchover_settings.schedule_time"),
    ],
)
def test_settings_that_contradict_the_goal_are_refused(given, goal, option):
    with pytest.raises(InvalidOption) as refused:
        validate_settings(given, goal)
    assert refused.value.facts["option"] == option


@pytest.mark.parametrize(
    ("given", "goal"), [(LATER, "migrated"), ({"type": "Auto"}, "switched_over"), ({"type": "Manual"}, "switched_over")]
)
def test_settings_that_go_with_the_goal_are_not(given, goal):
    validate_settings(given, goal)


@pytest.mark.parametrize(
    ("observation", "desired", "current", "phase"),
    [
        (Observation("migrating"), {"type": "Manual"}, {"type": "Manual"}, "migrating"),
        (Observation("migrating"), {"type": "Auto"}, {"type": "Manual"}, "migrating with other settings"),
        (Observation("ready to switch"), {"type": "Auto"}, {"type": "Manual"}, "ready to switch with other settings"),
        (Observation("ready to switch"), {}, {"type": "Manual"}, "ready to switch"),
        (Observation("ready to switch"), {}, {"type": "Auto"}, "switching"),
        # It has tried, and does not try again by itself.
        (Observation("ready to switch", reason="no space"), {}, {"type": "Auto"}, "ready to switch"),
    ],
)
def test_the_phase_of_a_migration_depends_on_its_settings(observation, desired, current, phase):
    assert phase_with_settings(SETTINGS, observation, desired, current, CONTEXT) == phase


@pytest.mark.parametrize("lifecycle", [azure.LIFECYCLE, FILE_SHARE_LIFECYCLE])
def test_a_server_that_switches_over_by_itself_is_not_asked_to(lifecycle):
    def outcome(chosen, goal, phase):
        return [step.name for step in chosen.predict(goal, phase)], chosen.final_phase(goal, phase)

    by_itself = automatic(lifecycle)
    assert outcome(lifecycle, "switched_over", "none") == (["mount", "migrate", "switchover"], "switched_over")
    assert outcome(by_itself, "switched_over", "none") == (["mount", "migrate"], "switched_over")
    assert outcome(lifecycle, "migrated", "none") == (["mount", "migrate"], "ready to switch")
    assert outcome(by_itself, "migrated", "none") == (["mount", "migrate"], "switched_over")
    change = "ready to switch with other settings"
    assert outcome(by_itself, "migrated", change) == (["change switchover settings"], "switched_over")
    assert outcome(by_itself, "mounted", "none") == (["mount"], "mounted")
    # Where that has failed, the switchover is requested after all.
    assert outcome(by_itself, "switched_over", "ready to switch") == (["switchover"], "switched_over")
