# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the documentation of options and results disagrees with what is declared; each difference is a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Returned
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from tools.generate.wording import refers_to_suboptions


def option_differences(documented: Mapping[str, Any], spec: Mapping[str, Any], within: str = "") -> Iterator[str]:
    """Options that only one of the two has, or that both describe in another way."""
    for option in sorted(set(documented) ^ set(spec)):
        yield f"{within}{option} is {'documented' if option in documented else 'an option'} only"
    for option in sorted(set(documented) & set(spec)):
        doc, real, where = documented[option], spec[option], within + option
        for key, missing in (("type", "str"), ("elements", None), ("default", None), ("required", False)):
            if doc.get(key, missing) != real.get(key, missing):
                yield f"{where}: {key} is documented as {doc.get(key)!r} and is {real.get(key)!r}"
        if [str(choice) for choice in doc.get("choices", [])] != [str(choice) for choice in real.get("choices", [])]:
            yield f"{where}: documented choices {doc.get('choices')} are not {real.get('choices')}"
        yield from option_differences(doc.get("suboptions", {}), real.get("options", {}), where + ".")


def returned_differences(documented: Mapping[str, Any], returns: Iterable[Returned]) -> Iterator[str]:
    """Keys that only the documentation of the result has, or only the fields that the result is read through."""
    for returned in returns:
        entry = documented.get(returned.key, {}).get("contains") or {}
        yield from _key_differences(entry, returned.fields, returned.extra, returned.key)


def _key_differences(
    documented: Mapping[str, Any], fields: Iterable[Field], extra: tuple[str, ...], where: str
) -> Iterator[str]:
    shown: dict[str, list[Field]] = {}
    for field in fields:
        if field.is_state:
            shown.setdefault(field.option, []).extend(field.fields)
            kind = documented.get(field.option, {}).get("type", field.type)
            if kind not in (field.type, "raw"):
                yield f"{where}.{field.option} is documented as {kind} and returned as {field.type}"
    for key in sorted(set(documented) ^ {*shown, *extra}):
        yield f"{where}.{key} is {'documented' if key in documented else 'returned'} only"
    for key, nested in shown.items():
        entry = documented.get(key, {})
        # What has another shape in another revision is documented in words, and many settings where they are options.
        if key in documented and entry.get("type") != "raw" and not (nested and refers_to_suboptions(entry)):
            yield from _key_differences(entry.get("contains") or {}, nested, (), f"{where}.{key}")


# What Ansible documents itself.
COMMON_KEYS = frozenset({"changed", "diff", "failed", "msg", "warnings"})


def undocumented_keys(documented: Mapping[str, Any], result: Mapping[str, Any], within: str = "") -> Iterator[str]:
    """Keys of a result, dotted, that its documentation does not have; nothing is said of what is documented whole."""
    for key, value in result.items():
        if not within and key in COMMON_KEYS:
            continue
        entry = documented.get(key)
        if entry is None:
            yield within + key
        elif entry.get("contains"):
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, Mapping):
                    yield from undocumented_keys(entry["contains"], item, f"{within}{key}.")
