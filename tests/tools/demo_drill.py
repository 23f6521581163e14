# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drill of `make demo`: three tiers, five machines of the simulator, and one of them that fails its check."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

BROKEN = "/web01"


class _Machines(BaseHTTPRequestHandler):
    """What the recovered machines would answer: all are ready but one."""

    def do_GET(self) -> None:
        self.send_response(500 if self.path == BROKEN else 200)
        self.end_headers()
        self.wfile.write(b"the shop is ready")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def machines() -> Iterator[int]:
    """The port at which the machines answer, for as long as the block lasts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Machines) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def variables(port: int, report: Path) -> dict[str, Any]:
    """The variables of the playbook; the machines answer at ``port``."""
    listens = {"type": "tcp", "host": "127.0.0.1", "port": port, "timeout": 10}

    def answers(name: str) -> dict[str, Any]:
        url = f"http://127.0.0.1:{port}/{name}"
        return {"type": "http", "url": url, "body": "ready", "timeout": 2, "interval": 1}

    return {
        "dr_drill_report_directory": str(report),
        "dr_drill_poll_interval": 1,
        # The machine that fails its check is a part of the demonstration.
        "dr_drill_fail": False,
        "dr_drill_defaults": {
            "platform": "vsphere",
            "recovery": {
                "destination": {
                    "host": {"name": "esx02.dr.example"},
                    "resource_pool": {"path": "vcenter01.dr.example/Cluster02/Recovered"},
                },
                "nics_enabled": True,
            },
            "isolation": "The host esx02 has only the network DR-isolated.",
            "rto_minutes": 5,
            "rpo_hours": 30,
        },
        "dr_drill_plan": {
            "name": "Web shop",
            "rto_minutes": 15,
            "tiers": [
                {"name": "databases", "machines": [{"name": "db01", "checks": [listens]}]},
                {
                    "name": "applications",
                    "machines": [
                        {"name": "app01", "checks": [listens, answers("app01")]},
                        {"name": "app02", "checks": [answers("app02")]},
                    ],
                },
                {
                    "name": "web",
                    "machines": [
                        {"name": "web01", "checks": [listens, answers(BROKEN[1:])]},
                        {"name": "intranet01", "restore_point": {"platform": "VMware"}, "checks": [listens]},
                    ],
                },
            ],
        },
    }
