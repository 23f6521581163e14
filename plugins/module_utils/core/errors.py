# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can go wrong, as exceptions that carry facts.

Each class names one situation. ``message`` is the sentence for a person; ``facts`` are the values
behind it, for a playbook's ``rescue`` to act on. ``runner`` is the one place that turns an exception
into a failed task. Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

# Runs before everything else, for some files do not even compile on an old Python.
from . import required_python  # noqa: F401  # pylint: disable=unused-import

# How much of a text of the server a message shows.
LONGEST_QUOTE = 500
# The patterns of this file are compiled when they are first used: most tasks have nothing to say.
# Sequences that move the cursor of a terminal, set its colors or its title.
_ESCAPE_SEQUENCES = r"(?s:\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?)"
# Everything else that is not shown but acts: control characters, and those that change the direction of text.
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+"


class VeeamError(Exception):
    """Base of all: a sentence for a person and the facts behind it."""

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts: dict[str, Any] = {key: value for key, value in facts.items() if value is not None}


class ConnectionFailed(VeeamError):
    """The server could not be reached, so nothing was changed."""


class CertificateRefused(ConnectionFailed):
    """The certificate of the server is not trusted, has expired, or is for another name."""


class ResponseLost(VeeamError):
    """A change was sent and the response was lost, so it is not known whether the server made the change."""


class ApiError(VeeamError):
    """The server responded with an error, or with something that is not a response of its API.

    ``status`` is the HTTP status; ``error_code`` and ``server_message`` are the vendor's own words.
    """

    def __init__(
        self,
        method: str,
        path: str,
        status: int,
        error_code: str | None,
        server_message: str,
        hint: str = "",
    ) -> None:
        code = f" {error_code}" if error_code else ""
        message = f"{method} {path} was answered with {status}{code}: {server_message}"
        super().__init__(
            " ".join(part for part in (sentence(message), hint) if part),
            method=method,
            path=path,
            status=status,
            error_code=error_code,
            server_message=server_message,
        )
        self.status = status
        self.error_code = error_code
        self.server_message = server_message


class UnexpectedResponse(VeeamError):
    """The server reported success, and its response lacks what the task cannot do without.

    ``operation`` is method and path of the request, ``missing`` the property that is not there, or is null.
    """

    def __init__(self, operation: str, missing: str) -> None:
        acted = "" if operation.startswith("GET ") else "The server may have done what was requested. "
        super().__init__(
            f"The response to {operation} has no value for '{missing}', and this task cannot do without it. {acted}"
            "Check that this version of the server supports the api_version of the task, then run the task again. "
            "If that does not help, report this message with the version of the server.",
            operation=operation,
            property=missing,
        )


class AuthenticationFailed(VeeamError):
    """The server did not accept the account or the token."""


class ObjectNotFound(VeeamError):
    """Something named in the task does not exist on the server."""


class AmbiguousName(VeeamError):
    """Several objects have the name that the task gives."""

    def __init__(self, noun: str, name: str, ids: Sequence[str], how: str) -> None:
        super().__init__(
            f"{len(ids)} objects of kind '{noun}' are named '{name}': {', '.join(ids)}. {how}",
            name=name,
            candidates=list(ids),
        )


class InvalidOption(VeeamError):
    """An option has a value that is not valid for this object, type or API revision."""


class ImmutableOption(VeeamError):
    """The task changes an option that can only be set when the object is created.

    ``title`` names the object, such as ``repository 'Main'``.
    """

    def __init__(self, noun: str, title: str, option: str, current: object, desired: object) -> None:
        super().__init__(
            f"The {title} has {option}={current!r}, and the task wants {desired!r}. "
            f"This can be set only when a {noun} is created: leave the option out, "
            f"or remove the {noun} and create it again.",
            option=option,
            current=current,
            desired=desired,
        )


class NotConverged(VeeamError):
    """The server reported no error, but the object is not as the task describes it."""


class ObjectBusy(VeeamError):
    """Another task works on the object, and was not done in time. Nothing was changed."""


class RecoveryBlocked(VeeamError):
    """The recovery is in a phase from which it cannot reach the requested state."""


class NoRestorePoint(VeeamError):
    """No restore point matches the task. The facts hold the reason for each that was not used."""


class SessionFailed(VeeamError):
    """A session failed or was canceled. The facts hold the session and its last log records."""


class SessionTimedOut(SessionFailed):
    """A session still ran after ``wait_timeout`` seconds. It continues on the server."""


class ActionRequired(SessionFailed):
    """A session waits for an action by a person."""


class TaskInterrupted(VeeamError):
    """Ctrl-C or a signal ended the task. It has closed what it had opened on the server."""


class Unexpected(VeeamError):
    """Something happened that the collection is not prepared for, such as a response that is not one of the API."""


def sentence(text: str) -> str:
    """``text`` with a full stop at its end."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else text + "."


def readable(text: str, longest: int = LONGEST_QUOTE) -> str:
    """``text`` of a server for a person: on one line, without what a terminal would act on, cut to ``longest``."""
    flat = " ".join(re.sub(_CONTROLS, " ", re.sub(_ESCAPE_SEQUENCES, "", text)).split())
    return flat if len(flat) <= longest else flat[:longest] + "..."


def listed(names: Sequence[str], limit: int = 10) -> str:
    """``'a', 'b' and 3 more`` for messages that name what exists; ``none`` for an empty list."""
    quoted: list[str] = [f"'{name}'" for name in names[:limit]]
    if not quoted:
        return "none"
    rest = len(names) - len(quoted)
    return ", ".join(quoted) + (f" and {rest} more" if rest else "")


def joined(names: Sequence[str]) -> str:
    """``a, b and c``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def span_words(since: str, until: str, subject: str = "It needs") -> str:
    """Which API revision to use for what exists from ``since`` to ``until``, either of which may be open."""
    if since and until:
        return f"{subject} api_version {since} to {until}."
    return f"{subject} api_version {since} or newer." if since else f"{subject} api_version {until} or older."
