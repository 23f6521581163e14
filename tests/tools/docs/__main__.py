# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the documentation as a site of HTML pages: build/docs/index.html.

Usage: python -m tools.docs

The reference comes from the documentation in the modules, roles and plugins, the guides from docs/ and the READMEs of
the roles. Any warning fails the build, and so does a link inside the site that leads nowhere, or a page that loads
something from another server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.docs.guides import guides
from tools.docs.links import problems
from tools.docs.reference import core_inventory, reference
from tools.environment import installed, pinned
from tools.paths import BUILD, ROOT, stage_environment
from tools.tree import make_tree

SITE, SOURCE = BUILD / "docs", BUILD / "docs-source"
_CONFIGURATION, _IMAGES = ROOT / "docs" / "site", ROOT / "docs" / "images"
# What antsibull-docs writes, and what Sphinx remembers of the pages that it has read.
_REFERENCE, _CACHE = BUILD / "docs-reference", BUILD / "docs-cache"


def main() -> int:
    """Build it; 1 where that fails."""
    make_tree()
    programs = installed("docs-tools", [*pinned("docs.txt"), *pinned("demo.txt", "ansible-core")])
    environment = stage_environment()
    environment["PATH"] = os.pathsep.join([str(programs), environment["PATH"]])
    # antsibull-docs writes a log into the home directory.
    environment["HOME"] = str(BUILD)
    if not (_write_reference(environment) and _write_site(environment)):
        # What Sphinx has read already, it would not warn of again.
        shutil.rmtree(_CACHE, ignore_errors=True)
        return 1
    found = problems(SITE)
    print("\n".join(found) or f"The documentation is in {SITE.relative_to(ROOT)}/index.html.")
    return int(bool(found))


def _write_reference(environment: Mapping[str, str]) -> bool:
    shutil.rmtree(_REFERENCE, ignore_errors=True)
    _REFERENCE.mkdir(mode=0o755, parents=True)
    command = ("antsibull-docs", "collection", "--use-current", "--squash-hierarchy", "--dest-dir", str(_REFERENCE))
    return _succeeds((*command, "opendr.veeam"), environment)


def _write_site(environment: Mapping[str, str]) -> bool:
    pages = dict(reference(_REFERENCE))
    files = {Path("reference", name): text.encode() for name, text in pages.items()}
    files[Path("ansible-core.inv")] = core_inventory(pages)
    files.update((place, text.encode()) for place, text in guides(ROOT))
    files.update((Path("images", image.name), image.read_bytes()) for image in _IMAGES.iterdir())
    if _bring_up_to_date(files):
        # Sphinx leaves the page of a source that is gone.
        shutil.rmtree(SITE, ignore_errors=True)
    options = ("-q", "-n", "-W", "--keep-going", "-j", "auto", "-c", str(_CONFIGURATION), "-d", str(_CACHE))
    return _succeeds(("sphinx-build", *options, str(SOURCE), str(SITE)), environment)


def _bring_up_to_date(files: Mapping[Path, bytes]) -> bool:
    """Write what differs, since Sphinx reads again what is newer; remove the rest, and say whether there was any."""
    gone = [path for path in SOURCE.rglob("*") if path.is_file() and path.relative_to(SOURCE) not in files]
    for path in gone:
        path.unlink()
    for name, content in files.items():
        path = SOURCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    return bool(gone)


def _succeeds(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    return subprocess.run(command, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
