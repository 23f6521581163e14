# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The times in responses. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..core.errors import UnexpectedResponse
from ..core.timestamps import server_moment
from .response_object import ResponseObject


def moment_at(body: Mapping[str, Any], name: str) -> datetime:
    """The time in a property, in UTC. Raises UnexpectedResponse where it is missing, or is no time."""
    moment = server_moment(body[name])
    if moment is None:
        raise UnexpectedResponse(body.operation if isinstance(body, ResponseObject) else "", name)
    return moment
