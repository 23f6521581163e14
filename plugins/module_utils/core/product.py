# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Veeam product is: how it is addressed, logged in to, paged through, and how it reports an error.

Data; each product has its own in ``<product>/product.py``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Callable


@dataclass(eq=False, repr=False)
class Paging:
    """How a list is cut into pages.

    ``items`` is the key of the list in a response, ``skip`` and ``limit`` are the query parameters,
    ``size`` is how many we ask for (a server may send fewer). ``total`` reads the number of all
    objects, ``page_limit`` how many the server puts on a page at the most; each is ``None`` where a response does not
    say. Without a total, a page with fewer objects than its limit is the last, and without either, the first page that
    brings nothing. ``small`` are the paths whose parameters the server writes with a small initial. ``nested_since`` is
    the first API revision in which a list below another object has pages; before, it comes whole. ``comes_whole`` is
    whether a revision has no pages for the list at a path, and so no parameters for them. ``identity`` are the
    properties that together tell an object of a list from the others, where it has them: the first one always.
    """

    items: str
    skip: str
    limit: str
    size: int
    total: Callable[[Mapping[str, Any]], int | None]
    small: tuple[str, ...] = ()
    nested_since: str = ""
    page_limit: Callable[[Mapping[str, Any]], int | None] = lambda body: None
    comes_whole: Callable[[str, str], bool] = lambda revision, path: False
    identity: tuple[str, ...] = ("id",)

    def query(self, path: str, skip: int, size: int) -> dict[str, int]:
        """The query parameters that ask for ``size`` objects of the list at ``path``, after the first ``skip``."""
        small = path.startswith(self.small) if self.small else False
        names = [name.lower() if small else name for name in (self.skip, self.limit)]
        return dict(zip(names, (skip, size)))


@dataclass(eq=False, repr=False)
class Product:
    """One Veeam product and the API it speaks.

    ``revisions`` are the values of ``api_version``, oldest first. The callables take a revision:
    ``prefix`` gives what stands before every resource path, ``headers`` what each request carries,
    ``logout`` the method and path that end a token. ``read_error`` takes an error body apart into
    the vendor's code and message, and ``refuses_revision`` says whether a message means that the server does not
    support the revision. ``missing`` are the codes with which it reports, whatever the status, that an object does not
    exist; ``advice`` says what to do about an error by its code. ``operations`` is the path, with ``{id}``, of the
    result of a read that the server defers (202); empty where there are none. ``login_grant`` is the product's spelling
    of ``password``. ``clock`` is a path whose response shows the time of the server, empty where nothing needs it.
    ``documents_forbidden`` is whether the vendor's documents have a response for an account that may not do something
    (403); where they have none, such a refusal is reported as it comes. ``puts_whole`` is whether an update takes the
    object as a read returns it, in nearly all of its operations.
    ``sessions`` returns its SessionAdapter (``sessions/adapter.py``, a layer above).
    """

    name: str
    title: str
    port: int
    revisions: tuple[str, ...]
    default_revision: str
    prefix: Callable[[str], str]
    headers: Callable[[str], dict[str, str]]
    token_path: Callable[[str], str]
    logout: Callable[[str], tuple[str, str]]
    paging: Paging
    read_error: Callable[[Mapping[str, Any]], tuple[str | None, str]]
    operations: str = ""
    login_grant: str = "password"
    refuses_revision: Callable[[str], bool] = lambda message: False
    clock: str = ""
    documents_forbidden: bool = True
    puts_whole: bool = False
    sessions: Callable[[], object] = lambda: None
    missing: tuple[str, ...] = ()
    advice: Mapping[str, str] = field_of(default_factory=dict)

    def supports(self, revision: str, since: str = "", until: str = "") -> bool:
        """Whether ``revision`` lies in the span from ``since`` to ``until``, both included, both optional."""
        order = self.revisions.index
        return (not since or order(revision) >= order(since)) and (not until or order(revision) <= order(until))
