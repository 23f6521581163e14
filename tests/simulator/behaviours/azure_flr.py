# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: file-level restore. A session that stays open until it is stopped; browsing, searching and restoring in it.

What the vendor describes and this keeps to: the next page of a search takes the former one's place; a restore answers
500 where the original directory is gone and no other is given; a file kept apart is stored as ``restored-<name>``.
The list of restored items has an entry for each file, with the directory that it was stored in and not its name.
Nothing keeps a client from opening several sessions for a machine, or from leaving them open.

What the vendor leaves open and this makes difficult: the status of a restore lists an item when its turn comes; the
former page of a search is shown until the next one is found; a session that is stopped ends in Success, with Warning
where an item did so or failed, or is Canceled where something in it was not finished.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..clock import CLOCK
from ..flr_files import Tree, is_absolute, parts, written
from ..job_sessions import COLLECTION
from ..messages import Answer, Refusal, Request
from ..registry import handles, seeds
from ..seeds.azure_infrastructure import SERVICE_ACCOUNTS
from ..seeds.azure_virtual_machines import (
    ENDLESS,
    FILES,
    LOCKED,
    MODIFIED,
    PROTECTED,
    UNTOUCHED_OWNER,
    VANISHED,
)
from ..state import Item
from ..vbr_sessions import Course, now
from .azure_restore_points import usable
from .vbr_restore_rules import user_of

if TYPE_CHECKING:
    from ..backend import Backend

# How long it takes, in seconds at the speed 1, until a session is ready, a page is found, an item restored.
_READY, _PAGE, _ITEM = 0.4, 0.1, 0.1
_STEPS = ("Launching a worker instance", "Attaching the disks", "Mounting the file systems")


@dataclass
class Search:
    """A search task: everything it found, and which page of it can be read when."""

    found: list[Item]
    limit: int
    page: int
    ready: float
    stopped: bool = False


@dataclass
class Restore:
    """A restore task: the state and the log of each item, when it is listed and when it is done."""

    statuses: dict[str, str]
    listed: dict[str, float]
    due: dict[str, float]
    kind: str
    alternative: str
    logs: dict[str, list[Item]] = field(default_factory=dict)


@dataclass
class Flr:
    """What belongs to one session."""

    tree: Tree
    machine: Item
    to_original: bool
    searches: dict[str, Search] = field(default_factory=dict)
    restores: dict[str, Restore] = field(default_factory=dict)

    def end_when_stopped(self) -> str:
        """How the session ends when it is stopped now."""
        statuses = {status for task in self.restores.values() for status in task.statuses.values()}
        if statuses & {"Running", "Cancelled"}:
            return "cancel"
        return "warn" if statuses & {"Warning", "Failed"} else "success"


@seeds("azure")
def watch(backend: Backend) -> None:
    """Restored items appear as time passes, whether anybody asks for them or not."""
    backend.sessions.watches.append(lambda: _progress(backend))


@handles("azure", "POST", "/api/v8.1/restorePoints/virtualMachines/{restorePointId}/restoreFile")
def start(backend: Backend, request: Request) -> Answer:
    point = usable(backend, request)
    body = request.body or {}
    account = body.get("serviceAccountId")
    if account and backend.store.get(SERVICE_ACCOUNTS, account) is None:
        raise Refusal(400, f"Service account {account} was not found", resource=account)
    machine = backend.store.collection(PROTECTED)[point["virtualMachineId"]]
    policy = (backend.store.get(COLLECTION, point["jobSessionId"]) or {}).get("backupJobInfo") or {}
    about = {
        "initiator": user_of(request),
        "reason": body.get("reason"),
        "vmId": machine["id"],
        "vmName": machine["name"],
        "backupPolicyDisplayName": policy.get("policyName"),
        "restorePointCreatedDateUtc": point["pointInTime"],
        "isFlrSessionReady": False,
    }
    key = ""
    flr = Flr(Tree(FILES[machine["name"]], MODIFIED), machine, bool(body.get("flrRto") and account))

    def ready() -> None:
        link = {"url": f"https://10.20.0.250/flr/{key}", "thumbprint": "0" * 40}
        backend.store.change(
            COLLECTION, key, fileLevelRestoreJobInfo={**about, "isFlrSessionReady": True, "flrLink": link}
        )

    def ended(outcome: str, message: str) -> None:
        _close(backend, key)
        backend.store.change(COLLECTION, key, fileLevelRestoreJobInfo=about)

    session = backend.sessions.start(
        "FileLevelRestore",
        title=f"File-level restore of {machine['name']}",
        steps=list(_STEPS),
        user=user_of(request),
        seconds=_READY,
        work=ready,
        course=Course(stays=True, stopped=flr.end_when_stopped, ended=ended),
        fileLevelRestoreJobInfo=about,
    )
    key = session["id"]
    backend.store.documents[f"flr/{key}"] = flr
    schema = request.operation.answer_schema(202) or {}
    return Answer(202, backend.values(request).fit(schema, session, key))


