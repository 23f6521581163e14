# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command line of `make new`.

Usage: PYTHONPATH=build/tree:tests python -m tools.new --module MODULE --product PRODUCT --path PATH [--types A,B]
       PYTHONPATH=build/tree:tests python -m tools.new --product PRODUCT
       PYTHONPATH=build/tree:tests python -m tools.new --compare

Writes a first version of a module and of its info twin, with their tests, from the vendor's document; lists what it
could not place; runs the checks on what it wrote. Without a path, or with one that does not exist, it lists those that
no module covers yet. With --compare it writes nothing, and says how much of what was declared by hand it would have
declared in the same way.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from simulator.documents import DocumentError
from tools.new.checks import failed_checks
from tools.new.evaluation import NotDeclarable
from tools.new.measurement import measured
from tools.new.products import PREFIXES, derived, recorded_reads
from tools.new.registration import NoPlace
from tools.new.resource import PathMissing, PathUnknown
from tools.new.uncovered import uncovered
from tools.new.writer import AlreadyThere, left_to_do, written_files


def main(argv: Sequence[str]) -> int:
    """Write a new pair of modules, or compare; 0 also where something is left to do: that is what it is for."""
    parser = argparse.ArgumentParser(prog="make new", description="Write a first version of a module.")
    parser.add_argument("--module", default="", help="the name of the module: veeam_x, veeam_azure_x or veeam_m365_x")
    parser.add_argument("--product", choices=sorted(PREFIXES), help="the product")
    parser.add_argument("--path", default="", help="the path of the collection or singleton, such as /credentials")
    parser.add_argument("--types", default="", help="only these types of what the path has, with commas between them")
    parser.add_argument("--compare", action="store_true", help="hold the derivation to what was declared by hand")
    options = parser.parse_args(argv)
    if options.compare:
        print("\n".join(measured()))
        return 0
    if not options.product:
        parser.error("give the product: make new PRODUCT=vbr lists the paths that no module covers yet")
    if not options.path:
        print("\n".join(uncovered(options.product)))
        print(f"To write a module: make new MODULE={PREFIXES[options.product]}x PRODUCT={options.product} API_PATH=/x")
        return 0
    if product_named(options.module) != options.product or options.module.endswith("_info"):
        parser.error(
            f"a module of {options.product} is called {PREFIXES[options.product]}...; its _info twin comes along"
        )
    try:
        types = tuple(kind for kind in options.types.split(",") if kind)
        model = derived(options.product, options.path, types)
        files = written_files(model, options.module, recorded_reads(options.product, model.path))
    except PathMissing as problem:
        print(problem)
        print("\n".join(uncovered(options.product)))
        return 1
    except (AlreadyThere, DocumentError, NoPlace, NotDeclarable, PathUnknown) as problem:
        print(problem)
        return 1
    print("Written:")
    print("\n".join(f"  {path}" for path in files))
    problems = failed_checks(options.module, model)
    print("Left to do:")
    print("\n".join(f"  - {sentence}" for sentence in (*left_to_do(model, options.module), *problems)))
    return 0


def product_named(module: str) -> str:
    """The product that the name of a module begins with; empty for none. All begin as VBR's do."""
    fitting = [product for product, prefix in PREFIXES.items() if module.startswith(prefix)]
    return max(fitting, key=lambda product: len(PREFIXES[product]), default="")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
