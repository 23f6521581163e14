# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: tokens by password or refresh token, and log-out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import handles
from .login import check_password, token_body

if TYPE_CHECKING:
    from ..backend import Backend


@handles("vbr", "POST", "/api/oauth2/token")
def token(backend: Backend, request: Request) -> Answer:
    form = request.body
    grant_type = str(form["grant_type"]).lower()
    if grant_type == "password":
        user = check_password(backend, form)
        if user is None:
            raise Refusal(401, "Authentication failed: the user name or password is incorrect", "AccessDenied")
        if backend.settings["mfa"]:
            raise Refusal(401, "Multi-factor authentication is enabled for this user account", "AccessDenied")
        return Answer(200, token_body(backend, backend.tokens.issue(user)))
    if grant_type == "refresh_token":
        grant = backend.tokens.refresh(str(form.get("refresh_token") or ""))
        if grant is None:
            raise Refusal(401, "The refresh token is not valid or was used before", "InvalidToken")
        return Answer(200, token_body(backend, grant))
    raise Refusal(400, f"Grant type {grant_type} is not simulated", "NotImplemented")


@handles("vbr", "POST", "/api/oauth2/logout")
def logout(backend: Backend, request: Request) -> Answer:
    backend.tokens.revoke(request.token)
    return Answer(200, {})
