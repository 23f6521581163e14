# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the runs of one user on one machine remember of an object of a server, where the server shows too little of it.

A record belongs to the lock of its object: who has the lock may read and write it. Private to the collection.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any


class Record:
    """A small file with facts as JSON; without a path it remembers nothing."""

    def __init__(self, path: str = "") -> None:
        self.path = path

    def read(self) -> dict[str, Any]:
        """The facts, none where nothing was written yet, or somebody has spoiled the file."""
        if not self.path:
            return {}
        try:
            with open(self.path, encoding="utf-8") as file:
                facts = json.load(file)
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}

    def write(self, facts: Mapping[str, Any]) -> None:
        """Keep ``facts`` in place of the former ones, all of them or none. Raises OSError."""
        if not self.path:
            return
        beside = f"{self.path}.{os.getpid()}"
        try:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(facts, file)
                # Otherwise the new name may be there before the facts when the machine loses power.
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, self.path)
        except OSError:
            with suppress(OSError):
                os.unlink(beside)
            raise

    def remove(self) -> None:
        """Forget the facts."""
        if self.path:
            with suppress(OSError):
                os.unlink(self.path)
