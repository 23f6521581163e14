# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in to VBR on behalf of a playbook, operation ``POST /api/oauth2/token``. Private to the collection."""

from __future__ import annotations

from datetime import datetime, timezone

from ..core.errors import InvalidOption
from ..engine.task import Declaration, Result, Task
from .product import VBR


def login(task: Task) -> Result:
    """A token of its own for the playbook. Raises InvalidOption without an account, AuthenticationFailed."""
    if not (task.params["username"] and task.params["password"]):
        raise InvalidOption("To log in, give username and password; access_token is what this returns.")
    token = task.client.token()
    # The refresh token stays here: it is good for one use within two weeks, and a playbook can log in again.
    return {
        "changed": False,
        "access_token": token.access,
        "expires_in": int(token.expires - task.clock.now()),
        "expires_at": datetime.fromtimestamp(token.expires, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


MODULE = Declaration(product=VBR, options={}, run=login, returns_token=True)
