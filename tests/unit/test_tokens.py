# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where tokens are kept, and that forks do not get in each other's way."""

from __future__ import annotations

import errno
import multiprocessing
import os
import stat
import time

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import AuthenticationFailed
from ansible_collections.opendr.veeam.plugins.module_utils.http import run_tokens
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens, connections_left
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import Refusal, TaskTokens, Token
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.clients import TokenServer, client_of
from support.fakes import Answer, FakeClock, FakeTransport, connection

TOKEN = Token("access-1", 1_700_000_900.0, 900.0)


@pytest.fixture
def directory(tmp_path):
    return str(tmp_path / "tokens")


def test_a_task_keeps_its_token_to_itself():
    tokens = TaskTokens()
    assert tokens.load() is None
    tokens.save(TOKEN)
    assert tokens.load() == TOKEN
    tokens.save(None)
    assert tokens.load() is None
    assert tokens.ends_with_task
    assert not TaskTokens(outlives_task=True).ends_with_task


def test_a_run_shares_its_token(directory):
    RunTokens(directory, connection()).save(TOKEN)
    shared = RunTokens(directory, connection())
    assert shared.load() == TOKEN
    assert not shared.ends_with_task
    shared.save(None)
    assert RunTokens(directory, connection()).load() is None
    shared.save(None)


def test_a_token_is_read_once_until_another_fork_writes_one(directory, monkeypatch):
    reads, read = [], run_tokens._kept
    monkeypatch.setattr(run_tokens, "_kept", lambda path: reads.append(path) or read(path))
    shared, fork = RunTokens(directory, connection()), RunTokens(directory, connection())
    for number, token in enumerate((TOKEN, Token("access-2", 1_700_000_900.0, 900.0)), 1):
        fork.save(token)
        assert [shared.load() for _request in range(3)] == [token] * 3
        assert len(reads) == number
    fork.save(None)
    assert shared.load() is None


@pytest.mark.parametrize(
    "other", [{"url": "https://other:9419"}, {"username": "b"}, {"password": "b"}, {"revision": "1.3-rev0"}]
)
def test_another_server_account_or_revision_has_a_token_of_its_own(directory, other):
    RunTokens(directory, connection()).save(TOKEN)
    assert RunTokens(directory, connection(**other)).load() is None


def test_nobody_else_can_read_it(directory):
    before = os.umask(0)
    try:
        tokens = RunTokens(directory, connection())
        with tokens.locked():
            tokens.save(TOKEN)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(directory).st_mode) == 0o700
    names = os.listdir(directory)
    assert len(names) == 2
    for name in names:
        assert stat.S_IMODE(os.stat(os.path.join(directory, name)).st_mode) == 0o600
        assert "administrator" not in name


def test_the_file_holds_no_account(directory):
    RunTokens(directory, connection()).save(TOKEN)
    for name in os.listdir(directory):
        with open(os.path.join(directory, name)) as file:
            text = file.read()
        assert "administrator" not in text
        assert connection().password not in text


def test_what_a_run_left_can_be_logged_out(directory):
    RunTokens(directory, connection(ca_path="/ca")).save(TOKEN)
    RunTokens(directory, connection(url="https://other:9419", validate_certs=False)).save(None)
    pinned = {"url": "https://pinned:9419", "certificate_fingerprint": "ab" * 32}
    RunTokens(directory, connection(**pinned)).save(TOKEN)
    RunTokens(directory, connection()).remember_refusal(Refusal("No.", {}))
    left, other = sorted(connections_left(directory, 5, PRODUCTS), key=lambda one: one.url, reverse=True)
    assert other.certificate_fingerprint == "ab" * 32
    assert (left.product, left.url, left.access_token) == (VBR, connection().url, "access-1")
    assert (left.ca_path, left.validate_certs, left.timeout, left.retries) == ("/ca", True, 5, 0)
    assert left.password is None
    assert connections_left(directory + "/none", 5, PRODUCTS) == []


# --- Where the token cannot be shared ---


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"token": null}',
        b'{"token": {"access": "a"}}',
        b'{"token": {"access": "a", "expires": "x", "lifetime": 1}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
    ids=range(9),
)
def test_a_damaged_file_is_replaced_by_the_next_login(directory, clock, content):
    RunTokens(directory, connection()).save(TOKEN)
    (path,) = [os.path.join(directory, name) for name in os.listdir(directory)]
    with open(path, "wb") as file:
        file.write(content)
    assert connections_left(directory, 5, PRODUCTS) == []
    server = TokenServer()
    for _task in range(2):
        assert client_of(clock, server, RunTokens(directory, connection())).get("/a")
    assert server.issued == 1


def _full_disk(*arguments, **settings):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("name", ["open", "rename", "makedirs"])
def test_on_a_full_disk_each_task_has_a_token_and_ends_it(directory, clock, monkeypatch, name):
    if name != "makedirs":
        os.makedirs(directory)
    monkeypatch.setattr(os, name, _full_disk)
    server = TokenServer()
    for _task in range(2):
        client = client_of(clock, server, RunTokens(directory, connection()))
        client.get("/a")
        client.get("/b")
        client.close()
        assert client._transport.sent[-1]["path"] == "/api/oauth2/logout"
    assert server.issued == 2
    monkeypatch.undo()
    assert not os.path.isdir(directory) or not [name for name in os.listdir(directory) if not name.endswith(".lock")]


def test_a_rejected_login_that_cannot_be_written_down_is_an_error_all_the_same(directory, clock, monkeypatch):
    monkeypatch.setattr(os, "open", _full_disk)
    client = client_of(clock, lambda request: Answer(401), RunTokens(directory, connection()))
    with pytest.raises(AuthenticationFailed):
        client.get("/a")


def test_a_damaged_note_of_a_rejected_login_is_no_rejection(directory):
    tokens = RunTokens(directory, connection())
    tokens.remember_refusal(Refusal("No.", {"status": 401}))
    assert tokens.refusal() == Refusal("No.", {"status": 401})
    (path,) = [os.path.join(directory, name) for name in os.listdir(directory)]
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with open(path, "w") as file:
        file.write('{"message": "No."}')
    assert tokens.refusal() is None


def _ask(directory, log, start):
    """One fork of a run: wants a token, and has to log in for it where nobody has."""

    def serve(request):
        with open(log, "a") as file:
            file.write(request["form"]["grant_type"] + "\n")
        time.sleep(0.2)
        return Answer(200, {"access_token": "shared", "refresh_token": "r", "expires_in": 900})

    client = Client(connection(), RunTokens(directory, connection()), FakeClock(), "test", FakeTransport(serve))
    start.wait()
    raise SystemExit(0 if client.token().access == "shared" else 1)


def test_forks_that_start_together_log_in_once(directory, tmp_path):
    context = multiprocessing.get_context("fork")
    start, log = context.Event(), str(tmp_path / "logins")
    forks = [context.Process(target=_ask, args=(directory, log, start)) for _unused in range(4)]
    for fork in forks:
        fork.start()
    start.set()
    for fork in forks:
        fork.join(20)
    assert [fork.exitcode for fork in forks] == [0, 0, 0, 0]
    with open(log) as file:
        assert file.read() == "password\n"
