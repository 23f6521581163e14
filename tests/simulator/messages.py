# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What passes between the HTTP server and the handlers: a request, an answer, and a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .contract import Contract
from .operations import Operation


@dataclass(frozen=True)
class User:
    """Who a token belongs to."""

    name: str
    role: str = "administrator"


class Query(Mapping[str, Any]):
    """The query parameters of a request, which remembers what was read: one that nobody reads was ignored."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)
        self._read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self._read.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def unread(self, names: Iterable[str]) -> list[str]:
        """Those of ``names`` that nobody has read."""
        return sorted(name for name in names if name in self._values and name not in self._read)


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

    def take(self, name: str) -> Any:
        """The value of a query parameter that a behaviour filters by itself, so that no list does; None without one."""
        query = dict(self.query)
        value = query.pop(name, None)
        self.query = query
        return value


@dataclass
class Answer:
    """What to send back. ``body`` None means an empty body; ``file`` bytes are sent as they are.

    Where a file is not ``sized``, the client learns its length only at its end. What is ``unforeseen`` is in no
    document, and not held to it.
    """

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    file: bytes | None = None
    sized: bool = True
    unforeseen: bool = False


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


def ignored(method: str, template: str, name: str) -> Refusal:
    """The refusal of a query parameter that the document knows and the simulator has no behaviour for.

    A real server would act on it, so a module that depends on it must not pass a test here.
    """
    text = f"query.{name}: the simulator has no column or behaviour for it in {method} {template}"
    return Refusal(501, text, violations=[text])
