# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks that are measured, as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Task = dict[str, Any]

PING = "`ansible.builtin.ping`"
URI = "`ansible.builtin.uri`"
IN_PROCESS = "`veeam_repository`, nothing to do, in process"
AS_MODULE = "`veeam_repository`, nothing to do, as an ordinary module"
SESSIONS = "`veeam_session_info`"

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
_URI: Task = {
    "ansible.builtin.uri": {
        "url": "{{ lookup('env', 'VEEAM_VBR_URL') }}/api/v1/serverTime",
        "ca_path": "{{ lookup('env', 'VEEAM_VBR_CA_PATH') }}",
        "headers": {"x-api-version": "1.3-rev1"},
    }
}
_TASKS: dict[str, Task] = {
    PING: {"ansible.builtin.ping": {}},
    URI: _URI,
    IN_PROCESS: _REPOSITORY,
    AS_MODULE: {**_REPOSITORY, "vars": {"ansible_veeam_in_process": False}},
    SESSIONS: {"opendr.veeam.veeam_session_info": {}},
}


def rounds(count: int, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return a play that runs the named tasks in turn, `count` times: what slows the machine down meets all alike."""
    return [
        {
            "name": "Bench",
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"},
            "tasks": [{"name": name, **_TASKS[name]} for _unused in range(count) for name in names],
        }
    ]
