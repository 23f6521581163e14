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
      - Account of the appliance that the task acts as, with a role that allows what the task does.
      - An account with multi-factor authentication cannot be used, for nobody is there to type its code.
      - Not needed with O(access_token). If not set, the environment variable E(VEEAM_AZURE_USERNAME) is used.
    type: str
  password:
    description:
      - Password of O(username). It is sent to the server once per run, and shown nowhere.
      - If not set, the environment variable E(VEEAM_AZURE_PASSWORD) is used.
    type: str
  access_token:
    description:
      - A token of the appliance, used in place of O(username) and O(password).
      - The task neither renews nor ends it. When it has expired, the task fails and says so.
      - If not set, the environment variable E(VEEAM_AZURE_ACCESS_TOKEN) is used.
    type: str
  api_version:
    description:
      - Version of the REST API to speak, which stands in the path of every request.
      - Appliances that speak V(v8.1) answer V(v8) as well, with the same paths.
      - If not set, the environment variable E(VEEAM_AZURE_API_VERSION) is used.
    type: str
    choices: [v8, v8.1]
    default: v8
  validate_certs:
    description:
      - Whether the server's TLS certificate has to be valid, trusted and made out to the name in O(url).
      - V(false) lets anybody between here and the server read the password. O(ca_path) is the better way to use a
        certificate of your own.
      - If not set, the environment variable E(VEEAM_AZURE_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File or directory with the CA certificates to trust, in PEM format.
      - Without it, the ones that the Python package C(requests) trusts are used.
      - If not set, the environment variable E(VEEAM_AZURE_CA_PATH) is used.
    type: path
  timeout:
    description:
      - Seconds to wait for a connection, and for each answer. How long a task waits for work that the server does in
        the background is another matter.
      - If not set, the environment variable E(VEEAM_AZURE_TIMEOUT) is used.
    type: int
    default: 30
  retries:
    description:
      - How often a request that failed in between is sent again, with growing pauses or as long after as the server
        asks. Only requests are repeated that cannot have changed anything.
      - If not set, the environment variable E(VEEAM_AZURE_RETRIES) is used.
    type: int
    default: 3
requirements:
  - requests
"""
