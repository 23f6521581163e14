# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificate that a server shows, for a person to compare. Private to the collection."""

from __future__ import annotations

import hashlib
import socket
import ssl
from urllib.parse import urlsplit


def shown_certificate(url: str, timeout: float) -> bytes | None:
    """The certificate of the server in DER form, unchecked; None where it does not show one. Nothing else is sent."""
    parts = urlsplit(url)
    context = ssl.create_default_context()
    # It is only looked at: no request goes over this connection.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        plain = socket.create_connection((parts.hostname or "", parts.port or 443), timeout)
        with plain, context.wrap_socket(plain, server_hostname=parts.hostname) as secure:
            return secure.getpeercert(binary_form=True)
    except (OSError, ValueError):
        return None


def fingerprints(certificate: bytes) -> dict[str, str]:
    """The SHA-256 and the SHA-1 of a certificate in the form that consoles show: ``AB:CD:...``."""
    return {
        "sha256": _with_colons(hashlib.sha256(certificate).hexdigest()),
        # Not for security: it is what consoles show as the thumbprint.
        "sha1": _with_colons(hashlib.new("sha1", certificate, usedforsecurity=False).hexdigest()),
    }


def _with_colons(digits: str) -> str:
    return ":".join(digits[start : start + 2] for start in range(0, len(digits), 2)).upper()
