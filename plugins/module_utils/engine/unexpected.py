# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The message for an exception that nothing else has turned into one. Private to the collection."""

from __future__ import annotations

import traceback

from ..core.errors import Unexpected, sentence

# Where the files of the collection are, wherever it is installed, and in the archive of an ordinary module.
_COLLECTION = "opendr/veeam/plugins/"
_LONGEST = 200


def unexpected(problem: Exception, title: str, url: str, request: str, may_have_changed: bool) -> Unexpected:
    """The failure that an exception is: what was asked, what came of it, and what to do.

    ``title`` is the product, ``url`` its server, ``request`` the last one that was sent, empty where none was.
    """
    name, where = type(problem).__name__, place_of(problem)
    what = f"{name}: {readable(str(problem))}".rstrip(": ")
    after = f" after {request}" if request else ""
    at = f", in {where}" if where else ""
    advice = f"Check that {url} is a server of {title} whose version supports api_version, then run the task again."
    if may_have_changed:
        advice = "It is not known what the task has changed: look at the object first. " + advice
    return Unexpected(
        f"The task cannot continue{after}: {sentence(what + at)} {advice} If it fails again, please report this "
        "message as an issue of opendr.veeam.",
        exception=name,
        where=where or None,
        request=request or None,
    )


def place_of(problem: Exception) -> str:
    """File and line of the collection where an exception was raised, or where what raised it was called. Pure."""
    found = ""
    for frame, line in traceback.walk_tb(problem.__traceback__):
        _before, is_ours, file = frame.f_code.co_filename.replace("\\", "/").rpartition(_COLLECTION)
        if is_ours:
            found = f"{file}:{line}"
    return found


def readable(text: str) -> str:
    """The beginning of ``text``, on one line and without control characters. Pure."""
    flat = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST] + "..."
