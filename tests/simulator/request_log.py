# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of JSON for every vendor request, for tests to read; bodies, tokens and passwords are never in it."""

from __future__ import annotations

import functools
import json
import re
import threading
from pathlib import Path
from typing import Any

_AGENT = re.compile(r"opendr\.veeam/\S+ \((?P<module>[\w.-]+)(?:;\s*run=(?P<run>[\w-]+))?\)")


# In the simulator's state directory.
LOG_NAME = "requests.jsonl"


class RequestLog:
    """Keeps the records in memory for the control API and appends them to a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._records: list[dict[str, Any]] = []
        self._file = open(path, "a", encoding="utf-8")  # noqa: SIM115  (closed by close)

    def add(self, record: dict[str, Any]) -> None:
        with self._lock:
            record["number"] = len(self._records) + 1
            self._records.append(record)
            self._file.write(json.dumps(record, ensure_ascii=False) + "\n")
            self._file.flush()

    def since(self, number: int) -> list[dict[str, Any]]:
        """Records after the given number."""
        with self._lock:
            return self._records[number:]

    def newest(self) -> int:
        """The number of the newest record, 0 without any."""
        with self._lock:
            return len(self._records)

    def close(self) -> None:
        with self._lock:
            self._file.close()


class RequestLogReader:
    """Reads the file of a simulator in another process, which costs a test no request; each line once.

    A request is in the file before its client gets the response.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._position = 0
        self._records: list[dict[str, Any]] = []

    def records(self) -> list[dict[str, Any]]:
        """All records so far; the first has the number 1."""
        with open(self._path, "rb") as file:
            file.seek(self._position)
            # The last line may be on its way.
            lines = file.read().rpartition(b"\n")[0]
        if lines:
            self._position += len(lines) + 1
            self._records += [json.loads(line) for line in lines.split(b"\n")]
        return self._records


@functools.lru_cache(64)
def caller(agent: str) -> tuple[str | None, str | None]:
    """Module and run id from the User-Agent ``opendr.veeam/<version> (<module>; run=<id>)``; the run is optional."""
    match = _AGENT.search(agent)
    return (match["module"], match["run"]) if match else (None, None)
