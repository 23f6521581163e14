# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps an access token for a whole run of ansible-playbook. Private to the collection."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from ..core.connection import Connection
from ..core.product import Product
from .tokens import Refusal, TaskTokens, Token


class RunTokens(TaskTokens):
    """Keeps the token for a whole run, shared by the forks that run its tasks.

    A file of mode 0600 in a directory that belongs to this run and is removed at its end, named after
    a hash of server and account. ``locked`` keeps two forks from logging in at the same time. Where the file cannot be
    written, such as on a full disk, each task has a token of its own. A login that was rejected is remembered
    beside it, since repeated ones lock the account.
    """

    def __init__(self, directory: str, connection: Connection) -> None:
        # The run logs out at its end, not the task.
        super().__init__(outlives_task=True)
        with suppress(OSError):
            os.makedirs(directory, mode=0o700, exist_ok=True)
        self._path = os.path.join(directory, _file_name(connection))
        self._refusal_path = self._path + ".refused"
        # The file as it was read last, by its stamp, and the token in it.
        self._read: tuple[tuple[int, int, int], Token | None] | None = None
        # What logging out at the end of the run needs, when there is no task and no account any more.
        self._server = {
            "product": connection.product.name,
            "url": connection.url,
            "revision": connection.revision,
            "validate_certs": connection.validate_certs,
            "ca_path": connection.ca_path,
            "certificate_fingerprint": connection.certificate_fingerprint,
        }

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the token's lock; waits for the fork that has it."""
        handle = self._lock()
        try:
            yield
        finally:
            if handle is not None:
                os.close(handle)

    def load(self) -> Token | None:
        """The token of this task where the run could not keep it, else the run's; None where nobody has logged in."""
        return super().load() or self._token_of_run()

    def _token_of_run(self) -> Token | None:
        """The token in the file. Each request asks for it, so it is read again only where it was written since."""
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        # Before it is read: a file that takes its place meanwhile is read the next time.
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, _token_of(_kept(self._path))
        return self._read[1]

    def save(self, token: Token | None) -> None:
        """Keep ``token`` for the tasks to come; None forgets it."""
        if token is None:
            super().save(None)
            with suppress(OSError):
                os.remove(self._path)
            return
        try:
            _write(self._path, {"token": token._asdict(), "server": self._server})
        except OSError:
            super().save(token)
            self.ends_with_task = True

    @contextmanager
    def first_login(
        self, patience: float, now: Callable[[], float], sleep: Callable[[float], None], pause: float
    ) -> Iterator[bool]:
        """Whether this is the first task of a run to log in with this account.

        The others wait at most ``patience`` seconds until it is known how that went; then nobody waits any more.
        """
        handle, until = None, now() + patience
        while not self._is_login_known():
            try:
                handle = self._lock(wait=False)
                break
            except BlockingIOError:
                if now() >= until:
                    # The login is not what takes so long, so nobody else needs to wait.
                    self.remember_login()
                    break
            sleep(pause)
        try:
            yield handle is not None
        finally:
            if handle is not None:
                os.close(handle)

    def remember_login(self) -> None:
        """Keep for the tasks to come that this account can log in."""
        with suppress(OSError):
            _write(self._path + ".accepted", {})

    def _is_login_known(self) -> bool:
        return any(os.path.exists(self._path + ending) for ending in ("", ".accepted", ".refused"))

    def refusal(self) -> Refusal | None:
        """How the server rejected this account earlier in this run."""
        kept = _kept(self._refusal_path)
        try:
            return Refusal(str(kept["message"]), dict(kept["facts"]))
        except (KeyError, TypeError, ValueError):
            return None

    def remember_refusal(self, refusal: Refusal) -> None:
        """Keep ``refusal`` for the tasks to come."""
        with suppress(OSError):
            _write(self._refusal_path, refusal._asdict())

    def _lock(self, wait: bool = True) -> int | None:
        """The lock as an open file, or None where there can be none; then there is no shared token either.

        Raises BlockingIOError without ``wait``, where somebody else has the lock.
        """
        try:
            handle = os.open(self._path + ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise
        return handle


def connections_left(directory: str, timeout: int, products: Mapping[str, Product]) -> list[Connection]:
    """A connection for each token that the tasks of a run left in ``directory``, to log out with, once."""
    if not os.path.isdir(directory):
        return []
    left = []
    for name in sorted(os.listdir(directory)):
        kept = _kept(os.path.join(directory, name)) if name.endswith(".token") else {}
        token = _token_of(kept)
        if token is None:
            continue
        with suppress(KeyError, TypeError):
            server = dict(kept["server"], product=products[kept["server"]["product"]])
            left.append(Connection(access_token=token.access, timeout=timeout, retries=0, **server))
    return left


def _token_of(kept: Mapping[str, Any]) -> Token | None:
    """The token in a file, None where there is none, or it is damaged: then a login makes another."""
    try:
        token = kept["token"]
        return Token(str(token["access"]), float(token["expires"]), float(token["lifetime"]))
    except (KeyError, TypeError, ValueError):
        return None


def _kept(path: str) -> dict[str, Any]:
    """What a file holds, nothing where it is missing or damaged."""
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: str, content: Mapping[str, Any]) -> None:
    """Written beside and renamed, so that a fork that reads without the lock sees a whole file. Raises OSError."""
    beside = f"{path}.{os.getpid()}"
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file)
        os.rename(beside, path)
    except OSError:
        with suppress(OSError):
            os.remove(beside)
        raise


def _file_name(connection: Connection) -> str:
    facts = "\n".join((connection.url, connection.revision, connection.username or "", connection.password or ""))
    return hashlib.sha256(facts.encode("utf-8")).hexdigest()[:32] + ".token"
