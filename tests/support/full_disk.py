# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk without space, in the place of the module ``os`` of what stores files."""

from __future__ import annotations

import errno
import io
import os
from typing import Any


class FullDisk:
    """As ``os``, but what is written to a file finds no space."""

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def fdopen(self, handle: int, mode: str) -> io.BytesIO:
        """A file that takes nothing."""
        os.close(handle)
        return _Full()


class _Full(io.BytesIO):
    def write(self, part: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")
