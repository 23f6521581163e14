# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup server tells of itself.

Operations ``GET /api/v1/serverInfo``, ``GET /api/v1/serverTime`` and ``GET /api/v1/serverCertificate``. Private to the
collection.
"""

from __future__ import annotations

from ..fields import Field
from ..products import VBR
from ..resource import Shape
from ..state import State, read_state
from ..task import Declaration, Result, Task
from .builds import spoken_by

INFO, TIME, CERTIFICATE = "/serverInfo", "/serverTime", "/serverCertificate"

SERVER = (
    Field("name", mode="read"),
    Field("vbr_id", mode="read"),
    Field("build_version", mode="read"),
    Field("patches", "list", elements="str", mode="read"),
    Field("platform", mode="read", since="1.3-rev0"),
    Field("database_vendor", mode="read"),
    Field("database_edition", api="sqlServerEdition", mode="read"),
    Field("database_version", api="sqlServerVersion", mode="read"),
    Field("database_schema_version", mode="read"),
    Field("database_content_version", mode="read"),
    Field(
        "registration",
        "dict",
        api="veeamRegistration",
        mode="read",
        since="1.3-rev0",
        fields=(
            Field("is_registered", "bool", mode="read"),
            Field("expiration_date", mode="read"),
            # The API misspells it.
            Field("thumbprint", api="thumprint", mode="read"),
        ),
    ),
)

CLOCK = (
    Field("server_time", mode="read"),
    Field("time_zone", mode="read"),
    Field("iana_time_zone_id", mode="read", since="1.3-rev2"),
)

CERTIFICATE_FIELDS = (
    Field("subject", mode="read"),
    Field("issued_to", mode="read"),
    Field("issued_by", mode="read"),
    Field("valid_from", mode="read"),
    Field("valid_by", mode="read"),
    Field("is_trusted", "bool", mode="read", since="1.3-rev0"),
    Field("thumbprint", mode="read"),
    Field("serial_number", mode="read"),
    Field("key_algorithm", mode="read"),
    Field("key_size", mode="read"),
)


def server_info(task: Task) -> Result:
    """The server, its clock, its certificate, and the API revisions that its build speaks."""
    server = _told(task, INFO, SERVER)
    spoken = spoken_by(server.get("build_version") or "")
    if spoken.doubt:
        task.warnings.append(spoken.doubt)
    return {
        "changed": False,
        "server": server,
        "time": _told(task, TIME, CLOCK),
        "certificate": _told(task, CERTIFICATE, CERTIFICATE_FIELDS),
        "newest_api_version": spoken.newest,
        "supported_api_versions": spoken.supported,
    }


SERVER_INFO = Declaration(product=VBR, options={}, run=server_info, reads=(INFO, TIME, CERTIFICATE))


def _told(task: Task, path: str, fields: tuple[Field, ...]) -> State:
    return read_state(fields, task.client.get(path), Shape(VBR, task.client.revision))
