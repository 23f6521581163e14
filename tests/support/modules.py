# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of the collection, as they are on disk, so that a new module is tested without being listed anywhere."""

from __future__ import annotations

import copy
import functools
import importlib
import inspect
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.engine import task
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource

# The copy that the collection is imported from.
COLLECTION = Path(inspect.getfile(task)).parents[3]
MODULES = COLLECTION / "plugins" / "modules"
FULL_NAME = "opendr.veeam."


def _load(text: str) -> Any:
    # By libyaml where PyYAML has it, as its wheels do: some ten times as fast.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (both are safe)


def module_names() -> list[str]:
    """Every module, by the name of its file."""
    return sorted(path.stem for path in MODULES.glob("*.py") if path.stem != "__init__")


def _module(name: str) -> Any:
    return importlib.import_module(f"ansible_collections.opendr.veeam.plugins.modules.{name}")


def declaration(name: str) -> Declaration:
    """What the module declares."""
    declared: Declaration = _module(name).MODULE
    return declared


def resource_modules() -> list[str]:
    """The modules that create or change a kind of object, and not only what objects of other modules do."""
    resources = {name: declaration(name).resource for name in module_names()}
    return [name for name, found in resources.items() if found is not None and (found.create or found.update)]


def resource_of(name: str) -> Resource:
    """The resource of a module that has a resource."""
    resource = declaration(name).resource
    assert resource is not None, f"{name} has no resource"
    return resource


def text(name: str, part: str) -> str:
    """The module's ``DOCUMENTATION``, ``EXAMPLES`` or ``RETURN`` as it is written."""
    written: str = getattr(_module(name), part, "")
    return written


@functools.cache
def _documentation(name: str) -> dict[str, Any]:
    documentation: dict[str, Any] = _load(text(name, "DOCUMENTATION"))
    for fragment in documentation.get("extends_documentation_fragment", []):
        for section, content in _fragment(fragment).items():
            if isinstance(content, dict):
                own = documentation.setdefault(section, {})
                documentation[section] = {
                    **own,
                    **{key: {**entry, **own.get(key, {})} for key, entry in content.items()},
                }
            else:
                documentation[section] = documentation.get(section, []) + content
    return documentation


def _fragment(name: str) -> dict[str, Any]:
    """A documentation fragment of this collection, such as ``opendr.veeam.attributes.info``."""
    file, _unused, part = name.removeprefix(FULL_NAME).partition(".")
    module = importlib.import_module(f"ansible_collections.opendr.veeam.plugins.doc_fragments.{file}")
    fragment: dict[str, Any] = _load(getattr(module.ModuleDocFragment, part.upper() or "DOCUMENTATION"))
    return fragment


def documentation(name: str) -> dict[str, Any]:
    """The module's documentation with its fragments put in."""
    return copy.deepcopy(_documentation(name))


def examples(name: str) -> list[dict[str, Any]]:
    """The tasks of the module's examples."""
    tasks: list[dict[str, Any]] = _load(text(name, "EXAMPLES")) or []
    return tasks


@functools.cache
def returned(name: str) -> Mapping[str, Any]:
    """The module's documented return values, for each result to be held to: nobody may change them."""
    documented: dict[str, Any] = _load(text(name, "RETURN")) or {}
    return MappingProxyType(documented)


def document_prefix(product: Product, revision: str) -> str:
    """What stands before every path in the vendor's document of an API revision."""
    # The document of Azure's v8 is made from that of v8.1.
    return product.prefix(product.revisions[-1] if product.name == "azure" else revision)
