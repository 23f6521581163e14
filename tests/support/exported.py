# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the YAML that an export writes."""

from __future__ import annotations

import yaml


class Loader(yaml.SafeLoader):
    """YAML with the mark of Ansible for texts that are not templated."""


class Unsafe(str):
    """Such a text."""

    __slots__ = ()


Loader.add_constructor("!unsafe", lambda loader, node: Unsafe(loader.construct_scalar(node)))
