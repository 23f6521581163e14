# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields, from what the bodies of all revisions and variants hold.

A place is one variant in one revision. For each property the places are brought together as far as they agree; where
they do not, there are several fields for one option, as in a declaration by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tools.new.model import FieldModel
from tools.new.names import CONNECTION_OPTIONS, DICT_METHODS, is_secret, renamed, snake_case, sounds_secret, without_id
from tools.new.properties import Properties, Property
from tools.new.references import References, candidate, holds_id
from tools.new.spans import Spans, View, merged_variants, spans_of
from tools.new.spelling import same_spelling

# Ids that the server gives and nobody can know before.
_SERVER_IDS = frozenset({"id", "uniqueId"})
# Addresses of other requests, and what they do, which some products put into every object.
_LINKS = frozenset({"_links", "_actions"})
# What a server says of an object, and nobody asks for.
_NO_CHOICES = frozenset({"Unknown"})

# What a person has to decide, followed by the properties that it is about.
ID_OF_UNKNOWN_LIST = "Named like an ID, but of which list is not known (a text for now):"
NO_TYPE = "Without a type in the document (a text for now):"
HOLDS_ITSELF = "Holds objects like itself (without suboptions for now):"
LIST_OF_LISTS = "A list of lists, which an option cannot be:"
METHOD_OF_DICT = "In a template, x.items and the like are methods of the dict (choose another name):"
SECRET_WITHOUT_UPDATE = "A secret that an update does not take; which operation changes it?"
RETURNED_SECRET = "A secret that the server returns (left out, since results show what is read):"
NOT_ON_CREATION = "An update takes it, the creation does not (only returned for now):"
OTHER_TYPE = "Of another type in other variants or revisions (left out there):"
SOME_FORMAT = "With a format in some variants or revisions only (any text for now):"
NEVER_RETURNED = "Written, but never returned (only sent on creation for now):"
NEEDED_BY_UPDATE = (
    "Never returned, but every update has to send it (only sent on creation for now, so no update works):"
)


class Place(NamedTuple):
    """One variant in one revision; the variant is empty where a resource has none."""

    variant: str
    revision: str


@dataclass(frozen=True)
class Bodies:
    """What the creation of an object, its change and its read hold in one place; None where there is no such body."""

    create: Properties | None = None
    update: Properties | None = None
    read: Properties | None = None

    def known(self) -> list[Properties]:
        return [body for body in (self.create, self.update, self.read) if body is not None]

    def property(self, key: str) -> _Uses:
        return _Uses(*(body.get(key) if body is not None else None for body in (self.create, self.update, self.read)))


class _Uses(NamedTuple):
    """One property in the three bodies."""

    create: Property | None
    update: Property | None
    read: Property | None

    @property
    def described(self) -> Property:
        found = self.create or self.update or self.read
        if found is None:
            raise ValueError("no body holds the property")
        return found

    @property
    def bodies(self) -> Bodies:
        return Bodies(*(use.properties if use is not None else None for use in self))


