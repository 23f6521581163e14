# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recovery as a desired state: the phases of a recovery, and the operation that leads from one phase to the next.

A recovery goes through *phases*; a task names a *goal*. The transitions of a lifecycle say for each goal and phase
what to do next. Each decision depends only on what the server shows at that moment, so a task that was killed at any
point is simply rerun. Pure; ``runner`` sends the requests and waits. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Callable, Generic, NamedTuple, Optional, TypeVar, Union

from ..core.errors import readable
from ..schema.resource import Operation

# The phase in which the server has nothing of the recovery.
NONE = "none"

# The recovery that a task describes, which makes the bodies of its steps.
Recovery = TypeVar("Recovery")
Body = Optional[Mapping[str, Any]]


class Yields(NamedTuple):
    """What this run has started, and what another run started that was faster: the ids of two sessions or mounts."""

    noun: str
    own: str
    other: str


@dataclass(frozen=True)
class Observation:
    """What the server shows of a recovery: its phase, its mount, and the session that works on it now.

    ``reason`` is what the server says about a phase that is a failure, kept as a message can show it. ``yields`` is
    given where this run has started the same as another run that was faster, and so has to take its own back.
    """

    phase: str
    mount: Mapping[str, Any] | None = None
    session: Mapping[str, Any] | None = None
    reason: str = ""
    yields: Yields | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", readable(self.reason))


def no_body(_recovery: object, _observation: Observation) -> None:
    """The body of an operation that takes none."""


def forget(_recovery: object, _session: Mapping[str, Any]) -> None:
    """What a recovery does that need not know its session."""


def nothing_to_note(_recovery: object, _response: object) -> None:
    """What a response says that is not more than that it arrived."""


def no_way_back(_recovery: object) -> bool:
    """How to take back what has a session: that is stopped."""
    return False


def mount_id(_recovery: object, observation: Observation) -> str:
    """The id of the observed mount, empty where there is none."""
    return str(observation.mount["id"]) if observation.mount else ""


@dataclass(frozen=True)
class Step(Generic[Recovery]):
    """An operation and the phase it leads to.

    ``name`` is what results and messages call the step. ``body`` makes the request body from the recovery that the
    task describes and from what the server shows of it. ``path_id`` is the id that replaces the placeholder in the
    operation's path. ``responded`` is called with the response to the operation when it has arrived, ``started`` with
    the session that it names. ``take_back`` undoes the step where it has no session that could be stopped, and is false
    where it cannot. ``settles`` are the phases that may be seen although the step is under way or done, each
    with the phase that it is once the session of the step has ended well: that session decides, and not every server
    shows it where the phases are read from. ``may_be_done`` is whether somebody else may make the step at the same
    moment: an error of the server is no failure then, where the step has led to its phase.
    """

    name: str
    operation: Operation
    next_phase: str
    body: Callable[[Recovery, Observation], Body] = no_body
    path_id: Callable[[Recovery, Observation], str] = mount_id
    responded: Callable[[Recovery, Any], None] = nothing_to_note
    settles: Mapping[str, str] = field_of(default_factory=dict, hash=False)
    started: Callable[[Recovery, Mapping[str, Any]], None] = forget
    take_back: Callable[[Recovery], bool] = no_way_back
    may_be_done: bool = False


@dataclass(frozen=True)
class Done:
    """The goal is reached; there is nothing to do."""


@dataclass(frozen=True)
class Wait:
    """The server is working without a further request; ``next_phase`` is the phase in which that ends."""

    next_phase: str


@dataclass(frozen=True)
class Blocked:
    """The goal cannot be reached from here; ``advice`` says what a person can do about it.

    ``needs_since`` is whether ``since`` lets a task recover again all the same; the message then shows that line.
    """

    advice: str
    needs_since: bool = False


Transition = Union[Step[Recovery], Wait, Done, Blocked]


@dataclass(frozen=True)
class Lifecycle(Generic[Recovery]):
    """A kind of recovery: ``transitions[goal][phase]`` is what to do next. ``noun`` names it in messages."""

    noun: str
    transitions: Mapping[str, Mapping[str, Transition[Recovery]]]

    def __post_init__(self) -> None:
        """Raise ValueError for transitions that lead into an unknown phase or round in a circle."""
        for goal in self.transitions:
            for phase in self.transitions[goal]:
                self.predict(goal, phase)

    def transition(self, goal: str, phase: str) -> Transition[Recovery]:
        """What to do next. A phase without a transition is one that the server passes through: wait for its end."""
        return self.transitions[goal].get(phase, Wait(phase))

    def predict(self, goal: str, phase: str) -> list[Step[Recovery]]:
        """The steps that lead from ``phase`` to ``goal`` if all succeed; none where ``phase`` is not known."""
        return self._follow(goal, phase)[0]

    def final_phase(self, goal: str, phase: str) -> str:
        """The phase in which the steps from ``phase`` to ``goal`` end if all succeed."""
        return self._follow(goal, phase)[1]

    def _follow(self, goal: str, phase: str) -> tuple[list[Step[Recovery]], str]:
        steps: list[Step[Recovery]] = []
        passed = [phase]
        while True:
            transition = self.transitions[goal].get(phase)
            if transition is None and len(passed) == 1:
                # The server is in a state whose name is not known, and what follows it is not known either.
                return steps, phase
            if transition is None:
                raise ValueError(f"{self.noun}: the goal {goal!r} has no transition from the phase {phase!r}")
            if isinstance(transition, (Done, Blocked)):
                return steps, phase
            if isinstance(transition, Step):
                steps.append(transition)
            phase = transition.next_phase
            if phase in passed:
                raise ValueError(f"{self.noun}: the transitions to the goal {goal!r} form a circle at {phase!r}")
            passed.append(phase)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation that a transition sends, each once."""
        every = [transition for by_phase in self.transitions.values() for transition in by_phase.values()]
        return tuple({step.operation: None for step in every if isinstance(step, Step)})
