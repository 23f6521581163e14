# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one thing that ends a run of the generator early."""

from __future__ import annotations


class Problem(Exception):
    """Something that only a person can put right: the message says where, what is wrong and what to do."""
