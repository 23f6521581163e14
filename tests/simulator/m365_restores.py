# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: restores, which change what is in production, each in a session of its own or in that of its request.

What is in production is kept by the place that it is in: the id of what was backed up, or where else it was restored
to. There, each item has a version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from .clock import CLOCK
from .m365_sessions import RESTORE, M365Sessions, written_now
from .messages import Answer, Refusal, Request
from .seeds.m365_jobs import PAST, STATISTICS
from .state import Item
from .values import stable_id
from .vbr_sessions import Course, Failure

if TYPE_CHECKING:
    from .backend import Backend

SECONDS = 0.4
# Places, with the items in each by their id, and the version of each.
Production = dict[str, dict[str, int]]


class Explored(NamedTuple):
    """What a restore session explores: the backups of an organization, as they were at a time."""

    organization: str
    until: str


@dataclass
class Restores:
    """What is explored and restored on one server."""

    explored: dict[str, Explored] = field(default_factory=dict)
    production: Production = field(default_factory=dict)
    statistics: dict[str, Item] = field(default_factory=lambda: {PAST["id"]: STATISTICS})
    codes: set[str] = field(default_factory=set)

    def apply(self, place: str, items: Iterable[Item], keeps: bool = False) -> Item:
        """Bring items to a place; what is there unchanged is skipped, with ``keeps`` what is there at all."""
        there = self.production.setdefault(place, {})
        counts: Item = {"created": 0, "merged": 0, "skipped": 0, "failed": 0, "errors": []}
        for item in items:
            if item.get("broken"):
                counts["failed"] += 1
                counts["errors"].append(f"Item {item['title']} cannot be restored: it is damaged")
                continue
            version = there.get(item["id"])
            word = "created" if version is None else "skipped" if keeps or version == item["version"] else "merged"
            counts[word] += 1
            if word != "skipped":
                there[item["id"]] = item["version"]
        return counts


def restores_of(backend: Backend) -> Restores:
    """The restores of a server."""
    found = backend.store.documents.get("m365 restores")
    if not isinstance(found, Restores):
        found = backend.store.documents["m365 restores"] = Restores()
    return found


def explored(backend: Backend, request: Request, kind: str) -> Explored:
    """What the session of a request explores; refuses one that has stopped, or is for something else."""
    key = request.parameters["restoreSessionId"]
    session = backend.store.get(RESTORE, key)
    if session is None:
        raise Refusal(404, f"Restore session with ID {key} is not found", "ResourceNotFound")
    if session["state"] != "Working" or session["type"] != kind:
        raise Refusal(400, f"Restore session {key} is not open for this")
    return restores_of(backend).explored[key]


def check_authentication(backend: Backend, body: Item) -> None:
    """Refuse who may not restore, as far as a simulator can know."""
    if body.get("userName") == "nobody@dr.example":
        raise Refusal(403, "The account nobody@dr.example may not restore", "ResourceAccessDenied")
    code = body.get("userCode")
    if code and code not in restores_of(backend).codes:
        raise Refusal(400, f"The device code {code} is not known, or has expired")
    for name in ("userPassword", "applicationCertificate", "applicationCertificatePassword"):
        if body.get(name):
            backend.secrets.remember("m365 restore", name, str(body[name]))


