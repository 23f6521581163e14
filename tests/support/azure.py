# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of tests to a simulated appliance of Azure, without a module."""

from __future__ import annotations

from typing import Any

import requests

from simulator.control import Simulator
from simulator.seeds.azure_policies import PRODUCTION
from simulator.seeds.azure_restore_points import policy_id

POLICY = PRODUCTION


def start_backup(simulator: Simulator) -> dict[str, Any]:
    """Start a backup policy, and return its session."""
    server = simulator.azure
    with requests.Session() as http:
        http.verify = server.ca_path
        http.trust_env = False
        form = {"grant_type": "Password", "username": server.username, "password": server.password}
        token = http.post(f"{server.url}/api/oauth2/token", data=form, timeout=10).json()["access_token"]
        response = http.post(
            f"{server.url}/api/v8/policies/virtualMachines/{policy_id(POLICY)}/start",
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
    assert response.status_code == 202, response.text
    session: dict[str, Any] = response.json()[0]
    return session
