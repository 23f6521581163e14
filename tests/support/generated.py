# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small resource and its documentation, for what `make generate` makes of them."""

from __future__ import annotations

from ansible_collections.opendr.veeam.plugins.module_utils.engine.resource_module import resource_module
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation, Resource
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from tools.generate.catalog import Module

TYPES = Field("type", mode="immutable", choices=("A", "B", "C"), choice_spans={"C": ("1.3-rev0", "")}, required=True)
PATH = "/things"
DOCUMENTATION = """\
module: veeam_thing
options:
  size:
    description: How large it is.
"""


def thing(*fields: Field) -> Resource:
    """A resource with three types, the last since 1.3-rev0."""
    return Resource(
        product=VBR,
        noun="thing",
        path=PATH,
        fields=(Field("id", mode="computed"), Field("name"), TYPES, *fields),
        variant="type",
        create=Operation("POST", PATH, "object"),
        update=Operation("PUT", PATH + "/{id}", "object"),
        delete=Operation("DELETE", PATH + "/{id}", "nothing"),
    )


def module_of(*fields: Field) -> Module:
    """A module that makes such things, and is declared where that of repositories is."""
    return Module("veeam_thing", "vbr.repository", resource_module(thing(*fields)))
