# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options of the modules for Veeam Backup for Microsoft 365."""

from __future__ import annotations


class ModuleDocFragment:
    """Where the server is, and who asks."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Address of the server, as a host name, V(host:port) or V(https://host:port).
      - Without a port, 4443 is used.
      - Required. If not set, the environment variable E(VEEAM_M365_URL) is used.
    type: str
  username:
    description:
      - Account of an administrator of Veeam Backup for Microsoft 365, such as V(EXAMPLE\\automation).
      - An account with multi-factor authentication cannot be used.
      - Not needed with O(access_token). If not set, the environment variable E(VEEAM_M365_USERNAME) is used.
    type: str
  password:
    description:
      - Password of O(username). It is sent to the server once for each run, and again if a token expires. It is never
        shown.
      - If the server rejects it, the other tasks of the run fail without another attempt, since repeated failed logins
        lock an account.
      - If not set, the environment variable E(VEEAM_M365_PASSWORD) is used.
    type: str
  access_token:
    description:
      - A token of the server, used instead of O(username) and O(password).
      - The task does not renew or end it. If it has expired, the task fails.
      - If not set, the environment variable E(VEEAM_M365_ACCESS_TOKEN) is used.
    type: str
  api_version:
    description:
      - Version of the REST API, which is part of the path of every request.
      - V(v8) needs a server of version 8. With V(v7) there are no backup proxy pools, and a repository on an object
        storage names an object storage repository instead of describing the storage.
      - If not set, the environment variable E(VEEAM_M365_API_VERSION) is used.
    type: str
    choices: [v7, v8]
    default: v8
  validate_certs:
    description:
      - Whether the TLS certificate of the server must be valid, trusted and issued for the name in O(url).
      - With V(false), others on the network path can read the password. To use your own certificate, prefer O(ca_path).
      - If not set, the environment variable E(VEEAM_M365_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File or directory with the CA certificates to trust, in PEM format.
      - If omitted, the certificates of the Python package C(requests) are used.
      - If not set, the environment variable E(VEEAM_M365_CA_PATH) is used.
    type: path
  certificate_fingerprint:
    description:
      - SHA-256 or SHA-1 fingerprint (thumbprint) of the server's certificate, in hexadecimal digits with or without
        colons. The certificate has to be exactly this one. Its names, its dates and its issuer are then not checked, so
        O(validate_certs) and O(ca_path) do not matter.
      - Use it for the certificate that the setup creates, which is not issued for any host name. If a certificate is
        not trusted, the message of the failed task shows its fingerprint. Compare it on the server before you use it.
      - If not set, the environment variable E(VEEAM_M365_CERTIFICATE_FINGERPRINT) is used.
    type: str
  timeout:
    description:
      - Number of seconds to wait for the server to send something, from 1 to 3600. A connection has to be made within 5
        seconds, or within this time if it is shorter. A whole response has to arrive within ten times this time.
      - It does not limit how long a task waits for work in the background.
      - If not set, the environment variable E(VEEAM_M365_TIMEOUT) is used.
    type: int
    default: 30
  retries:
    description:
      - How often a failed request is sent again, from 0 to 100, with increasing pauses or the pause that the server
        asks for. Only requests that cannot have changed anything are sent again.
      - All pauses of a task together take no longer than the task waits for work in the background, and never longer
        than 10 minutes.
      - If not set, the environment variable E(VEEAM_M365_RETRIES) is used.
    type: int
    default: 3
requirements:
  - requests
"""
