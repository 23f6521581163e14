# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What documentation claims, held to the declarations and to the releases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from tools.generate.wording import is_generated

REVISION = re.compile(r"O\(api_version=([^)]*)\)")
# What follows from a declaration, and is said by the generator alone.
_GENERATED = re.compile(r"[Rr]equired to create|[Cc]annot be changed after|ignored if the \S+ exists|O\(api_version=")


def paragraphs(entry: Mapping[str, Any]) -> list[str]:
    """The description of an option as a list."""
    described = entry.get("description") or []
    return [described] if isinstance(described, str) else list(described)


def entries(options: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every documented option with its dotted name."""
    for name, entry in options.items():
        yield within + name, entry
        yield from entries(entry.get("suboptions") or {}, f"{within}{name}.")


def said_by_hand(options: Mapping[str, Any]) -> list[str]:
    """Sentences of people on what the generator says from the declaration, and which could become wrong unseen."""
    return [
        f"{name}: {text}"
        for name, entry in entries(options)
        for text in paragraphs(entry)
        if not is_generated(text) and _GENERATED.search(text)
    ]


def wrong_revisions(declaration: Declaration, options: Mapping[str, Any]) -> Iterator[str]:
    """Where the text of an option names an API revision that bounds none of its fields, or does not name one that does.

    This is for the options of requests that are no resource, whose texts are written by hand.
    """
    bounds: dict[str, list[set[str]]] = {}
    for body in declaration.api.bodies:
        _collect(body.fields, bounds)
    for name, entry in entries(options):
        text = " ".join(paragraphs(entry))
        own = bounds.get(name.rsplit(".", 1)[-1], [])
        # What it is in, and what its text points to, may bound it too.
        around = [*name.split(".")[:-1], *(other.replace("[]", "").rsplit(".", 1)[-1] for other in _others(text))]
        named = [bounds.get(other, []) for other in around]
        claimed = set(REVISION.findall(text))
        known = {bound for group in (own, *named) for field in group for bound in field}
        for revision in sorted(claimed - known) if own else []:
            yield f"{name}: {revision} is claimed, and bounds none of its fields"
        always = set.intersection(*own) if own else set()
        for revision in sorted(always - claimed):
            yield f"{name}: {revision} bounds every one of its fields, and is not mentioned"


def unsaid_defaults(declaration: Declaration, options: Mapping[str, Any]) -> Iterator[str]:
    """Where the text of an option does not say the value that is sent for it where a task leaves it out.

    An empty text or list, and a group, are said in words.
    """
    resource = [declaration.resource.fields] if declaration.resource is not None else []
    bodies = [body.fields for body in declaration.api.bodies]
    known = dict(entries(options))
    # Several requests may take the same option.
    for name, default in dict.fromkeys(found for fields in (*resource, *bodies) for found in _defaults(fields)):
        entry = known.get(name)
        if entry is None or entry.get("default") == default:
            continue
        value = str(default).lower() if isinstance(default, bool) else default
        if f"V({value})" not in " ".join(paragraphs(entry)):
            yield f"{name}: its text does not say that V({value}) is sent where it is left out"


def _defaults(fields: Iterable[Field], within: str = "") -> Iterator[tuple[str, Any]]:
    for field in fields:
        if field.is_option and field.default not in (None, "") and not isinstance(field.default, (list, dict)):
            yield within + field.option, field.default
        yield from _defaults(field.fields, f"{within}{field.option}.")


def _others(text: str) -> list[str]:
    return [option for option in re.findall(r"O\(([^)=]+)", text) if option != "api_version"]


def _collect(fields: Iterable[Field], into: dict[str, list[set[str]]]) -> None:
    for field in fields:
        spans = (bound for span in field.choice_spans.values() for bound in span)
        ends = (field.since, field.until, field.required_since, field.required_until, *spans)
        into.setdefault(field.option, []).append({end for end in ends if end})
        _collect(field.fields, into)


def unannounced(name: str, version_added: str, upcoming: str, releases: Mapping[str, Any]) -> bool:
    """Whether no changelog would list a module as new.

    The changelog of a release lists the modules that are new in it by itself, by their `version_added`: a module is
    announced where a release has listed it, or where its `version_added` is the version that is released next.
    """
    listed = {module["name"]: version for version, release in releases.items() for module in release.get("modules", [])}
    if name in listed:
        return listed[name] != version_added
    return version_added != upcoming or upcoming in releases
