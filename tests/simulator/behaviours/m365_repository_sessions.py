# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: synchronizing the cache of a repository, and changing its owner, each in a session of its own kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..m365_sessions import OWNER, SYNC, M365Sessions
from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..seeds import m365_infrastructure as infrastructure
from ..seeds.m365_repositories import RELATED, REPOSITORIES
from ..state import Item
from .m365_repositories import ITEM, existing

if TYPE_CHECKING:
    from ..backend import Backend
# In minutes.
_PATIENCE = {"waitForSessionsTimeout": 60, "forceStopSessionsTimeout": 10}


def sessions_of(backend: Backend) -> M365Sessions:
    """The sessions of this server, by their own type."""
    sessions = cast("M365Sessions", backend.sessions)
    sessions.forgets = bool(backend.settings["forgets_sessions"])
    return sessions


def answer_with(backend: Backend, request: Request, session: Item) -> Answer:
    """The session that a request started."""
    status = request.operation.success
    schema = request.operation.answer_schema(status) or {}
    return Answer(status, backend.values(request).fit(schema, session, request.path))


@handles("m365", "POST", f"/v8/{ITEM}/Sync")
@handles("m365", "POST", f"/v7/{ITEM}/Sync")
def synchronize(backend: Backend, request: Request) -> Answer:
    item = existing(backend, request)
    if not item.get("objectStorage"):
        raise Refusal(400, f"The backup repository {item['name']} has no object storage")
    if any(session["repositoryId"] == item["id"] for session in _running(backend, SYNC)):
        raise Refusal(409, f"The backup repository {item['name']} is being synchronized")

    def work() -> None:
        backend.store.change(REPOSITORIES, item["id"], isOutOfSync=False)

    session = sessions_of(backend).start(
        SYNC, title=f"Synchronizing {item['name']}", work=work, repositoryId=item["id"]
    )
    return answer_with(backend, request, session)


@handles("m365", "POST", f"/v8/{SYNC}/{{sessionId}}/StopSynchronize")
@handles("m365", "POST", f"/v7/{SYNC}/{{sessionId}}/StopSynchronize")
@handles("m365", "POST", f"/v8/{OWNER}/{{sessionId}}/Stop")
def stop(backend: Backend, request: Request) -> Answer:
    sessions_of(backend).stop(request.parameters["sessionId"])
    return Answer(request.operation.success)


@handles("m365", "POST", f"/v8/{ITEM}/changeOwner")
def change_owner(backend: Backend, request: Request) -> Answer:
    """The owner changes at the end of a session, that of related repositories with it."""
    item = existing(backend, request)
    proxy, pool = request.query.get("proxyId"), request.query.get("poolId")
    patience: dict[str, Any] = {name: str(request.query.get(name, least)) for name, least in _PATIENCE.items()}
    forced, together = (
        request.query.get(name, False) for name in ("forceStopSessions", "includeAllRelatedRepositories")
    )
    if bool(proxy) == bool(pool):
        raise Refusal(400, "Either proxyId or poolId is required")
    collection, key = (infrastructure.PROXIES, proxy) if proxy else (infrastructure.POOLS, pool)
    owner = backend.store.get(collection, str(key))
    if owner is None:
        raise Refusal(404, f"The new owner {key} is not found")
    if owner.get("status") == "Offline":
        raise Refusal(500, f"Backup proxy {owner['hostName']} is offline", "ProxyOffline")
    related = RELATED.get(item["id"], ())
    if related and not together:
        text = f"The backup repository {item['name']} is related to others"
        raise Refusal(400, text, "RepositoryOwnerChangeTooManyLinks")
    moved = [item["id"], *related]
    if any(set(moved) & set(session["repositoryIds"]) for session in _running(backend, OWNER)):
        raise Refusal(409, f"The owner of the backup repository {item['name']} is being changed")

    def work() -> None:
        for repository in moved:
            now = {**(backend.store.get(REPOSITORIES, repository) or {}), "proxyId": proxy, "proxyPoolId": pool}
            kept = {name: value for name, value in now.items() if value is not None}
            backend.store.put(REPOSITORIES, repository, kept)

    session = sessions_of(backend).start(
        OWNER,
        title=f"Moving {item['name']}",
        work=work,
        # Integers on the way in, texts on the way out.
        **patience,
        forceStopSessions=forced,
        fromOwnerId=item.get("proxyId") or item.get("proxyPoolId"),
        toOwnerId=key,
        repositoryIds=moved,
    )
    return answer_with(backend, request, session)


@handles("m365", "GET", f"/v8/{OWNER}/{{sessionId}}")
def owner_change(backend: Backend, request: Request) -> Answer:
    """A change of the owner, which may wait under a word that is in no document."""
    key = request.parameters["sessionId"]
    session = backend.store.get(OWNER, key)
    if session is None:
        raise Refusal(404, f"Session with ID {key} is not found")
    shown = answer_with(backend, request, session)
    word = backend.settings["unforeseen_status"]
    if word and session["status"] == "Waiting":
        return Answer(shown.status, {**shown.body, "status": word}, unforeseen=True)
    return shown


def _running(backend: Backend, kind: str) -> list[Item]:
    runs = backend.sessions.runs
    return [session for key, session in backend.store.collection(kind).items() if key in runs]