@dataclass
class Deriver:
    """Derives the fields of one resource, and collects in ``left`` what a person has to decide.

    ``revisions`` are those of the product, oldest first; ``reads`` the read operations by their ids. ``exists`` says
    that the resource is a singleton: there is no body to create it, and what can be changed is an option.
    ``resource_lists`` are the paths of lists whose objects have a resourceId.
    """

    revisions: Sequence[str]
    references: References
    reads: Mapping[str, str]
    variant: str = ""
    exists: bool = False
    noun: str = ""
    resource_lists: Collection[str] = ()
    left: dict[str, dict[str, None]] = field(default_factory=dict)
    excused: dict[str, str] = field(default_factory=dict)
    dropped: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def fields(self, bodies: Mapping[Place, Bodies], within: str = "") -> tuple[FieldModel, ...]:
        """The fields of one level; ``within`` is the dotted path of the group, with [] after a list."""
        keys: dict[str, None] = {}
        # The newest revision's order is the one that its readers know.
        newest_first = sorted(bodies, key=lambda place: -self.revisions.index(place.revision))
        for place in newest_first:
            keys.update(dict.fromkeys(key for body in bodies[place].known() for key in body))
        # An id gives up its ending only where no other property is called so.
        options = {snake_case(key): key for key in keys}
        derived: list[FieldModel] = []
        for key in keys:
            # What the server names itself needs no other read to be named.
            named = f"{key.removesuffix('Id')}Name" in keys
            uses = {
                place: body.property(key)
                for place, body in bodies.items()
                if any(key in known for known in body.known())
            }
            if key in _LINKS:
                self._excuse_links(key, uses, within)
                continue
            option = self._option(key, uses, within, options, named)
            options[option] = key
            if self._is_returned_secret(key, uses, within):
                continue
            found = self._property(option, key, uses, newest_first, within, named)
            derived += [self._as_texts(entry, within, options) for entry in found]
        return self._agreed(derived, within)

    def _as_texts(self, entry: FieldModel, within: str, taken: Mapping[str, str]) -> FieldModel:
        """A list of objects with one property as what it is for a task: a list of texts."""
        if entry.elements != "dict" or len(entry.fields) != 1:
            return entry
        (item,) = entry.fields
        if item.type != "str" or item.mode in ("secret", "computed") or item.since or item.until or item.variants:
            return entry
        for sentence in (NEVER_RETURNED, NEEDED_BY_UPDATE):
            self.settle(sentence, f"{within}{entry.api}[].{item.api}")
        option = without_id(entry.option) if item.reference else entry.option
        return replace(
            entry,
            option=option if taken.get(option, entry.api) == entry.api else entry.option,
            elements="str",
            fields=(),
            item_property=item.api,
            reference=item.reference,
            choices=item.choices,
            choice_spans=item.choice_spans,
            api_choices=item.api_choices,
            format=item.format,
            example=item.example,
        )

    def _agreed(self, derived: Sequence[FieldModel], within: str) -> tuple[FieldModel, ...]:
        """The fields without what contradicts another one of the same option: an option has one type and one format."""
        by_option: dict[str, list[FieldModel]] = {}
        for entry in derived:
            by_option.setdefault(entry.option, []).append(entry)
        agreed: list[FieldModel] = []
        for same in by_option.values():
            # The newest revision decides.
            chosen = next((entry for entry in same if not entry.until), same[0])
            fitting = [entry for entry in same if (entry.type, entry.elements) == (chosen.type, chosen.elements)]
            if len(fitting) < len(same):
                self.remark(OTHER_TYPE, within + chosen.api)
            if len({_format_of(entry) for entry in fitting}) > 1:
                self.remark(SOME_FORMAT, within + chosen.api)
                fitting = [replace(entry, format="") for entry in fitting]
            agreed += fitting
        return tuple(agreed)

    def remark(self, sentence: str, path: str = "") -> None:
        """Note what a person has to decide, once; the paths of which the same is true follow in one line."""
        self.left.setdefault(sentence, {}).update({path: None} if path else {})

    def settle(self, sentence: str, path: str) -> None:
        """Take back what was noted about a path, where something else has settled it."""
        paths = self.left.get(sentence, {})
        paths.pop(path, None)
        if not paths:
            self.left.pop(sentence, None)

    def sentences(self) -> tuple[str, ...]:
        """What was noted, in the order in which it was; of a group without what is in it."""
        return tuple(f"{sentence} {', '.join(_outermost(paths))}".rstrip() for sentence, paths in self.left.items())

    def _is_returned_secret(self, key: str, uses: Mapping[Place, _Uses], within: str) -> bool:
        """Whether the server returns a secret that nobody gives it: no field, for a result shows what is read."""
        given = [use.update if self.exists else use.create for use in uses.values()]
        returned = any(use.read is not None and is_secret(key, use.read) for use in uses.values())
        if any(given) or not returned:
            return False
        self.remark(RETURNED_SECRET, within + key)
        return True

    def _excuse_links(self, key: str, uses: Mapping[Place, _Uses], within: str) -> None:
        """They are neither an option nor worth returning, but some bodies have them, as they have all of the object."""
        if any(use.create or use.update for use in uses.values()):
            self.excused[(within + key).replace("[]", "")] = "addresses of other requests; the server writes them"

    # --- Names ---

    def _option(self, key: str, uses: Mapping[Place, _Uses], within: str, taken: Mapping[str, str], named: bool) -> str:
        option = snake_case(key)
        references = {self._reference(within, key, use, named) for use in uses.values()}
        if any(references) and not sounds_secret(without_id(option)):
            option = without_id(option)
        elif holds_id(key) and key not in _SERVER_IDS and any(map(_gives_text, uses.values())):
            self.remark(ID_OF_UNKNOWN_LIST, within + key + candidate(key, self.resource_lists))
        if taken.get(option, key) != key:
            option = snake_case(key)
        if option in DICT_METHODS:
            self.remark(METHOD_OF_DICT, within + key)
        if not within and option in CONNECTION_OPTIONS and key not in _SERVER_IDS:
            other = renamed(option, self.noun)
            self.remark(f"{key} cannot be called {option}, which is an option of every module: {other} for now.")
            option = other
        return option

    def _reference(self, within: str, key: str, use: _Uses, named: bool) -> str:
        described = use.described
        if not holds_id(key) or key in _SERVER_IDS or "str" not in (described.type, described.elements):
            return ""
        if named and use.create is None and use.update is None:
            return ""
        return self.references.find(within, key, described.text, self.reads)

    # --- One property ---

    def _property(
        self, option: str, key: str, uses: Mapping[Place, _Uses], around: Sequence[Place], within: str, named: bool
    ) -> list[FieldModel]:
        views = {place: self._view(key, use, within, named) for place, use in uses.items()}
        views = same_spelling(views, self.revisions)
        self._remark_oddities(key, uses, within)
        self._except_what_no_option_offers(key, uses, within)
        path = within + key
        inside = {
            place: use.bodies for place, use in uses.items() if views[place].type in ("dict", "list") and _holds(use)
        }
        step = "[]." if any(view.type == "list" for view in views.values()) else "."
        nested = self.fields(inside, path + step) if inside else ()
        base = FieldModel(option, key)
        sample = _strictest([use.described for use in uses.values()])
        sample = replace(sample, nullable=all(map(_can_be_emptied, uses.values())))
        variants = list(dict.fromkeys(place.variant for place in around))
        return [
            self._field(base, span, variants, nested, sample)
            for group in merged_variants(variants, self.revisions, views, around)
            for span in spans_of(group, self.revisions)
        ]

    def _field(
        self, base: FieldModel, span: Spans, variants: Sequence[str], nested: tuple[FieldModel, ...], sample: Property
    ) -> FieldModel:
        view = span.view
        return replace(
            base,
            type=view.type,
            elements=view.elements,
            mode=view.mode,
            reference=view.reference,
            response_api=view.response_api,
            default=view.default,
            api_choices=dict(view.api_choices),
            choices=span.choices,
            choice_spans=span.choice_spans,
            since=span.since,
            until=span.until,
            variants=() if set(span.variants) == set(variants) else tuple(span.variants),
            required=span.required,
            required_since=span.required_since,
            required_until=span.required_until,
            fields=nested if "dict" in (view.type, view.elements) else (),
            format=sample.format,
            example=sample.example,
            minimum=sample.minimum,
            maximum=sample.maximum,
            nullable=sample.nullable and view.mode == "mutable" and bool(view.type == "dict" or view.reference),
        )

    def _view(self, key: str, use: _Uses, within: str, named: bool) -> View:
        described = use.described
        is_variant = not within and key == self.variant
        mode = self._mode(key, use, within, is_variant)
        # A singleton is always there, so only what is in a group that it does not have yet can be missing.
        needing = use.update if self.exists and within else use.create
        required = bool(needing and needing.required) and mode != "computed"
        default = None
        if required and key == "description" and described.type == "str":
            # The server wants one, a task does not have to give it.
            required, default = False, ""
        return View(
            type=described.type or "str",
            elements=(described.elements or "str") if described.type == "list" else "",
            mode=mode,
            required=required,
            choices=()
            if mode == "computed"
            else tuple(choice for choice in described.choices if choice not in _NO_CHOICES),
            reference=self._reference(within, key, use, named),
            response_api=_response_api(key, use),
            default=default,
        )

    def _mode(self, key: str, use: _Uses, within: str, is_variant: bool) -> str:
        given = use.update if self.exists else use.create
        if given is None or (key in _SERVER_IDS and not within):
            return "computed"
        if is_secret(key, given):
            return "secret"
        if is_variant:
            return "immutable"
        if not _is_read(key, use):
            return "write_only_on_create"
        return "mutable" if use.update is not None else "immutable"

    def _remark_oddities(self, key: str, uses: Mapping[Place, _Uses], within: str) -> None:
        path = within + key
        for use in uses.values():
            given = use.create or use.update
            if not use.described.type:
                self.remark(NO_TYPE, path)
            if use.described.is_cut:
                self.remark(HOLDS_ITSELF, path)
            if use.described.elements == "list":
                self.remark(LIST_OF_LISTS, path)
            if given is None:
                continue
            if is_secret(key, given) and use.update is None:
                self.remark(SECRET_WITHOUT_UPDATE, path)
            if self.exists or (key in _SERVER_IDS and not within):
                continue
            if use.create is None and use.read is not None:
                self.remark(NOT_ON_CREATION, path)
            elif use.create and use.update and not _is_read(key, use) and not is_secret(key, given):
                self.remark(NEEDED_BY_UPDATE if use.update.required and not within else NEVER_RETURNED, path)

    def _except_what_no_option_offers(self, key: str, uses: Mapping[Place, _Uses], within: str) -> None:
        path = (within + key).replace("[]", "")
        for use in uses.values():
            given = use.create or use.update
            if given is None:
                continue
            if key in _SERVER_IDS and not within and use.create is not None:
                self.excused[path] = "the server gives it; a task cannot know it before"
            dropped = tuple(choice for choice in given.choices if choice in _NO_CHOICES)
            if dropped:
                self.dropped[path] = dropped


