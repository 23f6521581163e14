# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which operations of their own change secrets that an update does not take."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tools.new.model import FieldModel
from tools.new.names import is_secret
from tools.new.properties import Properties

# Others, such as verify, take a secret without changing it.
_CHANGES = ("change", "reset", "set", "update")


def secrets_changed(
    template: str, body: Properties, fields: Sequence[FieldModel], lonely: Collection[str]
) -> tuple[FieldModel, ...]:
    """The fields of the body of an operation below an object; none where it is not clear what it changes.

    ``lonely`` are the API names of the secrets that no update takes. A property of the body is the secret of its name;
    where there is one secret alone in the body, it is the one that the operation is named after
    (``.../changerootpassword`` takes ``password``, and changes ``rootPassword``).
    """
    options = {entry.api: entry for entry in fields if entry.api in lonely and entry.mode == "secret"}
    word = template.rstrip("/").rsplit("/", 1)[-1].lower()
    if not word.startswith(_CHANGES):
        return ()
    secrets = [key for key, described in body.items() if is_secret(key, described)]
    named = max((api for api in options if word.endswith(api.lower())), key=len, default="")
    changed = []
    for key, described in body.items():
        api = named if named and secrets == [key] else key
        if api not in options:
            return ()
        known = options[api]
        changed.append(replace(FieldModel(known.option, key, known.type, mode="secret"), required=described.required))
    return tuple(changed)
