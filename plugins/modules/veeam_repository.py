#!/usr/bin/python
# -*- coding: utf-8 -*-

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
"""

EXAMPLES = r"""
"""

RETURN = r"""
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine import resource_module
from ansible_collections.opendr.veeam.plugins.module_utils.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repositories import REPOSITORY

DECLARATION = resource_module(REPOSITORY)


def main() -> None:
    run_module(DECLARATION)


if __name__ == "__main__":
    main()
