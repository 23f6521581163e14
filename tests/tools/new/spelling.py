# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choices that revisions write in another case. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from tools.new.spans import View

P = TypeVar("P", bound="tuple[str, str]")


def same_spelling(views: Mapping[P, View], revisions: Sequence[str]) -> dict[P, View]:
    """Choices that revisions write in another case are one choice, in the spelling of the newest."""
    spelling: dict[str, str] = {}
    for place in sorted(views, key=lambda place: -revisions.index(place[1])):
        for choice in views[place].choices:
            spelling.setdefault(choice.lower(), choice)
    return {place: _respelled(view, spelling) for place, view in views.items()}


def _respelled(view: View, spelling: Mapping[str, str]) -> View:
    written = {choice: spelling[choice.lower()] for choice in view.choices}
    # Two spellings in one revision are two choices.
    if len(set(written.values())) < len(written):
        return view
    other = tuple((ours, theirs) for theirs, ours in written.items() if ours != theirs)
    return replace(view, choices=tuple(written.values()), api_choices=other)
