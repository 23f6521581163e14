# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: sessions of file restores from shares and buckets, which keep a backup mounted until told to unmount it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..vbr_sessions import COLLECTION, Course
from .vbr_backups import existing
from .vbr_restore_rules import answer, restore_point, user_of

if TYPE_CHECKING:
    from ..backend import Backend

DATA = ("UnstructuredDataBrowse",)
_STEPS = ["Mounting the restore point"]


@handles("vbr", "POST", "/api/v1/restore/flr/unstructuredData")
def start_data(backend: Backend, request: Request) -> Answer:
    return _start(backend, request, DATA[0])


@handles("vbr", "POST", "/api/v1/restore/unstructuredData/{sessionId}/unmount")
def unmount_data(backend: Backend, request: Request) -> Answer:
    return _unmount(backend, request, DATA)


def _start(backend: Backend, request: Request, kind: str) -> Answer:
    point = restore_point(backend, request.body["restorePointId"])
    session = backend.sessions.start(
        point["name"], kind, steps=_STEPS, user=user_of(request), course=Course(stays=True, tasks=(point["name"],))
    )
    schema = request.operation.answer_schema(request.operation.success) or {}
    return Answer(request.operation.success, backend.example(request, schema, {"sessionId": session["id"]}))


def _unmount(backend: Backend, request: Request, kinds: tuple[str, ...]) -> Answer:
    session = existing(backend, COLLECTION, request.parameters["sessionId"], "Session")
    if session["sessionType"] not in kinds:
        raise Refusal(400, f"Session {session['id']} has no such backup mounted", resource=session["id"])
    backend.sessions.end(session["id"])
    return answer(backend, request, existing(backend, COLLECTION, session["id"], "Session"))