@handles("azure", "POST", "/api/v8.1/flr/{flrSessionId}/browse")
def browse(backend: Backend, request: Request) -> Answer:
    flr = _open(backend, request)
    path = _absolute((request.body or {}).get("path"))
    if not flr.tree.is_folder(path):
        raise Refusal(404, f"The folder {path} was not found in the restore point")
    page = backend.product.page(flr.tree.under(path), request.query, request.path)
    return Answer(200, backend.values(request).fit(request.operation.answer_schema(200) or {}, page, request.path))


# --- Searching. ---


@handles("azure", "POST", "/api/v8.1/flr/{flrSessionId}/search/start")
def start_search(backend: Backend, request: Request) -> Answer:
    flr, body = _open(backend, request), request.body or {}
    path, limit = _absolute(body.get("path")), body.get("limit") or 200
    if not flr.tree.is_folder(path):
        raise Refusal(404, f"The folder {path} was not found in the restore point")
    found = [
        item
        for item in flr.tree.under(path, traverse=bool(body.get("traverse")))
        # Nothing says that it knows wildcards.
        if str(body.get("searchPattern") or "").lower() in item["name"].lower()
    ]
    key = str(uuid.uuid4())
    flr.searches[key] = Search(found, limit, 0, CLOCK.monotonic() + _PAGE * backend.sessions.speed)
    return Answer(200, {"searchId": key})


@handles("azure", "GET", "/api/v8.1/flr/{flrSessionId}/search/{searchTaskId}/results")
def search_results(backend: Backend, request: Request) -> Answer:
    search = _search(backend, request)
    shown = search.page if CLOCK.monotonic() >= search.ready else search.page - 1
    if shown < 0:
        return Answer(200, {"searchState": "Preparing", "count": 0, "results": []})
    first = shown * search.limit
    page = search.found[first : first + search.limit]
    return Answer(200, {"searchState": "Ready" if page else "NoData", "count": len(page), "results": page})


@handles("azure", "POST", "/api/v8.1/flr/{flrSessionId}/search/{searchTaskId}/nextPage")
def next_page(backend: Backend, request: Request) -> Answer:
    search = _search(backend, request)
    if CLOCK.monotonic() < search.ready:
        raise Refusal(400, "The search is still preparing its results")
    search.page += 1
    search.ready = CLOCK.monotonic() + _PAGE * backend.sessions.speed
    return Answer(202)


@handles("azure", "POST", "/api/v8.1/flr/{flrSessionId}/search/{searchTaskId}/stop")
def stop_search(backend: Backend, request: Request) -> Answer:
    _search(backend, request).stopped = True
    return Answer(202)


def _search(backend: Backend, request: Request) -> Search:
    key = request.parameters["searchTaskId"]
    found = _open(backend, request).searches.get(key)
    if found is None or found.stopped:
        raise Refusal(404, f"Search task {key} was not found", resource=key)
    return found


# --- Restoring. ---


@handles("azure", "POST", "/api/v8.1/flr/{flrSessionId}/restore")
def restore(backend: Backend, request: Request) -> Answer:
    flr, body = _open(backend, request), request.body or {}
    items = [_absolute(path) for path in body.get("itemPaths") or []]
    alternative = _absolute(body["alternativePath"]) if body.get("alternativePath") else ""
    if not items:
        raise Refusal(400, "No items to restore are given")
    if not flr.to_original:
        raise Refusal(400, "This session was not started to restore to the original location")
    gone = [path for path in items if _is_gone(path)]
    if gone and not alternative:
        raise Refusal(500, f"Could not find a part of the path '{written(parts(gone[0])[:-1])}'")
    started, pause = CLOCK.monotonic(), _ITEM * backend.sessions.speed
    key = str(uuid.uuid4())
    flr.restores[key] = Restore(
        dict.fromkeys(items, "Running"),
        {path: started + pause * (number + 0.5) for number, path in enumerate(items)},
        {path: started + pause * number for number, path in enumerate(items, 1)},
        body.get("restoreType") or "Keep",
        alternative,
    )
    return Answer(200, {"restoreTaskId": key})


@handles("azure", "GET", "/api/v8.1/flr/{flrSessionId}/restore/{restoreTaskId}/status")
def restore_status(backend: Backend, request: Request) -> Answer:
    task = _restore(backend, request)
    moment = CLOCK.monotonic()
    results = [
        {"path": path, "status": status} for path, status in task.statuses.items() if moment >= task.listed[path]
    ]
    return Answer(200, {"restoreTaskId": request.parameters["restoreTaskId"], "results": results})


