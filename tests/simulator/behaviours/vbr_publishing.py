# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the life that mounts of machines, disks and file shares share.

The session that publishes goes on as long as the mount is there. The mount shows up a little after that session has
begun. What is published is taken away at the end of a session of its own, which ends the first one too. Nothing keeps a
client from publishing a thing twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..messages import Refusal, Request
from ..state import Item
from ..vbr_sessions import Course, Rule
from .vbr_backups import existing
from .vbr_restore_rules import steps_for, user_of

if TYPE_CHECKING:
    from ..backend import Backend

# When the mount can be seen, as a share of the time that publishing takes.
_VISIBLE = 0.3
_SECONDS = 0.4


@dataclass(frozen=True)
class Mounts:
    """A collection of mounts: the types of its sessions, and how it spells the states that all of them know."""

    collection: str
    recovery: str
    migration: str
    title: str
    """Property of a mount that says what is published; sessions and tasks have this name."""
    publishing: str = "Mounting"
    published: str = "Mounted"
    removing: str = "Dismounting"
    failed: str = "Failed"
    migration_title: str = ""
    """The name of the sessions that migrate, where it is not that of what is published."""

    def name(self, mount: Item) -> str:
        return str(mount.get(self.title, ""))


def publish(
    backend: Backend,
    request: Request,
    kind: Mounts,
    values: Item,
    steps: Sequence[str],
    platform: str,
    *,
    done: Callable[[str], dict[str, Any]] = lambda mount: {},
    gone: Callable[[str], None] = lambda mount: None,
    planned: Rule | None = None,
) -> Item:
    """Begin to publish; return the session.

    ``done`` is called when it is published and tells what else changes in the mount, ``gone`` when it is no more; both
    are given the mount's id.
    """
    key = str(uuid.uuid4())
    mount: Item = {"errorMessage": "", **values, "id": key, "state": kind.publishing}

    def appear() -> None:
        backend.store.put(kind.collection, key, mount)

    def work() -> str:
        backend.store.change(kind.collection, key, state=kind.published, **done(key))
        return key

    def ended(outcome: str, message: str) -> None:
        gone(key)
        if outcome == "fail":
            backend.store.put(kind.collection, key, {**mount, "state": kind.failed, "errorMessage": message})
        else:
            backend.store.remove(kind.collection, key)

    session = backend.sessions.start(
        kind.name(mount),
        kind.recovery,
        steps=steps_for(steps, kind.name(mount)),
        user=user_of(request),
        seconds=_SECONDS,
        work=work,
        planned=planned,
        resourceId=key,
        platformName=platform,
        course=Course(((_VISIBLE, appear),), stays=True, ended=ended, tasks=(kind.name(mount),)),
    )
    mount["sessionId"] = session["id"]
    return session


def take_away(
    backend: Backend,
    kind: Mounts,
    mount: Item,
    title: str,
    session_type: str,
    steps: Sequence[str],
    user: str,
    fallback: str = "",
) -> Item:
    """Begin to remove a mount; return the session. Where that fails, the mount is in ``fallback`` or as before."""
    key, name = mount["id"], kind.name(mount)
    backend.store.change(kind.collection, key, state=kind.removing)

    def work() -> None:
        backend.sessions.end(mount["sessionId"])
        backend.store.remove(kind.collection, key)

    def ended(outcome: str, message: str) -> None:
        if outcome in ("fail", "cancel") and backend.store.get(kind.collection, key):
            backend.store.change(
                kind.collection, key, state=fallback or mount["state"], errorMessage=message, held=True
            )

    return backend.sessions.start(
        f"{title} {name}",
        session_type,
        steps=steps_for(steps, name),
        user=user,
        work=work,
        resourceId=key,
        course=Course(ended=ended, tasks=(name,)),
    )


def migrate(
    backend: Backend, request: Request, kind: Mounts, mount: Item, steps: Sequence[str], settle: Callable[[], None]
) -> Item:
    """Begin to move what is published to production; ``settle`` is called when it is there. Returns the session."""
    if mount["state"] != kind.published:
        raise Refusal(400, f"{kind.name(mount)} cannot be migrated while it is {mount['state']}", resource=mount["id"])
    name = kind.name(mount)
    backend.store.change(kind.collection, mount["id"], migrating=True)

    def ended(outcome: str, message: str) -> None:
        if backend.store.get(kind.collection, mount["id"]):
            failed = {"errorMessage": message} if outcome in ("fail", "cancel") else {}
            backend.store.change(kind.collection, mount["id"], migrating=False, **failed)

    return backend.sessions.start(
        kind.migration_title or name,
        kind.migration,
        steps=steps_for(steps, name),
        user=user_of(request),
        seconds=_SECONDS,
        work=settle,
        resourceId=mount["id"],
        course=Course(ended=ended, tasks=(name,)),
    )


def idle(backend: Backend, request: Request, kind: Mounts) -> Item:
    """The mount a request speaks about; refuses one that is being removed or migrated."""
    mount = existing(backend, kind.collection, request.parameters["mountId"], "Mount point")
    if mount["state"] == kind.removing or mount.get("migrating"):
        busy = "migrated" if mount.get("migrating") else "unpublished"
        raise Refusal(400, f"{kind.name(mount)} is being {busy} already", resource=mount["id"])
    return mount
