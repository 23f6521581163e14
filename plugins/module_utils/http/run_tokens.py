# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps an access token for a whole run of ansible-playbook. Private to the collection."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, cast

from ..core.connection import Connection
from ..core.product import Product
from .tokens import TaskTokens, Token


class RunTokens(TaskTokens):
    """Keeps the token for a whole run, shared by the forks that run its tasks.

    A file of mode 0600 in a directory that belongs to this run and is removed at its end, named after
    a hash of server and account. ``locked`` keeps two forks from logging in, or from using up the
    single-use refresh token, at the same time.
    """

    def __init__(self, directory: str, connection: Connection) -> None:
        # The run logs out at its end, not the task.
        super().__init__(outlives_task=True)
        os.makedirs(directory, mode=0o700, exist_ok=True)
        self._path = os.path.join(directory, _file_name(connection))
        # What logging out at the end of the run needs, when there is no task and no account any more.
        self._server = {
            "product": connection.product.name,
            "url": connection.url,
            "revision": connection.revision,
            "validate_certs": connection.validate_certs,
            "ca_path": connection.ca_path,
        }

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the token's lock; waits for the fork that has it."""
        handle = os.open(self._path + ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def load(self) -> Token | None:
        """The run's token, or None where no task has logged in yet."""
        kept = _kept(self._path)
        return Token(**kept["token"]) if kept else None

    def save(self, token: Token | None) -> None:
        """Keep ``token`` for the tasks to come; None forgets it."""
        if token is None:
            if os.path.exists(self._path):
                os.remove(self._path)
            return
        # Written beside and renamed, so that a fork that reads without the lock sees a whole token.
        beside = f"{self._path}.{os.getpid()}"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump({"token": asdict(token), "server": self._server}, file)
        os.rename(beside, self._path)


def connections_left(directory: str, timeout: int, products: Mapping[str, Product]) -> list[Connection]:
    """A connection for each token that the tasks of a run left in ``directory``, to log out with, once."""
    if not os.path.isdir(directory):
        return []
    left = []
    for name in sorted(os.listdir(directory)):
        kept = _kept(os.path.join(directory, name)) if name.endswith(".token") else None
        if kept:
            server = dict(kept["server"], product=products[kept["server"]["product"]])
            token = kept["token"]["access"]
            left.append(Connection(access_token=token, timeout=timeout, retries=0, **server))
    return left


def _kept(path: str) -> dict[str, Any] | None:
    try:
        with open(path) as file:
            return cast("dict[str, Any]", json.load(file))
    except FileNotFoundError:
        return None


def _file_name(connection: Connection) -> str:
    facts = "\n".join((connection.url, connection.revision, connection.username or "", connection.password or ""))
    return hashlib.sha256(facts.encode("utf-8")).hexdigest()[:32] + ".token"
