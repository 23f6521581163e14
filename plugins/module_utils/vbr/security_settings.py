# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Security settings of VBR, operations under ``/api/v1/security/settings``.

The declaration of M(opendr.veeam.veeam_security_settings). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from .product import VBR

PATH = "/security/settings"

SECURITY_SETTINGS = Resource(
    product=VBR,
    noun="security settings",
    path=PATH,
    fields=(Field("mfa_enabled", "bool"),),
    identity={},
    since="1.3-rev1",
    update=Operation("PUT", PATH, "object"),
)

MODULE = resource_module(SECURITY_SETTINGS)
