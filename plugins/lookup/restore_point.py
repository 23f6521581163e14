# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choose restore points inside an expression, on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
name: restore_point
short_description: Choose the restore point to recover a machine from
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Returns the ID of the newest restore point of a machine that matches the options. The rules are those of the modules
    that restore, such as M(opendr.veeam.veeam_instant_recovery).
  - Suspicious and infected restore points are passed over unless O(malware_status) accepts them.
  - The lookup fails if no restore point is left, or if two machines have the name. The message lists the candidates.
  - The lookup runs on the controller and uses the same login as the tasks that run there. In a run without any module
    of the collection, nothing ends the token on the server. It expires by itself within an hour.
  - Modules that restore choose the restore point themselves. Use the lookup where a playbook has to decide something by
    the restore point, or pass its ID to something else.
extends_documentation_fragment:
  - opendr.veeam.vbr_plugin
options:
  _terms:
    description:
      - Exact names of machines or other backed-up objects in the backup, or the IDs of the objects.
    type: list
    elements: str
    required: true
  usable_for:
    description:
      - The operation that the restore point has to allow, such as V(StartViVMInstantRecovery) for instant recovery to
        vSphere. The choices are those of O(opendr.veeam.veeam_restore_point_info#module:usable_for).
      - If omitted, the chosen restore point may allow no operation at all.
    type: str
  facts:
    description:
      - Whether to return a dictionary about the restore point in place of its ID.
    type: bool
    default: false
  platform:
    description:
      - Platform on which the machine was backed up, such as V(VMware) or V(HyperV).
      - If omitted, machines of all platforms are considered.
    type: str
  backup:
    description:
      - Name or ID of the backup that has the restore point. If omitted, all backups of the machine are considered.
    type: str
  job:
    description:
      - Name or ID of the job whose backups have the restore point. If omitted, the backups of all jobs are considered.
    type: str
  before:
    description:
      - Only restore points created before this point in time, such as V(2026-05-04T13:30:00Z). It needs an
        offset.
    type: str
  after:
    description:
      - Only restore points created after this time.
    type: str
  type:
    description: Only restore points of these types. If omitted, restore points of all types.
    type: list
    elements: str
    choices: [Full, Increment, Rollback, Snapshot, Cdp, Different]
  malware_status:
    description:
      - The malware statuses to accept. A restore point without a status is accepted too.
    type: list
    elements: str
    choices: [Clean, Informative, Suspicious, Infected]
    default: [Clean, Informative]
  require_successful_session:
    description:
      - Whether the part of the backup session that created the restore point must have ended with success or a warning.
        A session that failed can leave a restore point that has only part of the data.
      - A restore point whose session the server no longer has is accepted.
    type: bool
    default: true
seealso:
  - module: opendr.veeam.veeam_restore_point_info
  - module: opendr.veeam.veeam_instant_recovery
  - module: opendr.veeam.veeam_vm_restore
"""

EXAMPLES = r"""
- name: Show the newest clean restore point of a machine
  ansible.builtin.debug:
    msg: "{{ lookup('opendr.veeam.restore_point', 'app01') }}"

- name: Stop if the newest usable restore point is too old
  ansible.builtin.assert:
    that: point.age_hours < 24
    fail_msg: "The newest usable restore point of {{ point.name }} is from {{ point.creation_time }}."
  vars:
    point: "{{ lookup('opendr.veeam.restore_point', 'app01', usable_for='StartViVMInstantRecovery', facts=true) }}"

- name: Show which newer restore points were passed over, and why
  ansible.builtin.debug:
    msg: "{{ lookup('opendr.veeam.restore_point', 'app01', facts=true).passed_over }}"

- name: Choose for several machines from the off-site copy on another server
  ansible.builtin.debug:
    msg: "{{ query('opendr.veeam.restore_point', 'app01', 'app01', backup='Offsite Copy') }}"
  vars:
    veeam_vbr_url: veeam-dr.example.com

- name: Continue without a restore point
  ansible.builtin.debug:
    msg: "{{ point | default('There is no restore point.', true) }}"
  vars:
    point: "{{ lookup('opendr.veeam.restore_point', 'app01', after='2099-01-01T00:00:00Z', errors='warn') }}"
"""

RETURN = r"""
_raw:
  description:
    - One element for each machine. The ID of its restore point, or with O(facts=true) a dictionary that has the keys of
      RV(opendr.veeam.veeam_instant_recovery#module:restore_point) - C(id), C(name), C(creation_time), C(age_hours),
      C(type), C(platform), C(backup_id), C(malware_status), C(session_result) and C(passed_over).
  type: list
  elements: raw
"""

from typing import TYPE_CHECKING, Any, cast

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import connection_options
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import HAS_REQUESTS
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_point_lookup import TERMS, lookup_module
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain, run_in_process

if TYPE_CHECKING:
    from ansible.template import Templar

NAME = "opendr.veeam.restore_point"
MODULE = lookup_module()
VARIABLES = tuple(f"veeam_vbr_{option}" for option in connection_options(MODULE.product))


class LookupModule(LookupBase):
    """Run the declaration of the lookup, and fail with the message that a module would have."""

    def run(self, terms: list[Any], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[Any]:
        """Return one restore point for each of ``terms``. Raises AnsibleLookupError."""
        if not HAS_REQUESTS:
            raise AnsibleLookupError(
                f"The lookup {NAME} needs the Python package requests, which is missing on the controller."
            )
        self.set_options(var_options=self._connection_from(variables or {}), direct=kwargs)
        given = {key: value for key, value in plain(self.get_options()).items() if value is not None}
        raw = {key: value for key, value in given.items() if key in MODULE.argument_spec}
        raw[TERMS] = plain(terms)
        result = run_in_process(MODULE, NAME, raw)
        if result.get("failed"):
            raise AnsibleLookupError(f"{NAME}: {result['msg']}")
        return list(result["restore_points"])

    def _connection_from(self, variables: dict[str, Any]) -> dict[str, Any]:
        """The variables of the connection. Ansible passes them as written, so their expressions are rendered here."""
        templar = cast("Templar", self._templar)
        return {name: templar.template(variables[name]) for name in VARIABLES if name in variables}
