# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the inventory plugin reads, against the vendor's document of every revision."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.inventory.backups import DECLARATIONS
from support.declared import read_problems

READ = [
    (declaration.product, revision, path)
    for declaration in DECLARATIONS.values()
    for revision in declaration.product.revisions
    for path in declaration.api.reads
]


@pytest.mark.parametrize(("product", "revision", "path"), READ)
def test_what_is_read_is_in_the_document(product, revision, path):
    assert list(read_problems(product, revision, path)) == []
