# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: what the mounts of all backup browsers share: each lives as long as its session, and has its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import vbr_mounts
from ..messages import Answer, Refusal, Request
from ..state import Item
from ..vbr_sessions import COLLECTION, Course
from .vbr_backups import existing
from .vbr_restore_rules import answer

if TYPE_CHECKING:
    from ..backend import Backend


def begin_mount(
    backend: Backend, collection: str, session_type: str, name: str, user: str, values: dict[str, Any]
) -> Item:
    """A mount, once its session has mounted it; refuses where that fails."""
    mount = start_mount(backend, collection, session_type, name, user, values)
    backend.sessions.run_to_end(mount["id"])
    if mount["id"] not in backend.sessions.runs:
        failed = existing(backend, COLLECTION, mount["id"], "Session")
        raise Refusal(500, str(failed["result"].get("message")), resource=mount["id"])
    return mount


def start_mount(
    backend: Backend, collection: str, session_type: str, name: str, user: str, values: dict[str, Any]
) -> Item:
    """A mount and its session, which has only begun."""

    def ended(_outcome: str, _message: str) -> None:
        backend.store.remove(collection, session["id"])
        vbr_mounts.forget(backend, session["id"])

    session = backend.sessions.start(
        name,
        session_type,
        steps=[f"Mounting {name}"],
        user=user,
        course=Course(stays=True, stopped=lambda: "success", ended=ended),
    )
    mount = {**values, "id": session["id"], "sessionId": session["id"]}
    backend.store.put(collection, session["id"], mount)
    return mount


def end_mount(backend: Backend, request: Request, collection: str, session_types: tuple[str, ...]) -> Answer:
    """Begin to unmount; the session is stopping for a moment."""
    session = existing(backend, COLLECTION, request.parameters["sessionId"], "Session")
    if session["sessionType"] not in session_types:
        raise Refusal(404, f"Session {session['id']} has no such backup mounted", resource=session["id"])
    if backend.store.get(collection, session["id"]) is None:
        raise Refusal(404, f"Session {session['id']} has ended", resource=session["id"])
    backend.sessions.stop(session["id"])
    return answer(backend, request, existing(backend, COLLECTION, session["id"], "Session"))
