# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the simulated appliance without the collection: which sessions are open, and what was restored."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import requests

from simulator.control import Simulator
from simulator.seeds.azure_restore_points import point_id
from simulator.seeds.azure_virtual_machines import LINUX, SERVICE_ACCOUNT

API = "/api/v8"
OPEN = ("Pending", "Running", "Canceling")


class Appliance:
    """A person at the appliance, or another tool."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._server = simulator.azure
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.verify = self._server.ca_path
        # Not the User-Agent of a module, so that these requests do not count as tested.
        self._http.headers["User-Agent"] = "a-person"
        self.login()

    def login(self) -> None:
        """Get a token; a reset of the simulator ends it."""
        form = {"grant_type": "Password", "username": self._server.username, "password": self._server.password}
        response = self._http.post(f"{self._server.url}/api/oauth2/token", data=form, timeout=10)
        self._http.headers["Authorization"] = f"Bearer {response.json()['access_token']}"

    def send(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """The body of an answer that has to be good."""
        url = f"{self._server.url}{API}{path}"
        response = self._http.request(method, url, json=body, params=query, timeout=10)
        assert response.status_code < 300, response.text
        return response.json() if response.content else None

    def sessions(self) -> list[dict[str, Any]]:
        """Every file-level restore session, open or not."""
        sessions: list[dict[str, Any]] = self.send("GET", "/jobSessions", Types="FileLevelRestore", Limit=-1)["results"]
        return sessions

    def open_sessions(self) -> list[str]:
        """The ids of the sessions that nobody has closed."""
        return [session["id"] for session in self.sessions() if session["status"] in OPEN]

    def restored(self, *statuses: str) -> list[str]:
        """Where the items of all sessions, or of those with a status, were stored, each as often as it was restored.

        The logs of the sessions show that; the list of restored items shows only directories.
        """
        sessions = [session for session in self.sessions() if not statuses or session["status"] in statuses]
        logs = [self.send("GET", f"/jobSessions/{session['id']}/log")["log"] for session in sessions]
        notes = [re.search(r" has been restored as (.+)", record["message"]) for log in logs for record in log]
        return sorted(note[1] for note in notes if note)

    def open_session(self, reason: str = "a person looks for something") -> str:
        """Open a session as a person would, and leave it open."""
        body = {"reason": reason, "serviceAccountId": SERVICE_ACCOUNT, "flrRto": True}
        path = f"/restorePoints/virtualMachines/{point_id(LINUX, 3)}/restoreFile"
        return str(self.send("POST", path, body)["id"])

    def stop(self, session: str) -> None:
        """Stop a session as a person would."""
        self.send("POST", f"/jobSessions/{session}/stop")

    def searches_left(self, since: int = 0) -> int:
        """How many search tasks were started and not stopped."""
        counts: Counter[str] = Counter()
        for record in self._simulator.requests(since):
            what = re.search(r"/search/(?:[^/]+/)?(start|stop)$", record["path"])
            if what and (record["status"] or 0) < 300:
                counts[what[1]] += 1
        return counts["start"] - counts["stop"]
