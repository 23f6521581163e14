# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages that antsibull-docs writes for modules, roles and plugins, as this site shows them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

INDEX, TITLE = "index.rst", "Modules and plugins"
# Places in the documentation of ansible-core. Sphinx would fetch them, and a build needs no network.
_SETTINGS = "reference_appendices/config.html"
_LABELS = {
    "action_plugins": "plugins/action.html#action-plugins",
    "ansible_configuration_settings": f"{_SETTINGS}#ansible-configuration-settings",
    "common_return_values": "reference_appendices/common_return_values.html#common-return-values",
}
_BUILTIN = re.compile(r"<(ansible_collections\.ansible\.builtin\.(\w+))>")
_CORE_VARIABLE = re.compile(r":envvar:`(ANSIBLE[\\\w]+)`")
# The theme has a list of its own beside each page.
_CONTENTS = re.compile(r"^\.\. contents::\n(?: +:.*\n)+", re.MULTILINE)
_ENTRY = re.compile(r"^    ((\w+?)_(?:module|role|filter|lookup|inventory))$", re.MULTILINE)
# The whole name is in the note below the title, where it does not fill the screen of a phone.
_PAGE_TITLE = re.compile(r"^opendr\.veeam\.(\w+ \w+) -- (.+)\n\++$", re.MULTILINE)
_HEADING = re.compile(r"^Opendr\.Veeam\n=+$", re.MULTILINE)


def reference(directory: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of each page, for the pages that antsibull-docs has written to a directory."""
    for page in sorted(directory.glob("*.rst")):
        text = _CONTENTS.sub("", page.read_text("utf-8"))
        text = _PAGE_TITLE.sub(lambda title: f"{title[1]}\n{'+' * len(title[1])}\n\n**{title[2]}**", text)
        if page.name == INDEX:
            # The whole titles are too long for the navigation.
            text = _ENTRY.sub(r"    \2 <\1>", text)
            text = _HEADING.sub(f"{TITLE}\n{'=' * len(TITLE)}", text)
        yield page.name, text


def core_inventory(pages: Mapping[str, str]) -> bytes:
    """An inventory of Sphinx of what the pages refer to in the documentation of ansible-core, and of no more."""
    lines = "".join(f"{name} {kind} -1 {page} {name}\n" for kind, name, page in _core_places(pages))
    head = "# Sphinx inventory version 2\n# Project: ansible-core\n# Version: \n# The rest is compressed using zlib.\n"
    return head.encode() + zlib.compress(lines.encode())


def _core_places(pages: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for label, page in _LABELS.items():
        yield "std:label", label, page
    text = "".join(pages.values())
    for label, name in sorted(set(_BUILTIN.findall(text))):
        yield "std:label", label, f"collections/ansible/builtin/{name}.html"
    for name in sorted({found.replace("\\", "") for found in _CORE_VARIABLE.findall(text)}):
        yield "std:envvar", name, f"{_SETTINGS}#envvar-{name}"
