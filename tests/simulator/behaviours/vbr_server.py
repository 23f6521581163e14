# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the backup server itself: build, time, certificate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from ..clock import CLOCK
from ..messages import Answer, Request
from ..registry import handles
from ..values import stable_id

if TYPE_CHECKING:
    from ..backend import Backend


@handles("vbr", "GET", "/api/v1/serverInfo")
def server_info(backend: Backend, request: Request) -> Answer:
    schema = request.operation.answer_schema(200) or {}
    return Answer(
        200,
        backend.values(request).fit(
            schema,
            {
                "vbrId": stable_id("backup server"),
                "name": "backup01.dr.example",
                "buildVersion": backend.settings["build_version"],
                "patches": backend.settings["patches"],
                "databaseVendor": "PostgreSql",
                "sqlServerEdition": "",
                "sqlServerVersion": "17.5",
                "databaseSchemaVersion": "13.1.0.5",
                "databaseContentVersion": "13.1.0.5",
                "platform": "Windows",
                "veeamRegistration": {"isRegistered": False},
            },
            "serverInfo",
        ),
    )


@handles("vbr", "GET", "/api/v1/serverTime")
def server_time(backend: Backend, request: Request) -> Answer:
    schema = request.operation.answer_schema(200) or {}
    zone = backend.zone()
    # As the server writes it, with seven digits of a second.
    written = re.sub(r"(\.\d{6})", r"\g<1>0", CLOCK.now().astimezone(zone).isoformat(timespec="microseconds"))
    offset = str(backend.settings["utc_offset"])
    found = {"serverTime": written, "timeZone": f"(UTC{offset})", "ianaTimeZoneId": _iana_zone(offset)}
    return Answer(200, backend.values(request).fit(schema, found, "serverTime"))


def _iana_zone(offset: str) -> str:
    """The zone of an offset in whole hours, whose sign is the other way round in the IANA database."""
    hours = int(offset[:3])
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC"


@handles("vbr", "GET", "/api/v1/serverCertificate")
def server_certificate(backend: Backend, request: Request) -> Answer:
    found = x509.load_pem_x509_certificate(backend.certificate)
    key = found.public_key()
    schema = request.operation.answer_schema(200) or {}
    return Answer(
        200,
        backend.values(request).fit(
            schema,
            {
                "thumbprint": found.fingerprint(hashes.SHA1()).hex().upper(),  # noqa: S303  (what the vendor's field holds)
                "serialNumber": f"{found.serial_number:X}",
                "keyAlgorithm": "ECDSA",
                "keySize": str(key.curve.key_size) if isinstance(key, ec.EllipticCurvePublicKey) else "0",
                "subject": found.subject.rfc4514_string(),
                "issuedTo": found.subject.rfc4514_string(),
                "issuedBy": found.issuer.rfc4514_string(),
                "validFrom": found.not_valid_before_utc.isoformat(),
                "validBy": found.not_valid_after_utc.isoformat(),
                "isTrusted": False,
            },
            "serverCertificate",
        ),
    )
