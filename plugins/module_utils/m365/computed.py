# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that only the server sets, in few words. Private to the collection."""

from __future__ import annotations

from ..schema.fields import Field


def read_only(option: str, kind: str = "str", api: str = "", since: str = "", until: str = "") -> Field:
    """A field that the server sets; the items of a list are texts."""
    elements = "str" if kind == "list" else ""
    return Field(option, kind, api=api, mode="computed", elements=elements, since=since, until=until)


def group(option: str, api: str, *fields: Field) -> Field:
    """A group of fields that the server sets."""
    return Field(option, "dict", api=api, mode="computed", fields=fields)
