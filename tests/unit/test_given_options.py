# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task gives is in the request, or the request is not sent."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.writing import write_given
from support.gadgets import FIELDS, context


@pytest.mark.parametrize(
    ("given", "unknown"),
    [
        ({"limits": {"count": 1, "depth": 2}}, "limits.depth"),
        ({"ports": [{"name": "c"}, {"speed": 9}], "lead": "x"}, "lead, ports.speed"),
    ],
)
def test_what_no_field_represents_is_not_left_out_of_a_request_without_a_word(given, unknown):
    body = {}
    with pytest.raises(ValueError, match=f"No field is {unknown}, so the request would lack"):
        write_given(FIELDS, given, body, context())
    assert body == {}
    write_given(FIELDS, {"limits": {"count": 1}, "ports": [{"name": "c"}]}, body, context())
    assert body
