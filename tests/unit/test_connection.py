# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a server is, from what a user writes."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import (
    connection_from,
    connection_options,
    server_url,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.m365.product import M365
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR

PARAMS = {
    "url": "veeam.example.com",
    "username": "admin",
    "password": "p",
    "api_version": "1.3-rev1",
    "validate_certs": True,
    "timeout": 30,
    "retries": 3,
}


@pytest.mark.parametrize(
    ("product", "given", "url"),
    [
        (VBR, "veeam.example.com", "https://veeam.example.com:9419"),
        (VBR, " https://veeam.example.com/ ", "https://veeam.example.com:9419"),
        (VBR, "veeam.example.com:443", "https://veeam.example.com:443"),
        (VBR, "veeam.exämple.com", "https://veeam.exämple.com:9419"),
        (VBR, "192.0.2.7", "https://192.0.2.7:9419"),
        (VBR, "[2001:db8::7]", "https://[2001:db8::7]:9419"),
        (VBR, "https://[2001:db8::7]:443", "https://[2001:db8::7]:443"),
        (AZURE, "azure.example.com", "https://azure.example.com:443"),
        (M365, "m365.example.com", "https://m365.example.com:4443"),
    ],
)
def test_an_address_in_any_form(product, given, url):
    assert server_url(product, given) == url


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ftp://veeam.example.com",
        "https://",
        "https://veeam.example.com:port",
        "https://h:99999",
        "https://[::1",
        "https://::1]",
        "https://[not-an-address]",
        "two words",
        "https://a\x00b",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(given):
    with pytest.raises(InvalidOption, match="https://veeam.example.com:9419"):
        server_url(VBR, given)


@pytest.mark.parametrize("given", ["http://veeam.example.com", "HTTP://veeam.example.com:9419"])
def test_an_address_without_encryption_is_refused(given):
    with pytest.raises(InvalidOption) as refusal:
        server_url(VBR, given)
    for part in (repr(given), "without encryption", "nothing was sent", "https://veeam.example.com:9419"):
        assert part in refusal.value.message


@pytest.mark.parametrize("given", ["https://h/api/v1", "h:9419/api", "https://h/?x=1", "https://h/#x"])
def test_a_path_is_refused(given):
    with pytest.raises(InvalidOption, match="holds a path"):
        server_url(VBR, given)


@pytest.mark.parametrize(
    "given", ["https://admin:s3cret@h", "admin:s3cret@h", "https://admin:s3cret@h:port", "admin:s3cret@:x"]
)
def test_an_account_in_the_address_is_refused_and_not_repeated(given):
    with pytest.raises(InvalidOption) as refusal:
        server_url(VBR, given)
    assert "s3cret" not in refusal.value.message


def test_an_account_in_the_address_is_never_quoted_with_a_path_either():
    with pytest.raises(InvalidOption) as refusal:
        server_url(VBR, "https://h/path@admin:s3cret")
    assert "holds a path" in refusal.value.message


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=list(PRODUCTS))
@pytest.mark.parametrize("given", [{"url": None}, {"url": ""}, {"url": "  "}])
def test_without_an_address_the_message_names_the_variable(product, given):
    with pytest.raises(InvalidOption, match=f"give url, or set .*VEEAM_{product.name.upper()}_URL") as refusal:
        connection_from(product, {**PARAMS, **given})
    assert refusal.value.facts["option"] == "url"
    assert connection_options(product)["url"].get("required") is None


@pytest.mark.parametrize(
    ("option", "value", "span"),
    [
        ("timeout", 0, "1 to 3600 seconds"),
        ("timeout", -1, "1 to 3600 seconds"),
        ("timeout", 10**12, "1 to 3600 seconds"),
        ("retries", -1, "0 to 100 repetitions"),
        ("retries", 101, "0 to 100 repetitions"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(option, value, span):
    with pytest.raises(InvalidOption, match=f"{option}={value} is not possible: give {span}") as refusal:
        connection_from(VBR, {**PARAMS, option: value})
    assert refusal.value.facts["option"] == option


@pytest.mark.parametrize("given", ["secret-token\n", "  secret-token", "\tsecret-token\r\n"])
def test_space_around_a_token_is_no_part_of_it(given):
    assert connection_from(VBR, {**PARAMS, "access_token": given}).access_token == "secret-token"


@pytest.mark.parametrize("given", ["secret-to\nken", "secret-to ken", "secret-to\x00ken", "secret-tokén", "secret\x7f"])
def test_a_token_that_no_header_can_carry_is_refused_and_not_repeated(given):
    with pytest.raises(InvalidOption, match="access_token holds a line break") as refusal:
        connection_from(VBR, {**PARAMS, "access_token": given})
    assert "secret" not in refusal.value.message


def test_a_token_of_nothing_but_space_is_none():
    assert connection_from(VBR, {**PARAMS, "access_token": " \n"}).access_token is None
    with pytest.raises(InvalidOption, match="No account"):
        connection_from(VBR, {**PARAMS, "password": None, "access_token": " \n"})


@pytest.mark.parametrize("length", [40, 64])
def test_a_fingerprint_in_any_form(length):
    digits = ("0123456789abcdef" * 4)[:length]
    pairs = [digits[start : start + 2] for start in range(0, length, 2)]
    for given in (digits, digits.upper(), ":".join(pairs), " ".join(pairs).upper(), "-".join(pairs), f" {digits}\n"):
        made = connection_from(VBR, {**PARAMS, "certificate_fingerprint": given})
        assert made.certificate_fingerprint == digits
    assert connection_from(VBR, {**PARAMS, "certificate_fingerprint": " "}).certificate_fingerprint is None


@pytest.mark.parametrize("given", ["ab", "ab" * 16, "ab" * 33, "xy" * 32, "sha256:" + "ab" * 32])
def test_what_is_no_fingerprint_is_refused(given):
    with pytest.raises(InvalidOption, match="certificate_fingerprint=.* is no fingerprint.*64.*40"):
        connection_from(VBR, {**PARAMS, "certificate_fingerprint": given})


@pytest.mark.parametrize(("given", "patience"), [(None, 600), (30, 30), (7200, 600), (0, 0), (-1, 0)])
def test_pauses_take_no_longer_than_a_task_waits(given, patience):
    assert connection_from(VBR, {**PARAMS, "wait_timeout": given}).patience == patience


@pytest.mark.parametrize("missing", [{"password": None}, {"username": None}, {"username": "", "password": ""}])
def test_without_an_account_or_a_token_nothing_can_begin(missing):
    with pytest.raises(InvalidOption, match="VEEAM_VBR_USERNAME and VEEAM_VBR_PASSWORD"):
        connection_from(VBR, {**PARAMS, **missing})


def test_a_token_takes_the_place_of_an_account():
    given = connection_from(VBR, {**PARAMS, "username": None, "password": None, "access_token": "t"})
    assert (given.access_token, given.username, given.url) == (
        "t",
        None,
        "https://veeam.example.com:9419",
    )


@pytest.mark.parametrize("product", PRODUCTS.values(), ids=list(PRODUCTS))
def test_the_connection_options(product):
    options = connection_options(product)
    assert options["validate_certs"]["default"] is True
    assert options["api_version"]["choices"] == list(product.revisions)
    assert options["api_version"]["default"] == product.default_revision
    assert {name for name, option in options.items() if option.get("no_log")} == {"password", "access_token"}
    for name, option in options.items():
        assert option["fallback"][1] == [f"VEEAM_{product.name.upper()}_{name.upper()}"]
