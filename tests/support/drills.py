# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drill as the role leaves it: a plan of three tiers, and what became of each machine."""

from __future__ import annotations

from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.plan import prepared
from support.modules import COLLECTION

START = 1_777_900_000.0
TCP = {"type": "tcp", "host": "10.99.0.1", "port": 5432}
HTTP = {"type": "http", "url": "https://10.99.0.2/health", "body": "ready"}
OWN = {"type": "tasks", "file": "check.yml"}
HOSTILE = "<script>alert('x')</script>\"&\x00\x1b[31m{{ 7 * 7 }}\ud800"


def template() -> str:
    """The template of the page that the collection brings."""
    return (COLLECTION / "roles" / "dr_drill" / "templates" / "report.html.j2").read_text("utf-8")


def drill(*names: str, mode: str = "drill") -> dict[str, Any]:
    """A plan with targets; the machines of ``names`` are spread over three tiers."""
    names = names or ("db01", "app01", "app02", "web01", "web02")
    tiers = [
        {"name": tier, "machines": [{"name": name, "checks": [TCP, HTTP, OWN]} for name in names[first::3]]}
        for first, tier in enumerate(("databases", "applications", "web"))
        if names[first::3]
    ]
    plan = {"name": "Web shop", "rto_minutes": 60, "tiers": tiers}
    return prepared(plan, {"rto_minutes": 15, "rpo_hours": 24}, mode=mode)


def recovered(**keys: Any) -> dict[str, Any]:
    """The result of a recovery."""
    over = {"id": "x", "creation_time": "2026-05-05T07:51:25Z", "reason": "its malware status is Infected"}
    point = {
        "creation_time": "2026-05-04T07:51:25Z",
        "age_hours": 3.5,
        "malware_status": "Clean",
        "type": "Increment",
        "passed_over": [over],
    }
    return {"phase": "mounted", "mount": {"session_id": "s"}, "restore_point": point, "warnings": [], **keys}


def outcome(start: float = START, **keys: Any) -> dict[str, Any]:
    """What the role keeps of a machine that passed all its checks."""
    log = {"status": "Succeeded", "start_time": "2026-05-04T08:00:00Z", "title": "Mounting the disks", "x": 1}
    return {
        "marks": {"started": start, "mounted": start + 60, "booted": start + 150, "served": start + 180},
        "recovered": recovered(),
        "tcp": {"results": [{"state": "started", "elapsed": 90}]},
        "http": {"results": [{"status": 200, "content": "all ready"}]},
        "tasks": {"results": [{"passed": True}]},
        "error": None,
        "finished": {"phase": "none"},
        "sessions": [{"id": "s", "name": "Instant recovery", "result": "Success", "logs": [log]}],
        **keys,
    }
