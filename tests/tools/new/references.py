# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which collection an id is from, among those that the collection's modules know."""

from __future__ import annotations

import importlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ansible_collections.opendr.veeam.plugins import module_utils
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Reference
from tools.new.names import noun_of, snake_case

# Between the path of a list and the noun of those of its objects that are meant.
KIND = "#"
_LINK = re.compile(r"operation/(\w+)")
_ID = re.compile(r"(?<=[a-z0-9])Ids?$")
# How properties call objects that the references call otherwise, by their last words; the longer one counts.
ALIASES: dict[str, dict[str, str]] = {
    "vbr": {
        "host": "managed server",
        "server": "managed server",
        "credentials": "credentials record",
        "account credentials": "cloud credentials record",
        "repository": "backup repository",
    },
    "azure": {"azure account": "service account"},
    "m365": {
        "repository": "backup repository",
        "proxy": "backup proxy server",
        "proxy pool": "backup proxy pool",
    },
}


@dataclass(frozen=True)
class KnownReference:
    """A constant of a product's package that holds a Reference."""

    noun: str
    path: str
    module: str
    constant: str


@dataclass(frozen=True)
class References:
    """The references of a product, and how its properties call what they name."""

    known: tuple[KnownReference, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def place(self, known: KnownReference) -> str:
        """What a field names a constant by: the path of its list, with its noun for the further kinds of that list."""
        first = next(reference for reference in self.known if reference.path == known.path)
        return known.path if first == known else f"{known.path}{KIND}{known.noun}"

    def by_place(self, place: str) -> KnownReference:
        """The constant for a place. Raises StopIteration for one that this object did not return itself."""
        path, _kind, noun = place.partition(KIND)
        return next(known for known in self.known if known.path == path and noun in ("", known.noun))

    def of_list(self, path: str) -> KnownReference | None:
        """The constant for the objects of a list; None where there is none, or where several kinds share the list."""
        kinds = {reference.noun: reference for reference in reversed(self.known) if reference.path == path}
        return next(iter(kinds.values())) if len(kinds) == 1 else None

    def noun_of(self, path: str) -> str:
        """What messages call the objects of a list by now; empty where they do not speak of them yet."""
        known = self.of_list(path)
        return known.noun if known else ""

    def find(self, within: str, key: str, text: str, reads: Mapping[str, str]) -> str:
        """The place of the list that the id in property ``key`` is from; empty where it is not known.

        ``within`` is the dotted path of the group around it. A read that the description links to decides; else the
        last words of the property, with those of its group before them.
        """
        paths = {reference.path for reference in self.known}
        for operation in _LINK.findall(text):
            if reads.get(operation) in paths:
                return reads[operation]
        around = [snake_case(part).replace("_", " ") for part in within.replace("[]", "").split(".") if part]
        words = " ".join([*around, singular_words(_ID.sub("", key))])
        return self._by_words(words)

    def _by_words(self, words: str) -> str:
        # Of the constants of one noun, the first has the id that the API usually wants.
        names = {reference.noun: self.place(reference) for reference in reversed(self.known)}
        names.update({alias: names[noun] for alias, noun in self.aliases.items() if noun in names})
        fitting = [name for name in names if f" {words}".endswith(f" {name}")]
        return names[max(fitting, key=len)] if fitting else ""


def singular_words(key: str) -> str:
    """``gatewayServer`` -> ``gateway server``."""
    return snake_case(key).replace("_", " ")


def holds_id(key: str) -> bool:
    """Whether a property is named like one that holds the id of another object."""
    return bool(_ID.search(key))


def candidate(key: str, resource_lists: Collection[str]) -> str:
    """Which list the resource ID in property ``key`` may be from, to follow its name; empty where none fits."""
    words, ending, _rest = singular_words(key).partition(" resource id")
    fitting = [path for path in resource_lists if ending and noun_of(path) == words]
    return f" (the resourceId of GET {fitting[0]}?)" if fitting else ""


def references_of(product: str) -> References:
    """Every Reference that the modules of a product declare."""
    package = importlib.import_module(f"{module_utils.__name__}.{product}")
    folder = Path(package.__path__[0])
    names = sorted(".".join(path.relative_to(folder).with_suffix("").parts) for path in folder.rglob("*.py"))
    found: dict[tuple[str, str], KnownReference] = {}
    # Where a module imports a constant, the place that declares it counts.
    for name in sorted(names, key=lambda name: (name != "references", -name.count("."))):
        for constant, value in vars(importlib.import_module(f"{package.__name__}.{name}")).items():
            if isinstance(value, Reference):
                # The same objects may be named by another key.
                found.setdefault((value.noun, value.key), KnownReference(value.noun, value.path, name, constant))
    return References(tuple(found.values()), ALIASES[product])
