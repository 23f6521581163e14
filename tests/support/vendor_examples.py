# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The response examples of the vendor's documents: many were recorded on real servers, and break their own schemas."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from simulator.documents import load
from simulator.operations import response_examples


@dataclass(frozen=True)
class VendorExample:
    """A body that the document gives as an example of a successful response to an operation."""

    method: str
    template: str
    status: int
    name: str
    body: Any

    def __str__(self) -> str:
        return f"{self.method} {self.template} {self.status} '{self.name}'"


def vendor_examples(product: Product, revision: str) -> Mapping[tuple[str, str], list[VendorExample]]:
    """The examples of a revision by method and path template."""
    return _examples(product.name, revision)


@functools.cache
def _examples(product: str, revision: str) -> Mapping[tuple[str, str], list[VendorExample]]:
    found = defaultdict(list)
    for example in response_examples(load(product, revision)):
        if example.status.startswith("2"):
            found[example.method, example.template].append(
                VendorExample(example.method, example.template, int(example.status), example.name, example.body)
            )
    return found
