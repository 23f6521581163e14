# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where behaviours register what they do in front of the generic collections.

Every function here is used as a decorator or called once at import time of a module in ``behaviours/``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .filters import Columns
from .messages import Answer, Request
from .state import Item

if TYPE_CHECKING:
    from .backend import Backend

Handler = Callable[["Backend", Request], Answer]
View = Callable[["Backend", Item, str], Item]
Check = Callable[["Backend", Request, Item], None]
Seed = Callable[["Backend"], None]

HANDLERS: dict[tuple[str, str, str], Handler] = {}
VIEWS: dict[tuple[str, str], View] = {}
COLUMNS: dict[tuple[str, str], Columns] = {}
CHECKS: dict[tuple[str, str], Check] = {}
SEEDS: dict[str, list[Seed]] = {"vbr": [], "azure": [], "m365": []}


def handles(product: str, method: str, template: str) -> Callable[[Handler], Handler]:
    """This function answers one operation."""

    def register(function: Handler) -> Handler:
        HANDLERS[product, method, template] = function
        return function

    return register


def views(product: str, collection: str) -> Callable[[View], View]:
    """This function gives an object of a collection the shape it has in a revision."""

    def register(function: View) -> View:
        VIEWS[product, collection] = function
        return function

    return register


def checks(product: str, collection: str) -> Callable[[Check], Check]:
    """This function refuses what the server would not store in a collection, before it creates or changes an object.

    It gets the object as it will be stored, with its id, and may change it.
    """

    def register(function: Check) -> Check:
        CHECKS[product, collection] = function
        return function

    return register


def columns(product: str, collection: str, where: Columns) -> None:
    """Where the objects of a collection keep what filters and orders speak about."""
    COLUMNS[product, collection] = where


def seeds(product: str) -> Callable[[Seed], Seed]:
    """This function puts the first objects in place, at the start and at every reset."""

    def register(function: Seed) -> Seed:
        SEEDS[product].append(function)
        return function

    return register
