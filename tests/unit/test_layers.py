# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers that all products share know none of them."""

from __future__ import annotations

import re

import pytest

from support.modules import COLLECTION

SHARED = ("core", "http", "schema", "engine", "sessions", "workflow")
PRODUCT_WORDS = re.compile(r"\b(vbr|azure|m365|Backup & Replication|Microsoft)\b", re.IGNORECASE)


@pytest.mark.parametrize("layer", SHARED)
def test_no_product_is_named_in_a_shared_layer(layer):
    named = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted((COLLECTION / "plugins" / "module_utils" / layer).glob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if PRODUCT_WORDS.search(line)
    ]
    assert named == []


def test_a_product_that_is_named_would_be_found():
    assert PRODUCT_WORDS.search('if product.name == "vbr":')
    assert PRODUCT_WORDS.search("from ..azure.product import AZURE")