@handles("azure", "POST", "/api/v8.1/flr/{flrSessionId}/restore/{restoreTaskId}/logs")
def restore_logs(backend: Backend, request: Request) -> Answer:
    task, path = _restore(backend, request), str((request.body or {}).get("path"))
    if path not in task.statuses:
        raise Refusal(404, f"{path} is not among the items of this task")
    page = backend.product.page(task.logs.get(path, []), request.query, request.path)
    results = page.pop("results")
    return Answer(200, {"path": path, "pagination": {**page, "count": len(results)}, "results": results})


@handles("azure", "POST", "/api/v8.1/flr/{flrSessionId}/restore/{restoreTaskId}/stop")
def stop_restore(backend: Backend, request: Request) -> Answer:
    _cancel(_restore(backend, request))
    return Answer(202)


def _restore(backend: Backend, request: Request) -> Restore:
    key = request.parameters["restoreTaskId"]
    found = _open(backend, request).restores.get(key)
    if found is None:
        raise Refusal(404, f"Restore task {key} was not found", resource=key)
    return found


def _progress(backend: Backend) -> None:
    """Bring every restore task to where it should be by now."""
    for name, flr in backend.store.documents.items():
        if not isinstance(flr, Flr):
            continue
        for task in flr.restores.values():
            for path, due in task.due.items():
                if task.statuses[path] == "Running" and CLOCK.monotonic() >= due and path != ENDLESS:
                    _finish(backend, name.removeprefix("flr/"), flr, task, path)


def _finish(backend: Backend, session: str, flr: Flr, task: Restore, path: str) -> None:
    backend.store.touch()
    files = list(flr.tree.files_of(path))
    if not flr.tree.knows(path):
        task.statuses[path] = "Failed"
        _log(task, path, f"{path} was not found in the restore point", "Error")
        return
    failing = [one for one in files if one == LOCKED]
    if failing:
        _log(task, path, f"Restoring {failing[0]}", "Success")
        _log(task, path, f"{failing[0]} is in use by another process", "Error")
    task.statuses[path] = "Failed" if failing == files else "Warning" if failing else "Success"
    if task.statuses[path] == "Failed":
        return
    if UNTOUCHED_OWNER in files:
        task.statuses[path] = "Warning"
        _log(task, path, f"The owner of {UNTOUCHED_OWNER} was not restored", "Warning")
    names = parts(path)
    folder = task.alternative if _is_gone(path) else written(names[:-1])
    name = names[-1] if task.kind == "Overwrite" else f"restored-{names[-1]}"
    target = (*parts(folder), name)
    _log(task, path, f"{path} has been restored as {written(target)}", "Success")
    backend.sessions.note(session, f"{path} has been restored as {written(target)}")
    for file in files:
        if file in failing:
            continue
        directory = (*target, *parts(file)[len(names) :])[:-1]
        backend.store.put(
            f"{COLLECTION}/{session}/fileLevelRestoredItems",
            str(backend.store.number()),
            {
                "filePath": written(directory),
                "virtualMachineName": flr.machine["name"],
                "regionName": flr.machine["regionName"],
                "resourceGroupName": flr.machine["resourceGroup"]["name"],
            },
        )


def _log(task: Restore, path: str, message: str, status: str) -> None:
    records = task.logs.setdefault(path, [])
    records.append(
        {"message": message, "status": status, "id": len(records) + 1, "startTime": now(), "stopTime": now()}
    )


def _cancel(task: Restore) -> None:
    for path, status in task.statuses.items():
        if status == "Running":
            task.statuses[path] = "Cancelled"
            _log(task, path, f"Restoring {path} was cancelled", "Cancelled")


def _close(backend: Backend, key: str) -> None:
    flr: Flr = backend.store.documents[f"flr/{key}"]
    flr.searches.clear()
    for task in flr.restores.values():
        _cancel(task)


# --- What they share. ---


def _open(backend: Backend, request: Request) -> Flr:
    """What belongs to the session that a request speaks about; refuses one that is not open."""
    key = request.parameters["flrSessionId"]
    session = backend.store.get(COLLECTION, key)
    flr: Flr | None = backend.store.documents.get(f"flr/{key}")
    if session is None or flr is None or session["status"] not in ("Pending", "Running"):
        raise Refusal(404, f"There is no open file-level restore session {key}", resource=key)
    if not session["fileLevelRestoreJobInfo"]["isFlrSessionReady"]:
        raise Refusal(400, f"The file-level restore session {key} is not ready yet", resource=key)
    return flr


def _absolute(path: Any) -> str:
    if not isinstance(path, str) or not is_absolute(path):
        raise Refusal(400, f"{path!r} is not an absolute path")
    return path


def _is_gone(path: str) -> bool:
    """Whether the directory that an item was in is on the machine no more."""
    folder = written(parts(path)[:-1])
    return any(folder == gone or folder.startswith(f"{gone}/") for gone in VANISHED)
