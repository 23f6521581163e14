# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate with its private key that VBR takes as the content of a file. Private to the collection."""

from __future__ import annotations

from ..schema.fields import Field

PFX, PEM = "Pfx", "Pem"


def certificate_fields(
    option: str, api: str, required: bool = False, variants: tuple[str, ...] = ()
) -> tuple[Field, ...]:
    """The options for one certificate: the content of its file, the format of that, and its password.

    They are called after ``option``; ``api`` is the path of their group, with a dot at its end unless it is empty. The
    format comes in three spellings: the oldest revision knows one format, and 1.3-rev1 writes both in another case.
    """
    content, form = api + "certificate", api + "formatType"
    mode, name = "write_only_on_create", f"{option}_format"
    oldest, middle, newest = "1.2-rev1", "1.3-rev0", "1.3-rev1"
    return (
        Field(option, api=content, mode="secret", required=required, variants=variants),
        Field(
            name,
            api=form,
            mode=mode,
            choices=(PFX,),
            api_choices={PFX: "pfx"},
            until=oldest,
            required=required,
            variants=variants,
        ),
        Field(
            name,
            api=form,
            mode=mode,
            choices=(PFX, PEM),
            api_choices={PFX: "pfx", PEM: "pem"},
            since=middle,
            until=middle,
            required=required,
            variants=variants,
        ),
        Field(name, api=form, mode=mode, choices=(PFX, PEM), since=newest, required=required, variants=variants),
        Field(f"{option}_password", api=api + "password", mode="secret", variants=variants),
    )
