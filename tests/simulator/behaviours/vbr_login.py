# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: tokens by password or refresh token, and log-out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..messages import Answer, Refusal, Request, User
from ..registry import handles
from .login import check_password, token_body

if TYPE_CHECKING:
    from ..backend import Backend

LOCKED_AFTER = 5


@handles("vbr", "POST", "/api/oauth2/token")
def token(backend: Backend, request: Request) -> Answer:
    form = request.body
    grant_type = str(form["grant_type"]).lower()
    if grant_type == "password":
        user = _user(backend, form)
        if backend.settings["mfa"]:
            raise Refusal(401, "Multi-factor authentication is enabled for this user account", "AccessDenied")
        return Answer(200, token_body(backend, backend.tokens.issue(user)))
    if grant_type == "refresh_token":
        dead = not backend.settings["refresh_works"]
        grant = backend.tokens.refresh(str(form.get("refresh_token") or ""), dead)
        if grant is None:
            raise Refusal(401, "The refresh token is not valid or was used before", "InvalidToken")
        return Answer(200, token_body(backend, grant))
    raise Refusal(400, f"Grant type {grant_type} is not simulated", "NotImplemented")


def _user(backend: Backend, form: dict[str, Any]) -> User:
    """The user that name and password belong to; too many wrong passwords lock an account, also for the right one."""
    failures = backend.tokens.failures
    name = str(form.get("username") or "")
    if failures.get(name, 0) >= LOCKED_AFTER:
        raise Refusal(
            401,
            "Your account has been locked out for 00:30:00 due to repeated failed log-in attempts.",
            "AccessDenied",
        )
    user = check_password(backend, form)
    if user is None:
        failures[name] = failures.get(name, 0) + 1
        raise Refusal(401, "Authentication failed", "AccessDenied")
    failures.pop(name, None)
    return user


@handles("vbr", "POST", "/api/oauth2/logout")
def logout(backend: Backend, request: Request) -> Answer:
    backend.tokens.revoke(request.token)
    return Answer(200, {})
