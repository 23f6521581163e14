# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: sign-in of a person at Microsoft Entra ID for one mount, by a device code or an authorization code.

Nobody signs in here: a device code is granted a little after it was requested, unless an outcome for the type
EntraIdDeviceCode says otherwise. It is pending until then, and a failure once it has expired; the status is 200 always.
"""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..clock import CLOCK
from ..messages import Answer, Refusal, Request
from ..registry import handles, seeds
from ..seeds.vbr_entra_id import credentials_of
from ..state import Item
from ..values import stable_id
from .vbr_backups import existing
from .vbr_entra_id_mounts import TENANTS
from .vbr_restore_rules import answer

if TYPE_CHECKING:
    from ..backend import Backend

# What messages of the control API call a device code, and one that was granted, for any mount.
DEVICE_CODE, GRANTED_CODE = "EntraIdDeviceCode", "SEED-CODE"
# The state of a sign-in that has begun, for any mount, and the codes that the authorization provider refuses.
BEGUN_STATE, BAD_CODE = "seed-state", "bad"
PERSON = "admin@dr.example"
LIFETIME = 900.0
_CODES, _STATES = "entraDeviceCodes", "entraAuthorizations"
_SECONDS = 0.2
_BASE = "/api/v1/restore/entraId/tenant"


@seeds("vbr")
def plant(backend: Backend) -> None:
    now = CLOCK.monotonic()
    backend.store.put(_CODES, GRANTED_CODE, {"session": "", "granted": now, "ends": now + 10**9, "problem": ""})
    backend.store.put(_STATES, BEGUN_STATE, {"session": ""})


@handles("vbr", "POST", f"{_BASE}/deviceCode")
def device_code(backend: Backend, request: Request) -> Answer:
    session = _mounted(backend, request.body["sessionId"])
    rule = backend.sessions.rule_for(PERSON, DEVICE_CODE)
    seconds = (_SECONDS if rule.seconds is None else rule.seconds) * backend.sessions.speed
    # The same in every run of the same playbook.
    user_code = f"CODE-{len(backend.store.collection(_CODES)):04}"
    now = CLOCK.monotonic()
    code: Item = {
        "session": session,
        "granted": None if rule.outcome == "hang" else now + seconds,
        "ends": now + LIFETIME,
        "problem": rule.message if rule.outcome in ("fail", "cancel") else "",
    }
    backend.store.put(_CODES, user_code, code)
    url = "https://microsoft.example/devicelogin"
    body = {
        "userCode": user_code,
        "deviceCode": f"device-{uuid.uuid4()}",
        "verificationUrl": url,
        "message": f"To sign in, open {url} and enter the code {user_code}.",
        "clientId": stable_id("entra id application"),
        "expiresOn": (CLOCK.now() + datetime.timedelta(seconds=LIFETIME)).isoformat(),
    }
    return answer(backend, request, body)


@handles("vbr", "POST", f"{_BASE}/deviceCode/state")
def device_code_state(backend: Backend, request: Request) -> Answer:
    session = _mounted(backend, request.body["sessionId"])
    code = existing(backend, _CODES, request.body["userCode"], "Code")
    if code["session"] not in ("", session):
        raise Refusal(400, "The code was requested for another session")
    if code["granted"] is None or CLOCK.monotonic() < code["granted"]:
        expired = CLOCK.monotonic() >= code["ends"]
        state = {"status": "Failure", "errorMessage": "The code has expired"} if expired else {"status": "Pending"}
    elif code["problem"]:
        state = {"status": "Failure", "errorMessage": code["problem"]}
    else:
        state = {"status": "Success", "credentialsId": credentials_of(session), "username": PERSON}
    return answer(backend, request, state)


@handles("vbr", "GET", f"{_BASE}/{{sessionId}}/authCode/startAuthorization")
def start_authorization(backend: Backend, request: Request) -> Answer:
    session = _mounted(backend, request.parameters["sessionId"])
    if not request.query["vdcSessionId"]:
        raise Refusal(400, "The VDC session does not exist")
    state = str(uuid.uuid4())
    backend.store.put(_STATES, state, {"session": session})
    query = urlencode({"redirect_uri": request.query["redirectUri"], "response_type": "code", "state": state})
    return answer(backend, request, {"uri": f"https://microsoft.example/authorize?{query}"})


@handles("vbr", "POST", f"{_BASE}/authCode/authorize")
def authorize(backend: Backend, request: Request) -> Answer:
    """A code works once; what the provider refuses is a success of this operation all the same."""
    body = request.body
    session = _mounted(backend, body["sessionId"])
    begun = backend.store.get(_STATES, body.get("state") or "")
    if body.get("error"):
        refused = {"error": body["error"], "errorDescription": body.get("errorDescription", "")}
    elif begun is None or begun["session"] not in ("", session):
        refused = {"error": "invalid_state", "errorDescription": "The state is not known"}
    elif not body.get("code") or body["code"] == BAD_CODE:
        refused = {"error": "invalid_grant", "errorDescription": "The code is not valid"}
    else:
        backend.store.remove(_STATES, body["state"])
        return answer(backend, request, {"successful": True, "credentialsId": credentials_of(session)})
    return answer(backend, request, {"successful": False, **refused})


def _mounted(backend: Backend, key: str) -> str:
    if backend.store.get(TENANTS, key) is None:
        raise Refusal(400, f"Session {key} has no Microsoft Entra ID tenant mounted", resource=key)
    return key
