# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request: what is repeated, what is not, and what it says when it fails."""

from __future__ import annotations

import json
import ssl
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
import requests
import urllib3

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    CertificateRefused,
    ConnectionFailed,
    ResponseLost,
)
from ansible_collections.opendr.veeam.plugins.module_utils.http import failures
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import (
    LONGEST_CONNECT,
    LONGEST_DELAY,
    LONGEST_RETRY_AFTER,
    Transport,
    delay_before_repeating,
    retry_after,
    wire_query,
)
from support.fakes import Answer, connection, scripted_transport

REPEATED, ANSWERED = "repeated", "answered"
HOST = "https://veeam.example.com:9419"


def _wrapped(reason):
    return requests.exceptions.ConnectionError(urllib3.exceptions.MaxRetryError(None, "/x", reason))


REFUSED = _wrapped(urllib3.exceptions.NewConnectionError(None, "Failed to establish a new connection: refused"))
NO_SUCH_HOST = _wrapped(urllib3.exceptions.NameResolutionError("veeam.example.com", None, OSError("not known")))
CONNECT_TIMEOUT = requests.exceptions.ConnectTimeout(
    urllib3.exceptions.MaxRetryError(None, "/x", urllib3.exceptions.ConnectTimeoutError(None, "timed out"))
)
HANDSHAKE_TIMEOUT = requests.exceptions.ReadTimeout("read timed out")
READ_TIMEOUT = requests.exceptions.ReadTimeout("read timed out")
RESET = requests.exceptions.ConnectionError(
    urllib3.exceptions.ProtocolError("Connection aborted.", ConnectionResetError(104, "Connection reset by peer"))
)
CUT = requests.exceptions.ChunkedEncodingError(urllib3.exceptions.IncompleteRead(10, 90))
DISTRUSTED = requests.exceptions.SSLError(
    urllib3.exceptions.MaxRetryError(None, "/x", urllib3.exceptions.SSLError("certificate verify failed"))
)
BROKEN_RECORD = requests.exceptions.SSLError(
    urllib3.exceptions.SSLError(ssl.SSLError(1, "[SSL: DECRYPTION_FAILED_OR_BAD_RECORD_MAC] bad record mac"))
)
# Errors that come while the connection is made, before anything was sent.
UNSENT = (REFUSED, NO_SUCH_HOST, CONNECT_TIMEOUT, HANDSHAKE_TIMEOUT, DISTRUSTED)

# What becomes of a request after its last repetition, by what always comes back: (read or login, write).
TABLE = {
    "refused": (REFUSED, (REPEATED, ConnectionFailed), (REPEATED, ConnectionFailed)),
    "no such host": (NO_SUCH_HOST, (REPEATED, ConnectionFailed), (REPEATED, ConnectionFailed)),
    "connect time-out": (CONNECT_TIMEOUT, (REPEATED, ConnectionFailed), (REPEATED, ConnectionFailed)),
    "time-out of the handshake": (HANDSHAKE_TIMEOUT, (REPEATED, ConnectionFailed), (REPEATED, ConnectionFailed)),
    "read time-out": (READ_TIMEOUT, (REPEATED, ConnectionFailed), ("", ResponseLost)),
    "reset": (RESET, (REPEATED, ConnectionFailed), ("", ResponseLost)),
    "cut off": (CUT, (REPEATED, ConnectionFailed), ("", ResponseLost)),
    "distrusted": (DISTRUSTED, ("", CertificateRefused), ("", CertificateRefused)),
    "broken record": (BROKEN_RECORD, (REPEATED, ConnectionFailed), ("", ResponseLost)),
    "429": (Answer(429), (REPEATED, ANSWERED), (REPEATED, ANSWERED)),
    "429 later": (Answer(429, Retry_After="2"), (REPEATED, ANSWERED), (REPEATED, ANSWERED)),
    "502": (Answer(502), (REPEATED, ANSWERED), ("", ResponseLost)),
    "503": (Answer(503), (REPEATED, ANSWERED), ("", ResponseLost)),
    "503 later": (Answer(503, Retry_After="2"), (REPEATED, ANSWERED), (REPEATED, ANSWERED)),
    "503 at no time": (Answer(503, Retry_After="nan"), (REPEATED, ANSWERED), ("", ResponseLost)),
    "504": (Answer(504), (REPEATED, ANSWERED), ("", ResponseLost)),
    "500": (Answer(500), ("", ANSWERED), ("", ANSWERED)),
    "400": (Answer(400), ("", ANSWERED), ("", ANSWERED)),
    "401": (Answer(401), ("", ANSWERED), ("", ANSWERED)),
    "302": (Answer(302), ("", ANSWERED), ("", ANSWERED)),
    "200": (Answer(200), ("", ANSWERED), ("", ANSWERED)),
}


@pytest.fixture(autouse=True)
def _nobody_shows_a_certificate(monkeypatch):
    monkeypatch.setattr(failures, "shown_certificate", lambda url, timeout: None)


