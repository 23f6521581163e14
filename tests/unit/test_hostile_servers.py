# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real connections: certificates known by their fingerprint, and servers that break off, drip or never end."""

from __future__ import annotations

import gc
import hashlib
import os
import time
import weakref

import certifi
import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import fingerprint
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
    CertificateRefused,
    ConnectionFailed,
    ResponseLost,
)
from ansible_collections.opendr.veeam.plugins.module_utils.http import adapter
from ansible_collections.opendr.veeam.plugins.module_utils.http import transport as transport_file
from ansible_collections.opendr.veeam.plugins.module_utils.http.streaming import stream
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import Transport
from support.fakes import connection
from support.sockets import answer, pass_on, request_of, self_signed, serving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
BROKEN_RECORD = b"\x17\x03\x03\x00\x20" + bytes(32)
SHA256, SHA1 = (
    ":".join(digest[start : start + 2] for start in range(0, len(digest), 2)).upper()
    for digest in (
        hashlib.sha256(self_signed().der).hexdigest(),
        hashlib.new("sha1", self_signed().der, usedforsecurity=False).hexdigest(),
    )
)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def transport(clock):
    """Makes a transport to a server; certificates are not checked unless the test says how."""
    made = []

    def make(server, **settings):
        values = {"validate_certs": False, "timeout": 2, "retries": 0, **settings}
        made.append(Transport(connection(url=server.url, **values), clock, "test"))
        return made[-1]

    yield make
    for one in made:
        one.close()


def send(transport, repeatable=True):
    return transport.send("GET" if repeatable else "POST", "/x", repeatable, {}, json=None if repeatable else {"a": 1})


def test_a_closed_connection_leaves_memory_at_once(transport, monkeypatch):
    """It holds all the certificates that it trusts, and a long task makes many connections."""
    seen = []
    observed = adapter._receive_in_time

    def recorded(sock, exchange):
        seen.append(weakref.ref(sock))
        observed(sock, exchange)

    monkeypatch.setattr(adapter, "_receive_in_time", recorded)
    gc.disable()
    try:
        with serving(answer(b"{}")) as server:
            sender = transport(server)
            assert send(sender).text == "{}"
            sender.close()
        left = [sock for sock in seen if sock() is not None]
    finally:
        gc.enable()
    assert (len(seen), left) == (1, [])


# --- Certificates ---


@pytest.mark.parametrize("given", [SHA256, SHA1, SHA256.replace(":", "").lower(), SHA1.replace(":", " ")], ids=range(4))
def test_a_certificate_is_known_by_its_fingerprint(transport, given):
    with serving(answer(b'{"a": 1}')) as server:
        sender = transport(server, validate_certs=True, certificate_fingerprint=fingerprint(given))
        assert send(sender).text == '{"a": 1}'
        assert send(sender).status_code == 200
        assert server.connections == 1


