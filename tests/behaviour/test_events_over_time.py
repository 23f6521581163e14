# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source look after look: nothing comes again after some time, and nothing is missed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ConnectionFailed
from ansible_collections.opendr.veeam.plugins.plugin_utils.events.watcher import Stopped
from simulator.control import Simulator
from support.events import EventSource, cursor_in, ended_session, malware_event


def utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def names_of_looks(source: EventSource, count: int) -> list[list[str]]:
    """The names of the events of so many looks, a minute after each other."""
    found = []
    for _look in range(count):
        source.wait(60)
        found.append(source.names())
    return found


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev1"])
def test_malware_that_is_reported_hours_after_its_detection_comes_once(
    simulator: Simulator, tmp_path: Path, revision: str
) -> None:
    source = EventSource(simulator, events=["malware"], api_version=revision, cursor_file=cursor_in(tmp_path))
    source.look()
    malware_event(simulator, "app01", detectionTimeUtc=utc(simulator.now() - timedelta(hours=3)))
    assert names_of_looks(source, 3) == [["app01"], [], []]
    source.restart()
    assert names_of_looks(source, 15) == 15 * [[]]


def test_malware_that_is_reported_late_does_not_come_again_after_a_look_that_was_not_finished(
    simulator: Simulator, tmp_path: Path
) -> None:
    source = EventSource(simulator, events=["malware"], cursor_file=cursor_in(tmp_path))
    source.look()
    malware_event(simulator, "app01", detectionTimeUtc=utc(simulator.now() - timedelta(hours=3)))
    source.wait(60)
    source.watcher.delivered(source.watcher.look()[0])
    source.restart()
    assert names_of_looks(source, 15) == 15 * [[]]


def test_sessions_that_end_within_a_second_come_once(simulator: Simulator) -> None:
    source = EventSource(simulator)
    source.look()
    moment = simulator.now().replace(microsecond=300_000)
    ended_session(simulator, "First", moment)
    source.wait(60)
    assert source.names() == ["First"]
    # The list is read again from ten minutes before it, to the second.
    source.wait(600)
    ended_session(simulator, "Second", moment + timedelta(minutes=10, milliseconds=400))
    assert source.names() == ["Second"]
    assert names_of_looks(source, 4) == 4 * [[]]


def test_what_happens_while_the_server_is_away_at_the_start_is_no_less_an_event(simulator: Simulator) -> None:
    ended_session(simulator, "Before", simulator.now() - timedelta(seconds=5))
    source = EventSource(simulator, retries=0)
    simulator.faults({"fault": {"kind": "reset"}, "times": 3})
    for number in range(3):
        with pytest.raises(ConnectionFailed):
            source.look()
        source.wait(60)
        ended_session(simulator, f"Meanwhile {number}")
    source.wait(60)
    assert source.names() == ["Meanwhile 0", "Meanwhile 1", "Meanwhile 2"]
    assert source.look() == []


def test_events_come_after_the_clock_of_the_server_is_set_back(simulator: Simulator, tmp_path: Path) -> None:
    path = Path(cursor_in(tmp_path))
    source = EventSource(simulator, cursor_file=str(path))
    source.look()
    source.watcher.close()
    # As a source leaves it to which the server was a day ahead of the time.
    facts = json.loads(path.read_text("utf-8"))
    (memory,) = facts["lists"].values()
    memory["newest"] = (simulator.now() + timedelta(days=1)).isoformat()
    path.write_text(json.dumps(facts), "utf-8")
    source.start()
    assert source.look() == []
    ended_session(simulator, "Nightly")
    assert names_of_looks(source, 2) == [["Nightly"], []]


def test_the_tokens_of_the_last_looks_are_masked_and_no_others_are_kept(simulator: Simulator) -> None:
    source = EventSource(simulator)
    tokens = []
    for _look in range(5):
        source.look()
        token = source.watcher._tokens.load()
        assert token is not None
        tokens.append(token.access)
        simulator.faults({"match": {"path": "/api/v1/sessions"}, "fault": {"kind": "expire_token"}})
    assert len(set(tokens)) == 5
    assert source.watcher.masked(" ".join(tokens[:2])) == " ".join(tokens[:2])
    assert source.watcher.masked(" ".join(tokens[3:])) == "******** ********"
    assert simulator.vbr.password not in source.watcher.masked(simulator.vbr.password)


def test_a_look_reads_nothing_any_more_when_it_is_stopped(simulator: Simulator) -> None:
    source = EventSource(simulator, events=["session", "malware"])
    source.look()
    start = simulator.mark()
    source.stop()
    with pytest.raises(Stopped):
        source.watcher.look()
    assert simulator.requests(start) == []
    source.watcher.close()
    assert [record["path"].rpartition("/")[2] for record in simulator.requests(start)] == ["logout"]
