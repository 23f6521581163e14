# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where data is restored to: its original place, another one, or a file on this machine. Private to the collection."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.errors import InvalidOption, RecoveryBlocked
from ...engine.local_file import sha256_of, writable_path
from ...engine.task import Task
from ...schema.fields import Field
from ...schema.state import given_options
from .moment import Moment

ORIGINAL = "original"


@dataclass(frozen=True)
class Destination:
    """Where a task restores to; ``key`` tells it from other places. ``file`` is empty where it is no file."""

    key: str
    file: str = ""

    @property
    def to_original(self) -> bool:
        """Whether data goes back to where it was."""
        return self.key == ORIGINAL


def destination_of(task: Task, target: Field) -> Destination:
    """The place that the options name: ``target``, ``export``, or neither. Raises InvalidOption, FileNotWritten."""
    export = task.params["export"]
    if export:
        if task.params["authentication"]:
            raise InvalidOption("authentication is for a restore. Leave it out with export.", option="authentication")
        path = writable_path("export.path", str(export["path"]))
        return Destination(f"file {os.path.realpath(path)}", path)
    given = given_options((target,), task.raw, task.params).get(target.option)
    if not given:
        return Destination(ORIGINAL)
    return Destination(json.dumps({key: _plain(value) for key, value in sorted(given.items())}))


def _plain(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def stored_before(
    task: Task, entries: Sequence[Mapping[str, Any]], destination: Destination, moment: Moment, keys: Sequence[str]
) -> Mapping[str, Any] | None:
    """What is remembered of the file, where it holds what the task exports; None where it has to be exported.

    Raises RecoveryBlocked where the file is there and holds something else, or nobody knows what.
    """
    if task.params["export"]["force"]:
        return None
    found = sha256_of(destination.file)
    if not found:
        return None
    # By its digest: of a run that was killed, the last entry may be of a file that has not taken its place.
    wanted = {"to": destination.key, "sha256": found, "paths": list(keys), "given": restore_options(task)}
    same = [entry for entry in entries if all(entry.get(fact) == value for fact, value in wanted.items())]
    source = {"options": export_options(task), "made": moment.made.isoformat()}
    ours = [entry for entry in same if all(entry.get(fact) == value for fact, value in source.items())]
    if ours:
        return ours[-1]
    words = "holds the same from another backup" if same else "is there, and does not hold what this task exports"
    raise RecoveryBlocked(
        f"The file {destination.file} {words}. Nothing was exported. Set export.force to true to replace it, or give "
        "another export.path.",
        path=destination.file,
    )


def restore_options(task: Task) -> dict[str, Any]:
    """The options beside the place that decide what is restored, and how, as far as they are given.

    What names the data is among them: a folder and a search may have the same words.
    """
    params = task.params
    given = {name: params.get(name) for name in ("existing", "search", "show_deleted", "show_all_versions", "version")}
    named_by = [name for name in ("folders", "items", "paths") if params.get(name)]
    return {**{name: value for name, value in given.items() if value}, "named_by": named_by}


def export_options(task: Task) -> dict[str, Any]:
    """The options that decide what is in the file."""
    given: dict[str, Any] = task.params["export"]
    return {key: value for key, value in given.items() if key not in ("path", "force") and value is not None}
