# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lookup plugins read, against the vendor's document of every revision."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.lookup import restore_point
from support.declared import read_problems

MODULE = restore_point.MODULE


@pytest.mark.parametrize("revision", MODULE.product.revisions)
def test_what_is_read_is_in_the_document(revision):
    assert MODULE.api.reads
    for path in MODULE.api.reads:
        assert list(read_problems(MODULE.product, revision, path)) == []
