# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options of the VBR plugins that run on the controller and take variables too."""

from __future__ import annotations


class ModuleDocFragment:
    """Where the backup server is, and who asks."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Address of the backup server, as a host name, V(host:port) or V(https://host:port).
      - Required. Without a port, 9419 is used, the default of the REST API service.
    type: str
    env: [{name: VEEAM_VBR_URL}]
    vars: [{name: veeam_vbr_url}]
  username:
    description: Account in Veeam Backup & Replication. Not needed with O(access_token).
    type: str
    env: [{name: VEEAM_VBR_USERNAME}]
    vars: [{name: veeam_vbr_username}]
  password:
    description: Password of O(username). It is sent to the server once for each run, and never shown.
    type: str
    env: [{name: VEEAM_VBR_PASSWORD}]
    vars: [{name: veeam_vbr_password}]
  access_token:
    description: A token from M(opendr.veeam.veeam_login), used instead of O(username) and O(password).
    type: str
    env: [{name: VEEAM_VBR_ACCESS_TOKEN}]
    vars: [{name: veeam_vbr_access_token}]
  api_version:
    description: Revision of the REST API.
    type: str
    choices: ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]
    default: "1.3-rev1"
    env: [{name: VEEAM_VBR_API_VERSION}]
    vars: [{name: veeam_vbr_api_version}]
  validate_certs:
    description: Whether the TLS certificate of the server must be valid, trusted and issued for the name in O(url).
    type: bool
    default: true
    env: [{name: VEEAM_VBR_VALIDATE_CERTS}]
    vars: [{name: veeam_vbr_validate_certs}]
  ca_path:
    description: >-
      File or directory with the CA certificates to trust, in PEM format. If omitted, the certificates of the Python
      package C(requests) are used.
    type: path
    env: [{name: VEEAM_VBR_CA_PATH}]
    vars: [{name: veeam_vbr_ca_path}]
  certificate_fingerprint:
    description: >-
      SHA-256 or SHA-1 fingerprint of the server's certificate. The certificate has to be exactly this one, and nothing
      else about it is checked.
    type: str
    env: [{name: VEEAM_VBR_CERTIFICATE_FINGERPRINT}]
    vars: [{name: veeam_vbr_certificate_fingerprint}]
  timeout:
    description: Number of seconds to wait for each part of a response, from 1 to 3600.
    type: int
    default: 30
    env: [{name: VEEAM_VBR_TIMEOUT}]
    vars: [{name: veeam_vbr_timeout}]
  retries:
    description: How often a failed read is sent again.
    type: int
    default: 3
    env: [{name: VEEAM_VBR_RETRIES}]
    vars: [{name: veeam_vbr_retries}]
requirements:
  - requests
"""
