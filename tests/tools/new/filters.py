# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters of a list, from its query parameters in all revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tools.new.model import FieldModel, FilterModel
from tools.new.names import CONNECTION_OPTIONS, snake_case, without_id
from tools.new.properties import Properties, Property
from tools.new.references import References, holds_id
from tools.new.spans import View, merged_variants, spans_of

# Parameters that order a list: a playbook does that itself.
ORDERING = frozenset({"orderColumn", "orderAsc", "Sort"})
NOTHING_TO_COMPARE = "it takes several values, and no option of the objects tells which they have"
_TEXT_SEARCH = frozenset({"SearchPattern"})
_LIST = "list"


@dataclass
class FilterDeriver:
    """Derives the filters of one list; ``skipped`` are the parameters that none stands for, with the reason."""

    revisions: Sequence[str]
    references: References
    reads: Mapping[str, str]
    paging: frozenset[str]
    skipped: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def filters(self, queries: Mapping[str, Properties], fields: Sequence[FieldModel]) -> tuple[FilterModel, ...]:
        """``queries`` are the query parameters by revision; ``fields`` what each listed object tells."""
        names = dict.fromkeys(name for revision in reversed(list(queries)) for name in queries[revision])
        derived: list[FilterModel] = []
        for name in names:
            if name in self.paging:
                continue
            if name in ORDERING:
                self.skipped[name] = "a playbook orders a result itself, with the filter sort"
                continue
            filter_model = self._filter(name, queries, fields)
            if filter_model.elements and not filter_model.field:
                self.skipped[name] = NOTHING_TO_COMPARE
                self.left.append(f"Filter {name} is left out: {NOTHING_TO_COMPARE}.")
            else:
                derived.append(filter_model)
        known = {entry.option for entry in derived}
        options = {model.option: model for model in fields}
        # Those that the server does not have, and users of the other modules expect.
        added = [FilterModel("id", "", field="id", format=options["id"].format)] if "id" in options else []
        if "name" in options and options["name"].type == "str" and "name" not in known:
            added.append(FilterModel("name", "", field="name", match="pattern"))
        return (*added, *derived)

    def _filter(self, name: str, queries: Mapping[str, Properties], fields: Sequence[FieldModel]) -> FilterModel:
        known = {revision: query[name] for revision, query in queries.items() if name in query}
        newest = list(known.values())[-1]
        key = "name" if name in _TEXT_SEARCH else name[:1].lower() + name[1:].removesuffix("Filter")
        option, reference = snake_case(key), ""
        if holds_id(key):
            reference = self.references.find("", key, newest.text, self.reads)
            option = without_id(option) if reference else option
            if not reference:
                self.left.append(f"Filter {name} takes an ID, but of which list is not known: it is taken as a text.")
        if option in CONNECTION_OPTIONS:
            option = f"of_{option}"
        if newest.format == "date-time":
            self.left.append(f"Filter {name} takes a point in time: give it parse, so that a wrong one is refused.")
        column = _column(option, fields)
        is_text = not newest.choices and newest.elements in ("", "str") and newest.type in ("str", "") and not reference
        known_choices = self._choices(known)
        return FilterModel(
            option=option,
            query=name,
            type=newest.type or "str",
            elements=newest.elements,
            choices=known_choices.choices,
            choice_spans=known_choices.choice_spans,
            reference=reference,
            field=column,
            match="pattern" if column and is_text and newest.format == "" else "exact",
            since="" if next(iter(known)) == self.revisions[0] else next(iter(known)),
            many_since=self._many_since(known, column) if newest.type == _LIST else "",
            format=newest.format,
        )

    def _many_since(self, known: Mapping[str, Property], column: str) -> str:
        """The first revision that takes several values; without a field to compare, the server has to take them."""
        first = next(revision for revision, described in known.items() if described.type == _LIST)
        return first if column else ""

    def _choices(self, known: Mapping[str, Property]) -> Choices:
        views = {("", revision): View("str", choices=described.choices) for revision, described in known.items()}
        group = merged_variants([""], list(known), views, set(views))[0]
        span = next(iter(spans_of(group, list(known))))
        return Choices(span.choices, span.choice_spans)


def _column(option: str, fields: Sequence[FieldModel]) -> str:
    """The option of the listed objects that a filter is about: of its name, or the only one that ends so."""
    options = [model.option for model in fields]
    ending = [name for name in options if name.endswith(f"_{option}")]
    if option in options:
        return option
    return ending[0] if len(ending) == 1 else ""


@dataclass(frozen=True)
class Choices:
    """The choices of a filter over all revisions."""

    choices: tuple[str, ...]
    choice_spans: Mapping[str, tuple[str, str]]
