# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the vendor's documents contradict themselves or the real servers, and what is done about it.

Each entry says what was found and why the change is right. Everything else in the documents is taken at its word.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
# How servers before 13.1 spell the size of what was transferred.
MISSPELT = "transferedSize"


@dataclass(frozen=True)
class Repair:
    """One change to a document before it is used."""

    product: str
    what: str
    reason: str
    apply: Callable[[Document], None]


def _lower_case_grant_types(document: Document) -> None:
    grant = document["components"]["schemas"]["ELoginGrantType"]
    grant["enum"] = list(dict.fromkeys([*(value.lower() for value in grant["enum"]), *grant["enum"]]))


def _public_login(document: Document) -> None:
    for template, item in document["paths"].items():
        if template == "/api/oauth2/token" or template.endswith("/token"):
            item["post"]["security"] = []


def _plain_platforms(document: Document) -> None:
    schemas = document["components"]["schemas"]
    for name in ("BackupObjectModel", "ObjectRestorePointDiskModel"):
        discriminator = schemas[name].get("discriminator")
        if discriminator:
            plain = f"Other{name}"
            schemas[plain] = {"allOf": [{"$ref": f"#/components/schemas/{name}"}]}
            for platform in schemas["EPlatformType"]["enum"]:
                discriminator["mapping"].setdefault(platform, f"#/components/schemas/{plain}")


def _any_computer_id(document: Document) -> None:
    _base, host = document["components"]["schemas"]["AgentFlrRestoreTargetHostModel"]["allOf"]
    del host["properties"]["protectedComputerId"]["format"]


def _size_as_in_examples(document: Document) -> None:
    progress = document["components"]["schemas"].get("SessionProgress", {})
    if f'"{MISSPELT}"' in json.dumps(document["components"].get("examples", {})):
        progress["properties"][MISSPELT] = progress["properties"]["transferredSize"]
        progress["required"].remove("transferredSize")


REPAIRS: tuple[Repair, ...] = (
    Repair(
        "vbr",
        "BackupObjectModel and ObjectRestorePointDiskModel have a plain form for every platform",
        "their discriminators name a few platforms only, but machines of the others are listed too",
        _plain_platforms,
    ),
    Repair(
        "vbr",
        "ELoginGrantType accepts lower-case values",
        "the enumeration is capitalised (Password), its own description and the real server say password",
        _lower_case_grant_types,
    ),
    Repair(
        "vbr",
        "AgentFlrRestoreTargetHostModel.protectedComputerId is any text",
        "the document calls it a UUID, and its own example, g74c6a02-e4fc-4a5c-a783-16a9ec783717, is none",
        _any_computer_id,
    ),
    Repair(
        "vbr",
        "SessionProgress.transferredSize may be called transferedSize before 1.3-rev2",
        "all examples of task sessions in these documents, recorded on servers, spell it so",
        _size_as_in_examples,
    ),
    Repair(
        "azure",
        "POST /api/oauth2/token needs no token",
        "the document applies its global security to the call that issues the token",
        _public_login,
    ),
    Repair(
        "m365",
        "POST /v7/token and /v8/token need no token",
        "the document applies its global security to the call that issues the token",
        _public_login,
    ),
)

# Words in answers that the enumerations lack, by property and documented word. Requests must not have them.
#   vbr: the examples of GET /backupObjects and /backupObjects/{id} show VmWare and Vcd.
ANSWER_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "vbr": {"platformName": {"VMware": "VmWare", "CloudDirector": "Vcd"}},
}

# Done for every schema by flatten.py, since a schema that demands an undefined property accepts no object at all once
# unknown properties are refused:
#   vbr 1.2-rev1, 1.3-rev0   LinuxHardenedStorageImportSpec.kind, BackupFileModel.restorePointId,
#                            YaraRulesResult.properties
#   vbr 1.3-rev0             isDisabled in sixteen repository specs (VeeamDataCloudVaultStorageSpec and others)
#   vbr 1.3-rev2             GatewayServerSettingsModel.ddServerName and .credentialsId,
#                            DellDataDomainStorageSettingsModel.ddServerName (copied from another model)
#   azure v8.1               ConfigurationBackupStats.repositoryAccountCount,
#                            UpdateServiceAccountInfo.azureAccountPurpose
# Done for every subtype of a discriminated base: its discriminator accepts the values of the base's mapping, also where
# the property's enumeration lacks them (vbr 1.3-rev1: BackupObjectModel.platformName GoogleCloud, EC2).
# Done in operations.py: status 204 has no body, though vbr 1.2-rev1 and 1.3-rev0 describe an empty object for it.
# Done in contract.py: date-time and time need no offset; the documents' own examples and the servers leave it out.


def add_answer_words(product: str, answers: dict[str, dict[str, Any]]) -> None:
    """Let the flat schemas of answers have the words that servers write in the place of documented ones."""
    for name, words in ANSWER_WORDS.get(product, {}).items():
        for schema in answers.values():
            known = schema.get("properties", {}).get(name, {})
            target = answers[known["$ref"].rsplit("/", 1)[-1]] if "$ref" in known else known
            if "enum" in target:
                target["enum"] += [
                    words[word] for word in words if word in target["enum"] and words[word] not in target["enum"]
                ]
            variants = schema.get("x-variants", {})
            if variants.get("property") == name:
                _add_variants(schema, name, words)


def _add_variants(schema: dict[str, Any], name: str, words: dict[str, str]) -> None:
    mapping = schema["x-variants"]["mapping"]
    for word in [word for word in words if word in mapping]:
        mapping[words[word]] = mapping[word]
        schema["allOf"].append(
            {
                "if": {"required": [name], "properties": {name: {"const": words[word]}}},
                "then": {"$ref": f"#/$defs/{mapping[word]}"},
            }
        )


def repaired(product: str, document: Document) -> Document:
    """Apply this product's repairs in place and return the document."""
    for repair in REPAIRS:
        if repair.product == product:
            repair.apply(document)
    return document
