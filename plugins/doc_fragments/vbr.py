# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options of the VBR modules."""

from __future__ import annotations


class ModuleDocFragment:
    """Where the backup server is, and who asks."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Address of the backup server, as a host name, V(host:port) or V(https://host:port).
      - Without a port, 9419 is used, the default of the REST API service.
      - If not set, the environment variable E(VEEAM_VBR_URL) is used.
    type: str
    required: true
  username:
    description:
      - Account that the task acts as, with a role in Veeam Backup & Replication that allows what the task does.
      - An account with multi-factor authentication cannot log in to the REST API.
      - Not needed with O(access_token). If not set, the environment variable E(VEEAM_VBR_USERNAME) is used.
    type: str
  password:
    description:
      - Password of O(username). It is sent to the server once per run, and shown nowhere.
      - If not set, the environment variable E(VEEAM_VBR_PASSWORD) is used.
    type: str
  access_token:
    description:
      - A token from M(opendr.veeam.veeam_login), used in place of O(username) and O(password).
      - The task neither renews nor ends it. When it has expired, the task fails and says so.
      - If not set, the environment variable E(VEEAM_VBR_ACCESS_TOKEN) is used.
    type: str
  api_version:
    description:
      - Revision of the REST API to speak. RV(opendr.veeam.veeam_server_info#module:newest_api_version) tells the newest
        one that a server knows.
      - An option that the revision lacks is refused before anything is sent.
      - If not set, the environment variable E(VEEAM_VBR_API_VERSION) is used.
    type: str
    choices: ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]
    default: "1.3-rev1"
  validate_certs:
    description:
      - Whether the server's TLS certificate has to be valid, trusted and made out to the name in O(url).
      - V(false) lets anybody between here and the server read the password. O(ca_path) is the better way to use a
        certificate of your own.
      - If not set, the environment variable E(VEEAM_VBR_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File or directory with the CA certificates to trust, in PEM format.
      - Without it, the ones that the Python package C(requests) trusts are used.
      - If not set, the environment variable E(VEEAM_VBR_CA_PATH) is used.
    type: path
  timeout:
    description:
      - Seconds to wait for a connection, and for each answer. How long a task waits for work that the server does in
        the background is another matter.
      - If not set, the environment variable E(VEEAM_VBR_TIMEOUT) is used.
    type: int
    default: 30
  retries:
    description:
      - How often a request that failed in between is sent again, with growing pauses or as long after as the server
        asks. Only requests are repeated that cannot have changed anything.
      - If not set, the environment variable E(VEEAM_VBR_RETRIES) is used.
    type: int
    default: 3
requirements:
  - requests
"""
