# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: what every mounted backup has in common: its files, the machine in production, and when it goes away.

Nothing in a mount says why it was opened, and nobody is kept from opening another one. A mount that nobody uses
disappears after its time. What is asked of a mount that is gone is refused in more than one way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .clock import CLOCK
from .file_system import Entry, Files, item
from .messages import Answer, Refusal, Request
from .seeds.vbr_files import LINUX, NOT_COMPARED, in_backup, in_production
from .seeds.vbr_restore_points import number_of
from .state import Item

if TYPE_CHECKING:
    from .backend import Backend

# How long a comparison takes, in seconds at the speed 1.
COMPARISON = 0.2
SHOWN_AT_ONCE = 200
_OLD_SPELLING = ("1.2-rev1", "1.3-rev0", "1.3-rev1")


@dataclass
class Mount:
    """A mounted backup. ``minutes`` is how long it stays without use, None for ever."""

    session: str
    machine: str
    files: Files
    point: Item
    windows: bool
    credentials: str | None = None
    minutes: float | None = None
    used: float = 0.0
    compared: dict[str, float] = field(default_factory=dict)
    searches: dict[str, tuple[Item, list[Entry]]] = field(default_factory=dict)
    downloads: dict[str, list[str]] = field(default_factory=dict)
    restored: list[Item] = field(default_factory=list)

    def states(self, backend: Backend, entry: Entry) -> str:
        """What the comparison with production says of an entry."""
        path = self.files.written(entry.names)
        due = self.compared.get(path.casefold())
        if due is None:
            return "NotAvailable"
        if CLOCK.monotonic() < due:
            return "Comparing"
        if path == NOT_COMPARED:
            return "FailedToCompare"
        now = production(backend, self.machine, self.windows).get(path)
        if now is None:
            return "Deleted"
        return "Unchanged" if entry.same_content(now) else "Changed"


def production(backend: Backend, machine: str, windows: bool) -> Files:
    """The files of a machine or share as they are now."""
    key = f"production files/{machine}"
    found = backend.store.documents.get(key)
    if not isinstance(found, Files):
        found = backend.store.documents[key] = in_production(machine, windows)
    return found


def backed_up(machine: str, windows: bool, point: Item) -> Files:
    """The files of a machine or share in a restore point."""
    return in_backup(machine, windows, number_of(point))


def change_production(
    backend: Backend, machine: str, delete: Sequence[str] = (), write: Mapping[str, int] | None = None
) -> dict[str, dict[str, Any]]:
    """Delete files of a machine of the seeds, or write others of a size, as its users do; what there is then."""
    files = production(backend, machine, machine != LINUX)
    for path in delete:
        files.delete(path)
    for path, size in (write or {}).items():
        old = files.get(path)
        version = (old.version if old else 0) + 1
        files.put(Entry(files.parts(path), "File", size, "2026-01-14T16:00:00.0000000+01:00", version, "changed"))
    backend.store.touch()
    return {
        files.written(entry.names): {"size": entry.size, "version": entry.version, "permissions": entry.permissions}
        for entry in files.entries.values()
        if entry.kind in ("File", "Link")
    }


def remember(backend: Backend, mount: Mount) -> None:
    """Keep what belongs to a session; where nobody uses it, it goes away in time."""
    mount.used = CLOCK.monotonic()
    if "mounts" not in backend.store.documents:
        backend.sessions.watches.append(lambda: _unmount_unused(backend))
    backend.store.documents.setdefault("mounts", {})[mount.session] = mount


def forget(backend: Backend, session: str) -> None:
    """What belongs to a session is gone with it; restored items too."""
    backend.store.documents.get("mounts", {}).pop(session, None)
    backend.store.touch()


def mount_of(backend: Backend, request: Request) -> Mount:
    """The mount that a request speaks about, which counts as used; refuses one that is gone, each time otherwise."""
    session = request.parameters["sessionId"]
    found: Mount | None = backend.store.documents.get("mounts", {}).get(session)
    if found is None:
        again = backend.store.documents["refused mounts"] = not backend.store.documents.get("refused mounts")
        status = 400 if again and "400" in request.operation.answers else 500
        raise Refusal(status, f"Restore session {session} is not active")
    found.used = CLOCK.monotonic()
    return found


def browse(backend: Backend, request: Request, mount: Mount) -> Answer:
    """One level of a folder, filtered, ordered and cut as the body says."""
    path = str(request.body["path"])
    if not mount.files.is_folder(path):
        raise Refusal(400, f"Could not find a part of the path '{path}'")
    answer = _listed(backend, request, mount, mount.files.children(path))
    return Answer(200, fitted(backend, request, {"path": path, **answer}))


def browse_results(backend: Backend, request: Request, mount: Mount) -> Answer:
    """What a search has found; refused before its end."""
    key = request.parameters["taskId"]
    if key not in mount.searches:
        raise Refusal(400, f"Search task {key} was not found, or has not ended")
    asked, found = mount.searches[key]
    return Answer(200, fitted(backend, request, {**asked, **_listed(backend, request, mount, found)}))


