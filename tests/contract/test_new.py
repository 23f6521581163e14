# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make new` would have declared, held to what was declared by hand, with the vendor's documents."""

from __future__ import annotations

import pytest

from support.modules import declaration
from tools.new.compare import compare
from tools.new.products import derived

BY_HAND = [("veeam_repository", 0.95), ("veeam_azure_repository", 0.8)]


@pytest.mark.parametrize(("name", "share"), BY_HAND)
def test_most_of_what_was_declared_by_hand_is_derived(name, share):
    resource = declaration(name).resource
    found = compare(resource, derived(resource.product.name, resource.path))
    assert found.missing == ()
    assert found.equal / found.places >= share, found.differences


@pytest.mark.parametrize(
    "path", ["/credentials", "/backupInfrastructure/proxies", "/backupInfrastructure/managedServers"]
)
def test_no_secret_of_a_resource_is_left_unmarked(path):
    marked = dict(_by_api(derived("vbr", path).fields))
    for api, modes in marked.items():
        if api.lower().endswith(("password", "passphrase", "privatekey")):
            assert modes == "secret", api
    if path == "/credentials":
        assert {"password", "privateKey", "passphrase", "rootPassword"} <= set(marked)


def _by_api(fields):
    for model in fields:
        yield model.api, model.mode
        yield from _by_api(model.fields)
