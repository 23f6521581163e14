# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a task, as a result returns them under ``invocation``. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def known_options(spec: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    """The options that exist, at every level: the value of a misspelt one may be a secret that nobody masks."""
    return {name: _known_values(spec[name], value) for name, value in params.items() if name in spec}


def _known_values(option: Mapping[str, Any], value: object) -> Any:
    suboptions = option.get("options")
    if suboptions is None:
        return value
    if isinstance(value, Mapping):
        return known_options(suboptions, value)
    if isinstance(value, list):
        return [known_options(suboptions, item) if isinstance(item, Mapping) else item for item in value]
    return value
