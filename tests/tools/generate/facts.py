# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a declaration says of an option, in sentences: who has it, since when, when it is required, what can change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Parameter, Resource
from tools.generate.scopes import Option, Scope, spans, variants_among
from tools.generate.wording import listed, marked, span, with_article


@dataclass(frozen=True)
class Place:
    """Where an option is: the resource, the option that it is in (dotted, empty at the top), and whether that lists.

    `sent_as_whole` is the option around it that is sent as a whole, with an item of a list that needs it.
    """

    resource: Resource
    parent: str = ""
    in_list: bool = False
    sent_as_whole: str = ""

    def named(self, name: str) -> str:
        """The dotted name of what is called `name` here."""
        parent = f"{self.parent}[]" if self.in_list else self.parent
        return f"{parent}.{name}" if parent else name

    def inside(self, option: Option) -> Place:
        """The place of the suboptions of `option`."""
        name = self.named(option.name)
        whole = name if any(field.sent_with for field in option.fields) else ""
        return Place(self.resource, name, option.fields[0].type == "list", self.sent_as_whole or whole)


def facts_of(option: Option, place: Place) -> str:
    """All sentences on an option of a resource; empty where there is nothing to say."""
    sentences = (
        *_variants(option, place),
        *_revisions(option, place),
        *_required(option, place),
        *_mode(option, place),
        *_choices(option, place),
        *_default(option, place),
    )
    return " ".join(sentences)


def facts_of_parameter(parameter: Parameter) -> str:
    """What is to be known of an option that an operation takes in its query."""
    return f"Requires {span(parameter.since, '')}."


def facts_of_list_modes(fields: Sequence[Field]) -> dict[str, str]:
    """What is to be known of the options that say how lists are applied: a task may give one without its list.

    As the constant of a role does, or of module_defaults, where the list is given by some tasks only.
    """
    lists: dict[str, dict[str, None]] = {}
    for field in fields:
        if field.mode_option:
            lists.setdefault(field.mode_option, {})[field.option] = None
    marks = {name: [f"O({option})" for option in options] for name, options in lists.items()}
    return {name: f"Has no effect without {listed(options, 'or')}." for name, options in marks.items()}


def facts_of_filter(filter_: Filter) -> str:
    """All sentences on an option that narrows a list."""
    sentences = [f"Requires {span(filter_.since, '')}."] if filter_.since else []
    by_span: dict[tuple[str, str], list[str]] = {}
    for choice, bounds in filter_.choice_spans.items():
        by_span.setdefault(bounds, []).append(choice)
    return " ".join([*sentences, *(_choices_need(choices, span(*bounds)) for bounds, choices in by_span.items())])


def _named(place: Place, variants: Sequence[str]) -> str:
    return listed(marked("O", place.resource.variant, variants))


def _variants(option: Option, place: Place) -> Iterator[str]:
    having, possible = variants_among(option.carriers), variants_among(option.within)
    lacking = [variant for variant in possible if variant not in having]
    if lacking and len(lacking) < len(having):
        yield f"Not for {_named(place, lacking)}."
    elif lacking:
        yield f"Only for {_named(place, having)}."


def _revisions(option: Option, place: Place) -> Iterator[str]:
    found = spans(option.carriers, option.within)
    for since, until, variants in found:
        if not since and not until:
            continue
        if len(found) == 1:
            yield f"Requires {span(since, until)}."
        else:
            yield f"For {_named(place, variants)}, requires {span(since, until)}."


def _required(option: Option, place: Place) -> Iterator[str]:
    needing = [
        scope
        for scope, field in option.carriers.items()
        if field.needed(option.product, scope.revision) and not field.looked_up
    ]
    noun = place.resource.noun
    having = variants_among(option.carriers)
    for since, until, variants in spans(needing, option.carriers):
        others = [variant for variant in having if variant not in variants]
        revisions = f" ({span(since, until)})" if since or until else ""
        owner = "server" if place.resource.is_singleton else noun
        condition = "" if not place.parent or place.in_list else f" if the {owner} has no O({place.parent}) yet"
        if place.parent and place.sent_as_whole and not place.in_list:
            # The server never shows that it has it.
            condition = f" with O({place.parent})"
        who = " in each item" if place.in_list else ""
        if not place.parent and not place.resource.create:
            # The module only finds the object: which options it is found by is said of each.
            continue
        if not place.parent:
            who = f" to create {with_article(noun)}"
        if others and len(others) < len(variants):
            condition += f", except for {_named(place, others)}"
        elif others:
            who = f" for {_named(place, variants)}"
        yield f"Required{who}{condition}{revisions}."


