# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where documents come from and what happens when they are not there."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from simulator import documents


def test_a_given_directory_is_used_and_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vbr_rest_1.3-rev1.json").write_text(json.dumps({"openapi": "3.0.1"}), "utf-8")
    monkeypatch.setenv("VEEAM_OPENAPI_DIR", str(tmp_path))
    assert documents.load("vbr", "1.3-rev1") == {"openapi": "3.0.1"}
    with pytest.raises(documents.DocumentError, match="vb365_rest_v8.json"):
        documents.load("m365", "v8")


def test_an_unknown_revision_is_refused_by_name() -> None:
    with pytest.raises(documents.DocumentError, match="2.0-rev9"):
        documents.path("vbr", "2.0-rev9")


def _archive(folder: Path, content: bytes) -> Path:
    path = folder / "package.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        member = tarfile.TarInfo("package-1/openapi_schemas/one.json")
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    return path


def test_an_archive_with_another_hash_is_refused(tmp_path: Path) -> None:
    package = documents.Package("package", "1", "0" * 64, ("one.json",))
    with pytest.raises(documents.DocumentError, match="sha256"):
        documents._unpack(_archive(tmp_path, b"{}"), package, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_archive_with_the_pinned_hash_is_unpacked(tmp_path: Path) -> None:
    archive = _archive(tmp_path, b'{"a": 1}')
    package = documents.Package("package", "1", hashlib.sha256(archive.read_bytes()).hexdigest(), ("one.json",))
    documents._unpack(archive, package, tmp_path / "out")
    assert (tmp_path / "out" / "one.json").read_bytes() == b'{"a": 1}'


def test_atomic_writing_sets_the_mode_and_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "secret.json"
    documents.write_atomically(target, b"x", mode=0o600)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.json"]
