# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How `make new` holds what it derives to what was declared by hand."""

from __future__ import annotations

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation, Resource
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from tools.new.compare import compare
from tools.new.model import FieldModel, ResourceModel

BY_HAND = Resource(
    product=VBR,
    noun="store",
    path="/stores",
    fields=(
        Field("name", required=True),
        Field("kind", choices=("A", "B"), choice_spans={"B": ("1.3-rev0", "")}),
        Field("size", "int", api="limit.size", since="1.3-rev1"),
    ),
    create=Operation("POST", "/stores", "object"),
    update=Operation("PUT", "/stores/{id}", "object"),
    delete=Operation("DELETE", "/stores/{id}", "nothing"),
)
NAME = FieldModel("name", "name", required=True)
KIND = FieldModel("kind", "kind", choices=("A", "B"), choice_spans={"B": ("1.3-rev0", "")})


def limit(**facts):
    return FieldModel("limit", "limit", "dict", fields=(FieldModel("size", "size", "int", **facts),))


def model(*fields):
    return ResourceModel("vbr", "store", "/stores", VBR.revisions, fields)


def test_the_same_property_counts_wherever_its_option_is():
    found = compare(BY_HAND, model(NAME, KIND, limit(since="1.3-rev1")))
    assert (found.places, found.equal, found.missing, found.differences) == (3, 3, (), {})


def test_what_differs_in_one_revision_does_not_count():
    found = compare(BY_HAND, model(NAME, KIND, limit()))
    assert (found.equal, set(found.differences[("", "limit.size")])) == (2, {"revisions"})
    found = compare(BY_HAND, model(NAME, FieldModel("kind", "kind", choices=("A", "B")), limit(since="1.3-rev1")))
    assert set(found.differences[("", "kind")]) == {"choices"}


def test_what_is_not_derived_is_missing():
    found = compare(BY_HAND, model(KIND, limit(since="1.3-rev1", mode="immutable")))
    assert found.missing == (("", "name"),)
    assert set(found.differences[("", "limit.size")]) == {"mode"}
