# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sum up what the tests asked of the simulators: which operation, by which module, and what broke the documents' rules.

Usage: python -m tools.operations

Reads the request logs that the stages left under build/requests/ and writes build/operations.tsv (product, method, path
template, module). Fails on any request or answer that strays from the vendor's document, and when no log is there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.paths import BUILD, REQUESTS, ROOT

_TABLE = BUILD / "operations.tsv"
# The simulator's own tests are in there: they break the rules to see that it is noticed, and check that themselves.
_MAY_BREAK_RULES = "unit"
_SHOWN = 20


def records(directory: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every logged request under `directory` with the log it stands in."""
    for log in sorted(directory.rglob("requests*.jsonl")):
        with open(log, encoding="utf-8") as lines:
            for line in lines:
                yield log, json.loads(line)


def violations(directory: Path) -> list[str]:
    """Return one line for each way in which a request or an answer under `directory` strays from the document."""
    return [
        f"{record['product']} {record['method']} {record['path']} by {record['module']}: {violation}"
        f" ({log.relative_to(ROOT)}, request {record['number']})"
        for log, record in records(directory)
        for violation in record["violations"]
    ]


def report(directory: Path) -> int:
    """Print the violations under `directory`, if any, and return an exit code."""
    found = violations(directory)
    if found:
        print(f"{len(found)} violation(s) of the vendor's document:")
        print("\n".join(found[:_SHOWN]))
    return 1 if found else 0


def main() -> int:
    """Write the table and report violations of all stages."""
    rows = {
        (record["product"], record["method"], record["template"], record["module"])
        for _log, record in records(REQUESTS)
        if record["template"] and record["module"]
    }
    if not rows:
        print(f"no module's request in {REQUESTS.relative_to(ROOT)}/**/requests*.jsonl: run the other stages first")
        return 1
    lines = ["product\tmethod\tpath\tmodule", *("\t".join(row) for row in sorted(rows))]
    _TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{_TABLE.relative_to(ROOT)}: {len({row[:3] for row in rows})} operations, {len(rows)} rows")
    stages = [path for path in sorted(REQUESTS.iterdir()) if path.name != _MAY_BREAK_RULES]
    return max((report(stage) for stage in stages), default=0)


if __name__ == "__main__":
    sys.exit(main())
