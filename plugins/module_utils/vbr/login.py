# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in to VBR on behalf of a playbook, and out again.

Operations ``POST /api/oauth2/token`` and ``POST /api/oauth2/logout``. Private to the collection.
"""

from __future__ import annotations

from datetime import datetime, timezone

from ..errors import InvalidOption
from ..products import VBR
from ..task import Declaration, Result, Task


def login(task: Task) -> Result:
    """A token of its own for the playbook. Raises InvalidOption without an account, LoginRefused."""
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


def logout(task: Task) -> Result:
    """End the token that the task gives, unless it has ended. Raises InvalidOption without one."""
    if not task.params["access_token"]:
        raise InvalidOption("Give the access_token to end, as opendr.veeam.veeam_login returned it.")
    return {"changed": True if task.check_mode else task.client.logout()}


LOGIN = Declaration(product=VBR, options={}, run=login, hands_on_token=True)
LOGOUT = Declaration(product=VBR, options={}, run=logout)
