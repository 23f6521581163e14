# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options of plugins that serve several products, each of which has environment variables of its own."""

from __future__ import annotations


class ModuleDocFragment:
    """Where the server is, and who asks."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Address of the server, as a host name, V(host:port) or V(https://host:port).
      - Required. If not set, the environment variable E(VEEAM_VBR_URL) is used, or E(VEEAM_AZURE_URL) with
        O(product=azure). The other options of the connection have such variables too, named after the option.
    type: str
  username:
    description: Account on the server. A role that can only read is enough. Not needed with O(access_token).
    type: str
  password:
    description:
      - Password of O(username). It is sent to the server once for each run, and never shown.
      - Do not write it into the file. Use the environment variable, or an expression with a lookup.
    type: str
  access_token:
    description: A token of the server, used instead of O(username) and O(password).
    type: str
  api_version:
    description: >-
      Revision of the REST API. If omitted, V(1.3-rev1) is used, or V(v8) with O(product=azure).
    type: str
  validate_certs:
    description: >-
      Whether the TLS certificate of the server must be valid, trusted and issued for the name in O(url). If omitted, it
      must be.
    type: bool
  ca_path:
    description: >-
      File or directory with the CA certificates to trust, in PEM format. If omitted, the certificates of the Python
      package C(requests) are used.
    type: path
  certificate_fingerprint:
    description: >-
      SHA-256 or SHA-1 fingerprint of the server's certificate. The certificate has to be exactly this one, and nothing
      else about it is checked. If omitted, the certificate is checked as O(validate_certs) says.
    type: str
  timeout:
    description: Number of seconds to wait for each part of a response, from 1 to 3600. If omitted, 30.
    type: int
  retries:
    description: How often a failed read is sent again. If omitted, 3 times.
    type: int
requirements:
  - requests
"""
