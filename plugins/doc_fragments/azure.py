# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options of the modules for Veeam Backup for Microsoft Azure."""

from __future__ import annotations


class ModuleDocFragment:
    """Where the backup appliance is, and who asks."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Address of the backup appliance, as a host name, V(host:port) or V(https://host:port).
      - Without a port, 443 is used.
      - If not set, the environment variable E(VEEAM_AZURE_URL) is used.
    type: str
    required: true
  username:
    description:
      - Account of the appliance. Its role must allow what the task does.
      - An account with multi-factor authentication cannot be used.
      - Not needed with O(access_token). If not set, the environment variable E(VEEAM_AZURE_USERNAME) is used.
    type: str
  password:
    description:
      - Password of O(username). It is sent to the server once for each run, and never shown.
      - If not set, the environment variable E(VEEAM_AZURE_PASSWORD) is used.
    type: str
  access_token:
    description:
      - A token of the appliance, used instead of O(username) and O(password).
      - The task does not renew or end it. If it has expired, the task fails.
      - If not set, the environment variable E(VEEAM_AZURE_ACCESS_TOKEN) is used.
    type: str
  api_version:
    description:
      - Version of the REST API, which is part of the path of every request.
      - An appliance of 8.0 supports V(v8). An appliance of 8.1 supports both, each with its own properties.
      - If not set, the environment variable E(VEEAM_AZURE_API_VERSION) is used.
    type: str
    choices: [v8, v8.1]
    default: v8
  validate_certs:
    description:
      - Whether the TLS certificate of the server must be valid, trusted and issued for the name in O(url).
      - With V(false), others on the network path can read the password. To use your own certificate, prefer O(ca_path).
      - If not set, the environment variable E(VEEAM_AZURE_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File or directory with the CA certificates to trust, in PEM format.
      - If omitted, the certificates of the Python package C(requests) are used.
      - If not set, the environment variable E(VEEAM_AZURE_CA_PATH) is used.
    type: path
  timeout:
    description:
      - Number of seconds to wait for a connection and for each response. It does not limit how long a task waits for
        work in the background.
      - If not set, the environment variable E(VEEAM_AZURE_TIMEOUT) is used.
    type: int
    default: 30
  retries:
    description:
      - How often a failed request is sent again, with increasing pauses or the pause that the server asks for. Only
        requests that cannot have changed anything are sent again.
      - If not set, the environment variable E(VEEAM_AZURE_RETRIES) is used.
    type: int
    default: 3
requirements:
  - requests
"""
