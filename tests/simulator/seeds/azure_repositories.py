# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: backup repositories that the appliance knows."""
from __future__ import annotations

from ..values import stable_id

DEFAULT_STORE, COLD_STORE = "Production Backups", "Cold Store"


def repository_id(name: str) -> str:
    """Id of a repository of the seeds."""
    return stable_id(f"azure repository {name}")
