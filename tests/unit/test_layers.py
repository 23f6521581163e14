# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers that all products share know none of them."""

from __future__ import annotations

import re

import pytest

from support.modules import COLLECTION

SHARED = ("core", "http", "schema", "engine", "sessions", "workflow")
LONGEST_FILE = 400
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


def test_files_have_one_job():
    """Only the documentation of modules, which is written in one piece, may be longer."""
    files = [path for part in ("plugins", "tests") for path in (COLLECTION / part).rglob("*.py")]
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in files if path.parent.name != "modules"}
    assert {path.name: count for path, count in lines.items() if count > LONGEST_FILE} == {}
