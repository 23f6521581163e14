# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token of VBR for a playbook, operation ``POST /api/oauth2/token``. Private to the collection."""

from __future__ import annotations

from datetime import datetime, timezone

from ..core.errors import InvalidOption
from ..engine.task import Declaration, Result, Task
from .product import VBR


def login(task: Task) -> Result:
    """Log in and return the token. Raises InvalidOption without user name and password, AuthenticationFailed."""
    if not (task.params["username"] and task.params["password"]):
        raise InvalidOption(
            "Give username and password to log in. access_token is the result of this module, not an option for it."
        )
    token = task.client.token()
    # The refresh token is not returned: it is valid for two weeks, and a playbook can log in again.
    return {
        "changed": False,
        "access_token": token.access,
        "expires_in": int(token.expires - task.clock.now()),
        "expires_at": datetime.fromtimestamp(token.expires, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


MODULE = Declaration(product=VBR, options={}, run=login, returns_token=True)
