# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The platforms that backups are of, which servers spell in several ways. Pure. Private to the collection."""

from __future__ import annotations

# Other words for a platform, in lower case; servers answer with them, and do not accept them.
_OTHER_WORDS = {
    "vmware": "VMware",
    "vsphere": "VMware",
    "vcd": "CloudDirector",
    "googlecloud": "GCE",
    "ec2": "AWSEC2",
}


def platform_of(word: object) -> str | None:
    """The platform that a server means by ``word``, in the word of the options; None where it names none."""
    return None if word is None else _OTHER_WORDS.get(str(word).lower(), str(word))
