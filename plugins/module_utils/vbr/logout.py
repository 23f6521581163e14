# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of a playbook's token of VBR, operation ``POST /api/oauth2/logout``. Private to the collection."""

from __future__ import annotations

from ..core.errors import InvalidOption
from ..engine.task import Declaration, Result, Task
from .product import VBR


def logout(task: Task) -> Result:
    """End the token that the task gives, unless it has expired. Raises InvalidOption without a token."""
    if not task.params["access_token"]:
        raise InvalidOption("access_token is missing: give the token to end, as opendr.veeam.veeam_login returned it.")
    return {"changed": True if task.check_mode else task.client.logout()}


MODULE = Declaration(product=VBR, options={}, run=logout)
