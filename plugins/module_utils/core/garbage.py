# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often Python looks for garbage while a task runs. Private to the collection."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# After how many more objects than were freed: a page of 500 objects with ten groups each has 5,000. The default is 700,
# and each time all that was read lately is looked at once more.
OBJECTS = 50_000


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage less often within the block: what a list is read into is none, and holds no circles.

    It is still looked for, since a task may poll for hours.
    """
    young, *older = gc.get_threshold()
    # Zero is never.
    gc.set_threshold(max(young, OBJECTS) if young else 0, *older)
    try:
        yield
    finally:
        gc.set_threshold(young, *older)
