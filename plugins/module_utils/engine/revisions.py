# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API has only since some revision. Private to the collection."""

from __future__ import annotations

from ..core.errors import InvalidOption, span_words
from ..http.client import Client
from .task import Declaration


def validate_declared(client: Client, declaration: Declaration) -> None:
    """Raise InvalidOption where the API revision of a task has nothing of what its module works with."""
    objects = declaration.objects
    what = objects[:1].upper() + objects[1:]
    validate_since(client, declaration.since, what, several=objects.endswith("s"))


def validate_since(
    client: Client, since: str, what: str, option: str = "api_version", until: str = "", *, several: bool = False
) -> None:
    """Raise InvalidOption where the API revision of a task does not have ``what``, which begins the sentence.

    ``since`` and ``until`` are the first and the last revision that have it, either of which may be open; ``option`` is
    the one that asks for it. ``several`` is whether ``what`` is a plural.
    """
    if not client.product.supports(client.revision, since, until):
        raise InvalidOption(
            f"{what} {'do' if several else 'does'} not exist in API revision {client.revision}, which this task uses. "
            + span_words(since, until, "They need" if several else "It needs"),
            option=option,
        )
