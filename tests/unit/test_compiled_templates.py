# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates that tests keep compiled are compiled once, and what Jinja would compile."""

from __future__ import annotations

import pytest
from ansible._internal._templating._jinja_bits import AnsibleEnvironment, _TemplateCompileContext
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template

from support import compiled_templates


@pytest.fixture
def compiled(monkeypatch, tmp_path):
    """The texts that Jinja compiles from now on."""
    texts = []

    def compile_(environment, source, *given, **settings):
        texts.append(source)
        return original(environment, source, *given, **settings)

    original = compiled_templates._compile
    monkeypatch.setattr(compiled_templates, "_compile", compile_)
    monkeypatch.setattr(AnsibleEnvironment, "compile", AnsibleEnvironment.compile)
    compiled_templates.keep_compiled_templates(tmp_path / "templates")
    return texts


def rendered(text, **variables):
    return Templar(loader=DataLoader(), variables=variables).template(trust_as_template(text))


def test_a_template_is_compiled_once_and_looks_at_the_variables_of_each_use(compiled):
    assert [rendered("{{ name | upper }}", name=name) for name in ("a", "b")] == ["A", "B"]
    assert compiled == ["{{ name | upper }}"]


def test_another_process_finds_it_in_its_file(compiled, tmp_path):
    kept = tmp_path / "templates"
    assert rendered("{{ 1 + number }}", number=1) == 2
    (file,) = kept.iterdir()
    file.rename(tmp_path / file.name)
    kept.rmdir()
    compiled_templates.keep_compiled_templates(kept)
    (tmp_path / file.name).rename(file)
    assert rendered("{{ 1 + number }}", number=2) == 3
    assert compiled == ["{{ 1 + number }}"]


def test_a_text_with_escaped_backslashes_is_another_one(compiled):
    environment = Templar(loader=DataLoader())._engine.environment
    codes = []
    for escaped in (True, False):
        with _TemplateCompileContext(escape_backslashes=escaped):
            codes.append(environment.compile(r"{{ 'a\\d' }}"))
    assert codes[0] != codes[1]
    assert len(compiled) == 2


def test_a_mistake_in_a_template_is_found_each_time(compiled):
    for _number in range(2):
        with pytest.raises(Exception, match="Syntax error"):
            rendered("{{ name | }}", name="a")
    assert len(compiled) == 2
