# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What playbooks/record_answers.yml has to read for a new module: the list, one object, and further lists. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import yaml

from tools.new.model import ResourceModel
from tools.new.registration import NoPlace

_PATHS, _DETAILS = "record_paths:\n", "record_detail_paths:\n"


@dataclass(frozen=True)
class Reads:
    """What the recorded revision reads at the path of a resource and below: the path of one object, and all of them.

    ``item`` is empty where there is no such path; ``long`` are those with a parameter that bounds their length.
    """

    item: str
    paths: Collection[str]
    long: Collection[str]


def with_recordings(text: str, model: ResourceModel, reads: Reads) -> str:
    """playbooks/vars/record_answers_<product>.yml with what a new module reads and it lacks. Raises NoPlace."""
    settings = yaml.safe_load(text) or {}
    recorded = {_shape(entry["path"]) for section in (_PATHS, _DETAILS) for entry in settings.get(section[:-2], ())}
    wanted = [model.path, reads.item, *(expansion.path for expansion in model.expansions)]
    new = [path for path in wanted if path in reads.paths and _shape(path) not in recorded]
    lists = [
        f"  - {{path: {path}{'' if path in reads.long else ', list: false'}}}\n" for path in new if "{" not in path
    ]
    details = [_detail(model.path, path, path in reads.long) for path in new if "{" in path]
    return _appended(_appended(text, _PATHS, lists), _DETAILS, details)


def _detail(listed: str, path: str, is_long: bool) -> str:
    named = re.sub(r"\{\w+\}", "{id}", path, count=1)
    return f'  - {{list: {listed}, path: "{named}"{", many: true" if is_long else ""}}}\n'


def _appended(text: str, section: str, lines: Sequence[str]) -> str:
    """``text`` with lines at the end of a section."""
    before, found, after = text.partition(section)
    if lines and not found:
        raise NoPlace(f"There is no line {section.strip()!r}, after which {lines[0].strip()} belongs.")
    entries = re.match(r"(?:  .*\n)*", after)
    end = entries.end() if entries else 0
    return before + found + after[:end] + "".join(lines) + after[end:]


def _shape(path: str) -> str:
    return re.sub(r"\{\w+\}", "{}", path)
