# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the vendor's names become those of options, and which of them hold secrets."""

from __future__ import annotations

import re

from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import plural
from tools.new.properties import Property

_SECRET = re.compile(r"(password|passphrase|secret|secretkey|privatekey|token)$", re.IGNORECASE)
# Options that every module of every product has already.
CONNECTION_OPTIONS = frozenset({"url", "username", "password", "access_token", "api_version", "ca_path", "state", "id"})


def snake_case(key: str) -> str:
    """``useFCConnectivity`` -> ``use_fc_connectivity``; a prefix of one letter stays with its word (``vPower``)."""
    text = re.sub(r"^([a-z])([A-Z])(?=[a-z])", lambda match: match[1] + match[2].lower(), key)
    text = re.sub(r"IP(?=v\d)", "Ip", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", text)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text).lower()


def camel_case(option: str) -> str:
    """What the engine takes for the API's name of an option where nothing else is said."""
    first, *rest = option.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def without_id(option: str) -> str:
    """``host_id`` -> ``host``, ``gateway_server_ids`` -> ``gateway_servers``; itself where it does not end so."""
    if option.endswith("_id"):
        return option.removesuffix("_id")
    return plural(option.removesuffix("_ids")) if option.endswith("_ids") else option


def singular(word: str) -> str:
    """The singular of a regular plural."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")


def is_secret(key: str, described: Property) -> bool:
    """Whether a property holds a secret, by its name or its format."""
    return described.type == "str" and (described.format == "password" or bool(_SECRET.search(key)))


def sounds_secret(option: str) -> bool:
    """Whether people would take an option for a secret by its name."""
    return bool(_SECRET.search(option.replace("_", "")))


def renamed(option: str, noun: str) -> str:
    """Another name for an option that every module has already: the noun's before it (``credential_password``)."""
    words = noun.split()
    return "_".join(words if words[-1] == option else [words[-1], option])


def noun_of(path: str) -> str:
    """What the objects of a collection are called: ``/backupInfrastructure/managedServers`` -> ``managed server``."""
    return singular(words_of(path))


def words_of(path: str) -> str:
    """The words of the last part of a path: ``/generalOptions/emailSettings`` -> ``email settings``."""
    return snake_case(path.rstrip("/").rsplit("/", 1)[-1]).replace("_", " ")