@pytest.mark.parametrize("validate", [True, False])
@pytest.mark.parametrize("digits", [64, 40])
def test_another_certificate_is_refused_whatever_else_the_task_says(transport, validate, digits):
    received = []
    with serving(lambda connection: received.append(request_of(connection))) as server:
        sender = transport(server, validate_certs=validate, certificate_fingerprint="ab" * (digits // 2))
        with pytest.raises(CertificateRefused) as error:
            send(sender, repeatable=False)
    for part in ("certificate_fingerprint", "ab" * (digits // 2), SHA256, SHA1, "was replaced", "between you"):
        assert part in error.value.message
    assert received == []


def test_through_a_proxy_too(transport, monkeypatch):
    with serving(answer()) as server, serving(pass_on(server.port), tls=False) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "")
        assert send(transport(server, certificate_fingerprint=fingerprint(SHA256))).status_code == 200
        assert proxy.connections == 1
        with pytest.raises(CertificateRefused, match="certificate_fingerprint"):
            send(transport(server, certificate_fingerprint="ab" * 32))
        assert proxy.connections == 2


@pytest.mark.parametrize("named", ["ca_path", "environment", ""])
def test_a_certificate_that_is_not_trusted_is_shown_for_comparison(transport, monkeypatch, tmp_path, named):
    settings = {"ca_path": certifi.where()} if named == "ca_path" else {}
    if named == "environment":
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", certifi.where())
    with serving(answer()) as server, pytest.raises(CertificateRefused) as error:
        send(transport(server, validate_certs=True, **settings))
    checked = {
        "ca_path": f"ca_path={certifi.where()}",
        "environment": f"{certifi.where()}, which the environment variable",
        "": "certifi (no ca_path is given)",
    }[named]
    compare = "Compare this with what the server itself shows, in its console"
    for part in ("certificate verify failed", SHA256, SHA1, compare, "certificate_fingerprint", "ca_path", checked):
        assert part in error.value.message
    assert error.value.facts["fingerprint_sha256"] == SHA256
    assert error.value.facts["fingerprint_sha1"] == SHA1


def test_a_file_that_holds_no_certificate_is_what_the_message_names(transport, tmp_path):
    path = tmp_path / "ca.pem"
    path.write_text("no certificate")
    with serving(answer()) as server, pytest.raises(CertificateRefused, match=f"ca_path={path} cannot be read.*PEM"):
        send(transport(server, validate_certs=True, ca_path=str(path)))


def without_tls(connection):
    connection.recv(10)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.parametrize("repeatable", [True, False])
def test_a_port_without_tls_is_named_as_such(transport, repeatable):
    with (
        serving(without_tls, tls=False) as server,
        pytest.raises(ConnectionFailed, match="does not speak TLS.*port in url.*9419") as error,
    ):
        send(transport(server, validate_certs=True), repeatable)
    assert error.type is ConnectionFailed


def test_a_port_that_hangs_up_at_once_got_nothing(transport):
    with (
        serving(lambda connection: None, tls=False) as server,
        pytest.raises(ConnectionFailed, match="No TLS connection|was not reached") as error,
    ):
        send(transport(server, validate_certs=True), repeatable=False)
    assert error.type is ConnectionFailed


def test_a_port_that_says_nothing_got_nothing(transport):
    with (
        serving(lambda connection: time.sleep(3), tls=False) as server,
        pytest.raises(ConnectionFailed, match="was not reached") as error,
    ):
        send(transport(server, timeout=0.2), repeatable=False)
    assert error.type is ConnectionFailed


# --- TLS and HTTP that break ---


def broken_record(connection):
    request_of(connection)
    # Beside the encryption.
    os.write(connection.fileno(), BROKEN_RECORD)
    time.sleep(0.2)


def test_tls_that_breaks_after_a_write_is_a_lost_response(transport):
    with serving(broken_record) as server:
        with pytest.raises(ResponseLost, match="closed the connection during POST /x"):
            send(transport(server, retries=3), repeatable=False)
        assert server.connections == 1


def test_tls_that_breaks_during_a_read_is_a_reason_to_read_again(transport):
    with serving(broken_record, answer(b"[1]")) as server:
        assert send(transport(server, retries=1)).text == "[1]"
        assert server.connections == 2


def headers_by_the_byte(connection):
    request_of(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.02)


def body_by_the_byte(connection):
    request_of(connection)
    connection.sendall(HEAD)
    while True:
        connection.sendall(b" ")
        time.sleep(0.02)


def chunks_by_the_byte(connection):
    request_of(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1\r\n \r\n")
        time.sleep(0.02)


def interim_answers(connection):
    request_of(connection)
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.02)


@pytest.mark.parametrize("script", [headers_by_the_byte, body_by_the_byte, chunks_by_the_byte, interim_answers])
@pytest.mark.parametrize(("repeatable", "kind"), [(True, ConnectionFailed), (False, ResponseLost)])
def test_a_response_by_the_byte_ends_in_time_and_is_not_asked_for_again(
    transport, monkeypatch, script, repeatable, kind
):
    monkeypatch.setattr(transport_file, "SILENCES_PER_RESPONSE", 1)
    started = time.monotonic()
    with serving(script) as server:
        with pytest.raises(kind, match="did not finish its response to .* in time") as error:
            send(transport(server, timeout=0.4, retries=3), repeatable)
        assert server.connections == 1
    assert error.type is kind
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("script", [headers_by_the_byte, body_by_the_byte, chunks_by_the_byte])
@pytest.mark.parametrize(("repeatable", "kind"), [(True, ConnectionFailed), (False, ResponseLost)])
def test_a_file_by_the_byte_ends_in_time_too(transport, monkeypatch, script, repeatable, kind):
    monkeypatch.setattr(transport_file, "SILENCES_PER_RESPONSE", 1)
    started = time.monotonic()
    with serving(script) as server, pytest.raises(kind, match="did not finish its response to .* in time") as error:
        stream(transport(server, timeout=0.4), "POST", "/file", {}, "token", len, repeatable=repeatable)
    assert error.type is kind
    assert time.monotonic() - started < 1.5


def silent_near_the_end(connection):
    request_of(connection)
    connection.sendall(HEAD)
    time.sleep(0.8)
    connection.sendall(b" ")
    time.sleep(3)


def test_a_silence_lasts_no_longer_than_the_response_may(transport, monkeypatch):
    monkeypatch.setattr(transport_file, "SILENCES_PER_RESPONSE", 1)
    started = time.monotonic()
    with (
        serving(silent_near_the_end) as server,
        pytest.raises(ConnectionFailed, match="did not finish its response to .* in time"),
    ):
        send(transport(server, timeout=1))
    # One byte before the end, and then silence: not for another second.
    assert time.monotonic() - started < 1.6


def endless(connection):
    request_of(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + bytes(65536) + b"\r\n")


@pytest.mark.parametrize(("repeatable", "kind"), [(True, ApiError), (False, ResponseLost)])
def test_a_response_without_end_is_cut(transport, monkeypatch, repeatable, kind):
    monkeypatch.setattr(transport_file, "LARGEST_RESPONSE", 2 * 1024 * 1024)
    with serving(endless) as server:
        with pytest.raises(kind, match="a response of more than 2 MB"):
            send(transport(server, retries=3), repeatable)
        assert server.connections == 1


def test_a_large_response_is_read_whole_and_the_connection_used_again(transport):
    body = b'"' + b"x" * 3_000_000 + b'"'
    with serving(answer(body)) as server:
        sender = transport(server)
        assert [len(send(sender).content) for _unused in range(2)] == [len(body)] * 2
        assert server.connections == 1
