# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: Active Directory domains. Nobody asks a domain controller: a domain is what follows the name of its server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import Request
from ..registry import checks
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

DOMAINS = "adDomains"


@checks("vbr", DOMAINS)
def check_domain(_backend: Backend, _request: Request, domain: Item) -> None:
    domain["name"] = domain["serverName"].partition(".")[2] or domain["serverName"]
    domain.setdefault("port", 389)
