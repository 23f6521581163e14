# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/repository_types.md: which options each type of repository has, from the module's own declaration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext, fields_of
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repository import REPOSITORY
from tools.paths import ROOT

PAGE = ROOT / "docs/repository_types.md"
# What all types have and what says which type it is: no news in a table by type.
_COMMON = ("name", "type", "description", "import_backups", "import_index")

_HEAD = """\
<!-- Written by make generate from the declaration in plugins/module_utils/vbr/; change that, not this page. -->

# Repository types and their options

What [`opendr.veeam.veeam_repository`](../plugins/modules/veeam_repository.py) takes for each `type`. The module's own
documentation (`ansible-doc opendr.veeam.veeam_repository`) says what each option does.

- **Required** means: needed to create a repository. To change one, give what is to change.
- An option is there in every `api_version` that knows the type, unless another is named.
- Every type has `name`, `description`, and, when a repository is created, `import_backups`, `import_index`
  (both since 1.3-rev0) and `overwrite_owner`.

## Options by type

"""
_GROUPS_HEAD = """
## Suboptions

Required means here: needed where the group is given and the repository does not have it yet.

"""


@dataclass(frozen=True)
class Use:
    """One option, dotted, of one type: the revisions that have it, and those in which it is required."""

    revisions: tuple[str, ...]
    required: tuple[str, ...]

    def words(self, all_revisions: tuple[str, ...]) -> str:
        """Where the option is not simply there, or simply required: since when, until when."""
        words = []
        if self.revisions[0] != all_revisions[0]:
            words.append(f"since {self.revisions[0]}")
        if self.revisions[-1] != all_revisions[-1]:
            words.append(f"until {self.revisions[-1]}")
        if self.required and self.required != self.revisions:
            words.append(f"required until {self.required[-1]}")
        return ", ".join(words)


def revisions_of(kind: str) -> tuple[str, ...]:
    """Return the API revisions that can create a repository of this type."""
    known = REPOSITORY.field("type")
    return tuple(one for one in VBR.revisions if kind in known.choices_in(VBR, one))


def uses_of(kind: str) -> dict[str, Use]:
    """Return the options of a type, dotted, in the order of the declaration."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for revision in revisions_of(kind):
        for option, required in _options(REPOSITORY.fields, SchemaContext(VBR, revision, kind)):
            revisions, needing = found.setdefault(option, ([], []))
            revisions.append(revision)
            needing.extend([revision] if required else [])
    return {option: Use(tuple(revisions), tuple(needing)) for option, (revisions, needing) in found.items()}


def _options(fields: tuple[Field, ...], context: SchemaContext, within: str = "") -> Iterator[tuple[str, bool]]:
    for field in fields_of(fields, context):
        if field.is_option and within + field.option not in _COMMON:
            yield within + field.option, field.needed(context.product, context.revision)
            yield from _options(field.fields, context, f"{within}{field.option}.")


def page() -> str:
    """Return the whole page."""
    kinds = {kind: uses_of(kind) for kind in REPOSITORY.field("type").choices}
    groups = list(dict.fromkeys(option.split(".")[0] for uses in kinds.values() for option in uses if "." in option))
    return _HEAD + _types_table(kinds) + _GROUPS_HEAD + "\n".join(_group_table(group, kinds) for group in groups)


def _types_table(kinds: dict[str, dict[str, Use]]) -> str:
    rows = []
    for kind, uses in kinds.items():
        top = {option: use for option, use in uses.items() if "." not in option}
        required = [_named(option, use, kind) for option, use in top.items() if use.required]
        others = [_named(option, use, kind) for option, use in top.items() if not use.required]
        rows.append((f"`{kind}`", revisions_of(kind)[0], ", ".join(required), ", ".join(others)))
    return _table(("Type", "Since", "Required", "Other options"), rows)


def _named(option: str, use: Use, kind: str) -> str:
    words = use.words(revisions_of(kind))
    return f"`{option}`" + (f" ({words})" if words else "")


def _group_table(group: str, kinds: dict[str, dict[str, Use]]) -> str:
    """Return one line for each suboption and each way in which types have it."""
    ways: dict[tuple[str, str, str], list[str]] = {}
    order: dict[str, None] = {}
    having = [kind for kind, uses in kinds.items() if group in uses]
    for kind, uses in kinds.items():
        for option, use in uses.items():
            if option.startswith(group + "."):
                order.setdefault(option)
                words = use.words(revisions_of(kind))
                way = (option, "yes" if use.required == use.revisions else "", words)
                ways.setdefault(way, []).append(kind)
    rows = [
        (f"`{way[0].partition('.')[2]}`", "all of these" if types == having else ", ".join(types), way[1], way[2])
        for option in order
        for way, types in ways.items()
        if way[0] == option
    ]
    about = f"### {group}\n\nFor {', '.join(having)}.\n\n"
    return about + _table(("Suboption", "Types", "Required", "API revision"), rows)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _head in heads), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
