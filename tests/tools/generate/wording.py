# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the generator says things, so that people can search for it and the checks can recognise it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

# In the place of a description that a person still has to write; a test refuses it.
PROSE_MISSING = "PROSE MISSING"

_REFERS = "Its properties are the suboptions of"
_MARKED = r"[OV]\([^)]*\)"
_MARKS = rf"{_MARKED}(?:(?:, | and | or ){_MARKED})*"
_SPAN = r"O\(api_version=[^)]*\)(?: or later| or earlier| to O\(api_version=[^)]*\))?"
_IF_NEW = rf"(?: if the [\w -]+ has no {_MARKED} yet| with {_MARKED})?"
_FOR = rf"For (?:{_MARKS}(?: with {_SPAN})?|{_SPAN})"
_EXCEPT = rf"(?:, except for {_MARKS})?"
_SENTENCES = re.compile(
    "|".join(
        (
            rf"Only for {_MARKS}\.",
            rf"Not for {_MARKS}\.",
            rf"(?:For {_MARKS}, r|R)equires {_SPAN}\.",
            rf"Required(?: to create an? [\w -]+| for {_MARKS}| in each item)?{_IF_NEW}{_EXCEPT}(?: \({_SPAN}\))?\.",
            rf"(?:{_FOR}, c|C)annot be changed after creation\.",
            rf"The server does not return it\. It is sent together with (?:the secret that it belongs to|{_MARKED})\.",
            (
                r"The server does not return it\. It is sent with an item that is new, with an item whose "
                rf"{_MARKED} changes, and with O\(update_secrets=always\)\."
            ),
            rf"(?:{_FOR}, u|U)sed only to create an? [\w -]+; ignored if the [\w -]+ exists\.",
            (
                r"This is a secret, which the server does not return\. "
                r"(?:O\(update_secrets\) says when it is sent|It is only sent to create an? [\w -]+|"
                rf"It is sent together with {_MARKED})\."
            ),
            rf"{_MARKS} requires? {_SPAN}\.",
            rf"{_MARKS} (?:is|are) only for {_MARKS}\.",
            rf"If omitted, an? [\w -]+ is created with {_MARKED}\.",
            rf"Has no effect without {_MARKED}(?:(?:, | or ){_MARKED})*\.",
            r"(?:At least|At most|From) -?\d+(?: to -?\d+)?\.",
        )
    )
)


def is_generated(paragraph: str) -> bool:
    """Whether a paragraph consists of sentences of the generator's, and of nothing else."""
    rest = " ".join(str(paragraph).split())
    while rest:
        found = _SENTENCES.match(rest)
        if not found:
            return False
        rest = rest[found.end() :].lstrip()
    return True


def has_prose(entry: Mapping[str, Any] | None) -> bool:
    """Whether a person has described an option or a return value, or something in it."""
    entry = entry or {}
    texts = entry.get("description") or []
    nested = [*(entry.get("suboptions") or {}).values(), *(entry.get("contains") or {}).values()]
    own = [text for text in (texts if isinstance(texts, list) else [texts]) if text != PROSE_MISSING]
    return not all(map(is_generated, own)) or any(map(has_prose, nested))


def listed(parts: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def with_article(noun: str) -> str:
    """`a repository`, `an account`."""
    # "A user": the sound decides, not the letter.
    is_vowel = noun[0].lower() in "aeiou" and not noun.lower().startswith(("us", "uni"))
    return f"{'an' if is_vowel else 'a'} {noun}"


def marked(mark: str, option: str, values: Sequence[str]) -> list[str]:
    """`O(type=a)` for each value; `V(a)` where there is no option to name."""
    return [f"{mark}({option}={value})" if option else f"V({value})" for value in values]


def range_words(spec: Mapping[str, Any]) -> str:
    """What a number has to be, for people; empty where it may be anything but negative."""
    minimum, maximum = spec.get("minimum"), spec.get("maximum")
    if minimum is not None and maximum is not None:
        return f"From {minimum} to {maximum}."
    if minimum is not None:
        return f"At least {minimum}."
    return f"At most {maximum}." if maximum is not None else ""


def span(since: str, until: str) -> str:
    """Which API revisions, for people; empty for all."""
    if since and until:
        return f"O(api_version={since})" + (f" to O(api_version={until})" if since != until else "")
    if since:
        return f"O(api_version={since}) or later"
    return f"O(api_version={until}) or earlier" if until else ""


def has_suboptions(mark: str) -> str:
    """The sentence on a returned group whose properties are described where they are options."""
    return f"{_REFERS} {mark}."


def refers_to_suboptions(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of RETURN names the option that describes its properties, and does not list them."""
    texts = entry.get("description") or []
    return "contains" not in entry and isinstance(texts, list) and bool(texts) and str(texts[-1]).startswith(_REFERS)
