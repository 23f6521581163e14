#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_server_info
short_description: Read version, time and certificate of a backup server
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Returns the properties of a backup server, such as its build and patches, database, clock and TLS certificate.
  - Returns the revisions of the REST API that the build supports, according to the vendor's table. Use them to choose
    O(api_version). The request itself needs a revision that the server supports. All builds that this collection
    supports know V(1.2-rev1).
  - The account needs the role Veeam Backup Administrator.
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
"""

EXAMPLES = r"""
# The connection comes from module_defaults, or from the environment variables VEEAM_VBR_URL and so on.
- name: Ask a server of unknown version, in the oldest revision that this collection speaks
  opendr.veeam.veeam_server_info:
    api_version: 1.2-rev1
  register: veeam

- name: Stop unless it is new enough for what follows
  ansible.builtin.assert:
    that: "'1.3-rev1' in veeam.supported_api_versions"
    fail_msg: "{{ veeam.server.name }} runs {{ veeam.server.build_version }}, which is too old."

- name: Use the newest revision that both sides know
  opendr.veeam.veeam_session_info:
    api_version: "{{ veeam.supported_api_versions | last }}"
    limit: 10
  register: newest

- name: Say in time that the server's certificate expires
  ansible.builtin.assert:
    that: (veeam.certificate.valid_by[:10] | to_datetime('%Y-%m-%d') - now()).days > 30
    fail_msg: The certificate of {{ veeam.server.name }} expires at {{ veeam.certificate.valid_by }}.
"""

RETURN = r"""
server:
  description: The installation.
  returned: success
  type: dict
  contains:
    name:
      description: DNS name or IP address of the server.
      type: str
      sample: backup01.dr.example
    vbr_id:
      description: ID of the installation.
      type: str
      sample: 4f3a9c9e-7a34-4dbe-8f0a-6a0f6f1f3f0a
    build_version:
      description: Build number of Veeam Backup & Replication.
      type: str
      sample: 13.0.1.180
    patches:
      description: Names of the patches that are installed.
      type: list
      elements: str
      sample: []
    platform:
      description: Operating system, V(Windows) or V(Linux).
      returned: with O(api_version=1.3-rev0) or later
      type: str
      sample: Windows
    database_vendor:
      description: Vendor of the database that holds the configuration.
      type: str
      sample: PostgreSql
    database_edition:
      description: Edition of the database. Empty if it has none.
      type: str
      sample: ""
    database_version:
      description: Version of the database.
      type: str
      sample: "17.5"
    database_schema_version:
      description: Version of the configuration's schema.
      type: str
      sample: 13.0.1.5
    database_content_version:
      description: Version of the configuration's content.
      type: str
      sample: 13.0.1.5
    registration:
      description: Registration of the server with the vendor.
      returned: with O(api_version=1.3-rev0) or later
      type: dict
      contains:
        is_registered:
          description: Whether it is registered.
          type: bool
          sample: true
        expiration_date:
          description: When the registration ends.
          returned: if the server is registered
          type: str
          sample: "2027-01-14T00:00:00+00:00"
        thumbprint:
          description: Thumbprint of the certificate of the registration.
          returned: if the server is registered
          type: str
          sample: 1D2C3B4A5F6E7D8C9B0A1F2E3D4C5B6A7F8E9D0C
time:
  description: The server's clock.
  returned: success
  type: dict
  contains:
    server_time:
      description: Date and time on the server.
      type: str
      sample: "2026-01-14T22:15:07.215+01:00"
    time_zone:
      description: Name of the time zone in the operating system.
      returned: if the server returns it
      type: str
      sample: (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
    iana_time_zone_id:
      description: Name of the time zone in the IANA database.
      returned: if the server returns it, with O(api_version=1.3-rev2) or later
      type: str
      sample: Europe/Vienna
certificate:
  description: The TLS certificate of the server.
  returned: success
  type: dict
  contains:
    subject:
      description: Subject of the certificate.
      type: str
      sample: CN=backup01.dr.example
    issued_to:
      description: To whom it was issued.
      type: str
      sample: CN=backup01.dr.example
    issued_by:
      description: Who issued it.
      type: str
      sample: CN=Example CA
    valid_from:
      description: Beginning of its validity.
      type: str
      sample: "2026-01-01T00:00:00+00:00"
    valid_by:
      description: End of its validity.
      type: str
      sample: "2027-01-01T00:00:00+00:00"
    is_trusted:
      description: Whether the server itself trusts it.
      returned: with O(api_version=1.3-rev0) or later
      type: bool
      sample: true
    thumbprint:
      description: Thumbprint of the certificate.
      type: str
      sample: 8F7E6D5C4B3A2F1E0D9C8B7A6F5E4D3C2B1A0F9E
    serial_number:
      description: Serial number of the certificate.
      type: str
      sample: 2A4F3C
    key_algorithm:
      description: Algorithm of its key.
      type: str
      sample: RSA
    key_size:
      description: Size of its key, in bits.
      type: str
      sample: "2048"
newest_api_version:
  description:
    - Newest revision of the REST API that the build supports, according to the vendor's table. This collection may not
      support it.
    - For a build that is newer than the table, this is the newest known revision, and the task shows a warning. V(null)
      if the build number cannot be read.
  returned: success
  type: str
  sample: 1.3-rev1
supported_api_versions:
  description: The values of O(api_version) that the build supports, the oldest first.
  returned: success
  type: list
  elements: str
  sample: [1.2-rev1, 1.3-rev0, 1.3-rev1]
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What kind of failure it is, for C(rescue) to act on.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(TaskInterrupted) - Ctrl-C or a signal ended the task. It has closed what it had opened on the server.
        - V(Unexpected) - Something happened that the collection is not prepared for, such as a response that is not one
          of the API.
        - V(UnexpectedResponse) - The server reported success, and its response lacks what the task cannot do without.
      type: str
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.server_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
