# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures as tables in Markdown, printed and kept in docs/benchmarks.md."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from tools.paths import ROOT

_PAGE = ROOT / "docs/benchmarks.md"
_INTRODUCTION = """\
# Benchmarks

What a task costs, measured by `make bench` on the simulator over the loopback interface: tasks of each kind in turn, in
one run of `ansible-playbook`. The time is measured on the controller, from the start of a task to its result. `uri`
reads the server's time over TLS, the least that a playbook without this collection could do. The task of
`veeam_repository` finds its repository in the desired state. A remote server adds its own time to each request.

`PYTHONPATH=tests .venv/bin/python -m bench --write` measures again and writes this page.
"""


@dataclass(frozen=True)
class Row:
    """What a kind of task costs: its median time, and what it asks of the server."""

    what: str
    milliseconds: float
    reads: str = "-"
    logins: str = "-"

    def __str__(self) -> str:
        return f"| {self.what} | {self.milliseconds:.0f} ms | {self.reads} | {self.logins} |"


@dataclass(frozen=True)
class Target:
    """A figure that has to stay at or below a bound."""

    what: str
    measured: float
    bound: float
    unit: str = ""

    @property
    def met(self) -> bool:
        """Whether it does."""
        return self.measured <= self.bound

    def __str__(self) -> str:
        verdict = "met" if self.met else "MISSED"
        return f"| {self.what} | {_figure(self.measured)} {self.unit} | {_figure(self.bound)} {self.unit} | {verdict} |"


def tables(tasks: int, rows: Sequence[Row], targets: Sequence[Target]) -> str:
    """Return both tables, with the date and the kind of machine."""
    lines = [
        f"{datetime.datetime.now(tz=datetime.timezone.utc):%Y-%m-%d}, {_machine()}",
        "",
        f"| task | median of {tasks} | reads a task | logins of so many tasks |",
        "|---|---|---|---|",
        *map(str, rows),
        "",
        "| target | measured | at most | verdict |",
        "|---|---|---|---|",
        *map(str, targets),
    ]
    return "\n".join(lines)


def write(text: str) -> None:
    """Put the tables into the page. The sections that follow them are measured and written by themselves."""
    _before, heading, sections = _PAGE.read_text("utf-8").partition("\n## ")
    _PAGE.write_text(f"{_INTRODUCTION}\n{text}\n{heading}{sections}", encoding="utf-8")


def _figure(value: float) -> str:
    return f"{value:.0f}" if value == round(value) else f"{value:.3g}"


def _machine() -> str:
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        name = platform.system()
    else:
        name = " ".join(part for part in (system["NAME"].split()[0], system.get("VERSION_ID", "")) if part)
    python = ".".join(platform.python_version_tuple()[:2])
    return f"{os.cpu_count()} cores, {name}, Python {python}, ansible-core {version('ansible-core')}"
