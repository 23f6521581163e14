# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DOCUMENTATION of a module: the prose that is there, and of each option what its declaration says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ruamel.yaml.comments import CommentedMap

from tools.generate import scopes
from tools.generate.catalog import Module
from tools.generate.facts import Place, facts_of, facts_of_filter, facts_of_list_modes, facts_of_parameter
from tools.generate.fragments import options_of_fragments
from tools.generate.problem import Problem
from tools.generate.scopes import Option
from tools.generate.shared_words import Words
from tools.generate.wording import PROSE_MISSING, has_prose, is_generated, range_words
from tools.generate.yaml_text import Anchors, description, dump, load, paragraphs, scalar, sequence

# Keys of an option that the argument spec has under the same name, in the order in which they are written.
_FROM_SPEC = ("type", "elements", "choices", "default", "required")
_WRITTEN = ("description", *_FROM_SPEC, "suboptions")


def completed_documentation(module: Module, text: str, words: Mapping[int, Words] | None = None) -> str:
    """The text of DOCUMENTATION with everything in it that follows from the declaration.

    `words` are those that other modules have for fields which this one shares with them.
    """
    return dump(completed_document(module, load(text), words))


def completed_document(
    module: Module, document: CommentedMap, words: Mapping[int, Words] | None = None
) -> CommentedMap:
    """The same for what `load` has made of the text: it gets new options, and the former ones stay as they are."""
    fragments = options_of_fragments(list(document.get("extends_documentation_fragment", [])))
    written = document.get("options") or CommentedMap()
    # With what values have to be, which Ansible's form does not say.
    spec = {**module.declaration.argument_spec, **module.declaration.options}
    _ensure_known(module, written, spec, "")
    own = in_order(written, [option for option in spec if option in written or option not in fragments])
    options = CommentedMap()
    declared = _declared(module)
    context = _Context(module, Anchors(), words or {})
    for option in own:
        if option in fragments:
            # It overrides some of what the fragment says, and leaves the rest to it.
            options[option] = _reformatted(written[option])
        else:
            options[option] = _entry(context, written.get(option), spec[option], option, declared.get(option))
    if options:
        document["options"] = options
    elif "options" in document:
        del document["options"]
    for key in ("description", "notes"):
        if key in document:
            document[key] = description(paragraphs(document[key]), 0)
    return document


def completed_fragment(module: Module, text: str) -> str:
    """The text of a fragment whose options are some of the module's, completed as in the module itself."""
    document = load(text)
    spec, declared = module.declaration.argument_spec, _declared(module)
    context = _Context(module, Anchors(), {})
    for option, entry in document["options"].items():
        document["options"][option] = _entry(context, entry, spec[option], option, declared.get(option))
    return dump(document)


def in_order(written: Iterable[str], declared: Sequence[str]) -> list[str]:
    """The names as they are written; what is missing comes after what the declaration has before it."""
    order = [name for name in written if name in declared]
    for place, name in enumerate(declared):
        if name not in order:
            before = [order.index(other) for other in declared[:place] if other in order]
            order.insert(max(before[-1:], default=-1) + 1, name)
    return order


def _ensure_known(module: Module, written: Mapping[str, Any], spec: Mapping[str, Any], within: str) -> None:
    unknown = sorted(name for name in set(written) - set(spec) if has_prose(written[name]))
    if unknown:
        raise Problem(
            f"{module.name}: DOCUMENTATION describes {', '.join(within + name for name in unknown)}, which the "
            "declaration does not have. Rename or remove it there; its prose is not thrown away unseen."
        )


Declared = tuple[Option, Place]


class _Context(NamedTuple):
    module: Module
    anchors: Anchors
    words: Mapping[int, Words]


def _declared(module: Module) -> dict[str, str | Declared]:
    """What is known of the module's options besides their spec: a finished sentence, or the option with its place."""
    found: dict[str, str | Declared] = {}
    resource = module.declaration.resource
    if resource is not None:
        place = Place(resource)
        for name, option in scopes.of_resource(resource).items():
            if option.is_option:
                found[name] = (option, place)
        found.update(facts_of_list_modes(resource.fields))
        found.update({name: facts_of_parameter(one) for name, one in resource.parameters.items() if one.since})
    elif module.declaration.api.listings and not module.declaration.api.operations:
        for filter_ in module.declaration.api.listings[0].filters:
            found[filter_.option] = facts_of_filter(filter_)
    return found


def _entry(
    context: _Context,
    written: Mapping[str, Any] | None,
    spec: Mapping[str, Any],
    name: str,
    declared: str | Declared | None,
) -> CommentedMap:
    """The entry of an option, whose dotted name is `name`."""
    written = written or {}
    column = 2 + 4 * name.count(".") + 2
    entry = CommentedMap()
    facts = facts_of(*declared) if isinstance(declared, tuple) else declared
    facts = " ".join(words for words in (facts, range_words(spec)) if words)
    prose = _shared(context, name, declared) or _prose(written)
    entry["description"] = description(prose + ([facts] if facts else []), column)
    entry["type"] = spec.get("type", "str")
    for key in _FROM_SPEC[1:]:
        value = spec.get(key)
        if value is None or (key == "required" and not value):
            continue
        entry[key] = sequence(value, column + len(key) + 2) if isinstance(value, (list, tuple)) else scalar(value)
    for key, value in written.items():
        if key not in _WRITTEN:
            entry[key] = value
    if spec.get("options"):
        described = written.get("suboptions") or {}
        _ensure_known(context.module, described, spec["options"], f"{name}.")
        order = in_order(described, list(spec["options"]))
        suboptions = CommentedMap(
            (
                option,
                _entry(context, described.get(option), inner, f"{name}.{option}", _inside(declared, option)),
            )
            for option, inner in ((option, spec["options"][option]) for option in order)
        )
        entry["suboptions"] = context.anchors.kept(described, suboptions)
    return entry


def _inside(declared: str | Declared | None, option: str) -> Declared | None:
    if not isinstance(declared, tuple):
        return None
    outer, place = declared
    return (outer.nested[option], place.inside(outer)) if option in outer.nested else None


def _shared(context: _Context, name: str, declared: str | Declared | None) -> list[Any]:
    """What another module says of the same field; empty where none has it."""
    fields = declared[0].fields if isinstance(declared, tuple) else []
    return next((context.words[id(field)].at(name) for field in fields if id(field) in context.words), [])


def _prose(written: Mapping[str, Any]) -> list[Any]:
    """What people wrote of an option; the marker where that is nothing."""
    prose = [text for text in paragraphs(written.get("description")) if not is_generated(text)]
    return prose or [PROSE_MISSING]


def _reformatted(written: Mapping[str, Any]) -> CommentedMap:
    entry = CommentedMap(written)
    if "description" in entry:
        entry["description"] = description(paragraphs(entry["description"]), 4)
    return entry
