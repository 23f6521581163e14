# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a product calls a session, and how to read it. Data: the product fills it in. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable, NamedTuple

from ..core.product import Product
from ..schema.resource import Operation

RUNNING, SUCCEEDED, WARNED, FAILED, CANCELED, NEEDS_ACTION = (
    "running",
    "succeeded",
    "warned",
    "failed",
    "canceled",
    "needs action",
)


class Verdict(NamedTuple):
    """The state of a session (one of the constants above), and what the server says about it."""

    status: str
    message: str


class LogLine(NamedTuple):
    """One record of a session's log: its status in the vendor's word, and what it says."""

    status: str
    title: str


@dataclass(frozen=True, eq=False, repr=False)
class SessionAdapter:
    """What a product calls a session, and how to read it.

    ``path`` is that of a session, ``log`` that of its log records, each with ``{id}``; empty where there is no log.
    ``verdict`` returns whether and how a session ended, ``name`` its name, ``log_lines`` the log records of a response,
    oldest first; ``problem_statuses`` are the statuses of records that report a problem. ``progress`` returns how far a
    session is, ``status_text`` the state of a running one in words. ``facts`` is what a result returns of a session.
    ``since`` makes path and query of the list of sessions of a type that began at a time or later. ``may_create`` is
    whether a session that creates something may be creating the object of a name. ``module`` is the module that stops a
    session or waits for it, ``stop`` the operation; ``runs_in_task`` is whether the task that starts such sessions also
    joins one that runs, so that the same task waits for it. ``stopping`` and ``stopped`` are the states of a session
    that is stopped by a request, ``finished`` that of a session which ended by itself, empty where that depends on how
    it ended. ``is_session`` is whether an object that a response holds is such a session.
    """

    path: str
    log: str
    verdict: Callable[[Mapping[str, Any]], Verdict]
    name: Callable[[Mapping[str, Any]], str]
    log_lines: Callable[[Any], list[LogLine]]
    problem_statuses: tuple[str, ...]
    progress: Callable[[Mapping[str, Any]], str]
    status_text: Callable[[Mapping[str, Any]], str]
    facts: Callable[[Mapping[str, Any]], dict[str, Any]]
    since: Callable[[str, str], tuple[str, dict[str, Any]]]
    may_create: Callable[[Mapping[str, Any], str], bool]
    module: str
    stop: Operation
    stopping: str
    stopped: str
    finished: str
    runs_in_task: bool = False
    is_session: Callable[[Mapping[str, Any]], bool] = lambda body: False


def records_of(response: object, key: str) -> list[Mapping[str, Any]]:
    """The records under ``key`` of a response, none where it has another form. Pure."""
    records = response.get(key) if isinstance(response, Mapping) else None
    return [record for record in records if isinstance(record, Mapping)] if isinstance(records, list) else []


def adapter_of(product: Product) -> SessionAdapter:
    """The sessions of a product. Raises TypeError for a product that has none."""
    adapter = product.sessions()
    if not isinstance(adapter, SessionAdapter):
        raise TypeError(f"{product.title} has no sessions")
    return adapter
