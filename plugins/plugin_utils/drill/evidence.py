# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a drill as an HTML page and as JUnit XML. Pure. Private to the collection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from jinja2 import Environment, StrictUndefined

from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import parse_time
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.results import MARKS, STAGES

# The control characters that XML does not allow, and lone surrogates, which no encoding does.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# The drawing, in its own units: the names of the machines on the left, the bars on the right.
NAMES, WIDTH, ROW, MARGIN = 130, 600, 30, 34
TICKS = 4
LONGEST_NAME = 18


def as_html(report: Mapping[str, Any], template: str) -> str:
    """The page that ``template`` (Jinja2) makes of a report. Every value is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page: str = environment.from_string(template).render(report=clean(report), timeline=timeline(report))
    return page


def clean(value: object) -> Any:
    """``value`` with a mark in the place of each character that neither XML nor a page may have."""
    if isinstance(value, str):
        return NOT_IN_XML.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [clean(item) for item in value]
    return value


def timeline(report: Mapping[str, Any]) -> dict[str, Any]:
    """Where the bars, the lines and the labels of the drawing are."""
    whole = max(float(report["seconds"] or 0), 0.1)
    start = _moment(report["started"])
    scale = (WIDTH - NAMES - 10) / whole
    rows = []
    for number, machine in enumerate(report["machines"]):
        marks = [_moment(machine["times"][name]) for name in MARKS]
        bars = [
            {"stage": stage, "x": NAMES + (before - start) * scale, "width": max((after - before) * scale, 1.5)}
            for stage, before, after in zip(STAGES, marks, marks[1:])
            if before is not None and after is not None and start is not None
        ]
        name = clean(str(machine["name"]))
        rows.append(
            {
                "name": name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}\u2026",
                "full_name": name,
                "passed": machine["passed"],
                "y": MARGIN + number * ROW,
                "bars": bars,
            }
        )
    times = [whole * tick / TICKS for tick in range(TICKS + 1)]
    ticks = [{"x": NAMES + seconds * scale, "label": _duration(seconds)} for seconds in times]
    return {"rows": rows, "ticks": ticks, "width": WIDTH, "height": MARGIN + len(rows) * ROW + 6, "top": MARGIN - 6}


def _moment(text: str | None) -> float | None:
    return None if text is None else parse_time(text).timestamp()


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s" if seconds >= 10 or seconds == 0 else f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds >= 600 else f"{seconds / 60:.1f} min"


def as_junit(report: Mapping[str, Any]) -> str:
    """JUnit XML: a suite for each tier, and in it a case for each machine's recovery, check and target."""
    report = clean(report)
    root = ElementTree.Element("testsuites", name=report["name"])
    suites: dict[str, ElementTree.Element] = {}
    for machine in report["machines"]:
        tier = machine["tier"]
        if tier not in suites:
            suites[tier] = ElementTree.SubElement(root, "testsuite", name=tier)
        for name, seconds, failure in _cases(machine):
            case = ElementTree.SubElement(suites[tier], "testcase", classname=machine["name"], name=name)
            case.set("time", f"{seconds or 0:g}")
            if failure:
                ElementTree.SubElement(case, "failure", message=failure)
    for suite in (*suites.values(), root):
        cases = list(suite.iter("testcase"))
        suite.set("tests", str(len(cases)))
        suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _cases(machine: Mapping[str, Any]) -> list[tuple[str, float | None, str]]:
    seconds = machine["seconds"]
    cases = [("recovery", seconds["mount"], " ".join(machine["problems"]))]
    cases += [(check["what"], None, "" if check["passed"] else check["message"]) for check in machine["checks"]]
    for key, unit, of_what in (("rto", "minutes", "time to service"), ("rpo", "hours", "age of the restore point")):
        target = machine[key]
        if target["met"] is not None:
            measured = f"{target[unit]} {unit}" if target[unit] is not None else "not reached"
            failure = "" if target["met"] else f"{of_what}: {measured}, target {target[f'target_{unit}']} {unit}"
            cases.append((key.upper(), None, failure))
    return cases
