# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The switchover to what was migrated: its settings, and the phases that depend on them.

Machines in Azure and file shares are switched over; their settings are similar. Pure. Private to the
collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...core.errors import InvalidOption
from ...core.timestamps import parse_time
from ...schema.diff import differences
from ...schema.fields import Field
from ...schema.resource import SchemaContext
from ...schema.state import read_state, without_nulls
from ...schema.writing import write_given
from ...workflow.mounted_recovery import MIGRATED, SWITCHED_OVER, MountedRecovery
from ...workflow.state_machine import Lifecycle, Observation, Step, Wait

AUTO, MANUAL, SCHEDULED = "Auto", "Manual", "Scheduled"

# "Other settings": the current switchover settings differ from the desired ones.
MIGRATING, READY = "migrating", "ready to switch"
MIGRATING_OTHER, READY_OTHER = "migrating with other settings", "ready to switch with other settings"
SWITCHING, IS_SWITCHED = "switching", "switched_over"
# It was migrated and its mount is gone, and no session shows whether it was switched over or taken back.
ENDED = "ended"
OTHER_SETTINGS = {MIGRATING: MIGRATING_OTHER, READY: READY_OTHER}

# The settings that both have.
SETTINGS = (
    Field("type", choices=(AUTO, MANUAL, SCHEDULED), required=True),
    Field("schedule_time", normalize=lambda given: parse_time(given) if given else None),
)


def automatic(lifecycle: Lifecycle[MountedRecovery]) -> Lifecycle[MountedRecovery]:
    """The lifecycle where the server switches over by itself, as soon as the migration allows."""
    transitions = {goal: dict(by_phase) for goal, by_phase in lifecycle.transitions.items()}
    for goal in (MIGRATED, SWITCHED_OVER):
        change = transitions.get(goal, {}).get(READY_OTHER)
        if isinstance(change, Step):
            transitions[goal][MIGRATING] = Wait(SWITCHING)
            transitions[goal][READY_OTHER] = replace(change, next_phase=SWITCHING)
    return replace(lifecycle, transitions=transitions)


def validate_settings(given: Mapping[str, Any], goal: str) -> None:
    """Raise InvalidOption for settings that contradict the goal or are incomplete."""
    scheduled = given.get("type") == SCHEDULED
    if goal == SWITCHED_OVER and scheduled:
        raise InvalidOption(
            "state=switched_over switches over as soon as the migration allows, but switchover_settings.type=Scheduled "
            "waits for schedule_time. Use state=migrated: the server then switches over by itself at that time.",
            option="switchover_settings.type",
        )
    if scheduled and not given.get("schedule_time"):
        raise InvalidOption(
            "switchover_settings.type=Scheduled needs schedule_time.", option="switchover_settings.schedule_time"
        )


def settings_body(
    fields: tuple[Field, ...], desired: Mapping[str, Any], current: Mapping[str, Any], context: SchemaContext
) -> dict[str, Any]:
    """The switchover settings to send: the current ones, changed to the desired ones."""
    body: dict[str, Any] = without_nulls(current)
    write_given(fields, desired, body, context)
    if body.get("type") != SCHEDULED:
        body.pop("scheduleTime", None)
    return body


def settings_differ(
    fields: tuple[Field, ...], desired: Mapping[str, Any], current: Mapping[str, Any], context: SchemaContext
) -> bool:
    """Whether the current switchover settings differ from the desired ones."""
    return any(True for _difference in differences(fields, desired, read_state(fields, current, context), context))


def phase_with_settings(
    fields: tuple[Field, ...],
    observation: Observation,
    desired: Mapping[str, Any],
    current: Mapping[str, Any],
    context: SchemaContext,
) -> str:
    """The phase of a migration, which depends on the desired and the current switchover settings."""
    if desired and settings_differ(fields, desired, current, context):
        return OTHER_SETTINGS[observation.phase]
    if observation.phase == READY and current.get("type") == AUTO and not observation.reason:
        # The server switches over by itself, unless it has tried and failed.
        return SWITCHING
    return observation.phase
