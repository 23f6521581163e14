# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML as the documentation of modules is written: block style, two spaces, folded at 120 columns, quotes as they were.

ruamel.yaml reads and writes it; folding is done here, since a library's line may be longer than its width.
"""

from __future__ import annotations

import io
import re
import textwrap
from functools import cache
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

WIDTH = 120
_START = re.compile(r"^(?P<lead> *(?:- )*(?:[\w.]+: )?)(?P<text>.*)$")
_BLOCK_SCALAR = re.compile(r"[:-] [|>][+-]?$")


def _yaml() -> YAML:
    found = YAML()
    found.preserve_quotes = True
    found.width = 1_000_000
    found.indent(mapping=2, sequence=4, offset=2)
    return found


def load(text: str) -> CommentedMap:
    """A document, with what it takes to write it again as it was; an empty one is an empty map."""
    found = _yaml().load(text)
    return CommentedMap() if found is None else found


def read(text: str) -> Any:
    """What a document says, fast, where it is not written again."""
    # By libyaml where PyYAML has it, as its wheels do: some ten times as fast.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (both are safe)


def dump(document: CommentedMap) -> str:
    """A document as text; empty for an empty one."""
    if not document:
        return ""
    stream = io.StringIO()
    _yaml().dump(document, stream)
    whole = stream.getvalue()
    text = fold(whole)
    if text != whole and read(text) != read(whole):
        raise ValueError("folding changed what the document says")
    return text


def fold(text: str) -> str:
    """The text with lines of at most 120 columns, where a line has spaces to fold at."""
    lines: list[str] = []
    literal: int | None = None
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if literal is not None and (not line or indent > literal):
            lines.append(line)
            continue
        literal = indent if _BLOCK_SCALAR.search(line) else None
        lines.extend(_folded(line) if len(line) > WIDTH else [line])
    return "".join(f"{line}\n" for line in lines)


def _folded(line: str) -> list[str]:
    lead, text = _START.sub(r"\g<lead>\n\g<text>", line).split("\n")
    # Under the first word of an item, two columns into an entry.
    indent = re.sub(r"[\w.]+: $", "", lead)
    deeper = "" if indent == lead else "  "
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(indent) + deeper,
        break_long_words=False,
        break_on_hyphens=False,
    )


def scalar(value: Any) -> Any:
    """A value, quoted where Ansible's YAML would take the plain word for something else than a text."""
    return DoubleQuotedScalarString(value) if isinstance(value, str) and _needs_quotes(value) else value


@cache
def _needs_quotes(text: str) -> bool:
    return bool(read(f"- {text}") != [text])


def sequence(values: list[Any] | tuple[Any, ...], column: int) -> CommentedSeq:
    """A list, on one line where it fits behind `column`."""
    found = CommentedSeq(scalar(value) for value in values)
    quotes = 2 * sum(isinstance(value, DoubleQuotedScalarString) for value in found)
    if column + len(", ".join(map(str, values))) + len("[]") + quotes <= WIDTH:
        found.fa.set_flow_style()
    return found


class Anchors:
    """Keeps what is written once, under an anchor, and used again, written once."""

    def __init__(self) -> None:
        self._made: dict[int, CommentedMap] = {}

    def kept(self, written: Any, made: CommentedMap) -> CommentedMap:
        """`made` in the place of `written`; the same object as before, where that has come to the same before."""
        name = written.anchor.value if isinstance(written, CommentedMap) else None
        if not name:
            return made
        before = self._made.get(id(written))
        if before == made:
            return before
        if before is None:
            made.yaml_set_anchor(name)
            self._made[id(written)] = made
        return made


def paragraphs(value: Any) -> list[Any]:
    """A description as the list of its paragraphs."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def description(texts: list[Any], column: int) -> Any:
    """The paragraphs of a description: one that fits stands behind its key, others in a list."""
    first = str(texts[0]) if texts else ""
    # Two more for the quotes that it may need.
    if len(texts) == 1 and column + len("description: ") + len(first) + 2 <= WIDTH:
        return texts[0]
    return CommentedSeq(texts)
