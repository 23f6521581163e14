# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API has only since some revision. Private to the collection."""

from __future__ import annotations

from ..core.errors import InvalidOption, span_words
from ..http.client import Client


def validate_since(client: Client, since: str, what: str, option: str = "api_version", until: str = "") -> None:
    """Raise InvalidOption where the API revision of a task does not have ``what``, which begins the sentence.

    ``since`` and ``until`` are the first and the last revision that have it, either of which may be open; ``option`` is
    the one that asks for it.
    """
    if not client.product.supports(client.revision, since, until):
        raise InvalidOption(
            f"{what} does not exist in API revision {client.revision}, which this task uses. "
            f"{span_words(since, until)}",
            option=option,
        )
