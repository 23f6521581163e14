# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: tokens by password or refresh token, and log-out, in both versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..tokens import Grant
from ..values import stable_id
from .login import check_password, token_body

if TYPE_CHECKING:
    from ..backend import Backend


@handles("m365", "POST", "/v8/token")
@handles("m365", "POST", "/v7/token")
def token(backend: Backend, request: Request) -> Answer:
    form = request.body
    grant_type = form["grant_type"]
    if grant_type == "password":
        user = check_password(backend, form)
        if user is None:
            raise Refusal(401, "The user name or password is incorrect")
        if backend.settings["mfa"]:
            raise Refusal(401, "Multi-factor authentication is required for this user account")
        return _answer(backend, request, backend.tokens.issue(user))
    if grant_type == "refresh_token":
        grant = backend.tokens.refresh(str(form.get("refresh_token") or ""))
        if grant is None:
            raise Refusal(401, "The refresh token is not valid or was used before")
        return _answer(backend, request, grant)
    raise Refusal(400, f"Grant type {grant_type} is not simulated")


@handles("m365", "POST", "/v8/token/logout")
@handles("m365", "POST", "/v7/token/logout")
def logout(backend: Backend, request: Request) -> Answer:
    backend.tokens.revoke(request.token)
    return Answer(request.operation.success)


def _answer(backend: Backend, request: Request, grant: Grant) -> Answer:
    body = {**token_body(backend, grant), "userName": grant.user.name, "userId": stable_id(grant.user.name)}
    schema = request.operation.answer_schema(200) or {}
    return Answer(200, backend.values(request).fit(schema, body, "token"))
