# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator as tests use it: started on free ports, told what to do, asked what it saw.

with Simulator() as simulator:
    simulator.outcome({"name": "Adding*"}, "fail", message="no space left")
    ... run something against simulator.vbr.url ...
    assert simulator.violations() == []
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from requests import Session

from .request_log import LOG_NAME, RequestLogReader

_PACKAGE_ROOT = Path(__file__).resolve().parents[1]


class SimulatorError(Exception):
    """The simulator did not start, or refused a control request."""


@dataclass(frozen=True)
class Connection:
    """How to reach one simulated server, as its administrator or as a user who may only read.

    At ``self_signed_url`` it has a certificate as a fresh installation makes it, made out to no host.
    """

    url: str
    username: str
    password: str
    viewer_username: str
    viewer_password: str
    control_url: str
    ca_path: str
    self_signed_url: str


class Simulator:
    """A simulator process of its own. Usable as a context manager, or with ``start`` and ``stop``."""

    def __init__(
        self, speed: float = 1.0, products: tuple[str, ...] = ("vbr", "azure", "m365"), state_dir: Path | None = None
    ) -> None:
        """Without ``state_dir`` a temporary directory is used and removed at the end."""
        self.speed = speed
        self.products = products
        self._temporary = state_dir is None
        self.state_dir = Path(tempfile.mkdtemp(prefix="simulator-")) if state_dir is None else Path(state_dir)
        self._process: subprocess.Popen[bytes] | None = None
        self._seconds_to_start = 0.0
        self._connections: dict[str, Connection] = {}
        self._sessions: dict[int, Session] = {}
        self._log = RequestLogReader(self.state_dir / LOG_NAME)
        # The servers' time when this process last moved it, while it is held.
        self._held_at: float | None = None
        # How many requests there were by then: those may be of a time from which it was set back.
        self._before = 0

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, timeout: float = 60.0) -> Self:
        """Start the process and wait until it is ready; the first start ever also downloads the documents."""
        self._seconds_to_start = timeout
        self.state_dir.mkdir(parents=True, exist_ok=True)
        self._log = RequestLogReader(self.state_dir / LOG_NAME)
        self._launch()
        return self

    def stop(self) -> None:
        """End the process and wait for it; the state directory goes too when it was temporary."""
        self._end()
        for session in self._sessions.values():
            session.close()
        if self._temporary:
            shutil.rmtree(self.state_dir, ignore_errors=True)

    def _launch(self) -> None:
        """Start the process and wait until it is ready."""
        output = self.state_dir / "simulator.out"
        command = [
            sys.executable,
            "-m",
            "simulator",
            "--state-dir",
            str(self.state_dir),
            "--speed",
            str(self.speed),
            "--products",
            ",".join(self.products),
        ]
        search = os.pathsep.join(part for part in (str(_PACKAGE_ROOT), os.environ.get("PYTHONPATH", "")) if part)
        with open(output, "wb") as stream:
            self._process = subprocess.Popen(
                command,
                stdout=stream,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": search},
            )
        deadline = time.monotonic() + self._seconds_to_start
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                text = output.read_text("utf-8", "replace")
                self.stop()
                raise SimulatorError(f"the simulator did not start within {self._seconds_to_start:g} s: {text.strip()}")
            time.sleep(0.02)

    def _end(self) -> None:
        """End the process and wait for it."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    @property
    def exit_status(self) -> int | None:
        """The exit status of the process where it has ended by itself; None while it runs."""
        return self._process.poll() if self._process is not None else None

    @property
    def vbr(self) -> Connection:
        return self._connections["vbr"]

    @property
    def azure(self) -> Connection:
        return self._connections["azure"]

    @property
    def m365(self) -> Connection:
        return self._connections["m365"]

    @property
    def env_file(self) -> Path:
        """Shell file with the VEEAM_* variables of all servers."""
        return self.state_dir / "simulator.env"

    def environment(self) -> dict[str, str]:
        """The VEEAM_* variables that modules read, for all servers."""
        values = {}
        for name, connection in self._connections.items():
            start = f"VEEAM_{name.upper()}_"
            values.update(
                {
                    f"{start}URL": connection.url,
                    f"{start}USERNAME": connection.username,
                    f"{start}PASSWORD": connection.password,
                    f"{start}CA_PATH": connection.ca_path,
                }
            )
        return values

    def reset(self) -> None:
        """Back to the seeds on every server: objects, tokens, faults, outcomes and settings. The log stays."""
        self._post(next(iter(self._connections)), "reset", {"everywhere": True})

    def faults(self, *rules: dict[str, Any], product: str = "vbr") -> None:
        """Add faults: ``{"match": {...}, "times": 1, "fault": {"kind": ...}}``, see docs/simulator.md.

        Without any, end all that are still to come.
        """
        self._post(product, "faults", list(rules))

    def files(self, machine: str, delete: Sequence[str] = (), write: Mapping[str, int] | None = None) -> dict[str, Any]:
        """The files of a machine in production, after some were deleted and others written, each of a size."""
        body = {"machine": machine, "delete": list(delete), "write": dict(write or {})}
        found: dict[str, Any] = self._post("vbr", "files", body)["files"]
        return found

    def outcome(
        self,
        match: dict[str, str],
        outcome: str,
        message: str = "",
        seconds: float | None = None,
        times: int | None = None,
        product: str = "vbr",
    ) -> None:
        """Decide how sessions started from now on end; ``match`` takes name and type with wildcards."""
        self._post(
            product,
            "sessions",
            {"match": match, "outcome": outcome, "message": message, "seconds": seconds, "times": times},
        )

    def settings(self, product: str = "vbr", **values: Any) -> dict[str, Any]:
        """Change settings, which docs/simulator.md lists; returns all."""
        found: dict[str, Any] = self._post(product, "settings", values)
        return found

    def hold_clock(self) -> None:
        """Set the servers' time to the machine's, and let it pass only by requests and with ``advance``."""
        self._clock(held=True)

    def release_clock(self) -> None:
        """Let the servers' time pass by itself, for a client that really waits."""
        self._clock(held=False)

    def advance(self, seconds: float) -> float:
        """Let time pass on all servers at once; returns their time, in seconds since the epoch."""
        return self._clock(advance=seconds)

    def time(self) -> float:
        """The servers' time, in seconds since the epoch; held time is known without asking them."""
        if self._held_at is None:
            return self._clock()
        records = self.requests(self._before)
        newest = datetime.fromisoformat(records[-1]["time"]).timestamp() if records else 0.0
        return max(self._held_at, newest)

    def now(self) -> datetime:
        """The servers' time, in UTC."""
        return datetime.fromtimestamp(self._clock(), timezone.utc)

    def later(self) -> str:
        """A time after everything that has begun so far, as a task writes it; a minute passes."""
        return datetime.fromtimestamp(self.advance(60), timezone.utc).isoformat()

    def seed(
        self,
        collection: str,
        count: int = 0,
        objects: list[dict[str, Any]] | None = None,
        template: dict[str, Any] | None = None,
        product: str = "vbr",
    ) -> list[str]:
        """Add objects to a collection, such as ``backupInfrastructure/managedServers``; returns their ids."""
        body: dict[str, Any] = {"collection": collection, "count": count, "objects": objects, "template": template}
        ids: list[str] = self._post(product, "objects", body)["ids"]
        return ids

    def remove(self, collection: str, *ids: str, product: str = "vbr") -> None:
        """Remove objects without a request of the product's API, as the server itself or another user would."""
        self._post(product, "removed", {"collection": collection, "ids": ids})

    def secrets(self, owner: str, product: str = "vbr", **expected: str) -> dict[str, bool]:
        """Whether each secret of an object, such as ``credentials/<id>``, is set to the text that is expected."""
        found: dict[str, bool] = self._post(product, "secrets", {"owner": owner, "expected": expected})
        return found

    def requests(self, since: int = 0) -> list[dict[str, Any]]:
        """Log records after the given record number."""
        return self._log.records()[since:]

    def mark(self) -> int:
        """The number of the newest log record, to be handed to ``requests`` or ``violations`` later."""
        return len(self._log.records())

    def changes(self, product: str = "vbr") -> int:
        """How often anything was changed on a server since the last reset, by a request or in its own time."""
        number: int = self._get("changes", product)["number"]
        return number

    def violations(self, since: int = 0) -> list[dict[str, Any]]:
        """Log records of requests or answers that did not keep to the vendor's document."""
        return [record for record in self.requests(since) if record["violations"]]

    def _is_ready(self) -> bool:
        facts_path = self.state_dir / "simulator.json"
        if self._process is None or not facts_path.is_file():
            return False
        facts = json.loads(facts_path.read_text("utf-8"))
        if facts["pid"] != self._process.pid:
            return False  # left behind by a process that was killed
        self._connections = self._read_connections()
        return True

    def _read_connections(self) -> dict[str, Connection]:
        facts = json.loads((self.state_dir / "simulator.json").read_text("utf-8"))
        return {
            name: Connection(
                facts[name]["url"],
                facts[name]["username"],
                facts[name]["password"],
                facts[name]["viewer"]["username"],
                facts[name]["viewer"]["password"],
                facts[name]["control_url"],
                facts["ca_path"],
                facts[name]["self_signed_url"],
            )
            for name in self.products
        }

    def _get(self, action: str, product: str) -> Any:
        connection = self._connections[product]
        answer = self._session().get(f"{connection.control_url}/{action}", verify=connection.ca_path, timeout=60)
        return answer.json()

    def _clock(self, **values: Any) -> float:
        # Whichever server is asked: they share one clock.
        answer = self._post(next(iter(self._connections)), "clock", values)
        self._held_at = answer["now"] if answer["held"] else None
        self._before = self.mark()
        now: float = answer["now"]
        return now

    def _session(self) -> Session:
        """A session of this process: a connection that a fork inherited belongs to its parent."""
        session = self._sessions.get(os.getpid())
        if session is None:
            session = self._sessions[os.getpid()] = Session()
            # Certificate settings of the environment must not replace the throw-away CA.
            session.trust_env = False
        return session

    def _post(self, product: str, action: str, body: Any) -> Any:
        connection = self._connections[product]
        answer = self._session().post(
            f"{connection.control_url}/{action}", json=body, verify=connection.ca_path, timeout=60
        )
        if answer.status_code != 200:
            raise SimulatorError(f"control {action} answered {answer.status_code}: {answer.text}")
        return answer.json()
