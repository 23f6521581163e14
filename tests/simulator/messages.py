# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What passes between the HTTP server and the handlers: a request, an answer, and a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .contract import Contract
from .operations import Operation


@dataclass(frozen=True)
class User:
    """Who a token belongs to."""

    name: str
    role: str = "administrator"


@dataclass
class Request:
    """A request that was matched to an operation and found valid."""

    operation: Operation
    contract: Contract
    path: str
    parameters: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any = None
    user: User | None = None
    token: str = ""
    accept: str = ""

    @property
    def revision(self) -> str:
        return self.contract.revision

    @property
    def method(self) -> str:
        return self.operation.method


@dataclass
class Answer:
    """What to send back. ``body`` None means an empty body; ``file`` bytes are sent as they are."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    file: bytes | None = None


class Refusal(Exception):
    """A request that the simulated server turns down, in the product's own error format."""

    def __init__(
        self, status: int, message: str, code: str = "", violations: list[str] | None = None, resource: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.violations = violations or []
        self.resource = resource