def transport_with(clock, *outcomes, progress=None, **settings):
    return scripted_transport(clock, *outcomes, unsent=UNSENT, progress=progress, **settings)


@pytest.mark.parametrize("repeatable", [True, False], ids=["read", "write"])
@pytest.mark.parametrize("name", TABLE)
def test_what_is_repeated_and_how_it_ends(clock, name, repeatable):
    outcome, read, write = TABLE[name]
    repeated, end = read if repeatable else write
    transport = transport_with(clock, *[outcome] * 9, retries=3)
    if end is ANSWERED:
        assert transport.send("POST", "/x", repeatable, {}).status_code == outcome.status_code
    else:
        with pytest.raises(end) as error:
            transport.send("POST", "/x", repeatable, {})
        assert error.type is end
    sent = len(transport._http.calls)
    assert sent == (4 if repeated else 1)
    assert len(clock.sleeps) == sent - 1


@pytest.mark.parametrize("repeatable", [True, False], ids=["read", "write"])
@pytest.mark.parametrize("outcome", [REFUSED, Answer(429), Answer(503, Retry_After="1")], ids=["refused", "429", "503"])
def test_a_request_that_gets_through_at_last_is_answered(clock, outcome, repeatable):
    transport = transport_with(clock, outcome, outcome, Answer(200, {"a": 1}))
    assert transport.send("PUT", "/x", repeatable, {}).status_code == 200


def test_retries_can_be_turned_off(clock):
    transport = transport_with(clock, REFUSED, retries=0)
    with pytest.raises(ConnectionFailed):
        transport.send("GET", "/x", True, {})
    assert clock.sleeps == []


def test_pauses_grow_up_to_a_limit():
    pauses = [delay_before_repeating(Answer(502), attempt, True, 0.0) for attempt in range(8)]
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_DELAY, LONGEST_DELAY, LONGEST_DELAY]


def test_the_server_may_ask_for_another_pause(clock):
    transport = transport_with(clock, Answer(429, Retry_After="7"), Answer(503, Retry_After="0"), Answer(200))
    transport.send("GET", "/x", True, {})
    assert clock.sleeps == [7.0, 0.0]


def test_pauses_take_no_longer_than_the_task_may_wait(clock):
    transport = transport_with(clock, *[Answer(429, Retry_After="40")] * 9, patience=60)
    assert transport.send("GET", "/x", True, {}).status_code == 429
    assert clock.sleeps == [40.0, 20.0, 0.0]


def test_a_long_pause_is_announced_and_a_short_one_is_not(clock):
    lines = []
    outcomes = [Answer(503, Retry_After="20"), Answer(429, Retry_After="2"), REFUSED, Answer(200)]
    transport_with(clock, *outcomes, progress=lines.append).send("PUT", "/x", False, {})
    assert lines == [f"PUT /x was answered with 503: it is sent again to {HOST} in 20 seconds"]


def test_many_repetitions_do_not_make_the_pause_grow_out_of_bounds():
    assert delay_before_repeating(Answer(502), 5000, True, 0.0) == LONGEST_DELAY


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("12", 12.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("86400", LONGEST_RETRY_AFTER),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        ("Thu, 99 Jan 99999 12:00:00 GMT", None),
    ],
)
def test_retry_after_as_a_number(header, seconds):
    assert retry_after(header, 0.0) == seconds


@pytest.mark.parametrize(("ahead", "seconds"), [(20, 20.0), (-20, 0.0), (86400, LONGEST_RETRY_AFTER)])
@pytest.mark.parametrize("zone", [timezone.utc, None], ids=["GMT", "no zone"])
def test_retry_after_as_a_date(ahead, seconds, zone):
    now = datetime(2026, 1, 15, 12, 0, tzinfo=timezone.utc)
    then = (now + timedelta(seconds=ahead)).replace(tzinfo=zone)
    header = format_datetime(then, usegmt=zone is not None)
    assert retry_after(header, now.timestamp()) == seconds


def test_query_values_as_the_servers_read_them():
    assert wire_query({"a": True, "b": False, "c": None, "d": 3, "e": "x", "f": ["p", "q"], "g": ""}) == {
        "a": "true",
        "b": "false",
        "d": 3,
        "e": "x",
        "f": ["p", "q"],
        "g": "",
    }
    assert wire_query(None) == {}


