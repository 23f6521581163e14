# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of the collection and their declarations, found on disk."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from tools.generate.problem import Problem
from tools.paths import ROOT

FULL_NAME = "opendr.veeam."
MODULES = ROOT / "plugins" / "modules"
MODULE_UTILS = ROOT / "plugins" / "module_utils"
# What the names of a product's modules begin with. VBR's is the beginning of the others, so it comes last.
# The folder of the modules that serve all products, whose names begin like those of VBR.
ANY_PRODUCT = "any_product"
PREFIXES = {"azure": "veeam_azure_", "m365": "veeam_m365_", "vbr": "veeam_"}


@dataclass(frozen=True)
class Module:
    """A module: its name, the dotted place of its declaration under module_utils, and the declaration."""

    name: str
    place: str
    declaration: Declaration

    @property
    def file(self) -> Path:
        """The module's own file."""
        return MODULES / f"{self.name}.py"

    @property
    def product(self) -> Product:
        """The product that it speaks to."""
        return self.declaration.product

    @property
    def products(self) -> list[str]:
        """The names of the products that it can speak to."""
        return [product.name for product in self.declaration.products or (self.product,)]


def module_names() -> list[str]:
    """Every module, by the name of its file."""
    return sorted(path.stem for path in MODULES.glob("*.py") if path.stem != "__init__")


def place_of(name: str) -> str:
    """Where under module_utils a module is declared: `vbr.repository`, or `vbr.vm_restore.module` for a folder."""
    shared = name.removeprefix(PREFIXES["vbr"])
    if (MODULE_UTILS / ANY_PRODUCT / f"{shared}.py").is_file():
        return f"{ANY_PRODUCT}.{shared}"
    product, prefix = next((product, prefix) for product, prefix in PREFIXES.items() if name.startswith(prefix))
    stem = name.removeprefix(prefix)
    if (MODULE_UTILS / product / f"{stem}.py").is_file():
        return f"{product}.{stem}"
    if (MODULE_UTILS / product / stem / "module.py").is_file():
        return f"{product}.{stem}.module"
    raise Problem(f"{name}: there is no declaration in plugins/module_utils/{product}/{stem}.py or {stem}/module.py.")


@cache
def module(name: str) -> Module:
    """The module of that name with its declaration, imported from the copy of the collection."""
    place = place_of(name)
    imported = importlib.import_module(f"ansible_collections.opendr.veeam.plugins.module_utils.{place}")
    declaration: Declaration = imported.MODULE
    return Module(name, place, declaration)


def all_modules() -> list[Module]:
    """Every module, by name."""
    return [module(name) for name in module_names()]


def maker_of(reader: Module) -> Module | None:
    """The module that makes the objects which another one lists; None for a list of what nobody makes."""
    paths = [listing.path for listing in reader.declaration.api.listings[:1]]
    makers = [
        maker
        for maker in all_modules()
        if maker.declaration.resource is not None
        and maker.product is reader.product
        and maker.declaration.resource.path in paths
    ]
    return makers[0] if makers and makers[0].name != reader.name else None
