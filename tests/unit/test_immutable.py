# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes that are data."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.immutable import (
    Immutable,
    Value,
    attributes,
    field_of,
    replace,
)


class Gadget(Immutable):
    name: str
    size: int = 3
    parts: dict[str, Any] = field_of(default_factory=dict)
    convert: Callable[[object], str] = lambda value: f"<{value}>"

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a gadget has a name")

    @property
    def label(self) -> str:
        return f"{self.name} {self.size}"


class Large(Gadget):
    height: int = 9


class Point(Value):
    x: int
    y: int = 0


def test_attributes_are_given_by_position_or_name_and_the_rest_has_its_default():
    gadget = Gadget("lamp", size=5)
    assert attributes(gadget) == {"name": "lamp", "size": 5, "parts": {}, "convert": Gadget.convert}
    assert gadget.label == "lamp 5"
    assert gadget.convert(1) == "<1>"
    assert attributes(Large("tower", height=20)).items() >= {"name": "tower", "size": 3, "height": 20}.items()


def test_each_object_has_a_default_of_its_own_where_that_can_change():
    first, second = Gadget("a"), Gadget("b")
    first.parts["bulb"] = 1
    assert second.parts == {}


@pytest.mark.parametrize(
    ("values", "named", "wrong"),
    [
        ((), {}, "name"),
        (("a",), {"colour": 1}, "colour"),
        (("a",), {"name": "b"}, "name"),
        (("a", 1, {}, str, 5), {}, "5"),
    ],
)
def test_a_missing_unknown_or_repeated_attribute_is_an_error(values, named, wrong):
    with pytest.raises(TypeError, match=rf"Gadget: wrong or missing attributes: .*{wrong}"):
        Gadget(*values, **named)


def test_what_contradicts_itself_is_refused():
    with pytest.raises(ValueError, match="a gadget has a name"):
        Gadget("")
    with pytest.raises(ValueError, match="a gadget has a name"):
        replace(Gadget("a"), name="")


def test_an_attribute_cannot_be_changed():
    gadget = Gadget("a")
    with pytest.raises(AttributeError, match="Gadget is immutable: size"):
        gadget.size = 4  # type: ignore[misc]
    with pytest.raises(AttributeError, match="Gadget is immutable: size"):
        del gadget.size
    assert gadget.size == 3


def test_another_object_has_other_attributes():
    gadget = Gadget("a", 2)
    other = replace(gadget, size=4)
    assert (other.name, other.size, gadget.size) == ("a", 4, 2)


def test_an_immutable_is_equal_to_itself_only_and_a_value_to_its_like():
    assert Gadget("a") != Gadget("a")
    assert Point(1) == Point(1, 0)
    assert Point(1) != Point(2)
    assert Point(1) != (1, 0)
    assert {Point(1), Point(1)} == {Point(1)}
    assert repr(Point(1)) == "Point(x=1, y=0)"


def test_it_can_be_copied_and_pickled():
    point = Point(1, 2)
    assert copy.deepcopy(point) == pickle.loads(pickle.dumps(point)) == point  # noqa: S301
