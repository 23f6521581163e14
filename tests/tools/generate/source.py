# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of a module, taken apart into its documentation and put together again around it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from tools.generate.problem import Problem

HEADER = """\
#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

"""
_UTILS = "ansible_collections.opendr.veeam.plugins.module_utils"
_START = """
import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

"""
_TAIL = """

def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
"""
PARTS = ("DOCUMENTATION", "EXAMPLES", "RETURN")


@dataclass(frozen=True)
class ModuleText:
    """The three parts of a module's documentation, each as YAML."""

    documentation: str
    examples: str
    returned: str


def take_apart(name: str, text: str) -> ModuleText:
    """The documentation in a module's file. Raises Problem for a file that holds more than that."""
    parts = {}
    for part in PARTS:
        found = re.search(rf'^{part} = r"""\n(.*?)^"""$', text, re.MULTILINE | re.DOTALL)
        if not found:
            raise Problem(f'{name}: there is no {part} = r"""...""" in the module file.')
        parts[part] = found[1]
    for statement in ast.parse(text).body:
        if not _is_ours(statement):
            raise Problem(
                f"{name}: line {statement.lineno} of the module file is none that make generate writes. "
                "Logic belongs to the declaration under plugins/module_utils/."
            )
    return ModuleText(parts["DOCUMENTATION"], parts["EXAMPLES"], parts["RETURN"])


def _is_ours(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return ast.unparse(statement.targets[0]) in PARTS
    if isinstance(statement, ast.FunctionDef):
        return ast.unparse(statement) == "def main() -> None:\n    run_module(MODULE)"
    if isinstance(statement, ast.Import):
        return ast.unparse(statement) == "import gc"
    return isinstance(statement, (ast.ImportFrom, ast.If))


def put_together(place: str, parts: ModuleText) -> str:
    """The whole file of a module that is declared at `place`."""
    imports = sorted((f"from {_UTILS}.{place} import MODULE", f"from {_UTILS}.engine.runner import run_module"))
    sections = zip(PARTS, (parts.documentation, parts.examples, parts.returned), strict=True)
    body = "\n".join(f'{part} = r"""\n{text}"""\n' for part, text in sections)
    return HEADER + body + _START + "\n".join(imports) + "\n" + _TAIL
