# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that tasks in tests may name: those that the simulator starts with."""

from __future__ import annotations

# Two objects of each kind that the simulator starts with, by a name that tells them from the others.
REFERENCES = {
    "managed server": ("win-repo01.dr.example", "lnx-repo01.dr.example"),
    "credentials record": ("Windows hosts and shares", "Linux hosts"),
    "cloud credentials record": ("S3 and compatible storage", "Google storage"),
    "backup repository": ("NFS Share 01", "Wasabi 01"),
    "encryption password": ("Configuration backup", "Offsite copies"),
    "service account": ("DR Backup Account", "DR Restore Account"),
    "repository": ("Production Backups", "Cold Store"),
    "tenant": ("dr.example", "dr.example"),
    "subscription": ("DR Production", "DR Test"),
    "resource group": ("rg-dr-prod", "rg-dr-test"),
    "region": ("West Europe", "North Europe"),
    "virtual machine": ("app-linux01", "sql-win01"),
    "storage account": ("drbackups01", "drbackups02"),
    "backup proxy server": ("vb365-proxy01", "vb365-proxy02"),
    "backup proxy pool": ("Backup Proxy Pool 01", "Backup Proxy Pool 02"),
    "organization": ("dr.example", "branch.example"),
    "cloud account": ("S3 compatible storage", "Amazon storage"),
    "job": ("Nightly Servers", "Tenant VMs"),
    "unstructured data server": ("\\\\nas01.dr.example\\projects", "\\\\nas02.dr.example\\recovered"),
    "backup": ("Nightly Servers", "Hyper-V Servers"),
    "WAN accelerator": ("backup01.dr.example", "lnx-repo01.dr.example"),
    "backup proxy": ("lnx-repo01.dr.example", "VMware Backup Proxy"),
    "VMware vSphere backup proxy": ("lnx-repo01.dr.example", "VMware Backup Proxy"),
    "Microsoft Hyper-V backup proxy": ("backup01.dr.example", "backup01.dr.example"),
    "general-purpose backup proxy": ("Backup Proxy", "Backup Proxy"),
    "KMS server": ("kms-old.dr.example", "kms-old.dr.example"),
    "Microsoft Entra ID tenant": ("dr.example", "branch.example"),
    "Active Directory domain": ("dr.example", "dr.example"),
    "protection group": ("Physical Servers", "Workstations"),
    "role": ("Veeam Restore Operator", "Veeam Backup Viewer"),
    "backup job": ("All of dr.example", "Branch Mailboxes"),
    "Azure service account": ("Archiver", "Other Archiver"),
}
# The same, for a kind of object that another product calls by the same name.
OWN_REFERENCES = {("m365", "backup repository"): ("Default Backup Repository", "Empty Repository")}


def reference_names(product: str, noun: str) -> tuple[str, str] | None:
    """Two objects of a kind that the simulator of a product starts with; None where nothing names them."""
    return OWN_REFERENCES.get((product, noun)) or REFERENCES.get(noun)
