# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks that are measured, as data."""

from __future__ import annotations

from typing import Any

Task = dict[str, Any]

MEASURED = "measured"

# A repository like the ones that the simulator's managed servers can hold. Created once; then there is nothing to do.
_REPOSITORY: Task = {
    "opendr.veeam.veeam_repository": {
        "name": "Bench",
        "type": "LinuxLocal",
        "host": "lnx-repo01.dr.example",
        "path": "/backups/bench",
        "max_task_count": 4,
        "mount_server": {
            "type": "Windows",
            "windows": {
                "server": "backup01.dr.example",
                "write_cache_folder": "C:\\ProgramData\\Veeam\\Backup\\IRCache",
                "vpower_nfs_enabled": True,
            },
        },
    }
}
_SESSIONS: Task = {"opendr.veeam.veeam_session_info": {}}
_PING: Task = {"ansible.builtin.ping": {}}


def ping(count: int) -> list[dict[str, Any]]:
    """Return a play of `count` tasks that do nothing."""
    return _play([_PING] * count)


def uri(count: int, url: str, ca_path: str) -> list[dict[str, Any]]:
    """Return a play of `count` tasks that fetch `url`."""
    return _play([{"ansible.builtin.uri": {"url": url, "ca_path": ca_path}}] * count)


def repository(count: int, in_process: bool) -> list[dict[str, Any]]:
    """Return a play of `count` repository tasks."""
    return _play([_REPOSITORY] * count, in_process)


def sessions() -> list[dict[str, Any]]:
    """Return a play that reads all sessions once."""
    return _play([_SESSIONS])


def _play(tasks: list[Task], in_process: bool = True) -> list[dict[str, Any]]:
    return [
        {
            "name": "Bench",
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            "vars": {
                "ansible_python_interpreter": "{{ ansible_playbook_python }}",
                "ansible_veeam_in_process": in_process,
            },
            "tasks": [{"name": MEASURED, **task} for task in tasks],
        }
    ]
