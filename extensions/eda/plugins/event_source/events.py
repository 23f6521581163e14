# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event source opendr.veeam.events for Event-Driven Ansible."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

DOCUMENTATION = r"""
---
name: events
short_description: Events of Veeam servers, such as failed jobs, malware and forgotten mounts
description:
  - Reads from a Veeam server which sessions ended, which malware events it has recorded, and which mounts are left
    open, and puts each of them into the queue once.
  - It only reads. It logs in once, and again where the server does not accept the token any more.
  - While the server is away, it looks again after growing pauses of up to 5 minutes. What happened meanwhile follows
    when the server is back.
  - With O(cursor_file), no event is lost when the rulebook is restarted.
  - It ends, and with it the rulebook, if only a person can help - an argument is not valid, the login is rejected, the
    certificate is not trusted, or the account lacks a permission.
  - A text of the server in which Ansible would see a template has a space after its opening braces, or in front of
    C(#jinja2:) at its beginning, since a playbook gets the event as variables that Ansible trusts.
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
options:
  product:
    description:
      - The product to read from - V(vbr) for Veeam Backup & Replication, V(azure) for Veeam Backup for Microsoft Azure,
        V(m365) for Veeam Backup for Microsoft 365.
      - It decides which environment variables are used for the connection, such as E(VEEAM_VBR_URL),
        E(VEEAM_AZURE_URL) or E(VEEAM_M365_URL).
    type: str
    choices: [vbr, azure, m365]
    required: true
  events:
    description:
      - The kinds of events to read.
      - V(session) is a session that ended, such as the run of a job or a restore.
      - V(malware) is a malware event. Only V(product=vbr) has them.
      - V(mount) is a mount that is open for longer than O(mount_hours) - an instant recovery, mounted files or disks,
        an open restore session of Microsoft 365. Each mount is one event, also if it was open before the start.
    type: list
    elements: str
    choices: [session, malware, mount]
    default: [session]
  session_status:
    description:
      - How a session has to end to be an event.
    type: list
    elements: str
    choices: [failed, warning, canceled, succeeded]
    default: [failed, warning]
  session_types:
    description:
      - The types of sessions that are events, such as V(BackupJob) of V(product=vbr), V(PolicyBackup) of
        V(product=azure), and V(Backup) of V(product=m365). They are the choices of the option O(type) of
        M(opendr.veeam.veeam_session_info) and its siblings.
      - If omitted, sessions of all types.
    type: list
    elements: str
  malware_severity:
    description:
      - The severities of malware that are events.
    type: list
    elements: str
    choices: [Clean, Informative, Suspicious, Infected]
    default: [Suspicious, Infected]
  mount_hours:
    description:
      - After how many hours a mount that is still open is an event.
      - The time runs from the beginning of the mount where the server shows it, else from when it was first seen.
    type: float
    default: 4.0
  names:
    description:
      - Only events whose name matches one of these patterns, in which C(*) and C(?) match other characters.
        Upper and lower case are the same, since a server does not always show a name in the same case.
      - The name is that of the job, policy or machine. An event has it as C(name).
      - If omitted, events of all names.
    type: list
    elements: str
  interval:
    description:
      - Number of seconds between two looks at the server.
    type: int
    default: 60
  since:
    description:
      - From which time on the first look finds events, such as V(2026-05-04T13:30:00Z). It needs an offset.
      - If omitted, what happens after the start.
      - It is not used for a list that O(cursor_file) remembers from an earlier process, but for one that is not in it,
        such as after another kind of O(events) was added.
    type: str
  cursor_file:
    description:
      - A file in which the event source notes what it has handed over. It continues from there after a restart, also
        with what happened meanwhile. The file holds times and IDs, and no secret.
      - Its directory has to exist, and to outlive the process, such as a volume of the container. Each event source
        needs a file of its own.
      - A process that is killed while it hands over events can hand over these again. They have the same C(meta.uuid).
      - If omitted, what happens between the end of a rulebook and its next start is not read.
    type: path
  url:
    description:
      - Address of the server, as a host name, V(host:port) or V(https://host:port).
      - Without a port, the default of the product is used - 9419 for V(vbr), 443 for V(azure), 4443 for V(m365).
      - Required. If not set, the environment variable of the product is used, such as E(VEEAM_VBR_URL).
    type: str
  username:
    description:
      - Account in the product. A role that only reads is enough, such as Veeam Backup Viewer.
      - An account with multi-factor authentication cannot log in to the REST API.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_USERNAME).
    type: str
  password:
    description:
      - Password of O(username). It is never shown by the event source. Prefer the environment variable to the rulebook,
        since ansible-rulebook shows the arguments of sources in its own output.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_PASSWORD).
    type: str
  access_token:
    description:
      - A token of the product, used instead of O(username) and O(password). It is not renewed, so the event source ends
        when the token has expired.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_ACCESS_TOKEN).
    type: str
  api_version:
    description:
      - Revision of the REST API. It has to be one of the product.
      - If omitted, V(1.3-rev1) for O(product=vbr), and V(v8) for O(product=azure) and O(product=m365).
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_API_VERSION).
    type: str
    choices: ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2", v8, v8.1, v7]
  validate_certs:
    description:
      - Whether the TLS certificate of the server must be valid, trusted and issued for the name in O(url).
      - With V(false), others on the network path can read the password. To use your own certificate, prefer O(ca_path).
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_VALIDATE_CERTS).
    type: bool
    default: true
  ca_path:
    description:
      - File or directory with the CA certificates to trust, in PEM format.
      - If omitted, the certificates of the Python package C(requests) are used.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_CA_PATH).
    type: path
  certificate_fingerprint:
    description:
      - SHA-256 or SHA-1 fingerprint (thumbprint) of the server's certificate, in hexadecimal digits with or without
        colons. The certificate has to be exactly this one. Its names, its dates and its issuer are then not checked.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_CERTIFICATE_FINGERPRINT).
    type: str
  timeout:
    description:
      - Number of seconds to wait for the server to send something, from 1 to 3600.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_TIMEOUT).
    type: int
    default: 30
  retries:
    description:
      - How often a failed request is sent again before the look at the server fails, from 0 to 100. After that the
        event source looks again by itself, as long as it runs.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_RETRIES).
    type: int
    default: 3
requirements:
  - ansible-core and requests, in the Python environment of ansible-rulebook
"""

