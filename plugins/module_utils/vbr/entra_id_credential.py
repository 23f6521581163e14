# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-in of a person at Microsoft Entra ID for the restore from one mount: veeam_entra_id_credential.

A person signs in in the browser, so each flow has two tasks: one starts it and shows what the person needs, the other
finishes it. Operations under ``/api/v1/restore/entraId/tenant/deviceCode`` and ``.../authCode``. Private to the
collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from ..core.errors import AuthenticationFailed, InvalidOption, NotConverged, ResponseLost, SessionTimedOut, readable
from ..core.polling import Waiting, poll, wait_options
from ..core.timestamps import parse_time
from ..engine.revisions import validate_since
from ..engine.task import ApiUsage, Declaration, Reader, RequestBody, Result, Task
from ..schema.choices import validate_choice_options
from ..schema.fields import Field, argument_spec
from ..schema.resource import Operation, SchemaContext, filled
from ..schema.state import State
from ..schema.values import UUID
from ..schema.writing import write_given
from .product import VBR

DEVICE_CODE, AUTHORIZATION_CODE = "device_code", "authorization_code"
PENDING, SUCCESS, FAILURE = "Pending", "Success", "Failure"
_TENANT = "/restore/entraId/tenant"
REQUEST = Operation("POST", _TENANT + "/deviceCode", "object")
STATE = _TENANT + "/deviceCode/state"
AUTHORIZATION = _TENANT + "/{sessionId}/authCode/startAuthorization"
AUTHORIZE = Operation("POST", _TENANT + "/authCode/authorize", "object", since="1.3-rev1")
# Seconds for which Microsoft accepts a code, if the server does not say.
CODE_TIMEOUT = 900

SESSION = Field("session_id", format=UUID, required=True)
CODE_FIELDS = (Field("user_code"), Field("expires_on"))
BROWSER_FIELDS = (Field("vdc_session_id"), Field("redirect_uri"))
RESPONSE_FIELDS = (
    Field("code", mode="secret"),
    Field("authorization_state", api="state"),
    Field("sign_in_error", api="error"),
    Field("sign_in_error_description", api="errorDescription"),
)


@dataclass(frozen=True)
class Flow:
    """A way to sign in, and the options that it has."""

    name: str
    options: tuple[Field, ...]


FLOWS = {
    flow.name: flow
    for flow in (Flow(DEVICE_CODE, CODE_FIELDS), Flow(AUTHORIZATION_CODE, (*BROWSER_FIELDS, *RESPONSE_FIELDS)))
}


def _run(task: Task) -> Result:
    flow = FLOWS[task.params["flow"]]
    accepted_by = {field.option: [other.name] for other in FLOWS.values() for field in other.options}
    own = {field.option for field in flow.options}
    validate_choice_options(task.params, f"flow={flow.name}", own, accepted_by)
    if flow.name == DEVICE_CODE:
        return _wait_for_person(task) if task.params["user_code"] else _request_code(task)
    validate_since(task.client, AUTHORIZE.since, f"flow={flow.name}")
    finishing = any(task.params[field.option] for field in RESPONSE_FIELDS)
    return _finish_authorization(task) if finishing else _start_authorization(task)


# --- By a device code. ---


def _request_code(task: Task) -> Result:
    """A new code. Its twin, the device code, is a secret that nobody needs."""
    if task.check_mode:
        return _result(True, PENDING)
    try:
        code = task.client.write(REQUEST.method, REQUEST.path, {"sessionId": task.params["session_id"]})
    except ResponseLost as lost:
        raise NotConverged(
            f"{lost.message} Rerun this task: it requests another code, and nobody can use the lost one.", **lost.facts
        ) from lost
    return _result(True, PENDING, **code_facts(code))


def code_facts(code: Mapping[str, Any]) -> dict[str, Any]:
    """What a person needs to sign in. Pure."""
    return {
        "user_code": code["userCode"],
        "verification_url": code["verificationUrl"],
        "message": readable(str(code.get("message") or "")),
        "expires_on": code.get("expiresOn"),
    }


def _wait_for_person(task: Task) -> Result:
    """The credentials, once the person has signed in. Raises AuthenticationFailed, SessionTimedOut."""
    params, waiting = task.params, Waiting.of(task.params)
    ends = parse_time(params["expires_on"], "expires_on") if params["expires_on"] else None
    body = {"sessionId": params["session_id"], "userCode": params["user_code"]}
    if task.progress is not None:
        task.progress(f"Waiting until somebody has signed in with the code {params['user_code']}")

    def observe() -> dict[str, Any] | None:
        latest = state_facts(task.client.post_read(STATE, body))
        if latest["status"] == FAILURE:
            raise _not_signed_in(f"The sign-in with the code {params['user_code']}", latest["message"])
        if latest["status"] != SUCCESS and _is_over(task, ends):
            raise _not_signed_in(f"The sign-in with the code {params['user_code']}", "The code has expired.")
        return latest if latest["status"] == SUCCESS or not waiting.wait or task.check_mode else None

    latest = poll(observe, task.clock, waiting.timeout, waiting.interval)
    if latest is None:
        raise SessionTimedOut(
            f"Nobody has signed in with the code {params['user_code']} in wait_timeout={waiting.timeout:g} seconds. To "
            "keep waiting, rerun this task. The code may have expired meanwhile: then request a new one."
        )
    if latest["status"] != SUCCESS:
        return _result(False, PENDING)
    return _result(False, SUCCESS, credentials_id=latest["credentials_id"], username=latest["username"])


