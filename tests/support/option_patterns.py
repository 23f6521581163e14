# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of a task by patterns of their dotted names."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from typing import Any


def without_options(values: Mapping[str, Any], patterns: tuple[str, ...], within: str = "") -> dict[str, Any]:
    """``values`` without the options whose dotted name one of the patterns matches, at any depth."""
    return {
        option: _part(value, patterns, f"{within}{option}.")
        for option, value in values.items()
        if not any(fnmatch.fnmatchcase(within + option, pattern) for pattern in patterns)
    }


def _part(value: Any, patterns: tuple[str, ...], within: str) -> Any:
    if isinstance(value, list):
        return [_part(item, patterns, within) for item in value]
    return without_options(value, patterns, within) if isinstance(value, Mapping) else value
