# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every product by its short name, for what serves all of them. Private to the collection."""

from __future__ import annotations

from ..azure.product import AZURE
from ..core.product import Product
from ..m365.product import M365
from ..vbr.product import VBR

PRODUCTS: dict[str, Product] = {product.name: product for product in (VBR, AZURE, M365)}
