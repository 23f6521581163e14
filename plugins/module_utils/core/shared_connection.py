# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that say where the server is, of a module for several products. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from .connection import connection_options
from .errors import InvalidOption
from .product import Product


def shared_connection_options(products: Sequence[Product]) -> dict[str, Any]:
    """The connection part of the argument spec of a module for several products, with an option for which one it is.

    Without the environment variables and the default of ``api_version``, for these depend on the product.
    """
    options = {name: dict(spec) for name, spec in connection_options(products[0]).items()}
    for spec in options.values():
        spec.pop("fallback")
    options["api_version"] = {
        "type": "str",
        "choices": list(dict.fromkeys(revision for product in products for revision in product.revisions)),
    }
    return {"product": {"type": "str", "choices": [product.name for product in products], "required": True}, **options}


def completed_connection(product: Product, raw: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    """``params`` with what the environment variables and the defaults of ``product`` say of its connection.

    ``raw`` are the arguments as written. Raises InvalidOption for what the product does not have.
    """
    options = connection_options(product)
    given = {option: raw[option] for option in options if raw.get(option) is not None}
    validation = ArgumentSpecValidator(options).validate(given)
    if validation.error_messages:
        raise InvalidOption(f"The options do not fit {product.title}: {validation.error_messages[0]}.")
    return {**params, **validation.validated_parameters}
