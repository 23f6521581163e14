# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copy the collection to where Ansible's tools want it: .../ansible_collections/opendr/veeam, as real files.

A file that did not change keeps its time stamp in the copy, so that the tools' caches stay good.
"""

from __future__ import annotations

import filecmp
import shutil
import subprocess
from pathlib import Path

from tools.paths import COLLECTION, ROOT, TREE

# What tools write into the copy and a new copy must leave alone.
_KEEP = frozenset({".git", ".ansible", ".cache", "__pycache__"})
_KEEP_PATHS = frozenset({Path("tests/output"), Path("tests/integration/integration_config.yml")})


def project_files() -> list[Path]:
    """Return what is tracked, and what is new and not ignored, relative to the project's root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted({Path(name) for name in listing.split("\0") if name and (ROOT / name).is_file()})


def make_tree(collections_root: Path = TREE) -> Path:
    """Bring the copy under `collections_root` up to date and return the collection's directory in it."""
    target = collections_root / COLLECTION
    files = project_files()
    for name in files:
        _copy(ROOT / name, target / name)
    _remove_others(target, target, set(files))
    if not (target / ".git").exists():
        subprocess.run(["git", "init", "--quiet", "."], cwd=target, check=True)
    subprocess.run(["git", "add", "--all"], cwd=target, check=True)
    return target


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and filecmp.cmp(source, target) and source.stat().st_mode == target.stat().st_mode:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _remove_others(directory: Path, top: Path, wanted: set[Path]) -> None:
    for entry in directory.iterdir():
        name = entry.relative_to(top)
        if entry.name in _KEEP or name in _KEEP_PATHS or name in wanted:
            continue
        if entry.is_dir() and not entry.is_symlink():
            _remove_others(entry, top, wanted)
            if not any(entry.iterdir()):
                entry.rmdir()
        else:
            entry.unlink()


if __name__ == "__main__":
    print(make_tree())
