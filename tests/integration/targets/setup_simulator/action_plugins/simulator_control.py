# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's control API for integration targets, without a process of its own for each request."""

from __future__ import annotations

from typing import Any

import requests
from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """Posts ``body`` to an ``action`` of the control API, or reads it where no body is given. See docs/simulator.md."""

    _VALID_ARGS = frozenset(("product", "action", "body"))

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the answer of the simulator as ``json``."""
        super().run(tmp, task_vars)
        product, action, body = self._task.args["product"], self._task.args["action"], self._task.args.get("body")
        url, ca_path = (
            self._templar.template(task_vars[name]) for name in (f"veeam_{product}_control_url", "veeam_ca_path")
        )
        method = "GET" if body is None else "POST"
        response = requests.request(method, f"{url}/{action}", json=body, verify=ca_path, timeout=60)
        if response.status_code != 200:
            raise AnsibleActionFail(f"The simulator refuses {action}: {response.status_code} {response.text}")
        return {"changed": False, "json": response.json()}
