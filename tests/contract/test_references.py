# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One of thousands of objects is asked for by its name, where the server can be asked so."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Reference
from ansible_collections.opendr.veeam.plugins.module_utils.vbr import references
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.contracts import has_path, product_contract, template

FILTER = "nameFilter"
# Of an object with several names, the filter knows one.
BY_NAME = {
    name: found for name, found in vars(references).items() if isinstance(found, Reference) and found.names == ("name",)
}


@pytest.mark.parametrize("name", BY_NAME)
def test_a_list_that_has_a_filter_by_name_is_filtered(name):
    reference = BY_NAME[name]
    revisions = [revision for revision in VBR.revisions if has_path(VBR, revision, reference.path)]
    known = [
        FILTER in product_contract(VBR, revision).query_parameters("GET", template(VBR, revision, reference.path))
        for revision in revisions
    ]
    assert reference.query == (FILTER if known and all(known) else "")


def test_managed_servers_are_among_them():
    assert "MANAGED_SERVER" in BY_NAME
