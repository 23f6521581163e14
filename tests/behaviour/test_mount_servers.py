# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mount servers of VBR: the one that is the default, and servers that cannot have the role."""

from __future__ import annotations

MODULE = "veeam_mount_server"
DEFAULT, OTHER = "backup01.dr.example", "win-repo01.dr.example"


def test_the_default_moves_to_another_server(controller):
    assert not controller.succeed(MODULE, {"host": DEFAULT, "is_default": True})["changed"]
    controller.succeed(MODULE, {"host": OTHER})
    changed = controller.succeed(MODULE, {"host": OTHER, "is_default": True})
    assert [change["option"] for change in changed["changes"]] == ["is_default"]
    assert controller.succeed(MODULE, {"host": DEFAULT})["mount_server"]["is_default"] is False
    for check in (True, False):
        failed = controller.fail(MODULE, {"host": OTHER, "is_default": False}, check=check)
        assert "there is always a default mount server" in failed["msg"]


def test_a_new_one_becomes_the_default_at_once(controller):
    created = controller.succeed(MODULE, {"host": OTHER, "is_default": True, "mount_port": 1060})
    assert (created["operation"], created["mount_server"]["is_default"]) == ("create", True)
    assert (created["mount_server"]["host"], created["mount_server"]["mount_port"]) == (OTHER, 1060)


def test_other_servers_cannot_have_the_role(controller):
    assert "cannot be a mount server" in controller.fail(MODULE, {"host": "vcenter01.dr.example"})["msg"]
    failed = controller.fail(MODULE, {"host": OTHER, "api_version": "1.2-rev1"})
    assert "1.3-rev0 or newer" in failed["msg"]
