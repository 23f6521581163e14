# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recovery as a desired state: where a thing stands, and which operation leads on from there.

A recovery goes through *phases*; a task names a *goal*. A lifecycle's route says for each goal and
phase what to do next. Every move is decided from what the server shows at that moment and from
nothing else, so a task that was killed anywhere is simply run again. Pure; ``recovery`` does the
work. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Union

from ..schema.resource import Operation

# The phase in which nothing of it is on the server.
NONE = "none"


@dataclass(frozen=True)
class Observation:
    """What the server shows of a recovery: its phase, its mount, and the session that works on it now.

    ``reason`` is the server's own word on a phase that is a failure.
    """

    phase: str
    mount: Mapping[str, Any] | None = None
    session: Mapping[str, Any] | None = None
    reason: str = ""


@dataclass(frozen=True)
class Step:
    """One operation and the phase it leads to.

    ``name`` is what it is called in results and messages. ``body`` makes the request body from the
    recovery that the task describes and from what is seen of it, None for an operation without one.
    ``subject`` is the id that a placeholder in the operation's path stands for, by default that of the mount.
    """

    name: str
    operation: Operation
    next_phase: str
    body: Callable[[Any, Observation], Any] = lambda recovery, seen: None
    subject: Callable[[Any, Observation], str] = lambda recovery, seen: str(seen.mount["id"]) if seen.mount else ""


@dataclass(frozen=True)
class Done:
    """The goal is reached; there is nothing to do."""


@dataclass(frozen=True)
class Wait:
    """The server is at it by itself; ``leads_to`` is the phase in which that ends."""

    next_phase: str


@dataclass(frozen=True)
class Blocked:
    """There is no way on; ``why`` tells a person what to do, after the server's own reason."""

    why: str


Transition = Union[Step, Wait, Done, Blocked]


@dataclass(frozen=True)
class Lifecycle:
    """A kind of recovery: ``route[goal][phase]`` is the move to make. ``noun`` names it in messages."""

    noun: str
    transitions: Mapping[str, Mapping[str, Transition]]

    def __post_init__(self) -> None:
        """Refuse a route that leads nowhere: into a phase it does not know, or round in a circle."""
        for goal in self.transitions:
            for phase in self.transitions[goal]:
                self.predict(goal, phase)

    def move(self, goal: str, phase: str) -> Transition:
        """What to do next. A phase that the route does not know is one to wait through, not to act on."""
        return self.transitions[goal].get(phase, Wait(phase))

    def predict(self, goal: str, phase: str) -> list[Step]:
        """The steps that lead from ``phase`` to ``goal`` if each succeeds; what check mode reports."""
        return self._way(goal, phase)[0]

    def ending(self, goal: str, phase: str) -> str:
        """The phase in which the way from ``phase`` to ``goal`` ends."""
        return self._way(goal, phase)[1]

    def _way(self, goal: str, phase: str) -> tuple[list[Step], str]:
        steps: list[Step] = []
        passed = [phase]
        while True:
            move = self.transitions[goal].get(phase)
            if move is None:
                raise ValueError(f"{self.noun}: the route to {goal!r} does not say how to go on from {phase!r}")
            if isinstance(move, (Done, Blocked)):
                return steps, phase
            if isinstance(move, Step):
                steps.append(move)
            phase = move.next_phase
            if phase in passed:
                raise ValueError(f"{self.noun}: the route to {goal!r} runs in a circle at {phase!r}")
            passed.append(phase)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation that a route uses."""
        moves = [move for ways in self.transitions.values() for move in ways.values()]
        return tuple({move.operation: None for move in moves if isinstance(move, Step)})
