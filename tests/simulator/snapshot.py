# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of simulated servers at one moment, to go back to it as often as a test wants.

The contents of the very objects are kept and put back, since the work of sessions that are on their way refers to them.
"""

from __future__ import annotations

import copy
import functools
import itertools
import types
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from .backend import Backend
from .clock import CLOCK, Clock
from .contract import Contract
from .messages import Request
from .state import Store
from .values import Values

# What a backend has beside its state stays as it is.
_STATE = ("settings", "store", "_writes", "secrets", "tokens", "sessions", "faults", "_stale")
_NO_STATE = (Backend, Clock, Contract, Request, Values)

Restore = Callable[[], None]


class Snapshot:
    """What was kept of some servers, and of the time."""

    def __init__(self, backends: Iterable[Backend]) -> None:
        """Whoever calls takes care that no request is under way."""
        self._kept: list[Restore] = []
        self._seen: set[int] = set()
        self._due: list[Any] = []
        self._keep_attributes(CLOCK, vars(CLOCK))
        for backend in backends:
            # One that is reset before its next request has no other state.
            state = vars(backend)
            names = ("_stale",) if state["_stale"] else _STATE
            self._keep_attributes(backend, {name: state[name] for name in names})
        while self._due:
            self._keep(self._due.pop())
        # The objects live on in what was kept: no other can get the identity of one of them meanwhile.
        self._seen.clear()

    def restore(self) -> None:
        """Bring everything back to what it was."""
        for restore in self._kept:
            restore()

    def _keep(self, value: Any) -> None:
        if id(value) in self._seen or isinstance(value, (str, int, float, bytes, type, types.ModuleType, *_NO_STATE)):
            return
        self._seen.add(id(value))
        if isinstance(value, dict):
            self._kept.append(functools.partial(_refill_dict, value, dict(value)))
            self._due += value.values()
        elif isinstance(value, (list, set, deque)):
            self._kept.append(functools.partial(_refill, value, list(value)))
            self._due += value
        elif isinstance(value, (tuple, frozenset)):
            self._due += value
        elif isinstance(value, Store):
            self._keep_store(value)
        elif isinstance(value, types.FunctionType):
            self._keep_function(value)
        elif isinstance(value, types.MethodType):
            self._due += (value.__self__, value.__func__)
        elif isinstance(value, functools.partial):
            self._due += (value.func, value.args, value.keywords)
        elif hasattr(value, "__dict__") and type(value).__module__.startswith("simulator."):
            self._keep_attributes(value, vars(value))

    def _keep_store(self, store: Store) -> None:
        """Objects in a store are replaced, never changed in place, so only the collections are kept."""
        others = {**vars(store)}
        collections = others.pop("_collections")
        self._keep_attributes(store, others)
        self._kept.append(functools.partial(_refill_dict, collections, dict(collections)))
        self._kept += [functools.partial(_refill_dict, items, dict(items)) for items in collections.values()]

    def _keep_function(self, function: types.FunctionType) -> None:
        for cell in function.__closure__ or ():
            content = cell.cell_contents
            self._kept.append(functools.partial(setattr, cell, "cell_contents", content))
            self._due.append(content)
        self._due += function.__defaults__ or ()

    def _keep_attributes(self, owner: object, attributes: dict[str, Any]) -> None:
        self._kept.append(functools.partial(_set_attributes, owner, {**attributes}, _counters(attributes)))
        self._due += attributes.values()


def _counters(attributes: dict[str, Any]) -> dict[str, Any]:
    """The counters among attributes, as far as they have come."""
    return {name: copy.copy(value) for name, value in attributes.items() if isinstance(value, itertools.count)}


def _set_attributes(owner: object, attributes: dict[str, Any], counters: dict[str, Any]) -> None:
    vars(owner).update(attributes)
    vars(owner).update({name: copy.copy(counter) for name, counter in counters.items()})


def _refill_dict(target: dict[Any, Any], content: dict[Any, Any]) -> None:
    target.clear()
    target.update(content)


def _refill(target: Any, content: list[Any]) -> None:
    target.clear()
    (target.update if isinstance(target, set) else target.extend)(content)
