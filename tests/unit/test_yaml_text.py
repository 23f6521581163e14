# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML as `make generate` writes it."""

from __future__ import annotations

import yaml

from tools.generate import yaml_text


def test_long_lines_are_folded_under_their_text():
    words = " ".join(["word"] * 40)
    text = yaml_text.dump(yaml_text.load(f"a:\n  - {words}\n  - short\nb: {words}\n"))
    assert max(map(len, text.splitlines())) <= yaml_text.WIDTH
    assert yaml.safe_load(text) == {"a": [words, "short"], "b": words}
    assert "\n    word" in text
    assert "\n  word" in text


def test_a_block_scalar_is_not_folded():
    text = f"a: |\n  {'word ' * 40}\n"
    assert yaml_text.fold(text) == text


def test_words_that_yaml_takes_for_something_else_are_quoted():
    assert yaml_text.dump(yaml_text.load("a: 1")) == "a: 1\n"
    document = yaml_text.load("a: b")
    document["a"] = yaml_text.sequence(["on", "None", "1.5", "x"], 0)
    assert yaml.safe_load(yaml_text.dump(document)) == {"a": ["on", "None", "1.5", "x"]}


def test_what_is_written_once_under_an_anchor_stays_so():
    document = yaml_text.load("a: &x {c: 1}\nb: *x\n")
    anchors = yaml_text.Anchors()
    for key in ("a", "b"):
        document[key] = anchors.kept(document[key], yaml_text.load("c: 2"))
    assert yaml_text.dump(document) == "a: &x\n  c: 2\nb: *x\n"
