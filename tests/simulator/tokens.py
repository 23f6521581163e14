# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access and refresh tokens of one simulated server."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from .clock import CLOCK
from .messages import User


@dataclass(frozen=True)
class Grant:
    """A pair of tokens as issued."""

    access: str
    refresh: str
    user: User
    expires: float
    # Accepted, and refused everything: the token of a refresh by a server of 12.3.
    dead: bool = False


class Tokens:
    """Issues tokens and says whose they are. Refresh tokens work once."""

    def __init__(self, lifetime: float) -> None:
        self.lifetime = lifetime
        # Wrong passwords by user name, since the last right one.
        self.failures: dict[str, int] = {}
        self._access: dict[str, Grant] = {}
        self._refresh: dict[str, Grant] = {}

    def issue(self, user: User, dead: bool = False) -> Grant:
        grant = Grant(_token(), _token(), user, CLOCK.monotonic() + self.lifetime, dead)
        self._access[grant.access] = grant
        self._refresh[grant.refresh] = grant
        return grant

    def user(self, access: str) -> tuple[User | None, bool]:
        """Who holds this access token, and whether it was known but has expired."""
        grant = self._access.get(access)
        if grant is None:
            return None, False
        if CLOCK.monotonic() >= grant.expires:
            return None, True
        return grant.user, False

    def is_dead(self, access: str) -> bool:
        """Whether nothing is allowed with this access token although it is valid."""
        return access in self._access and self._access[access].dead

    def refresh(self, token: str, dead: bool = False) -> Grant | None:
        """Exchange a refresh token; it is used up, and so is the access token issued with it."""
        old = self._refresh.pop(token, None)
        if old is None:
            return None
        self._access.pop(old.access, None)
        return self.issue(old.user, dead)

    def revoke(self, access: str) -> None:
        """Log out: both tokens of the pair stop working."""
        grant = self._access.pop(access, None)
        if grant is not None:
            self._refresh.pop(grant.refresh, None)

    def expire_all(self) -> None:
        """Let every access token run out now; refresh tokens stay good."""
        self._access = {key: replace(grant, expires=0.0) for key, grant in self._access.items()}

    def forget(self) -> None:
        self._access.clear()
        self._refresh.clear()


def _token() -> str:
    """32 characters, always with a digit, a capital and a small letter: tests look for what has that form."""
    return f"Tk0{secrets.token_urlsafe(24)[:29]}"