def test_a_request_carries_what_it_should(clock):
    transport = transport_with(clock, Answer(200), ca_path="/etc/ca.pem", timeout=7)
    transport.send("PUT", "/x", False, {"x-api-version": "1"}, "tok", {"deep": True}, {"a": None})
    (call,) = transport._http.calls
    request = call["request"]
    assert request.method == "PUT"
    assert request.url == HOST + "/x?deep=true"
    assert json.loads(request.body) == {"a": None}
    assert request.headers["x-api-version"] == "1"
    assert request.headers["User-Agent"] == "opendr.veeam/0 (test)"
    assert request.headers["Accept"] == "application/json"
    assert request.headers["Accept-Encoding"] == requests.utils.DEFAULT_ACCEPT_ENCODING
    assert request.headers["Authorization"] == "Bearer tok"
    assert call["verify"] == "/etc/ca.pem"
    assert call["timeout"] == (LONGEST_CONNECT, 7)
    assert call["allow_redirects"] is False
    assert call["stream"] is True


def test_a_cookie_of_the_server_is_sent_back_with_the_next_request(clock):
    transport = transport_with(clock, Answer(200))
    transport._http.cookies = {"balancer": "node2"}
    transport.send("GET", "/x", True, {})
    assert transport._http.calls[0]["request"].headers["Cookie"] == "balancer=node2"


def test_a_request_may_wait_longer_for_its_response(clock):
    late = requests.exceptions.ReadTimeout("late")
    transport = transport_with(clock, late, late, timeout=7)
    for seconds, silence in ((600, 600), (3, 7)):
        with pytest.raises(ResponseLost, match=f"within {silence} seconds"):
            transport.send("POST", "/x", False, {}, timeout=seconds)
    assert [call["timeout"] for call in transport._http.calls] == [(LONGEST_CONNECT, 600), (LONGEST_CONNECT, 7)]


def test_a_short_time_out_is_one_for_connecting_too(clock):
    transport = transport_with(clock, Answer(200), timeout=2)
    transport.send("GET", "/x", True, {})
    assert transport._http.calls[0]["timeout"] == (2, 2)


def test_without_a_token_no_netrc_entry_takes_its_place(clock):
    transport = transport_with(clock, Answer(200))
    transport.send("POST", "/x", True, {}, form={"grant_type": "password"})
    (call,) = transport._http.calls
    assert call["request"].body == "grant_type=password"
    assert "Authorization" not in call["request"].headers


@pytest.mark.parametrize(
    ("settings", "verify"),
    [
        ({}, True),
        ({"ca_path": "/ca"}, "/ca"),
        ({"validate_certs": False}, False),
        ({"validate_certs": False, "ca_path": "/ca"}, False),
        # The fingerprint takes the place of those who vouch for a certificate.
        ({"certificate_fingerprint": "ab" * 32, "ca_path": "/ca"}, False),
    ],
)
def test_certificates_are_checked_unless_the_user_says_no(clock, monkeypatch, settings, verify):
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    transport = transport_with(clock, Answer(200), **settings)
    transport.send("GET", "/x", True, {})
    assert transport._http.calls[0]["verify"] == verify


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_the_environment_may_name_the_certificates_to_trust(clock, monkeypatch, name):
    for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(name, "/company/ca.pem")
    for settings, verify in (
        ({}, "/company/ca.pem"),
        ({"ca_path": "/ca"}, "/ca"),
        ({"validate_certs": False}, False),
    ):
        transport = transport_with(clock, Answer(200), **settings)
        transport.send("GET", "/x", True, {})
        assert transport._http.calls[0]["verify"] == verify


def test_the_environment_may_name_a_proxy_and_what_is_reached_without(clock, monkeypatch):
    for name in ("no_proxy", "NO_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy.example.com:3128")
    assert Transport(connection(), clock, "x")._http.proxies["https"] == "http://proxy.example.com:3128"
    monkeypatch.setenv("no_proxy", "veeam.example.com")
    assert "https" not in Transport(connection(), clock, "x")._http.proxies


@pytest.mark.parametrize(
    ("outcome", "parts"),
    [
        (REFUSED, ("Veeam Backup & Replication", HOST, "was not reached", "refused", "9419", "url")),
        (NO_SUCH_HOST, ("was not reached", "veeam.example.com", "not known")),
        (CONNECT_TIMEOUT, ("was not reached", "timed out")),
        (READ_TIMEOUT, ("did not answer GET /x within 30 seconds",)),
        (RESET, ("closed the connection during GET /x", "reset by peer")),
        (BROKEN_RECORD, ("closed the connection during GET /x", "bad record mac")),
        (HANDSHAKE_TIMEOUT, ("was not reached", "timed out")),
        (DISTRUSTED, (HOST, "certificate verify failed", "ca_path")),
        (OSError("Could not find a suitable TLS CA certificate bundle: /nope"), ("/nope", "ca_path")),
    ],
)
def test_a_failure_names_the_server_and_what_to_do(clock, outcome, parts):
    with pytest.raises(ConnectionFailed) as error:
        transport_with(clock, *[outcome] * 4).send("GET", "/x", True, {})
    for part in parts:
        assert part in error.value.message
    assert "object at 0x" not in error.value.message


def test_closing_closes_the_connections(clock):
    transport = transport_with(clock)
    transport.close()
    assert transport._http.closed
