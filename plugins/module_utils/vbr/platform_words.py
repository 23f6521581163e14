# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The platforms that backups are of, which servers spell in several ways. Pure. Private to the collection."""

from __future__ import annotations

PLATFORMS = (
    "VMware",
    "HyperV",
    "CloudDirector",
    "WindowsPhysical",
    "LinuxPhysical",
    "CustomPlatform",
    "EntraID",
    "UnstructuredData",
    "MongoDb",
    "AWSEC2",
    "AzureCompute",
    "GCE",
    "Iris",
    "Nutanix",
    "Proxmox",
    "LinuxPhysicalPpc",
)
# The platforms of backups that no module restores.
OTHER_PLATFORMS = ("Tape", "Test", "ApplicationBackupRepository")

# Each platform by the words that servers answer with, in lower case; they do not accept all of these.
_WORDS = {
    **{platform.lower(): platform for platform in (*PLATFORMS, *OTHER_PLATFORMS)},
    "vsphere": "VMware",
    "vcd": "CloudDirector",
    "googlecloud": "GCE",
    "ec2": "AWSEC2",
}


def platform_of(word: object) -> str | None:
    """The platform that a server means by ``word``, in the word of the options; None where it names none."""
    return None if word is None else _WORDS.get(str(word).lower(), str(word))
