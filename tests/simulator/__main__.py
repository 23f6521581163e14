# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m simulator --state-dir DIR``: run the simulator until SIGTERM or SIGINT."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .documents import DocumentError
from .process import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__.split(":", 1)[1].strip())
    parser.add_argument(
        "--state-dir",
        type=Path,
        required=True,
        help="where simulator.json, simulator.env, the CA and the request log are written",
    )
    parser.add_argument("--port-vbr", type=int, default=0, metavar="N", help="default: a free port")
    parser.add_argument("--port-azure", type=int, default=0, metavar="N", help="default: a free port")
    parser.add_argument("--port-m365", type=int, default=0, metavar="N", help="default: a free port")
    parser.add_argument(
        "--speed",
        type=float,
        default=1.0,
        metavar="F",
        help="factor on how long sessions take: 1 is about 0.3 s, 0 ends them at once (default 1)",
    )
    parser.add_argument("--products", default="vbr,azure,m365", help="which servers to run (default all three)")
    parser.add_argument("--foreground", action="store_true", help="stay in the foreground; this is the default")
    options = parser.parse_args()
    ports = {"vbr": options.port_vbr, "azure": options.port_azure, "m365": options.port_m365}
    products = [name.strip() for name in options.products.split(",") if name.strip()]
    unknown = sorted(set(products) - set(ports))
    if unknown or not products:
        parser.error(f"--products takes {','.join(ports)}, not {','.join(unknown) or 'nothing'}")
    try:
        return run(options.state_dir, {name: ports[name] for name in products}, options.speed)
    except (DocumentError, OSError) as problem:
        print(f"simulator: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
