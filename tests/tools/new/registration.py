# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new module needs in files that all modules share: samples, and what it leaves out of the document. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from tools.new.model import ResourceModel
from tools.new.samples import special_values

_VALUES = "VALUES: dict[str, dict[str, Any]] = {\n"
_UNCHANGED = "UNCHANGED: dict[str, tuple[str, ...]] = {\n"
_EXCEPTIONS = "EXCEPTIONS: dict[str, Exceptions] = {\n"


class NoPlace(Exception):
    """A file has no line after which an entry belongs."""


def with_samples(text: str, module: str, model: ResourceModel) -> str:
    """tests/support/samples.py with what the samples of the module have to mean, and what stays in a change."""
    values = special_values(model)
    if values:
        text = _with_entry(text, _VALUES, module, _mapping({option: repr(value) for option, value in values.items()}))
    stays = (*model.identity, *values)
    return _with_entry(text, _UNCHANGED, module, repr(stays)) if stays else text


def with_exceptions(text: str, module: str, model: ResourceModel) -> str:
    """tests/support/exceptions.py with what the pair of modules leaves out, and why."""
    arguments = []
    if model.excused_properties:
        arguments.append(f"properties={_mapping(_texts(model.excused_properties))}")
    if model.dropped_choices:
        choices = {path: f"{{{', '.join(map(repr, dropped))}}}" for path, dropped in model.dropped_choices.items()}
        arguments.append(f"choices={_mapping(choices)}")
    if model.skipped_queries:
        queries = f"Exceptions(queries={_mapping(_texts(model.skipped_queries))})"
        text = _with_entry(text, _EXCEPTIONS, f"{module}_info", queries)
    return _with_entry(text, _EXCEPTIONS, module, f"Exceptions({', '.join(arguments)})") if arguments else text


def _with_entry(text: str, line: str, key: str, value: str) -> str:
    if line not in text:
        raise NoPlace(f"There is no line {line.strip()!r}, after which {key} belongs.")
    entries = "\n" + text.partition(line)[2].partition("\n}\n")[0]
    if f'\n    "{key}": ' in entries:
        return text
    return text.replace(line, f'{line}    "{key}": {value},\n', 1)


def _texts(values: Mapping[str, str]) -> dict[str, str]:
    return {key: repr(value) for key, value in values.items()}


def _mapping(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key!r}: {value}" for key, value in values.items()) + "}"
