# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machines that a backup server protects, as an inventory."""

from __future__ import annotations

DOCUMENTATION = r"""
name: backups
short_description: Machines that a backup server protects
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Returns the machines in the backups of Veeam Backup & Replication, or the protected Azure VMs of Veeam Backup for
    Microsoft Azure, with their newest restore points. The hosts are the machines as they were backed up.
  - The file has to end in V(veeam.yml) or V(veeam.yaml).
  - Only lists are read, page by page, so the number of requests is that of the pages and does not grow with each
    machine. Restore points are read newest first, and only until the newest clean one of each machine is known.
  - Each host has the variables C(veeam_name), C(veeam_platform), C(veeam_object_ids), C(veeam_last_restore_point),
    C(veeam_last_clean_restore_point) (each with C(id), C(creation_time), C(age_hours), C(type), C(malware_status),
    C(job) and more; null without one), C(veeam_malware_status), C(veeam_jobs), C(veeam_repositories),
    C(veeam_immutable), C(veeam_older_than_rpo) and C(veeam_has_clean_restore_point). Of Veeam Backup & Replication also
    C(veeam_restore_points_count), C(veeam_last_run_failed) and C(veeam_immutable_days). Of Azure VMs also
    C(veeam_azure_id), C(veeam_resource_group), C(veeam_subscription), C(veeam_region), C(veeam_os_type) and
    C(veeam_vm_size).
  - C(veeam_jobs) and C(veeam_repositories) are those of the newest restore point and the newest clean one. An Azure VM
    has the policy in place of a job. Its clean restore points are those that can be restored from.
  - The name of a host is that of its machine. If several machines have the name, the platform follows it, and where
    that is not enough the ID of the backup object.
  - The text comes from the server and is never evaluated as a template.
extends_documentation_fragment:
  - opendr.veeam.backups_plugin
  - constructed
  - inventory_cache
options:
  plugin:
    description: The name of this plugin, V(opendr.veeam.backups).
    type: str
    required: true
    choices: [opendr.veeam.backups]
  product:
    description: The product of the server. V(vbr) is Veeam Backup & Replication.
    type: str
    choices: [vbr, azure]
    default: vbr
  rpo_hours:
    description:
      - The recovery point objective, in hours. A machine whose newest clean restore point is older, or that has none,
        is in the group C(older_than_rpo).
    type: float
    default: 24
  malware_status:
    description: The malware statuses of a clean restore point. One without a status is clean too.
    type: list
    elements: str
    choices: [Clean, Informative, Suspicious, Infected]
    default: [Clean, Informative]
  restore_points_days:
    description:
      - How many days of restore points are read. A machine whose newest one is older is shown without one. Set it for a
        server with many machines that are no longer backed up, because for these every restore point would be read.
      - If omitted, all restore points count. It has no effect with O(product=azure).
    type: int
  filters:
    description:
      - Which machines to show. A machine has to match each suboption that is given. If omitted, all are shown.
    type: dict
    default: {}
    suboptions:
      name:
        description: Names, in which C(*) and C(?) match other characters.
        type: list
        elements: str
      platform:
        description: Platforms, such as V(VMware) or V(HyperV).
        type: list
        elements: str
      job:
        description: Names of jobs or Azure policies, in which C(*) and C(?) match other characters.
        type: list
        elements: str
      repository:
        description: Names of repositories, in which C(*) and C(?) match other characters.
        type: list
        elements: str
      malware_status:
        description: Malware statuses of the newest restore point.
        type: list
        elements: str
  default_groups:
    description:
      - Whether to create the groups C(platform_<platform>), C(job_<job>), C(malware_<status>), C(older_than_rpo),
        C(no_clean_restore_point) and C(immutable).
    type: bool
    default: true
seealso:
  - plugin: opendr.veeam.restore_point
    plugin_type: lookup
  - module: opendr.veeam.veeam_backup_object_info
"""

EXAMPLES = r"""
# backups.veeam.yml: machines of a backup server. The account is in the environment variables VEEAM_VBR_USERNAME and
# VEEAM_VBR_PASSWORD.
plugin: opendr.veeam.backups
url: https://vbr.example.com:9419
rpo_hours: 26
filters:
  platform: [VMware, HyperV]
  job: ["Nightly *"]
keyed_groups:
  - key: veeam_repositories
    prefix: repository
groups:
  failed_last_night: veeam_last_run_failed
  linux: "'linux' in veeam_name"
compose:
  restore_point_age: veeam_last_restore_point.age_hours | default(-1)

---
# Keep the list for an hour, so that not every run reads it.
plugin: opendr.veeam.backups
url: https://vbr.example.com:9419
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: /var/tmp/veeam-inventory
cache_timeout: 3600

---
# Protected Azure VMs. The account is in VEEAM_AZURE_USERNAME and VEEAM_AZURE_PASSWORD.
plugin: opendr.veeam.backups
product: azure
url: https://veeam-azure.example.com
filters:
  name: ["prod-*"]
keyed_groups:
  - key: veeam_region
    prefix: region
"""

