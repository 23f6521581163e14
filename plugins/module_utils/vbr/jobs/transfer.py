# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How jobs send data to another place. Private to the collection."""

from __future__ import annotations

from ...schema.fields import Field
from ..references import WAN_ACCELERATOR

_WAN = (
    Field("mode", api="transferMode", choices=("Direct", "WANAccelerator"), required=True),
    Field("source", api="sourceWANAcceleratorId", reference=WAN_ACCELERATOR),
    Field("target", api="targetWANAcceleratorId", reference=WAN_ACCELERATOR),
)


def wan_acceleration(api: str, variants: tuple[str, ...] = ()) -> Field:
    """Whether data goes through WAN accelerators, and through which."""
    return Field("wan_acceleration", "dict", api=api, fields=_WAN, variants=variants)
