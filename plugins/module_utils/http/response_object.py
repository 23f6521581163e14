# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a response, which say what is missing in them. Private to the collection."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, ClassVar

from ..core.errors import UnexpectedResponse


class ResponseObject(dict[str, Any]):
    """A JSON object of a response. ``operation`` is the method and path of the request.

    ``body[name]`` is for what a task cannot do without: it raises UnexpectedResponse where the server left the
    property out or sent null. ``body.get(name)`` is for what may be missing.
    """

    __slots__ = ()

    operation: ClassVar[str] = ""

    def __getitem__(self, name: str) -> Any:
        value = self.get(name)
        if value is None:
            raise UnexpectedResponse(self.operation, name)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is copied: its class is not found by a name."""
        return response_object, (self.operation, dict(self))


@functools.lru_cache(maxsize=64)
def response_type(operation: str) -> type[ResponseObject]:
    """What makes objects of the response to ``operation``: a page has thousands, so none has to be given its own."""
    return type("ResponseObject", (ResponseObject,), {"__slots__": (), "operation": operation})


def response_object(operation: str, values: Mapping[str, Any]) -> ResponseObject:
    """``values`` as an object of the response to ``operation``."""
    return response_type(operation)(values)


def present(body: Mapping[str, Any], name: str) -> Any:
    """The value of a property that may be null, but may not be missing. Raises UnexpectedResponse where it is."""
    return body.get(name) if name in body else body[name]


def like(body: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as an object of the same response as ``body``, where that is an object of a response."""
    return response_object(body.operation, values) if isinstance(body, ResponseObject) else dict(values)