import time
from typing import TYPE_CHECKING, Any

from ansible import template
from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable

from ansible_collections.opendr.veeam.plugins.module_utils.azure.protected_machines import MODULE as AZURE_VMS
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import connection_options
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import HAS_REQUESTS
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.protected_machines import MODULE as VBR_MACHINES
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain, run_in_process
from ansible_collections.opendr.veeam.plugins.plugin_utils.inventory_hosts import default_groups, hosts_of, selected

if TYPE_CHECKING:
    from ansible.inventory.data import InventoryData
    from ansible.parsing.dataloader import DataLoader

NAME = "opendr.veeam.backups"
DECLARATIONS: dict[str, Declaration] = {"vbr": VBR_MACHINES, "azure": AZURE_VMS}
FILE_ENDINGS = ("veeam.yml", "veeam.yaml")
# So it is since ansible-core 2.19. Before, a text has to be marked so that it is not evaluated.
ONLY_TRUSTED_TEXT_IS_A_TEMPLATE = hasattr(template, "trust_as_template")


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Run the declaration of the product, and make hosts and groups of what it returns."""

    NAME = NAME

    def verify_file(self, path: str) -> bool:
        """Whether the name of a file says that it is for this plugin."""
        return bool(super().verify_file(path)) and path.endswith(FILE_ENDINGS)

    def parse(self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True) -> None:
        """Add the machines to ``inventory``. Raises AnsibleParserError with the message that a module would have."""
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        found = self._cached_machines(path, cache)
        try:
            machines = selected(found["machines"], plain(self.get_option("filters")))
        except ValueError as error:
            raise AnsibleParserError(f"{NAME}: {error}") from error
        now = found["server_seconds"] + time.time() - found["read_at"]
        for host, variables in hosts_of(machines, now, self.get_option("rpo_hours")):
            self._add(inventory, host, variables)

    def _add(self, inventory: InventoryData, host: str, variables: dict[str, Any]) -> None:
        if not ONLY_TRUSTED_TEXT_IS_A_TEMPLATE:
            # Later versions of ansible-core deprecate this file, so it is imported only where it is needed.
            from ansible.utils.unsafe_proxy import wrap_var  # noqa: PLC0415

            # inventory_hostname is a variable too. The names of groups have no characters of a template left.
            host, variables = wrap_var(host), wrap_var(variables)
        inventory.add_host(host)
        for name, value in variables.items():
            inventory.set_variable(host, name, value)
        if self.get_option("default_groups"):
            for group in default_groups(variables):
                inventory.add_child(inventory.add_group(self._sanitize_group_name(group)), host)
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), variables, host, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, host, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, host, strict=strict)

    def _cached_machines(self, path: str, cache: bool) -> dict[str, Any]:
        """What the server returned, now or when the cache was filled. The cache has no secret in it."""
        arguments = self._arguments()
        # Another server or other rules must not find what is kept for this one.
        key = self.get_cache_key("\n".join((path, *self._cache_facts(arguments))))
        uses_cache = self.get_option("cache")
        if uses_cache and cache:
            try:
                return dict(self._cache[key])
            except KeyError:
                pass
        found = self._read(arguments)
        if uses_cache:
            self._cache[key] = found
        return found

    def _arguments(self) -> dict[str, Any]:
        options, declaration = plain(self.get_options()), DECLARATIONS[self.get_option("product")]
        given = {key: value for key, value in options.items() if value is not None and key in declaration.argument_spec}
        platforms = (options["filters"] or {}).get("platform") or []
        if "platform" in declaration.options and len(platforms) == 1:
            # The server has less to return.
            given["platform"] = platforms[0]
        # Expressions are allowed, so that the file does not have to hold a password.
        connection = connection_options(declaration.product)
        return {key: self._rendered(value) if key in connection else value for key, value in given.items()}

    def _rendered(self, value: object) -> Any:
        return plain(self.templar.template(value)) if isinstance(value, str) else value

    def _cache_facts(self, arguments: dict[str, Any]) -> list[str]:
        secrets = ("password", "access_token")
        known = {"product": self.get_option("product"), **arguments}
        return [f"{key}={value}" for key, value in sorted(known.items()) if key not in secrets]

    def _read(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if not HAS_REQUESTS:
            raise AnsibleParserError(
                f"The inventory plugin {NAME} needs the Python package requests, which is missing on the controller."
            )
        result = run_in_process(DECLARATIONS[self.get_option("product")], NAME, arguments)
        if result.get("failed"):
            raise AnsibleParserError(f"{NAME}: {result['msg']}")
        return {
            "machines": result["machines"],
            "server_seconds": result["server_seconds"],
            "read_at": time.time(),
        }