def found_by(mount: Mount, body: Mapping[str, Any]) -> list[Entry]:
    """What a search finds: by the name, in any case, in a folder and those in it."""
    path = str(body["path"])
    if not mount.files.is_folder(path):
        raise Refusal(400, f"Could not find a part of the path '{path}'")
    base = len(mount.files.parts(path))
    pattern = _pattern(str(body["searchString"]))
    flat = bool(body.get("disableRecursiveSearch"))
    return [
        entry
        for entry in mount.files.below(path)
        if len(entry.names) > base
        and not (flat and (len(entry.names) != base + 1 or entry.kind in ("Folder", "Drive")))
        and pattern(entry.names[-1])
    ]


def compare(backend: Backend, request: Request, mount: Mount) -> Answer:
    """Switch the comparison of paths on or off; nothing is compared yet when it is answered."""
    for path in request.body["paths"]:
        entry = mount.files.get(path)
        if entry is None:
            raise Refusal(400, f"Could not find '{path}'")
        key = mount.files.written(entry.names).casefold()
        if request.body["isEnabled"]:
            mount.compared.setdefault(key, CLOCK.monotonic() + COMPARISON * backend.sessions.speed)
        else:
            mount.compared.pop(key, None)
    backend.store.touch()
    return Answer(200, {})


def compare_attributes(backend: Backend, request: Request, mount: Mount) -> Answer:
    """The attributes of one item in the backup and in production, as texts in the words of the server."""
    path = str(request.body["path"])
    entry = mount.files.get(path)
    now = production(backend, mount.machine, mount.windows).get(path)
    if entry is None:
        raise Refusal(400, f"Could not find '{path}'")
    pairs = {
        "Size": (str(entry.size), "" if now is None else str(now.size)),
        "Modified": ("1/12/2026 9:30:00 AM", "" if now is None else _local_time(now.modified)),
        "Archive": ("True", "" if now is None else "True"),
    }
    shown = [
        {"name": name, "valueBackup": backup, "valueProduction": live, "isChanged": backup != live}
        for name, (backup, live) in pairs.items()
        if backup != live or request.body.get("showUnchangedAttributes")
    ]
    return Answer(200, {"path": path, "attributes": shown})


def fitted(backend: Backend, request: Request, body: Item) -> Item:
    """A body as the revision has it."""
    schema = request.operation.answer_schema(request.operation.success) or {}
    fit: Item = backend.values(request).fit(schema, body, request.path)
    return fit


def _listed(backend: Backend, request: Request, mount: Mount, entries: list[Entry]) -> Item:
    spelled = "NotAvaliable" if request.revision in _OLD_SPELLING else "NotAvailable"
    body: Item = request.body or {}
    wanted, order, page = body.get("filter") or {}, body.get("order") or {}, body.get("pagination") or {}
    if wanted.get("itemTypes"):
        entries = [entry for entry in entries if entry.kind in wanted["itemTypes"]]

    def state(entry: Entry) -> str:
        return mount.states(backend, entry).replace("NotAvailable", spelled)

    if wanted.get("itemStates"):
        entries = [entry for entry in entries if state(entry) in wanted["itemStates"]]
    if order:
        key = state if order["orderColumn"] == "ItemState" else _ORDERS.get(order["orderColumn"], _ORDERS["Name"])
        entries = sorted(entries, key=key, reverse=order.get("orderAsc") is False)
    skip, limit = page.get("skip") or 0, page.get("limit") or SHOWN_AT_ONCE
    cut = [(entry, state(entry)) for entry in entries[skip : skip + limit]]
    with_names = request.revision != "1.2-rev1"
    return {
        "items": [item(mount.files, entry, shown, with_names) for entry, shown in cut],
        "pagination": {"total": len(entries), "count": len(cut), "skip": skip, "limit": limit},
    }


_ORDERS: dict[str, Callable[[Entry], Any]] = {
    "Name": lambda entry: entry.names[-1].casefold(),
    "Type": lambda entry: entry.kind,
    "Size": lambda entry: entry.size,
    "ModifiedDate": lambda entry: entry.modified,
    "Location": lambda entry: entry.names[:-1],
}


def _pattern(text: str) -> Callable[[str], bool]:
    """Wildcards as these servers know them; nothing says what the plus stands for: here, for one character or more."""
    words = {"*": ".*", "?": ".", "+": ".+"}
    compiled = re.compile("".join(words.get(sign, re.escape(sign)) for sign in text), re.IGNORECASE)
    return lambda name: bool(compiled.fullmatch(name))


def _local_time(modified: str) -> str:
    return "1/14/2026 3:00:00 PM" if "2026-01-14" in modified else "1/12/2026 9:30:00 AM"


def _unmount_unused(backend: Backend) -> None:
    for mount in list(backend.store.documents.get("mounts", {}).values()):
        if mount.minutes is not None and CLOCK.monotonic() - mount.used > mount.minutes * 60:
            backend.sessions.end(mount.session)
