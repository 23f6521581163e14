# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account that VBR uses once to install its components on a Linux host. Private to the collection."""

from __future__ import annotations

from ..schema.fields import Field
from .words import REV0

ONCE = "write_only_on_create"
# The account is kept nowhere, so nothing of it is read or changed.
SINGLE_USE = (
    Field("account", api="username", mode=ONCE, required=True),
    Field("description", mode=ONCE),
    Field("type", mode="constant", default="Linux"),
    Field("authentication_type", mode=ONCE, choices=("Password", "SshKey"), since=REV0, required=True),
    Field("account_password", api="password", mode="secret"),
    Field("private_key", mode="secret"),
    Field("passphrase", mode="secret"),
    Field("root_password", mode="secret"),
    Field("ssh_port", "int", api="SSHPort", mode=ONCE, minimum=1, maximum=65535),
    Field("elevate_to_root", "bool", mode=ONCE),
    Field("add_to_sudoers", "bool", mode=ONCE),
    Field("use_su", "bool", mode=ONCE),
)
