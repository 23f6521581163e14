# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that a server was given. Only a keyed hash of each stays, so that nobody can read them back.

A test asks whether the right secret was set by sending what it expects to the control API.
"""

from __future__ import annotations

import hashlib
import hmac
import os


class Secrets:
    """What was set for whom: (owner, name) -> hash. The owner is a path such as ``credentials/<id>``."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._hashes: dict[tuple[str, str], bytes] = {}

    def remember(self, owner: str, name: str, text: str) -> None:
        """Keep the hash of a secret in place of an earlier one."""
        self._hashes[owner, name] = self._hash(text)

    def has(self, owner: str, name: str) -> bool:
        return (owner, name) in self._hashes

    def is_set_to(self, owner: str, name: str, text: str) -> bool:
        """Whether this is the secret that was set last; False as well when none was set."""
        return hmac.compare_digest(self._hashes.get((owner, name), b""), self._hash(text))

    def forget(self, owner: str, name: str | None = None) -> None:
        """Forget one secret of an owner, or all of them."""
        for key in [key for key in self._hashes if key[0] == owner and name in (None, key[1])]:
            del self._hashes[key]

    def _hash(self, text: str) -> bytes:
        return hmac.new(self._key, text.encode(), hashlib.sha256).digest()
