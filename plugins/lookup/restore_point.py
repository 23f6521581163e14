# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses restore points inside an expression, on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
name: restore_point
short_description: Choose the restore point to recover a machine from
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Returns the ID of the newest restore point of a machine that matches the options. The rules are the same as in the
    modules that restore, such as M(opendr.veeam.veeam_instant_recovery).
  - Restore points that are suspicious or infected are not used unless O(malware_status) accepts them.
  - If no restore point is left, or several machines have the name, the lookup fails and lists the candidates.
  - Runs on the controller. It shares one login with the tasks of the run that run on the controller. In a run that uses
    no module of the collection, the token is not ended on the server. It expires within an hour.
  - A module that restores chooses a restore point itself. Use the lookup if the playbook needs the restore point, for
    example for a decision or a report.
extends_documentation_fragment:
  - opendr.veeam.vbr_plugin
options:
  _terms:
    description:
      - Names of machines or other backed-up objects, exactly as in the backup, or the IDs of the objects.
    type: list
    elements: str
    required: true
  usable_for:
    description:
      - The operation that the restore point must allow, such as V(StartViVMInstantRecovery) for instant recovery to
        vSphere. The values are those of O(opendr.veeam.veeam_restore_point_info#module:usable_for).
      - If omitted, operations are not filtered.
    type: str
  facts:
    description:
      - Whether to return the restore point as the modules return it, instead of only its ID.
    type: bool
    default: false
  platform:
    description:
      - Platform on which the machine was backed up, such as V(VMware) or V(HyperV).
      - If omitted, platforms are not filtered.
    type: str
  backup:
    description:
      - Name or ID of the backup that holds the restore point. If omitted, backups are not filtered.
    type: str
  job:
    description:
      - Name or ID of the job that created the backup of the restore point. If omitted, jobs are not filtered.
    type: str
  before:
    description:
      - Only restore points created before this time, such as V(2026-05-04T13:30:00Z). Without an offset it is UTC.
    type: str
  after:
    description:
      - Only restore points created after this time.
    type: str
  type:
    description: Only restore points of these types. If omitted, types are not filtered.
    type: list
    elements: str
    choices: [Full, Increment, Rollback, Snapshot, Cdp, Different]
  malware_status:
    description:
      - The malware statuses to accept. A restore point without a status is accepted.
    type: list
    elements: str
    choices: [Clean, Informative, Suspicious, Infected]
    default: [Clean, Informative]
seealso:
  - module: opendr.veeam.veeam_restore_point_info
  - module: opendr.veeam.veeam_instant_recovery
  - module: opendr.veeam.veeam_vm_restore
"""

EXAMPLES = r"""
- name: Show the newest clean restore point of a machine
  ansible.builtin.debug:
    msg: "{{ lookup('opendr.veeam.restore_point', 'app01') }}"

- name: Refuse to go on where it is too old
  ansible.builtin.assert:
    that: point.age_hours < 24
    fail_msg: "The newest usable restore point of {{ point.name }} is of {{ point.creation_time }}."
  vars:
    point: "{{ lookup('opendr.veeam.restore_point', 'app01', usable_for='StartViVMInstantRecovery', facts=true) }}"

- name: Show which newer ones were passed over, and why
  ansible.builtin.debug:
    msg: "{{ lookup('opendr.veeam.restore_point', 'app01', facts=true).passed_over }}"

- name: Choose for several machines, from the off-site copy, on another server
  ansible.builtin.debug:
    msg: "{{ query('opendr.veeam.restore_point', 'app01', 'app01', backup='Offsite Copy') }}"
  vars:
    veeam_vbr_url: veeam-dr.example.com

- name: Go on without one
  ansible.builtin.debug:
    msg: "{{ point | default('There is none.', true) }}"
  vars:
    point: "{{ lookup('opendr.veeam.restore_point', 'app01', after='2099-01-01T00:00:00Z', errors='warn') }}"
"""

RETURN = r"""
_raw:
  description:
    - One element for each machine. The ID of its restore point, or with O(facts=true) a dictionary that has the keys of
      RV(opendr.veeam.veeam_instant_recovery#module:restore_point) - C(id), C(name), C(creation_time), C(age_hours),
      C(type), C(platform), C(backup_id), C(malware_status) and C(passed_over).
  type: list
  elements: raw
"""

from typing import TYPE_CHECKING, Any, cast

from ansible.errors import AnsibleLookupError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import connection_options
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import execute
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import HAS_REQUESTS
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_point_lookup import TERMS, lookup_module
from ansible_collections.opendr.veeam.plugins.plugin_utils.action import plain, run_token

if TYPE_CHECKING:
    from ansible.template import Templar

NAME = "opendr.veeam.restore_point"
MODULE = lookup_module()
VARIABLES = tuple(f"veeam_vbr_{option}" for option in connection_options(MODULE.product))


class LookupModule(LookupBase):
    """Asks the server, and fails as a module would."""

    def run(self, terms: list[Any], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[Any]:
        """One restore point for each of ``terms``. Raises AnsibleLookupError."""
        if not HAS_REQUESTS:
            raise AnsibleLookupError(f"The lookup {NAME} needs the Python package requests on the controller.")
        self.set_options(var_options=self._connection_from(variables or {}), direct=kwargs)
        given = {key: value for key, value in plain(self.get_options()).items() if value is not None}
        raw = {key: value for key, value in given.items() if key in MODULE.argument_spec}
        raw[TERMS] = plain(terms)
        validation = ArgumentSpecValidator(MODULE.argument_spec, **MODULE.constraints).validate(raw)
        if validation.error_messages:
            raise AnsibleLookupError(f"{NAME}: {validation.error_messages[0]}")
        outcome = execute(MODULE, NAME, raw, validation.validated_parameters, keep_token=run_token)
        secrets = outcome.secrets | set(validation._no_log_values)
        for warning in sorted(outcome.warnings):
            Display().warning(remove_values(warning, secrets))
        result = remove_values(outcome.result, secrets)
        if result.get("failed"):
            raise AnsibleLookupError(str(result["msg"]))
        return list(result["found"])

    def _connection_from(self, variables: dict[str, Any]) -> dict[str, Any]:
        """The variables of the connection. Ansible hands them over as they are written, with expressions in them."""
        templar = cast("Templar", self._templar)
        return {name: templar.template(variables[name]) for name in VARIABLES if name in variables}