def _mode(option: Option, place: Place) -> Iterator[str]:
    noun = place.resource.noun
    modes = {field.mode for field in option.fields}
    changing = next((field.sent_with for field in option.fields if field.sent_with), "")
    if changing:
        yield (
            "The server does not return it. It is sent with an item that is new, with an item whose "
            f"O({place.named(changing)}) changes, and with O(update_secrets=always)."
        )
    elif place.sent_as_whole and modes == {"secret"}:
        yield f"This is a secret, which the server does not return. It is sent together with O({place.sent_as_whole})."
    elif place.sent_as_whole:
        yield f"The server does not return it. It is sent together with O({place.sent_as_whole})."
    elif modes == {"immutable"} and place.resource.create:
        yield "Cannot be changed after creation."
    elif modes == {"write_only_on_create"} and option.name in place.resource.body_options:
        yield "The server does not return it. It is sent together with the secret that it belongs to."
    elif modes == {"write_only_on_create"}:
        yield f"Used only to create {with_article(noun)}; ignored if the {noun} exists."
    elif modes == {"secret"}:
        sent = "O(update_secrets) says when it is sent."
        if not place.resource.updates_secrets:
            sent = f"It is only sent to create {with_article(noun)}."
        yield f"This is a secret, which the server does not return. {sent}"
    elif place.resource.create:
        for where in _having_mode(option, place, "immutable"):
            yield f"{where}, cannot be changed after creation."
        for where in _having_mode(option, place, "write_only_on_create"):
            yield f"{where}, used only to create {with_article(noun)}; ignored if the {noun} exists."


def _having_mode(option: Option, place: Place, mode: str) -> Iterator[str]:
    """For which variants and revisions an option has a mode that it does not have for all."""
    having = [scope for scope, field in option.carriers.items() if field.mode == mode]
    everybody = variants_among(option.carriers)
    for since, until, variants in spans(having, option.carriers):
        who = [_named(place, variants)] if set(variants) < set(everybody) else []
        when = [span(since, until)] if since or until else []
        yield "For " + " with ".join([*who, *when])


def _choices(option: Option, place: Place) -> Iterator[str]:
    choices = list(dict.fromkeys(choice for field in option.fields for choice in field.choices))
    revisions = list(dict.fromkeys(scope.revision for scope in option.carriers))
    by_span: dict[str, list[str]] = {}
    by_variants: dict[tuple[str, ...], list[str]] = {}
    for choice in choices:
        knowing = [scope for scope, field in option.carriers.items() if _knows(option, scope, choice)]
        variants = tuple(variants_among(knowing))
        if place.resource.variant not in ("", option.name) and len(variants) < len(variants_among(option.carriers)):
            by_variants.setdefault(variants, []).append(choice)
        known = [revision for revision in revisions if any(scope.revision == revision for scope in knowing)]
        since = known[0] if known[0] != revisions[0] else ""
        until = known[-1] if known[-1] != revisions[-1] else ""
        if since or until:
            by_span.setdefault(span(since, until), []).append(choice)
    for variants, limited in by_variants.items():
        verb = "is" if len(limited) == 1 else "are"
        yield f"{listed(marked('V', '', limited))} {verb} only for {_named(place, variants)}."
    for words, limited in by_span.items():
        yield _choices_need(limited, words)


def _knows(option: Option, scope: Scope, choice: str) -> bool:
    return choice in option.carriers[scope].choices_in(option.product, scope.revision)


def _choices_need(choices: Sequence[str], words: str) -> str:
    return f"{listed(marked('V', '', choices))} require{'s' if len(choices) == 1 else ''} {words}."


def _default(option: Option, place: Place) -> Iterator[str]:
    if any(field.derived for field in option.fields):
        return
    defaults = [field.default for field in option.fields]
    # An empty text, group or list is what a new object has anyway.
    if not place.parent and defaults[0] not in (None, "", {}, []) and defaults == [defaults[0]] * len(defaults):
        word = str(defaults[0]).lower() if isinstance(defaults[0], bool) else str(defaults[0])
        yield f"If omitted, {with_article(place.resource.noun)} is created with V({word})."
