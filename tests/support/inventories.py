# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an inventory with the collection's inventory plugin in this process, as Ansible would."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import yaml
from ansible import constants
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader

from ansible_collections.opendr.veeam.plugins.inventory import backups
from support.modules import FULL_NAME

KIND = "inventory"


def options() -> dict[str, Any]:
    """The documented options of the plugin, with those of its fragments."""
    documentation = yaml.safe_load(backups.DOCUMENTATION)
    found: dict[str, Any] = {}
    for fragment in documentation["extends_documentation_fragment"]:
        found.update(_fragment(fragment)["options"])
    return {**found, **documentation["options"]}


def _fragment(name: str) -> dict[str, Any]:
    place = "ansible_collections.opendr.veeam.plugins" if name.startswith(FULL_NAME) else "ansible.plugins"
    module = importlib.import_module(f"{place}.doc_fragments.{name.removeprefix(FULL_NAME)}")
    fragment: dict[str, Any] = yaml.safe_load(module.ModuleDocFragment.DOCUMENTATION)
    return fragment


def read_inventory(directory: Path, fresh: bool = False, **given: Any) -> InventoryData:
    """The inventory that a file with these options makes; ``fresh`` is for a run that uses no cache."""
    constants.config.initialize_plugin_configuration_definitions(KIND, backups.NAME, options())
    path = directory / "backups.veeam.yml"
    path.write_text(yaml.safe_dump({"plugin": backups.NAME, **given}), "utf-8")
    plugin = backups.InventoryModule()
    # What the loader of plugins does.
    plugin._load_name = plugin.ansible_name = backups.NAME
    plugin._redirected_names = [backups.NAME]
    inventory = InventoryData()
    assert plugin.verify_file(str(path))
    plugin.parse(inventory, DataLoader(), str(path), not fresh)
    if getattr(plugin, "_cache", None):
        plugin.update_cache_if_changed()
    inventory.reconcile_inventory()
    return inventory


def groups_of(inventory: InventoryData) -> dict[str, list[str]]:
    """The hosts of each group."""
    return {name: [host.name for host in group.hosts] for name, group in inventory.groups.items()}
