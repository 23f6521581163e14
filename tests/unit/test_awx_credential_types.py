# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credential types for AWX: what they inject is what the connection options read, however little is filled in."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import connection_from, connection_options
from support.awx import credential_type, files_of, injected

# For a task, not for a server: a token that has been issued elsewhere, and how patient the task is.
NOT_INJECTED = {"access_token", "timeout", "retries"}
ACCOUNT = {"url": "veeam.example.com", "username": "EXAMPLE\\automation", "password": "{{ p&ss }}"}
each_product = pytest.mark.parametrize("product", PRODUCTS)


def fields_of(product: str) -> dict[str, dict[str, Any]]:
    return {field["id"]: field for field in credential_type(product)["inputs"]["fields"]}


def connection(product: str, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    for name, value in injected(product, given).items():
        monkeypatch.setenv(name, value)
    validation = ArgumentSpecValidator(connection_options(PRODUCTS[product])).validate({})
    assert validation.error_messages == []
    return connection_from(PRODUCTS[product], validation.validated_parameters)


def test_each_product_has_one():
    assert {path.stem for path in files_of("credential_types")} == set(PRODUCTS)


@each_product
def test_it_injects_the_variables_of_the_connection_options_and_no_others(product):
    options = connection_options(PRODUCTS[product])
    variables = {name: option["fallback"][1][0] for name, option in options.items() if name not in NOT_INJECTED}
    assert set(credential_type(product)["injectors"]["env"]) == set(variables.values())


@each_product
def test_a_field_that_holds_a_secret_is_one_and_api_versions_are_those_of_the_product(product):
    options, fields = connection_options(PRODUCTS[product]), fields_of(product)
    secret = {name for name, option in options.items() if option.get("no_log")} - NOT_INJECTED
    assert {name for name, field in fields.items() if field.get("secret")} == secret
    assert fields["api_version"]["choices"] == list(PRODUCTS[product].revisions)
    assert credential_type(product)["name"] == PRODUCTS[product].title


@each_product
def test_awx_takes_it(product):
    """What AWX demands of a type before it stores it."""
    loaded = credential_type(product)
    assert set(loaded) == {"name", "description", "kind", "inputs", "injectors"}
    assert loaded["kind"] in ("cloud", "net")
    assert {field["type"] for field in loaded["inputs"]["fields"]} <= {"string", "boolean"}
    known = {"id", "label", "type", "help_text", "secret", "multiline", "choices"}
    assert all(set(field) <= known for field in loaded["inputs"]["fields"])
    assert set(loaded["inputs"]["required"]) <= set(fields_of(product))
    names = dict.fromkeys(fields_of(product), "EXAMPLE") | {"tower": {"filename": {"ca": "EXAMPLE"}}}
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    for template in [*loaded["injectors"]["env"].values(), *loaded["injectors"]["file"].values()]:
        assert environment.from_string(template).render(**names)


@each_product
def test_with_the_required_fields_alone_every_option_has_its_default(product, monkeypatch):
    assert set(credential_type(product)["inputs"]["required"]) == set(ACCOUNT)
    made = connection(product, ACCOUNT, monkeypatch)
    assert (made.username, made.password) == (ACCOUNT["username"], ACCOUNT["password"])
    assert made.revision == PRODUCTS[product].default_revision
    assert made.validate_certs is True
    assert not made.ca_path
    assert made.certificate_fingerprint is None


@each_product
def test_what_is_filled_in_reaches_the_connection(product, monkeypatch):
    first = PRODUCTS[product].revisions[0]
    given = {**ACCOUNT, "api_version": first, "ca_certificates": "-----BEGIN", "skip_certificate_check": True}
    made = connection(product, {**given, "certificate_fingerprint": "AB" * 20}, monkeypatch)
    assert (made.revision, made.ca_path, made.validate_certs) == (first, "/file/template.ca", False)
    assert made.certificate_fingerprint == "ab" * 20
