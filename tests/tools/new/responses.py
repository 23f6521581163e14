# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operation that changes something responds with, in the words of ``schema/resource.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.new.document import Snapshot

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


def _is_session(schema: Mapping[str, Any]) -> bool:
    return str(schema.get("$ref", "")).endswith(_SESSIONS)