def state_facts(state: Mapping[str, Any]) -> dict[str, Any]:
    """What the server says about a code; nothing in it is required. Raises UnexpectedResponse for no credentials."""
    status = state.get("status") or PENDING
    return {
        "status": status,
        "credentials_id": state["credentialsId"] if status == SUCCESS else None,
        "username": state.get("username"),
        "message": readable(str(state.get("errorMessage") or "")),
    }


def _is_over(task: Task, ends: datetime | None) -> bool:
    now = task.client.server_time
    return ends is not None and now is not None and now > ends


# --- By an authorization code. ---


def _start_authorization(task: Task) -> Result:
    params = task.params
    missing = [field.option for field in BROWSER_FIELDS if not params[field.option]]
    if missing:
        raise InvalidOption(
            f"flow={AUTHORIZATION_CODE} needs {' and '.join(missing)} to start a sign-in, or code and "
            "authorization_state to finish one.",
            missing=missing,
        )
    query = {"vdcSessionId": params["vdc_session_id"], "redirectUri": params["redirect_uri"]}
    response = task.client.get(filled(AUTHORIZATION, params["session_id"]), query)
    return _result(False, PENDING, authorization_uri=authorization_uri(response))


def authorization_uri(response: Mapping[str, Any]) -> str:
    """The address at which a person signs in. Pure."""
    return quote(str(response["uri"]), safe=":/?#[]@!$&'()*+,;=%-._~")


def _finish_authorization(task: Task) -> Result:
    """The credentials for what Microsoft has sent to the redirect URI. Raises AuthenticationFailed, NotConverged."""
    params = task.params
    if not params["sign_in_error"] and not (params["code"] and params["authorization_state"]):
        raise InvalidOption(
            "To finish a sign-in, set code and authorization_state, or sign_in_error, to what the redirect URI got."
        )
    if task.check_mode:
        return _result(True, SUCCESS)
    body: State = {}
    given = {field.option: params[field.option] for field in (SESSION, *RESPONSE_FIELDS) if params[field.option]}
    write_given((SESSION, *RESPONSE_FIELDS), given, body, SchemaContext(VBR, task.client.revision))
    try:
        response = task.client.write(AUTHORIZE.method, AUTHORIZE.path, body)
    except ResponseLost as lost:
        raise NotConverged(
            f"{lost.message} A code works once, so start a new sign-in and run both tasks again.", **lost.facts
        ) from lost
    return _result(True, SUCCESS, credentials_id=authorized(response))


def authorized(response: Mapping[str, Any]) -> str:
    """The id of the credentials. Raises AuthenticationFailed where the response says that there are none. Pure."""
    if not response["successful"]:
        reason = ": ".join(str(response.get(key)) for key in ("error", "errorDescription") if response.get(key))
        raise _not_signed_in("The sign-in", readable(reason))
    return str(response["credentialsId"])


def _not_signed_in(what: str, reason: str) -> AuthenticationFailed:
    return AuthenticationFailed(
        f"{what} was not completed. The server says: {reason or 'nothing more.'} Start a new sign-in, and let a person "
        "complete it whose account may restore in this tenant.",
        server_message=reason,
    )


def _result(changed: bool, status: str, **facts: Any) -> Result:
    return {"changed": changed, "status": status.lower(), **facts}


READERS: dict[str, Reader] = {
    "POST " + STATE: state_facts,
    AUTHORIZATION: authorization_uri,
    "POST " + REQUEST.path: code_facts,
    "POST " + AUTHORIZE.path: authorized,
}
MODULE = Declaration(
    product=VBR,
    options={
        **{option: {**spec, "required": True} for option, spec in argument_spec((SESSION,)).items()},
        "flow": {"type": "str", "choices": list(FLOWS), "default": DEVICE_CODE},
        **argument_spec((*CODE_FIELDS, *BROWSER_FIELDS, *RESPONSE_FIELDS)),
        **wait_options(CODE_TIMEOUT),
    },
    run=_run,
    api=ApiUsage(
        operations=(REQUEST, AUTHORIZE),
        reads=(AUTHORIZATION,),
        post_reads=(STATE,),
        bodies=(
            RequestBody(REQUEST, (SESSION,)),
            RequestBody(AUTHORIZE, (SESSION, *RESPONSE_FIELDS)),
        ),
        readers=READERS,
        since={AUTHORIZATION: AUTHORIZE.since, AUTHORIZE.path: AUTHORIZE.since},
    ),
)
