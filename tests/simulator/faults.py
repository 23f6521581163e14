# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults on demand: what goes wrong, for which requests, how many times."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, field
from typing import Any

KINDS = ("status", "rate_limit", "reset", "delay", "truncate", "html", "expire_token", "lost_answer", "broken_tls")
# What a client only sees on a connection: a silence, and bytes that are not those of an HTTP response.
OF_CONNECTIONS = ("delay", "truncate", "broken_tls")


@dataclass(frozen=True)
class Fault:
    """One way to go wrong. Which values matter depends on the kind; see docs/simulator.md."""

    kind: str
    status: int | None = None
    retry_after: float | None = None
    seconds: float = 1.0
    body: Any = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"fault kind {self.kind!r} is not one of {KINDS}")

    @property
    def answer_status(self) -> int:
        """The status of the answer that this fault gives by itself."""
        return self.status or {"rate_limit": 429, "html": 502}.get(self.kind, 500)


@dataclass
class FaultRule:
    """A fault for the next ``times`` requests that match; ``times`` None means until reset."""

    fault: Fault
    match: dict[str, str] = field(default_factory=dict)
    times: int | None = 1

    def covers(self, facts: dict[str, str]) -> bool:
        return self.times != 0 and all(
            fnmatch.fnmatchcase(facts.get(key, ""), pattern) for key, pattern in self.match.items()
        )


class Faults:
    """The faults still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self._rules: list[FaultRule] = []

    def add(self, rules: list[dict[str, Any]]) -> None:
        """Rules as the control API takes them; raises ValueError for one that makes no sense."""
        made = []
        for rule in rules:
            unknown = set(rule.get("match", {})) - {"method", "template", "operation_id", "path"}
            if unknown:
                raise ValueError(f"match knows method, template, operation_id and path, not {sorted(unknown)}")
            made.append(FaultRule(Fault(**rule["fault"]), dict(rule.get("match", {})), rule.get("times", 1)))
        self._rules.extend(made)

    def take(self, facts: dict[str, str]) -> Fault | None:
        """The fault for a request, counted as used."""
        for rule in self._rules:
            if rule.covers(facts):
                if rule.times is not None:
                    rule.times -= 1
                return rule.fault
        return None

    @property
    def due(self) -> bool:
        """Whether a request may still be struck."""
        return any(rule.times != 0 for rule in self._rules)

    @property
    def need_connection(self) -> bool:
        """Whether a request may still be struck by what only a connection can show."""
        return any(rule.times != 0 and rule.fault.kind in OF_CONNECTIONS for rule in self._rules)

    def clear(self) -> None:
        self._rules.clear()
