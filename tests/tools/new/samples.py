# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values for samples and integration targets: what a task may give, and another that it may be changed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Callable

from tools.new.model import FieldModel, ResourceModel

SOME_ID = "6f1d9f0c-3f0e-4c53-9a5e-2f1c1c0f9a11"
SOME_TIME = "2026-01-15T22:00:00+00:00"
# What a text of a format has to look like; of any other text nothing is known.
FORMATS = {
    "uuid": SOME_ID,
    "date-time": SOME_TIME,
    "date": "2026-01-15",
    "time": "22:00:00",
    "uri": "https://x.example",
}
SECRET = "sample-secret"
# What tests/support/samples.py gives for a number.
_SOME_NUMBER = 5

State = dict[str, Any]


@dataclass(frozen=True)
class Sampler:
    """Makes samples of a resource in one revision.

    ``supports`` says whether the revision lies between two others; ``names`` has two objects of each list that ids are
    from, by the path of the list.
    """

    model: ResourceModel
    revision: str
    supports: Callable[[str, str, str], bool]
    names: Mapping[str, tuple[str, str]]

    def variant(self) -> str:
        """The first variant of the revision; empty where there are none."""
        chooser = [field for field in self.model.fields if field.option == self.model.variant]
        return self._choices(chooser[0])[0] if chooser else ""

    def minimal(self, name: str) -> State:
        """What a task has to give to create an object of the first variant, called ``name``."""
        variant = self.variant()
        state = self._needed(self.model.fields, variant, self._example(variant))
        for option in self.model.identity:
            if option in {field.option for field in self.model.fields if field.mode != "computed"}:
                state[option] = name
        if self.model.variant:
            state[self.model.variant] = variant
        return state

    def change(self) -> tuple[str, Any, Any] | None:
        """An option that can change, with two values for it: the first that a read returns again."""
        variant = self.variant()
        for field in self._fields(self.model.fields, variant):
            simple = field.type in ("str", "int", "bool") and not field.fields and not field.reference
            if field.mode == "mutable" and simple and field.option not in self.model.identity:
                first = self.value(field, self._example(variant).get(field.api))
                return field.option, first, self._other(field, first)
        return None

    def value(self, field: FieldModel, example: object = None) -> Any:
        """A value of a field that has no suboptions; ``example`` is the document's own."""
        if field.mode == "secret":
            return SECRET
        if field.type == "list":
            return [self._single(field, field.elements, None)]
        return self._single(field, field.type, example)

    def _single(self, field: FieldModel, kind: str, example: object) -> Any:
        if field.reference:
            return self.names.get(field.reference, (SOME_ID, SOME_ID))[0]
        if field.choices:
            return self._choices(field)[0]
        if kind == "str" and field.format in FORMATS:
            return FORMATS[field.format]
        if _is_plain(kind, example):
            return example
        known = {"str": f"sample-{field.option}", "int": max(_SOME_NUMBER, field.minimum), "float": 5.5, "bool": True}
        return known.get(kind, {})

    def _other(self, field: FieldModel, value: Any) -> Any:
        if field.choices:
            return self._choices(field)[-1]
        if field.type == "bool":
            return not value
        return value + 1 if field.type == "int" else f"{value}-changed"

    def _needed(self, fields: Sequence[FieldModel], variant: str, example: Mapping[str, Any]) -> State:
        state: State = {}
        for field in self._fields(fields, variant):
            if not field.required or not self.supports(self.revision, field.required_since, field.required_until):
                continue
            known = example.get(field.api)
            if field.fields:
                inner = known if isinstance(known, Mapping) else {}
                value = self._needed(field.fields, variant, inner)
                if field.type == "list" and not value:
                    value = self._something(field.fields, variant)
                state[field.option] = [value] if field.type == "list" else value
            else:
                state[field.option] = self.value(field, known)
        return state

    def _something(self, fields: Sequence[FieldModel], variant: str) -> State:
        """The first property of an item of which nothing is required: an empty one says nothing."""
        for field in self._fields(fields, variant):
            if not field.fields:
                return {field.option: self.value(field)}
        return {}

    def _fields(self, fields: Sequence[FieldModel], variant: str) -> Iterator[FieldModel]:
        for field in fields:
            fits = not field.variants or variant in field.variants
            if fits and field.mode != "computed" and self.supports(self.revision, field.since, field.until):
                yield field

    def _choices(self, field: FieldModel) -> list[str]:
        spans = field.choice_spans
        return [choice for choice in field.choices if self.supports(self.revision, *spans.get(choice, ("", "")))]

    def _example(self, variant: str) -> Mapping[str, Any]:
        """The document's example for a variant; of another one where it has none."""
        chooser = next((field.api for field in self.model.fields if field.option == self.model.variant), "")
        examples = [example for example in self.model.examples if not chooser or example.get(chooser) == variant]
        return next(iter([*examples, *self.model.examples]), {})


def _is_plain(kind: str, example: object) -> bool:
    """Whether an example can be taken over: a number or a flag, or a text that is no sentence, name or address."""
    if kind == "str":
        return isinstance(example, str) and 0 < len(example) <= 20 and not set(example) & set(" @")
    if kind == "int":
        return isinstance(example, int) and not isinstance(example, bool)
    return kind == "bool" and isinstance(example, bool)


def special_values(model: ResourceModel) -> dict[str, str | int]:
    """The options, dotted, whose values have to look like an id, a time or the like, or to be large enough."""
    return dict(_special(model.fields, ""))


def _special(fields: Sequence[FieldModel], within: str) -> Iterator[tuple[str, str | int]]:
    for field in fields:
        is_free = field.type == "str" and not field.reference and not field.choices
        if is_free and field.format in FORMATS and field.mode not in ("computed", "secret"):
            yield within + field.option, FORMATS[field.format]
        if field.type == "int" and field.minimum > _SOME_NUMBER and field.mode != "computed":
            yield within + field.option, field.minimum
        yield from _special(field.fields, f"{within}{field.option}.")
