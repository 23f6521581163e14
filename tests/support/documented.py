# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the documentation of options and an argument spec disagree; each difference is a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def option_differences(documented: Mapping[str, Any], spec: Mapping[str, Any], within: str = "") -> Iterator[str]:
    """Options that only one of the two has, or that both describe in another way."""
    for option in sorted(set(documented) ^ set(spec)):
        yield f"{within}{option} is {'documented' if option in documented else 'an option'} only"
    for option in sorted(set(documented) & set(spec)):
        doc, real, where = documented[option], spec[option], within + option
        for key, missing in (("type", "str"), ("elements", None), ("default", None), ("required", False)):
            if doc.get(key, missing) != real.get(key, missing):
                yield f"{where}: {key} is documented as {doc.get(key)!r} and is {real.get(key)!r}"
        if [str(choice) for choice in doc.get("choices", [])] != [str(choice) for choice in real.get("choices", [])]:
            yield f"{where}: documented choices {doc.get('choices')} are not {real.get('choices')}"
        yield from option_differences(doc.get("suboptions", {}), real.get("options", {}), where + ".")
