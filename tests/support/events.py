# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source against the simulator, look by look, and what happens on the simulated servers meanwhile."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.events.settings import settings_from
from ansible_collections.opendr.veeam.plugins.plugin_utils.events.watcher import StoppableClock, Watcher
from simulator.control import Simulator
from support.running import SimulatedTime

NO_JOB = "00000000-0000-0000-0000-000000000000"


def arguments(simulator: Simulator, product: str = "vbr", **given: Any) -> dict[str, Any]:
    """The arguments of an event source that reads from a simulated server; None leaves one out."""
    server = getattr(simulator, product)
    connection = {
        "product": product,
        "url": server.url,
        "username": server.username,
        "password": server.password,
        "ca_path": server.ca_path,
    }
    return {name: value for name, value in {**connection, **given}.items() if value is not None}


class HeldTime(StoppableClock):
    """A clock that stands with the servers' time: waiting for it moves them on."""

    def __init__(self, simulator: Simulator) -> None:
        time = SimulatedTime(simulator)
        super().__init__(time)
        self._time = time

    def sleep(self, seconds: float) -> None:
        """Let the servers' time pass."""
        self._time.sleep(seconds)


class EventSource:
    """An event source, and the process that it lives in: it can be ended and started again."""

    def __init__(self, simulator: Simulator, product: str = "vbr", **given: Any) -> None:
        self._simulator = simulator
        self._settings = settings_from(arguments(simulator, product, **given))
        self.watcher = self.start()

    def start(self) -> Watcher:
        """A new process."""
        self._clock = HeldTime(self._simulator)
        self.watcher = Watcher(self._settings, self._clock)
        self.watcher.open()
        return self.watcher

    def restart(self, *, killed: bool = False) -> None:
        """End the process, in order or by a signal that nobody can catch, and start another."""
        if killed:
            # What the system does then.
            self.watcher._cursor.close()
        else:
            self.watcher.close()
        self.start()

    def wait(self, seconds: float) -> None:
        """Let time pass, for the process too."""
        self._clock.sleep(seconds)

    def stop(self) -> None:
        """Begin to end the process."""
        self._clock.stop()

    def look(self) -> list[dict[str, Any]]:
        """The events of one look, all of them handed over."""
        events = self.watcher.look()
        rendered = [self.watcher.rendered(event) for event in events]
        for event in events:
            self.watcher.delivered(event)
        self.watcher.finish()
        return rendered

    def names(self) -> list[str]:
        """The names of the events of one look."""
        return [str(event["name"]) for event in self.look()]


def session_of(name: str, end: datetime, **given: Any) -> dict[str, Any]:
    """A session of VBR that has failed."""
    return {
        "id": str(uuid.uuid4()),
        "name": name,
        "jobId": NO_JOB,
        "sessionType": "BackupJob",
        "creationTime": (end - timedelta(minutes=5)).isoformat(),
        "endTime": end.isoformat(),
        "state": "Stopped",
        "progressPercent": 100,
        "usn": 7,
        "platformId": NO_JOB,
        "initiatedBy": "administrator",
        "result": {"result": "Failed", "message": "It did not work", "isCanceled": False},
        **given,
    }


def ended_session(simulator: Simulator, name: str, ended: datetime | None = None, **given: Any) -> str:
    """A session of VBR that has failed, now where no time is given; returns its ID."""
    (identifier,) = simulator.seed("sessions", objects=[session_of(name, ended or simulator.now(), **given)])
    return identifier


def malware_event(simulator: Simulator, machine: str, **given: Any) -> str:
    """A malware event of VBR, detected now; returns its ID."""
    now = simulator.now().astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    event = {
        "id": str(uuid.uuid4()),
        "type": "EncryptedData",
        "creationTimeUtc": now,
        "detectionTimeUtc": now,
        "machine": {"displayName": machine, "uuid": str(uuid.uuid4()), "backupObjectId": str(uuid.uuid4())},
        "state": "Created",
        "details": "Potential malware activity detected",
        "source": "InternalVeeamDetector",
        "severity": "Infected",
        "createdBy": "administrator",
        "engine": "inline scan",
    }
    (identifier,) = simulator.seed("malwareDetection/events", objects=[{**event, **given}])
    return identifier


def cursor_in(directory: Path) -> str:
    """The path of a cursor file."""
    return str(directory / "cursor.json")
