# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of backups that VBR mounts to look at the files in them, as data. Private to the collection."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...schema.listing import Listing
from ...schema.resource import Operation


@dataclass(frozen=True, eq=False, repr=False)
class Browser:
    """The mounts of one kind of backup: where they are, and what can be done in them.

    ``noun`` names a mount in messages. ``mounts`` lists those that are active. ``start`` and ``unmount`` have addresses
    of their own, which follow no rule; ``path`` is the address of a mount, under which its files are. ``source`` is
    what is mounted, which a request gives by its id.
    """

    noun: str
    mounts: Listing
    start: Operation
    unmount: Operation
    path: str
    source: str = "restore point"

    @property
    def browse(self) -> str:
        """The path that lists a folder, by POST."""
        return self.path + "/browse"

    @cached_property
    def search(self) -> Operation:
        """The operation that starts a search; it responds with a task."""
        return Operation("POST", self.path + "/search", "object")

    @property
    def search_results(self) -> str:
        """The path that lists what a search has found, by POST."""
        return self.search.path + "/{taskId}/browse"

    @cached_property
    def compare(self) -> Operation:
        """The operation that switches the comparison of items with production on or off."""
        return Operation("POST", self.path + "/compareToProduction", "nothing")

    @property
    def compare_attributes(self) -> str:
        """The path that lists the attributes of one item in the backup and in production, by POST."""
        return self.path + "/compareAttributes"

    @cached_property
    def prepare_download(self) -> Operation:
        """The operation that packs items into an archive; it responds with a task."""
        return Operation("POST", self.path + "/prepareDownload", "object")

    @property
    def download(self) -> str:
        """The path of the archive."""
        return self.prepare_download.path + "/{taskId}/download"

    @property
    def opens(self) -> tuple[Operation, ...]:
        """What a task that only looks at files does and undoes."""
        return (self.start, self.unmount, self.search)

    @property
    def post_reads(self) -> tuple[str, ...]:
        """The paths that looking at files reads by POST."""
        return (self.browse, self.search_results)
