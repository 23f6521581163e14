# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that follow from the list of modules alone."""

from __future__ import annotations

from collections.abc import Iterable

from tools.generate.catalog import PREFIXES, Module
from tools.generate.problem import Problem
from tools.generate.yaml_text import read
from tools.paths import ROOT

RUNTIME = ROOT / "meta" / "runtime.yml"
README = ROOT / "README.md"
DECLARATIONS = ROOT / "plugins" / "module_utils" / "any_product" / "declarations.py"
ACTIONS = ROOT / "plugins" / "action"

_ACTION = '''\
# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs M(opendr.veeam.{name}) inside the controller; see plugin_utils/action.py."""

from __future__ import annotations

from ansible_collections.opendr.veeam.plugins.module_utils.{place} import MODULE
from ansible_collections.opendr.veeam.plugins.plugin_utils.action import ModuleAction


class ActionModule(ModuleAction):
    """The name by which Ansible finds it."""

    declaration = MODULE
'''
_DECLARATIONS = '''\
# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module that manages a kind of object, by its name. Written by make generate. Private to the collection."""

from __future__ import annotations

{imports}
MANAGING: dict[str, Declaration] = {{
{entries}}}
'''
_GROUPS = "action_groups:\n"
_BEGIN, _END = "<!-- modules: written by make generate -->\n", "<!-- end of modules -->\n"
_PRODUCTS = {
    "vbr": "Veeam Backup & Replication",
    "azure": "Veeam Backup for Microsoft Azure",
    "m365": "Veeam Backup for Microsoft 365",
}


def action_file(module: Module) -> str:
    """The action plugin that stands in front of a module."""
    return _ACTION.format(name=module.name, place=module.place)


def runtime(modules: Iterable[Module], text: str) -> str:
    """meta/runtime.yml with every module in the action group of its product, or of each of its products."""
    every = sorted(modules, key=lambda module: module.name)
    names = {product: [module for module in every if product in module.products] for product in PREFIXES}
    groups = {product: [module.name for module in names[product]] for product in _PRODUCTS}
    head, found, _old = text.partition(_GROUPS)
    if not found:
        raise Problem("meta/runtime.yml has no line 'action_groups:' for the groups to follow.")
    lines = [_GROUPS]
    for product, group in groups.items():
        lines.append(f"  {product}:\n" if group else f"  {product}: []\n")
        lines += [f"    - {name}\n" for name in group]
    return head + "".join(lines)


def readme(modules: Iterable[Module], descriptions: dict[str, str], text: str) -> str:
    """README.md with its tables of modules, each in the words of its short description."""
    head, begin, rest = text.partition(_BEGIN)
    _old, end, tail = rest.partition(_END)
    if not begin or not end:
        raise Problem(f"README.md has no lines {_BEGIN.strip()!r} and {_END.strip()!r} for the tables to go between.")
    by_product = _by_product(modules)
    titles = {
        product: f"For {title}, in the action group `opendr.veeam.{product}`" for product, title in _PRODUCTS.items()
    }
    tables = [
        f"\n{title}:\n\n| module | what it does |\n|---|---|\n"
        + "".join(f"| `{module.name}` | {descriptions[module.name]} |\n" for module in group)
        for product, title in (*titles.items(), ("", "For all three, in the three action groups"))
        if (group := by_product[product])
    ]
    return head + begin + "".join(tables) + "\n" + end + tail


def declarations(modules: Iterable[Module]) -> str:
    """The file that lists what manages a kind of object, for modules that work with all of them."""
    managing = [one for one in modules if one.declaration.resource is not None]
    imports = sorted(f"from ..{one.place} import MODULE as {one.name.upper()}\n" for one in managing)
    entries = sorted(f'    "{one.name}": {one.name.upper()},\n' for one in managing)
    lines = sorted([*imports, "from ..engine.task import Declaration\n"])
    return _DECLARATIONS.format(imports="".join(lines), entries="".join(entries))


def short_description(documentation: str) -> str:
    """The line by which a module is listed."""
    found: str = read(documentation)["short_description"]
    return found


def _by_product(modules: Iterable[Module]) -> dict[str, list[Module]]:
    """The modules of each product, and under the empty name those of several."""
    found: dict[str, list[Module]] = {product: [] for product in (*PREFIXES, "")}
    for module in sorted(modules, key=lambda module: module.name):
        found[module.product.name if len(module.products) == 1 else ""].append(module)
    return found
