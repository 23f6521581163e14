#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_export
short_description: Write what a server has as a playbook
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Reads the objects of a server and writes a directory with a task for each, in the terms of the modules of this
    collection. Other objects are named by their names and not by their IDs.
  - The playbook C(apply.yml) in the directory applies all tasks in the right order. Applied to the same server, it
    changes nothing. Applied to another server, it makes the same objects there.
  - Secrets cannot be read from a server. C(secrets_to_fill_in.yml) lists a variable for each. Copy it to
    C(secrets.yml), fill in what is needed, and encrypt it. Without a value, the option is left out, which is enough for
    an object that exists. A secret in an item of a list is always needed, such as the community string of an SNMP
    server.
extends_documentation_fragment:
  - opendr.veeam.any_product
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    details:
      - The server is only read in any case. In check mode, no file is written.
  idempotent:
    details:
      - The directory is written only if the server has changed.
notes:
  - The objects that the server creates by itself, such as its default repository, are written as well.
  - Objects whose type no module manages, such as jobs of agents, are left out. A warning counts them.
  - A job that is disabled gets a second task, with M(opendr.veeam.veeam_job), that disables it.
  - What a server cannot be asked for is left out, such as not being the default mount server.
  - If a play sets C(module_defaults) for the action groups of several products, this module gets those of all of them.
    In such a play, use the environment variables for the connections, or give the connection in the task.
seealso:
  - module: opendr.veeam.veeam_object
options:
  directory:
    description:
      - Directory to write, on the machine that the module runs on. The directory that it is in must exist.
      - The files of an export are C(apply.yml), C(secrets_to_fill_in.yml) and C(tasks/veeam_*.yml). They are written
        all or not at all. Other files in the directory, such as C(secrets.yml) or C(.git), are left alone.
      - The task fails if the directory holds files and no earlier export, which the first line of its C(apply.yml)
        shows.
    type: path
    required: true
  modules:
    description:
      - Names of the modules whose objects are written, such as V(veeam_repository).
      - If omitted, all modules of the product that manage a kind of object.
    type: list
    elements: str
  force:
    description:
      - Whether the files of an earlier export in O(directory) are replaced.
      - With V(false), the task fails if they have other content than what would be written.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Write the repositories and what they need
  opendr.veeam.veeam_export:
    product: vbr
    directory: "{{ export_directory }}"
    modules: [veeam_credential, veeam_repository]
  register: written

- name: Write all that the modules can manage, and replace the last export
  opendr.veeam.veeam_export:
    product: vbr
    directory: "{{ export_directory }}"
    force: true
"""

RETURN = r"""
directory:
  description: The absolute path of the directory.
  returned: success
  type: str
  sample: /srv/veeam/site
files:
  description: The files of the export, relative to the directory.
  returned: success
  type: list
  elements: str
  sample: [apply.yml, secrets_to_fill_in.yml, tasks/veeam_credential.yml]
objects:
  description: Number of objects that were written, by the name of the module.
  returned: success
  type: dict
  sample:
    veeam_credential: 12
secrets:
  description: What a person has to fill in to make the objects on another server.
  returned: success
  type: list
  elements: dict
  sample: []
  contains:
    variable:
      description: Name of the variable.
      type: str
    module:
      description: Module of the task that uses it.
      type: str
    object:
      description: Name of the object.
      type: str
    option:
      description:
        - Option that the variable is for, dotted for a suboption, with the number of an item of a list from 0.
      type: str
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
        - V(ActionRequired) - A session waits for an action by a person.
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(DirectoryNotWritten) - The directory exists with other content, or cannot be written.
        - V(FolderHoldsRepository) - The folder is already a repository, and the task does not say to import it, or
          lacks its password or key.
        - V(ImmutableOption) - The task changes an option that can only be set when the object is created.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(OtherOwner) - The repository belongs to another backup proxy server or backup proxy pool than the task
          gives.
        - V(RepositoryInUse) - Policies, storage templates or settings use the repository, so it cannot be removed.
        - V(RepositoryNotReady) - The repository exists, but the server could not complete it.
        - V(RepositoryOfAnother) - Another appliance owns the repository, so this one cannot change it.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after C(wait_timeout) seconds. It continues on the server.
        - V(TaskInterrupted) - Ctrl-C or a signal ended the task. It has closed what it had opened on the server.
        - V(Unexpected) - Something happened that the collection is not prepared for, such as a response that is not one
          of the API.
        - V(UnexpectedResponse) - The server reported success, and its response lacks what the task cannot do without.
        - V(WrongPassword) - The repository is encrypted with another password.
      type: str
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.export import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
