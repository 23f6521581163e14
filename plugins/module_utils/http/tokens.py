# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps an access token for one task; ``run_tokens`` keeps it for a whole run. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

# Seconds before its end at which a token is not used any more, so that it does not end on the way.
EXPIRY_MARGIN = 30


class Token(NamedTuple):
    """An access token. ``expires`` is in seconds since the epoch, by the clock of this machine; it had ``lifetime``."""

    access: str
    expires: float
    lifetime: float = 900

    def lasts(self, now: float) -> bool:
        """Whether a request with it will arrive before it ends. Half the life of a short one is used."""
        return self.expires - min(EXPIRY_MARGIN, self.lifetime / 2) > now


class Refusal(NamedTuple):
    """A login that the server rejected: the sentence for a person, and the facts behind it."""

    message: str
    facts: dict[str, Any]


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

    def refusal(self) -> Refusal | None:
        """How the server rejected this account before. A task logs in once, so it has nothing to remember."""
        return None

    def remember_refusal(self, refusal: Refusal) -> None:
        """Keep ``refusal`` for the tasks to come."""
