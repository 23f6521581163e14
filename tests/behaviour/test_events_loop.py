# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source as ansible-rulebook runs it: as a task that puts events into a queue until it is cancelled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.plugin_utils.events.source import EventSourceFailed, run
from simulator.control import Simulator
from support.events import arguments, cursor_in, ended_session


class Rulebook:
    """What ansible-rulebook is to an event source: a queue with room for ``room`` events, and an end.

    ``script`` is what happens between two looks, one after the other; then the source is cancelled.
    """

    def __init__(self, simulator: Simulator, *script: Callable[[], object], room: int = 100) -> None:
        self._simulator, self._script, self._room = simulator, list(script), room
        self.events: list[dict[str, Any]] = []
        self.pauses: list[float] = []

    @property
    def names(self) -> list[str]:
        return [event["name"] for event in self.events]

    async def put(self, event: dict[str, Any]) -> None:
        if len(self.events) == self._room:
            raise asyncio.CancelledError
        self.events.append(event)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._simulator.advance(seconds)
        if not self._script:
            raise asyncio.CancelledError
        self._script.pop(0)()

    def run(self, args: dict[str, Any]) -> None:
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(run(self, args, sleep=self.sleep))


def test_events_come_until_the_rulebook_ends(simulator: Simulator) -> None:
    def fail(name: str) -> Callable[[], object]:
        return lambda: ended_session(simulator, name)

    start = simulator.mark()
    rulebook = Rulebook(simulator, fail("First"), fail("Second"))
    rulebook.run(arguments(simulator, interval=20, eda_feedback_queue=object()))
    assert rulebook.names == ["First", "Second"]
    assert rulebook.pauses == [20, 20, 20]
    paths = [record["path"].rpartition("/")[2] for record in simulator.requests(start)]
    assert (paths.count("token"), paths[-1]) == (1, "logout")


def test_an_outage_is_reported_and_waited_for(simulator: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    def away() -> None:
        ended_session(simulator, "Meanwhile")
        simulator.faults({"fault": {"kind": "reset"}, "times": 3})

    rulebook = Rulebook(simulator, away, *3 * [lambda: None])
    with caplog.at_level(logging.WARNING):
        rulebook.run(arguments(simulator, retries=0))
    assert rulebook.names == ["Meanwhile"]
    assert rulebook.pauses == [60, 5, 10, 20, 60]
    warnings = [record.getMessage() for record in caplog.records if record.name == "opendr.veeam.events"]
    assert len(warnings) == 3
    assert "looks again in 5 seconds; no event is lost." in warnings[0]
    assert simulator.vbr.password not in caplog.text


def test_a_server_that_is_away_at_the_start_is_waited_for_too(simulator: Simulator) -> None:
    simulator.faults({"fault": {"kind": "reset"}, "times": 2})
    rulebook = Rulebook(simulator, *2 * [lambda: None], lambda: ended_session(simulator, "Later"))
    rulebook.run(arguments(simulator, retries=0))
    assert rulebook.names == ["Later"]


def test_a_rulebook_that_ends_while_events_are_handed_over(simulator: Simulator, tmp_path: Path) -> None:
    def fail_thrice() -> None:
        for name in ("First", "Second", "Third"):
            ended_session(simulator, name)
            simulator.advance(1)

    args = arguments(simulator, cursor_file=cursor_in(tmp_path))
    first = Rulebook(simulator, fail_thrice, room=1)
    first.run(args)
    second = Rulebook(simulator)
    second.run(args)
    assert first.names + second.names == ["First", "Second", "Third"]


def test_what_only_a_person_can_help_with_ends_it(simulator: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    args = arguments(simulator, password="not-this-one", retries=0)
    with pytest.raises(EventSourceFailed, match="rejected the login") as caught:
        asyncio.run(run(Rulebook(simulator), args))
    assert caught.value.__cause__ is None
    assert "not-this-one" not in str(caught.value) + caplog.text


def test_a_certificate_that_is_not_trusted_ends_it(simulator: Simulator) -> None:
    # Checked where there is a connection, which a fault that strikes nothing here brings about.
    simulator.faults({"match": {"path": "/none"}, "fault": {"kind": "reset"}})
    with pytest.raises(EventSourceFailed, match="certificate"):
        asyncio.run(run(Rulebook(simulator), arguments(simulator, ca_path=None)))


def test_what_nobody_foresees_ends_it_with_a_message(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    target = "ansible_collections.opendr.veeam.plugins.plugin_utils.events.watcher.Watcher.look"
    monkeypatch.setattr(target, lambda self: {}["x"])
    with pytest.raises(EventSourceFailed, match="KeyError.*please report"):
        asyncio.run(run(Rulebook(simulator), arguments(simulator)))


def test_the_server_sees_reads_alone(simulator: Simulator) -> None:
    start = simulator.mark()
    rulebook = Rulebook(simulator, lambda: ended_session(simulator, "Nightly"))
    rulebook.run(arguments(simulator, events=["session", "malware", "mount"]))
    assert rulebook.names == ["Nightly"]
    writes = [record for record in simulator.requests(start) if record["method"] != "GET"]
    assert [record["path"].rpartition("/")[2] for record in writes] == ["token", "logout"]
