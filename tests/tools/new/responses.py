# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operation that changes something responds with, in the words of ``schema/resource.py``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tools.new.document import Snapshot

# What a person has to decide about responses, which follow.
UNDOCUMENTED_404 = "Without a 404 in the document (add it to UNDOCUMENTED in tests/simulator/contract.py):"
REFUSED_REMOVAL = "The server may refuse to remove it (409); teach the simulator when:"
# The components by which the products answer with a session.
_SESSIONS = ("/SessionModel", "/SessionInfo", "/JobSession")
_KEYS_OF_PAGES = ("data", "results")


def response_kind(found: Snapshot, method: str, path: str) -> str:
    """``object``, ``session``, ``sessions`` or ``nothing``; ``path`` is without the prefix of the revision."""
    schema = found.response_body(found.operation(method, found.prefix + path))
    if schema is None:
        return "nothing"
    if _is_session(schema):
        return "session"
    resolved = found.responses.resolve(schema)
    properties = resolved.get("properties", {})
    pages: Mapping[str, Any] = next((properties[key] for key in _KEYS_OF_PAGES if key in properties), {})
    listed = resolved if resolved.get("type") == "array" else pages
    if _is_session(listed.get("items", {})):
        return "sessions"
    return "object" if properties or "items" in resolved else "nothing"


def doubts(snapshots: Sequence[Snapshot]) -> Iterator[tuple[str, str]]:
    """What the revisions of a document leave open about reading a removed object, and about its removal."""
    for found in snapshots:
        read, removal = found.operation("GET", found.item), found.operation("DELETE", found.item)
        path = found.item.removeprefix(found.prefix)
        if read is not None and removal is not None and not {"404", "default"} & set(read.answers):
            yield UNDOCUMENTED_404, f"GET {path}"
        if removal is not None and "409" in removal.answers:
            yield REFUSED_REMOVAL, f"DELETE {path}"


def _is_session(schema: Mapping[str, Any]) -> bool:
    return str(schema.get("$ref", "")).endswith(_SESSIONS)