EXAMPLES = r"""
# The connection is in the environment - VEEAM_VBR_URL, VEEAM_VBR_USERNAME and VEEAM_VBR_PASSWORD.
- name: Failed backups of a backup server
  opendr.veeam.events:
    product: vbr
    session_status: [failed]
    session_types: [BackupJob]
    cursor_file: /var/lib/rulebook/veeam.json

- name: Malware, and mounts that nobody has closed for a day
  opendr.veeam.events:
    product: vbr
    url: veeam.example.com
    events: [malware, mount]
    mount_hours: 24

- name: Sessions of Microsoft 365 that did not succeed
  opendr.veeam.events:
    product: m365
    url: veeam365.example.com
    interval: 300
"""

# The directory that has ansible_collections, in which this collection is installed.
COLLECTIONS = Path(__file__).resolve().parents[7]


def _find_collection() -> None:
    """Make the code of this collection importable: ansible-rulebook runs event sources outside Ansible."""
    sys.path.append(str(COLLECTIONS))
    import ansible_collections  # noqa: PLC0415

    # Where the Python package ansible is installed, it hides all other directories of this name.
    if str(COLLECTIONS / "ansible_collections") not in ansible_collections.__path__:
        ansible_collections.__path__.append(str(COLLECTIONS / "ansible_collections"))


async def main(queue: asyncio.Queue[Any], args: dict[str, Any]) -> None:
    """Put the events of a Veeam server into ``queue`` until the rulebook ends."""
    try:
        from ansible_collections.opendr.veeam.plugins.plugin_utils.events.source import run  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("ansible_collections"):
            raise
        _find_collection()
        from ansible_collections.opendr.veeam.plugins.plugin_utils.events.source import run  # noqa: PLC0415
    await run(queue, args)


if __name__ == "__main__":
    # To try it without a rulebook: the connection is in the environment.
    class _Printed(asyncio.Queue[Any]):
        """A queue that prints events."""

        async def put(self, item: Any) -> None:
            """Print an event."""
            print(item)  # noqa: T201

    asyncio.run(main(_Printed(), {"product": (sys.argv[1:] or ["vbr"])[0]}))
