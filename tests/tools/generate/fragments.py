# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that documentation fragments describe, so that no module does."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tools.generate.catalog import FULL_NAME
from tools.generate.yaml_text import read
from tools.paths import ROOT

FOLDER = ROOT / "plugins" / "doc_fragments"
# The fragments that describe options of declarations, and the module by whose declaration they are completed.
COMPLETED = {"job_schedule": "veeam_vm_backup_job"}


@cache
def fragment(name: str) -> dict[str, Any]:
    """A fragment of this collection, such as `opendr.veeam.attributes.info`."""
    file, _dot, part = name.removeprefix(FULL_NAME).partition(".")
    source = (FOLDER / f"{file}.py").read_text(encoding="utf-8")
    content: dict[str, Any] = read(text_of(source, part.upper() or "DOCUMENTATION"))
    return content


def text_of(source: str, part: str = "DOCUMENTATION") -> str:
    """The YAML in the source of a fragment. Raises KeyError where it has none of that name."""
    found = re.search(rf'^    {part} = r"""\n(.*?)^"""$', source, re.MULTILINE | re.DOTALL)
    if not found:
        raise KeyError(f"a documentation fragment has no {part}")
    return found[1]


def options_of_fragments(names: list[str]) -> dict[str, Any]:
    """The options of some fragments."""
    return {option: entry for name in names for option, entry in fragment(name).get("options", {}).items()}
