# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the logins of the three products have in common."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from ..clock import CLOCK
from ..messages import User
from ..tokens import Grant

if TYPE_CHECKING:
    from ..backend import Backend


def check_password(backend: Backend, form: dict[str, Any]) -> User | None:
    """The user that name and password belong to."""
    name = str(form.get("username") or "")
    known = backend.users.get(name)
    return User(name, known[1]) if known and known[0] == form.get("password") else None


def token_body(backend: Backend, grant: Grant) -> dict[str, Any]:
    """The properties that all three token answers share."""
    issued = CLOCK.now()
    expires = issued + datetime.timedelta(seconds=backend.tokens.lifetime)
    return {
        "access_token": grant.access,
        "refresh_token": grant.refresh,
        "token_type": "bearer",
        "expires_in": int(backend.tokens.lifetime),
        ".issued": issued.isoformat(timespec="seconds"),
        ".expires": expires.isoformat(timespec="seconds"),
    }
