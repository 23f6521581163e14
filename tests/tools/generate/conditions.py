# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a property is returned: what people wrote of that, and what follows from the declaration."""

from __future__ import annotations

import re
from typing import Any

from tools.generate.scopes import Option, spans, variants_among
from tools.generate.wording import listed, marked, span

# Says nothing of a property in an object that is returned.
_ALWAYS = ("", "always", "success")
_MARK = r"V\([^)]*\)"
_SPAN = r"with O\(api_version=[^)]*\)(?: or later| or earlier| to O\(api_version=[^)]*\))?"
_ONE = rf"for {_MARK}(?:(?:, | and ){_MARK})*(?: {_SPAN})?"
_CONDITION = re.compile(
    rf"(?:^|, )(?:if its \w+ has (?:it|O\([^)]*\))|if the task gives O\([^)]*\)|{_ONE}(?:; {_ONE})*|{_SPAN})$"
)


def returned_when(option: Option, variant: str, option_mark: str, is_expanded: bool, written: Any) -> str:
    """When the property is there, empty for always.

    `option_mark` names its option, empty where it is none; `is_expanded` says that only a further read returns it,
    which a task makes where it gives the option; of what is no option, only people know when.
    """
    base = str(written or "")
    while found := _CONDITION.search(base):
        base = base[: found.start()]
    words = [*([base] if base not in _ALWAYS else []), *_conditions(option, variant, option_mark)]
    if is_expanded and option_mark:
        words.append(f"if the task gives {option_mark}")
    return ", ".join(words)


def _conditions(option: Option, variant: str, option_mark: str) -> list[str]:
    having = [scope for scope, field in option.carriers.items() if field.is_state]
    found = spans(having, option.within)
    limited = len(variants_among(having)) < len(variants_among(option.within))
    if option_mark:
        # The option's own text says for which variants and revisions it is.
        words = [f"if its {variant} has it"] if limited else []
        return words + _same_span(found)
    if not limited and len(found) == 1:
        return _same_span(found)
    return ["; ".join(_group(*one) for one in found)] if limited or len(found) > 1 else []


def _same_span(found: list[Any]) -> list[str]:
    if len(found) != 1 or not (found[0].since or found[0].until):
        return []
    return [f"with {span(found[0].since, found[0].until)}"]


def _group(since: str, until: str, variants: tuple[str, ...]) -> str:
    words = f"for {listed(marked('V', '', [variant or 'others' for variant in variants]))}"
    return words + (f" with {span(since, until)}" if since or until else "")
