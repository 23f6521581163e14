# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's OpenAPI documents: fetched once from PyPI, pinned by hash, kept in an ignored cache.

``VEEAM_OPENAPI_DIR`` names a directory that already holds the JSON files; then nothing is fetched.
``python -m simulator.documents`` fetches whatever is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import azure_v8

PROJECT = Path(__file__).resolve().parents[2]


class DocumentError(Exception):
    """A vendor document is missing, damaged or could not be fetched."""


@dataclass(frozen=True)
class Package:
    """A source distribution on PyPI that carries OpenAPI documents."""

    name: str
    version: str
    sha256: str
    files: tuple[str, ...]

    @property
    def requirement(self) -> str:
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


PACKAGES: dict[str, Package] = {
    "vbr": Package(
        "veeam-br",
        "0.5.1",
        "946aec1c9562b813fb5c8d3b15bda3ef33ac9aff062b00a152f155bdc027ec61",
        ("vbr_rest_1.2-rev1.json", "vbr_rest_1.3-rev0.json", "vbr_rest_1.3-rev1.json", "vbr_rest_1.3-rev2.json"),
    ),
    "azure": Package(
        "veeam-az",
        "0.2.0",
        "49ce9e0ed935b5a2bdb6d2c13426211bf2b031713bc37d57021a5f944ce04c27",
        ("vbaz_rest_v8.1.json",),
    ),
    "m365": Package(
        "veeam-365",
        "0.4.1",
        "cf7b7355d03f85812f2359b3e38184c89c8f898643c6a239cf3fd834b7d429bb",
        ("vb365_rest_v7.json", "vb365_rest_v8.json"),
    ),
}

REVISIONS: dict[str, tuple[str, ...]] = {
    "vbr": ("1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"),
    "azure": ("v8", "v8.1"),
    "m365": ("v7", "v8"),
}
# Revisions whose document no package carries: the one that it is made from, and how.
DERIVED: dict[tuple[str, str], tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    ("azure", "v8"): ("v8.1", azure_v8.without_news),
}


def cache_root() -> Path:
    """Directory for everything that is derived or downloaded; safe to delete."""
    return PROJECT / ".cache"


def file_name(product: str, revision: str) -> str:
    """Name of the document of one revision inside the vendor's package, or of the one that it is made from."""
    revision, _made = DERIVED.get((product, revision), (revision, None))
    for name in PACKAGES[product].files if product in PACKAGES else ():
        if name.endswith(f"_{revision}.json"):
            return name
    raise DocumentError(f"no document for {product} {revision}; known: {REVISIONS}")


def path(product: str, revision: str) -> Path:
    """Where the document lies, fetching its package when it is not there yet."""
    name = file_name(product, revision)
    given = os.environ.get("VEEAM_OPENAPI_DIR")
    if given:
        found = Path(given) / name
        if not found.is_file():
            raise DocumentError(f"VEEAM_OPENAPI_DIR={given} holds no {name}")
        return found
    found = cache_root() / "openapi" / name
    if not found.is_file():
        fetch(product)
    return found


def load(product: str, revision: str) -> dict[str, Any]:
    """The document as the vendor wrote it, or made from it."""
    document: dict[str, Any] = json.loads(path(product, revision).read_text("utf-8"))
    _newer, made = DERIVED.get((product, revision), ("", None))
    return document if made is None else made(document)


def digest(product: str, revision: str) -> str:
    """SHA-256 of the document, the key of whatever is derived from it; another one for each revision that is."""
    content = path(product, revision).read_bytes()
    if (product, revision) in DERIVED:
        content += revision.encode() + Path(azure_v8.__file__).read_bytes()
    return hashlib.sha256(content).hexdigest()


@contextmanager
def _locked(directory: Path, product: str) -> Iterator[None]:
    # Several test processes start at once; one downloads a package, the others wait for its result.
    directory.mkdir(parents=True, exist_ok=True)
    with open(directory / f".lock-{product}", "w", encoding="ascii") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fetch(product: str) -> None:
    """Download and unpack one package's documents unless they are all there."""
    package, target = PACKAGES[product], cache_root() / "openapi"
    with _locked(target, product):
        if all((target / name).is_file() for name in package.files):
            return
        with tempfile.TemporaryDirectory(dir=target) as work:
            requirement = Path(work) / "requirement.txt"
            requirement.write_text(package.requirement + "\n", "ascii")
            command = [
                sys.executable,
                "-m",
                "pip",
                "--quiet",
                "download",
                "--no-deps",
                "--no-binary",
                ":all:",
                "--require-hashes",
                "--requirement",
                str(requirement),
                "--dest",
                work,
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise DocumentError(
                    f"could not download {package.name} {package.version} from PyPI; "
                    f"set VEEAM_OPENAPI_DIR to a directory with {package.files}: {done.stderr.strip()}"
                )
            for archive in Path(work).glob("*.tar.gz"):
                _unpack(archive, package, target)


def _unpack(archive: Path, package: Package, target: Path) -> None:
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        raise DocumentError(f"{archive.name} has sha256 {found}, wanted {package.sha256}")
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = Path(member.name).name
            content = tar.extractfile(member) if name in package.files and "openapi_schemas" in member.name else None
            if content is not None:
                write_atomically(target / name, content.read())
    missing = [name for name in package.files if not (target / name).is_file()]
    if missing:
        raise DocumentError(f"{archive.name} holds no {missing}")


def write_atomically(target: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file so that a reader sees either the old content or all of the new."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    os.chmod(name, mode)
    os.replace(name, target)


def main() -> int:
    """Fetch every document, those of all products side by side, and print where each lies."""
    with ThreadPoolExecutor(len(REVISIONS)) as pool:
        for _done in pool.map(lambda product: path(product, REVISIONS[product][0]), REVISIONS):
            pass
    for product, revisions in REVISIONS.items():
        for revision in revisions:
            print(f"{product}\t{revision}\t{path(product, revision)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
