# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of a machine in a plan: what they are, and whether one has passed. Pure. Private to the collection."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

TCP, HTTP, TASKS = "tcp", "http", "tasks"
TIMEOUT = 600
# The keys of each kind of check, the required ones first, with their defaults.
KEYS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    TCP: (("host", "port"), {"timeout": TIMEOUT}),
    HTTP: (
        ("url",),
        {"status": [200], "body": "", "timeout": TIMEOUT, "interval": 5, "validate_certs": True, "ca_path": None},
    ),
    TASKS: (("file",), {}),
}
Check = Mapping[str, Any]


def normalized_check(check: object) -> dict[str, Any]:
    """A check with its defaults; ``status`` is a list of numbers."""
    if not isinstance(check, Mapping):
        return {"type": None, "given": check}
    kind = str(check.get("type"))
    found = {"type": kind, **KEYS.get(kind, ((), {}))[1], **check}
    if kind == HTTP and not isinstance(found["status"], list):
        found["status"] = [found["status"]]
    return found


def check_problems(check: Check) -> list[str]:
    """What is wrong with a check, in sentences."""
    kind = check["type"]
    if kind is None:
        return [f"a check is {check['given']!r}. Set a dictionary with its type: {', '.join(KEYS)}."]
    if kind not in KEYS:
        return [f"check type '{kind}' not found. Available: {', '.join(KEYS)}."]
    required, optional = KEYS[kind]
    missing = [key for key in required if not check.get(key)]
    problems = [f"a check of the type {kind} has no {key}." for key in missing]
    known = ("type", *required, *optional)
    problems += [
        f"a check of the type {kind} has '{key}', which is not known there. Available: {', '.join(known)}."
        for key in check
        if key not in known
    ]
    if kind == TCP and not missing and not _is_whole(check["port"], 1, 65535):
        problems.append(f"port is {check['port']!r}. Set a number from 1 to 65535.")
    if "timeout" in optional and not _is_whole(check["timeout"], 1, 86400):
        problems.append(f"timeout is {check['timeout']!r}. Set seconds from 1 to 86400.")
    if kind == HTTP:
        problems += [
            f"status has {status!r}. Set numbers from 100 to 599."
            for status in check["status"]
            if not _is_whole(status, 100, 599)
        ]
        if not missing and not str(check["url"]).startswith(("http://", "https://")):
            problems.append(f"url '{check['url']}' does not begin with http:// or https://.")
        if not _is_whole(check["interval"], 1, 3600):
            problems.append(f"interval is {check['interval']!r}. Set seconds from 1 to 3600.")
    return problems


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def passed(check: Check, result: Mapping[str, Any]) -> bool:
    """Whether the result of the module behind a check says that the machine has passed it."""
    if check["type"] == TCP:
        return result.get("state") in ("started", "present") and not result.get("msg")
    if check["type"] == HTTP:
        found = result.get("status") in check["status"]
        return found and (not check["body"] or str(check["body"]) in str(result.get("content") or ""))
    return bool(result.get("passed"))


def what(check: Check) -> str:
    """What a check looks at."""
    if check["type"] == TCP:
        return f"TCP port {check['port']} of {check['host']}"
    if check["type"] == HTTP:
        body = f" with the text '{check['body']}'" if check["body"] else ""
        return f"{without_account(str(check['url']))} answers {' or '.join(map(str, check['status']))}{body}"
    return f"tasks of {check['file']}"


def without_account(url: str) -> str:
    """A URL without the account that may be in it, for outputs and reports."""
    return re.sub(r"//[^/?#]*@", "//***@", url)


def message(check: Check, result: Mapping[str, Any]) -> str:
    """Why a check was not passed."""
    if check["type"] == HTTP and isinstance(result.get("status"), int) and result["status"] > 0:
        if result["status"] in check["status"]:
            return f"The answer has status {result['status']}, and not the text '{check['body']}'."
        return f"The answer has status {result['status']}."
    return str(result.get("msg") or "There was no answer.")
