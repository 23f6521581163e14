# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing together what a property is in each revision and variant, as far as that agrees. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

P = TypeVar("P", bound="tuple[str, str]")


@dataclass(frozen=True)
class View:
    """What a property is in one revision of one variant."""

    type: str
    elements: str = ""
    mode: str = "mutable"
    required: bool = False
    choices: tuple[str, ...] = ()
    reference: str = ""
    response_api: str = ""
    default: str | None = None
    api_choices: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> View:
        """Without what one field can say of several revisions: which choices there are, and whether it is required."""
        return replace(self, choices=(), required=False)


@dataclass
class Group:
    """Variants that agree. ``views`` has the revisions that know one of them, with None where the property is not."""

    variants: list[str]
    views: dict[str, View | None]


@dataclass(frozen=True)
class Spans:
    """Consecutive revisions in which one field says what a property is."""

    variants: tuple[str, ...]
    view: View
    since: str
    until: str
    choices: tuple[str, ...]
    choice_spans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    required: bool = False
    required_since: str = ""
    required_until: str = ""


def merged_variants(
    variants: Sequence[str],
    revisions: Sequence[str],
    views: Mapping[P, View],
    around: Collection[P],
) -> list[Group]:
    """The variants in groups that say the same wherever a revision knows two of them.

    ``views`` and ``around`` are keyed by (variant, revision); ``around`` are the places that could have the property.
    """
    groups: list[Group] = []
    rows: dict[str, dict[str, View | None]] = {variant: {} for variant in variants}
    for place in sorted(around, key=lambda place: revisions.index(place[1])):
        rows[place[0]][place[1]] = views.get(place)
    # Those that most revisions know come first: they say most about the others.
    for variant in sorted(variants, key=lambda variant: -len(rows[variant])):
        row = rows[variant]
        if not any(row.values()):
            continue
        fitting = next((group for group in groups if _agree(group.views, row)), None)
        if fitting is None:
            groups.append(Group([variant], dict(row)))
        else:
            fitting.variants.append(variant)
            fitting.views.update(row)
    for group in groups:
        group.variants.sort(key=list(variants).index)
    return groups


def _agree(first: Mapping[str, View | None], second: Mapping[str, View | None]) -> bool:
    return all(first[revision] == second[revision] for revision in set(first) & set(second))


def spans_of(group: Group, revisions: Sequence[str]) -> Iterator[Spans]:
    """The spans of revisions in which one field can stand for the property."""
    known = [revision for revision in revisions if revision in group.views]
    runs: list[list[str]] = []
    for revision in known:
        view = group.views[revision]
        if view is None:
            runs.append([])
        elif runs and runs[-1] and _continues(group, runs[-1], view):
            runs[-1].append(revision)
        else:
            runs.append([revision])
    for run in runs:
        if run:
            yield _span(group, run, known)


def _continues(group: Group, run: Sequence[str], view: View) -> bool:
    """Whether a revision can be said by the field of those before it: required may change once."""
    before = [found for found in (group.views[revision] for revision in run) if found is not None]
    changes = [found.required for found in (*before, view)]
    return before[-1].kind == view.kind and sum(earlier != later for earlier, later in zip(changes, changes[1:])) < 2


def _span(group: Group, run: Sequence[str], known: Sequence[str]) -> Spans:
    views = {revision: view for revision in run if (view := group.views[revision]) is not None}
    newest = views[run[-1]]
    choices = tuple(dict.fromkeys(choice for revision in reversed(run) for choice in views[revision].choices))
    having = {choice: [revision for revision in run if choice in views[revision].choices] for choice in choices}
    required = [revision for revision in run if views[revision].required]
    return Spans(
        variants=tuple(group.variants),
        view=newest,
        since="" if run[0] == known[0] else run[0],
        until="" if run[-1] == known[-1] else run[-1],
        choices=choices,
        choice_spans={choice: span for choice, found in having.items() if (span := _part(found, run)) != ("", "")},
        required=bool(required),
        required_since=_part(required, run)[0] if required else "",
        required_until=_part(required, run)[1] if required else "",
    )


def _part(some: Sequence[str], run: Sequence[str]) -> tuple[str, str]:
    """First and last revision of a part of a run, each empty where it is the end of the run."""
    return ("" if some[0] == run[0] else some[0], "" if some[-1] == run[-1] else some[-1])
