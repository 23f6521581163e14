# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that remembers which events were handed over, for a restart. Private to the collection."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption, ObjectBusy
from ansible_collections.opendr.veeam.plugins.module_utils.core.lock_files import FileLock
from ansible_collections.opendr.veeam.plugins.module_utils.core.records import Record
from ansible_collections.opendr.veeam.plugins.module_utils.engine.event_feed import Memory

FORMAT = 1


class Cursor:
    """What is known of each list of a server, kept in a file; without a path it is kept in memory only.

    The file holds times and IDs, and no secret. It is replaced as a whole, so whoever ends this process leaves the old
    one or the new one. Only one process uses it at a time.
    """

    def __init__(self, path: str, connection: Connection) -> None:
        self._path = path
        self._server = {"format": FORMAT, "product": connection.product.name, "server": connection.url}
        self._lock: FileLock | None = None

    def open(self) -> dict[str, Memory]:
        """Take the file and read it. Raises InvalidOption where it is not usable, ObjectBusy where another has it."""
        if not self._path:
            return {}
        lock = FileLock(f"{self._path}.lock")
        try:
            taken = lock.acquire()
        except OSError as error:
            raise self._unusable(error) from error
        if not taken:
            raise ObjectBusy(
                f"cursor_file={self._path} is used by {lock.holder()}. Each event source needs a file of its own."
            )
        self._lock = lock
        try:
            return self._read()
        except InvalidOption:
            self.close()
            raise

    def save(self, memories: Mapping[str, Memory]) -> None:
        """Keep what is known. Raises InvalidOption where the file cannot be written."""
        if not self._path:
            return
        try:
            Record(self._path).write({**self._server, "lists": {key: one.facts for key, one in memories.items()}})
        except OSError as error:
            raise self._unusable(error) from error

    def close(self) -> None:
        """Let others use the file."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _read(self) -> dict[str, Memory]:
        try:
            with open(self._path, encoding="utf-8") as file:
                facts = json.load(file)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._unusable(error) from error
        except ValueError as error:
            raise self._spoiled(str(error)) from error
        if not isinstance(facts, dict) or facts.get("format") != FORMAT or not isinstance(facts.get("lists"), dict):
            raise self._spoiled("it has another format")
        other = {name: facts.get(name) for name in self._server if facts.get(name) != self._server[name]}
        if other:
            raise InvalidOption(
                f"cursor_file={self._path} belongs to another server ({facts.get('product')}, {facts.get('server')}). "
                "Each event source needs a file of its own.",
                option="cursor_file",
            )
        try:
            return {str(key): Memory.of(memory) for key, memory in facts["lists"].items()}
        except (InvalidOption, ValueError, TypeError, AttributeError) as error:
            raise self._spoiled(str(error)) from error

    def _unusable(self, error: OSError) -> InvalidOption:
        directory = os.path.dirname(self._path) or "."
        return InvalidOption(
            f"cursor_file={self._path} cannot be used: {error.strerror or error}. Give a file in a directory that "
            f"exists and that the user of this process may write to, unlike {directory}.",
            option="cursor_file",
        )

    def _spoiled(self, problem: str) -> InvalidOption:
        return InvalidOption(
            f"cursor_file={self._path} cannot be read as what the event source has written there: {problem}. Remove "
            "the file to start with the events from now on, or set since as well to start earlier.",
            option="cursor_file",
        )
