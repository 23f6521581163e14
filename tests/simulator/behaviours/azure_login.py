# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: tokens by password, refresh token or second factor, and log-out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..messages import Answer, Refusal, Request, User
from ..registry import handles
from ..values import stable_id
from .login import check_password, token_body

if TYPE_CHECKING:
    from ..backend import Backend

MFA_CODE = "123456"


@handles("azure", "POST", "/api/oauth2/token")
def token(backend: Backend, request: Request) -> Answer:
    form = request.body or {}
    grant_type = str(form.get("grant_type") or "Password").lower()
    if grant_type == "password":
        user = check_password(backend, form)
        if user is None:
            raise Refusal(401, "The user name or password is incorrect")
        if backend.settings["mfa"]:
            pending = backend.tokens.issue(user)
            backend.tokens.revoke(pending.access)
            backend.store.documents[f"mfa/{pending.access}"] = user
            return Answer(200, {"mfa_enabled": True, "mfa_token": pending.access, "username": user.name})
        return Answer(200, _login(backend, user))
    if grant_type == "mfa":
        waiting: User | None = backend.store.documents.pop(f"mfa/{form.get('mfa_token')}", None)
        if waiting is None or form.get("mfa_code") != MFA_CODE:
            raise Refusal(401, "The verification code is incorrect")
        return Answer(200, _login(backend, waiting))
    if grant_type == "refresh_token":
        grant = backend.tokens.refresh(str(form.get("refresh_token") or ""))
        if grant is None:
            raise Refusal(401, "The refresh token is not valid or was used before")
        return Answer(200, {**token_body(backend, grant), **_about(grant.user)})
    raise Refusal(400, f"Grant type {grant_type} is not simulated")


@handles("azure", "DELETE", "/api/oauth2/token")
def logout(backend: Backend, request: Request) -> Answer:
    backend.tokens.revoke(request.token)
    return Answer(204)


def _login(backend: Backend, user: User) -> dict[str, Any]:
    return {**token_body(backend, backend.tokens.issue(user)), **_about(user)}


def _about(user: User) -> dict[str, Any]:
    return {
        "userId": stable_id(f"azure user {user.name}"),
        "username": user.name,
        "mfa_enabled": False,
        "roleName": "PortalAdmin" if user.role == "administrator" else "PortalOperator",
    }
