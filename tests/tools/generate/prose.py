# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words for what a module returns: of an option those that describe it where it is made, else the module's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from tools.generate.catalog import FULL_NAME
from tools.generate.owners import Owned
from tools.generate.scopes import Option
from tools.generate.wording import PROSE_MISSING
from tools.generate.yaml_text import Anchors, paragraphs

_OPTION = re.compile(r"(?<!R)\bO\(([^)=#]+)(=[^)]*)?\)")


@dataclass(frozen=True)
class Prose:
    """What is written about one kind of object.

    `maker` is the name of the module that makes it, empty where none does; `options` its documented options, and
    `made` the documented properties that it returns under `made_key`. `own` are the properties as RETURN of the module
    in question documents them by now, and `root` is how RV() names the object there. `expanded` are the options that
    the maker reads only where a task gives them.
    """

    own: Mapping[str, Any]
    root: str
    properties: Mapping[str, Option]
    maker: str = ""
    options: Mapping[str, Any] | None = None
    made: Mapping[str, Any] | None = None
    made_key: str = ""
    expanded: tuple[str, ...] = ()
    anchors: Anchors = field_of(default_factory=Anchors)

    def of(self, path: Sequence[str], option: Option, owned: Owned | None) -> list[Any]:
        """The paragraphs that describe the property at `path`; the marker where nobody has described it.

        `owned` is how another module documents it, where that has the words for it.
        """
        described = _entry(self.options or {}, path, "suboptions")
        if option.is_option and described:
            return [self._as_value(str(paragraphs(described.get("description"))[0]))]
        made = _entry(self.made or {}, path, "contains")
        if made.get("description"):
            return [self._moved(text) for text in paragraphs(made["description"])]
        if owned is not None and owned.words():
            return owned.words()
        return paragraphs(self.written(path).get("description")) or [PROSE_MISSING]

    def written(self, path: Sequence[str]) -> Mapping[str, Any]:
        """The entry of the property at `path` as RETURN has it by now; empty where it has none."""
        return _entry(self.own, path, "contains")

    @property
    def is_maker(self) -> bool:
        """Whether the module in question makes the object itself."""
        return self.made is None

    def option_mark(self, option: str) -> str:
        """O() for an option of the module that makes the object."""
        return f"O({option})" if self.is_maker else f"O({FULL_NAME}{self.maker}#module:{option})"

    def _as_value(self, text: str) -> str:
        """A sentence on an option as one on the property: in a module that only reads there is no such option."""
        return text if self.is_maker else _OPTION.sub(self._value_mark, text)

    def _value_mark(self, match: re.Match[str]) -> str:
        name, value = match[1], match[2] or ""
        option = _option(self.properties, name.replace("[]", "").split("."))
        if option is not None and option.is_state:
            return f"RV({self.root}.{name}{value})"
        return f"O({FULL_NAME}{self.maker}#module:{name}{value})"

    def _moved(self, text: Any) -> Any:
        moved = self._as_value(str(text)).replace(f"RV({self.made_key}.", f"RV({self.root}.")
        return moved if moved != str(text) else text


def _entry(entries: Mapping[str, Any], path: Sequence[str], inner: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = {inner: entries}
    for name in path:
        found = (found.get(inner) or {}).get(name) or {}
    return found


def _option(options: Mapping[str, Option], path: Sequence[str]) -> Option | None:
    found = options.get(path[0])
    return found if found is None or len(path) == 1 else _option(found.nested, path[1:])
