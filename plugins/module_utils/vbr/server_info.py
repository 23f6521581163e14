# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup server as data: version, time and certificate.

Operations ``GET /api/v1/serverInfo``, ``GET /api/v1/serverTime`` and ``GET /api/v1/serverCertificate``. Private to the
collection.
"""

from __future__ import annotations

from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..schema.fields import Field
from ..schema.resource import SchemaContext
from ..schema.state import State, read_state
from .builds import revisions_of_build
from .product import VBR

INFO, TIME, CERTIFICATE = "/serverInfo", "/serverTime", "/serverCertificate"

SERVER = (
    Field("name", mode="computed"),
    Field("vbr_id", mode="computed"),
    Field("build_version", mode="computed"),
    Field("patches", "list", elements="str", mode="computed"),
    Field("platform", mode="computed", since="1.3-rev0"),
    Field("database_vendor", mode="computed"),
    Field("database_edition", api="sqlServerEdition", mode="computed"),
    Field("database_version", api="sqlServerVersion", mode="computed"),
    Field("database_schema_version", mode="computed"),
    Field("database_content_version", mode="computed"),
    Field(
        "registration",
        "dict",
        api="veeamRegistration",
        mode="computed",
        since="1.3-rev0",
        fields=(
            Field("is_registered", "bool", mode="computed"),
            Field("expiration_date", mode="computed"),
            # The spelling of the API.
            Field("thumbprint", api="thumprint", mode="computed"),
        ),
    ),
)

CLOCK = (
    Field("server_time", mode="computed"),
    Field("time_zone", mode="computed"),
    Field("iana_time_zone_id", mode="computed", since="1.3-rev2"),
)

CERTIFICATE_FIELDS = (
    Field("subject", mode="computed"),
    Field("issued_to", mode="computed"),
    Field("issued_by", mode="computed"),
    Field("valid_from", mode="computed"),
    Field("valid_by", mode="computed"),
    Field("is_trusted", "bool", mode="computed", since="1.3-rev0"),
    Field("thumbprint", mode="computed"),
    Field("serial_number", mode="computed"),
    Field("key_algorithm", mode="computed"),
    Field("key_size", mode="computed"),
)


def server_info(task: Task) -> Result:
    """The server, its time, its certificate, and the API revisions that its build supports."""
    server = _read(task, INFO, SERVER)
    revisions = revisions_of_build(server.get("build_version") or "")
    if revisions.warning:
        task.warnings.append(revisions.warning)
    return {
        "changed": False,
        "server": server,
        "time": _read(task, TIME, CLOCK),
        "certificate": _read(task, CERTIFICATE, CERTIFICATE_FIELDS),
        "newest_api_version": revisions.newest,
        "supported_api_versions": revisions.supported,
    }


MODULE = Declaration(
    product=VBR,
    options={},
    run=server_info,
    returns=(Returned("server", SERVER), Returned("time", CLOCK), Returned("certificate", CERTIFICATE_FIELDS)),
    api=ApiUsage(reads=(INFO, TIME, CERTIFICATE), readers={INFO: SERVER, TIME: CLOCK, CERTIFICATE: CERTIFICATE_FIELDS}),
)


def _read(task: Task, path: str, fields: tuple[Field, ...]) -> State:
    return read_state(fields, task.client.get(path), SchemaContext(VBR, task.client.revision))
