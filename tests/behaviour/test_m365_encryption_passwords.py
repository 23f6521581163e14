# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encryption passwords of Microsoft 365: hints that others share, what cannot change, what is in use."""

from __future__ import annotations

from simulator.seeds.m365_infrastructure import key_id

MODULE = "veeam_m365_encryption_password"
NEW = {"description": "copies", "encryption_password": "a-new-password"}


def test_a_hint_that_is_a_part_of_another_is_another(controller):
    """The server finds 'Offsite copies' for it too."""
    assert controller.succeed(MODULE, NEW)["changed"]
    # Nothing can compare passwords, so another one is no change.
    assert not controller.succeed(MODULE, {**NEW, "encryption_password": "another"})["changed"]
    assert "update_secrets" not in controller.succeed(MODULE, NEW)


def test_a_hint_that_several_have_needs_the_id(controller):
    controller.simulator.seed("EncryptionKeys", objects=[{"description": "Offsite copies"}], product="m365")
    failed = controller.fail(MODULE, {"description": "Offsite copies", "state": "absent"})
    assert failed["error"]["kind"] == "AmbiguousName"
    assert len(failed["error"]["candidates"]) == 2


def test_what_cannot_change_is_refused_by_name(controller):
    failed = controller.fail(MODULE, {"description": "Offsite copies", "organization": "branch.example"})
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("ImmutableOption", "organization")
    failed = controller.fail(MODULE, {"id": key_id("Offsite copies"), "description": "Other copies"})
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("ImmutableOption", "description")
    failed = controller.fail(MODULE, {"description": "New hint"})
    assert "also needs: encryption_password" in failed["msg"]


def test_a_password_that_a_repository_uses_is_not_removed(controller):
    failed = controller.fail(MODULE, {"description": "Offsite copies", "state": "absent"})
    assert "is used by Object Storage 01" in failed["msg"]
