#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_logout
short_description: End a token of a backup server
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Ends an access token of Veeam Backup & Replication that M(opendr.veeam.veeam_login) returned. The server no longer
    accepts it.
  - If the token has already ended, nothing changes.
  - Tokens that modules get themselves end automatically and do not need this module.
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    support: full
    details:
      - Nothing is sent. It is not known whether the token has already ended, so a change is reported.
  diff_mode:
    support: none
    details: The only information is whether the token was ended.
seealso:
  - module: opendr.veeam.veeam_login
options:
  access_token:
    description:
      - The token to end. The task fails without it. O(username) and O(password) are not used.
      - If not set, the environment variable E(VEEAM_VBR_ACCESS_TOKEN) is used.
"""

EXAMPLES = r"""
- name: Log out, whatever happened before
  opendr.veeam.veeam_logout:
    url: https://veeam.example.com
    access_token: "{{ login.access_token }}"
"""

RETURN = r"""
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.logout import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
