# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client on a server that issues tokens, without HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import TaskTokens
from support.fakes import Answer, FakeClock, FakeTransport, connection


class TokenServer:
    """Issues numbered tokens for an account; ``responses`` come first, then every request succeeds.

    A refresh token is accepted, and with the token that it gives every request is refused with 403.
    """

    def __init__(self, *responses: Answer, lifetime: float = 900) -> None:
        self.responses = list(responses)
        self.lifetime = lifetime
        self.issued = 0
        self.valid: set[str] = set()
        self.dead: set[str] = set()

    def __call__(self, request: Mapping[str, Any]) -> Answer:
        if request["path"].endswith("/token") and request["method"] == "POST":
            return self._token(request["form"])
        if request["token"] in self.dead:
            return Answer(403, {"errorCode": "AccessDenied", "message": "Forbidden"})
        if request["token"] not in self.valid:
            return Answer(401, {"errorCode": "InvalidToken", "message": "no such token"})
        return self.responses.pop(0) if self.responses else Answer(200, {"asked": request["path"]})

    def _token(self, form: Mapping[str, str]) -> Answer:
        self.issued += 1
        kind = self.dead if form["grant_type"].lower() == "refresh_token" else self.valid
        kind.add(f"access-{self.issued}")
        return Answer(
            200,
            {
                "access_token": f"access-{self.issued}",
                "refresh_token": f"refresh-{self.issued}",
                "expires_in": self.lifetime,
            },
        )


def client_of(
    clock: FakeClock, serve: Callable[..., Answer], tokens: TaskTokens | None = None, **settings: Any
) -> Client:
    """A client whose requests ``serve`` answers."""
    return Client(connection(**settings), tokens or TaskTokens(), clock, "test", FakeTransport(serve))
