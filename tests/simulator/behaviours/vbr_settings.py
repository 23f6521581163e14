# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the settings of the server. The general options show the others in another form, so these are one thing.

Rules that are in no document: a secret of the mail server is not returned; a traffic rule that has no ID gets one.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import handles, seeds
from ..seeds.vbr_settings import EMAIL, EVENT_FORWARDING, NOTIFICATIONS, SETTINGS, SIEM, STORAGE_LATENCY, TRAFFIC_RULES
from ..state import Item, copied

if TYPE_CHECKING:
    from ..backend import Backend

GENERAL = "generalOptions"
_SMTP = ("smtpServerName", "advancedSmtpOptions")
_FORWARDED = {"SNMPServers": "SNMPServers", "SyslogServer": "syslogServer"}


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.documents.update(copied(SETTINGS))


@handles("vbr", "GET", f"/api/v1/{GENERAL}")
def read_general(backend: Backend, request: Request) -> Answer:
    return _shown(backend, request, _general(backend))


@handles("vbr", "PUT", f"/api/v1/{GENERAL}")
def update_general(backend: Backend, request: Request) -> Answer:
    """Everything at once; a mail server of another type becomes one that takes SMTP."""
    documents, body = backend.store.documents, copied(request.body)
    email = body.get("emailSettings")
    enabled = body.get("notificationEnabled", (email or {}).pop("isEnabled", False))
    if enabled and not email:
        raise Refusal(400, "emailSettings are required to enable notifications")
    if email:
        smtp = {key: email.pop(key) for key in _SMTP}
        documents[EMAIL] = {"mailServer": "SMTP", **smtp, "emailSettings": email}
    documents[EMAIL]["notificationsEnabled"] = enabled
    documents[NOTIFICATIONS] = body["notifications"]
    siem = body["siemIntegration"]
    documents[SIEM] = {key: siem.pop(key) for key in documents[SIEM]}
    documents[EVENT_FORWARDING] = {_FORWARDED.get(key, key): value for key, value in siem.items()}
    return _shown(backend, request, _general(backend))


@handles("vbr", "PUT", f"/api/v1/{EMAIL}")
def update_email(backend: Backend, request: Request) -> Answer:
    settings = copied(request.body)
    secret = settings.pop("clientSecret", None)
    if secret:
        backend.secrets.remember(EMAIL, "clientSecret", secret)
    if settings["notificationsEnabled"] and not settings.get("emailSettings"):
        raise Refusal(400, "emailSettings are required to enable notifications")
    backend.store.documents[EMAIL] = settings
    return _shown(backend, request, settings)


@handles("vbr", "PUT", f"/api/v1/{TRAFFIC_RULES}")
def update_traffic_rules(backend: Backend, request: Request) -> Answer:
    rules = copied(request.body)
    for rule in rules.get("trafficRules", []):
        rule.setdefault("id", str(uuid.uuid4()))
    backend.store.documents[TRAFFIC_RULES] = rules
    return _shown(backend, request, rules)


@handles("vbr", "PUT", f"/api/v1/{STORAGE_LATENCY}")
def update_storage_latency(backend: Backend, request: Request) -> Answer:
    """Enabled, it needs limits, and the first must not be greater than the second."""
    settings = copied(request.body)
    limits = settings.get("storageLatencyControlOptions")
    if settings["storageLatencyControlEnabled"] and not limits:
        raise Refusal(400, "storageLatencyControlOptions must be specified")
    if limits and limits["latencyLimitMs"] > limits["throttlingIOLimitMs"]:
        raise Refusal(400, "latencyLimitMs must not be greater than throttlingIOLimitMs")
    backend.store.documents[STORAGE_LATENCY] = settings
    return _shown(backend, request, settings)


def _general(backend: Backend) -> Item:
    # Other documents of the store hold what is running, which has no copy.
    names = (EMAIL, EVENT_FORWARDING, NOTIFICATIONS, SIEM)
    documents = copied({name: backend.store.documents[name] for name in names})
    email, forwarding = documents[EMAIL], documents[EVENT_FORWARDING]
    enabled = email["notificationsEnabled"]
    shown = {key: email.get(key, SETTINGS[EMAIL][key]) for key in _SMTP}
    in_general = {known: name for name, known in _FORWARDED.items()}
    return {
        "notificationEnabled": enabled,
        "emailSettings": {**shown, **email.get("emailSettings", {}), "isEnabled": enabled},
        "notifications": documents[NOTIFICATIONS],
        "siemIntegration": {
            **documents[SIEM],
            **{in_general.get(key, key): value for key, value in forwarding.items()},
        },
    }


def _shown(backend: Backend, request: Request, settings: Item) -> Answer:
    schema = request.operation.answer_schema(request.operation.success) or {}
    name = request.operation.operation_id
    return Answer(request.operation.success, backend.values(request).fit(schema, copied(settings), name))
