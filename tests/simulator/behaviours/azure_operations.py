# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: asking for the answer of a read that takes longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..async_operations import operation
from ..messages import Answer, Request
from ..registry import handles

if TYPE_CHECKING:
    from ..backend import Backend


@handles("azure", "GET", "/api/v8.1/operations/{operationId}")
def one_operation(backend: Backend, request: Request) -> Answer:
    return operation(backend, request, request.parameters["operationId"])
