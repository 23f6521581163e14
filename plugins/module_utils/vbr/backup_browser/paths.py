# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths of files as they are in a backup. Pure. Private to the collection.

The server knows an item by the folder that it is in and its name; it has no id. On Windows a path begins with a drive,
elsewhere at the root.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...core.errors import InvalidOption

BACKSLASH, SLASH = "\\", "/"
DRIVE = re.compile(r"^[A-Za-z]:$")
# The longest path that Windows knows, in characters, and the longest of other systems, in bytes.
LONGEST_ON_WINDOWS, LONGEST = 32767, 4096


def parts_of(path: str, separator: str) -> list[str]:
    """The names along a path; on Windows both kinds of slash separate them."""
    text = path.replace(SLASH, BACKSLASH) if separator == BACKSLASH else path
    return [part for part in text.split(separator) if part]


def written(parts: Sequence[str], separator: str) -> str:
    """A path as the server writes it: a drive ends in its separator, other paths do not."""
    if separator == SLASH:
        return SLASH + SLASH.join(parts)
    return BACKSLASH.join(parts) + (BACKSLASH if len(parts) == 1 and DRIVE.match(parts[0]) else "")


def normalized(path: str, separator: str) -> str:
    """A path in the spelling that is sent and shown."""
    return written(parts_of(path, separator), separator)


def key_of(path: str, separator: str) -> str:
    """What paths are compared by: on Windows upper and lower case are the same."""
    plain = normalized(path, separator)
    return plain.casefold() if separator == BACKSLASH else plain


def joined(folder: str, name: str, separator: str) -> str:
    """The path of an item in a folder."""
    # On Windows the name of a drive may end in a separator; elsewhere a name may contain what separates on Windows.
    names = [name] if separator == SLASH else parts_of(name, separator)
    return written([*parts_of(folder, separator), *names], separator)


def parent_of(path: str, separator: str) -> str:
    """The folder that an item is in; of a drive, the place above all drives, which is written as nothing."""
    return written(parts_of(path, separator)[:-1], separator)


def name_of(path: str, separator: str) -> str:
    """The last name of a path, empty for the root."""
    parts = parts_of(path, separator)
    return parts[-1] if parts else ""


def is_drive(path: str, separator: str) -> bool:
    """Whether a path is a whole drive, the root, or the place above all drives."""
    parts = parts_of(path, separator)
    return not parts or (separator == BACKSLASH and len(parts) == 1)


def is_below(path: str, folder: str, separator: str) -> bool:
    """Whether a path is in a folder, at any depth."""
    inner, outer = parts_of(key_of(path, separator), separator), parts_of(key_of(folder, separator), separator)
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def outermost(paths: Sequence[str], separator: str) -> list[str]:
    """The paths without duplicates, and without those in a folder that is a path too."""
    distinct: dict[str, str] = {}
    for path in paths:
        distinct.setdefault(key_of(path, separator), path)
    folders = {tuple(parts_of(key, separator)) for key in distinct}
    return [path for key, path in distinct.items() if not _is_in_any(parts_of(key, separator), folders)]


def _is_in_any(parts: Sequence[str], folders: set[tuple[str, ...]]) -> bool:
    return any(tuple(parts[:end]) in folders for end in range(len(parts)))


def validate_path(option: str, path: str, separator: str, root: bool = False) -> str:
    """A path of a task as it is sent. With ``root`` a whole drive, or the place above all, will do.

    Raises InvalidOption for a path that is not one from the root of the backup, or that cannot be in one.
    """
    problem = _problem(path, separator) or ("" if root or not is_drive(path, separator) else _whole(separator))
    if problem:
        raise InvalidOption(f"{option}={path!r} {problem}", option=option, path=path)
    return normalized(path, separator)


def _problem(path: str, separator: str) -> str:
    parts = parts_of(path, separator)
    if "\0" in path:
        return "contains a NUL character, which no path can have. Remove it."
    if ".." in parts or "." in parts:
        return "contains '.' or '..'. Write the whole path from the root, without them."
    if separator == SLASH:
        return _problem_elsewhere(path)
    return "" if path in ("", BACKSLASH, SLASH) else _problem_on_windows(path, parts)


def _problem_on_windows(path: str, parts: Sequence[str]) -> str:
    if path.replace(SLASH, BACKSLASH).startswith(BACKSLASH * 2):
        return "is a network or device path. Write the path on the machine itself, with its drive, such as C:\\Data."
    if not DRIVE.match(parts[0]):
        return "does not begin with a drive. Write the path from its drive, such as C:\\Data."
    bad = sorted({sign for part in parts[1:] for sign in part if sign in '<>:"|' or sign < " "})
    if bad:
        return f"contains {' '.join(map(repr, bad))}, which no name on Windows can have. Correct the path."
    if len(path) > LONGEST_ON_WINDOWS:
        return f"is longer than {LONGEST_ON_WINDOWS} characters. Correct the path."
    return ""


def _problem_elsewhere(path: str) -> str:
    if not path.startswith(SLASH):
        return "is not an absolute path. Write it from the root, such as /etc/hosts."
    if len(path.encode("utf-8", "surrogatepass")) > LONGEST:
        return f"is longer than {LONGEST} bytes. Correct the path."
    return ""


def _whole(separator: str) -> str:
    what = "a whole drive" if separator == BACKSLASH else "the root"
    return f"is {what}, and only files and folders can be restored. Name the folders in it."
