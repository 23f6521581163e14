# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options of the modules for any of the three products."""

from __future__ import annotations


class ModuleDocFragment:
    """Which product it is, where its server is, and who asks."""

    DOCUMENTATION = r"""
options:
  product:
    description:
      - The product to send requests to - V(vbr) for Veeam Backup & Replication, V(azure) for Veeam Backup for Microsoft
        Azure, V(m365) for Veeam Backup for Microsoft 365.
      - It decides how the task logs in, which O(api_version) there are, and which environment variables are used for
        the connection, such as E(VEEAM_VBR_URL), E(VEEAM_AZURE_URL) or E(VEEAM_M365_URL).
    type: str
    choices: [vbr, azure, m365]
    required: true
  url:
    description:
      - Address of the server, as a host name, V(host:port) or V(https://host:port).
      - Without a port, the default of the product is used - 9419 for V(vbr), 443 for V(azure), 4443 for V(m365).
      - Required. If not set, the environment variable of the product is used, such as E(VEEAM_VBR_URL).
    type: str
  username:
    description:
      - Account in the product. Its role must allow what the task does.
      - An account with multi-factor authentication cannot log in to the REST API.
      - Not needed with O(access_token). If not set, the environment variable of the product is used, such as
        E(VEEAM_VBR_USERNAME).
    type: str
  password:
    description:
      - Password of O(username). It is sent to the server once for each run, and again if a token expires. It is never
        shown.
      - If the server rejects it, the other tasks of the run fail without another attempt, since repeated failed logins
        lock an account.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_PASSWORD).
    type: str
  access_token:
    description:
      - A token of the product, such as one from M(opendr.veeam.veeam_login), used instead of O(username) and
        O(password).
      - The task does not renew or end it. If it has expired, the task fails.
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
        colons. The certificate has to be exactly this one. Its names, its dates and its issuer are then not checked, so
        O(validate_certs) and O(ca_path) do not matter.
      - Use it for the certificate that the setup creates, which is not issued for any host name. If a certificate is
        not trusted, the message of the failed task shows its fingerprint. Compare it on the server before you use it.
      - If not set, the environment variable of the product is used, such as
        E(VEEAM_VBR_CERTIFICATE_FINGERPRINT).
    type: str
  timeout:
    description:
      - Number of seconds to wait for the server to send something, from 1 to 3600. A connection has to be made within 5
        seconds, or within this time if it is shorter. A whole response has to arrive within ten times this time.
      - It does not limit how long a task waits for work in the background.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_TIMEOUT).
    type: int
    default: 30
  retries:
    description:
      - How often a failed request is sent again, from 0 to 100, with increasing pauses or the pause that the server
        asks for. Only requests that cannot have changed anything are sent again.
      - All pauses of a task together take no longer than the task waits for work in the background, and never longer
        than 10 minutes.
      - If not set, the environment variable of the product is used, such as E(VEEAM_VBR_RETRIES).
    type: int
    default: 3
requirements:
  - requests
"""
