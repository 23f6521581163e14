# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps an access token for one task; ``run_tokens`` keeps it for a whole run. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """An access token. ``expires`` is in seconds since the epoch, by the clock of this machine."""

    access: str
    refresh: str | None
    expires: float


class TaskTokens:
    """Keeps the token for one task, and ends it with the task unless the task returns it to the playbook."""

    def __init__(self, outlives_task: bool = False) -> None:
        self.ends_with_task = not outlives_task
        self._token: Token | None = None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else uses this token."""
        yield

    def load(self) -> Token | None:
        """The token in hand, or None."""
        return self._token

    def save(self, token: Token | None) -> None:
        """Keep ``token``; None forgets it."""
        self._token = token