def _outermost(paths: Collection[str]) -> list[str]:
    return [path for path in paths if not any(path.startswith((f"{other}.", f"{other}[]")) for other in paths)]


def _strictest(described: Sequence[Property]) -> Property:
    """The first, with the bounds that satisfy all of them: older documents may not name any."""
    maxima = [one.maximum for one in described if one.maximum is not None]
    return replace(described[0], minimum=max(one.minimum for one in described), maximum=min(maxima, default=None))


def _can_be_emptied(use: _Uses) -> bool:
    """Whether every body that is sent takes null for it."""
    given = [found for found in (use.create, use.update) if found is not None]
    return bool(given) and all(found.nullable for found in given)


def _gives_text(use: _Uses) -> bool:
    """Whether a body that is sent holds it as a text, or as a list of texts."""
    given = use.create or use.update
    return given is not None and "str" in (given.type or "str", given.elements)


def _format_of(entry: FieldModel) -> str:
    """The format that is declared for a field: an object may be given by its name."""
    return "" if entry.reference else entry.format


def _holds(use: _Uses) -> bool:
    return bool(use.described.properties)


def _is_read(key: str, use: _Uses) -> bool:
    if use.read is None:
        return False
    return use.read.type == use.described.type or bool(_response_api(key, use))


def _response_api(key: str, use: _Uses) -> str:
    """Where a text that is given by name is returned as an object with that name."""
    if use.read is None or use.described.type != "str" or use.read.type != "dict":
        return ""
    return f"{key}.name" if "name" in use.read.properties else ""
