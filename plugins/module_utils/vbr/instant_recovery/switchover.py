# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When what was migrated takes over: the settings of that, and the phases they make a difference to.

Machines in Azure and file shares are switched over; their settings are alike. Pure. Private to the
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
from ...schema.state import read_state, write_state
from ...workflow.state_machine import Lifecycle, Observation, Step, Wait
from .platform import MIGRATED, SWITCHED

AUTO, MANUAL, SCHEDULED = "Auto", "Manual", "Scheduled"

# The two "other settings" mean: the switchover settings are not the ones wanted.
MIGRATING, READY = "migrating", "ready to switch"
MIGRATING_OTHER, READY_OTHER = "migrating with other settings", "ready to switch with other settings"
SWITCHING, IS_SWITCHED = "switching", "switched_over"
OTHER_SETTINGS = {MIGRATING: MIGRATING_OTHER, READY: READY_OTHER}

# The step that changes the settings, in both phases.
CHANGE = "change switchover settings"

# The settings that both have.
SETTINGS = (
    Field("type", choices=(AUTO, MANUAL, SCHEDULED), required=True),
    Field("schedule_time", normalize=lambda given: parse_time(given) if given else None),
)


def automatic(lifecycle: Lifecycle) -> Lifecycle:
    """The route where the server switches over by itself, as soon as the migration allows."""
    transitions = {goal: dict(ways) for goal, ways in lifecycle.transitions.items()}
    for goal in (MIGRATED, SWITCHED):
        change = transitions.get(goal, {}).get(READY_OTHER)
        if isinstance(change, Step):
            transitions[goal][MIGRATING] = Wait(SWITCHING)
            transitions[goal][READY_OTHER] = replace(change, next_phase=SWITCHING)
    return replace(lifecycle, transitions=transitions)


def validate_settings(given: Mapping[str, Any], goal: str) -> None:
    """Raise InvalidOption for settings that say another thing than the goal, or not enough."""
    scheduled = given.get("type") == SCHEDULED
    if goal == SWITCHED and scheduled:
        raise InvalidOption(
            "state=switched_over switches over as soon as the migration allows, and switchover_settings.type=Scheduled "
            "says to wait. Use state=migrated: the server then switches over by itself at schedule_time.",
            option="switchover_settings.type",
        )
    if scheduled and not given.get("schedule_time"):
        raise InvalidOption(
            "switchover_settings.type=Scheduled needs schedule_time.", option="switchover_settings.schedule_time"
        )


def settings_body(
    fields: tuple[Field, ...], given: Mapping[str, Any], found: Mapping[str, Any], context: SchemaContext
) -> dict[str, Any]:
    """The switchover settings to send: those found, with what the task gives in their place."""
    body = dict(found)
    write_state(fields, given, body, context)
    if body.get("type") != SCHEDULED:
        body.pop("scheduleTime", None)
    return body


def settings_differ(
    fields: tuple[Field, ...], given: Mapping[str, Any], found: Mapping[str, Any], context: SchemaContext
) -> bool:
    """Whether the server's switchover settings are not the ones that the task gives."""
    state = read_state(fields, found, context)
    return any(True for _difference in differences(fields, given, state, context))


def phase_with_settings(
    fields: tuple[Field, ...],
    seen: Observation,
    wanted: Mapping[str, Any],
    found: Mapping[str, Any],
    context: SchemaContext,
) -> str:
    """The phase of a migration, which depends on the switchover settings: those wanted and those found."""
    if wanted and settings_differ(fields, wanted, found, context):
        return OTHER_SETTINGS[seen.phase]
    if seen.phase == READY and found.get("type") == AUTO and not seen.reason:
        # The server goes on by itself, unless it has tried and failed.
        return SWITCHING
    return seen.phase