def restore(
    backend: Backend,
    request: Request,
    kind: str,
    title: str,
    target: str,
    work: Callable[[], Item],
) -> Answer:
    """Begin a restore: ``work`` returns what was counted; ``title`` is what is restored, ``target`` where to.

    In v7 the response comes at its end, and has the numbers.
    """
    explorer = request.parameters["restoreSessionId"]
    organization = (backend.store.get(RESTORE, explorer) or {}).get("organization")
    own = bool(backend.settings["restores_in_session"])
    sessions = cast("M365Sessions", backend.sessions)
    counted: Item = {}
    event = _event(backend, explorer, title, target)

    def done() -> None:
        counted.update(work())
        backend.store.touch()
        if counted["failed"] and not counted["created"] + counted["merged"] + counted["skipped"]:
            raise Failure("; ".join(counted["errors"]))

    def ended(outcome: str, message: str) -> None:
        status = {"success": "Success", "warn": "Warning", "cancel": "Cancelled"}.get(outcome, "Failed")
        backend.store.change(
            event["in"], event["id"], status=status, message=message, endTime=written_now(), duration="00:00:01"
        )
        _count(backend, (run if not own else explorer), counted)

    values: Item = {"name": f"Restoring {title}", "organization": organization, "type": kind}
    if request.user:
        values["initiatedBy"] = f"DR\\{request.user.name}"
    session = sessions.start(
        RESTORE,
        title=f"Restoring {title}",
        seconds=SECONDS,
        work=done,
        course=Course(ended=ended),
        hidden=own or request.revision == "v7",
        clientHost="vb365.dr.example",
        **values,
    )
    run = session["id"]
    if request.revision == "v7":
        sessions.run_to_end(run)
        body = _as_in_v7(request, counted)
        if not counted:
            raise Refusal(500, (backend.store.get(RESTORE, run) or {}).get("details") or "The restore failed")
    else:
        if not own:
            moved = {**event, "in": f"{RESTORE}/{run}/Events"}
            backend.store.remove(event["in"], event["id"])
            backend.store.put(moved["in"], event["id"], moved)
            event["in"] = moved["in"]
        body = {"sessionId": explorer if own else run}
    status = request.operation.success
    return Answer(status, backend.values(request).fit(request.operation.answer_schema(status) or {}, body, run))


def _event(backend: Backend, session: str, title: str, target: str) -> Item:
    where = f"{RESTORE}/{session}/Events"
    number = len(backend.store.collection(where)) + 1
    event: Item = {
        "id": stable_id(f"event {session} {number} {CLOCK.monotonic()}"),
        "in": where,
        "type": "Restore",
        "status": "Running",
        "title": f"Restoring {title}",
        "message": f"Restoring {title} to {target}",
        "itemName": title,
        "source": title,
        "target": target,
        "startTime": written_now(),
        "order": number,
    }
    backend.store.put(where, event["id"], event)
    return event


def _count(backend: Backend, session: str, counted: Item) -> None:
    """Add what a restore has counted to the statistics of its session."""
    found = restores_of(backend).statistics.setdefault(session, {**no_statistics(), "items": []})
    found["totalItemsCount"] += sum(counted.get(word, 0) for word in ("created", "merged", "skipped", "failed"))
    found["restoredItemsCount"] += counted.get("created", 0) + counted.get("merged", 0)
    found["skippedItemsCount"] += counted.get("skipped", 0)
    found["failedItemsCount"] += counted.get("failed", 0)
    found["errors"] = [*found.get("errors", []), *counted.get("errors", [])]


def no_statistics() -> Item:
    """The statistics of a session that has restored nothing."""
    return {name: 0 for name in STATISTICS if name.endswith("Count")}


def _as_in_v7(request: Request, counted: Item) -> dict[str, Any]:
    restored = counted.get("created", 0) + counted.get("merged", 0)
    if "/OneDrives" in request.path:
        return {
            "totalItemsCount": restored + counted.get("skipped", 0) + counted.get("failed", 0),
            "restoredItemsCount": restored,
            "failedItemsCount": counted.get("failed", 0),
            "skippedItemsByNoChangesCount": counted.get("skipped", 0),
            "skippedItemsByErrorCount": 0,
        }
    return {
        "createdItemsCount": counted.get("created", 0),
        "mergedItemsCount": counted.get("merged", 0),
        "skippedItemsCount": counted.get("skipped", 0),
        "failedItemsCount": counted.get("failed", 0),
        "exceptions": counted.get("errors", []),
    }
