# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether two names mean the same account. Pure. Private to the collection."""

from __future__ import annotations


def same_account(left: object, right: object) -> bool | None:
    """Whether two names mean the same account, None where that is not known.

    Either may have a domain, before or after the user. Without one it may be of any domain, and a dot is that of the
    server itself, whose name is not known. A domain has a short name (``DR``) and a long one (``dr.example``), which
    need not be similar, and a user may have several long ones: only two short names that differ are of two domains.
    """
    (user, domain), (other, other_domain) = map(_account, (left, right))
    if not user or not other:
        return None
    if user != other:
        return False
    if not domain or not other_domain or domain == other_domain:
        return True
    short, other_short = domain.partition(".")[0], other_domain.partition(".")[0]
    are_short = (short == domain, other_short == other_domain)
    if any(are_short) and short == other_short:
        return True
    return False if all(are_short) else None


def _account(name: object) -> tuple[str, str]:
    """The user and the domain of an account, as they are compared. A domain that says nothing is empty."""
    text = str(name or "").casefold()
    domain, _backslash, user = text.rpartition("\\")
    if not domain:
        user, _at, domain = user.partition("@")
    return user, "" if domain == "." else domain
