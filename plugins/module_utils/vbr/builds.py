# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which API revisions a build of VBR supports. Pure. Private to the collection.

The vendor publishes the table under "Versioning" in its REST API reference (see docs/api_revisions.md). A server
supports the revision that was released with it, and all earlier ones.
"""

from __future__ import annotations

from typing import NamedTuple

from .product import VBR

# The release that introduced each revision, oldest first.
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


class SupportedRevisions(NamedTuple):
    """The newest revision that a build supports, and all that the collection supports too.

    ``newest`` is None for a build that is older than the table, or whose number cannot be read. ``warning`` says
    why the build may support more than the table knows; it is empty where the table is sure.
    """

    newest: str | None
    supported: list[str]
    warning: str = ""


def revisions_of_build(build: str) -> SupportedRevisions:
    """The revisions that a server with a build number (such as ``13.0.1.180``) supports."""
    release = _release(build)
    if release is None:
        return SupportedRevisions(
            None,
            [],
            f"The build number {build!r} does not look like 13.0.1.180, so the API revisions that the server supports "
            "are unknown.",
        )
    newest = None
    for first, revision in RELEASES:
        if release >= first:
            newest = revision
    known = [revision for _first, revision in RELEASES]
    limit = known.index(newest) if newest else -1
    supported = [revision for revision in VBR.revisions if known.index(revision) <= limit]
    warning = ""
    if release > RELEASES[-1][0]:
        warning = (
            f"Build {build} is newer than the releases that this collection knows. It supports {newest}, and may "
            "support a newer API revision that the collection does not know."
        )
    return SupportedRevisions(newest, supported, warning)


def _release(build: str) -> tuple[int, ...] | None:
    """The first three numbers of a build number, which identify the release; None where it has another form."""
    parts = build.split(".")[:3]
    if len(parts) < 3 or not all(part.isdecimal() for part in parts):
        return None
    return tuple(int(part) for part in parts)
