# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which API revisions a build of VBR speaks. Pure. Private to the collection.

The vendor publishes the table under "Versioning" in its REST API reference (see docs/api_revisions.md). A server speaks
the revision that was released with it, and the ones before.
"""

from __future__ import annotations

from typing import NamedTuple

from .product import VBR

# The release that brought a revision, oldest first.
RELEASES = (
    ((11, 0, 0), "1.0-rev1"),
    ((11, 0, 1), "1.0-rev2"),
    ((12, 0, 0), "1.1-rev0"),
    ((12, 1, 0), "1.1-rev1"),
    ((12, 2, 0), "1.1-rev2"),
    ((12, 3, 0), "1.2-rev0"),
    ((12, 3, 1), "1.2-rev1"),
    ((13, 0, 0), "1.3-rev0"),
    ((13, 0, 1), "1.3-rev1"),
    ((13, 1, 0), "1.3-rev2"),
)


class Spoken(NamedTuple):
    """What a build speaks: the newest known revision (None for a build before any), and those of the collection.

    ``doubt`` is why there may be more than the table knows, empty where it knows for sure.
    """

    newest: str | None
    supported: list[str]
    doubt: str = ""


def spoken_by(build: str) -> Spoken:
    """The revisions that the server of that build number (such as ``13.0.1.180``) speaks."""
    release = _release(build)
    if release is None:
        return Spoken(
            None, [], f"The build number {build!r} cannot be read, so the API revisions of the server are unknown."
        )
    newest = None
    for first, revision in RELEASES:
        if release >= first:
            newest = revision
    known = [revision for _first, revision in RELEASES]
    limit = known.index(newest) if newest else -1
    supported = [revision for revision in VBR.revisions if known.index(revision) <= limit]
    doubt = ""
    if release > RELEASES[-1][0]:
        doubt = (
            f"Build {build} is newer than this collection knows. It speaks {newest}, and may speak a newer API "
            "revision that the collection does not."
        )
    return Spoken(newest, supported, doubt)


def _release(build: str) -> tuple[int, ...] | None:
    """The first three numbers of a build, which name the release."""
    parts = build.split(".")[:3]
    if len(parts) < 3 or not all(part.isdecimal() for part in parts):
        return None
    return tuple(int(part) for part in parts)
