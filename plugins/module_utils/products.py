# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three products: how each is addressed, logged in to, paged through, and how it words an error.

Data and a few pure functions; ``client`` does the talking. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable


@dataclass(frozen=True, eq=False, repr=False)
class Paging:
    """How a list is cut into pages.

    ``items`` is the key of the list in an answer, ``skip`` and ``limit`` are the query parameters,
    ``size`` is how many we ask for (a server may send fewer). ``total`` reads the number of all
    objects, ``more`` whether another page follows; each is ``None`` where an answer does not say.
    Where neither does, the list ends with the first page that brings nothing. ``small`` are the paths whose
    parameters the server writes with a small initial.
    """

    items: str
    skip: str
    limit: str
    size: int
    total: Callable[[Mapping[str, Any]], int | None]
    more: Callable[[Mapping[str, Any]], bool | None] = lambda body: None
    small: tuple[str, ...] = ()

    def query(self, path: str, seen: int, size: int) -> dict[str, int]:
        """The query parameters that ask for ``size`` objects of the list at ``path``, after those ``seen``."""
        small = path.startswith(self.small) if self.small else False
        names = [name.lower() if small else name for name in (self.skip, self.limit)]
        return dict(zip(names, (seen, size)))


@dataclass(frozen=True, eq=False, repr=False)
class Product:
    """One Veeam product and the API it speaks.

    ``revisions`` are the values of ``api_version``, oldest first. The callables take a revision:
    ``prefix`` gives what stands before every resource path, ``headers`` what each request carries,
    ``logout`` the method and path that end a token. ``read_error`` takes an error body apart into
    the vendor's code and message. ``operations`` is the path, with ``{id}``, where a read that the server
    answers later (202) is looked for; empty where there are none. ``grant_type`` gives the product's spelling of
    ``password`` and ``refresh_token``.
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
    grant_type: Callable[[str], str] = str

    def supports(self, revision: str, since: str = "", until: str = "") -> bool:
        """Whether ``revision`` lies in the span from ``since`` to ``until``, both included, both optional."""
        order = self.revisions.index
        return (not since or order(revision) >= order(since)) and (not until or order(revision) <= order(until))


def _vbr_error(body: Mapping[str, Any]) -> tuple[str | None, str]:
    return body.get("errorCode"), str(body.get("message") or body.get("error_description") or "")


def _azure_error(body: Mapping[str, Any]) -> tuple[str | None, str]:
    """Problem details (``title``, ``detail``), with the offending fields where the server lists them."""
    text = str(body.get("detail") or body.get("title") or body.get("error_description") or "")
    fields = body.get("errors")
    if isinstance(fields, Mapping):
        text = " ".join([text] + [f"{key}: {_joined(value)}" for key, value in fields.items()]).strip()
    code = body.get("errorCode") or body.get("error")
    return (str(code) if code else None), text


def _joined(value: Any) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else str(value)


def _m365_error(body: Mapping[str, Any]) -> tuple[str | None, str]:
    # The answer also holds a stack trace, which is nothing for a playbook's output.
    return body.get("errorCode"), str(body.get("message") or body.get("error_description") or "")


def _m365_more(body: Mapping[str, Any]) -> bool | None:
    links = body.get("_links")
    return "next" in links if isinstance(links, Mapping) else None


def _vbr_total(body: Mapping[str, Any]) -> int | None:
    return (body.get("pagination") or {}).get("total")


VBR = Product(
    name="vbr",
    title="Veeam Backup & Replication",
    port=9419,
    revisions=("1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"),
    default_revision="1.3-rev1",
    prefix=lambda revision: "/api/v1",
    headers=lambda revision: {"x-api-version": revision},
    token_path=lambda revision: "/api/oauth2/token",
    logout=lambda revision: ("POST", "/api/oauth2/logout"),
    paging=Paging("data", "skip", "limit", 500, _vbr_total),
    read_error=_vbr_error,
)

AZURE = Product(
    name="azure",
    title="Veeam Backup for Microsoft Azure",
    port=443,
    revisions=("v8", "v8.1"),
    default_revision="v8",
    prefix=lambda revision: "/api/" + revision,
    headers=lambda revision: {},
    token_path=lambda revision: "/api/oauth2/token",
    logout=lambda revision: ("DELETE", "/api/oauth2/token"),
    paging=Paging(
        "results",
        "Offset",
        "Limit",
        500,
        lambda body: body.get("totalCount"),
        small=("/cloudInfrastructure/storageAccounts",),
    ),
    read_error=_azure_error,
    operations="/operations/{id}",
    grant_type=str.capitalize,
)

M365 = Product(
    name="m365",
    title="Veeam Backup for Microsoft 365",
    port=4443,
    revisions=("v7", "v8"),
    default_revision="v8",
    prefix=lambda revision: "/" + revision,
    headers=lambda revision: {},
    token_path=lambda revision: f"/{revision}/token",
    logout=lambda revision: ("POST", f"/{revision}/token/logout"),
    paging=Paging("results", "offset", "limit", 500, lambda body: None, _m365_more),
    read_error=_m365_error,
)

PRODUCTS: dict[str, Product] = {product.name: product for product in (VBR, AZURE, M365)}
