# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes that are data: declared like a frozen dataclass, and made faster. Private to the collection.

A dataclass writes the source of its methods and compiles it when the class is made, one to three milliseconds for each.
An ordinary module makes two dozen such classes at its start, so what every module imports derives from Immutable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, ClassVar, TypeVar

# Runs before everything else, for some files do not even compile on an old Python.
from . import required_python  # noqa: F401  # pylint: disable=unused-import

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_options):
        """Only type checkers need it."""
        return lambda decorated: decorated


Kind = TypeVar("Kind", bound="Immutable")
Default = TypeVar("Default")


class _Factory:
    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def field_of(*, default_factory: Callable[[], Default]) -> Default:
    """The default of an attribute that each object gets one of its own of, such as a dict."""
    # The class takes it apart again.
    return _Factory(default_factory)  # type: ignore[return-value]


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field_of,))
class Immutable:
    """An object whose attributes are those that its class annotates, given by position or by name.

    Two of them are equal only where they are the same object. ``__post_init__`` is called when all attributes are set.
    """

    # The attributes in their order, as match statements and dataclasses have them.
    __match_args__: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        """Find the attributes of the class, and their defaults."""
        super().__init_subclass__()
        own = [name for name in vars(cls).get("__annotations__", {}) if name not in cls.__match_args__]
        cls.__match_args__ = (*cls.__match_args__, *own)  # type: ignore[misc]
        cls._defaults = {name: getattr(cls, name) for name in cls.__match_args__ if hasattr(cls, name)}

    def __init__(self, *values: Any, **named: Any) -> None:
        """Raise TypeError for an attribute that is missing, unknown, or given twice."""
        names = self.__match_args__
        given = dict(zip(names, values))
        wrong = {*named}.difference(names).union(given.keys() & named.keys())
        # A default is an attribute of the object too: a function that stayed one of the class would be a method.
        found = {**self._defaults, **given, **named}
        wrong.update(name for name in names if name not in found)
        if wrong or len(values) > len(names):
            raise TypeError(f"{type(self).__name__}: wrong or missing attributes: {', '.join(sorted(wrong)) or values}")
        for name, value in found.items():
            if isinstance(value, _Factory):
                found[name] = value.make()
        vars(self).update(found)
        self.__post_init__()

    def __post_init__(self) -> None:
        """Check, or complete, what was given."""

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: nobody expects the object to change."""
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        """Refuse, likewise."""
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be deleted")


class Value(Immutable):
    """An Immutable that is equal to another with the same attributes."""

    def __eq__(self, other: object) -> bool:
        """Whether the other is of the same class, and has the same attributes."""
        return type(other) is type(self) and attributes(self) == attributes(other)

    def __hash__(self) -> int:
        """The same for equal objects."""
        return hash(tuple(attributes(self).values()))

    def __repr__(self) -> str:
        """As it would be written."""
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in attributes(self).items())})"


def attributes(value: Immutable) -> dict[str, Any]:
    """The attributes of ``value`` by name, in their order."""
    return {name: getattr(value, name) for name in value.__match_args__}


def replace(value: Kind, /, **changes: Any) -> Kind:
    """``value`` with other attributes."""
    return type(value)(**{**attributes(value), **changes})
