# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which module has the words for a property that is only read, where several return it.

The one that makes the object, else the one that lists such objects; what returns them within something else, or one at
a time, takes its words from there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from tools.generate.catalog import FULL_NAME, Module, all_modules
from tools.generate.source import take_apart
from tools.generate.yaml_text import paragraphs, read

_OPTION = re.compile(r"(?<!R)\bO\(([^)#]+)\)")


class Owned(NamedTuple):
    """A property as its module documents it, and the key of the result that it is in there."""

    module: str
    key: str
    entry: Mapping[str, Any]

    def inside(self, name: str) -> Owned:
        """A property of this one."""
        return Owned(self.module, self.key, (self.entry.get("contains") or {}).get(name) or {})

    def words(self) -> list[Any]:
        """The paragraphs that describe it, with the module named where they mention its options or results."""
        return [self._qualified(text) for text in paragraphs(self.entry.get("description"))]

    def _qualified(self, text: Any) -> Any:
        place = f"{FULL_NAME}{self.module}#module:"
        qualified = _OPTION.sub(rf"O({place}\1)", str(text)).replace(f"RV({self.key}", f"RV({place}{self.key}")
        return qualified if qualified != str(text) else text


def owners() -> dict[int, Owned]:
    """The owner of each field that is only read and stands at the top of an object, by the id() of the field."""
    found: dict[int, Owned] = {}
    for module in sorted(all_modules(), key=_precedence):
        parts = take_apart(module.name, module.file.read_text(encoding="utf-8"))
        written = read(parts.returned) or {}
        # What a module returns beside the object that it makes is another module's.
        returns = module.declaration.returns
        for returned in returns[:1] if module.declaration.resource else returns:
            entries = (written.get(returned.key) or {}).get("contains") or {}
            for field in returned.fields:
                if not field.is_option:
                    found.setdefault(id(field), Owned(module.name, returned.key, entries.get(field.option) or {}))
    return found


def _precedence(module: Module) -> tuple[bool, bool, str]:
    return module.declaration.resource is None, not module.name.endswith("_info"), module.name
