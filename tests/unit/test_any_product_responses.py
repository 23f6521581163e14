# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Responses that are lists, whichever operation they are of."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.any_product.responses import (
    is_cut_short,
    list_name,
    objects_of,
    whole_list,
)

VBR = PRODUCTS["vbr"]
ALL = [{"name": f"file {number}"} for number in range(5)]


def page(skip, limit=2, **more):
    items = ALL[skip : skip + limit]
    return {**more, "items": items, "pagination": {"total": 5, "count": len(items), "skip": skip, "limit": limit}}


def test_a_list_under_another_name_is_read_to_its_end():
    first = page(0, path="C:", searchString="file")
    assert is_cut_short(VBR, first)
    assert objects_of(VBR, first) == ALL[:2]
    whole = whole_list(VBR, "POST", "/browse", first, page)
    assert (whole["items"], whole["path"]) == (ALL, "C:")
    assert not is_cut_short(VBR, page(0, limit=5))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"data": [], "items": [], "pagination": {"total": 0}}, "data"),
        ({"items": [1]}, ""),
        ({"items": [], "others": [], "pagination": {"total": 0}}, ""),
        ([1], ""),
        (None, ""),
    ],
)
def test_only_the_one_list_of_a_page_is_its_list(body, name):
    assert list_name(VBR, body) == name
